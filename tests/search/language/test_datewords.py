"""Does the reader of dates know every printed shape, and leave the rest unknown?"""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates import Moment, Precision
from search.language.datewords import ReadDate, read_date

CASES = Path(__file__).parents[2] / "cases" / "date.csv"
REFERENCE = re.compile(r" ref=(\d{4}-\d{2}-\d{2})$")


def _cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["input"], row["expected"], row["why"]) for row in csv.DictReader(file)]


def _iso(found: ReadDate | None) -> str:
    return "" if found is None else found.moment.iso()


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(text, expected, id=f"{text} ({why})") for text, expected, why in _cases()],
)
def test_reads_the_case_file(text: str, expected: str) -> None:
    """Every case of tests/cases/date.csv is read as it says."""
    match = REFERENCE.search(text)
    reference = date.fromisoformat(match[1]) if match else None
    assert _iso(read_date(REFERENCE.sub("", text), reference=reference)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, id=text.strip())
        for text, expected in (
            ("Diperbarui 18 Jun 2025, 21:30 WIB", "2025-06-18T21:30+07:00"),
            ("20 Des 2024", "2024-12-20"),
            ("16/09/2019 14:10 WIB", "2019-09-16T14:10+07:00"),
            ("2025-10-29 22:00:00", "2025-10-29T22:00+07:00"),
            ("Jumat, 20 Jun 2025 12:45 WIB", "2025-06-20T12:45+07:00"),
            ("10 Juni 2025 |14:54 WIB", "2025-06-10T14:54+07:00"),
            ("Tayang: Senin, 9 Juni 2025 20:23 WITA", "2025-06-09T20:23+08:00"),
            ("Tayang: Senin, 9 Juni 2025 21:03 WIT", "2025-06-09T21:03+09:00"),
            ("Selasa, 10 Juni 2025 - 20:36 WIB", "2025-06-10T20:36+07:00"),
            (",\xa0Jurnalis-Rabu, 18 Juni 2025 |22:20 WIB", "2025-06-18T22:20+07:00"),
            ("Kompas.com- 19/06/2025, 10:25 WIB", "2025-06-19T10:25+07:00"),
            ("18 Juni 2025 | 19.33 WIB", "2025-06-18T19:33+07:00"),
            ("13+December+2018", "2018-12-13"),
            ("2015-11-18T15:05:00.000+0000", "2015-11-18T15:05+00:00"),
            ("2024-08-06T17:45:00Z", "2024-08-06T17:45+00:00"),
            ("Tue, 10 Jun 2025 14:00:00 +0700", "2025-06-10T14:00+07:00"),
            ("Selasa, 10 Jun 2025 - 21:32 WIB_x0000_", "2025-06-10T21:32+07:00"),
            ("12:02 15 Sep 2019", "2019-09-15T12:02+07:00"),
            ("19-Sep-19 17:07", "2019-09-19T17:07+07:00"),
            ("Oct 1, 2019", "2019-10-01"),
            ("Sabtu , 31 Jan 2026, 15:15 WIB", "2026-01-31T15:15+07:00"),
            ("2023-02", "2023-02"),
        )
    ],
)
def test_reads_what_portals_print(text: str, expected: str) -> None:
    """Each shape of a real date field is read to the precision printed."""
    assert _iso(read_date(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        pytest.param("2019-09-07 00:00:00", "2019-09-07", Precision.DAY, id="midnight alone"),
        pytest.param(
            "2019-09-17 00:00:00 04:08:00",
            "2019-09-17T04:08+07:00",
            Precision.MINUTE,
            id="midnight and a clock",
        ),
        pytest.param("2023-02-27 24:10", "2023-02-27", Precision.DAY, id="no such time"),
    ],
)
def test_a_bare_midnight_is_a_day(text: str, expected: str, precision: Precision) -> None:
    """00:00:00 without a zone names the day; a second clock time after it is the time."""
    found = read_date(text)
    assert found is not None
    assert (found.moment.iso(), found.moment.precision) == (expected, precision)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=text or "empty")
        for text in (
            "",
            "Tidak ditemukan",
            "Scroll ke bawah untuk membaca berita",
            "31 Februari 2023",
            "31/02/2023",
            "131 Februari 2023",
            "27 Februari 1899",
            "27 Februari 2101",
            "Senin (27/2)",
            "27 Februari",
            "2/3 suara",
            "kemarin",
        )
    ],
)
def test_leaves_unknown_what_it_cannot_read(text: str) -> None:
    """No date, an impossible one, or one without a year is None, not a guess."""
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "order", "expected", "is_turned"),
    [
        pytest.param("03/02/2023", "", "2023-02-03", False, id="day first"),
        pytest.param("02/25/2023", "", "2023-02-25", True, id="a middle above 12 turns it"),
        pytest.param("03/02/2023", "mdy", "2023-03-02", False, id="told month first"),
        pytest.param("03/02/2023", "dmy", "2023-02-03", False, id="told day first"),
    ],
)
def test_slash_dates_are_day_first(text: str, order: str, expected: str, is_turned: bool) -> None:
    """Slash dates are day/month/year; only a middle number above 12 turns them, and says so."""
    found = read_date(text, order=order)
    assert found is not None
    assert (found.moment.iso(), found.is_turned) == (expected, is_turned)


