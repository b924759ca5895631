"""Which terms does a printed word give, and at which places?

Found out by the definition (search.language.tokens) when the word is met first, and kept in
arrays under the word's code, so that a text of codes becomes a text of terms without a loop.
"""

import re
from array import array
from dataclasses import dataclass
from typing import Final

import numpy as np

from search.language.casing import SENTENCE_SIGNS, casing
from search.language.folding import MAX_TERM_CHARS
from search.language.numbers import number_terms
from search.language.tokens import tokenize

from .container import Array

CAPITALISED: Final = 1
INSIDE: Final = 2
"""Flags of a token: printed with a capital; and that where no sentence begins."""

EMPTY: Final = 1
LONG: Final = 2
OPENS: Final = 4
CLOSES: Final = 8
"""What a word may be besides one place with one term: without any; with more of them; with a sign
that may begin a sentence before its first token; with one after its last."""

_FIGURE: Final = re.compile("[0-9]+(?:[.,][0-9]+)*")
_SIGNS: Final = frozenset(SENTENCE_SIGNS)
_CAPITAL: Final = CAPITALISED | INSIDE


@dataclass(frozen=True, slots=True)
class WordArrays:
    """Of each code: its kind, the first term it gives and that one's flags, how many places it
    takes, where in the last three arrays further terms begin and how many they are.

    Of each such term: its number, its place after the word's first, its flags. The flags of all at
    the first place are those inside a sentence.
    """

    kinds: Array
    terms: Array
    flags: Array
    places: Array
    starts: Array
    counts: Array
    further_terms: Array
    further_places: Array
    further_flags: Array


class WordTerms:
    """Learns printed words, and numbers the terms they give."""

    def __init__(self) -> None:
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._kinds, self._first, self._flags = array("B"), array("i"), array("B")
        self._places, self._starts, self._counts = array("i"), array("i"), array("i")
        self._more, self._more_at, self._more_flags = array("i"), array("i"), array("B")

    def __len__(self) -> int:
        """How many words were learned; a long one counts for each of its terms."""
        return len(self._kinds) + len(self._more)

    def learn(self, printed: str) -> int:
        """The code of a word not met before."""
        if printed.isascii() and len(printed) <= MAX_TERM_CHARS:
            # What most words and figures are, and give without the definition's long way.
            if printed.isalnum() and printed[:2].lower() != "rp":
                flags = _CAPITAL if printed[0].isupper() else 0
                return self._note(0, [(self._number(printed.lower()), 0, flags)], 1)
            if _FIGURE.fullmatch(printed):
                terms = dict.fromkeys(number_terms(printed))
                rows = [(self._number(term), 0, 0) for term in terms]
                return self._note(LONG * (len(rows) > 1), rows, 1)
        tokens = tokenize(printed)
        if not tokens:
            return self._note(EMPTY | OPENS * _has_sign(printed), [(-1, 0, 0)], 0)
        rows = []
        for token, (capital, inside) in zip(tokens, casing(printed, tokens), strict=True):
            flags = CAPITALISED * capital | INSIDE * inside
            if token.position == 0 and capital:
                flags = _CAPITAL  # whether a sentence begins there, the text says
            rows += [
                (self._number(term), token.position, flags) for term in dict.fromkeys(token.terms)
            ]
        start, end = tokens[0].start, max(token.end for token in tokens)
        kind = LONG * (len(rows) > 1)
        if start > 0 or end < len(printed):  # seldom: beside a sign that is not ASCII
            kind |= OPENS * _has_sign(printed[:start]) | CLOSES * _has_sign(printed[end:])
        return self._note(kind, rows, tokens[-1].position + 1)

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return number

    def _note(self, kind: int, rows: list[tuple[int, int, int]], places: int) -> int:
        self._kinds.append(kind)
        self._first.append(rows[0][0])
        self._flags.append(rows[0][2])
        self._places.append(places)
        self._starts.append(len(self._more))
        self._counts.append(len(rows) - 1)
        for number, place, flags in rows[1:]:
            self._more.append(number)
            self._more_at.append(place)
            self._more_flags.append(flags)
        return len(self._kinds) - 1

    def arrays(self) -> WordArrays:
        """All words as they are now, without a copy: to be let go before one is learned."""
        return WordArrays(*map(_viewed, (
            self._kinds, self._first, self._flags, self._places, self._starts, self._counts,
            self._more, self._more_at, self._more_flags,
        )))  # fmt: skip


def _has_sign(text: str) -> bool:
    return not _SIGNS.isdisjoint(text)


def _viewed(numbers: "array[int]") -> Array:
    # An empty buffer is none to NumPy.
    return np.frombuffer(numbers, numbers.typecode) if numbers else np.zeros(0, np.intc)
