"""How do neighbouring segments become one? By copying blocks of their arrays into a new order.

Stories keep their order and lose the gaps that deleted ones left. What is sorted are entries (a
term in a field of a segment), a few hundred thousand; postings and positions move in whole blocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from search.query.clauses import ALL_FIELDS
from search.values import FacetName

from .container import Array
from .inverting import Postings
from .segment import FINGERPRINTS, Segment
from .stories import merged_column
from .strings import narrowed, string_arrays

_AT_ONCE: Final = 1 << 21  # elements moved by one indexing, so that the index stays small


@dataclass(frozen=True, slots=True)
class Part:
    """A segment and which of its stories live on: one truth value a story."""

    segment: Segment
    living: Array

    @property
    def count(self) -> int:
        """How many stories live on."""
        return int(np.count_nonzero(self.living))


def merged(parts: Sequence[Part]) -> tuple[dict[str, Array], int]:
    """The arrays of one segment in place of several, and its number of stories (at least 1)."""
    firsts = np.cumsum([0, *(part.count for part in parts)])
    numbered = [
        first + np.cumsum(part.living) - 1 for part, first in zip(parts, firsts, strict=False)
    ]
    arrays: dict[str, Array] = dict(_merged_postings(parts, numbered).arrays())
    prints = [part.segment.fingerprints[part.living] for part in parts]
    arrays[FINGERPRINTS] = np.concatenate(prints).ravel()
    ids = [part.segment.ids for part in parts]
    kept = [np.flatnonzero(part.living) for part in parts]
    names = [
        own[number] for own, numbers in zip(ids, kept, strict=True) for number in numbers.tolist()
    ]
    arrays |= string_arrays("id", names)
    for name in ("minutes", "days_from", "days_until"):
        arrays[name] = np.concatenate(
            [part.segment.file.array(name)[part.living] for part in parts]
        )
    for field in ALL_FIELDS:
        lengths = [part.segment.lengths(field)[part.living] for part in parts]
        arrays[f"length_{field}"] = narrowed(np.concatenate(lengths))
    for facet in FacetName:
        columns = [part.segment.column(facet) for part in parts]
        arrays |= merged_column(facet, list(zip(columns, kept, numbered, strict=True)))
    return arrays, int(firsts[-1])


@dataclass(frozen=True, slots=True)
class _Entries:
    """The entries of one segment without its deleted stories; those left empty are gone."""

    terms: Array
    """Numbers of the segment's own terms."""
    fields: Array
    postings: Array
    """How many each has."""
    positions: Array
    posting_stories: Array
    posting_times: Array
    all_positions: Array


def _merged_postings(parts: Sequence[Part], numbered: Sequence[Array]) -> Postings:
    living = [_living_entries(part, new) for part, new in zip(parts, numbered, strict=True)]
    names, ranks = _one_vocabulary(parts, living)
    terms = np.concatenate([rank[own.terms] for rank, own in zip(ranks, living, strict=True)])
    fields = np.concatenate([own.fields for own in living])
    of_part = np.repeat(np.arange(len(parts)), [len(own.terms) for own in living])
    # Segments are neighbours in order, so their stories follow each other within an entry.
    order = np.lexsort((of_part, fields, terms))
    postings = np.concatenate([own.postings for own in living])
    positions = np.concatenate([own.positions for own in living])
    begins = _run_begins(terms[order], fields[order])
    entry_terms, entry_fields = terms[order][begins], fields[order][begins]
    term_begins = np.searchsorted(entry_terms, np.arange(len(names) + 1))
    return Postings(
        terms=names,
        term_entries=term_begins,
        entry_fields=entry_fields,
        entry_postings=_bounds(postings[order], begins),
        entry_positions=_bounds(positions[order], begins),
        posting_stories=_moved([own.posting_stories for own in living], postings, order),
        posting_times=_moved([own.posting_times for own in living], postings, order),
        positions=_moved([own.all_positions for own in living], positions, order),
        term_counts=_added_counts(parts, living, ranks, len(names)),
    )


