"""What is a phrase that names days, and how is a rule for one written?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from search.dates import DayRange

from .calendarwords import MONTHS, WEEKDAYS
from .daylabels import Words, in_print, label

TO: Final = r"(?:[-–—]|(?:sampai(?: dengan)?|hingga|s/d|s\.?d\.?)(?!\w))"
"""What stands between the two ends of a range."""
YEAR_END: Final = r"(?!-?\w)(?![.,:/–—-][0-9])"
"""What may not follow a year: 2023-an, 2023.5, 2023/2."""
YEAR: Final = rf"(?P<y>[0-9]{{4}}){YEAR_END}"
"""A year, as the group `y`."""
HOW: Final = r"(?P<how>lalu|silam|kemarin|ini|depan)"
"""Which week, month or year is meant, seen from today's, as the group `how`."""
SHIFTS: Final = {"lalu": -1, "silam": -1, "kemarin": -1, "ini": 0, "depan": 1}


@dataclass(frozen=True, slots=True)
class Seen:
    """From where a phrase is read: today, and the year that those without one take."""

    today: date
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Days named, what to call them, and how a story may print them (see Mention)."""

    days: DayRange
    label: str
    written: tuple[Words, ...] = ()
    lacks_year: bool = False
    is_bare_year: bool = False
    is_relative: bool = False


Read = Callable[[re.Match[str], Seen], Phrase | None]
"""Makes a phrase of a match; None where it names no days, and then its words name none."""
Rule = tuple[re.Pattern[str], Read]


def rule(pattern: str, read: Read) -> Rule:
    """A rule; a blank in the pattern stands for one to three blanks of any kind."""
    return re.compile(pattern.replace(" ", r"\s{1,3}")), read


def plainly(days: DayRange | None, *, lacks_year: bool = False) -> Phrase | None:
    """The phrase of days that are called by their date."""
    if days is None:
        return None
    return Phrase(days=days, label=label(days), written=in_print(days), lacks_year=lacks_year)


def called(
    match: re.Match[str], days: DayRange, written: tuple[Words, ...] = (), *, is_day: bool = False
) -> Phrase:
    """The phrase of days called by the words that were typed: "pekan lalu (16–22 ...)".

    `is_day` says that the words name a day of the week: Minggu is then Sunday, not a week.
    """
    words = match[0].replace("'", "").split()
    capitals = WEEKDAYS if is_day else ()
    spoken = " ".join(word.capitalize() if word in capitals else word for word in words)
    named = f"{spoken} ({label(days)})"
    return Phrase(days=days, label=named, written=written, is_relative=True)


def month_number(match: re.Match[str], group: str = "m") -> int:
    """The month named in a group of a match, from 1."""
    return MONTHS[match[group]]
