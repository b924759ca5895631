"""Which days are the week before this one, the end of June, the last three months?

Days are WIB days; every range is half-open and has both its ends. A week is Monday to Sunday.
"""

from datetime import date, timedelta
from typing import Final

from search.dates import DayRange, month_range

DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_YEARS_BACK: Final = 11  # within so many years, a day of the year falls on every weekday
_DAYS_AHEAD: Final = 2  # a paper names the day after tomorrow without its year


def one_day(day: date) -> DayRange:
    """One day."""
    return DayRange(day, day + DAY)


def days_between(first: date, last: date) -> DayRange | None:
    """From `first` to `last`, both included; None where they stand the wrong way round."""
    return DayRange(first, last + DAY) if first <= last else None


def years_between(first: int, last: int) -> DayRange | None:
    """Whole years, both included."""
    return DayRange(date(first, 1, 1), date(last + 1, 1, 1)) if first <= last else None


def week_of(day: date, shift: int = 0) -> DayRange:
    """The week `day` lies in, or the one `shift` weeks later."""
    monday = day - timedelta(days=day.weekday()) + shift * _WEEK
    return DayRange(monday, monday + _WEEK)


def month_of(day: date, shift: int = 0) -> DayRange:
    """The month `day` lies in, or the one `shift` months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
    return month_range(year, month + 1)


def year_of(day: date, shift: int = 0) -> DayRange:
    """The year `day` lies in, or the one `shift` years later."""
    return DayRange(date(day.year + shift, 1, 1), date(day.year + shift + 1, 1, 1))


def third_of(days: DayRange, third: int) -> DayRange:
    """The beginning (0), middle (1) or end (2) of a month, a year or a week.

    Of a month days 1-10, 11-20, 21-end; of a year four months each; of a week Monday and Tuesday,
    Wednesday to Friday, Saturday and Sunday.
    """
    start, end = days.start, days.end
    assert start is not None and end is not None
    length = (end - start).days
    if length > 31:
        cuts = (start, start.replace(month=5), start.replace(month=9), end)
    elif length > 7:
        cuts = (start, start.replace(day=11), start.replace(day=21), end)
    else:
        cuts = (start, start + 2 * DAY, start + 5 * DAY, end)
    return DayRange(cuts[third], cuts[third + 1])


def part_of_year(year: int, part: int, parts: int) -> DayRange:
    """The part (from 1) of a year cut into 2 or 4: the second quarter is April to June."""
    months = 12 // parts
    first, last = (part - 1) * months + 1, part * months
    return DayRange(date(year, first, 1), month_range(year, last).end)


def up_to(day: date, count: int, unit: str) -> DayRange:
    """The last `count` days ("hari"), weeks, months or years, `day` the last of them."""
    match unit:
        case "hari":
            start = day - timedelta(days=count - 1)
        case "pekan" | "minggu":
            start = day - timedelta(days=7 * count - 1)
        case _:
            months = count * (12 if unit == "tahun" else 1)
            month = month_of(day, -months)
            assert month.start is not None and month.last is not None
            start = month.start.replace(day=min(day.day, month.last.day)) + DAY
    return DayRange(start, day + DAY)


def latest_month(month: int, today: date) -> DayRange:
    """The latest such month that has begun."""
    return month_range(today.year - (month > today.month), month)


def latest_day(day: int, month: int, today: date, *, weekday: int | None = None) -> DayRange | None:
    """The latest such day up to the day after tomorrow; with a weekday, the latest on one.

    None where there is none within 11 years: 31 February.
    """
    limit = today + _DAYS_AHEAD * DAY
    for year in range(limit.year, limit.year - _YEARS_BACK - 1, -1):
        found = _day(year, month, day)
        if found and found <= limit and weekday in (None, found.weekday()):
            return one_day(found)
    return None


def day_in(year: int, month: int, day: int) -> DayRange | None:
    """One day; None where there is no such day."""
    found = _day(year, month, day)
    return one_day(found) if found else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
