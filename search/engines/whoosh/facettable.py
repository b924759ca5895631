"""How do the facet values of stories lie in memory, to be counted at once?

A facet's codes are the same in all segments of a snapshot. For counting, the codes of several
facets stand side by side in one row a story, so that one look-up fetches them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from search.values import FacetName

from .container import Array
from .segment import Column

_PLACES: Final = 4  # values of one facet that stand in a story's row; the few after them apart
_WORTH_A_PLACE: Final = 8  # a place that fewer than this part of the stories fill stands apart too


@dataclass(frozen=True, slots=True)
class FacetView:
    """The codes of one segment: the first of each story, and those after it, by story."""

    first: Array
    more_stories: Array
    more_codes: Array


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet over all segments: `values` sorted; code 0 is "unknown", code n is values[n - 1]."""

    values: tuple[str, ...]
    codes: Mapping[str, int]
    views: tuple[FacetView, ...]


def joined_column(own: Sequence[Column]) -> FacetColumn:
    """One facet of several segments, with one set of codes."""
    values = tuple(sorted({value for column in own for value in column.values}))
    codes = {value: code for code, value in enumerate(values, start=1)}
    views = []
    for column in own:
        recoded = np.array([0, *(codes[value] for value in column.values)], np.int32)
        stories = column.more_stories.astype(np.int32)
        views.append(FacetView(recoded[column.first], stories, recoded[column.more_codes]))
    return FacetColumn(values, codes, tuple(views))


class FacetTable:
    """Some facets of a snapshot. Their codes follow each other: `spans` says which are whose.

    `living` are the living stories of each view; the last code of all stands for no value.
    """

    def __init__(self, columns: Mapping[FacetName, FacetColumn], living: Sequence[Array]) -> None:
        starts = np.cumsum([0, *(len(column.values) + 1 for column in columns.values())]).tolist()
        self.size = starts[-1] + 1
        self.spans = [
            (name, slice(start, stop))
            for name, start, stop in zip(columns, starts, starts[1:], strict=False)
        ]
        own = list(zip(columns.values(), starts, strict=False))
        self.views = [
            FacetTableView([(c.views[at], start) for c, start in own], mask, self.size)
            for at, mask in enumerate(living)
        ]


class FacetTableView:
    """The rows of one view."""

    def __init__(self, facets: Sequence[tuple[FacetView, int]], living: Array, size: int) -> None:
        self.living = living
        self.living_count = int(np.count_nonzero(living))
        self._size = size
        columns: list[Array] = []
        more_stories, more_codes = [], []
        for facet, start in facets:
            placed, (stories, codes) = _placed(facet, start, size - 1)
            columns += placed
            more_stories.append(stories)
            more_codes.append(codes)
        self._rows = np.stack(columns, axis=1)
        self._more_stories = np.concatenate(more_stories)
        self._more_codes = np.concatenate(more_codes)

    def counted(self, mask: Array, numbers: Array) -> Array:
        """Stories of a set under each code; the set as a mask and as numbers."""
        codes = self._rows.take(numbers, axis=0).ravel()
        # Of indexes as they come bincount is several times as fast.
        counts = np.bincount(codes.astype(np.intp), minlength=self._size)
        if self._more_stories.size:
            more = self._more_codes[mask[self._more_stories]]
            counts += np.bincount(more, minlength=self._size)
        return counts

    @cached_property
    def all_counts(self) -> Array:
        """Living stories under each code."""
        return self.counted(self.living, np.flatnonzero(self.living))


def _placed(facet: FacetView, start: int, nothing: int) -> tuple[list[Array], tuple[Array, Array]]:
    """A facet's values as columns, and those too many for that (stories, codes)."""
    stories, codes = facet.more_stories, facet.more_codes + start
    columns = [facet.first + start]
    if not stories.size:
        return columns, (stories, codes)
    # Values come by story, so a value's place is its distance to the first of its story.
    place = np.arange(len(stories)) - np.searchsorted(stories, stories)
    filled = np.bincount(place, minlength=_PLACES)[: _PLACES - 1] * _WORTH_A_PLACE
    places = int(np.count_nonzero(filled >= len(facet.first)))  # the later a place, the emptier
    for wanted in range(places):
        column = np.full(len(facet.first), nothing, np.int32)
        column[stories[place == wanted]] = codes[place == wanted]
        columns.append(column)
    left = place >= places
    return columns, (stories[left], codes[left])
