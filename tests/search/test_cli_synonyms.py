"""Are synonyms looked through and decided on from the command line?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search import Home
from telusur import main
from tests.archives import keep
from tests.builders import a_story


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An archive in which two short forms are explained three times each; not indexed."""
    text = "Balai Taman Rimba (BTR) dan Kolam Ikan Desa (KLID) dibuka."
    keep(Home(tmp_path), [a_story(id=f"s{n}", body=(text, "Usai.")) for n in range(3)])
    return tmp_path


def run(home: Path, *words: str) -> Result:
    """`telusur synonyms` with these words, on that home."""
    return CliRunner().invoke(main, ("synonyms", *words, "--home", str(home)))


def test_a_pair_is_found_in_the_list(home: Path) -> None:
    """TEXT may stand in the short or in the long form."""
    assert run(home, "list", "pemkot").stdout == "Pemkot = Pemerintah Kota (shipped)\n"
    assert "Pemkot = Pemerintah Kota (shipped)\n" in run(home, "list", "pemerintah").stdout


def test_the_list_needs_no_archive(tmp_path: Path) -> None:
    """The shipped pairs can be read anywhere, and nothing is made."""
    result = run(tmp_path / "none", "list", "pemkot", "--json")
    assert json.loads(result.stdout) == [
        {"short": "Pemkot", "long": "Pemerintah Kota", "kind": "acronym-org", "note": "",
         "status": "shipped", "count": 0, "used": True}
    ]  # fmt: skip
    assert not (tmp_path / "none").exists()


def test_adding_and_removing_are_told(home: Path) -> None:
    """On stderr; the list shows the change, and with --all what was removed."""
    added = run(home, "add", "BNX", "Balai Nelayan Sungai", "--capitals")
    assert (added.exit_code, added.stdout, added.stderr) == (0, "", "Added.\n")
    told = "BNX = Balai Nelayan Sungai (added; match only in capitals)\n"
    assert run(home, "list", "nelayan sungai").stdout == told
    assert run(home, "add", "Pemkot", "Pemerintah Kota").stderr.startswith("Nothing changed")
    removed = run(home, "remove", "Pemkot")
    assert removed.stderr == "Removed: Pemkot = Pemerintah Kota (shipped)\n"
    assert run(home, "list", "pemkot").stdout == ""
    assert run(home, "list", "pemkot", "--all").stdout == "Pemkot = Pemerintah Kota (removed)\n"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("remove", "Xyzzy"), 1, "Xyzzy: no such pair is in use.", id="not there"),
        pytest.param(("add", "balai", "Balai"), 2, "no two names of one thing", id="no pair"),
        pytest.param(("add", "balai"), 2, "Missing argument", id="half a pair"),
        pytest.param(("add", "a", "b", "--kind", "spelling", "--capitals"), 2,
                     "--capitals is for acronyms only", id="a spelling in capitals"),
        pytest.param(("review", "--reject", "Xyzzy"), 1, "Xyzzy: nothing was mined for it.",
                     id="not mined"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(
    home: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    """The task failed: 1; not understood: 2. Nothing is kept."""
    result = run(home, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert not Home(home).newsroom.exists()


@pytest.mark.parametrize("words", [("mine",), ("review",), ("add", "BD", "Balai Desa")])
def test_a_mistyped_home_is_not_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    """What changes something needs an archive."""
    result = run(tmp_path / "none", *words)
    assert (result.exit_code, (tmp_path / "none").exists()) == (1, False)
    assert "no archive here" in result.stderr


def test_mining_prints_what_is_new(home: Path) -> None:
    """Pairs on stdout, the report on stderr; the second time nothing is new."""
    first = run(home, "mine")
    assert first.stdout.splitlines() == [
        "BTR = Balai Taman Rimba (mined in 3 stories)",
        "KLID = Kolam Ikan Desa (mined in 3 stories)",
    ]
    told = "3 stories explain 2 pairs that no shipped list has; 2 are new.\n"
    assert first.stderr.endswith(told)
    again = run(home, "mine", "--json", "--quiet")
    assert (json.loads(again.stdout), again.stderr) == ({"stories": 3, "kept": 2, "new": []}, "")


def test_without_a_terminal_review_lists_what_waits(home: Path) -> None:
    """A script reads it, and decides by --accept and --reject."""
    run(home, "mine")
    listed = [entry["short"] for entry in json.loads(run(home, "review", "--json").stdout)]
    assert listed == ["BTR", "KLID"]
    assert len(run(home, "review").stdout.splitlines()) == 2
    decided = run(home, "review", "--accept", "btr", "--reject", "KLID")
    assert (decided.exit_code, decided.output) == (0, "")
    assert run(home, "review").stdout == ""
    kept = "BTR = Balai Taman Rimba (accepted in 3 stories)\n"
    assert run(home, "list", "taman rimba").stdout == kept
    assert run(home, "list", "kolam ikan").stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_on_a_terminal_review_asks_one_by_one(home: Path) -> None:
    """An answer is kept before the next question; quitting leaves the rest waiting."""
    run(home, "mine")
    ours, theirs = os.openpty()
    command = [sys.executable, "telusur.py", "synonyms", "review", "--home", str(home)]
    os.write(ours, b"x\nr\nq\n")
    try:
        done = subprocess.run(
            command, stdin=theirs, stdout=theirs, stderr=theirs, timeout=60, check=False
        )
        shown = os.read(ours, 1 << 16).decode()
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 0
    assert "1/2  BTR = Balai Taman Rimba (mined in 3 stories)" in shown
    assert "2/2  KLID = Kolam Ikan Desa (mined in 3 stories)" in shown
    assert [e["short"] for e in json.loads(run(home, "review", "--json").stdout)] == ["KLID"]
    assert "rejected" in run(home, "list", "taman rimba", "--all").stdout
