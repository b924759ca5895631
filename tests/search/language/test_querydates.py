"""Are dates in a question read where they are meant, and nowhere else?"""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates import DayRange, month_range
from search.language.calendarwords import MONTH_TITLES
from search.language.querydates import Mention, day_window, mentioned_days
from search.language.tokens import tokenize

CASES = Path(__file__).parents[2] / "cases" / "query-dates.csv"
TODAY = date(2026, 11, 24)  # a Tuesday
_PIECES = (
    "kemarin pekan minggu bulan tahun hari lalu ini depan terakhir yang Senin Jum'at Februari Mei"
    " feb. awal akhir antara dan sampai - – / . , ( ) 1 2 27 31 99 2019 2023 2024 9999 0000 1445 H"
    " 27/2 27/2/2023 2019-2021 Ramadan Lebaran Natal Idul Fitri triwulan II Rp pasal tanggal: +62"
    " 0812 se tiga setahun kuartal q1 U-20 \n \u00a0 İ ſ \ud800"
).split(" ")
_TEXTS = st.text(max_size=30) | st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join)
_DAYS = st.dates(date(1950, 1, 1), date(2026, 11, 24))


def _cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["input"], row["expected"], row["why"]) for row in csv.DictReader(file)]


def told(text: str, today: date = TODAY) -> str:
    """What is understood of a text, as the case file writes it."""
    mentions = mentioned_days(text, today)
    return "; ".join(f"{m.days.start}..{m.days.last} {m.label}" for m in mentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, id=f"{text} ({why})") for text, expected, why in _cases()],
)
def test_reads_the_case_file(text: str, expected: str) -> None:
    """Every case of tests/cases/query-dates.csv is read as it says, on 24 November 2026."""
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("banjir kemarin di Jambi", "kemarin", id="one word"),
    pytest.param("banjir 27 Februari 2023 di Jambi", "27 Februari 2023", id="a whole date"),
    pytest.param("(Senin malam (27/2/2023))", "Senin malam (27/2/2023)", id="brackets and weekday"),
    pytest.param("İstanbul tahun\u00a02023", "tahun\u00a02023", id="letters that grow"),
])  # fmt: skip
def test_a_mention_is_a_place_in_the_text(text: str, expected: str) -> None:
    """`start` and `end` cut out the words as they were typed."""
    (mention,) = mentioned_days(text, TODAY)
    assert text[mention.start : mention.end] == expected


def test_a_day_is_written_as_papers_print_it() -> None:
    """The written month and the figures, whole and without the year."""
    (mention,) = mentioned_days("27 Feb 2023", TODAY)
    assert mention.written == (
        ("27", "februari", "2023"), ("27", "pebruari", "2023"), ("27", "feb", "2023"),
        ("27/2/2023",), ("27/02/2023",), ("27/2",), ("27/02",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mei 2023", (("mei", "2023"),), id="a month"),
        pytest.param("awal Mei 2023", (("awal", "mei", "2023"),), id="a part of a month"),
        pytest.param("Nyepi 2024", (("nyepi", "2024"), ("nyepi", "1946")), id="a feast"),
        pytest.param("pekan lalu", (), id="a week"),
        pytest.param("2023", (), id="a year is a word of the question already"),
        pytest.param("2019-2021", (), id="years"),
    ],
)
def test_only_what_few_words_say_is_written(
    text: str, expected: tuple[tuple[str, ...], ...]
) -> None:
    """Months, days and feasts have printed forms; weeks, years and ranges have none."""
    (mention,) = mentioned_days(text, TODAY)
    assert mention.written == expected


@given(_DAYS)
def test_what_is_written_is_found_in_print(day: date) -> None:
    """A story that prints the day holds one of its written forms, as `tokenize` files words."""
    month = MONTH_TITLES[day.month - 1]
    (mention,) = mentioned_days(day.isoformat(), TODAY)
    for printed in (
        f"{day.day} {month} {day.year}",
        f"Senin ({day.day}/{day.month}/{day.year})",
        f"Senin ({day:%d/%m/%Y})",
        f"Senin ({day.day}/{day.month})",
    ):
        terms = [token.terms for token in tokenize(printed)]
        assert any(
            all(word in at for word, at in zip(words, terms[start:], strict=False))
            for words in mention.written
            for start in range(len(terms) - len(words) + 1)
        )


@given(_DAYS)
def test_every_shape_of_a_day_is_that_day(day: date) -> None:
    """Written, in figures of three kinds and as computers write it: the same day."""
    month = MONTH_TITLES[day.month - 1]
    for text in (
        f"{day.day} {month} {day.year}",
        f"{day.day}-{month.lower()}-{day.year}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        day.isoformat(),
    ):
        (mention,) = mentioned_days(f"banjir {text} jambi", TODAY)
        assert mention.days == DayRange(day, day + timedelta(days=1))


@given(_DAYS)
def test_a_day_without_a_year_lies_in_the_past(today: date) -> None:
    """The latest 10 November is at most a year old, and at most two days ahead."""
    (mention,) = mentioned_days("10 November", today)
    assert mention.days.start is not None
    assert today - timedelta(days=365) <= mention.days.start <= today + timedelta(days=2)


def _mention(days: DayRange) -> Mention:
    return Mention(0, 1, days, "")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(
            DayRange(date(2023, 2, 27), date(2023, 2, 28)),
            DayRange(date(2023, 2, 24), date(2023, 3, 3)),
            id="a day has three on both sides",
        ),
        pytest.param(
            DayRange(date(2023, 4, 22), date(2023, 4, 24)),
            DayRange(date(2023, 4, 19), date(2023, 4, 27)),
            id="a feast of two days too",
        ),
        pytest.param(month_range(2023, 2), month_range(2023, 2), id="a month stays"),
        pytest.param(
            DayRange(date(2026, 11, 16), date(2026, 11, 23)),
            DayRange(date(2026, 11, 16), date(2026, 11, 23)),
            id="a week stays",
        ),
    ],
)
def test_a_day_is_met_by_its_neighbours(days: DayRange, expected: DayRange) -> None:
    """The window of a day is a week; what is longer already stays as it is."""
    assert day_window(_mention(days)) == expected


@given(_TEXTS, st.dates())
def test_any_text_is_read(text: str, today: date) -> None:
    """Never an error; spans lie in the text in order, ranges are closed, ordered and in bounds."""
    at = 0
    for mention in mentioned_days(text, today):
        assert at <= mention.start < mention.end <= len(text)
        at = mention.end
        start, last = mention.days.start, mention.days.last
        assert start is not None and last is not None
        assert start <= last
        assert start.year >= 1900 and last.year <= today.year + 2
        assert mention.label
        assert day_window(mention).covers(mention.days)


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(piece, id=name)
        for name, piece in {
            "figures": "1", "figures apart": "1 ", "strokes": "1/", "years": "2023-", "blanks": " ",
            "months": "februari ", "ranges": "1 sampai ", "sums": "rp ", "feasts": "idul fitri ",
            "telephones": "0812 12 12 ",
        }.items()
    ],
)  # fmt: skip
def test_a_huge_text_is_read_too(piece: str) -> None:
    """100,000 characters of what dates are made of give spans inside the text."""
    text = (piece * 100_000)[:100_000]
    assert all(m.end <= len(text) for m in mentioned_days(text, TODAY))
