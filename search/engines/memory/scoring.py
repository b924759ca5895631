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
    Factor,
    Family,
    Fuzzy,
    Pattern,
    Plan,
    Preferred,
    Recent,
    Said,
    Sequence,
    TextField,
    Valued,
    Variants,
    Without,
)

from .entries import Entry
from .matching import Matcher, runs

# Robertson, Zaragoza: The Probabilistic Relevance Framework (2009), section 3.6.
_K1: Final = 0.55
_WEIGHT: Final = {
    TextField.TITLE: 3.0,
    TextField.LEAD: 1.3,
    TextField.BODY: 1.0,
    TextField.CAPTION: 0.5,
}
_B: Final = {
    TextField.TITLE: 0.5,
    TextField.LEAD: 0.5,
    TextField.BODY: 0.9,
    TextField.CAPTION: 0.75,
}
_UNTYPED: Final = 0.75  # what a form that was not typed counts of one that was
# How near two words stand to each other (docs/ranking.md, "Words near each other").
_NEAR: Final = 0.15
_BEHIND: Final = 3
_AROUND: Final = 8


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

    def parts(self, plan: Plan, entry: Entry) -> tuple[float, ...]:
        """What each clause of the plan adds: words, strict clauses, lifts."""
        asked = *(word.clause for word in plan.words), *plan.strict, *plan.lifts
        return tuple(self.score(clause, entry) for clause in asked)

    def near(self, plan: Plan, entry: Entry) -> float:
        """docs/ranking.md, "Words near each other"."""
        return sum(self._pair(first, second, entry) for first, second in plan.near)

    def factors(self, plan: Plan, entry: Entry) -> tuple[float, ...]:
        """docs/ranking.md, "Factors"."""
        return tuple(self._factor(factor, entry) for factor in plan.factors)

    def _factor(self, factor: Factor, entry: Entry) -> float:
        match factor:
            case Preferred():
                return factor.by if self._matcher.matches(factor.clause, entry) else 1.0
            case Recent():
                first = entry.story.published.days().start if entry.story.published else None
                if first is None:
                    return factor.floor
                age = max(0, (factor.today - first).days)
                return float(factor.floor + (1 - factor.floor) * 2 ** (-age / factor.half_life))

    def _pair(self, first: Said, second: Said, entry: Entry) -> float:
        joined = 0.0
        for field in ALL_FIELDS:
            others = list(self._positions(second, entry, field))
            counts = 0.0
            for at in self._positions(first, entry, field):
                if any(at <= other <= at + _BEHIND for other in others):
                    counts += 1
                elif any(abs(other - at) <= _AROUND for other in others):
                    counts += 0.5
            joined += self._norm(entry, field) * counts
        rarity = min(self._idf(first), self._idf(second))
        return _NEAR * rarity * joined * (_K1 + 1) / (joined + _K1)

    def _positions(self, said: Said, entry: Entry, field: TextField) -> set[int]:
        """Where a word or phrase stands in a field; a phrase where it begins."""
        if isinstance(said, Variants):
            return set[int]().union(*(self._positions(s, entry, field) for s in said.clauses))
        if field not in said.fields:
            return set()
        places = entry.places[field]
        if isinstance(said, Sequence):
            return {first for first, _ in runs(said, places)}
        fits = self._matcher.term_test(said)
        return {at for at, terms in places if any(map(fits, terms))}

    def _norm(self, entry: Entry, field: TextField) -> float:
        length = len(entry.places[field]) / self._average[field]
        return _WEIGHT[field] / (1 - _B[field] + _B[field] * length)

    def score(self, clause: Clause, entry: Entry) -> float:
        """What the clause adds to a story; 0.0 if the story does not satisfy it."""
        if not self._matcher.matches(clause, entry):
            return 0.0
        match clause:
            case Family() | Exact() | Sequence() | Variants():
                joined = self._joined(clause, entry)
                return self._idf(clause) * joined * (_K1 + 1) / (joined + _K1)
            case All() | Either():
                return sum(self.score(part, entry) for part in clause.clauses)
            case Boosted():
                return clause.factor * self.score(clause.clause, entry)
            case Without():
                return 0.0
            case Pattern() | Fuzzy() | Dated() | Valued() | Every():
                return 1.0

    def _joined(self, said: Said, entry: Entry) -> float:
        if isinstance(said, Variants):
            pairs = zip(said.clauses, said.shares, strict=True)
            return sum(share * self._joined(own, entry) for own, share in pairs)
        return sum(
            self._norm(entry, field) * self._frequency(said, entry, field) for field in said.fields
        )

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
