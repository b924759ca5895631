"""Which stories of a set are shown, where of each group of copies only the first is?

docs/ranking.md, "Near copies". Groups are told by codes: 0 for a story that has no copy, else one
number for all of a group.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from search.values import Sort

from .container import Array
from .ordering import Candidates, StoryId, rounded


class Folding:
    """One set; `codes` and `stories` have an array a view: the codes of all its stories, and the
    numbers of those of the set.
    """

    def __init__(self, codes: Sequence[Array], stories: Sequence[Array]) -> None:
        self._codes = codes
        own = [of_view[numbers] for of_view, numbers in zip(codes, stories, strict=False)]
        self._times: Array = np.bincount(np.concatenate([part[part != 0] for part in own]))
        """Of each code, how many stories of the set have it."""
        self.away = int(np.maximum(self._times - 1, 0).sum())
        """How many stories are not shown."""
        self._copies: Array = np.zeros((3, 0), np.int64)  # codes, views and stories, in order

    def shown(
        self, parts: Sequence[Candidates], sort: Sort, story_id: StoryId
    ) -> Sequence[Candidates]:
        """Of each group in the set the story that comes first, and all that are in no group."""
        if not self.away:
            return parts
        places = [self._places(part) for part in parts]
        both = list(zip(parts, places, strict=True))
        views = np.concatenate([np.full(len(at), part.view) for part, at in both])
        stories = np.concatenate([part.stories[at].astype(np.int64) for part, at in both])
        codes = np.concatenate([self._codes[part.view][part.stories[at]] for part, at in both])
        keys = _keys(both, sort)
        order = np.lexsort((*reversed(keys), codes))
        _by_id(order, [codes, *keys], views, stories, story_id)
        codes = codes[order]
        self._copies = np.stack((codes.astype(np.int64), views[order], stories[order]))
        later = np.zeros(len(order), np.bool_)
        later[order[1:][codes[1:] == codes[:-1]]] = True
        ends = np.cumsum(list(map(len, places)))
        return [
            _without(part, at[own])
            for (part, at), own in zip(both, np.split(later, ends[:-1]), strict=True)
        ]

    def _places(self, part: Candidates) -> Array:
        """Which of a view's candidates have a copy in the set."""
        return np.flatnonzero(self._times[self._codes[part.view][part.stories]] > 1)

    def copies(self, view: int, story: int) -> list[tuple[int, int]]:
        """View and number of the stories that a shown one stands for, itself left out, in order."""
        codes, views, stories = self._copies
        code = int(self._codes[view][story])
        own = slice(*codes.searchsorted((code, code + 1)).tolist())
        return list(zip(views[own].tolist(), stories[own].tolist(), strict=True))[1:]


def _without(part: Candidates, places: Array) -> Candidates:
    """The candidates but for those at some places."""
    left = np.ones(len(part.stories), np.bool_)
    left[places] = False
    scores = None if part.scores is None else part.scores[left]
    return replace(part, stories=part.stories[left], scores=scores)


def _keys(both: Sequence[tuple[Candidates, Array]], sort: Sort) -> list[Array]:
    """What the candidates at some places are ordered by before their ids; smaller comes first."""
    minutes = np.concatenate([part.minutes[part.stories[at]] for part, at in both])
    if sort is Sort.OLDEST:
        return [np.where(np.isneginf(minutes), np.inf, minutes)]
    if sort is Sort.NEWEST:
        return [-minutes]
    scores = [part.scores[at] for part, at in both if part.scores is not None]  # as all have
    return [-rounded(np.concatenate(scores)), -minutes]


def _by_id(
    order: Array, keys: Sequence[Array], views: Array, stories: Array, story_id: StoryId
) -> None:
    """Sorts by id, in place, the stories of an order that are alike in all keys."""
    alike = np.ones(max(0, len(order) - 1), np.bool_)
    for key in keys:
        alike &= key[order][1:] == key[order][:-1]
    number = np.concatenate(([0], np.cumsum(~alike)))  # of the run that each place is in
    tied = np.flatnonzero(np.append(alike, False) | np.append(False, alike))
    for _, run in groupby(tied.tolist(), key=number.__getitem__):
        places = list(run)
        rows = order[places].tolist()
        order[places] = sorted(rows, key=lambda row: story_id(int(views[row]), int(stories[row])))
