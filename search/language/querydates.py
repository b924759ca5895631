"""Which days does a reader speak of in a question?

Mentions only prefer; the words stay words of the question (docs/query-language.md). A date is read
where it can hardly be anything else: not the number of a law, a sum, a score or a telephone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from search.dates import EARLIEST_YEAR, DayRange

from .daterules import RULES_OF_FIGURES, RULES_OF_WORDS
from .daylabels import Words
from .dayphrases import Phrase, Read, Rule, Seen
from .notdates import NAME_WITH_YEAR, PHONE

_YEARS_AHEAD: Final = 2  # a budget or an election to come is written about; later is no date
_MAX_WIDENED_DAYS: Final = 3
_WIDENED_BY: Final = timedelta(days=3)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
_START: Final = re.compile(r"[^\W_]+")
_MAY_BEGIN: Final = re.compile(r"(?<![\w./:#+@=&%^~*$€£-])(?<![0-9][,–—])")
_MAX_FIGURES: Final = 4  # of the number a date may begin with
_MAX_NAME_CHARS: Final = 5  # "u" of U-20, and "u20"


@dataclass(frozen=True, slots=True)
class Mention:
    """Days spoken of in `text[start:end]`.

    `days` is closed on both sides and lies within 1900 and two years from today. `label` names it
    to a reader, in Indonesian. `written` is how a story may print it: folded words side by side, as
    `tokenize` files them; () where no few words say it.
    """

    start: int
    end: int
    days: DayRange
    label: str
    written: tuple[Words, ...] = ()


def mentioned_days(text: str, today: date) -> tuple[Mention, ...]:
    """The days a question names, in its order; overlapping readings give the longest.

    Days and months without a year are the latest that have begun, unless the question names one
    year elsewhere ("banjir 27 februari di jambi 2023"). Beside a date of the calendar, words like
    "hari ini" are of that day, not of today: a headline was pasted ("Harga Emas Hari Ini 1 Maret
    2024"). Any text is read, in linear time.

    assert [m.label for m in mentioned_days("banjir awal Juni 2025", date(2026, 1, 1))] == [
        "awal Juni 2025"
    ]
    """
    plain = _plain(text)
    found = tuple(_phrases(plain, Seen(today)))
    years = {int(phrase.label) for _, phrase in found if phrase.is_bare_year}
    if len(years) == 1 and any(phrase.lacks_year for _, phrase in found):
        found = tuple(_phrases(plain, Seen(today, year=years.pop())))
    has_calendar = not all(phrase.is_relative for _, phrase in found)
    return tuple(
        Mention(*span, phrase.days, phrase.label, phrase.written)
        for span, phrase in found
        if not (has_calendar and phrase.is_relative)
    )


def day_window(mention: Mention) -> DayRange:
    """The days near enough to count: three before and after a day; a month or year stays.

    A feast or a weekend of up to three days is widened like a day.
    """
    start, end = mention.days.start, mention.days.end
    if start is None or end is None or (end - start).days > _MAX_WIDENED_DAYS:
        return mention.days
    latest = date.max - _WIDENED_BY
    return DayRange(start - _WIDENED_BY, min(end, latest) + _WIDENED_BY)


def _phrases(plain: str, seen: Seen) -> Iterator[tuple[tuple[int, int], Phrase]]:
    """Every phrase that names days, with its span; at each place the longest reading counts."""
    at = 0
    for token in _START.finditer(plain):
        if token.start() < at:
            continue
        matches = [
            (match, read)
            for pattern, read in _rules(plain, token)
            if (match := pattern.match(plain, token.start())) is not None
        ]
        if not matches:
            continue
        match, read = max(matches, key=lambda pair: pair[0].end())  # of equals the first
        at = match.end()
        phrase = _phrase(match, read, seen)
        if phrase is not None:
            yield match.span(), phrase


def _rules(plain: str, token: re.Match[str]) -> tuple[Rule, ...]:
    """The rules that may read what begins with a token."""
    word = token[0]
    if word.isascii() and word.isdigit():
        if len(word) > _MAX_FIGURES:
            return ()
        return RULES_OF_FIGURES if _MAY_BEGIN.match(plain, token.start()) else (PHONE,)
    rules = RULES_OF_WORDS.get(word, ())
    return (*rules, NAME_WITH_YEAR) if len(word) <= _MAX_NAME_CHARS else rules


def _phrase(match: re.Match[str], read: Read, seen: Seen) -> Phrase | None:
    """What a match names, if it lies within the years that can be meant."""
    try:
        phrase = read(match, seen)
    except (ValueError, OverflowError):
        return None  # a year or a month before the first, or after the last
    if phrase is None or phrase.days.start is None or phrase.days.last is None:
        return None
    if phrase.days.start.year < EARLIEST_YEAR:
        return None
    return phrase if phrase.days.last.year <= seen.today.year + _YEARS_AHEAD else None


def _plain(text: str) -> str:
    """The text in lower case with one apostrophe, letter for letter: places stay what they are."""
    low = text.translate(_APOSTROPHES)
    if low.isascii():
        return low.lower()
    return "".join(char if len(lower := char.lower()) != 1 else lower for char in low)
