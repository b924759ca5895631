"""Do weeks, thirds and quarters cut time without a gap?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.dates import DayRange, month_range
from search.language.dayspans import (
    latest_day,
    month_of,
    part_of_year,
    third_of,
    up_to,
    week_of,
    year_of,
)

_DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(_DAYS)
def test_a_day_lies_in_its_own_week_month_and_year(day: date) -> None:
    """And the one before ends where its own begins."""
    for span in (week_of, month_of, year_of):
        assert day in span(day)
        assert span(day, -1).end == span(day).start


@given(_DAYS)
def test_thirds_and_quarters_leave_no_day_out(day: date) -> None:
    """Three thirds, four quarters or two halves are the whole, in order."""
    for whole in (week_of(day), month_of(day), year_of(day)):
        cuts = [third_of(whole, third) for third in range(3)]
        assert [whole.start, *(c.end for c in cuts)] == [*(c.start for c in cuts), whole.end]
    for parts in (2, 4):
        cuts = [part_of_year(day.year, part, parts) for part in range(1, parts + 1)]
        whole = year_of(day)
        assert [whole.start, *(c.end for c in cuts)] == [*(c.start for c in cuts), whole.end]


@pytest.mark.parametrize(
    ("day", "count", "unit", "first"),
    [
        pytest.param(date(2026, 11, 24), 1, "hari", date(2026, 11, 24), id="one day is today"),
        pytest.param(date(2026, 11, 24), 2, "pekan", date(2026, 11, 11), id="two weeks"),
        pytest.param(date(2024, 3, 31), 1, "bulan", date(2024, 3, 1), id="February has no 31st"),
        pytest.param(date(2024, 2, 29), 1, "tahun", date(2023, 3, 1), id="nor a 29th every year"),
    ],
)
def test_the_last_days_end_today(day: date, count: int, unit: str, first: date) -> None:
    """ "Sebulan terakhir" begins the day after the same day a month ago."""
    assert up_to(day, count, unit) == DayRange(first, day + timedelta(days=1))


def test_a_leap_day_is_looked_for_in_leap_years() -> None:
    """29 February without a year is the latest there was; 31 February never was."""
    assert latest_day(29, 2, date(2026, 11, 24)) == DayRange(date(2024, 2, 29), date(2024, 3, 1))
    assert latest_day(31, 2, date(2026, 11, 24)) is None


@given(_DAYS, st.integers(0, 3_000))
def test_a_day_with_its_weekday_is_found_within_eleven_years(day: date, later: int) -> None:
    """ "Senin 27/2" is the latest 27 February that was a Monday, whatever year it is now."""
    found = latest_day(day.day, day.month, day + timedelta(days=later), weekday=day.weekday())
    assert found is not None and found.start is not None
    assert found.start >= day
    assert (found.start.day, found.start.month) == (day.day, day.month)
    assert found.start.weekday() == day.weekday()


def test_december_is_followed_by_january() -> None:
    """Months count on over the new year, both ways."""
    assert month_of(date(2026, 12, 31), 1) == month_range(2027, 1)
    assert month_of(date(2026, 1, 31), -1) == month_range(2025, 12)
