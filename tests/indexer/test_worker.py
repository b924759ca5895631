"""The worker: lets the index follow in turns, and survives what it meets."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer import worker as module
from indexer.pushing import read_record
from indexer.worker import Worker
from search import (
    DamagedIndex,
    Generations,
    Home,
    Inbox,
    LiveArchive,
    Push,
    Query,
    StaleIndex,
    embargo,
    publish,
    withdraw,
)
from tests.archives import archive_of, keep
from tests.builders import a_story

NOW = datetime.now(UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of one story."""
    return archive_of(tmp_path, [a_story(id="s1", body="banjir surut")])


@pytest.fixture
def worker(home: Home) -> Iterator[Worker]:
    """Its worker."""
    with closing(Worker(home, lambda: False)) as worker:
        yield worker


def push(home: Home, story: str, body: str) -> None:
    """Push one story."""
    read = read_record({"id": story, "body": body})
    assert isinstance(read, Push)
    with closing(Inbox(home)) as inbox:
        inbox.put([read], by="cms")


def count(home: Home, text: str) -> int:
    """How many stories a search finds."""
    with closing(LiveArchive(home)) as live:
        return live.current().search(Query(text=text, correct=False, fold=False), limit=0).total


def test_what_was_imported_is_found_too(home: Home, worker: Worker) -> None:
    """The index follows whatever changed the store."""
    keep(home, [a_story(id="s2", body="banjir lagi")])
    assert not worker.turn()
    assert count(home, "banjir") == 2


def test_it_follows_in_turns(home: Home, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many changes it takes some, says that more are left, and misses none."""
    monkeypatch.setattr(module, "_AT_ONCE", 4)
    keep(home, [a_story(id=f"n{n}", body="banjir") for n in range(10)])
    assert [worker.turn() for _ in range(3)] == [True, True, False]
    assert count(home, "banjir") == 11


def test_what_was_published_is_found(home: Home, worker: Worker) -> None:
    """A withdrawn story comes back when it is published, an embargoed one in its time."""
    withdraw(home, ["s1"], reason="x", by="x", now=NOW)
    worker.turn()
    assert count(home, "banjir") == 0
    publish(home, ["s1"], by="x", now=NOW)
    worker.turn()
    assert count(home, "banjir") == 1
    before = NOW - timedelta(hours=2)
    embargo(home, ["s1"], until=NOW - timedelta(hours=1), by="x", now=before)
    with closing(Worker(home, lambda: False)) as another:
        another.turn()
    assert count(home, "banjir") == 1


def test_pushes_go_in_where_the_index_is_damaged(home: Home, worker: Worker) -> None:
    """The store has them, the index is left as it is, and what is wrong is said."""
    folder = Generations(home.index).current()
    for path in folder.iterdir():
        path.write_bytes(b"rusak")
    push(home, "s2", "Hujan deras mengguyur kota.")
    with pytest.raises((DamagedIndex, StaleIndex)):
        worker.turn()
    with closing(Inbox(home)) as inbox:
        assert not inbox.has_waiting
    assert Generations(home.index).names() == [folder.name]


def test_it_ends_in_the_middle_of_much(home: Home) -> None:
    """Asked to stop, it leaves a long turn; the next worker goes on."""
    keep(home, [a_story(id=f"n{n}", body="banjir") for n in range(50)])
    asked = iter(range(10))
    with closing(Worker(home, lambda: next(asked, None) is None)) as stopping:
        stopping.run()
    with closing(Worker(home, lambda: False)) as another:
        while another.turn():
            pass
    assert count(home, "banjir") == 51
