"""What does each clause add to the score of a story? docs/ranking.md over arrays."""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from search.query.clauses import (
    All,
    Boosted,
    Clause,
    Either,
    Exact,
    Family,
    Plan,
    Said,
    Sequence,
    Variants,
    Without,
)

from .container import Array
from .matching import ViewMatcher
from .occurrences import UNTYPED, Block, runs_of_rows, times_of
from .snapshot import K1, SHARE, Snapshot

Rarity = Callable[[Clause], float]
"""The idf of a clause."""

_SMALL_PART: Final = 4  # below this part of the postings, those not asked for are left out first


def idf(living: int, satisfied: int) -> float:
    """ln(1 + (N - n + 0.5) / (n + 0.5)) with n of N living stories."""
    return math.log(1 + (living - satisfied + 0.5) / (satisfied + 0.5))


def scored(
    snapshot: Snapshot, matcher: ViewMatcher, plan: Plan, chosen: Array, rarity: Rarity
) -> Array:
    """The scores of some stories of a view (`chosen`, ascending numbers), in float64."""
    scorer = _Scorer(snapshot, matcher, chosen, rarity)
    for clause in _asked(plan):
        scorer.add(clause, 1.0)
    return scorer.scores


def parts_of(
    snapshot: Snapshot, matcher: ViewMatcher, plan: Plan, chosen: Array, rarity: Rarity
) -> list[Array]:
    """The same, each clause's share by itself."""
    parts = []
    for clause in _asked(plan):
        scorer = _Scorer(snapshot, matcher, chosen, rarity)
        scorer.add(clause, 1.0)
        parts.append(scorer.scores)
    return parts


def _asked(plan: Plan) -> tuple[Clause, ...]:
    """The clauses in the order in which their shares are added."""
    return *(word.clause for word in plan.words), *plan.strict, *plan.lifts


class _Scorer:
    def __init__(
        self, snapshot: Snapshot, matcher: ViewMatcher, chosen: Array, rarity: Rarity
    ) -> None:
        self._matcher = matcher
        self._norms = snapshot.norms(matcher.view)
        self._chosen = chosen
        self._rarity = rarity
        self._is_chosen: Array | None = None
        self.scores = np.zeros(len(chosen))

    def add(self, clause: Clause, factor: float) -> None:
        """Add what a clause is worth to each story that satisfies it."""
        match clause:
            case Family() | Exact() | Sequence() | Variants():
                joined = self._joined(clause)[self._chosen]
                joined *= factor * self._rarity(clause) * (K1 + 1) / (joined + K1)
                self.scores += joined
            case All():
                self._add_where_all(clause, factor)
            case Either():
                for part in clause.clauses:
                    self.add(part, factor)
            case Boosted():
                self.add(clause.clause, factor * clause.factor)
            case Without():
                pass
            case _:  # patterns, fuzzy words, dates and values are worth a constant
                self.scores += factor * self._matcher.mask(clause)[self._chosen]

    def _add_where_all(self, clause: All, factor: float) -> None:
        before = self.scores
        self.scores = np.zeros(len(before))
        for part in clause.clauses:
            self.add(part, factor)
        self.scores *= self._matcher.mask(clause)[self._chosen]
        self.scores += before

    def _joined(self, clause: Said) -> Array:
        """x(c, d) of docs/ranking.md for each story of the view."""
        if isinstance(clause, Variants):
            joined = np.zeros(self._matcher.view.stories)
            for own, share in zip(clause.clauses, clause.shares, strict=True):
                joined += share * self._joined(own)
            return joined
        matcher, norms = self._matcher, self._norms
        count = matcher.view.stories
        if isinstance(clause, Sequence) or (isinstance(clause, Exact) and len(clause.terms) > 1):
            found = matcher.found(clause)
            weights = norms[found.rows, found.stories] * found.times
            return _added(found.stories, weights, count)
        stories = matcher.stories(clause)
        if len(self._chosen) * _SMALL_PART < len(stories):
            return self._joined_of_few(matcher.blocks(clause), stories)
        parts = matcher.blocks(clause)
        weights = np.empty(len(stories))
        for row, block in runs_of_rows(parts):
            # "clip" spares a copy; every story number is within bounds.
            norms[row % UNTYPED].take(stories[block], out=weights[block], mode="clip")
            if row >= UNTYPED:
                weights[block] *= SHARE
        weights *= times_of(matcher.view, parts)
        return _added(stories, weights, count)

    def _joined_of_few(self, parts: list[Block], stories: Array) -> Array:
        """The same where few of the postings are of chosen stories; those are left out first."""
        view = self._matcher.view
        kept = self._chosen_mask().take(stories).nonzero()[0]
        starts, stops, rows = np.array(parts).T
        ends = (stops - starts).cumsum()
        counts = kept.searchsorted(ends)
        counts[1:] -= counts[:-1].copy()
        untyped, fields = np.divmod(rows, UNTYPED)
        stories = stories[kept]
        weights = self._norms.ravel().take((fields * view.stories).repeat(counts) + stories)
        weights *= np.where(untyped, SHARE, 1.0).repeat(counts)
        weights *= view.segment.posting_times.take((stops - ends).repeat(counts) + kept)
        return _added(stories, weights, view.stories)

    def _chosen_mask(self) -> Array:
        if self._is_chosen is None:
            self._is_chosen = np.zeros(self._matcher.view.stories, np.bool_)
            self._is_chosen[self._chosen] = True
        return self._is_chosen


def _added(stories: Array, weights: Array, count: int) -> Array:
    # Of nothing at all bincount makes integers.
    return np.bincount(stories, weights, count).astype(np.float64, copy=False)
