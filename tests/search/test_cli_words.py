"""Does the newsroom see stems and families from the command line, and correct them for good?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.reindexing import reindex
from search import Home
from search.cli_words import stem
from tests.archives import archive_of
from tests.builders import a_story


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three stories of damage and one of deer."""
    stories = [
        a_story(id="s1", body="Kerusakan jalan. Jalan rusak."),
        a_story(id="s2", body="Kerusakan jembatan."),
        a_story(id="s3", body="Perusak taman."),
        a_story(id="s4", body="Rusa di hutan."),
    ]
    archive_of(tmp_path, stories)
    return tmp_path


def run(home: Path, *words: str) -> Result:
    """`telusur stem` with these words."""
    return CliRunner().invoke(stem, [*words, "--home", str(home)], catch_exceptions=False)


def families(home: Path, *words: str) -> dict[str, tuple[str, str, dict[str, int]]]:
    """Word -> stem, rule and family, as JSON has them."""
    found = json.loads(run(home, "--json", *words).stdout)
    return {
        own["word"]: (
            own["stem"],
            own["rule"],
            {form["word"]: form["count"] for form in own["family"]},
        )
        for own in found
    }


def test_a_word_is_shown_with_its_stem_rule_and_family(home: Path) -> None:
    """Counts are stories, the most frequent form first."""
    result = run(home, "Kerusakan", "rusa")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "kerusakan -> rusak (override): kerusakan 2, perusak 1, rusak 1",
        "rusa -> rusa (dictionary): rusa 1",
    ]


def test_without_an_archive_there_are_stems_but_no_families(tmp_path: Path) -> None:
    """Which is said aside, and no folder is made."""
    result = run(tmp_path / "none", "pembangunan")
    assert (result.exit_code, result.stdout) == (0, "pembangunan -> bangun (sastrawi)\n")
    assert "no archive here" in result.stderr
    assert not (tmp_path / "none").exists()


def test_a_correction_holds_at_once_and_after_a_rebuild(home: Path) -> None:
    """Set, rebuilt, taken back, rebuilt: stem and families follow each time."""
    before = families(home, "kerusakan", "rusa")
    moved = {
        "kerusakan": ("rusa", "correction", {"kerusakan": 2, "rusa": 1}),
        "rusa": ("rusa", "dictionary", {"kerusakan": 2, "rusa": 1}),
        "rusak": ("rusak", "dictionary", {"perusak": 1, "rusak": 1}),
    }
    assert families(home, "--set", "kerusakan=rusa", "rusa", "rusak") == moved
    reindex(Home(home), full=True)
    assert families(home, "kerusakan", "rusa", "rusak") == moved
    assert run(home, "--unset", "kerusakan").exit_code == 0
    assert families(home, "kerusakan", "rusa") == before
    reindex(Home(home), full=True)
    assert families(home, "kerusakan", "rusa") == before


def test_a_word_can_be_kept_whole(home: Path) -> None:
    """It is a family of its own, and its old family does without it."""
    assert run(home, "--keep", "Kerusakan").exit_code == 0
    found = families(home, "kerusakan", "rusak")
    assert found["kerusakan"] == ("kerusakan", "correction", {"kerusakan": 2})
    assert found["rusak"][2] == {"perusak": 1, "rusak": 1}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param((), id="nothing"),
        pytest.param(("--set", "kerusakan"), id="no stem"),
        pytest.param(("--set", "=rusak"), id="no word"),
        pytest.param(("--set", "dua kata=satu"), id="two words"),
        pytest.param(("--keep", "rusa", "--unset", "rusa"), id="two corrections of a word"),
        pytest.param(("--keep", "?"), id="no letters"),
    ],
)
def test_what_cannot_be_understood_changes_nothing(home: Path, words: tuple[str, ...]) -> None:
    """It ends with exit code 2, and no correction is kept."""
    assert run(home, *words).exit_code == 2
    assert not Home(home).newsroom.exists()


def test_taking_back_what_was_never_said_is_told(home: Path) -> None:
    """Exit code 1 and the word."""
    result = run(home, "--unset", "rusa")
    assert result.exit_code == 1 and "Never corrected: rusa" in result.stderr


def test_a_stem_that_has_another_stem_is_asked_about(home: Path) -> None:
    """It is kept as it was given."""
    result = run(home, "--set", "rusa=kerusakan")
    assert result.exit_code == 0
    assert "kerusakan has itself the stem rusak" in result.stderr
    assert families(home, "rusa")["rusa"][0] == "kerusakan"


def test_damaged_stems_are_told_and_mended_by_a_rebuild(home: Path) -> None:
    """Until then the rules answer; a reindex that finds them damaged is a full one."""
    stems = Home(home).stems
    stems.write_bytes(stems.read_bytes()[:-3])
    result = run(home, "pembangunan")
    assert (result.exit_code, "reindex --full" in result.stderr) == (0, True)
    report = reindex(Home(home))
    assert report.full and "stems.tsv" in report.why
    assert run(home, "pembangunan").stderr == ""
