"""How do tokens become postings? By one sort of packed numbers.

A token is packed into 64 bits, term first, then field, story and position, so that sorting puts
the tokens into the order of the file; where a value changes is where a posting, an entry or a
term begins. The sorted numbers are read block by block, so that little stands beside them in
memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from .container import Array
from .segment import FIELD_NUMBERS
from .strings import letters, narrowed, string_arrays
from .tokenizing import Tokens
from .wordterms import CAPITALISED, INSIDE

_FIELD_BITS: Final = max(FIELD_NUMBERS.values()).bit_length()
_BLOCK: Final = 1 << 17  # keys read at once: they stay within the processor's cache


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of some stories: `terms` sorted, the arrays as in segment.Segment."""

    terms: Sequence[bytes]
    term_entries: Array
    entry_fields: Array
    entry_postings: Array
    entry_positions: Array
    posting_stories: Array
    posting_times: Array
    positions: Array
    term_counts: tuple[Array, Array, Array]

    def arrays(self) -> Mapping[str, Array]:
        """As a segment's file names them."""
        times, capitalised, inside = self.term_counts
        return {
            **string_arrays("term", self.terms),
            "term_letters": letters(self.terms),
            "term_sizes": np.fromiter(map(len, self.terms), np.uint16, len(self.terms)),
            "term_entries": self.term_entries.astype(np.uint32),
            "term_times": narrowed(times),
            "term_capitalised": narrowed(capitalised),
            "term_inside": narrowed(inside),
            "entry_fields": self.entry_fields.astype(np.uint8),
            "entry_postings": self.entry_postings.astype(np.uint32),
            "entry_positions": narrowed(self.entry_positions, least=np.uint32),
            "posting_stories": self.posting_stories.astype(np.uint16),
            "posting_times": narrowed(self.posting_times),
            "positions": narrowed(self.positions, least=np.uint16),
        }


def inverted(batches: list[Tokens], vocabulary: Sequence[str]) -> Postings:
    """Postings of the tokens of several batches, their stories numbered through.

    `vocabulary` holds the terms under the tokenizer's numbers; only those used come out. The
    list is emptied on the way, so that batches and keys do not fill the memory together.

    Raises:
        OverflowError: there is more than one segment can hold.
    """
    counts, capitalised, inside = _term_counts(batches, len(vocabulary))
    used = np.flatnonzero(counts)
    names = [vocabulary[number].encode("utf-8", "surrogatepass") for number in used.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    used = used[order]
    ranks = np.zeros(len(vocabulary), np.uint64)
    ranks[used] = np.arange(len(used), dtype=np.uint64)

    position_bits = max((_bits(batch.positions) for batch in batches), default=0)
    story_bits = sum(len(batch.lengths) for batch in batches).bit_length()
    if position_bits + story_bits + _FIELD_BITS + len(used).bit_length() > 64:
        raise OverflowError("more stories, terms and positions than one segment can hold")
    read = _read(_sorted_keys(batches, ranks, story_bits, position_bits), story_bits, position_bits)
    term_begins = _changes(read.entries >> np.uint64(_FIELD_BITS))
    return Postings(
        terms=[names[at] for at in order],
        term_entries=np.append(term_begins, len(read.entries)),
        entry_fields=read.entries & _ones(_FIELD_BITS),
        entry_postings=np.append(read.entry_begins, len(read.begins)),
        entry_positions=np.append(read.begins[read.entry_begins], len(read.positions)),
        posting_stories=read.stories,
        posting_times=np.diff(read.begins, append=read.begins.dtype.type(len(read.positions))),
        positions=read.positions,
        term_counts=(counts[used], capitalised[used], inside[used]),
    )


def _term_counts(batches: Iterable[Tokens], size: int) -> tuple[Array, Array, Array]:
    """Of each of the tokenizer's terms: places, capitalised ones, those inside a sentence."""
    counts, capitalised, inside = (np.zeros(size, np.int64) for _ in range(3))
    for batch in batches:
        counts += np.bincount(batch.terms, minlength=size)
        for total, flag in ((capitalised, CAPITALISED), (inside, INSIDE)):
            total += np.bincount(batch.terms[batch.flags & flag > 0], minlength=size)
    return counts, capitalised, inside


def _sorted_keys(batches: list[Tokens], ranks: Array, story_bits: int, position_bits: int) -> Array:
    """The tokens packed, sorted; empties the batches."""
    keys = np.empty(sum(len(batch.terms) for batch in batches), np.uint64)
    first = start = 0
    batches.reverse()
    while batches:
        batch = batches.pop()
        own = keys[start : start + len(batch.terms)]
        own[:] = ranks[batch.terms]
        own <<= np.uint64(_FIELD_BITS)
        own |= batch.fields
        own <<= np.uint64(story_bits)
        own |= batch.stories.astype(np.uint64) + np.uint64(first)
        own <<= np.uint64(position_bits)
        own |= batch.positions
        start += len(own)
        first += len(batch.lengths)
    keys.sort(kind="stable")  # the fastest here: within a batch the stories are in order
    return keys


@dataclass(frozen=True, slots=True)
class _Read:
    """What sorted keys say: with which keys postings begin, and of which stories they are; with
    which postings entries begin, and what these are (term and field); all positions.
    """

    begins: Array
    stories: Array
    entry_begins: Array
    entries: Array
    positions: Array


def _read(keys: Array, story_bits: int, position_bits: int) -> _Read:
    positions = np.empty(len(keys), _unsigned(position_bits, least=16))
    parts: list[tuple[Array, Array, Array, Array]] = []
    count = 0
    for start in range(0, max(1, len(keys)), _BLOCK):
        block = keys[start : start + _BLOCK]
        positions[start : start + _BLOCK] = block & _ones(position_bits)
        postings = block >> np.uint64(position_bits)
        begins = _changes(postings)
        if start and postings[0] == keys[start - 1] >> np.uint64(position_bits):
            begins = begins[1:]
        postings = postings[begins]
        entries = postings >> np.uint64(story_bits)
        entry_begins = _changes(entries)
        parts.append(
            (
                (begins + start).astype(_unsigned(len(keys).bit_length(), least=32)),
                (postings & _ones(story_bits)).astype(np.uint16),
                entry_begins + count,
                entries[entry_begins],
            )
        )
        count += len(begins)
    del keys, block
    begins, stories, entry_begins, entries = map(np.concatenate, zip(*parts, strict=True))
    kept = _changes(entries)  # an entry may go on from one block to the next
    return _Read(begins, stories, entry_begins[kept], entries[kept], positions)


def _bits(values: Array) -> int:
    return int(values.max()).bit_length() if values.size else 0


def _ones(bits: int) -> np.uint64:
    return np.uint64((1 << bits) - 1)


def _unsigned(bits: int, *, least: int) -> type[np.unsignedinteger]:
    """The smallest type of at least `least` bits that holds numbers of `bits` bits."""
    kinds = ((16, np.uint16), (32, np.uint32), (64, np.uint64))
    return next(kind for size, kind in kinds if size >= max(bits, least))


def _changes(values: Array) -> Array:
    """Where a run of equal values begins, in sorted values."""
    if not values.size:
        return np.zeros(0, np.int64)
    changes = np.empty(len(values), np.bool_)
    changes[0] = True
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return np.flatnonzero(changes)
