"""What do the stories of a snapshot say? A reader's counts, as the reading of a query asks them."""

from collections.abc import Sequence
from typing import Final

from .ports import Reader, Request, Usage
from .query.clauses import Clause, Plan

_NAME_SHARE: Final = 0.8  # of a term's places: from there on it is a name (research, section 2.5)
_NAME_TIMES: Final = 3  # capitals inside sentences; fewer say nothing


class ReaderVocabulary:
    """A query.knowledge.Vocabulary of one snapshot."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def stories_with(self, clauses: Sequence[Clause]) -> int:
        """How many stories satisfy every clause."""
        return self._reader.search(Request(plan=Plan(strict=tuple(clauses)), limit=0)).total

    def count_terms(self, terms: Sequence[str]) -> tuple[int, ...]:
        """In how many stories each term stands."""
        return self._reader.count_terms(terms)

    def names(self, terms: Sequence[str]) -> tuple[bool, ...]:
        """Whether each term is mostly printed with a capital, inside sentences too."""
        return tuple(map(_is_name, self._reader.usage(terms)))

    def neighbours(self, term: str, edits: int) -> tuple[str, ...]:
        """The archive's terms at most `edits` slips away."""
        return self._reader.neighbours(term, edits)


def _is_name(usage: Usage) -> bool:
    enough = usage.inside >= min(_NAME_TIMES, usage.times)
    return usage.inside > 0 and enough and usage.capitalised >= _NAME_SHARE * usage.times
