"""Where does a clause stand, and how often? Postings and positions of one view, as arrays.

A **row** is a field (segment.FIELD_NUMBERS), or that and UNTYPED for a form that was not typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from search.query.clauses import TextField

from .container import Array
from .positions import FEWER, NO_KEYS, Standing, merged, shifted, standing_in, where
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
    entries, own_fields, postings = (
        view.segment.term_entries,
        view.entry_fields,
        view.entry_postings,
    )
    return [
        (postings[entry], postings[entry + 1], own_fields[entry] + above)
        for number in map(view.number, terms)
        if number >= 0
        for entry in range(entries[number], entries[number + 1])
        if own_fields[entry] in wanted
    ]


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
    return _counted(view, merged([term.all() for term in standing_in(view, terms, fields)]))


def sequences(
    view: View, slots: Sequence[Sequence[bytes]], slop: int, fields: Sequence[TextField]
) -> Found:
    """How often the slots are filled in order (clauses.Sequence)."""
    standing = [standing_in(view, slot, fields) for slot in slots]
    rarest_first = sorted(standing, key=lambda slot: sum(term.count for term in slot))
    shared = {}
    for field in range(UNTYPED):
        stories = _in_all(view, rarest_first, field)
        if stories is not None and stories.size:
            shared[field] = stories
    if not shared:
        return _counted(view, NO_KEYS)
    places = shifted(view, shared)
    keys = [merged([term.shared(shared, places) for term in slot]) for slot in standing]
    return _counted(view, side_by_side(keys) if slop == 0 else in_order(keys, slop))


def positions_in(
    view: View, terms: Iterable[bytes], fields: Sequence[TextField], stories: Array
) -> Array:
    """Where any of the terms stands in some stories (ascending): place << 32 | position, each
    once, ascending. A place is field * view.stories + story.
    """
    shared = dict.fromkeys(sorted(FIELD_NUMBERS[field] for field in fields), stories)
    places = shifted(view, shared)
    standing = standing_in(view, tuple(terms), fields)
    return merged([term.shared(shared, places) for term in standing])


def begins_in(
    view: View,
    slots: Sequence[Sequence[bytes]],
    slop: int,
    fields: Sequence[TextField],
    stories: Array,
) -> Array:
    """Where a sequence begins in some stories (`positions_in`)."""
    keys = [positions_in(view, slot, fields, stories) for slot in slots]
    return side_by_side(keys) if slop == 0 else in_order(keys, slop)


def _in_all(view: View, slots: Sequence[Sequence["Standing"]], field: int) -> Array | None:
    """The stories, ascending, in which a field holds a term of each slot; None as good as none."""
    stories: Array | None = None
    for slot in slots:
        parts = [term.stories(field) for term in slot if field in term.postings]
        if not parts:
            return None
        if stories is not None:
            parts = [block[where(block, stories, view.stories)] for block in parts]
        stories = parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))
        if not stories.size:
            break
    return stories


def side_by_side(slots: Sequence[Array]) -> Array:
    """Where the first slot stands with every other right behind it."""
    numbered = sorted(enumerate(slots), key=lambda slot: len(slot[1]))
    rarest, keys = numbered[0]
    begins = keys - rarest
    for number, others in numbered[1:]:
        if not begins.size:
            break
        begins = _in_both(begins, others, number)
    return begins


def _in_both(keys: Array, others: Array, behind: int) -> Array:
    """Those of some keys that stand `behind` before one of the others; all ascending, distinct."""
    if len(keys) * FEWER < len(others):
        wanted = keys + behind
        found: Array = keys[others.take(others.searchsorted(wanted), mode="clip") == wanted]
        return found
    both = np.concatenate((keys, others - behind))
    both.sort(kind="stable")  # sees that these are two sorted runs, and merges them
    found = both[:-1][both[1:] == both[:-1]]
    return found


def in_order(slots: Sequence[Array], slop: int) -> Array:
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
    if not keys.size:
        return Found(NO_KEYS, NO_KEYS.astype(np.uint8), NO_KEYS)
    places = keys >> 32
    begins = np.empty(len(places), np.bool_)
    begins[0] = True
    np.not_equal(places[1:], places[:-1], out=begins[1:])
    at = begins.nonzero()[0]
    times = np.empty_like(at)
    times[:-1] = at[1:]
    times[-1] = len(places)
    times -= at
    rows, stories = np.divmod(places[at], view.stories)
    return Found(stories, rows.astype(np.uint8), times)
