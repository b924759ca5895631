"""How fresh an archive is, and what came in last."""

from pathlib import Path

import pytest

from indexer.reindexing import reindex
from search import Home, LiveArchive, Status, Store
from tests.archives import archive_of, keep
from tests.builders import a_story


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of two stories."""
    return archive_of(tmp_path, [a_story(id="1"), a_story(id="2")])


def test_an_index_that_follows_waits_for_nothing(home: Home) -> None:
    """After a reindex nothing waits, and the time of the commit is known."""
    live = LiveArchive(home)
    fresh = live.freshness()
    assert (fresh.waiting, fresh.arrivals) == (0, ())
    assert fresh.indexed_at is not None and fresh.indexed_at.tzinfo is not None
    live.close()


def test_new_and_changed_stories_wait_for_the_index(home: Home) -> None:
    """Stories that nobody may see wait for nothing."""
    live = LiveArchive(home)
    keep(home, [
        a_story(id="3"), a_story(id="2", title="Judul baru"),
        a_story(id="4", status=Status.EMBARGOED),
    ])  # fmt: skip
    store = Store(home.store)
    with store.writing() as writer:
        writer.remove("1", "")
    store.close()
    assert live.freshness().waiting == 2
    reindex(home)
    assert live.freshness().waiting == 0
    live.close()


def test_arrivals_are_the_public_stories_that_came_last(home: Home) -> None:
    """In the order they came, indexed or not; a change moves none, a held one is not named."""
    live = LiveArchive(home)
    keep(home, [
        a_story(id="3"), a_story(id="4", status=Status.WITHDRAWN), a_story(id="5"),
        a_story(id="1", title="Judul baru"),
    ])  # fmt: skip
    assert [story.id for story in live.freshness(arrivals=3).arrivals] == ["5", "3", "2"]
    live.close()