def test_a_told_order_turns_nothing() -> None:
    """With an order given, a date impossible in that order stays unknown."""
    assert read_date("02/25/2023", order="dmy") is None


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        pytest.param("Senin (27/2)", 2023, "2023-02-27", id="the weekday agrees"),
        pytest.param("Selasa (27/2)", 2023, "", id="the weekday disagrees"),
        pytest.param(
            "Senin malam (27/2) pukul 20.15 WIB", 2023, "2023-02-27T20:15+07:00", id="time"
        ),
        pytest.param("27 Februari", 2023, "2023-02-27", id="a month's name needs no weekday"),
        pytest.param("27/2", 2023, "", id="a fraction needs a cue"),
        pytest.param("Kamis (29/2)", 2023, "", id="no leap day"),
    ],
)
def test_a_day_without_year_takes_the_given_year(text: str, year: int, expected: str) -> None:
    """A given year makes a day of "(27/2)", if the weekday printed beside it agrees."""
    assert _iso(read_date(text, year=year)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("besok", "2023-03-02", id="tomorrow"),
        pytest.param("Senin lalu", "2023-02-27", id="last Monday"),
        pytest.param("Rabu lalu", "2023-02-22", id="the same weekday is a week ago"),
        pytest.param("3 hari yang lalu", "2023-02-26", id="days ago"),
        pytest.param("bulan lalu", "2023-02", id="last month"),
        pytest.param("tahun lalu", "2022", id="last year"),
        pytest.param("pekan lalu", "", id="a week is no precision of ours"),
    ],
)
def test_relative_words_need_a_reference(text: str, expected: str) -> None:
    """Relative words mean a day seen from the day of publication, here 1 March 2023."""
    assert _iso(read_date(text, reference=date(2023, 3, 1))) == expected


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_reads_back_what_we_print(day: date) -> None:
    """Any day printed as ISO, with slashes or in words reads as that day."""
    months = (
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    )
    for text in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day} {months.split()[day.month - 1]} {day.year}",
    ):
        assert read_date(text) == ReadDate(Moment.of_day(day))


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.integers(-2, 300))
def test_a_day_in_the_text_is_found_from_its_publication(day: date, later: int) -> None:
    """ "Senin (27/2)" is resolved from any publication up to 300 days later, or 2 days before."""
    weekday = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")[day.weekday()]
    text = f"{weekday} ({day.day}/{day.month})"
    found = read_date(text, reference=day + timedelta(days=later))
    assert found == ReadDate(Moment.of_day(day))


@given(st.text(), st.none() | st.dates(), st.none() | st.integers(1900, 2100))
def test_never_raises(text: str, reference: date | None, year: int | None) -> None:
    """Whatever the text, the answer is a date or None."""
    found = read_date(text, reference=reference, year=year)
    assert found is None or isinstance(found, ReadDate)


def test_reads_only_the_beginning_of_a_long_text() -> None:
    """A megabyte of figures costs no time, and no date is sought far inside."""
    assert read_date("1/" * 500_000 + "27/02/2023") is None
