"""On which days do the feasts of a year fall?

Movable ones stand in data/feastdays.tsv with who fixed them; the others have their day.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Final

from search.dates import DayRange

from .dayspans import DAY, one_day

FEASTS: Final = {
    "ramadan": ("Ramadan", r"ra?ma(?:d|dh|dl|dz)an|romadh?on|(?:bulan )?puasa"),
    "idulfitri": (
        "Idulfitri",
        r"(?:id|idul|idhul|eid|eidul|aidil)[\s-]?(?:al-?)?fitri|lebaran(?! haji)",
    ),
    "iduladha": ("Iduladha", r"(?:id|idul|idhul|eid|eidul)[\s-]?(?:adh?a|[kq]urban)|lebaran haji"),
    "imlek": ("Imlek", r"(?:tahun baru )?imlek"),
    "nyepi": ("Nyepi", r"nyepi(?: tahun(?: baru)?)?(?: saka)?"),
    "waisak": ("Waisak", r"wa[iy]sak"),
    "natal": ("Natal", r"natal"),
    "tahunbaru": ("Tahun Baru", r"tahun baru(?: masehi)?"),
}
"""Feast -> its name for a reader, and a pattern for what it is called, in lower case."""

_IN_PRINT: Final = {
    "ramadan": (("ramadan",), ("ramadhan",)),
    "idulfitri": (("idulfitri",), ("idul", "fitri"), ("lebaran",)),
    "iduladha": (("iduladha",), ("idul", "adha")),
    "tahunbaru": (("tahun", "baru"),),
}
HIJRI: Final = frozenset(("ramadan", "idulfitri", "iduladha"))
"""The feasts whose own year is Hijri."""
_FIXED: Final = {"natal": (12, 25), "tahunbaru": (1, 1)}


@dataclass(frozen=True, slots=True)
class FeastDays:
    """The days of one feast, and its year in its own calendar (the Hijri year of Ramadan)."""

    feast: str
    own_year: int
    days: DayRange
    basis: str
    """Who fixed the days: see the head of feastdays.tsv; "tetap" where they never move."""

    @property
    def in_print(self) -> tuple[tuple[str, ...], ...]:
        """How a story may name it: ("ramadan", "2024"), ("ramadan", "1445"), other spellings."""
        assert self.days.start is not None
        years = dict.fromkeys((self.days.start.year, self.own_year))
        names = _IN_PRINT.get(self.feast, ((self.feast,),))
        return tuple((*name, str(year)) for year in years for name in names)


def feast_days(feast: str, year: int, *, today: date) -> FeastDays | None:
    """The days of a feast in a year, Gregorian or its own calendar's; None if not known.

    A feast belongs to the year of its first day. Of two in one year (Idulfitri of 2000) it is the
    latest that has begun by `today`, else the first.
    """
    if feast in _FIXED:
        return FeastDays(feast, year, one_day(date(year, *_FIXED[feast])), "tetap")
    found = _movable().get((feast, year), ())
    begun = [days for days in found if days.days.start is not None and days.days.start <= today]
    return begun[-1] if begun else next(iter(found), None)


@cache
def _movable() -> dict[tuple[str, int], tuple[FeastDays, ...]]:
    """(feast, year of either calendar) -> its days, in order."""
    table: dict[tuple[str, int], tuple[FeastDays, ...]] = {}
    text = (resources.files("search.language") / "data" / "feastdays.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        feast, own_year, first, last, basis = line.split("\t")
        start = date.fromisoformat(first)
        days = DayRange(start, date.fromisoformat(last) + DAY)
        found = FeastDays(feast, int(own_year), days, basis)
        for year in (start.year, found.own_year):
            table[feast, year] = (*table.get((feast, year), ()), found)
    return table
