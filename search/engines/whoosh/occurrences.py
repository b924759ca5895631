"""Where does a clause stand, and how often? Postings and positions of one view, as arrays.

A **row** is a field (segment.FIELD_NUMBERS), or that and UNTYPED for a form that was not typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from search.query.clauses import TextField

from .container import Array
from .segment import FIELD_NUMBERS
from .snapshot import View

UNTYPED: Final = len(FIELD_NUMBERS)
"""What the row of a form that was not typed is above its field."""

Block = tuple[int, int, int]
"""Half-open range of postings, and their row."""


@dataclass(frozen=True, slots=True)
class Found:
    """Stories, rows and times (how often), one element each a story and row; stories repeat."""

    stories: Array
    rows: Array
    times: Array


def blocks(
    view: View, terms: Iterable[bytes], fields: Sequence[TextField], above: int = 0
) -> list[Block]:
    """The postings of some terms in some fields; `above` is added to the rows."""
    wanted = [FIELD_NUMBERS[field] for field in fields]
    entries = view.segment.term_entries
    found = []
    for term in terms:
        number = view.number(term)
        if number < 0:
            continue
        for entry in range(entries[number], entries[number + 1]):
            field = view.entry_fields[entry]
            if field in wanted:
                found.append(
                    (view.entry_postings[entry], view.entry_postings[entry + 1], field + above)
                )
    return found


def blocks_between(view: View, numbers: range, fields: Sequence[TextField]) -> list[Block]:
    """The postings of neighbouring terms. Over all fields they are one block, without its row."""
    entries = view.segment.term_entries
    start, stop = entries[numbers.start], entries[numbers.stop]
    if len(fields) == len(FIELD_NUMBERS):
        return [(view.entry_postings[start], view.entry_postings[stop], 0)]
    wanted = [FIELD_NUMBERS[field] for field in fields]
    return [
        (view.entry_postings[entry], view.entry_postings[entry + 1], view.entry_fields[entry])
        for entry in range(start, stop)
        if view.entry_fields[entry] in wanted
    ]


def stories_of(view: View, parts: Sequence[Block]) -> Array:
    """The stories of some postings, as indexes."""
    return _sliced(view.segment.posting_stories, parts).astype(np.intp)


def times_of(view: View, parts: Sequence[Block]) -> Array:
    """How often each of some postings stands in its story."""
    return _sliced(view.segment.posting_times, parts)


def _sliced(array: Array, parts: Sequence[Block]) -> Array:
    if len(parts) == 1:
        return array[parts[0][0] : parts[0][1]]
    if not parts:
        return array[:0]
    return np.concatenate([array[start:stop] for start, stop, _ in parts])


def rows_of(parts: Sequence[Block]) -> Array:
    """The row of each of some postings."""
    rows = np.fromiter((row for _, _, row in parts), np.uint8, len(parts))
    return np.repeat(rows, [stop - start for start, stop, _ in parts])


def runs_of_rows(parts: Sequence[Block]) -> Iterator[tuple[int, slice]]:
    """The rows of some postings put together, and which of the postings have each: neighbours
    with the same row are one run.
    """
    at = begin = 0
    for number, (start, stop, row) in enumerate(parts):
        at += stop - start
        if number + 1 == len(parts) or parts[number + 1][2] != row:
            yield row, slice(begin, at)
            begin = at


def joined(view: View, terms: Sequence[bytes], fields: Sequence[TextField]) -> Found:
    """How many positions carry any of the terms, each position counted once."""
    standing = _standing(view, terms, fields)
    return _counted(view, _distinct([own.positions() for own in standing]))


def sequences(
    view: View, slots: Sequence[Sequence[bytes]], slop: int, fields: Sequence[TextField]
) -> Found:
    """How often the slots are filled in order (clauses.Sequence)."""
    standing = [_standing(view, slot, fields) for slot in slots]
    shared: Array | None = None
    for slot in sorted(standing, key=lambda own: sum(len(term.places) for term in own)):
        mask = np.zeros(UNTYPED * view.stories, np.bool_)
        for term in slot:
            if shared is not None:
                term.keep(shared)
            mask[term.places] = True
        if not any(len(term.places) for term in slot):
            return _counted(view, np.zeros(0, np.int64))
        shared = mask
    keys = []
    for slot in standing:
        for term in slot:
            if shared is not None:
                term.keep(shared)
        keys.append(_distinct([term.positions() for term in slot]))
    return _counted(view, _side_by_side(keys) if slop == 0 else _in_order(keys, slop))


class _Standing:
    """Where one term stands: `places` are field * stories + story, ascending.

    Fields follow each other in the file, so all the postings of a term are one block, and so are
    its positions.
    """

    def __init__(self, view: View, number: int, fields: Sequence[TextField]) -> None:
        self._segment = segment = view.segment
        first, last = segment.term_entries[number], segment.term_entries[number + 1]
        bounds = segment.entry_postings[first : last + 1]
        own_fields = segment.entry_fields[first:last]
        self._times = segment.posting_times[int(bounds[0]) : int(bounds[-1])]
        self._start = view.entry_positions[first]
        bases = own_fields.astype(np.intp) * view.stories
        self.places = np.repeat(bases, bounds[1:] - bounds[:-1])
        self.places += segment.posting_stories[int(bounds[0]) : int(bounds[-1])]
        self._kept: Array | None = None
        """Which of the postings are left; None for all."""
        if len(fields) < len(FIELD_NUMBERS):
            wanted = np.zeros(len(FIELD_NUMBERS), np.bool_)
            wanted[[FIELD_NUMBERS[field] for field in fields]] = True
            self.keep(np.repeat(wanted, view.stories))

    def keep(self, mask: Array) -> None:
        """Leave only the places that `mask` marks."""
        left = mask[self.places].nonzero()[0]
        if len(left) < len(self.places):
            self.places = self.places[left]
            self._kept = left if self._kept is None else self._kept[left]

    def positions(self) -> Array:
        """place << 32 | position, ascending."""
        times = self._times
        if self._kept is None:
            total = int(np.sum(times, dtype=np.int64))
            positions = self._segment.positions[self._start : self._start + total]
        elif not self._kept.size:
            return np.zeros(0, np.int64)
        else:
            ends = np.cumsum(times[: self._kept[-1] + 1], dtype=np.int64)
            times = times[self._kept].astype(np.int64)
            starts = ends[self._kept] - times + self._start
            shift = np.repeat(starts - (np.cumsum(times) - times), times)
            positions = self._segment.positions[np.arange(len(shift)) + shift]
        keys: Array = np.repeat(self.places << 32, times) + positions
        return keys


def _standing(view: View, terms: Sequence[bytes], fields: Sequence[TextField]) -> list[_Standing]:
    numbers = [view.number(term) for term in dict.fromkeys(terms)]
    return [_Standing(view, number, fields) for number in numbers if number >= 0]


def _distinct(parts: Sequence[Array]) -> Array:
    """The keys of several terms, sorted, each once."""
    full = [part for part in parts if part.size]
    if not full:
        return np.zeros(0, np.int64)
    return full[0] if len(full) == 1 else np.unique(np.concatenate(full))


def _side_by_side(slots: Sequence[Array]) -> Array:
    """Where the first slot stands with every other right behind it."""
    numbered = sorted(enumerate(slots), key=lambda slot: len(slot[1]))
    rarest, keys = numbered[0]
    begins = keys - rarest
    for number, others in numbered[1:]:
        if not begins.size or not others.size:
            return begins[:0]
        wanted = begins + number
        at = np.searchsorted(others, wanted)
        at[at == len(others)] = 0
        begins = begins[others[at] == wanted]
    return begins


def _in_order(slots: Sequence[Array], slop: int) -> Array:
    """Where the first slot stands, each other following closest, the last not too far."""
    begins = last = slots[0]
    for others in slots[1:]:
        if not begins.size or not others.size:
            return begins[:0]
        at = np.searchsorted(others, last, side="right")
        kept = at < len(others)
        begins, last = begins[kept], others[at[kept]]
    near = (last >> 32 == begins >> 32) & (last - begins <= len(slots) - 1 + slop)
    found: Array = begins[near]
    return found


def _counted(view: View, keys: Array) -> Found:
    places = keys >> 32
    changes = np.flatnonzero(np.diff(places, prepend=-1))
    times = np.diff(changes, append=len(places))
    rows, stories = np.divmod(places[changes], view.stories)
    return Found(stories, rows.astype(np.uint8), times)
