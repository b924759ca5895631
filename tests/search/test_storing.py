"""One transaction of the store: revisions, tombstones, erasing, keys and digests."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import DamagedStore, Status, Store, StoryNotFound, content_digest, story_key
from tests.builders import a_story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of the stories 1 and 2."""
    opened = Store.create(tmp_path / "archive.db")
    with opened.writing() as writer:
        for story_id in ("1", "2"):
            writer.put(a_story(id=story_id), raw=f"raw-rahasia {story_id}", cleaner=1)
    yield opened
    opened.close()


def test_a_removed_story_can_be_put_again(store: Store) -> None:
    """A put lifts the tombstone, under a new revision."""
    with store.writing() as writer:
        writer.remove("1", "keliru")
    assert store.hidden_after(2) == {"1"}
    assert store.counts().removed == 1
    with store.writing() as writer:
        writer.put(a_story(id="1"), raw="x", cleaner=1)
    assert store.get("1").id == "1" and store.hidden_after(0) == frozenset()
    assert store.revision == 4 and store.counts().removed == 0


def test_a_story_is_removed_once(store: Store) -> None:
    """Unknown and already removed ids are no story; the revision does not move."""
    with store.writing() as writer:
        writer.remove("1", "")
    for story_id in ("1", "tiada"):
        with pytest.raises(StoryNotFound, match=story_id), store.writing() as writer:
            writer.remove(story_id, "")
    assert store.revision == 3


def test_erasing_leaves_no_text_in_the_files(store: Store) -> None:
    """After erase and compact neither raw nor cleaned text stands in any file of the store."""
    with store.writing() as writer:
        writer.put(a_story(id="1", title="JudulRahasia"), raw="raw-rahasia 1", cleaner=1)
        writer.remove("1", "permintaan keluarga", erase=True)
    store.compact()
    left = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"JudulRahasia" not in left and b"raw-rahasia 1" not in left
    assert b"raw-rahasia 2" in left
    assert [change.story for change in store.changes(2)] == [None]


def test_a_removed_story_may_be_erased_later_but_only_once(store: Store) -> None:
    """A tombstone without its text has nothing more to erase."""
    for erase in (False, True):
        with store.writing() as writer:
            writer.remove("1", "", erase=erase)
    with pytest.raises(StoryNotFound), store.writing() as writer:
        writer.remove("1", "", erase=True)
    assert [row[0] for row in store.raw_stories()] == ["2"]


def test_noting_a_cleaner_is_no_change(store: Store) -> None:
    """A newer cleaner that gives the same story raises no revision."""
    with store.writing() as writer:
        writer.mark_cleaned("1", raw="raw-rahasia 1", cleaner=2)
    assert store.revision == 2
    assert [cleaner for *_, cleaner in store.raw_stories()] == [2, 1]


def test_nothing_of_a_broken_batch_is_kept(store: Store) -> None:
    """Ctrl-C in the middle rolls back stories, tombstones and the revision."""
    with pytest.raises(KeyboardInterrupt), store.writing() as writer:
        writer.put(a_story(id="3"), raw="", cleaner=1)
        writer.remove("1", "")
        raise KeyboardInterrupt
    assert store.revision == 2 and store.counts().stories == 2
    with store.writing() as writer:
        writer.put(a_story(id="3"), raw="", cleaner=1)
    assert store.revision == 3


def test_a_store_keeps_its_name_and_revision(store: Store) -> None:
    """Opened again, it is the same archive; another one has another name."""
    again = Store.create(store.path)
    assert (again.archive_id, again.epoch, again.revision) == (store.archive_id, store.epoch, 2)
    other = Store.create(store.path.with_name("other.db"))
    assert other.archive_id != store.archive_id and other.revision == 0
    assert store.faults_found() == other.faults_found() == []
    again.close()
    other.close()


def put(path: Path, *story_ids: str) -> None:
    """Put stories into a store, all in one transaction."""
    store = Store.create(path)
    with store.writing() as writer:
        for story_id in story_ids:
            writer.put(a_story(id=story_id), raw="", cleaner=1)
    store.close()


