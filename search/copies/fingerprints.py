"""Which stories may be copies of each other, told from some bytes a story?

One-permutation MinHash (Li, Owen, Zhang, One Permutation Hashing, NIPS 2012) over the shingles of
search.copies.shingles: each falls into one of 64 bins by its hash, and the least of a bin is kept,
as one byte. The share of equal lanes estimates the similarity. A **band** is four lanes as one
number: of two stories at 0.9 at least one of sixteen is equal, but for one pair in millions, and
only such pairs are looked at. Hashes are of the terms' bytes: alike in every run and segment.
"""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

LANES: Final = 64
"""Bytes of a fingerprint; 0 is a bin that no shingle fell into."""
BANDS: Final = 16
NEAR: Final = 0.8
"""Estimated similarity from which two stories are worth measuring, 3 standard errors below 0.9."""

_BIN_BITS: Final = (LANES - 1).bit_length()
_SUM, _SIGN = "idr:", "rp"
_HEADLINE, _CAPTION = 0, 3  # fields of the index, by number
# Odd numbers without a pattern: those of SplitMix64 and of MurmurHash3's finaliser.
_FIRST, _SECOND, _THIRD = (
    np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)
_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
_EMPTY: Final = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Places:
    """Where terms stand in some stories: arrays of one length, one element a term and place.

    In any order, but of several terms at one position the last is the word's. `fields` are 0 to 3
    for headline, lead, body and caption; `count` is the number of stories.
    """

    terms: Array
    stories: Array
    fields: Array
    positions: Array
    count: int


def term_hashes(terms: Iterable[str]) -> Array:
    """A number of 64 bits for each term; one for all sums of rupiah, whose figures follow."""
    shown = (_SIGN if term.startswith(_SUM) else term for term in terms)
    sums = [zlib.crc32(term.encode("utf-8", "surrogatepass")) for term in shown]
    return _mixed(np.array(sums, np.uint64) + _FIRST)


def fingerprints(places: Places, hashes: Array) -> Array:
    """The fingerprints of stories, `count` rows of LANES bytes; `hashes` has one a term."""
    words = _words(places)  # in order
    part = places.stories[words].astype(np.int64) * 2 + (places.fields[words] != _HEADLINE)
    shingles, owners = _shingles(hashes[places.terms[words]], part)
    bins = (owners >> 1 << _BIN_BITS) + (shingles >> np.uint64(64 - _BIN_BITS)).astype(np.int64)
    least = np.full(places.count * LANES, _EMPTY)
    np.minimum.at(least, bins, shingles << np.uint64(_BIN_BITS))
    # The lowest bits: the highest of the least are nearly always 0.
    lanes = ((least >> np.uint64(_BIN_BITS)) % np.uint64(255) + np.uint64(1)).astype(np.uint8)
    lanes[least == _EMPTY] = 0
    return lanes.reshape(places.count, LANES)


def bands(prints: Array) -> Array:
    """The bands of fingerprints, a row of BANDS numbers each; 0 where all four bins are empty."""
    found: Array = np.ascontiguousarray(prints).view("<u4")
    return found


def estimate(first: Array, second: Array) -> Array:
    """The estimated similarity of pairs of fingerprints, row by row; 0.0 to 1.0."""
    either = (first | second) != 0
    equal = (first == second) & either
    found: Array = np.count_nonzero(equal, axis=-1) / np.maximum(
        1, np.count_nonzero(either, axis=-1)
    )
    return found


def _words(places: Places) -> Array:
    """Indexes of the last term of each position, in order, captions left out."""
    keys = places.stories.astype(np.int64) << 40
    keys |= places.fields.astype(np.int64) << 32
    keys |= places.positions
    kept = np.flatnonzero(places.fields != _CAPTION)
    if (keys[1:] < keys[:-1]).any():
        # A stable sort merges runs that are in order, as an engine's are, in one pass.
        kept = kept[np.argsort(keys[kept], kind="stable")]
    keys = keys[kept]
    last = np.ones(len(keys), np.bool_)
    last[:-1] = keys[1:] != keys[:-1]
    return kept[last]


def _shingles(words: Array, part: Array) -> tuple[Array, Array]:
    """The hash of each run of three words of one part, and which part it is of."""
    # Whether the next word, and the one after it, are of the same part.
    two = np.append(part[1:] == part[:-1], False)[: len(part)]
    three = np.concatenate((part[2:] == part[:-2], (False, False)))[: len(part)]
    first = np.append(True, ~two[:-1])[: len(part)]
    begins = three | first  # a part of one or two words is a run
    found = words * _FIRST
    found[:-1] += np.where(two[:-1], words[1:], 0) * _SECOND
    found[:-2] += np.where(three[:-2], words[2:], 0) * _THIRD
    return _mixed(found[begins]), part[begins]


def _mixed(numbers: Array) -> Array:
    """Each number with its bits spread over all 64; changes the array."""
    numbers ^= numbers >> np.uint64(33)
    numbers *= _MIX
    numbers ^= numbers >> np.uint64(29)
    return numbers
