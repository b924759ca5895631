"""What is a day, and how exactly is a moment known?

Days are WIB days (UTC+7, no daylight saving: the clock of Jambi and of most of the country's
press). Ranges are half-open inside the program, whatever a reader typed. docs/decisions/0004.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final

WIB: Final = timezone(timedelta(hours=7), "WIB")
WITA: Final = timezone(timedelta(hours=8), "WITA")
WIT: Final = timezone(timedelta(hours=9), "WIT")

EARLIEST_YEAR: Final = 1900  # no paper of the archive is older; a year below is a misreading
LATEST_YEAR: Final = 2100

_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?)?)?"
)


class Precision(StrEnum):
    """How exactly a moment is known; finer ones come first."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DayRange:
    """WIB days from `start` up to but not including `end`; None leaves a side open.

    assert date(2023, 2, 28) in DayRange(date(2023, 2, 1), date(2023, 3, 1))
    """

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def covers(self, other: "DayRange") -> bool:
        """Whether every day of `other` lies in this range."""
        after_start = self.start is None or (other.start is not None and self.start <= other.start)
        before_end = self.end is None or (other.end is not None and other.end <= self.end)
        return after_start and before_end

    @property
    def is_open(self) -> bool:
        """Whether the range restricts nothing."""
        return self.start is None and self.end is None

    @property
    def last(self) -> date | None:
        """The last day in the range, as a reader names it (`--until` includes its day)."""
        return None if self.end is None else self.end - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with the precision it is known to.

    `start` is its earliest instant, in the zone the source printed (WIB where it printed none).

    assert Moment.of_day(date(2023, 2, 27)).iso() == "2023-02-27"
    """

    start: datetime
    precision: Precision

    @classmethod
    def of_day(cls, day: date) -> "Moment":
        """The whole WIB day `day`."""
        return cls(datetime(day.year, day.month, day.day, tzinfo=WIB), Precision.DAY)

    @classmethod
    def from_iso(cls, text: str) -> "Moment | None":
        """Read ISO 8601 of any precision (`2023`, `2023-02`, ..., `2023-02-27T10:15+07:00`).

        A time without a zone is WIB. None where the text is no such date, or no such day exists.
        """
        match = _ISO.fullmatch(text.strip())
        if match is None:
            return None
        year, month, day = (match[name] for name in ("year", "month", "day"))
        if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
            return None
        try:
            start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=WIB)
            if match["hour"] is not None:
                zone = _zone(match["zone"])
                start = start.replace(
                    hour=int(match["hour"]), minute=int(match["minute"]), tzinfo=zone
                )
        except ValueError:
            return None
        if match["hour"] is not None:
            return cls(start, Precision.MINUTE)
        if day is not None:
            return cls(start, Precision.DAY)
        return cls(start, Precision.MONTH if month is not None else Precision.YEAR)

    def iso(self) -> str:
        """ISO 8601 to the moment's precision; times carry their zone."""
        match self.precision:
            case Precision.MINUTE:
                return self.start.isoformat(timespec="minutes")
            case Precision.DAY:
                return f"{self.start:%Y-%m-%d}"
            case Precision.MONTH:
                return f"{self.start:%Y-%m}"
            case Precision.YEAR:
                return f"{self.start:%Y}"

    def days(self) -> DayRange:
        """Every WIB day the moment may lie on."""
        day = self._wib_day
        match self.precision:
            case Precision.MINUTE | Precision.DAY:
                return DayRange(day, day + timedelta(days=1))
            case Precision.MONTH:
                return month_range(day.year, day.month)
            case Precision.YEAR:
                return DayRange(date(day.year, 1, 1), date(day.year + 1, 1, 1))

    def minutes(self) -> int:
        """Minutes from 1970-01-01T00:00Z to `start`: the key of both date sorts."""
        return int(self.start.timestamp()) // 60

    @property
    def year(self) -> str:
        """The WIB year, as the facet `year` names it: "2023"."""
        return self._wib_day.isoformat()[:4]

    @property
    def month(self) -> str | None:
        """The WIB month, "2023-02"; None where only the year is known."""
        known = self.precision is not Precision.YEAR
        return self._wib_day.isoformat()[:7] if known else None

    @property
    def day(self) -> str | None:
        """The WIB day, "2023-02-27"; None where it is not known."""
        known = self.precision in (Precision.MINUTE, Precision.DAY)
        return self._wib_day.isoformat() if known else None

    @property
    def _wib_day(self) -> date:
        start = self.start if self.start.tzinfo is WIB else self.start.astimezone(WIB)
        return start.date()


def month_range(year: int, month: int) -> DayRange:
    """The days of one month, e.g. 2023, 2 for February 2023."""
    first = date(year, month, 1)
    return DayRange(first, first + timedelta(days=calendar.monthrange(year, month)[1]))


def range_of(text: str) -> DayRange | None:
    """The days named by `2023`, `2023-02`, `2023-02-27`, or two of them joined by `..`.

    Either side of `..` may be blank; the right side is included. None where it is no such text,
    or the range would be empty.
    """
    left, dots, right = text.partition("..")
    if not dots:
        moment = Moment.from_iso(left)
        return None if moment is None else moment.days()
    sides = [Moment.from_iso(side) if side.strip() else None for side in (left, right)]
    if any(
        side.strip() and found is None for side, found in zip((left, right), sides, strict=True)
    ):
        return None
    start = sides[0].days().start if sides[0] else None
    end = sides[1].days().end if sides[1] else None
    if start is not None and end is not None and start >= end:
        return None
    return DayRange(start, end)


def today_wib(now: datetime | None = None) -> date:
    """The WIB day at `now` (an aware instant; by default this moment)."""
    return (now or datetime.now(WIB)).astimezone(WIB).date()


def _zone(text: str | None) -> timezone:
    if text is None:
        return WIB
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
