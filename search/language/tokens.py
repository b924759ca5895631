"""Which words does a text hold, where, and under which terms are they filed?

The index and the query call `tokenize`, so they cannot disagree. A token gives one or more terms
at one position: parts of a hyphenated word take consecutive positions, its whole and joined forms,
spelling variants of a figure and the value of a sum sit on the first (design, section 3).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .folding import APOSTROPHES, MAX_TERM_CHARS, fold
from .numbers import money, money_term, number_terms

PARAGRAPH_GAP: Final = 1  # positions left free between paragraphs, so that no phrase spans them

_A: Final = re.escape(APOSTROPHES)
_PART: Final = rf"[^\W_]+(?:[{_A}][^\W\d_]+)*"
WORD: Final = rf"{_PART}(?:-{_PART})*"
"""A regular expression for one word, hyphenated or not."""
TOKEN: Final = (
    r"(?P<money>[Rr][Pp](?=\.?\s{0,3}\d))"
    r"|(?P<figure>\d+(?:[.,/]\d+)*(?!-?[^\W\d_])(?![^\W_]))"
    rf"|(?P<word>{WORD})"
)
"""A regular expression for what is printed as one token."""
_TOKEN: Final = re.compile(TOKEN)


@dataclass(frozen=True, slots=True)
class Token:
    """One position of a text: `text[start:end]` and the terms it is found under.

    `terms[0]` is the whole word as printed, folded. `end` of a hyphenated word's first token is
    the end of the whole word.
    """

    position: int
    start: int
    end: int
    terms: tuple[str, ...]


def tokenize(text: str, *, position: int = 0) -> list[Token]:
    """The tokens of a text in order; the first one stands at `position`.

    assert [t.terms for t in tokenize("Covid-19")] == [("covid-19", "covid19", "covid"), ("19",)]
    """
    has_sum = "Rp" in text or "rp" in text or "RP" in text or "rP" in text
    sums = {a.start: _cut(money_term(a)) for a in money(text)} if has_sum else {}
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastgroup == "money":
            amount = sums.get(start)
            tokens.append(Token(position, start, end, ("rp", amount) if amount else ("rp",)))
            position += 1
            continue
        printed = match[0]
        places = _figure(printed) if match.lastgroup == "figure" else _word(printed)
        for part, (terms, part_start, part_end) in enumerate(places):
            last = end if part == 0 else start + part_end
            tokens.append(Token(position, start + part_start, last, terms))
            position += 1
    return tokens


def tokenize_paragraphs(paragraphs: Iterable[str]) -> list[list[Token]]:
    """The tokens of each paragraph, positions counted on through the field with a gap between."""
    result: list[list[Token]] = []
    position = 0
    for paragraph in paragraphs:
        tokens = tokenize(paragraph, position=position)
        result.append(tokens)
        if tokens:
            position = tokens[-1].position + 1 + PARAGRAPH_GAP
    return result


_Places = tuple[tuple[tuple[str, ...], int, int], ...]


@lru_cache(maxsize=1 << 16)
def _word(printed: str) -> _Places:
    """Terms and span of each position of one word, hyphenated or not."""
    if "-" not in printed:
        term = _cut(fold(printed))
        return (((term,), 0, len(printed)),) if term else ()
    parts: list[tuple[str, int, int]] = []
    at = 0
    for part in printed.split("-"):
        if folded := _cut(fold(part)):
            parts.append((folded, at, at + len(part)))
        at += len(part) + 1
    if not parts:
        return ()
    words = [word for word, _, _ in parts]
    forms = ["-".join(words), words[0]]
    if len(set(words)) > 1:  # a doubled word (anak-anak) is never written joined
        forms.insert(1, "".join(words))
    first = tuple(dict.fromkeys(_cut(form) for form in forms))
    return ((first, parts[0][1], parts[0][2]), *(((w,), s, e) for w, s, e in parts[1:]))


@lru_cache(maxsize=1 << 14)
def _figure(printed: str) -> _Places:
    """Terms and span of each position of one figure; "27/2" is also filed as 27 and 2."""
    printed_term = _cut(fold(printed))
    if "/" not in printed:
        return ((tuple(map(_cut, number_terms(printed_term))), 0, len(printed)),)
    places: list[tuple[tuple[str, ...], int, int]] = []
    at = 0
    for part in printed.split("/"):
        terms = tuple(map(_cut, number_terms(fold(part))))
        places.append(((printed_term, *terms) if at == 0 else terms, at, at + len(part)))
        at += len(part) + 1
    return tuple(places)


def _cut(term: str) -> str:
    return term[:MAX_TERM_CHARS]
