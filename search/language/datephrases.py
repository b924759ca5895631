"""Which days do "27/2/2023", "awal Juni 2025" and "Ramadan 2024" mean in a question?

Also months and days without a year, ranges, quarters: everything that is called by the calendar.
"""

import re
from typing import Final

from search.dates import DayRange, month_range

from .daylabels import in_print, label
from .dayphrases import SHIFTS, Phrase, Seen, called, month_number, plainly
from .dayspans import (
    day_in,
    days_between,
    latest_day,
    latest_month,
    part_of_year,
    third_of,
    years_between,
)
from .feastdays import FEASTS, HIJRI, feast_days
from .relativephrases import span_of, weekday_number

_EARLIEST_BARE_YEAR: Final = 1945  # below, four figures are oftener a number than a year
THIRDS: Final = {"awal": 0, "pertengahan": 1, "medio": 1, "akhir": 2, "penghujung": 2}
"""Word -> which third of a month, year or week it is, from 0."""
PARTS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "pertama": 1, "kedua": 2, "ketiga": 3,
                 "keempat": 4, "satu": 1, "dua": 2, "tiga": 3, "empat": 4}  # fmt: skip
"""Word -> which quarter or half of a year it is, from 1."""
_ROMAN: Final = ("I", "II", "III", "IV")
ALONE: Final = tuple(
    "januari februari pebruari maret april juni juli agustus september oktober november nopember"
    " desember".split()
)
"""Names that mean a month without a year or "bulan"; short ones and Mei too often mean others."""


def read_day(match: re.Match[str], seen: Seen) -> Phrase | None:
    """A day: its month is a word or a figure, its year printed, the question's or the latest."""
    found = match.groupdict()
    day = int(found["d"])
    month = int(found["n"]) if found.get("n") else month_number(match)
    if found.get("y"):
        if month > 12:
            day, month = month, day  # 02/25/2023: only a middle above 12 turns it
        return plainly(day_in(_full_year(found["y"]), month, day))
    if seen.year is not None:
        return plainly(day_in(seen.year, month, day), lacks_year=True)
    weekday = weekday_number(match) if "weekday" in found else None
    return plainly(latest_day(day, month, seen.today, weekday=weekday), lacks_year=True)


def read_days(match: re.Match[str], seen: Seen) -> Phrase | None:
    """The days from one to another."""
    last = _day_of(match, "d2", "m", match["y"] or seen.year, seen)
    if last is None or last.start is None:
        return None
    first_month = month_number(match, "m1") if match["m1"] else last.start.month
    first_year = last.start.year - (first_month > last.start.month)
    first = day_in(int(match["y1"] or first_year), first_month, int(match["d"]))
    if first is None or first.start is None:
        return None
    return plainly(days_between(first.start, last.start), lacks_year=match["y"] is None)


def _day_of(
    match: re.Match[str], day: str, month: str, year: str | int | None, seen: Seen
) -> DayRange | None:
    number, of_month = int(match[day]), month_number(match, month)
    if year is not None:
        return day_in(int(year), of_month, number)
    return latest_day(number, of_month, seen.today)


def read_iso(match: re.Match[str], _: Seen) -> Phrase | None:
    """A day or month as computers write it: 2023-02-27, 2023-02."""
    year, month = int(match["y"]), int(match["n"])
    if match["d"]:
        return plainly(day_in(year, month, int(match["d"])))
    return plainly(month_range(year, month))


def read_month(match: re.Match[str], _: Seen) -> Phrase | None:
    """A month with its year."""
    return plainly(month_range(int(match["y"]), month_number(match)))


def read_month_alone(match: re.Match[str], seen: Seen) -> Phrase | None:
    """A month without a year: the latest that has begun."""
    if not match["bulan"] and match["m"] not in ALONE:
        return None
    month = month_number(match)
    if seen.year is not None:
        return plainly(month_range(seen.year, month), lacks_year=True)
    days = latest_month(month, seen.today)
    if match["past"] and seen.today in days:
        days = month_range(seen.today.year - 1, month)
    return plainly(days, lacks_year=True)


