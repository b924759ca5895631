"""How do named arrays lie in one file, so that opening it is mapping it?

    8 bytes   MAGIC
    ...       the arrays, each little-endian and beginning at a multiple of 64 bytes
    n bytes   the footer: JSON naming kind, format version, values, and for each array its type,
              offset, length and CRC-32
    16 bytes  the footer's length and CRC-32 (8 bytes each)
    8 bytes   MAGIC

Nothing in such a file is ever executed. Opening checks the sizes and the footer; `faults` reads
every array against its checksum. A file is written once and never changed.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.typing import NDArray

from search.errors import DamagedIndex
from search.files import Disk

MAGIC: Final = b"TELUSUR\n"
FORMAT_VERSION: Final = 1  # raise it when a file of today could no longer be read
_ALIGNMENT: Final = 64
_TAIL: Final = struct.Struct("<QQ8s")
_FOOTER_SIZE: Final = 16_384  # bytes read at the end; a longer footer takes a second look
# A look-up touches a few pages far apart; by itself the system would read megabytes around each.
_RANDOM: Final = getattr(mmap, "MADV_RANDOM", None)
_WILL_NEED: Final = getattr(mmap, "MADV_WILLNEED", None)
_TYPES: Final = frozenset(("|u1", "<u2", "<u4", "<u8", "<i4", "<i8"))

Array = NDArray[Any]
Values = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where one array lies."""

    type: str
    offset: int
    length: int
    crc: int


class ArrayFile:
    """An open file of arrays; they stay readable after the file is deleted.

    `identity` names its content: the checksum of the footer, which holds those of the arrays.
    """

    def __init__(self, path: Path, kind: str) -> None:
        """Map a file.

        Raises:
            DamagedIndex: it is missing, cut short, of another kind or version, or its footer is
                not the one that was written.
        """
        self.path = path
        try:
            # The footer is read, not mapped: a first touch of a map brings in far more than it.
            with path.open("rb", buffering=0) as file:
                footer, self.identity = _footer(file)
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._advise(_RANDOM, 0, len(self._map))
            self.values: Values = footer["values"]
            self._placed = {name: _Placed(*place) for name, place in footer["arrays"].items()}
            known = footer["kind"] == kind and footer["version"] == FORMAT_VERSION
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            raise self._damage(f"cannot be opened ({error})") from error
        if not known:
            raise self._damage(f"is no {kind} of format {FORMAT_VERSION}")
        end = len(self._map)
        for name, at in self._placed.items():
            if at.type not in _TYPES or at.offset + at.length * np.dtype(at.type).itemsize > end:
                raise self._damage(f"has no room for {name}")

    def read_ahead(self, first: str) -> None:
        """Tell the system that the arrays from `first` to the last will soon be read."""
        at = self._placed.get(first)
        if at is not None:
            self._advise(_WILL_NEED, at.offset, len(self._map))

    def _advise(self, advice: int | None, start: int, stop: int) -> None:
        """Tell the system how a part will be read, where it can be told."""
        if advice is not None and start < stop:
            page = start // mmap.PAGESIZE * mmap.PAGESIZE
            self._map.madvise(advice, page, stop - page)

    def expect(self, identity: int) -> None:
        """Make sure that this is the file that a commit named.

        Raises:
            DamagedIndex: it is another one.
        """
        if identity != self.identity:
            raise self._damage("is not the file that was committed")

    def expect_whole(self, among: str = "") -> None:
        """Make sure that the arrays whose names begin with `among` are what was written.

        Raises:
            DamagedIndex: one is not.
        """
        for fault in self.faults(among):
            raise DamagedIndex(fault, path=str(self.path))

    def array(self, name: str) -> Array:
        """One array, read only and mapped: its pages are read when they are touched.

        Raises:
            DamagedIndex: the file has no such array.
        """
        at = self._placed.get(name)
        if at is None:
            raise self._damage(f"has no {name}")
        return np.frombuffer(self._map, at.type, at.length, at.offset)

    def __contains__(self, name: str) -> bool:
        return name in self._placed

    def bytes_of(self, name: str) -> "Text":
        """Where an array of bytes lies, to be sliced and searched without a copy of it all."""
        at = self._placed.get(name)
        if at is None:
            raise self._damage(f"has no {name}")
        return Text(self._map, at.offset, at.length)

    def faults(self, among: str = "") -> Iterator[str]:
        """Read every array whose name begins with `among`; one sentence for each that is not what
        was written.
        """
        view = memoryview(self._map)
        if not among and bytes(view[: len(MAGIC)]) != MAGIC:
            yield f"{self.path}: does not begin as it should"
        for name, at in self._placed.items():
            if not name.startswith(among):
                continue
            size = at.length * np.dtype(at.type).itemsize
            self._advise(_WILL_NEED, at.offset, at.offset + size)
            if zlib.crc32(view[at.offset : at.offset + size]) != at.crc:
                yield f"{self.path}: the checksum of {name} does not fit"

    def _damage(self, what: str) -> DamagedIndex:
        return DamagedIndex(f"{self.path}: {what}", path=str(self.path))


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a mapped file, as bytes: `source[offset : offset + length]`."""

    source: mmap.mmap
    offset: int
    length: int


def write_arrays(
    disk: Disk, path: Path, kind: str, arrays: Mapping[str, Array], values: Values
) -> int:
    """Write a file and bring it to the disk; returns its identity. The folder is not synced.

    Arrays are unsigned bytes, or (un)signed integers of 16 to 64 bits, of one dimension.

    Raises:
        OSError: there is no room, or no right to write.
    """
    placed: dict[str, tuple[str, int, int, int]] = {}
    parts: list[memoryview | bytes] = [MAGIC]
    offset = len(MAGIC)
    for name, array in arrays.items():
        flat = np.ascontiguousarray(array)
        little = flat.astype(flat.dtype.newbyteorder("<"), copy=False)
        gap = -offset % _ALIGNMENT
        content = little.data.cast("B") if little.size else memoryview(b"")
        parts += [b"\0" * gap, content]
        offset += gap
        placed[name] = (little.dtype.str, offset, little.size, zlib.crc32(content))
        offset += content.nbytes
    footer = json.dumps(
        {"kind": kind, "version": FORMAT_VERSION, "values": dict(values), "arrays": placed},
        separators=(",", ":"),
    ).encode()
    identity = zlib.crc32(footer)
    disk.write(path, [*parts, footer, _TAIL.pack(len(footer), identity, MAGIC)])
    return identity


def _footer(file: IO[bytes]) -> tuple[dict[str, Any], int]:
    """The footer and its checksum; ValueError where they are not whole."""
    size = file.seek(0, os.SEEK_END)
    if size < len(MAGIC) + _TAIL.size:
        raise ValueError("no index file, or cut short")
    end = _read(file, max(0, size - _FOOTER_SIZE), size)
    length, crc, magic = _TAIL.unpack(end[-_TAIL.size :])
    if magic != MAGIC or length > size - _TAIL.size - len(MAGIC):
        raise ValueError("no index file, or cut short")
    if length + _TAIL.size > len(end):
        end = _read(file, size - _TAIL.size - length, size)
    footer = end[-_TAIL.size - length : -_TAIL.size]
    if zlib.crc32(footer) != crc:
        raise ValueError("the footer's checksum does not fit")
    loaded = json.loads(footer)
    if not isinstance(loaded, dict):
        raise ValueError("the footer is no object")
    return loaded, crc


def _read(file: IO[bytes], start: int, stop: int) -> bytes:
    file.seek(start)
    return file.read(stop - start)
