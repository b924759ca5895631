"""How near do neighbouring words of the query stand? docs/ranking.md, "Words near each other"."""

from collections.abc import Callable
from typing import Final

import numpy as np

from search.query.clauses import Clause, Exact, Family, Plan, Said, Variants

from .container import Array
from .matching import ViewMatcher, encoded, forms_of
from .occurrences import begins_in, positions_in
from .positions import merged
from .snapshot import K1, Snapshot

WINDOW: Final = 200
"""The best stories, for which alone it is counted."""

_WORTH: Final = 0.15
_BEHIND: Final = 3
_AROUND: Final = 8


def nearness(
    snapshot: Snapshot,
    matcher: ViewMatcher,
    plan: Plan,
    stories: Array,
    rarity: Callable[[Clause], float],
) -> Array:
    """What the plan's pairs add to some stories of a view (ascending numbers), in float64."""
    total = np.zeros(len(stories))
    norms = snapshot.norms(matcher.view)
    keys: dict[Said, Array] = {}
    for said in dict.fromkeys(said for pair in plan.near for said in pair):
        keys[said] = _positions(snapshot, matcher, said, stories)
    for first, second in plan.near:
        own, others = keys[first], keys[second]
        if not own.size or not others.size:
            continue
        counts = _counts(own, others)
        kept = counts.nonzero()[0]
        fields, numbers = np.divmod(own[kept] >> 32, matcher.view.stories)
        weights = norms[fields, numbers] * counts[kept]
        x = np.bincount(stories.searchsorted(numbers), weights, len(stories))
        total += _WORTH * min(rarity(first), rarity(second)) * x * (K1 + 1) / (x + K1)
    return total


def _counts(own: Array, others: Array) -> Array:
    """What each position counts: 1 where another follows closely, a half where one is around.

    Keys are place << 32 | position: what is so near lies in the same place.
    """
    follows = others.searchsorted(own) < others.searchsorted(own + _BEHIND, "right")
    around = others.searchsorted(own - _AROUND) < others.searchsorted(own + _AROUND, "right")
    return (follows.astype(np.float64) + around) / 2


def _positions(snapshot: Snapshot, matcher: ViewMatcher, said: Said, stories: Array) -> Array:
    """Where a word stands in some stories (occurrences.positions_in)."""
    view = matcher.view
    match said:
        case Variants():
            return merged([_positions(snapshot, matcher, own, stories) for own in said.clauses])
        case Family():
            return positions_in(view, forms_of(snapshot, said), said.fields, stories)
        case Exact():
            return positions_in(view, [encoded(term) for term in said.terms], said.fields, stories)
        case _:
            slots = [[encoded(term) for term in slot] for slot in said.slots]
            return begins_in(view, slots, said.slop, said.fields, stories)