def read_months(match: re.Match[str], _: Seen) -> Phrase | None:
    """The months from one to another; the first may lack its year."""
    first, last, year = month_number(match), month_number(match, "m2"), int(match["y"])
    start = month_range(int(match["y1"] or year - (first > last)), first).start
    end = month_range(year, last).last
    return plainly(days_between(start, end)) if start and end else None


def read_third(match: re.Match[str], seen: Seen) -> Phrase | None:
    """The beginning, middle or end of a month, a year, or a week."""
    third = THIRDS[match["part"]]
    part = "pertengahan" if third == 1 else match["part"]
    if match["how"]:
        return called(match, third_of(span_of(match["unit"], match["how"], seen), third))
    year = match["y"] or match["year"]
    if match["m"] is None:
        return Phrase(days=third_of(_year_range(year), third), label=f"{part} {year}")
    month = month_number(match)
    if year or seen.year:
        days = third_of(month_range(int(year or seen.year or 0), month), third)
    else:
        days = third_of(latest_month(month, seen.today), third)
        if days.start is not None and days.start > seen.today:
            days = third_of(month_range(days.start.year - 1, month), third)
    assert days.start is not None
    whole = month_range(days.start.year, month)
    written = tuple((part, *words) for words in in_print(whole))
    return Phrase(
        days=days, label=f"{part} {label(whole)}", written=written, lacks_year=year is None
    )


def read_part(match: re.Match[str], seen: Seen) -> Phrase | None:
    """A quarter or a half of a year."""
    kind = match["kind"] or "kuartal"
    parts = 2 if kind == "semester" else 4
    part = PARTS.get(match["q"]) or int(match["q"])
    if part > parts:
        return None
    shown = _year_shown(match, seen)
    days = part_of_year(shown, part, parts)
    return Phrase(days=days, label=f"{kind} {_ROMAN[part - 1]} {shown} ({label(days)})")


def read_years(match: re.Match[str], _: Seen) -> Phrase | None:
    """The years from one to another: 2019-2021, and seasons: 2023/2024, 2023/24."""
    first, last = int(match["y1"]), int(match["y2"])
    if len(match["y2"]) == 2:
        last += first // 100 * 100
    is_season = match["slash"] or len(match["y2"]) == 2
    if is_season and last != first + 1:
        return None
    return plainly(years_between(first, last))


def read_year(match: re.Match[str], seen: Seen) -> Phrase | None:
    """A year; without "tahun" before it, 1945 to next year."""
    year = int(match["y"])
    if not match["tahun"] and not _EARLIEST_BARE_YEAR <= year <= seen.today.year + 1:
        return None
    return Phrase(days=_year_range(year), label=str(year), is_bare_year=True)


def read_feast(feast: str, match: re.Match[str], seen: Seen) -> Phrase | None:
    """A feast of a year; the year may be of its own calendar."""
    found = feast_days(feast, _year_shown(match, seen), today=seen.today)
    if found is None:
        return None
    year = _year_shown(match, seen)
    name = f"{FEASTS[feast][0]} {year}"
    if feast in HIJRI and year == found.own_year:
        name += " H"
    return Phrase(days=found.days, label=f"{name} ({label(found.days)})", written=found.in_print)


def _year_shown(match: re.Match[str], seen: Seen) -> int:
    if match["y"]:
        return int(match["y"])
    return seen.today.year + SHIFTS[match["how"]]


def _year_range(year: str | int) -> DayRange:
    days = years_between(int(year), int(year))
    assert days is not None
    return days


def _full_year(year: str) -> int:
    """Two figures are a year of 1969 to 2068 (POSIX's rule)."""
    return int(year) + (0 if len(year) == 4 else 2000 if int(year) < 69 else 1900)
