"""One import run: what becomes of each story, and that runs can be repeated."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Intake, Outcome, Store, Story
from search.intake import BATCH
from tests.builders import a_story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.create(tmp_path / "archive.db")
    yield opened
    opened.close()


def put(intake: Intake, story_id: str, raw: str, cleaner: int = 1) -> Outcome:
    """Let a story arrive whose title is its raw text."""
    return intake.put(story_id, raw, cleaner, lambda: a_story(id=story_id, title=raw))


def run(store: Store, *arrivals: tuple[str, str], again: bool = False) -> Intake:
    """One whole import run."""
    intake = Intake(store, again=again)
    for story_id, raw in arrivals:
        put(intake, story_id, raw)
    intake.finish()
    return intake


def test_a_run_counts_what_was_there_before(store: Store) -> None:
    """`changed` and `unchanged` speak of old stories only, by how they ended."""
    run(store, ("a", "1"), ("b", "1"), ("c", "1"))
    second = run(store, ("a", "1"), ("b", "2"), ("d", "1"), ("d", "2"))
    assert (second.changed, second.unchanged) == (1, 1)


def test_the_later_of_two_versions_wins_and_costs_no_revision_again(store: Store) -> None:
    """A source that holds an id twice changes nothing when it is imported again."""
    twice = (("a", "lama"), ("b", "x"), ("a", "baru"))
    run(store, *twice)
    assert store.get("a").title == "baru"
    revision = store.revision
    second = run(store, *twice)
    assert store.revision == revision and (second.changed, second.unchanged) == (0, 2)


def test_a_change_taken_back_within_a_run_is_no_change(store: Store) -> None:
    """Old, then another, then the old version again: it stays as it was."""
    run(store, ("a", "1"))
    second = run(store, ("a", "2"), ("a", "1"))
    assert (second.changed, second.unchanged, store.revision) == (0, 1, 1)


def test_a_newer_cleaner_makes_a_story_changed(store: Store) -> None:
    """Unchanged means same raw text and same cleaner."""
    run(store, ("a", "1"))
    assert put(Intake(store), "a", "1", cleaner=2) is Outcome.CHANGED
    assert put(Intake(store), "a", "1", cleaner=1) is Outcome.UNCHANGED


def test_an_unchanged_story_is_not_derived_again(store: Store) -> None:
    """Cleaning is dear: it is called only where it is needed."""
    run(store, ("a", "1"))
    with store.writing() as writer:
        writer.put(a_story(id="weg"), raw="1", cleaner=1)
        writer.remove("weg", "")

    def never() -> Story:
        raise AssertionError("derived")

    intake = Intake(store)
    assert intake.put("a", "1", 1, never) is Outcome.UNCHANGED
    assert intake.put("weg", "2", 1, never) is Outcome.REMOVED


def test_what_cleaning_raises_passes_and_leaves_nothing(store: Store) -> None:
    """A story that cannot be cleaned is not noted as seen, so a later copy is new."""
    intake = Intake(store)

    def fail() -> Story:
        raise ValueError("tidak terbaca")

    with pytest.raises(ValueError, match="tidak terbaca"):
        intake.put("a", "1", 1, fail)
    assert put(intake, "a", "1") is Outcome.NEW
    intake.finish()
    assert store.get("a").title == "1"


def test_removed_stories_stay_away_unless_asked_for(store: Store) -> None:
    """A tombstone is respected by every import; `again` lifts it."""
    run(store, ("a", "1"))
    with store.writing() as writer:
        writer.remove("a", "salah", erase=True)
    run(store, ("a", "1"), ("a", "2"))
    assert store.counts().stories == 0 and store.revision == 2
    run(store, ("a", "1"), again=True)
    assert store.get("a").title == "1"


def test_a_kill_costs_at_most_one_batch(store: Store) -> None:
    """New stories are kept batch by batch, while changes wait for the end."""
    run(store, ("lama", "1"))
    intake = Intake(store)
    put(intake, "lama", "2")
    for number in range(BATCH + 1):
        put(intake, f"n{number}", "1")
    assert store.counts().stories == BATCH + 1
    assert store.get("lama").title == "1"
    run(store, ("lama", "2"), *((f"n{number}", "1") for number in range(BATCH + 1)))
    assert store.counts().stories == BATCH + 2 and store.get("lama").title == "2"
    assert store.revision == BATCH + 3


def test_more_changes_than_a_batch_all_arrive(store: Store) -> None:
    """What waits for the end is kept in parts."""
    ids = [f"n{number}" for number in range(BATCH + 3)]
    run(store, *((story_id, "1") for story_id in ids))
    second = run(store, *((story_id, "2") for story_id in ids))
    assert second.changed == len(ids)
    assert {story.title for story in store.get_many(ids).values()} == {"2"}
