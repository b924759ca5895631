"""How relevant is a story to a clause? The formulas of docs/ranking.md, read off term by term."""

import math
from collections import Counter
from typing import Final

from search.query.clauses import (
    ALL_FIELDS,
    All,
    Boosted,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Sequence,
    TextField,
    Valued,
    Without,
)

from .entries import Entry
from .matching import Matcher, runs

# Robertson, Zaragoza: The Probabilistic Relevance Framework (2009), section 3.6.
_K1: Final = 1.2
_WEIGHT: Final = {
    TextField.TITLE: 3.0,
    TextField.LEAD: 1.3,
    TextField.BODY: 1.0,
    TextField.CAPTION: 0.5,
}
_B: Final = {
    TextField.TITLE: 0.4,
    TextField.LEAD: 0.5,
    TextField.BODY: 0.75,
    TextField.CAPTION: 0.75,
}
_UNTYPED: Final = 0.6  # what a form that was not typed counts of one that was


class Scorer:
    """Scores the stories of one snapshot.

    BM25F (docs/ranking.md, "A clause's share of a score"): with tf(f) how often the clause stands
    in field f, x = sum over fields of weight * tf / (1 - b + b * length / average length), and
    score = ln(1 + (N - n + 0.5) / (n + 0.5)) * x * (k1 + 1) / (x + k1), where n of the N living
    stories satisfy the clause.
    """

    def __init__(self, entries: tuple[Entry, ...], matcher: Matcher) -> None:
        self._entries = entries
        self._matcher = matcher
        self._average = {
            field: max(1.0, sum(len(e.places[field]) for e in entries) / max(1, len(entries)))
            for field in ALL_FIELDS
        }
        self._rarity: dict[Clause, float] = {}

    def score(self, clause: Clause, entry: Entry) -> float:
        """What the clause adds to a story; 0.0 if the story does not satisfy it."""
        if not self._matcher.matches(clause, entry):
            return 0.0
        match clause:
            case Family() | Exact() | Sequence():
                joined = sum(
                    _WEIGHT[field] * self._frequency(clause, entry, field)
                    / (1 - _B[field] + _B[field] * len(entry.places[field]) / self._average[field])
                    for field in clause.fields
                )  # fmt: skip
                return self._idf(clause) * joined * (_K1 + 1) / (joined + _K1)
            case All() | Either():
                return sum(self.score(part, entry) for part in clause.clauses)
            case Boosted():
                return clause.factor * self.score(clause.clause, entry)
            case Without():
                return 0.0
            case Pattern() | Fuzzy() | Dated() | Valued() | Every():
                return 1.0

    def _frequency(
        self, clause: Family | Exact | Sequence, entry: Entry, field: TextField
    ) -> float:
        """docs/ranking.md, "How often a clause stands in a field"."""
        places = entry.places[field]
        if isinstance(clause, Sequence):
            return float(sum(1 for _ in runs(clause, places)))
        fits = self._matcher.term_test(clause)
        if isinstance(clause, Exact):
            return float(sum(any(map(fits, terms)) for _, terms in places))
        forms = Counter(term for _, terms in places for term in terms if fits(term))
        typed = forms.pop(clause.typed, 0)
        return typed + _UNTYPED * forms.total()

    def _idf(self, clause: Clause) -> float:
        known = self._rarity.get(clause)
        if known is None:
            count = sum(self._matcher.matches(clause, entry) for entry in self._entries)
            ratio = (len(self._entries) - count + 0.5) / (count + 0.5)
            known = self._rarity[clause] = math.log(1 + ratio)
        return known
