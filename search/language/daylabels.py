"""How are days written: for a reader who asked, and in the text of a story?"""

from datetime import date

from search.dates import DayRange, month_range

from .calendarwords import MONTH_TITLES, MONTHS_IN_PRINT

Words = tuple[str, ...]
"""Folded words that stand side by side."""


def label(days: DayRange) -> str:
    """A closed range as short as it can be said in Indonesian.

    "2023", "2019–2021", "Februari 2023", "27 Februari 2023", "16–22 November 2026".
    """
    first, last = days.start, days.last
    assert first is not None and last is not None
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return _joined(str(first.year), str(last.year))
    if first.day == 1 and days.end is not None and days.end.day == 1:
        same_year = first.year == last.year
        left = MONTH_TITLES[first.month - 1] if same_year else _month(first)
        if same_year and first.month == last.month:
            return _month(first)
        return f"{left}–{_month(last)}"
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTH_TITLES[first.month - 1]}–{_day(last)}"
    return f"{_day(first)}–{_day(last)}"


def in_print(days: DayRange) -> tuple[Words, ...]:
    """How a story's text may print one day or one month, as its words are filed; else ().

    ("27", "februari", "2023"), and as figures ("27/2/2023",) and ("27/2",): the last is of any
    year, but it is what papers print on the day itself.
    """
    first = days.start
    assert first is not None
    year = str(first.year)
    names = MONTHS_IN_PRINT[first.month - 1]
    if days == month_range(first.year, first.month):
        return tuple((name, year) for name in names)
    if days.last != first:
        return ()
    day, month = first.day, first.month
    written = tuple((str(day), name, year) for name in names)
    figures = (f"{day}/{month}", f"{day:02}/{month:02}")
    whole = tuple(dict.fromkeys(f"{figure}/{year}" for figure in figures))
    return (*written, *((word,) for word in (*whole, *dict.fromkeys(figures))))


def _joined(left: str, right: str) -> str:
    return left if left == right else f"{left}–{right}"


def _month(day: date) -> str:
    return f"{MONTH_TITLES[day.month - 1]} {day.year}"


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"
