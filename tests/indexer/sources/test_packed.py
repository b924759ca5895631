"""Bytes of packed files: whole, in several streams, cut off, and bounded in memory."""

import gzip
import lzma
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from indexer.sources.packed import Damaged, Unreadable, read_bytes

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,
}
packers = pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS.keys())


def bytes_of(path: Path, data: bytes) -> bytes:
    """What is read of a file with these bytes."""
    path.write_bytes(data)
    return b"".join(read_bytes(path, lambda _: None))


@packers
def test_packing_is_told_by_the_bytes_not_the_name(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """A packed file called .txt is unpacked."""
    data = bytes(range(256)) * 1000
    assert bytes_of(tmp_path / "a.txt", pack(data)) == data


@packers
def test_streams_one_after_the_other_are_all_read(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """Packed files joined with cat give the text of all."""
    assert bytes_of(tmp_path / "a", pack(b"satu\n") + pack(b"dua\n")) == b"satu\ndua\n"


@packers
def test_a_cut_off_file_gives_what_came_before(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """What could be unpacked is there, then Damaged says that the end is missing."""
    data = b"".join(b"%d berita\n" % number for number in range(100_000))
    path = tmp_path / "a"
    path.write_bytes(pack(data)[:-20])
    got = b""
    with pytest.raises(Damaged, match="is cut off"):
        for chunk in read_bytes(path, lambda _: None):
            got += chunk
    assert data.startswith(got) and len(got) > len(data) // 2


@packers
def test_a_damaged_file_says_so(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """A byte changed in the middle is noticed, at the latest by the checksum."""
    packed = bytearray(pack(b"".join(b"%d berita\n" % number for number in range(100_000))))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(Damaged, match=r"is damaged|is cut off"):
        bytes_of(tmp_path / "a", bytes(packed))


@packers
def test_a_bomb_is_unpacked_in_bounded_memory(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    """64 MiB of one byte pass by in small chunks."""
    path = tmp_path / "bomb"
    path.write_bytes(pack(b"a" * 64 * 1024 * 1024))
    tracemalloc.start()
    total = sum(len(chunk) for chunk in read_bytes(path, lambda _: None))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 64 * 1024 * 1024
    assert peak < 40 * 1024 * 1024


def test_bytes_are_reported_as_they_lie_on_disk(tmp_path: Path) -> None:
    """The sizes heard add up to the packed file's."""
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"berita\n" * 100_000))
    heard: list[int] = []
    list(read_bytes(path, heard.append))
    assert sum(heard) == path.stat().st_size


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    """A file that is gone when its turn comes is Unreadable, not a crash."""
    with pytest.raises(Unreadable, match="cannot be opened"):
        next(read_bytes(tmp_path / "tidak-ada", lambda _: None))
