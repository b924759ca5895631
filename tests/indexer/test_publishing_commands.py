"""An editor says what is public, and keeps a copy of everything, from the command line."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.reindexing import reindex
from indexer.upkeep import reclean
from search import Home, Status, Store, embargo, open_archive, withdraw, writer_lock
from search.decisions import Verdict, decide
from search.newsroom import Newsroom
from telusur import main

NOW = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)
BODY = "Banjir merendam jalan di tepi sungai. Warga mengungsi ke balai desa sejak pagi."


def run(home: Path, *words: str) -> Result:
    """One call of `telusur` in this process."""
    return CliRunner().invoke(main, [*words, "--home", str(home)], catch_exceptions=False)


def sent(folder: Path, **bodies: str) -> str:
    """A file of stories by their ids."""
    path = folder / "kiriman.jsonl"
    lines = (json.dumps({"id": own, "title": f"Kabar {own}", "body": body})
             for own, body in bodies.items())  # fmt: skip
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three stories, imported and indexed."""
    home = tmp_path / "arsip"
    run(home, "import", sent(tmp_path, a=BODY, b=BODY + " Satu.", c=BODY + " Dua."), "--quiet")
    run(home, "reindex", "--quiet")
    return home


def found(home: Path) -> list[str]:
    """Ids of what `telusur search` finds."""
    hits = json.loads(run(home, "search", "kabar", "--all-copies", "--json").stdout)["hits"]
    return sorted(hit["id"] for hit in hits)


def test_stories_are_withdrawn_and_published(home: Path) -> None:
    """At once and indexed; who and why are told by `held`, the newest state and the history."""
    done = run(home, "withdraw", "a", "b", "--reason", "salah orang", "--by", "rina")
    assert (done.exit_code, done.stderr, done.stdout) == (0, "2 withdrawn.\n", "")
    assert found(home) == ["c"]
    with closing(Store(Home(home).store)) as store:
        assert open_archive(Home(home)).state.revision == store.revision
    listed = run(home, "held").stdout.splitlines()
    assert len(listed) == 2 and listed[0].startswith("a  ditarik  Kabar a  by rina at ")
    assert listed[0].endswith(": salah orang")
    done = run(home, "publish", "a", "b", "--by", "budi")
    assert done.stderr == "2 public.\n" and found(home) == ["a", "b", "c"]
    assert run(home, "held").stdout == "Nothing is held back.\n"
    told = run(home, "held", "a").stdout.splitlines()
    assert [line.split("  ")[2:] for line in told] == [
        ["withdraw", "by rina: salah orang"], ["publish", "by budi"],
    ]  # fmt: skip
    assert run(home, "held", "c").stdout == "Nothing was decided about it.\n"


def test_an_unknown_id_is_named_and_the_rest_is_done(home: Path) -> None:
    """The exit code is 1; as JSON too."""
    done = run(home, "withdraw", "a", "tiada", "--reason", "r", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 1 and "No such story: tiada" in done.stderr
    assert (told["unknown"], told["indexed"]) == (["tiada"], True)
    assert [own["id"] for own in told["decisions"]] == ["a"]
    assert told["decisions"][0]["by"] and found(home) == ["b", "c"]
    listed = json.loads(run(home, "held", "--json").stdout)
    assert [(own["id"], own["status"], own["reason"]) for own in listed] == [("a", "ditarik", "r")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("withdraw", "a"), "--reason"),
        (("embargo", "a"), "--until"),
        (("embargo", "a", "--until", "kapan"), "write a day or a time"),
        (("embargo", "a", "--until", "2099-12"), "write a day or a time"),
        (("embargo", "a", "--until", "2001-01-01T06:00"), "2001-01-01 06:00 WIB has passed"),
        (("publish",), "ID..."),
    ],
    ids=["no reason", "no time", "no date", "a month", "the past", "no id"],
)
def test_what_cannot_be_understood_decides_nothing(
    home: Path, words: tuple[str, ...], said: str
) -> None:
    """The exit code is 2."""
    done = run(home, *words)
    assert done.exit_code == 2 and said in done.stderr
    assert run(home, "held").stdout == "Nothing is held back.\n"


def test_an_embargo_is_of_the_time_in_jambi(home: Path) -> None:
    """A day begins at midnight WIB; another zone may be written."""
    done = run(home, "embargo", "a", "--until", "2099-12-01")
    assert done.stderr == "1 under embargo until 2099-12-01 00:00 WIB.\n"
    run(home, "embargo", "b", "--until", "2099-12-01T06:00+00:00")
    until = [own["until"] for own in json.loads(run(home, "held", "--json").stdout)]
    assert until == ["2099-11-30T17:00:00+00:00", "2099-12-01T06:00:00+00:00"]
    assert found(home) == ["c"]


