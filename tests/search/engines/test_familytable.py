"""Which terms of the archive are forms of a stem?"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.familytable import FamilyTable
from search.errors import DamagedIndex
from search.files import DISK

_TERMS = st.sets(st.text("abc-", min_size=1, max_size=4).map(str.encode), max_size=12)


def first_letter(word: str) -> str:
    """A stemmer simple enough to see through."""
    return word[:1]


def _expected(terms: set[bytes], stem: str) -> set[bytes]:
    """The terms of a stem, by the definition."""
    texts = {term.decode() for term in terms if term.decode()[:1] == stem}
    return {
        text.encode()
        for text in texts
        if "-" not in text or not any(part[:1] == stem for part in text.split("-") if part)
    }


@given(batches=st.lists(_TERMS, min_size=1, max_size=4))
def test_a_table_grows_by_what_is_new(
    tmp_path_factory: pytest.TempPathFactory, batches: list[set[bytes]]
) -> None:
    """However terms come, each stem has all of its forms once, and the table knows them all."""
    folder = tmp_path_factory.mktemp("table")
    table = FamilyTable(folder, ())
    for batch in batches:
        table = FamilyTable(folder, table.extended(folder, DISK, batch, first_letter))
    everything = set().union(*batches)
    for stem in ("a", "b", "c", "-"):
        forms = table.forms(stem)
        assert len(set(forms)) == len(forms)
        assert set(forms) == _expected(everything, stem)
        assert all(form in table for form in forms)
    assert len(table.files) <= 2


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    """A table that has all the terms stays the files it is."""
    files = FamilyTable(tmp_path, ()).extended(tmp_path, DISK, {b"ab", b"b"}, first_letter)
    again = FamilyTable(tmp_path, files).extended(tmp_path, DISK, {b"b"}, first_letter)
    assert again == files
    assert len(list(tmp_path.iterdir())) == 1


def test_many_new_terms_are_folded_into_one_file(tmp_path: Path) -> None:
    """A small second file serves until it is large; then there is one file again."""
    many = {b"a%d" % number for number in range(10_000)}
    files = FamilyTable(tmp_path, ()).extended(tmp_path, DISK, many, first_letter)
    few = {b"b%d" % number for number in range(10)}
    files = FamilyTable(tmp_path, files).extended(tmp_path, DISK, few, first_letter)
    assert len(files) == 2
    more = {b"c%d" % number for number in range(9_000)}
    table = FamilyTable(
        tmp_path, FamilyTable(tmp_path, files).extended(tmp_path, DISK, more, first_letter)
    )
    assert len(table.files) == 1
    assert (len(table.forms("a")), len(table.forms("b")), len(table.forms("c"))) == (
        10_000, 10, 9_000,
    )  # fmt: skip


def test_another_file_under_the_name_is_noticed(tmp_path: Path) -> None:
    """A commit names a file with its identity; one that was put in its place is not read."""
    (mine,) = FamilyTable(tmp_path, ()).extended(tmp_path, DISK, {b"ab"}, first_letter)
    (other,) = FamilyTable(tmp_path, ()).extended(tmp_path, DISK, {b"b", b"c"}, first_letter)
    (tmp_path / other.name).replace(tmp_path / mine.name)
    with pytest.raises(DamagedIndex, match="not the file that was committed"):
        FamilyTable(tmp_path, (mine,))
