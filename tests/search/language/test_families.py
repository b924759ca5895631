"""The table of families: grouped, grown, kept, and checked when it is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import DamagedIndex
from search.language.families import Families
from search.language.tokens import tokenize

_TERMS = st.lists(st.text(st.sampled_from("abcé1-,.:"), min_size=1, max_size=5), max_size=12)


def first_letter(term: str) -> str:
    """A stem that is quick to follow."""
    return term[0]


@given(_TERMS, _TERMS)
def test_growing_is_grouping_all_at_once(some: list[str], more: list[str]) -> None:
    """Every term is in its own family, sorted and once, however the table grew."""
    grown = Families.of(some, first_letter).extended(more, first_letter)
    whole = Families.of([*more, *some], first_letter)
    for term in (*some, *more):
        forms = grown.forms(term[0])
        assert term in forms and list(forms) == sorted(set(forms))
        assert forms == whole.forms(term[0])
    assert len(grown) == len(whole) == len({term[0] for term in (*some, *more)})


def test_a_table_is_not_changed_by_growing() -> None:
    """A reader keeps the one it has."""
    table = Families.of(["ab"], first_letter)
    table.extended(["ac"], first_letter)
    assert table.forms("a") == ("ab",)
    assert table.forms("z") == ()


@given(terms=_TERMS)
def test_a_table_survives_its_file(
    terms: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Saved and loaded, every family is the same, the empty table too."""
    path = tmp_path_factory.mktemp("k") / "families.tsv"
    table = Families.of(terms, first_letter)
    table.save(path)
    loaded = Families.load(path)
    assert len(loaded) == len(table)
    assert all(loaded.forms(term[0]) == table.forms(term[0]) for term in terms)


def test_any_term_of_a_text_survives_the_file(tmp_path: Path) -> None:
    """Signs that stand for several words among them."""
    terms = {term for token in tokenize("Nabi Muhammad ﷺ Rp 5 juta 27/2 Covid-19")
             for term in token.terms}  # fmt: skip
    Families.of(terms, str).save(tmp_path / "f.tsv")
    loaded = Families.load(tmp_path / "f.tsv")
    assert {term: loaded.forms(term) for term in terms} == {term: (term,) for term in terms}


@pytest.mark.parametrize(
    "content",
    [b"bangun\tdibangun", b"bangun dibangun\n", b"bangun\tdibangun\n\n", b"\xff\t\xfe\n",
     b"bangun\tdibangun\tmembangun\n"],
    ids=["torn", "no tab", "an empty line", "no text", "two tabs"],
)  # fmt: skip
def test_a_file_that_is_no_table_is_damage(tmp_path: Path, content: bytes) -> None:
    """The path is named."""
    (tmp_path / "f.tsv").write_bytes(content)
    with pytest.raises(DamagedIndex, match=r"f\.tsv"):
        Families.load(tmp_path / "f.tsv")


def test_a_missing_table_is_damage(tmp_path: Path) -> None:
    """The record names it, so it must be there."""
    with pytest.raises(DamagedIndex):
        Families.load(tmp_path / "none.tsv")
