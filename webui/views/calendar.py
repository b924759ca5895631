"""Which days stand where in a month's grid, how dark is each, and which months lie beside it?

Pure: years, months and counts in, grids and names out.
"""

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from math import ceil, log
from typing import Final

from search.dates import EARLIEST_YEAR, LATEST_YEAR

DARKEST: Final = 5
_DARK_FROM: Final = 12  # stories that are dark at the least, lest two in a small archive are


def is_month(year: int, month: int = 1) -> bool:
    """Whether a calendar has such a month; years as far as stories may be dated."""
    return EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12


def weeks_of(year: int, month: int) -> tuple[tuple[date | None, ...], ...]:
    """The weeks of a month, seven days each from Monday; None is a day of another month."""
    days = calendar.Calendar(calendar.MONDAY).monthdayscalendar(year, month)
    return tuple(tuple(date(year, month, day) if day else None for day in week) for week in days)


def shade(count: int, most: int) -> int:
    """How dark a day or month is shown: 0 for none, else 1 to DARKEST.

    By the logarithm: an archive has months of ten stories and of ten thousand.
    """
    if count < 1:
        return 0
    return min(DARKEST, ceil(DARKEST * log(1 + count) / log(1 + max(most, _DARK_FROM))))


def neighbours(name: str, names: Iterable[str]) -> tuple[str, str]:
    """The names before and after one in order, whether it is among them or not; "" for none."""
    others = sorted(names)
    before = [other for other in others if other < name]
    after = [other for other in others if other > name]
    return before[-1] if before else "", after[0] if after else ""


def within_year(months: Mapping[str, int], year: str) -> dict[str, int]:
    """The months of one year, of counts by ISO month."""
    return {month: count for month, count in months.items() if month.startswith(f"{year}-")}
