"""Which stories may be copies of each other, told from some bytes a story?

One-permutation MinHash (Li, Owen, Zhang, One Permutation Hashing, NIPS 2012) over the shingles of
search.copies.shingles: each falls into one of 64 bins by its hash, and the least of a bin is kept,
as one byte. The share of equal lanes estimates the similarity. A **band** is four lanes as one
number: of two stories at 0.9 at least one of sixteen is equal, but for one pair in millions, and
only such pairs are looked at. Hashes are of the terms' bytes: alike in every run and segment.
"""

import zlib
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

LANES: Final = 64
"""Bytes of a fingerprint; 0 is a bin that no shingle fell into."""
BANDS: Final = 16
NEAR: Final = 0.82
"""Estimated similarity from which two stories are worth measuring, 3 standard errors below 0.9."""

_BIN_BITS: Final = (LANES - 1).bit_length()
_SUM, _SIGN = "idr:", "rp"
# Odd numbers without a pattern: those of MurmurHash3 and its finaliser, and the golden ratio's.
_FIRST, _SECOND, _THIRD = (np.uint32(number) for number in (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35))
_MIX: Final = np.uint32(0x7FEB352D)
_EMPTY: Final = np.uint32(0xFFFFFFFF)


def term_hashes(terms: Iterable[str]) -> Array:
    """A number of 32 bits for each term; one for all sums of rupiah, whose figures follow."""
    shown = (_SIGN if term.startswith(_SUM) else term for term in terms)
    sums = [zlib.crc32(term.encode("utf-8", "surrogatepass")) for term in shown]
    return _mixed(np.array(sums, np.uint32) + _FIRST)


def fingerprints(words: Array, parts: Array, count: int) -> Array:
    """The fingerprints of `count` stories, a row of LANES bytes each.

    Args:
        words: the hashes of the words of headlines and bodies, in the order of the text.
        parts: of each word the number of its story, times two; 1 more where it is of the body.
            Ascending.
    """
    shingles, owners = _shingles(words, parts)
    bins = (owners >> 1 << _BIN_BITS).astype(np.intp) + (
        shingles >> np.uint32(32 - _BIN_BITS)
    ).astype(np.intp)
    least = np.full(count * LANES, _EMPTY)
    np.minimum.at(least, bins, shingles << np.uint32(_BIN_BITS))
    # The lowest bits: the highest of the least are nearly always 0.
    lanes = ((least >> np.uint32(_BIN_BITS)) % np.uint32(255) + np.uint32(1)).astype(np.uint8)
    lanes[least == _EMPTY] = 0
    return lanes.reshape(count, LANES)


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


def _shingles(words: Array, parts: Array) -> tuple[Array, Array]:
    """The hash of each run of three words of one part, and which part it is of."""
    runs = words[:-2] * _FIRST
    runs += words[1:-1] * _SECOND
    runs += words[2:] * _THIRD
    whole = parts[2:] == parts[:-2]
    short, owners = _short_parts(words, parts)
    return _mixed(np.append(runs[whole], short)), np.append(parts[2:][whole], owners)


def _short_parts(words: Array, parts: Array) -> tuple[Array, Array]:
    """The hash of each part of one or two words, which is a run of its own, and its number."""
    begins = np.flatnonzero(np.concatenate((parts[:1] == parts[:1], parts[1:] != parts[:-1])))
    sizes = np.diff(begins, append=len(parts))
    short = begins[sizes < 3]
    second = short[sizes[sizes < 3] == 2]
    runs = words[short] * _FIRST
    runs[np.searchsorted(short, second)] += words[second + 1] * _SECOND
    return runs, parts[short]


def _mixed(numbers: Array) -> Array:
    """Each number with its bits spread over all 32; changes the array."""
    numbers ^= numbers >> np.uint32(16)
    numbers *= _MIX
    numbers ^= numbers >> np.uint32(15)
    numbers *= _THIRD
    numbers ^= numbers >> np.uint32(16)
    return numbers
