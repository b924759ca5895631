"""Arrays in a file come back as they were written."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.container import Array, ArrayFile, write_arrays
from search.errors import DamagedIndex
from search.files import DISK

TYPES = ("|u1", "<u2", ">u2", "<u4", "<u8", ">u8", "<i4", "<i8", ">i8")


def _arrays() -> st.SearchStrategy[Array]:
    """Arrays of every type that a file may hold, in either order of bytes; empty ones too."""

    def of(kind: str) -> st.SearchStrategy[Array]:
        bounds = np.iinfo(np.dtype(kind))
        numbers = st.integers(int(bounds.min), int(bounds.max))
        return st.lists(numbers, max_size=40).map(lambda values: np.array(values, kind))

    return st.sampled_from(TYPES).flatmap(of)


@given(
    arrays=st.dictionaries(st.text(min_size=1, max_size=8), _arrays(), max_size=6),
    values=st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=3),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    arrays: dict[str, Array],
    values: dict[str, int | str],
) -> None:
    """Every array with its numbers and its type, every value, and nothing else."""
    path = tmp_path_factory.mktemp("berkas") / "a.bin"
    values = {name: value for name, value in values.items() if str(value).isprintable()}
    identity = write_arrays(DISK, path, "test", arrays, values)
    file = ArrayFile(path, "test")
    assert file.identity == identity and file.values == values
    assert list(file.faults()) == []
    for name, array in arrays.items():
        found = file.array(name)
        assert found.tolist() == array.tolist() and found.dtype == array.dtype.newbyteorder("<")
        assert name in file and found.ctypes.data % 64 == 0
        text = file.bytes_of(name)
        content = text.source[text.offset : text.offset + text.length]
        assert content[: array.size] == found.tobytes()[: array.size]


def test_an_array_is_read_only_and_has_one_dimension(tmp_path: Path) -> None:
    """Nobody can change the file through it; a part of a larger array is written as it looks."""
    path = tmp_path / "a.bin"
    write_arrays(DISK, path, "test", {"a": np.arange(20, dtype=np.uint8)[::3]}, {})
    array = ArrayFile(path, "test").array("a")
    assert array.tolist() == [0, 3, 6, 9, 12, 15, 18]
    with pytest.raises(ValueError, match="read-only"):
        array[0] = 1


def test_an_open_file_outlives_its_name(tmp_path: Path) -> None:
    """A reader keeps what a later commit deletes."""
    path = tmp_path / "a.bin"
    write_arrays(DISK, path, "test", {"a": np.arange(3, dtype=np.uint16)}, {})
    file = ArrayFile(path, "test")
    path.unlink()
    assert file.array("a").tolist() == [0, 1, 2] and list(file.faults()) == []


def test_the_identity_names_the_content(tmp_path: Path) -> None:
    """Equal content has one identity, one other number in an array another."""
    made = [
        write_arrays(DISK, tmp_path / f"{at}", "test", {"a": np.array(numbers, np.uint8)}, {})
        for at, numbers in enumerate(([1, 2], [1, 2], [1, 3]))
    ]
    assert made[0] == made[1] != made[2]
    with pytest.raises(DamagedIndex, match="not the file that was committed"):
        ArrayFile(tmp_path / "0", "test").expect(made[2])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "cannot be opened", id="empty"),
        pytest.param(b"TELUSUR\n", "cut short", id="only the mark"),
        pytest.param(b"TELUSUR\n" * 8, "cut short", id="marks without a footer"),
        pytest.param(b"\x80\x04N." * 20, "no index file", id="a pickle"),
    ],
)
def test_what_is_no_such_file_is_damage(tmp_path: Path, content: bytes, message: str) -> None:
    """Nothing else is read for one, and it is never unpickled."""
    (tmp_path / "a.bin").write_bytes(content)
    with pytest.raises(DamagedIndex, match=message):
        ArrayFile(tmp_path / "a.bin", "test")


def test_an_array_that_is_not_there_is_damage(tmp_path: Path) -> None:
    """The message names the file and the array."""
    write_arrays(DISK, tmp_path / "a.bin", "test", {}, {})
    file = ArrayFile(tmp_path / "a.bin", "test")
    for missing in (file.array, file.bytes_of):
        with pytest.raises(DamagedIndex, match=r"a\.bin: has no ids"):
            missing("ids")
