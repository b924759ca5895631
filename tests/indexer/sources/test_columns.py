"""Which column is which field: own names first, then common ones, `--map` above all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.raw import FIELDS
from indexer.sources.columns import ALIASES, Columns


def found(columns: tuple[str, ...], mapped: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """The fields that were found, with their columns."""
    layout = Columns(mapped).layout(columns)
    return {
        field: column for field, column in zip(FIELDS, layout, strict=True) if column is not None
    }


def test_the_own_name_is_taken_before_a_common_one() -> None:
    """An alias counts only where the field's own name is absent."""
    assert found(("isi", "body", "judul")) == {"body": "body", "title": "judul"}


def test_a_mapped_field_is_looked_for_under_that_column_only() -> None:
    """With `--map id=kode_lama`, a record without that column has no id, whatever else it has."""
    assert found(("id", "isi"), (("id", "kode_lama"),)) == {"body": "isi"}


def test_a_mapped_column_is_no_alias_of_another_field() -> None:
    """`--map title=isi` does not make the headline the body as well."""
    assert found(("isi", "teks"), (("title", "isi"),)) == {"title": "isi", "body": "teks"}


def test_one_column_may_be_mapped_to_two_fields() -> None:
    """A column that is both source and topic is both."""
    both = (("source", "kanal"), ("topic", "kanal"))
    assert found(("kanal",), both) == {"source": "kanal", "topic": "kanal"}


@pytest.mark.parametrize("column", ["Judul", " judul ", "JUDUL", "Judul Berita", "judul-berita"])
def test_names_are_compared_as_people_write_them(column: str) -> None:
    """Case, blanks and hyphens do not matter."""
    assert found((column,)) == {"title": column}


def test_no_common_name_stands_for_two_fields() -> None:
    """The aliases of different fields do not overlap, nor with another field's own name."""
    names = [name for field in FIELDS for name in (field, *ALIASES[field])]
    assert len(names) == len(set(names))


@given(columns=st.lists(st.sampled_from([*FIELDS, "isi", "Judul", "x"]) | st.text(max_size=3)))
def test_a_layout_remembered_is_the_layout_found(columns: list[str]) -> None:
    """Asking twice gives the same, and only columns that are there."""
    finder = Columns(())
    first = finder.layout(tuple(columns))
    assert finder.layout(tuple(columns)) == first
    assert {column for column in first if column is not None} <= set(columns)
