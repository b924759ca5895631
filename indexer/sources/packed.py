"""Which bytes does a file hold, whatever it is packed with?

Packing is told by the first bytes, never by the name. Memory stays bounded whatever the file.
"""

import lzma
import zlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Final, Protocol

import zstandard

CHUNK_BYTES: Final = 64 * 1024
# Fed to a decompressor at once: this unpacks to some 8 MB at the very worst (zstd's runs), while
# CHUNK_BYTES could become 2 GB in one call.
SLICE_BYTES: Final = 256
MAX_UNPACKER_BYTES: Final = 256 * 1024 * 1024  # `xz -9` needs 65 MB, `zstd --ultra -22` 128 MB

GZIP: Final = b"\x1f\x8b"
XZ: Final = b"\xfd7zXZ\x00"
ZSTD: Final = b"\x28\xb5\x2f\xfd"


class Unreadable(Exception):
    """A file that cannot be taken as a source at all; its text is the reason, one sentence."""


class Damaged(Exception):
    """A file that breaks off while it is read; what came before is good. Its text is the reason."""


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def read_bytes(path: Path, on_bytes: Callable[[int], None]) -> Generator[bytes, None, None]:
    """The unpacked bytes of a regular file, in chunks; `on_bytes` hears of each piece taken from
    disk, in packed bytes.

    Raises:
        Unreadable: the file cannot be opened.
        Damaged: it cannot be read or unpacked to its end; all chunks before are good.
    """
    chunks = _chunks(path, on_bytes)
    first = next(chunks, b"")
    if first.startswith(GZIP):
        yield from _unpacked(first, chunks, _new_gzip, "gzip")
    elif first.startswith(XZ):
        yield from _unpacked(first, chunks, _new_xz, "xz")
    elif first.startswith(ZSTD):
        yield from _unpacked(first, chunks, _new_zstd, "zstd")
    elif first:
        yield first
        yield from chunks


def _chunks(path: Path, on_bytes: Callable[[int], None]) -> Iterator[bytes]:
    try:
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from error
    with file:
        while True:
            try:
                chunk = file.read(CHUNK_BYTES)
            except OSError as error:
                raise Damaged(f"cannot be read to its end: {error.strerror}") from error
            if not chunk:
                return
            on_bytes(len(chunk))
            yield chunk


def _new_gzip() -> _Unpacker:
    return zlib.decompressobj(wbits=31)


def _new_xz() -> _Unpacker:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=MAX_UNPACKER_BYTES)


def _new_zstd() -> _Unpacker:
    return zstandard.ZstdDecompressor(max_window_size=MAX_UNPACKER_BYTES).decompressobj()


def _unpacked(
    first: bytes, chunks: Iterator[bytes], new: Callable[[], _Unpacker], name: str
) -> Iterator[bytes]:
    """Unpack one stream after the other, as `cat a.gz b.gz` makes them."""
    unpacker = new()
    try:
        for piece in _slices(first, chunks):
            data = piece
            while data:
                if unpacker.eof:
                    data = data.lstrip(b"\0")  # padding between streams is allowed
                    if not data:
                        break
                    unpacker = new()
                unpacked = unpacker.decompress(data)
                yield from _cut(unpacked, CHUNK_BYTES)
                data = unpacker.unused_data if unpacker.eof else b""
    except (zlib.error, lzma.LZMAError, zstandard.ZstdError) as error:
        raise Damaged(
            f"is damaged: its {name} data cannot be unpacked further ({error})"
        ) from error
    if not unpacker.eof:
        raise Damaged(f"is cut off: its {name} data has no end")


def _slices(first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield from _cut(first, SLICE_BYTES)
    for chunk in chunks:
        yield from _cut(chunk, SLICE_BYTES)


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
