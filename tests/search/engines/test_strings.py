"""A list of strings in a file finds what a Python list would."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.container import ArrayFile, write_arrays
from search.engines.whoosh.strings import Strings, letters, narrowed, string_arrays
from tests.disks import QuietDisk

FEW = "ab-é"
"""Few letters, so that strings begin, end and run into each other."""


def _texts(least: int = 0) -> st.SearchStrategy[list[bytes]]:
    text = st.text(FEW, min_size=least, max_size=5) | st.text(min_size=least, max_size=5)
    encoded = text.map(lambda own: own.encode("utf-8", "surrogatepass"))
    return st.lists(encoded, max_size=30, unique=True)


def _written(folders: pytest.TempPathFactory, strings: Sequence[bytes]) -> Strings:
    path = folders.mktemp("daftar") / "a.bin"
    write_arrays(QuietDisk(), path, "test", string_arrays("word", strings), {})
    return Strings(ArrayFile(path, "test"), "word")


@given(
    strings=st.lists(st.binary(max_size=6), max_size=60, unique=True),
    others=st.lists(st.binary(max_size=6), max_size=10),
)
def test_each_string_has_its_number(
    tmp_path_factory: pytest.TempPathFactory, strings: list[bytes], others: list[bytes]
) -> None:
    """By number, in order and by content; what is not in the list has -1, an empty list none."""
    found = _written(tmp_path_factory, strings)
    assert list(found) == strings and len(found) == len(strings)
    assert [found[number] for number in range(len(strings))] == strings
    assert [found.number(string) for string in strings] == list(range(len(strings)))
    for other in others:
        assert found.number(other) == (strings.index(other) if other in strings else -1)


@given(strings=_texts(), prefix=st.text(FEW, max_size=3))
def test_a_sorted_list_knows_its_prefixes(
    tmp_path_factory: pytest.TempPathFactory, strings: list[bytes], prefix: str
) -> None:
    """The strings of a prefix are one range; the empty prefix is that of all."""
    found = _written(tmp_path_factory, sorted(strings))
    wanted = prefix.encode()
    assert [found[number] for number in found.prefixed(wanted)] == [
        string for string in sorted(strings) if string.startswith(wanted)
    ]
    assert found.first_from(wanted) == sum(string < wanted for string in strings)


@given(strings=_texts(), part=st.text(FEW, min_size=1, max_size=3))
def test_a_part_is_found_within_strings_only(
    tmp_path_factory: pytest.TempPathFactory, strings: list[bytes], part: str
) -> None:
    """Each string once, in order, and none for what begins in one and ends in the next."""
    found = _written(tmp_path_factory, strings)
    wanted = part.encode()
    assert list(found.holding(wanted)) == [n for n, own in enumerate(strings) if wanted in own]


@given(
    strings=_texts(),
    suffix=st.text(FEW, min_size=1, max_size=3),
    bounds=st.tuples(st.integers(0, 30), st.integers(0, 30)),
)
def test_an_end_is_found_among_a_range(
    tmp_path_factory: pytest.TempPathFactory,
    strings: list[bytes],
    suffix: str,
    bounds: tuple[int, int],
) -> None:
    """Those of the range that end so, in order."""
    found = _written(tmp_path_factory, strings)
    among = range(*sorted(min(bound, len(strings)) for bound in bounds))
    wanted = suffix.encode()
    assert found.ending(wanted, among).tolist() == [
        number for number in among if strings[number].endswith(wanted)
    ]


@given(strings=_texts(least=1), other=st.text(FEW, min_size=1))
def test_a_string_holds_only_letters_of_its_set(strings: list[bytes], other: str) -> None:
    """So a string whose set lacks a bit cannot hold a text that has it."""
    (wanted,) = letters([other.encode()]).tolist()
    for string, own in zip(strings, letters(strings).tolist(), strict=True):
        if other.encode() in string:
            assert own & wanted == wanted


@given(st.lists(st.integers(0, 2**64 - 1), max_size=10))
def test_numbers_are_kept_in_the_smallest_type(numbers: list[int]) -> None:
    """None is changed, and no smaller type would hold them."""
    found = narrowed(np.array(numbers, np.uint64))
    assert found.tolist() == numbers
    bits = max((number.bit_length() for number in numbers), default=0)
    assert found.dtype.itemsize * 8 == next(size for size in (8, 16, 32, 64) if bits <= size)