def test_a_decision_holds_through_import_and_rebuild(home: Path, tmp_path: Path) -> None:
    """The same story again, changed, and everything built anew; a removal then goes on working."""
    run(home, "withdraw", "a", "--reason", "r")
    run(home, "import", sent(tmp_path, a=BODY, b=BODY + " Lain."), "--quiet")
    run(home, "import", sent(tmp_path, a=BODY + " Berubah."), "--quiet")
    run(home, "reindex", "--full", "--quiet")
    assert found(home) == ["b", "c"]
    run(home, "remove", "a")
    assert run(home, "withdraw", "a", "--reason", "r").exit_code == 1
    run(home, "import", sent(tmp_path, a=BODY + " Kembali."), "--again", "--quiet")
    run(home, "reindex", "--quiet")
    assert found(home) == ["b", "c"]
    run(home, "publish", "a")
    assert found(home) == ["a", "b", "c"]


def test_cleaning_again_finds_nothing_to_change_in_a_story_that_is_held(home: Path) -> None:
    """The status is the newsroom's, not the cleaner's."""
    withdraw(Home(home), ["a"], reason="r", by="x", now=NOW)
    done = reclean(Home(home))
    assert (done.changed, done.unchanged) == (0, 3)
    with closing(Store(Home(home).store)) as store:
        assert store.get("a").status is Status.WITHDRAWN


@pytest.mark.parametrize("writer", ["import", "reindex"])
def test_what_a_killed_command_decided_is_applied_by_the_next_writer(
    home: Path, tmp_path: Path, writer: str
) -> None:
    """Before it does anything else."""
    with closing(Newsroom(Home(home).newsroom)) as newsroom:
        decide(newsroom, ["a"], Verdict.WITHDRAW, by="x", at=NOW)
    run(home, writer, *([sent(tmp_path, d=BODY)] if writer == "import" else []), "--quiet")
    assert found(home) == ["b", "c"]


def test_a_reindex_lets_in_what_is_due(home: Path) -> None:
    """Without a server it is what ends an embargo."""
    embargo(Home(home), ["a"], until=NOW + timedelta(hours=1), by="x", now=NOW)
    assert found(home) == ["b", "c"]
    reindex(Home(home))
    assert found(home) == ["a", "b", "c"]


def test_a_story_comes_down_while_another_writes(home: Path) -> None:
    """Readers do not see it; the index follows when it can, and the command says so."""
    with writer_lock(home, "import"):
        done = run(home, "withdraw", "a", "--reason", "r", "--json")
        assert done.exit_code == 0 and json.loads(done.stdout)["indexed"] is False
        assert "The index follows later: " in done.stderr
        assert found(home) == ["b", "c"]


def test_an_archive_goes_into_a_file_and_comes_back(home: Path, tmp_path: Path) -> None:
    """What was taken down since stays down; the index is built, the state before set aside."""
    file = str(tmp_path / "cadangan.tar.zst")
    told = json.loads(run(home, "backup", file, "--json").stdout)
    assert told["stories"] == 3 and told["bytes"] == Path(file).stat().st_size
    again = run(home, "backup", file)
    assert again.exit_code == 1 and "--force writes over it" in again.stderr
    assert run(home, "backup", file, "--force").exit_code == 0
    run(home, "withdraw", "a", "--reason", "r")
    run(home, "remove", "b")
    done = json.loads(run(home, "restore", file, "--json").stdout)
    assert (done["stories"], done["removals_kept"], done["decisions_kept"]) == (3, 1, 1)
    assert done["indexed"] == 1 and Path(done["aside"]).is_dir()
    assert found(home) == ["c"]
    words = run(home, "restore", file).stderr
    assert "Back to " in words and "the state before lies in " in words
    assert run(home, "check").exit_code == 0


def test_what_is_no_backup_is_refused(home: Path, tmp_path: Path) -> None:
    """A missing file is a usage error, another file a failed task."""
    other = tmp_path / "lain"
    other.write_text("bukan cadangan", "utf-8")
    assert run(home, "restore", str(tmp_path / "tiada")).exit_code == 2
    done = run(home, "restore", str(other))
    assert done.exit_code == 1 and "is no backup" in done.stderr and found(home) == ["a", "b", "c"]