def _living_entries(part: Part, new_numbers: Array) -> _Entries:
    segment = part.segment
    entries: Array = np.diff(np.asarray(segment.term_entries).astype(np.int64))
    terms = np.repeat(np.arange(len(entries)), entries)
    stories = np.asarray(segment.posting_stories)
    times = np.asarray(segment.posting_times)
    positions = np.asarray(segment.positions)
    posting_ends = np.asarray(segment.entry_postings).astype(np.int64)
    position_ends = np.asarray(segment.entry_positions).astype(np.int64)
    fields = np.asarray(segment.entry_fields)
    renumbered = new_numbers.astype(np.uint16)[stories]
    if part.living.all():
        return _Entries(terms, fields, np.diff(posting_ends), np.diff(position_ends),
                        renumbered, times, positions)  # fmt: skip
    kept = part.living[stories]
    counts = np.diff(np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))[posting_ends])
    kept_times = np.where(kept, times, 0)
    position_counts = np.diff(
        np.concatenate(([0], np.cumsum(kept_times, dtype=np.int64)))[posting_ends]
    )
    full = counts > 0
    return _Entries(
        terms[full], fields[full], counts[full], position_counts[full],
        renumbered[kept], times[kept], positions[np.repeat(kept, times)],
    )  # fmt: skip


def _one_vocabulary(
    parts: Sequence[Part], living: Sequence[_Entries]
) -> tuple[list[bytes], list[Array]]:
    """The terms still used, sorted, and for each segment the new number of each of its terms."""
    own = [list(part.segment.terms) for part in parts]
    used = [np.unique(entries.terms).tolist() for entries in living]
    union = {names[at] for names, numbers in zip(own, used, strict=True) for at in numbers}
    everything = sorted(union)
    number_of = {name: number for number, name in enumerate(everything)}
    ranks = []
    for names, numbers in zip(own, used, strict=True):
        rank = np.zeros(len(names), np.int64)
        rank[numbers] = [number_of[names[at]] for at in numbers]
        ranks.append(rank)
    return everything, ranks


def _added_counts(
    parts: Sequence[Part], living: Sequence[_Entries], ranks: Sequence[Array], count: int
) -> tuple[Array, Array, Array]:
    """Use of each term, added up; of deleted stories' words only the capitals stay counted."""
    totals = [np.zeros(count, np.int64) for _ in range(3)]
    for part, entries, rank in zip(parts, living, ranks, strict=True):
        used = np.unique(entries.terms)
        for total, own in zip(totals, part.segment.term_counts, strict=True):
            total[rank[used]] += own[used]
    return totals[0], totals[1], totals[2]


def _run_begins(terms: Array, fields: Array) -> Array:
    if not len(terms):
        return np.zeros(0, np.int64)
    changed = (terms[1:] != terms[:-1]) | (fields[1:] != fields[:-1])
    return np.concatenate(([0], np.flatnonzero(changed) + 1))


def _bounds(counts: Array, begins: Array) -> Array:
    """Where each run's elements begin, and where the last run's end."""
    found: Array = np.concatenate(([0], np.cumsum(counts)))[np.append(begins, len(counts))]
    return found


def _moved(arrays: Sequence[Array], counts: Array, order: Array) -> Array:
    """The blocks of the arrays (`counts` elements each, in their order) in another order."""
    kind = np.result_type(*(array.dtype for array in arrays))
    whole = np.concatenate([array.astype(kind, copy=False) for array in arrays])
    starts = np.concatenate(([0], np.cumsum(counts)))[order]
    sizes = counts[order]
    ends = np.cumsum(sizes)
    found = np.empty(len(whole), kind)
    at = 0
    while at < len(order):
        done = int(ends[at - 1]) if at else 0
        upto = max(at + 1, int(np.searchsorted(ends, done + _AT_ONCE, side="right")))
        block = slice(at, upto)
        shift = starts[block] - (ends[block] - sizes[block])
        total = int(ends[upto - 1])
        found[done:total] = whole[np.arange(done, total) + np.repeat(shift, sizes[block])]
        at = upto
    return found
