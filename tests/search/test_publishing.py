"""Are decisions about what is public kept, applied, and never lost between the two?"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from search import (
    ArchiveNotFound,
    Home,
    Intake,
    Outcome,
    Query,
    Status,
    Store,
    decisions_about,
    due,
    embargo,
    held_stories,
    open_archive,
    publish,
    publish_due,
    settle,
    withdraw,
    writer_lock,
)
from search.decisions import Verdict, decide, history, in_force, merge
from search.newsroom import Newsroom
from search.publishing import DECIDING
from tests.archives import archive_of, keep
from tests.builders import a_story

NOW = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of three public stories."""
    return archive_of(tmp_path, [a_story(id=own, title=f"Kabar {own}") for own in "abc"])


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    """Its store."""
    opened = Store(home.store)
    yield opened
    opened.close()


def status(store: Store, story_id: str) -> Status:
    """What a story's status is."""
    return store.get(story_id).status


def test_a_decision_is_kept_with_who_when_and_why(home: Home, store: Store) -> None:
    """Every one of them, the oldest first; what is held is listed with the newest."""
    withdraw(home, ["a"], reason="salah orang", by="rina", now=NOW)
    embargo(home, ["a", "b"], until=LATER, by="budi", now=NOW + timedelta(minutes=1))
    assert (status(store, "a"), status(store, "b")) == (Status.EMBARGOED, Status.EMBARGOED)
    told = [(made.verdict, made.by, made.reason, made.until) for made in decisions_about(home, "a")]
    assert told == [
        (Verdict.WITHDRAW, "rina", "salah orang", None),
        (Verdict.EMBARGO, "budi", "", LATER),
    ]
    assert decisions_about(home, "a")[0].at == NOW
    held = held_stories(home)
    assert [(own.id, own.title, own.until) for own in held] == [
        ("a", "Kabar a", LATER),
        ("b", "Kabar b", LATER),
    ]
    assert held[0].decision is not None and held[0].decision.by == "budi"
    publish(home, ["a", "b"], by="rina", now=NOW)
    assert held_stories(home) == () and status(store, "a") is Status.PUBLIC
    assert len(decisions_about(home, "ab")) == 5


def test_unknown_ids_are_named_and_the_others_decided(home: Home, store: Store) -> None:
    """An id of a removed story is unknown; one given twice is decided once."""
    with store.writing() as writer:
        writer.remove("c", "")
    done = withdraw(home, ["x", "a", "c", "a"], reason="r", by="rina", now=NOW)
    assert [made.story for made in done.decisions] == ["a"] and done.unknown == ("x", "c")
    none = withdraw(home, ["x"], reason="r", by="rina", now=NOW)
    assert none.decisions == () and len(decisions_about(home, "xa")) == 1


def test_a_change_of_status_is_one_revision_and_a_second_time_none(
    home: Home, store: Store
) -> None:
    """The index has what changed to follow, and nothing else."""
    revision = store.revision
    withdraw(home, ["a", "b"], reason="r", by="rina", now=NOW)
    assert store.revision == revision + 2
    assert store.hidden_after(revision) == {"a", "b"}
    withdraw(home, ["a"], reason="lagi", by="budi", now=NOW)
    assert store.revision == revision + 2 and settle(home, NOW) == 0


@pytest.mark.parametrize("raw", ["a", "lain"], ids=["unchanged", "changed"])
def test_an_import_changes_the_text_and_not_the_status(home: Home, store: Store, raw: str) -> None:
    """Whatever comes in of a story that is held back stays held back."""
    withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    for text in ("a", raw):
        intake = Intake(store)
        intake.put("a", text, 1, lambda: a_story(id="a", title="Judul lain"))
        intake.finish()
    assert status(store, "a") is Status.WITHDRAWN and store.get("a").title == "Judul lain"


def test_a_removed_story_that_comes_again_is_still_held(home: Home, store: Store) -> None:
    """A tombstone keeps it away; lifted, the decision is met again, after erasure too."""
    withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    with store.writing() as writer:
        writer.remove("a", "", erase=True)
    assert [own.title for own in held_stories(home)] == [""]
    intake = Intake(store)
    assert intake.put("a", "x", 1, lambda: a_story(id="a")) is Outcome.REMOVED
    intake = Intake(store, again=True)
    intake.put("a", "x", 1, lambda: a_story(id="a"))
    intake.finish()
    assert status(store, "a") is Status.WITHDRAWN
    assert open_archive(home).search(Query()).total == 2


def test_an_embargo_ends_at_its_instant(home: Home, store: Store) -> None:
    """Not before; then once, and whoever looks first ends it."""
    embargo(home, ["a"], until=LATER, by="rina", now=NOW)
    embargo(home, ["b"], until=LATER + timedelta(days=1), by="rina", now=NOW)
    just_before = LATER - timedelta(microseconds=1)
    assert due(home, just_before) == () and publish_due(home, just_before) == 0
    assert due(home, LATER) == ("a",) and publish_due(home, LATER) == 1
    assert status(store, "a") is Status.PUBLIC and status(store, "b") is Status.EMBARGOED
    assert due(home, LATER) == () and publish_due(home, LATER) == 0
    next_day = LATER + timedelta(days=1)
    assert due(home, next_day - timedelta(microseconds=1)) == () and due(home, next_day) == ("b",)


