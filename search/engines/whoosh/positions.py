"""At which positions does a term stand, in all of a view's stories or in some?

A **place** is a field and a story as one number, field * view.stories + story; a **key** is
place << 32 | position. Keys are ascending and distinct.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from search.query.clauses import TextField

from .container import Array
from .segment import FIELD_NUMBERS
from .snapshot import View

NO_KEYS: Final = np.zeros(0, np.int64)
FEWER: Final = 5
"""Times; numbers so many less than others are looked up among these one by one."""


def shifted(view: View, shared: Mapping[int, Array]) -> Array:
    """The stories of some fields as places << 32."""
    bases = [stories + np.int64(field * view.stories) for field, stories in shared.items()]
    return (bases[0] if len(bases) == 1 else np.concatenate(bases)) << 32


def where(block: Array, stories: Array, count: int) -> Array:
    """Where in a block of stories, of `count`, are some of them? Both and the answer ascend."""
    if len(stories) * FEWER < len(block):
        at = block.searchsorted(stories)
        found: Array = at[block.take(at, mode="clip") == stories]
        return found
    mask = np.zeros(count, np.bool_)
    mask[stories.astype(np.intp)] = True
    return mask.take(block).nonzero()[0]


class Standing:
    """Where one term stands.

    Fields follow each other in the file, so all the postings of a term are one block, and so are
    its positions.
    """

    def __init__(self, view: View, number: int, wanted: Sequence[int]) -> None:
        self._view = view
        entries = view.segment.term_entries
        first, last = entries[number], entries[number + 1]
        starts, own_fields = view.entry_postings, view.entry_fields
        self._first_posting, self._first_position = starts[first], view.entry_positions[first]
        self.count = starts[last] - self._first_posting
        self.postings = {
            own_fields[entry]: (starts[entry], starts[entry + 1])
            for entry in range(first, last)
            if own_fields[entry] in wanted
        }
        """Of each field its half-open range of postings."""

    def stories(self, field: int) -> Array:
        """The stories where it stands in a field, ascending."""
        start, stop = self.postings[field]
        return self._view.segment.posting_stories[start:stop]

    def shared(self, shared: Mapping[int, Array], places: Array) -> Array:
        """Where it stands (`_positions`) in some stories of some fields, given also as places."""
        own, kept = [], []
        at = 0
        for field, stories in shared.items():
            if field in self.postings:
                numbers = where(self.stories(field), stories, self._view.stories)
                numbers += self.postings[field][0] - self._first_posting
                own.append(numbers)
                if len(numbers) == len(stories):
                    kept.append(places[at : at + len(stories)])
                else:  # it is one of several terms of a slot
                    kept.append(self._places(field, numbers))
            at += len(stories)
        if not own:
            return NO_KEYS
        if len(own) == 1:
            return self._positions(own[0], kept[0])
        numbers = np.concatenate(own)
        is_all = len(numbers) == len(places)
        return self._positions(numbers, places if is_all else np.concatenate(kept))

    def all(self) -> Array:
        """Where it stands (`_positions`)."""
        first = self._first_posting
        own = [(f, np.arange(at - first, to - first)) for f, (at, to) in self.postings.items()]
        keys = [self._positions(numbers, self._places(field, numbers)) for field, numbers in own]
        return np.concatenate(keys) if keys else NO_KEYS

    def _places(self, field: int, numbers: Array) -> Array:
        stories = self._view.segment.posting_stories.take(numbers + self._first_posting)
        places: Array = (stories + np.int64(field * self._view.stories)) << 32
        return places

    def _positions(self, numbers: Array, places: Array) -> Array:
        """Where it stands in some of its postings (ascending): place << 32 | position, ascending.

        A place is field * stories + story; `places` are shifted already.
        """
        if not numbers.size:
            return NO_KEYS
        segment, first = self._view.segment, self._first_posting
        until = segment.posting_times[first : first + int(numbers[-1]) + 1]
        times = until.take(numbers).astype(np.int64)
        # How many positions are passed over before the first posting, and behind each of them.
        before = np.add.reduce(until[: numbers[0]], dtype=np.int64) + self._first_position
        passed = np.add.reduceat(until, numbers, dtype=np.int64)
        passed -= times
        shifts = passed.cumsum()
        shifts -= passed
        shifts += before
        at = shifts.repeat(times)
        at += np.arange(len(at))
        keys: Array = places.repeat(times)
        keys += segment.positions.take(at)
        return keys


def standing_in(view: View, terms: Sequence[bytes], fields: Sequence[TextField]) -> list[Standing]:
    """Those of some terms that the view has, in some fields."""
    wanted = [FIELD_NUMBERS[field] for field in fields]
    numbers = [view.number(term) for term in dict.fromkeys(terms)]
    return [Standing(view, number, wanted) for number in numbers if number >= 0]


def merged(parts: Sequence[Array]) -> Array:
    """Several arrays of positions as one: ascending, each once."""
    full = [part for part in parts if part.size]
    if not full:
        return NO_KEYS
    return full[0] if len(full) == 1 else np.unique(np.concatenate(full))
