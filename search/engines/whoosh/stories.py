"""What does a segment keep of a story besides its words? Its id, its day, and its facet values."""

from collections.abc import Mapping, Sequence

import numpy as np

from search.dates import Moment
from search.values import FacetName, Story, facet_values

from .container import Array
from .segment import UNKNOWN_MINUTE, Column
from .strings import narrowed, string_arrays


class StoryColumns:
    """Collects the columns of a segment story by story."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._moments: list[Moment | None] = []
        self._values: dict[FacetName, list[Sequence[str]]] = {facet: [] for facet in FacetName}

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, story: Story) -> None:
        """Add the next story."""
        self._ids.append(story.id)
        self._moments.append(story.published)
        for facet, values in self._values.items():
            values.append(facet_values(story, facet))

    def arrays(self) -> Mapping[str, Array]:
        """The arrays of the columns, as search.engines.whoosh.segment names them."""
        days = np.array([_ordinals(moment) for moment in self._moments], np.int32).reshape(-1, 2)
        minutes = (UNKNOWN_MINUTE if m is None else m.minutes() for m in self._moments)
        found: dict[str, Array] = {
            **string_arrays("id", [i.encode("utf-8", "surrogatepass") for i in self._ids]),
            "minutes": np.fromiter(minutes, np.int64, len(self)),
            "days_from": days[:, 0],
            "days_until": days[:, 1],
        }
        for facet, values in self._values.items():
            found |= _column(facet, values)
        return found


def _column(facet: FacetName, per_story: Sequence[Sequence[str]]) -> Mapping[str, Array]:
    values = sorted({value for own in per_story for value in own})
    code_of = {value: code for code, value in enumerate(values, start=1)}
    first = (code_of[own[0]] if own else 0 for own in per_story)
    more = [
        (number, code_of[value])
        for number, own in enumerate(per_story)
        if len(own) > 1
        for value in list(dict.fromkeys(own))[1:]
    ]
    pairs = np.array(more, np.int64).reshape(-1, 2)
    firsts = np.fromiter(first, np.int64, len(per_story))
    return facet_arrays(facet, values, firsts, pairs[:, 0], pairs[:, 1])


def facet_arrays(
    facet: FacetName, values: Sequence[str], first: Array, more_stories: Array, more_codes: Array
) -> Mapping[str, Array]:
    """The arrays of one facet's column (segment.Column)."""
    return {
        **string_arrays(f"{facet}_values", [value.encode() for value in values]),
        f"{facet}_first": narrowed(first, least=np.uint16),
        f"{facet}_more_stories": more_stories.astype(np.uint16),
        f"{facet}_more_codes": narrowed(more_codes, least=np.uint16),
    }


def merged_column(
    facet: FacetName, parts: Sequence[tuple[Column, Array, Array]]
) -> Mapping[str, Array]:
    """One column of several; each part comes with the stories that live on in it (their numbers,
    ascending) and the new number of every one of its stories.
    """
    values = sorted({value for column, _, _ in parts for value in column.values})
    code_of = {value: code for code, value in enumerate(values, start=1)}
    firsts, stories, codes = [], [], []
    for column, living, new_numbers in parts:
        recoded = np.array([0, *(code_of[value] for value in column.values)], np.int64)
        firsts.append(recoded[column.first[living]])
        lives_on = np.zeros(len(column.first), np.bool_)
        lives_on[living] = True
        kept = lives_on[column.more_stories]
        stories.append(new_numbers[column.more_stories[kept]])
        codes.append(recoded[column.more_codes[kept]])
    first, more_stories, more_codes = map(np.concatenate, (firsts, stories, codes))
    used = np.bincount(first, minlength=len(values) + 1)
    used += np.bincount(more_codes, minlength=len(values) + 1)
    kept_codes = np.flatnonzero(used[1:]) + 1
    order = np.zeros(len(values) + 1, np.int64)
    order[kept_codes] = np.arange(1, len(kept_codes) + 1)
    left = [values[code - 1] for code in kept_codes.tolist()]
    return facet_arrays(facet, left, order[first], more_stories, order[more_codes])


def _ordinals(moment: Moment | None) -> tuple[int, int]:
    """The days a moment may lie on, half-open; 0, 0 where nothing is known of it."""
    days = None if moment is None else moment.days()
    if days is None or days.start is None or days.end is None:
        return 0, 0
    return days.start.toordinal(), days.end.toordinal()
