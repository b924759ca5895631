"""Stems of the cases written by hand, and the file they are kept in."""

import csv
from pathlib import Path

import pytest

from search.language.folding import fold
from search.language.stems import Stemmer, load_stems, save_stems
from search.language.wordlists import spelling_variants

ACCEPTED = {"penanganan": "tangani"}  # its row says that a project may keep tangani


def _cases(name: str) -> list[tuple[str, str]]:
    with Path(f"tests/cases/{name}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["input"], row["expected"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def stemmer() -> Stemmer:
    """One stemmer for all cases."""
    return Stemmer()


@pytest.mark.parametrize(("word", "stem"), _cases("stem"))
def test_a_word_has_its_stem(stemmer: Stemmer, word: str, stem: str) -> None:
    """Every case of stem.csv gives the stem expected, or the one its row accepts."""
    assert stemmer.stem(fold(word)) in {stem, ACCEPTED.get(word, stem)}


@pytest.mark.parametrize(("name", "key"), _cases("names"))
def test_a_name_keeps_its_letters(stemmer: Stemmer, name: str, key: str) -> None:
    """No name of names.csv is cut."""
    assert stemmer.stem(fold(name)) == key


def test_no_spelling_leads_round_in_a_circle(stemmer: Stemmer) -> None:
    """Every non-standard spelling ends at a stem."""
    for variant, standard in spelling_variants().items():
        assert stemmer.stem(variant) == stemmer.stem(standard)


def test_stems_are_kept_between_runs(tmp_path: Path) -> None:
    """What was saved is loaded; another version's file is not."""
    path = tmp_path / "stems.tsv"
    save_stems(path, [("pembangunan", "bangun")])
    assert load_stems(path) == {"pembangunan": "bangun"}
    path.write_text(path.read_text("utf-8").replace("rules", "other rules"), "utf-8")
    assert load_stems(path) == {}
    assert load_stems(tmp_path / "none.tsv") == {}
