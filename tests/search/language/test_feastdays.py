"""Is the table of feasts whole, and does it agree with the calendars that it claims to follow?"""

from datetime import date, timedelta
from importlib import resources
from itertools import pairwise

import pytest

from search.dates import DayRange
from search.language.feastdays import FEASTS, FeastDays, feast_days

TODAY = date(2026, 11, 24)
BASES = {"isbat", "keputusan", "hisab"}


def tabular(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar: 30-year cycles of 10,631 days, odd months of 30.

    1 Muharram 1 is 16 July 622 of the Julian calendar; leap years are those where
    (14 + 11y) mod 30 < 11 (Reingold and Dershowitz, Calendrical Calculations, chapter 7).
    """
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(227014 + before + day)


def rows(feast: str) -> list[tuple[int, date, date, str]]:
    """Own year, first and last day, and basis of each row of a feast."""
    text = (resources.files("search.language") / "data" / "feastdays.tsv").read_text("utf-8")
    cells = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [
        (int(year), date.fromisoformat(first), date.fromisoformat(last), basis)
        for name, year, first, last, basis in cells
        if name == feast
    ]


def test_the_tabular_calendar_of_this_test_is_the_known_one() -> None:
    """1 Muharram 1400 was 21 November 1979; 1 Ramadan 1448 is 8 February 2027."""
    assert tabular(1400, 1, 1) == date(1979, 11, 21)
    assert tabular(1448, 9, 1) == date(2027, 2, 8)


@pytest.mark.parametrize(
    ("feast", "month", "day"),
    [
        pytest.param("ramadan", 9, 1, id="Ramadan"),
        pytest.param("idulfitri", 10, 1, id="Idulfitri"),
        pytest.param("iduladha", 12, 10, id="Iduladha"),
    ],
)
def test_islamic_feasts_keep_to_the_tabular_calendar(feast: str, month: int, day: int) -> None:
    """What was decided lies within a day of it; what is computed lies on it."""
    for year, first, _, basis in rows(feast):
        off = abs((first - tabular(year, month, day)).days)
        assert off <= (0 if basis == "hisab" else 1), (feast, year)


def test_ramadan_ends_where_idulfitri_begins() -> None:
    """Every Ramadan has 29 or 30 days, and the next day is 1 Syawal of its year."""
    feasts = {year: first for year, first, _, _ in rows("idulfitri")}
    for year, first, last, _ in rows("ramadan"):
        assert (last - first).days + 1 in (29, 30)
        assert feasts[year] == last + timedelta(days=1)


@pytest.mark.parametrize(
    "feast",
    [pytest.param(feast, id=FEASTS[feast][0]) for feast in FEASTS if feast[0] in "riw"],
)
def test_no_year_of_a_feast_is_missing(feast: str) -> None:
    """Own years follow each other, days are in order, and each row says who fixed it."""
    found = rows(feast)
    assert [year for year, *_ in found] == list(range(found[0][0], found[-1][0] + 1))
    assert [first for _, first, *_ in found] == sorted(first for _, first, *_ in found)
    assert all(first <= last and basis in BASES for _, first, last, basis in found)
    assert found[0][1].year == 2000


def test_imlek_falls_between_21_january_and_20_february() -> None:
    """The second new moon after the winter solstice, all the years of the table."""
    assert len(rows("imlek")) == 36
    for _, first, last, _ in rows("imlek"):
        assert (1, 21) <= (first.month, first.day) <= (2, 20)
        assert first == last


def test_nyepi_falls_in_march_or_april() -> None:
    """The day after the new moon about the equinox, and after what is a year of 12 or 13 moons."""
    found = [first for _, first, *_ in rows("nyepi")]
    assert all((3, 2) <= (day.month, day.day) <= (4, 14) for day in found)
    assert all((b - a).days in range(353, 386) for a, b in pairwise(found))


def _days(found: FeastDays | None) -> DayRange | None:
    return None if found is None else found.days


@pytest.mark.parametrize(
    ("year", "today", "expected"),
    [
        pytest.param(2000, TODAY, date(2000, 12, 27), id="the later one, when both are past"),
        pytest.param(2000, date(2000, 6, 1), date(2000, 1, 8), id="the one that has begun"),
        pytest.param(1420, TODAY, date(2000, 1, 8), id="a Hijri year has only one"),
    ],
)
def test_a_year_may_have_two(year: int, today: date, expected: date) -> None:
    """Of two Idulfitri in a year it is the latest that has begun."""
    found = _days(feast_days("idulfitri", year, today=today))
    assert found == DayRange(expected, expected + timedelta(days=2))


def test_a_year_outside_the_table_is_unknown() -> None:
    """No guess before 2000 or after 2035; Christmas never moves."""
    assert feast_days("ramadan", 1998, today=TODAY) is None
    assert feast_days("ramadan", 2040, today=TODAY) is None
    assert _days(feast_days("natal", 1998, today=TODAY)) == DayRange(
        date(1998, 12, 25), date(1998, 12, 26)
    )
