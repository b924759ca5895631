"""What day does a printed date mean?

Dates as Indonesian portals print them, read by rules of our own (docs/decisions/0004): a general
library fills in what was not printed (dateparser 1.5 reads "Desember 2022" as today's day of that
month and gives "Senin (27/2)" a year), and of 1,500 real date fields it read half, at 460 a second;
these rules read all that hold a date, at 130,000.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final

from search.dates import EARLIEST_YEAR, LATEST_YEAR, WIB, Moment, Precision

from .calendarwords import MONTH, MONTHS, WEEKDAY, WEEKDAYS, ZONES
from .relativedays import relative_date

MAX_CHARS: Final = 200  # the longest real date field has 60; hostile text must not cost time

# A whole date; whichever stands first in the text is the one that is read.
_WHOLE: Final = re.compile(
    rf"""(?<![0-9])(?:
      (?P<iso_y>[0-9]{{4}})(?P<iso_sep>[-/.])(?P<iso_m>[0-9]{{1,2}})(?P=iso_sep)(?P<iso_d>[0-9]{{1,2}})(?![0-9])
    | (?P<d>[0-9]{{1,2}})[ ]?[-./]?[ ]?(?P<m>{MONTH})\b[ .,]*[-/]?[ ]?
        (?P<y>[0-9]{{4}}|(?<=[-/])[0-9]{{2}})(?![0-9])
    | (?P<n1>[0-9]{{1,2}})(?P<sep>[-/.])(?P<n2>[0-9]{{1,2}})(?P=sep)
        (?P<ny>[0-9]{{4}}|[0-9]{{2}})(?![0-9/]|[.:][0-9])
    )
    | \b(?P<m_first>{MONTH})[ .]+(?P<m_d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?[ ]+
        (?P<m_y>[0-9]{{4}})(?![0-9])
    """,
    re.VERBOSE,
)
# A day without a year: a weekday with (d/m), or a day with the month's name.
_YEARLESS: Final = re.compile(
    rf"""(?:{WEEKDAY}[ ]?,?[ ]?(?:(?:dini[ ]hari|pagi|siang|sore|petang|malam)[ ]?,?[ ]?)?)?
    (?:
      (?P<bracket>\()?(?P<d>[0-9]{{1,2}})/(?P<m>[0-9]{{1,2}})(?![0-9/.])(?(bracket)\)|)
    | \(?(?P<name_d>[0-9]{{1,2}})[ -](?P<name_m>{MONTH})\b
    )""",
    re.VERBOSE,
)
_MONTH_YEAR: Final = re.compile(
    rf"(?<![0-9])(?<![0-9][ ./-])\b(?P<m>{MONTH})[ .,-]{{1,3}}(?P<y>[0-9]{{4}})(?![0-9])"
)
_ISO_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")
_YEAR: Final = re.compile(r"(?:(?:tahun|thn)\.? )?(?P<y>[0-9]{4})")
_CLOCK: Final = (
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]+)?)?(?![0-9])"
)
_ZONE: Final = (
    r"(?: ?(?P<half>am|pm)\b)?"
    r"(?: ?(?P<zone>(?:wib|wita|wit|utc|gmt|z)\b(?![+-]))"
    r"| ?(?:utc|gmt)?(?P<offset>[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]))?"
)
_TIME_AFTER: Final = re.compile(rf"[ ,;|/()t-]{{0,6}}(?:(?:pukul|pkl|jam|at)\.? )?{_CLOCK}{_ZONE}")
_TIME_BEFORE: Final = re.compile(rf"(?:^|[ ,;|(]){_CLOCK}{_ZONE}[ ,;|/-]{{1,4}}$")
_JUNK: Final = re.compile(r"_x[0-9a-f]{4}_")
_APOSTROPHES: Final = str.maketrans("", "", "'’ʼ`‘")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What was read: a moment, and whether a slash date had to be taken as month/day for it."""

    moment: Moment
    is_turned: bool = False


def read_date(
    text: str, *, reference: date | None = None, year: int | None = None, order: str = ""
) -> ReadDate | None:
    """Read the first date in `text`, to the precision that is printed; None where there is none.

    A clock time without a zone is WIB. A time of exactly 00:00:00 is a database's way of writing
    a day and gives the day; a second clock time after it ("2019-09-17 00:00:00 04:08:00", two
    columns of a sheet) is the time of that day. A time that no clock shows is left out.

    Slash dates are day/month/year; only a middle number above 12 turns them. Days without a year
    take `year`, or the year of `reference` (the year before, if the day would lie more than two
    days after it); a weekday printed beside them must then agree, and `(27/2)` counts only with a
    weekday or "tanggal". design.md section 2, language.md section 2.7.

    Args:
        text: a date field or a phrase; only the first MAX_CHARS characters are read.
        reference: the day of publication, for words like "kemarin" and days without a year.
        year: the year the operator gave for days printed without one.
        order: "dmy" or "mdy" fixes the order of slash dates, and nothing is turned; "" is the
            rule above.
    """
    plain = _JUNK.sub(" ", text[:MAX_CHARS].casefold().translate(_APOSTROPHES)).replace("+", " +")
    plain = " ".join(plain.replace(" +", "+").split())
    if "+" in plain and ":" not in plain:
        plain = plain.replace("+", " ")  # 13+December+2018: a form-encoded blank
    match = _WHOLE.search(plain)
    if match is not None:
        return _whole_date(plain, match, order)
    years = _years(year, reference)
    if years:
        found = _yearless_date(plain, years, reference if year is None else None)
        if found is not None:
            return found
    if reference is not None:
        moment = relative_date(plain.strip(" .,()"), reference)
        if moment is not None:
            return ReadDate(moment)
    return _month_or_year(plain)


def _whole_date(plain: str, match: re.Match[str], order: str) -> ReadDate | None:
    found = match.groupdict()
    is_turned = False
    if found["iso_y"]:
        day = _day(found["iso_y"], int(found["iso_m"]), found["iso_d"])
    elif found["m"]:
        day = _day(found["y"], MONTHS[found["m"]], found["d"])
    elif found["m_first"]:
        day = _day(found["m_y"], MONTHS[found["m_first"]], found["m_d"])
    else:
        first, middle = int(found["n1"]), int(found["n2"])
        is_turned = not order and middle > 12
        if is_turned or order == "mdy":
            first, middle = middle, first
        day = _day(found["ny"], middle, first)
    if day is None:
        return None
    return ReadDate(_with_time(plain, match, day), is_turned)


def _day(year: str, month: int, day: str | int) -> date | None:
    full_year = int(year)
    if len(year) == 2:
        full_year += 2000 if full_year < 69 else 1900  # POSIX's rule for two digits
    if not EARLIEST_YEAR <= full_year <= LATEST_YEAR:
        return None
    try:
        return date(full_year, month, int(day))
    except ValueError:
        return None  # 31 Februari


def _with_time(plain: str, match: re.Match[str], day: date) -> Moment:
    clock = _TIME_AFTER.match(plain, match.end())
    if clock is None:
        clock = _TIME_BEFORE.search(plain[: match.start()])
    elif _is_bare_midnight(clock):
        clock = _TIME_AFTER.match(plain, clock.end())  # the second column, if there is one
    if clock is None or _is_bare_midnight(clock):
        return Moment.of_day(day)
    hour, minute = int(clock["hour"]), int(clock["minute"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"] == "pm" else 0)
    if hour > 23 or minute > 59:
        return Moment.of_day(day)
    start = datetime(day.year, day.month, day.day, hour, minute, tzinfo=_zone(clock))
    return Moment(start, Precision.MINUTE)


def _is_bare_midnight(clock: re.Match[str]) -> bool:
    midnight = clock["hour"] in ("00", "0") and clock["minute"] == clock["second"] == "00"
    return midnight and not (clock["zone"] or clock["offset"])


def _zone(clock: re.Match[str]) -> timezone:
    if clock["offset"]:
        digits = clock["offset"].replace(":", "")
        minutes = int(digits[1:3]) * 60 + int(digits[3:5])
        return timezone(timedelta(minutes=-minutes if digits[0] == "-" else minutes))
    return ZONES[clock["zone"]] if clock["zone"] else WIB


def _years(year: int | None, reference: date | None) -> tuple[int, ...]:
    if year is not None:
        return (year,)
    if reference is None:
        return ()
    # On the last two days of a year, "Sabtu (1/1)" is the day after tomorrow at most.
    latest = reference.year + ((reference.month, reference.day) >= (12, 30))
    return latest, latest - 1


def _yearless_date(plain: str, years: tuple[int, ...], before: date | None) -> ReadDate | None:
    for match in _YEARLESS.finditer(plain):
        has_cue = match["weekday"] or plain[: match.start()].endswith(("tanggal ", "tgl ", "tgl. "))
        if match["d"] and not has_cue:
            continue  # "2/3 suara" is a fraction
        if match.start("weekday") == -1 and plain[match.start() - 1 : match.start()].isdigit():
            continue
        if match["d"]:
            month, number = int(match["m"]), match["d"]
        else:
            month, number = MONTHS[match["name_m"]], match["name_d"]
        day = _latest(years, month, number, before)
        if day is None:
            return None
        if match["weekday"] and day.weekday() != WEEKDAYS[match["weekday"]]:
            return None
        return ReadDate(_with_time(plain, match, day))
    return None


def _latest(years: tuple[int, ...], month: int, number: str, before: date | None) -> date | None:
    for year in years:
        day = _day(f"{year:04}", month, number)
        if day is not None and (before is None or day - before <= timedelta(days=2)):
            return day
    return None


def _month_or_year(plain: str) -> ReadDate | None:
    if _ISO_MONTH.fullmatch(plain):
        moment = Moment.from_iso(plain)
        return None if moment is None else ReadDate(moment)
    match = _MONTH_YEAR.search(plain)
    month, precision = 1, Precision.MONTH
    if match is not None:
        month = MONTHS[match["m"]]
    else:
        match, precision = _YEAR.fullmatch(plain.strip(" .,()")), Precision.YEAR
        if match is None:
            return None
    day = _day(match["y"], month, 1)
    return None if day is None else ReadDate(Moment(Moment.of_day(day).start, precision))
