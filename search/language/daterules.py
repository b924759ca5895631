"""Which words of a question may be a date, and which rule reads them?

A rule is tried only where a phrase may begin, so that a long text costs little.
"""

from functools import partial
from typing import Final

from .calendarwords import MONTH, MONTHS, either
from .datephrases import (
    ALONE,
    PARTS,
    THIRDS,
    read_day,
    read_days,
    read_feast,
    read_iso,
    read_month,
    read_month_alone,
    read_months,
    read_part,
    read_third,
    read_year,
    read_years,
)
from .dayphrases import HOW, TO, YEAR, YEAR_END, Rule, rule
from .feastdays import FEASTS
from .notdates import COUNTED_THINGS, PHONE, RULES_AGAINST
from .relativephrases import COUNTED, DAY_OF_WEEK, RELATIVE_RULES, WEEKDAY_WORDS

_M: Final = rf"(?P<m>{MONTH})(?!\w)\.?"
_TAHUN: Final = r"(?:(?:tahun|thn) )?"
_OF_YEAR: Final = rf"(?:(?:,? |[-./]){_TAHUN}{YEAR})"
_OF_ANY_YEAR: Final = rf"(?:(?: |[-/])(?:tahun )?{YEAR}| tahun {HOW}(?!\w))"
_PART_OF_DAY: Final = r"(?:,? (?:dini hari|pagi|siang|sore|petang|malam))?"
_ON: Final = rf"(?:hari )?{DAY_OF_WEEK}{_PART_OF_DAY},?\s{{0,3}}\(?"
_WRITTEN: Final = rf"(?P<d>[0-9]{{1,2}})(?: |[-./]){_M}{_OF_YEAR}?"
_FIGURES: Final = (
    r"(?P<d>[0-9]{1,2})(?P<sep>[-./])(?P<n>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4}|(?<=/)[0-9]{2})"
    rf"{YEAR_END}"
)
_SHORT: Final = r"(?P<d>[0-9]{1,2})/(?P<n>[0-9]{1,2})(?!\w)(?![./-][0-9])"
_Y2: Final = rf"(?P<y2>[0-9]{{4}}){YEAR_END}"

_ANY_YEARS: Final = rule(
    rf"(?:tahun )?(?P<y1>[0-9]{{4}})(?:\s{{0,3}}[-–—]\s{{0,3}}|(?P<slash>/)| (?:{TO}) (?:tahun )?)"
    rf"(?P<y2>[0-9]{{4}}|[0-9]{{2}}){YEAR_END}",
    read_years,
)
_BETWEEN: Final = rule(
    rf"antara (?:tahun )?(?P<y1>[0-9]{{4}})(?P<slash>/)? (?:dan|{TO}) (?:tahun )?{_Y2}", read_years
)
_ANY_YEAR: Final = rule(rf"(?P<tahun>tahun )?{YEAR}(?!\s?%)(?! {COUNTED_THINGS}(?!\w))", read_year)
_MONTH_RULES: Final = (
    rule(rf"(?:bulan )?{_M}{_OF_YEAR}", read_month),
    rule(
        rf"(?:bulan )?{_M}(?: (?P<y1>[0-9]{{4}}))?\s{{0,3}}{TO}\s{{0,3}}"
        rf"(?P<m2>{MONTH})(?!\w)\.?{_OF_YEAR}",
        read_months,
    ),
    rule(
        rf"(?P<bulan>bulan )?(?P<m>{either((*ALONE, 'mei'))})(?!\w)"
        r"(?: (?:(?P<past>lalu|silam|kemarin)|ini)(?!\w))?",
        read_month_alone,
    ),
)
_THIRD: Final = rule(
    rf"(?P<part>{'|'.join(THIRDS)}) (?:(?:bulan )?{_M}{_OF_YEAR}?|(?:tahun )?"
    rf"(?P<year>[0-9]{{4}}){YEAR_END}|(?P<unit>pekan|minggu|bulan|tahun) {HOW}(?!\w))",
    read_third,
)
_PART: Final = rule(
    rf"(?:(?P<kind>kuartal|kwartal|triwulan|semester) (?:ke-?\s?)?|q)"
    rf"(?P<q>{either(PARTS)}|[1-4]){_OF_ANY_YEAR}",
    read_part,
)
_FEAST_RULES: Final = tuple(
    rule(
        rf"(?:{pattern})(?!\w)(?:,? 1 syawal)?{_OF_ANY_YEAR}(?: (?:h|hijriy?ah|m|masehi)(?!\w))?",
        partial(read_feast, feast),
    )
    for feast, (_, pattern) in FEASTS.items()
)
_FEAST_WORDS: Final = tuple(
    "ramadan ramadhan ramadlan ramadzan ramdan ramdhan romadhon romadon bulan puasa id idul idhul"
    " eid eidul aidil idulfitri idhulfitri idulalfitri iduladha idhuladha idulkurban idulqurban"
    " lebaran tahun imlek nyepi waisak waysak natal".split()
)

RULES_OF_FIGURES: Final[tuple[Rule, ...]] = (
    rule(_WRITTEN, read_day),
    rule(_FIGURES, read_day),
    rule(
        rf"(?P<y>[0-9]{{4}})(?P<sep>[-/.])(?P<n>0?[1-9]|1[0-2])(?:(?P=sep)(?P<d>[0-9]{{1,2}}))"
        rf"{YEAR_END}",
        read_iso,
    ),
    rule(rf"(?P<y>[0-9]{{4}})-(?P<n>0[1-9]|1[0-2])(?P<d>){YEAR_END}", read_iso),
    rule(
        rf"(?P<d>[0-9]{{1,2}})(?: (?P<m1>{MONTH})(?!\w)(?: (?P<y1>[0-9]{{4}}))?)?\s{{0,3}}{TO}"
        rf"\s{{0,3}}(?P<d2>[0-9]{{1,2}}) {_M}{_OF_YEAR}?",
        read_days,
    ),
    _ANY_YEARS,
    _ANY_YEAR,
    COUNTED,
    PHONE,
)
"""The rules for what begins with figures."""


def _by_first_word() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, tuple[Rule, ...]] = {}
    for words, rules in (
        *RULES_AGAINST,
        *RELATIVE_RULES,
        (
            WEEKDAY_WORDS,
            tuple(rule(_ON + end + r"\)?", read_day) for end in (_WRITTEN, _FIGURES, _SHORT)),
        ),
        (("tanggal", "tgl"), (rule(rf"(?:tanggal|tgl)\.? {_SHORT}", read_day),)),
        ((*MONTHS, "bulan"), _MONTH_RULES),
        (tuple(THIRDS), (_THIRD,)),
        (("kuartal", "kwartal", "triwulan", "semester", "q1", "q2", "q3", "q4"), (_PART,)),
        (("antara",), (_BETWEEN,)),
        (("tahun",), (_ANY_YEARS, _ANY_YEAR)),
        (_FEAST_WORDS, _FEAST_RULES),
    ):
        for word in words:
            table[word] = (*table.get(word, ()), *rules)
    return table


RULES_OF_WORDS: Final = _by_first_word()
"""First word of a phrase -> the rules that may read it."""
