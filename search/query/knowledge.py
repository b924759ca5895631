"""What must be known to read a query? The language, this archive's words, and today.

Everything but the stems can be missing: then that part of the reading is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from search.language.variants import Lexicon

from .clauses import Clause

Stem = Callable[[str], str]

Overlay = Callable[[str], tuple[tuple[str, ...], tuple[str, ...]]]
"""Of a stem: the terms that the newsroom added to its family, and those it took out."""


class Vocabulary(Protocol):
    """What the archive's stories say."""

    def stories_with(self, clauses: Sequence[Clause]) -> int:
        """How many stories satisfy every clause."""
        ...

    def count_terms(self, terms: Sequence[str]) -> tuple[int, ...]:
        """In how many stories each term stands."""
        ...

    def names(self, terms: Sequence[str]) -> tuple[bool, ...]:
        """Whether each term is mostly printed with a capital where no sentence begins."""
        ...

    def neighbours(self, term: str, edits: int) -> tuple[str, ...]:
        """The archive's terms at most `edits` (1 or 2) insertions, deletions, changes or swaps
        away, the term itself among them if it occurs.
        """
        ...


def _no_corrections(stem: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (), ()


def _unlisted(word: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the reading of one query may use.

    `is_listed` says whether a folded word stands in a dictionary or list: then it is no slip.
    """

    stem: Stem
    is_listed: Callable[[str], bool] = _unlisted
    overlay: Overlay = _no_corrections
    lexicon: Lexicon | None = None
    vocabulary: Vocabulary | None = None
    today: date | None = None