def test_every_revision_has_the_stamp_of_its_transaction(store: Store) -> None:
    """One stamp for all changes of a transaction, another for those of the next."""
    put(store.path, "3", "4")
    stamps = [store.stamp_at(revision) for revision in range(6)]
    assert stamps[0] == stamps[5] == ""
    assert stamps[1] == stamps[2] != stamps[3] == stamps[4]
    assert all(len(stamp) == 16 and int(stamp, 16) >= 0 for stamp in stamps[1:5])


def test_a_transaction_without_a_change_leaves_no_stamp(store: Store) -> None:
    """Neither an empty one nor one that failed is part of the history."""
    with store.writing() as writer:
        writer.mark_cleaned("1", raw="", cleaner=2)
    with pytest.raises(StoryNotFound), store.writing() as writer:
        writer.put(a_story(id="3"), raw="", cleaner=1)
        writer.remove("tiada", "")
    assert store.connection.execute("SELECT revision FROM history").fetchall() == [(2,)]


def test_two_histories_of_one_archive_have_other_stamps(store: Store, tmp_path: Path) -> None:
    """A copy that goes its own way agrees up to where it was copied and nowhere after."""
    copy = tmp_path / "copy.db"
    target = sqlite3.connect(copy)
    store.connection.backup(target)
    target.close()
    put(store.path, "3")
    put(copy, "3")
    other = Store(copy)
    assert other.archive_id == store.archive_id and other.revision == store.revision == 3
    assert other.stamp_at(2) == store.stamp_at(2) != ""
    assert other.stamp_at(3) != store.stamp_at(3)
    other.close()


def test_a_store_from_before_the_stamps_gets_them_with_its_next_change(store: Store) -> None:
    """Reading changes nothing; what was written before keeps the stamp "" for ever."""
    store.connection.execute("DROP TABLE history")
    reader = Store(store.path)
    assert [reader.stamp_at(revision) for revision in (0, 1, 2)] == ["", "", ""]
    assert reader.connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name = 'history'"
    ).fetchone() == (0,)
    put(store.path, "3")
    assert [reader.stamp_at(revision) for revision in (1, 2)] == ["", ""]
    assert reader.stamp_at(3) != ""
    reader.close()


def test_another_programs_database_is_named(tmp_path: Path) -> None:
    """An SQLite file that is no store of ours, or of a newer program, is a DamagedStore."""
    foreign = sqlite3.connect(tmp_path / "foreign.db")
    foreign.execute("CREATE TABLE catatan (isi TEXT)")
    foreign.execute("PRAGMA user_version = 99")
    foreign.close()
    with pytest.raises(DamagedStore, match="99"):
        Store(tmp_path / "foreign.db")


def test_held_stories_are_counted_but_hidden(store: Store) -> None:
    """Withdrawn and embargoed stories stay in the store and out of every index."""
    with store.writing() as writer:
        writer.put(a_story(id="1", status=Status.WITHDRAWN), raw="", cleaner=1)
    assert store.hidden_after(2) == {"1"} and store.counts().stories == 2
    assert [story_id for story_id, _ in store.sample(5)] == ["2"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_a_key_is_safe_in_an_address(story_id: str) -> None:
    """Letters, figures, - and _ only, at most 64; a safe id is its own key."""
    key = story_key(story_id)
    assert 1 <= len(key) <= 64 and key.isascii()
    assert key.replace("-", "").replace("_", "").isalnum() or set(key) <= {"-", "_"}
    assert story_key(key) == key


@given(st.text(max_size=20), st.text(max_size=20), st.integers(1, 3), st.integers(1, 3))
def test_a_digest_names_raw_and_cleaner(one: str, other: str, older: int, newer: int) -> None:
    """Equal digests mean same raw text and same cleaner; half a surrogate does no harm."""
    same = (one, older) == (other, newer)
    assert (content_digest(one, older) == content_digest(other, newer)) == same
