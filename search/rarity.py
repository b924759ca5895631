"""How rare is a word in an archive?

What was asked once of a snapshot is remembered: comparing stories asks for the same words again and
again, and the common ones take longest to count.
"""

import math
from collections.abc import Iterable
from typing import Final

from .ports import Reader

_REMEMBERED: Final = 1 << 16  # terms; the vocabulary of some ten thousand stories, without names


class Rarity:
    """The counts of one snapshot. Threads may share it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[str, int] = {}
        self.total = max(1, reader.state.stories)
        """The stories of the snapshot, at least 1."""

    def numbers(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many stories each term stands."""
        known = self._known
        asked = dict.fromkeys(terms)
        new = [term for term in asked if term not in known]
        numbers = dict(zip(new, self._reader.count_terms(new), strict=True))
        for term in asked:
            if term not in numbers:
                numbers[term] = known[term]
        if len(known) + len(new) > _REMEMBERED:
            self._known = known = {}
        known.update((term, numbers[term]) for term in new)
        return numbers

    def weight(self, number: int) -> float:
        """What a word is worth that so many stories hold, 0 and up (docs/ranking.md, "idf")."""
        return math.log(1 + (self.total - number + 0.5) / (number + 0.5))
