"""Are stems kept whole between runs, and is damage noticed?"""

from pathlib import Path

import pytest

from search import DamagedIndex
from search.language.stemfile import load_stems, save_stems
from search.language.stems import Stemmer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of stems of every kind."""
    stemmer = Stemmer()
    for word in ("pembangunan", "bangun", "kerusakan", "sarolangun", "2.500", "apbd-nya"):
        stemmer.stem(word)
    save_stems(tmp_path / "stems.tsv", stemmer.known.items(), stemmer.rules)
    return tmp_path / "stems.tsv"


def test_stems_and_rules_are_kept_between_runs(path: Path) -> None:
    """What was saved is loaded, and saved again it is the same file."""
    table = load_stems(path)
    assert table["pembangunan"] == "bangun"
    assert Stemmer(table).rule("kerusakan") == "override"
    before = path.read_bytes()
    save_stems(path, table.items(), table.rules)
    assert path.read_bytes() == before


def test_rules_that_nobody_names_are_the_usual_ones(tmp_path: Path) -> None:
    """Without rules, a word that keeps its letters is unchanged, another the library's."""
    path = tmp_path / "stems.tsv"
    save_stems(path, [("pembangunan", "bangun"), ("jambi", "jambi")])
    kept = path.read_text("utf-8").splitlines()[2:]
    assert kept == ["jambi\tjambi\tunchanged", "pembangunan\tbangun\tsastrawi"]
    assert load_stems(path).rules == {}


def test_stems_of_another_language_are_passed_over(path: Path) -> None:
    """Another version of rules or lists: every word is stemmed anew; so where there is no file."""
    path.write_text(path.read_text("utf-8").replace(" rules ", " other rules ", 1), "utf-8")
    assert load_stems(path) == {}
    assert load_stems(path.with_name("none.tsv")) == {}


@pytest.mark.parametrize("part", range(12))
def test_damage_is_noticed_and_says_how_to_mend_it(path: Path, part: int) -> None:
    """Wherever a byte was changed or the file was cut, it is a DamagedIndex."""
    whole = path.read_bytes()
    begin = whole.index(b"\n") + 1  # behind the language's name
    at = begin + (len(whole) - begin - 1) * part // 12
    for damaged in (whole[:at] + b"\x07" + whole[at + 1 :], whole[:at]):
        path.write_bytes(damaged)
        with pytest.raises(DamagedIndex, match="reindex --full"):
            load_stems(path)


@pytest.mark.parametrize("content", [b"", b"word\tstem\n", b"\xff\xfe"])
def test_what_is_no_file_of_stems_is_damage(path: Path, content: bytes) -> None:
    """An empty file, one without its first line, and one that is no text."""
    path.write_bytes(content)
    with pytest.raises(DamagedIndex, match="reindex --full"):
        load_stems(path)