def test_where_decisions_were_lost_the_holds_stay(home: Home, store: Store) -> None:
    """Nobody sees what was withdrawn only because newsroom.db is gone; an embargo still ends."""
    withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    embargo(home, ["b"], until=LATER, by="rina", now=NOW)
    for path in home.path.glob("newsroom.db*"):
        path.unlink()
    assert settle(home, NOW) == 0
    assert [own.decision for own in held_stories(home)] == [None, None]
    assert publish_due(home, LATER) == 1 and status(store, "a") is Status.WITHDRAWN
    publish(home, ["a"], by="rina", now=LATER)
    assert status(store, "a") is Status.PUBLIC


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from search.decisions import Verdict, decide
from search.newsroom import Newsroom
decide(Newsroom(Path(sys.argv[1])), ["a"], Verdict.WITHDRAW, by="rina",
       at=datetime(2024, 6, 1, tzinfo=UTC), reason="r")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_between_decision_and_store_loses_nothing(home: Home, store: Store) -> None:
    """The next writer applies it, whichever it is."""
    done = subprocess.run([sys.executable, "-c", _KILLED, str(home.newsroom)], check=False)
    assert done.returncode == -9
    assert status(store, "a") is Status.PUBLIC  # it died before that
    assert settle(home, NOW) == 1 and status(store, "a") is Status.WITHDRAWN


def test_a_status_that_came_with_the_story_is_published_too(home: Home, store: Store) -> None:
    """`publish` means that it is to be seen, whoever held it back."""
    keep(home, [a_story(id="a", status=Status.WITHDRAWN)])
    publish(home, ["a"], by="rina", now=NOW)
    assert status(store, "a") is Status.PUBLIC


def test_a_story_comes_down_while_an_import_runs(home: Home, store: Store) -> None:
    """The writer's lock is not waited for, and what the import then puts stays down."""
    with writer_lock(home.path, "import"):
        intake = Intake(store)
        thread = threading.Thread(
            target=lambda: withdraw(home, ["a"], reason="r", by="rina", now=NOW)
        )
        thread.start()
        thread.join()
        assert status(store, "a") is Status.WITHDRAWN
        intake.put("a", "baru", 1, lambda: a_story(id="a", title="Baru"))
        intake.finish()
    assert status(store, "a") is Status.WITHDRAWN and store.get("a").title == "Baru"


def test_who_decides_waits_for_a_restore(home: Home, store: Store) -> None:
    """They have a lock in common, so that a restore takes every decision along."""
    thread = threading.Thread(target=lambda: withdraw(home, ["a"], reason="r", by="x", now=NOW))
    with writer_lock(home.path, "restore", name=DECIDING):
        thread.start()
        thread.join(0.3)
        assert thread.is_alive() and decisions_about(home, "a") == ()
    thread.join()
    assert status(store, "a") is Status.WITHDRAWN


def test_without_an_archive_there_is_nothing_to_decide(tmp_path: Path) -> None:
    """It says so, and makes no files; a worker has nothing to do."""
    home = Home(tmp_path / "kosong")
    with pytest.raises(ArchiveNotFound):
        withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    assert settle(home, NOW) == 0 and not home.path.exists()


def test_an_older_clock_does_not_bring_an_older_decision_back(tmp_path: Path) -> None:
    """Of two decisions the one made later is in force, whatever their times say."""
    newsroom = Newsroom(tmp_path / "newsroom.db")
    decide(newsroom, ["a"], Verdict.PUBLISH, by="x", at=NOW)
    decide(newsroom, ["a"], Verdict.WITHDRAW, by="x", at=NOW - timedelta(days=1))
    assert in_force(newsroom)["a"].verdict is Verdict.WITHDRAW
    newsroom.close()


def test_decisions_of_two_copies_are_joined_once(tmp_path: Path) -> None:
    """Those both know stand once; of two of the same instant neither is lost."""
    one, two = Newsroom(tmp_path / "satu.db"), Newsroom(tmp_path / "dua.db")
    decide(one, ["a"], Verdict.WITHDRAW, by="x", at=NOW)
    with one.reading() as connection, two.writing() as into:
        assert connection is not None
        assert merge(into, connection) == 1
    decide(one, ["b"], Verdict.WITHDRAW, by="x", at=NOW)
    decide(two, ["c"], Verdict.WITHDRAW, by="y", at=NOW)
    for _ in range(2):
        with two.reading() as connection, one.writing() as into:
            assert connection is not None
            merge(into, connection)
    assert sorted(made.story for made in history(one)) == ["a", "b", "c"]
    assert len({made.at for made in history(one)}) == 3
    one.close()
    two.close()
