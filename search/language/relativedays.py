"""Which day do "kemarin", "Senin lalu" and "bulan lalu" mean, seen from a given day?"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from search.dates import Moment, Precision

from .calendarwords import WEEKDAY, WEEKDAYS

_AGO: Final = re.compile(r"(?P<n>[0-9]{1,3}) (?P<unit>menit|jam|hari|pekan|minggu) (?:yang )?lalu")
_LAST_WEEKDAY: Final = re.compile(rf"(?:hari )?{WEEKDAY} (?:lalu|kemarin)")
_RELATIVE_DAYS: Final = {
    "hari ini": 0,
    "kemarin": -1,
    "kemarin lusa": -2,
    "dua hari lalu": -2,
    "besok": 1,
    "esok": 1,
    "lusa": 2,
}


def relative_date(plain: str, reference: date) -> Moment | None:
    """The day, month or year that `plain` (folded, and nothing but the words) names.

    None where it is no such phrase; "pekan lalu" is none, since a week is no precision of ours.
    """
    steps: tuple[Callable[[str, date], Moment | None], ...] = (
        _relative_day,
        _days_ago,
        _last_weekday,
        _last_month_or_year,
    )
    try:
        return next((moment for step in steps if (moment := step(plain, reference))), None)
    except OverflowError:
        return None  # before the year 1


def _relative_day(plain: str, reference: date) -> Moment | None:
    days = _RELATIVE_DAYS.get(plain)
    return None if days is None else Moment.of_day(reference + timedelta(days=days))


def _days_ago(plain: str, reference: date) -> Moment | None:
    match = _AGO.fullmatch(plain)
    if match is None or match["unit"] in ("menit", "jam"):
        return None  # hours before an unknown hour are no day
    length = 1 if match["unit"] == "hari" else 7
    return Moment.of_day(reference - timedelta(days=int(match["n"]) * length))


def _last_weekday(plain: str, reference: date) -> Moment | None:
    match = _LAST_WEEKDAY.fullmatch(plain)
    if match is None:
        return None
    back = (reference.weekday() - WEEKDAYS[match["weekday"]] - 1) % 7 + 1
    return Moment.of_day(reference - timedelta(days=back))


def _last_month_or_year(plain: str, reference: date) -> Moment | None:
    first = reference.replace(day=1)
    match plain:
        case "bulan ini" | "bulan lalu":
            if plain == "bulan lalu":
                first = (first - timedelta(days=1)).replace(day=1)
            return Moment(Moment.of_day(first).start, Precision.MONTH)
        case "tahun ini" | "tahun lalu":
            year = reference.year - (plain == "tahun lalu")
            return Moment(Moment.of_day(date(year, 1, 1)).start, Precision.YEAR)
    return None
