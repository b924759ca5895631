"""Whose titles hold what is being typed, and how well?

Titles are short: all their words together are a twentieth of an index. Of a term only the entry of
the title is read, so that even a prefix of two letters is a matter of some thousand postings.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from search.query.clauses import TextField
from search.values import Sort

from .container import Array
from .occurrences import in_order, side_by_side
from .ordering import Candidates, best
from .segment import FIELD_NUMBERS
from .snapshot import Snapshot, View

_POSITION: Final = (1 << 32) - 1
_ANY_SLOP: Final = _POSITION  # longer than any title
_LEVELS: Final = 4  # begins with it, in a row, in order, anyhow


class Titles:
    """The titles of one snapshot. Threads share it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._views = [_ViewTitles(view) for view in snapshot.views]
        self._story_id = snapshot.story_id

    def holding(
        self, words: Sequence[tuple[bytes, ...]], prefix: bytes, limit: int
    ) -> list[tuple[int, int]]:
        """The first `limit` as (view, story), in the order of search.ports.Reader.titles."""
        levels = [own.levels(words, prefix) for own in self._views]
        found: list[tuple[int, int]] = []
        for level in range(_LEVELS):
            parts = [
                Candidates(number, own[level], None, titles.view.minutes)
                for number, (titles, own) in enumerate(zip(self._views, levels, strict=True))
            ]
            newest = best(parts, Sort.NEWEST, 0, limit - len(found), self._story_id)
            found += [(view, story) for view, story, _ in newest]
        return found


class _ViewTitles:
    """The titles of one view. A key is story << 32 | position."""

    def __init__(self, view: View) -> None:
        self.view = view

    def levels(self, words: Sequence[tuple[bytes, ...]], prefix: bytes) -> list[Array]:
        """The living stories of each level, ascending; a story is in the first that it fits."""
        distinct = tuple(dict.fromkeys(words))  # a word may be typed twice
        slots = [self._keys(self._of_word(word)) for word in distinct]
        slots.append(self._keys(self._of_prefix(prefix)))
        living = self.view.living
        for keys in slots:
            living = living & self._holding(keys)
        kept = [_in_line(keys[living[keys >> 32]]) for keys in slots]
        known = dict(zip(distinct, kept[:-1], strict=True))
        typed = [*(known[word] for word in words), kept[-1]]
        rows = side_by_side(typed)
        found = (rows[rows & _POSITION == 0], rows, in_order(typed, _ANY_SLOP), _apart(kept))
        return self._each_once(found)

    @cached_property
    def _entries(self) -> Array:
        """The numbers of the titles' entries, ascending."""
        wanted = FIELD_NUMBERS[TextField.TITLE]
        entries: Array = np.flatnonzero(self.view.segment.entry_fields == wanted)
        return entries

    def _of_word(self, word: tuple[bytes, ...]) -> Array:
        numbers = sorted(number for term in word if (number := self.view.number(term)) >= 0)
        return np.concatenate([self._entries[:0], *map(self._of_terms, numbers)])

    def _of_prefix(self, prefix: bytes) -> Array:
        numbers = self.view.segment.terms.prefixed(prefix)
        return self._of_terms(numbers.start, numbers.stop)

    def _of_terms(self, start: int, stop: int | None = None) -> Array:
        """The titles' entries of neighbouring terms, or of one."""
        stop = start + 1 if stop is None else stop
        bounds = [self.view.segment.term_entries[at] for at in (start, stop)]
        first, last = self._entries.searchsorted(bounds).tolist()
        return self._entries[first:last]

    def _keys(self, entries: Array) -> Array:
        """Where the terms of some entries stand, as it comes."""
        segment = self.view.segment
        postings = _within(segment.entry_postings, entries)
        stories = segment.posting_stories.take(postings).astype(np.int64)
        keys = stories.repeat(segment.posting_times.take(postings)) << 32
        keys += segment.positions.take(_within(segment.entry_positions, entries))
        return keys

    def _holding(self, keys: Array) -> Array:
        mask = np.zeros(self.view.stories, np.bool_)
        mask[keys >> 32] = True
        return mask

    def _each_once(self, found: Iterable[Array]) -> list[Array]:
        levels = []
        left = np.ones(self.view.stories, np.bool_)
        for keys in found:
            own = self._holding(keys) & left
            levels.append(own.nonzero()[0])
            left &= ~own
        return levels


def _within(starts: Array, numbers: Array) -> Array:
    """All that lies in some half-open ranges, each from its start to that of the next number."""
    begins = starts.take(numbers).astype(np.int64)
    lengths = starts.take(numbers + 1) - begins
    passed = lengths.cumsum() - lengths
    within: Array = (begins - passed).repeat(lengths)
    within += np.arange(len(within))
    return within


def _in_line(keys: Array) -> Array:
    """The same keys, ascending, each once. (np.unique hashes them, which takes longer.)"""
    keys.sort()
    is_new = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=is_new[1:])
    return keys[is_new]


def _apart(slots: Sequence[Array]) -> Array:
    """Where the last slot stands with every other slot elsewhere in the same title."""
    *words, keys = slots
    for own in words:
        begins = np.ones(len(own) + 1, np.bool_)
        np.not_equal(own[1:] >> 32, own[:-1] >> 32, out=begins[1:-1])
        only_there = own[begins[:-1] & begins[1:]]
        keys = keys[~np.isin(keys, only_there, assume_unique=True)]
    return keys
