"""Which words of a text are figures and days, however they are printed?

"tiga", "3" and "ketiga" become one word, so do "90 ribu" and "90.000", "8 September" and "8/9".
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from search.language.calendarwords import MONTHS, WEEKDAYS
from search.language.numbers import read_number

from .words import Word

_NUMERALS: Final = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()
_UNITS: Final = {name: number for number, name in enumerate(_NUMERALS)} | dict.fromkeys(
    "pertama seorang sebuah seekor".split(), 1
)
_WHOLE: Final = {
    "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1_000, "sejuta": 1_000_000,
}  # fmt: skip
_TENS: Final = {"puluh": 10, "ratus": 100}
_SCALES: Final = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9,
    "triliun": 10**12, "trilyun": 10**12, "triliyun": 10**12,
}  # fmt: skip
_VAGUE: Final = frozenset("belasan puluhan ratusan ribuan jutaan miliaran triliunan".split())
_ORDINALS: Final = frozenset(f"ke{text}" for text in (*_NUMERALS, *_WHOLE))
_TELLING: Final = frozenset((*_UNITS, *_WHOLE, *_ORDINALS, *MONTHS, *WEEKDAYS, *_SCALES, *_VAGUE))
"""Words that are figures or days, or may be where others stand beside them."""
_MONTHS_ALONE: Final = frozenset(("mei", "juni", "juli"))
_LONG: Final = 5  # letters; "agus" and "mar" are names too, and months beside a figure only


def in_one_spelling(words: Sequence[Word]) -> Iterator[Word]:
    """The words in order, figures and days in one spelling, "dua puluh lima ribu" as one word."""
    at = 0
    while at < len(words):
        word = words[at]
        text = word.text
        if text not in _TELLING and (text.isalpha() or not any(map(str.isdigit, text))):
            yield word  # nothing to do with figures and days
            at += 1
            continue
        value, end = _value(words, at)
        if value is None:
            yield _day(word, before=words[at - 1].text if at else "")
            at += 1
            continue
        if end < len(words) and words[end].text in _SCALES:
            value *= _SCALES[words[end].text]
            end += 1
        yield Word(f"{value.normalize():f}", is_figure=True)
        at = end


def _ordinal(text: str) -> str:
    """The number word of an ordinal: "tiga" of "ketiga"; other words as they are."""
    return text[2:] if text in _ORDINALS else text


def _value(words: Sequence[Word], start: int) -> tuple[Decimal | None, int]:
    """The number below a scale word that begins at a place, and where it ends."""
    value = read_number(words[start].text)
    if value is not None:
        return value, start + 1
    total = 0
    unit: int | None = None
    end = start
    for word in words[start:]:
        text = _ordinal(word.text) if end == start else word.text
        if unit is None and text in _UNITS:
            unit = _UNITS[text]
        elif unit is not None and text == "belas":
            total, unit = total + unit + 10, None
        elif unit is not None and text in _TENS:
            total, unit = total + unit * _TENS[text], None
        elif unit is None and text in _WHOLE:
            total += _WHOLE[text]
        else:
            break
        end += 1
    return (None, start) if end == start else (Decimal(total + (unit or 0)), end)


def _day(word: Word, before: str) -> Word:
    """A weekday by its number; a month as the figure it is in "8/9"; else the word, a figure."""
    text = word.text
    if text in WEEKDAYS:
        return Word(f"day:{WEEKDAYS[text]}", is_figure=True)
    if text not in MONTHS:
        return Word(text, is_figure=True)  # "ratusan", "3g", a scale without a number
    if len(text) >= _LONG or text in _MONTHS_ALONE or before.isdigit():
        return Word(str(MONTHS[text]), is_figure=True)
    return word
