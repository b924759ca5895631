"""A running server sees what was committed since."""

from pathlib import Path

import pytest

from indexer.reindexing import reindex, rollback
from search import ArchiveNotFound, Generations, Home, LiveArchive, Query, Status, Store
from tests.archives import archive_of, keep
from tests.builders import a_story


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of one story."""
    return archive_of(tmp_path, [a_story(id="1", title="Banjir")])


def found(live: LiveArchive) -> list[str]:
    """Ids of everything the newest snapshot holds."""
    return sorted(hit.story.id for hit in live.current().search(Query()).hits)


def test_an_unchanged_archive_is_opened_once(home: Home) -> None:
    """Requests share a snapshot; a story that is only stored opens no other one."""
    live = LiveArchive(home)
    first = live.current()
    keep(home, [a_story(id="2")])
    assert live.current() is first and live.fault == ""


def test_a_commit_is_seen(home: Home) -> None:
    """The next request answers from the newer commit; the older snapshot stays as it was."""
    live = LiveArchive(home)
    old = live.current()
    keep(home, [a_story(id="2")])
    reindex(home)
    assert found(live) == ["1", "2"] and old.search(Query()).total == 1


def test_a_switch_and_a_rollback_are_seen(home: Home) -> None:
    """Another generation in use is another snapshot, there and back."""
    live = LiveArchive(home)
    keep(home, [a_story(id="2")])
    reindex(home, full=True)
    assert found(live) == ["1", "2"]
    rollback(home)
    assert found(live) == ["1"]


def test_a_removal_is_seen_without_any_commit(home: Home) -> None:
    """A removed story is masked at once, and back at once where it was put again."""
    live = LiveArchive(home)
    assert found(live) == ["1"]
    store = Store(home.store)
    with store.writing() as writer:
        writer.remove("1", "")
    assert found(live) == []
    with store.writing() as writer:
        writer.put(a_story(id="1", title="Banjir"), raw="", cleaner=1)
    assert found(live) == ["1"]
    store.close()


def test_a_withdrawn_story_leaves_at_once(home: Home) -> None:
    """A change of status needs no commit either."""
    live = LiveArchive(home)
    live.current()
    keep(home, [a_story(id="1", status=Status.WITHDRAWN)])
    assert found(live) == []


def test_why_an_older_generation_serves_is_told(home: Home) -> None:
    """/healthz can name the fault; when it is mended by a rebuild, it is gone."""
    keep(home, [a_story(id="2")])
    reindex(home, full=True)
    (Generations(home.index).current() / "commit.json").write_text("{", "utf-8")
    live = LiveArchive(home)
    assert found(live) == ["1"] and "commit" in live.fault
    reindex(home, full=True)
    assert found(live) == ["1", "2"] and live.fault == ""


def test_a_server_may_start_before_the_first_index(tmp_path: Path) -> None:
    """There is nothing yet, then there is."""
    home = Home(tmp_path)
    live = LiveArchive(home)
    with pytest.raises(ArchiveNotFound):
        live.current()
    archive_of(tmp_path, [a_story(id="1")])
    assert found(live) == ["1"]
