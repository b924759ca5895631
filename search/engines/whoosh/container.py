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
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from search.errors import DamagedIndex
from search.files import Disk

MAGIC: Final = b"TELUSUR\n"
FORMAT_VERSION: Final = 1  # raise it when a file of today could no longer be read
_ALIGNMENT: Final = 64
_TAIL: Final = struct.Struct("<QQ8s")
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
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            footer, self.identity = _footer(self._map)
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
        for name, at in self._placed.items():
            if not name.startswith(among):
                continue
            size = at.length * np.dtype(at.type).itemsize
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


def _footer(content: mmap.mmap) -> tuple[dict[str, Any], int]:
    """The footer and its checksum; ValueError where they are not whole."""
    end = len(content)
    if end < len(MAGIC) + _TAIL.size or content[: len(MAGIC)] != MAGIC:
        raise ValueError("no index file, or cut short")
    length, crc, magic = _TAIL.unpack(content[end - _TAIL.size :])
    if magic != MAGIC or length > end - _TAIL.size - len(MAGIC):
        raise ValueError("cut short")
    footer = content[end - _TAIL.size - length : end - _TAIL.size]
    if zlib.crc32(footer) != crc:
        raise ValueError("the footer's checksum does not fit")
    loaded = json.loads(footer)
    if not isinstance(loaded, dict):
        raise ValueError("the footer is no object")
    return loaded, crc
