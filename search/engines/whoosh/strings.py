"""Which number has a string, and which string a number?

A list of distinct byte strings: their bytes one after another, where each ends, and a hash table
(CRC-32) to find one without a search. Sorted lists answer ranges and prefixes as well.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from .container import Array, ArrayFile


class Strings:
    """A list of strings in an open file."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        text = file.bytes_of(f"{name}_bytes")
        self._source, self._offset, self._length = text.source, text.offset, text.length
        # Single numbers come faster out of a memoryview than out of an array.
        self._ends = file.array(f"{name}_ends").data
        self._buckets = file.array(f"{name}_buckets").data
        self._bucketed = file.array(f"{name}_bucketed").data
        self._mask = len(self._buckets) - 2

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        ends, offset = self._ends, self._offset
        return self._source[ends[number] + offset : ends[number + 1] + offset]

    def __iter__(self) -> Iterator[bytes]:
        content, ends = self._bytes(0, self._length), self._ends.tolist()
        return (content[start:end] for start, end in pairwise(ends))

    def _bytes(self, start: int, stop: int) -> bytes:
        return self._source[start + self._offset : stop + self._offset]

    def _find(self, part: bytes, start: int) -> int:
        """Where `part` lies in the bytes at or after `start`; -1 where it does not."""
        at = self._source.find(part, self._offset + start, self._offset + self._length)
        return at - self._offset if at >= 0 else -1

    def number(self, string: bytes) -> int:
        """The number of a string; -1 where it is not in the list."""
        bucket = zlib.crc32(string) & self._mask
        for at in range(self._buckets[bucket], self._buckets[bucket + 1]):
            number: int = self._bucketed[at]
            if self[number] == string:
                return number
        return -1

    def first_from(self, string: bytes) -> int:
        """In a sorted list: how many strings come before `string`."""
        return bisect_left(self, string)

    def prefixed(self, prefix: bytes) -> range:
        """In a sorted list: the numbers of the strings that begin with `prefix` (UTF-8)."""
        if not prefix:
            return range(len(self))
        # 0xff stands in no UTF-8 text, so this bound comes after every string with the prefix.
        return range(self.first_from(prefix), self.first_from(prefix + b"\xff"))

    def ending(self, suffix: bytes, among: range) -> Array:
        """The numbers of the strings of a range that end with `suffix` (not empty)."""
        ends = np.asarray(self._ends[among.start : among.stop + 1]).astype(np.int64)
        fits = np.diff(ends) >= len(suffix)
        content = np.frombuffer(self._bytes(int(ends[0]), int(ends[-1])), np.uint8)
        numbers = np.flatnonzero(fits)
        for at, sign in enumerate(reversed(suffix), start=1):
            numbers = numbers[content[ends[numbers + 1] - ends[0] - at] == sign]
        return numbers + among.start

    def holding(self, part: bytes) -> Iterator[int]:
        """The numbers of the strings that contain `part` (not empty), ascending."""
        at = self._find(part, 0)
        while at >= 0:
            number = bisect_left(self._ends, at + 1) - 1
            if at + len(part) <= self._ends[number + 1]:
                yield number
                at = self._find(part, self._ends[number + 1])
            else:  # it only seems to stand there: the end of one string and the start of the next
                at = self._find(part, at + 1)


def string_arrays(name: str, strings: Sequence[bytes]) -> Mapping[str, Array]:
    """The arrays of a list of distinct strings, to be written under `name`."""
    ends = np.zeros(len(strings) + 1, np.uint64)
    np.cumsum(np.fromiter(map(len, strings), np.uint64, len(strings)), out=ends[1:])
    size = 1 << max(0, len(strings) - 1).bit_length()
    hashes = np.fromiter(map(zlib.crc32, strings), np.uint32, len(strings)) & np.uint32(size - 1)
    buckets = np.zeros(size + 1, np.uint32)
    np.cumsum(np.bincount(hashes, minlength=size), out=buckets[1:])
    return {
        f"{name}_bytes": np.frombuffer(b"".join(strings), np.uint8),
        f"{name}_ends": narrowed(ends, least=np.uint32),
        f"{name}_buckets": buckets,
        f"{name}_bucketed": np.argsort(hashes, kind="stable").astype(np.uint32),
    }


NOT_ASCII: Final = np.uint32(1 << 31)


def letters(strings: Sequence[bytes]) -> Array:
    """For each string (none empty) a set of its letters as bits, or NOT_ASCII among them."""
    if not strings:
        return np.zeros(0, np.uint32)
    content = np.frombuffer(b"".join(strings), np.uint8)
    bits = np.where(content < 128, np.uint32(1) << (content & 31).astype(np.uint32), NOT_ASCII)
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    return np.bitwise_or.reduceat(bits, np.cumsum(sizes) - sizes)


def narrowed(numbers: Array, *, least: type[np.unsignedinteger] = np.uint8) -> Array:
    """Numbers of 0 or more in the smallest unsigned type that holds them all."""
    largest = int(numbers.max()) if numbers.size else 0
    for kind in (np.uint8, np.uint16, np.uint32, np.uint64):
        if np.dtype(kind).itemsize >= np.dtype(least).itemsize and largest <= np.iinfo(kind).max:
            return numbers.astype(kind, copy=False)
    raise AssertionError("no number is larger than 64 bits")
