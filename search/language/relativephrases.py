"""Which days do "kemarin", "pekan lalu" and "tiga bulan terakhir" mean in a question?"""

import re
from datetime import timedelta
from typing import Final

from search.dates import DayRange

from .calendarwords import WEEKDAY, WEEKDAYS
from .daylabels import in_print
from .dayphrases import HOW, SHIFTS, Phrase, Rule, Seen, called, rule
from .dayspans import DAY, month_of, one_day, up_to, week_of, year_of
from .relativedays import relative_date

DAY_OF_WEEK: Final = WEEKDAY.replace("jumat", "jum'?at")
"""The name of a day in a question, apostrophe and all, as the group `weekday`."""
WEEKDAY_WORDS: Final = (*WEEKDAYS, "jum", "hari")
"""What a phrase with the name of a day may begin with."""
_COUNTS: Final = {
    word: number
    for number, word in enumerate(
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split(), 1
    )
}
_UNITS: Final = ("hari", "pekan", "minggu", "bulan", "tahun")
_UNIT: Final = rf"(?P<unit>{'|'.join(_UNITS)})"


def weekday_number(match: re.Match[str]) -> int | None:
    """The day of the week named in a match, Monday is 0; None where none is."""
    name = match["weekday"]
    return None if name is None else WEEKDAYS[name.replace("'", "")]


def span_of(unit: str, how: str, seen: Seen) -> DayRange:
    """A week ("pekan", "minggu"), month or year beside today's."""
    spans = {"bulan": month_of, "tahun": year_of}
    return spans.get(unit, week_of)(seen.today, SHIFTS[how])


def _day(match: re.Match[str], seen: Seen) -> Phrase | None:
    moment = relative_date(" ".join(match[0].split()), seen.today)
    return None if moment is None else called(match, moment.days(), in_print(moment.days()))


def _span(match: re.Match[str], seen: Seen) -> Phrase:
    return called(match, span_of(match["unit"], match["how"], seen))


def _weekday(match: re.Match[str], seen: Seen) -> Phrase | None:
    number = weekday_number(match)
    assert number is not None
    shift = SHIFTS[match["how"]]
    if match["week"] or shift == 0:
        monday = week_of(seen.today, shift).start
        assert monday is not None
        day = monday + number * DAY
    elif shift < 0:
        day = seen.today - ((seen.today.weekday() - number - 1) % 7 + 1) * DAY
    else:
        day = seen.today + ((number - seen.today.weekday() - 1) % 7 + 1) * DAY
    return called(match, one_day(day), in_print(one_day(day)), is_day=True)


def _counted(match: re.Match[str], seen: Seen) -> Phrase | None:
    number, unit = match["n"], match["unit"]
    count = 1 if number is None else _COUNTS.get(number) or int(number)
    if count == 0 or match["since"] == "ini":
        return None  # "bayi 4 bulan ini" tells an age
    if match["since"] == "terakhir":
        return called(match, up_to(seen.today, count, unit))
    match unit:
        case "hari":
            day = one_day(seen.today - timedelta(days=count))
            return called(match, day, in_print(day))
        case "bulan":
            return called(match, month_of(seen.today, -count))
        case "tahun":
            return called(match, year_of(seen.today, -count))
    return called(match, week_of(seen.today, -count))


_SINCE: Final = r"(?:(?:yang|yg) )?(?P<since>lalu|silam|terakhir|ini)(?!\w)"
COUNTED: Final = rule(rf"(?:(?P<n>[0-9]{{1,3}}|{'|'.join(_COUNTS)}) |se){_UNIT} {_SINCE}", _counted)
"""Three weeks ago, the last ten days."""
_DAY: Final = rule(r"(?:hari ini|kemarin(?: lusa)?|besok|esok|lusa)(?!\w)", _day)
_SPAN: Final = rule(rf"(?P<unit>pekan|minggu|bulan|tahun) {HOW}(?!\w)", _span)
_WEEKDAY: Final = rule(
    rf"(?:hari )?{DAY_OF_WEEK} (?P<week>(?:pekan|minggu) )?{HOW}(?!\w)", _weekday
)

RELATIVE_RULES: Final[tuple[tuple[tuple[str, ...], tuple[Rule, ...]], ...]] = (
    (("hari", "kemarin", "besok", "esok", "lusa"), (_DAY,)),
    (("pekan", "minggu", "bulan", "tahun"), (_SPAN,)),
    (WEEKDAY_WORDS, (_WEEKDAY,)),
    ((*_COUNTS, *(f"se{unit}" for unit in _UNITS)), (COUNTED,)),
)
"""First words of a phrase -> the rules that may read it."""
