"""Which stories come first? The best few of many, without sorting them all.

docs/ranking.md, "The score of a story, and the order".
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from search.values import Sort

from .container import Array

_BLOCK: Final = 64
_FEW: Final = 100
_SLACK: Final = 1e-5  # relative; more than rounding to 6 significant digits can change


@dataclass(frozen=True, slots=True)
class Candidates:
    """Stories of one view that are to be ordered, with their scores (none under a date sort)."""

    view: int
    stories: Array
    scores: Array | None
    minutes: Array
    """When published, as float64, of every story of the view; -inf where unknown."""


Hit = tuple[int, int, float]
"""View, story number, score."""

StoryId = Callable[[int, int], str]
"""The id of a view's story."""


def best(
    parts: Sequence[Candidates], sort: Sort, first: int, last: int, story_id: StoryId
) -> list[Hit]:
    """The hits from `first` up to but not including `last`, in order.

    `story_id` is asked only where two stories are alike in everything else.
    """
    last = min(last, sum(len(part.stories) for part in parts))
    if first >= last:
        return []
    leaders = [_leaders(part, sort, last) for part in parts]
    joined = leaders[0] if len(leaders) == 1 else map(np.concatenate, zip(*leaders, strict=True))
    views, stories, keys, minutes = joined
    is_ranked = sort is Sort.RELEVANCE
    if len(keys) <= _FEW:
        page = _few_in_order((views, stories, keys, minutes), is_ranked, story_id)[first:last]
    else:
        page = _in_order((views, stories, keys, minutes), is_ranked, first, last, story_id)
    return page if is_ranked else [(view, story, 0.0) for view, story, _ in page]


_Leaders = tuple[Array, Array, Array, Array]
"""Views, stories, keys (larger first) and minutes."""


def _few_in_order(leaders: _Leaders, is_ranked: bool, story_id: StoryId) -> list[Hit]:
    """All of a few, in order: of those Python makes shorter work than NumPy."""
    views, stories, keys, minutes = (own.tolist() for own in leaders)
    if is_ranked:
        ranks = [(-float(f"{key:.6g}"), -own) for key, own in zip(keys, minutes, strict=True)]
    else:
        ranks = [(-key, 0.0) for key in keys]
    order = sorted(range(len(ranks)), key=ranks.__getitem__)
    if any(ranks[one] == ranks[other] for one, other in pairwise(order)):
        shared = {rank for rank, times in Counter(ranks).items() if times > 1}
        names = [
            story_id(view, story) if rank in shared else ""
            for view, story, rank in zip(views, stories, ranks, strict=True)
        ]
        order.sort(key=lambda at: (ranks[at], names[at]))
    return [(views[at], stories[at], keys[at]) for at in order]


def _in_order(
    leaders: _Leaders, is_ranked: bool, first: int, last: int, story_id: StoryId
) -> list[Hit]:
    """Those of many from `first` up to but not including `last`."""
    views, stories, keys, minutes = leaders
    if is_ranked:
        kept = _leading(keys, last, _SLACK)
        scores = rounded(keys[kept])
        kept, scores = _narrowed(kept, scores, minutes, last)
        order = np.lexsort((-minutes[kept], -scores))
        runs = (scores[order], minutes[kept][order])
    else:
        kept = _leading(keys, last, 0.0)
        order = np.argsort(-keys[kept], kind="stable")
        runs = (keys[kept][order], minutes[kept][order])
    kept = kept[order]
    kept = kept[_by_id(runs, views[kept], stories[kept], first, last, story_id)]
    page = kept[first:last]
    own = (views[page], stories[page], keys[page])
    return list(zip(*(array.tolist() for array in own), strict=True))


def _leaders(part: Candidates, sort: Sort, count: int) -> _Leaders:
    """Those of a view that may be on the page."""
    if sort is Sort.RELEVANCE:
        assert part.scores is not None
        kept = _leading(part.scores, count, _SLACK)
        stories, keys = part.stories[kept], part.scores[kept]
        minutes = part.minutes[stories]
        if len(kept) > 2 * count and keys.min() == keys.max():  # as where all are worth 1
            newest = _leading(minutes, count, 0.0)
            stories, keys, minutes = stories[newest], keys[newest], minutes[newest]
    else:
        minutes = part.minutes[part.stories]
        keys = minutes
        if sort is Sort.OLDEST:
            keys = np.where(np.isneginf(minutes), -np.inf, -minutes)
        kept = _leading(keys, count, 0.0)
        stories, keys, minutes = part.stories[kept], keys[kept], minutes[kept]
    return np.full(len(stories), part.view), stories, keys, minutes


def _leading(keys: Array, count: int, slack: float) -> Array:
    """Indexes of at least the `count` largest keys and all that equal the last, give or take."""
    if count * _BLOCK * 2 < len(keys):
        # At least `count` blocks have a largest key of this or more, so as many keys do.
        whole = len(keys) // _BLOCK * _BLOCK
        largest = keys[:whole].reshape(-1, _BLOCK).max(axis=1)
        bound = np.partition(largest, len(largest) - count)[len(largest) - count]
        candidates = np.flatnonzero(keys >= _below(bound, slack))
    else:
        candidates = np.arange(len(keys))
    if len(candidates) <= count:
        return candidates
    own = keys[candidates]
    bound = np.partition(own, len(own) - count)[len(own) - count]
    return candidates[own >= _below(bound, slack)]


def _below(bound: float, slack: float) -> float:
    return bound - abs(bound) * slack if slack else bound  # -inf stays what it is


def rounded(scores: Array) -> Array:
    """Scores to 6 significant digits, as Python prints them."""
    if len(scores) < _BLOCK:
        return np.array([float(f"{score:.6g}") for score in scores.tolist()])
    distinct, at = np.unique(scores, return_inverse=True)
    return np.array([float(f"{score:.6g}") for score in distinct.tolist()])[at]


def _narrowed(kept: Array, scores: Array, minutes: Array, count: int) -> tuple[Array, Array]:
    """Of many stories with the last score, only those new enough."""
    if len(kept) <= 2 * count:
        return kept, scores
    bound = np.partition(scores, len(scores) - count)[len(scores) - count]
    above, equal = np.flatnonzero(scores > bound), np.flatnonzero(scores == bound)
    wanted = count - len(above)
    newest = equal[_leading(minutes[kept[equal]], wanted, 0.0)]
    chosen = np.concatenate((above, newest))
    return kept[chosen], scores[chosen]


def _by_id(
    runs: Sequence[Array],
    views: Array,
    stories: Array,
    first: int,
    last: int,
    story_id: StoryId,
) -> Array:
    """An order in which stories alike in `runs` are sorted by id, if they are on the page."""
    changed = np.zeros(len(views), np.bool_)
    changed[:1] = True
    for keys in runs:
        changed[1:] |= keys[1:] != keys[:-1]
    begins = changed.nonzero()[0]
    ends = np.append(begins[1:], len(views))
    order = np.arange(len(views))
    on_page = (ends - begins > 1) & (begins < last) & (ends > first)
    for begin, end in zip(begins[on_page].tolist(), ends[on_page].tolist(), strict=True):
        run = range(begin, end)
        names = {at: story_id(int(views[at]), int(stories[at])) for at in run}
        order[begin:end] = sorted(run, key=names.__getitem__)
    return order
