"""How near do neighbouring words of the query stand? docs/ranking.md, "Words near each other"."""

from collections.abc import Callable
from typing import Final

import numpy as np

from search.query.clauses import Clause, Exact, Family, Plan, Said, Variants

from .container import Array
from .matching import ViewMatcher, encoded
from .occurrences import UNTYPED, begins_in, times_of
from .positions import NO_KEYS, merged
from .snapshot import K1, Snapshot, View

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
    norms, window = snapshot.norms(matcher.view), _Window(matcher.view, stories)
    asked = dict.fromkeys(said for pair in plan.near for said in pair)
    keys = {said: _positions(matcher, said, window) for said in asked}
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


def _positions(matcher: ViewMatcher, said: Said, window: "_Window") -> Array:
    """Where a word stands in some stories: keys of positions.py."""
    match said:
        case Variants():
            return merged([_positions(matcher, own, window) for own in said.clauses])
        case Family() | Exact():
            return _of_terms(matcher, said, window)
        case _:
            slots = [[encoded(term) for term in slot] for slot in said.slots]
            return begins_in(matcher.view, slots, said.slop, said.fields, window.stories)


class _Window:
    """Some stories of a view: their numbers, ascending, and one truth value a story."""

    def __init__(self, view: View, stories: Array) -> None:
        self.stories = stories
        self.mask = np.zeros(view.stories, np.bool_)
        self.mask[stories] = True


def _of_terms(matcher: ViewMatcher, said: Family | Exact, window: _Window) -> Array:
    """Where any of many terms stands, all of their postings looked at in one go."""
    view, blocks = matcher.view, matcher.blocks(said)
    stories = matcher.stories(said)
    kept = window.mask.take(stories).nonzero()[0]
    if not kept.size:
        return NO_KEYS
    segment = view.segment
    starts, stops, rows = np.array(blocks).T
    # Numbers of the same type: else the whole array would be converted.
    entries = segment.entry_postings.searchsorted(starts.astype(np.uint32), "right") - 1
    firsts = segment.entry_positions[entries]
    times = times_of(view, blocks).astype(np.int64)
    passed = times.cumsum() - times  # positions of all postings before each
    ends = (stops - starts).cumsum()
    block = ends.searchsorted(kept, "right")
    begins = firsts.astype(np.int64) - passed[ends - (stops - starts)]
    own = times[kept]
    behind = own.cumsum() - own
    at = (passed[kept] + begins[block] - behind).repeat(own)
    at += np.arange(len(at))
    places = ((rows % UNTYPED)[block] * view.stories + stories[kept]) << 32
    return np.unique(places.repeat(own) + segment.positions.take(at))
