"""What do the stories of a snapshot say? A reader's counts, as the reading of a query asks them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .ports import Reader, Request, Usage
from .query.clauses import Clause, Plan

_REMEMBERED: Final = 4_096  # answers of each sort; some MB at most
_NAME_SHARE: Final = 0.8  # of a term's places: from there on it is a name (research, section 2.5)
_NAME_TIMES: Final = 3  # capitals inside sentences; fewer say nothing


class ReaderVocabulary:
    """A query.knowledge.Vocabulary of one snapshot."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        # Readers ask for the same words again and again.
        self._count = lru_cache(_REMEMBERED)(self._counted)
        self._term = lru_cache(_REMEMBERED)(lambda term: reader.count_terms((term,))[0])
        self._is_name = lru_cache(_REMEMBERED)(lambda term: _is_name(reader.usage((term,))[0]))
        self._near = lru_cache(_REMEMBERED)(reader.neighbours)

    def stories_with(self, clauses: Sequence[Clause]) -> int:
        """How many stories satisfy every clause."""
        return self._count(tuple(clauses))

    def _counted(self, clauses: tuple[Clause, ...]) -> int:
        return self._reader.search(Request(plan=Plan(strict=clauses), limit=0)).total

    def count_terms(self, terms: Sequence[str]) -> tuple[int, ...]:
        """In how many stories each term stands."""
        return tuple(map(self._term, terms))

    def names(self, terms: Sequence[str]) -> tuple[bool, ...]:
        """Whether each term is mostly printed with a capital, inside sentences too."""
        return tuple(map(self._is_name, terms))

    def neighbours(self, term: str, edits: int) -> tuple[str, ...]:
        """The archive's terms at most `edits` slips away."""
        return self._near(term, edits)


def _is_name(usage: Usage) -> bool:
    enough = usage.inside >= min(_NAME_TIMES, usage.times)
    return usage.inside > 0 and enough and usage.capitalised >= _NAME_SHARE * usage.times
