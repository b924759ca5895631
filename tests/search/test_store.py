"""The store: what goes in comes out, and every change has its revision."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import (
    ArchiveBusy,
    ArchiveNotFound,
    DamagedStore,
    Home,
    Intake,
    Outcome,
    Status,
    Store,
    Story,
    StoryNotFound,
    story_from_json,
    story_key,
    story_to_json,
    writer_lock,
)
from tests.builders import a_story
from tests.strategies import stories as any_stories


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.create(tmp_path / "archive.db")
    yield opened
    opened.close()


def keep(store: Store, *stories: Story) -> None:
    """Put stories in one transaction."""
    with store.writing() as writer:
        for story in stories:
            writer.put(story, raw=story.id, cleaner=1)


@given(any_stories(st.sampled_from(["a", "b/ü"])))
def test_a_story_survives_json(story: Story) -> None:
    """Written and read, a story is the same."""
    assert story_from_json(story_to_json(story)) == story


def test_what_is_put_is_found_by_id_and_key(store: Store) -> None:
    """An odd id has a key that is safe in an address."""
    odd = a_story(id="a/b ü")
    keep(store, odd, a_story(id="x-1"))
    assert store.get("a/b ü") == store.with_key(story_key("a/b ü")) == odd
    assert story_key("x-1") == "x-1"
    assert story_key("a/b ü").isalnum()
    assert store.get_many(["x-1", "none", "a/b ü"]).keys() == {"x-1", "a/b ü"}


def test_changes_come_in_order_of_revision(store: Store) -> None:
    """Adds, changes and removals after a revision, each story once, newest state."""
    keep(store, a_story(id="1"), a_story(id="2"))
    keep(store, a_story(id="1", title="Baru"))
    with store.writing() as writer:
        writer.remove("2", "salah")
    changes = [(c.revision, c.id, c.story is None) for c in store.changes(0)]
    assert changes == [(3, "1", False), (4, "2", True)]
    assert store.revision == 4
    assert store.hidden_after(3) == {"2"} and store.hidden_after(4) == frozenset()
    with pytest.raises(StoryNotFound):
        store.get("2")


def test_a_held_story_is_no_public_change(store: Store) -> None:
    """An embargoed story is hidden from an index, though it is in the store."""
    keep(store, a_story(id="1", status=Status.EMBARGOED))
    assert [c.story for c in store.changes(0)] == [None]
    assert store.hidden_after(0) == {"1"}


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    """An error rolls back stories and revision."""
    with pytest.raises(StoryNotFound), store.writing() as writer:
        writer.put(a_story(id="1"), raw="", cleaner=1)
        writer.remove("none", "")
    assert store.revision == 0 and store.counts().stories == 0


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    """A text file is a DamagedStore, a missing one an ArchiveNotFound."""
    (tmp_path / "archive.db").write_text("bukan basis data " * 100)
    with pytest.raises(DamagedStore):
        Store(tmp_path / "archive.db")
    with pytest.raises(ArchiveNotFound):
        Store(tmp_path / "none.db")


_ARRIVALS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), max_size=8)


def take_in(store: Store, arrivals: list[tuple[str, str]], *, finish: bool = True) -> list[Outcome]:
    """One import run of (id, raw) pairs."""
    intake = Intake(store)
    outcomes = [
        intake.put(key, raw, 1, lambda key=key, raw=raw: a_story(id=key, title=raw))
        for key, raw in arrivals
    ]
    if finish:
        intake.finish()
    else:
        intake.flush()
    return outcomes


def content(store: Store) -> dict[str, str]:
    """Id -> title."""
    return {change.id: change.story.title for change in store.changes(0) if change.story}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(before=_ARRIVALS, run=_ARRIVALS, stopped=st.integers(0, 8))
def test_a_run_ends_the_same_however_often_it_was_stopped(
    before: list[tuple[str, str]],
    run: list[tuple[str, str]],
    stopped: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The later of two versions wins; stopped and repeated runs change nothing more."""
    store = Store.create(tmp_path_factory.mktemp("s") / "archive.db")
    take_in(store, before)
    take_in(store, run[:stopped], finish=False)
    take_in(store, run)
    assert content(store) == {**dict(before), **dict(run)}
    revision = store.revision
    take_in(store, run)
    assert store.revision == revision
    store.close()


def test_outcomes_say_what_a_story_meant(store: Store) -> None:
    """New, unchanged, repeated, changed, and kept away after a removal."""
    assert take_in(store, [("a", "1"), ("a", "1"), ("a", "2")]) == [
        Outcome.NEW, Outcome.UNCHANGED, Outcome.REPEATED,
    ]  # fmt: skip
    assert take_in(store, [("a", "3")]) == [Outcome.CHANGED]
    with store.writing() as writer:
        writer.remove("a", "")
    assert take_in(store, [("a", "4")]) == [Outcome.REMOVED]
    assert Intake(store, again=True).put("a", "4", 1, lambda: a_story(id="a")) is Outcome.CHANGED


def test_the_lock_is_freed_when_its_process_is_killed(tmp_path: Path) -> None:
    """Who waits is told owner, pid and age; a kill lets the next one in."""
    code = (
        "import sys, time; from pathlib import Path; from search import writer_lock\n"
        "with writer_lock(Path(sys.argv[1]), 'import'): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    with pytest.raises(ArchiveBusy) as raised, writer_lock(tmp_path, "reindex", wait_s=0):
        pass
    assert raised.value.values["pid"] == holder.pid
    holder.kill()
    holder.wait()
    holder.stdout.close()
    time.sleep(0.05)
    with writer_lock(tmp_path, "reindex"):
        assert Home(tmp_path).path == tmp_path
