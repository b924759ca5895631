"""Grids of days, shades, and the months beside one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.views.calendar import DARKEST, is_month, neighbours, shade, weeks_of, within_year


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_has_each_of_its_days_once_under_its_weekday(year: int, month: int) -> None:
    """Weeks have seven days from Monday, and hold the days of the month in order."""
    weeks = weeks_of(year, month)
    assert all(len(week) == 7 for week in weeks)
    assert all(day is None or day.weekday() == at for week in weeks for at, day in enumerate(week))
    days = [day for week in weeks for day in week if day]
    assert days == [date(year, month, 1) + timedelta(at) for at in range(len(days))]
    assert (days[-1] + timedelta(1)).day == 1


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_stories_are_never_shown_lighter(one: int, other: int) -> None:
    """Only nothing has no shade, and the largest is the darkest."""
    few, many = sorted((one, other))
    assert shade(few, many) <= shade(many, many) <= DARKEST
    assert (shade(few, many) == 0) == (few == 0)
    assert many < 12 or shade(many, many) == DARKEST


def test_a_single_story_is_not_dark_because_there_is_no_more() -> None:
    """In an archive of one story a day no day is dark."""
    assert shade(1, 1) < 3


@pytest.mark.parametrize(
    ("year", "month", "there"),
    [(2024, 1, True), (2024, 12, True), (2024, 0, False), (2024, 13, False), (1899, 1, False),
     (0, 1, False), (9999, 1, False)],
    ids=["January", "December", "month zero", "month 13", "too early", "year zero", "too late"],
)  # fmt: skip
def test_a_month_is_one_that_a_story_may_be_dated(year: int, month: int, there: bool) -> None:
    """Months 1 to 12 of the years that dates are read of."""
    assert is_month(year, month) is there


@pytest.mark.parametrize(
    ("name", "beside"),
    [("2023-02", ("2022-11", "2023-05")), ("2023-03", ("2023-02", "2023-05")),
     ("2020-01", ("", "2022-11")), ("2023-05", ("2023-02", ""))],
    ids=["one of them", "a gap", "before all", "the last"],
)  # fmt: skip
def test_neighbours_pass_over_what_is_empty(name: str, beside: tuple[str, str]) -> None:
    """The nearest month with stories on either side, wherever one stands."""
    assert neighbours(name, ["2023-05", "2022-11", "2023-02"]) == beside


def test_the_months_of_a_year_are_its_own() -> None:
    """A year that begins like another has none of its months."""
    assert within_year({"2023-02": 4, "2022-12": 9}, "2023") == {"2023-02": 4}
