"""Opening an index: fallback to an older generation, masks, and what is never served."""

import gc
import json
from pathlib import Path

import pytest

from indexer.reindexing import reindex
from search import (
    ArchiveNotFound,
    DamagedIndex,
    DamagedStore,
    Generations,
    Home,
    Query,
    StaleIndex,
    Status,
    Stemmer,
    Store,
    index_in,
    open_archive,
    open_reader,
)
from tests.archives import archive_of, keep
from tests.builders import a_story
from tests.damage import copy_store, put_back

FIRST = a_story(id="1", title="Banjir di Sengeti")
SECOND = a_story(id="2", title="Banjir surut")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two generations: the older one holds the first story, the one in use both."""
    made = archive_of(tmp_path, [FIRST])
    keep(made, [SECOND])
    reindex(made, full=True)
    return made


def found(home: Home) -> list[str]:
    """Ids of everything a reader may see."""
    everything = Query(fold=False)
    return sorted(hit.story.id for hit in open_archive(home).search(everything).hits)


def break_record(folder: Path) -> None:
    """Change a commit record behind its checksum's back."""
    record = folder / "commit.json"
    record.write_text(record.read_text("utf-8").replace('"revision": ', '"revision": 1'), "utf-8")


def test_the_generation_in_use_is_opened(home: Home) -> None:
    """All is well: no fault is told."""
    assert found(home) == ["1", "2"]
    store = Store(home.store)
    opened = open_reader(home, store)
    assert (opened.fault, opened.hidden) == ("", frozenset())
    assert opened.index.folder == Generations(home.index).current()


@pytest.mark.parametrize("how", ["record", "segment gone", "segment cut", "record gone", "CURRENT"])
def test_an_older_generation_serves_where_the_newest_is_damaged(home: Home, how: str) -> None:
    """Whatever is broken, the last good generation answers, and why is told; nothing is deleted."""
    folder = Generations(home.index).current()
    segment = next(folder.glob("*.seg"))
    match how:
        case "record":
            break_record(folder)
        case "segment gone":
            segment.unlink()
        case "segment cut":
            segment.write_bytes(segment.read_bytes()[:40])
        case "record gone":
            (folder / "commit.json").unlink()
        case _:
            (home.index / "CURRENT").write_text("rusak", "utf-8")
            break_record(folder)
    before = sorted(path.name for path in home.index.rglob("*"))
    assert found(home) == ["1"]
    assert open_reader(home, Store(home.store)).fault
    gc.collect()
    assert sorted(path.name for path in home.index.rglob("*")) == before


@pytest.mark.parametrize("size", [0, 100, -1], ids=["empty", "cut", "a byte less"])
def test_a_table_of_families_cut_short_is_damage(home: Home, size: int) -> None:
    """A shorter table would answer with fewer forms and say nothing."""
    table = next(Generations(home.index).current().glob("*.fam"))
    table.write_bytes(table.read_bytes()[:size])
    assert found(home) == ["1"]


def test_removals_are_masked_in_an_older_generation_too(home: Home) -> None:
    """What was removed stays removed whatever serves."""
    store = Store(home.store)
    with store.writing() as writer:
        writer.remove("1", "keliru")
    store.close()
    break_record(Generations(home.index).current())
    assert found(home) == []


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.EMBARGOED])
def test_held_stories_are_masked_at_once(home: Home, status: Status) -> None:
    """No reindex is needed for a story to leave."""
    keep(home, [a_story(id="2", title="Banjir surut", status=status)])
    assert found(home) == ["1"]


def test_all_generations_damaged_is_damage(home: Home) -> None:
    """Nothing wrong is served."""
    for name in Generations(home.index).names():
        break_record(home.index / name)
    with pytest.raises(DamagedIndex, match="checksum"):
        open_archive(home)


@pytest.mark.parametrize("field", ["archive_id", "epoch"])
def test_an_index_of_another_archive_is_stale(home: Home, field: str) -> None:
    """A foreign id or epoch is refused, and no older generation takes its place unasked."""
    store = Store(home.store)
    with store.writing():
        store.connection.execute("UPDATE meta SET value = 'lain' WHERE key = ?", (field,))
    store.close()
    with pytest.raises(StaleIndex, match="reindex --full"):
        open_archive(home)


def test_an_index_ahead_of_its_store_is_stale(home: Home) -> None:
    """The store was put back to an earlier day by hand."""
    store = Store(home.store)
    store.connection.execute("UPDATE meta SET value = '1' WHERE key = 'revision'")
    store.close()
    with pytest.raises(StaleIndex):
        open_archive(home)


@pytest.mark.parametrize("after", [1, 2, 9], ids=["as far", "past it", "far past it"])
def test_a_store_that_lost_changes_and_grew_again_is_another_one(
    home: Home, tmp_path: Path, after: int
) -> None:
    """Its revision is not behind the index's, and yet the index was not made from it."""
    copy_store(home, tmp_path / "copy")
    keep(home, [a_story(id="3")])
    reindex(home)
    put_back(home, tmp_path / "copy")
    with pytest.raises(StaleIndex, match="ahead of the store"):
        open_archive(home)
    keep(home, [a_story(id=f"lain {number}") for number in range(after)])
    with pytest.raises(StaleIndex, match=r"history.*reindex --full"):
        open_archive(home)
    done = reindex(home)
    assert done.full and "history" in done.why
    assert found(home) == ["1", "2", *(f"lain {number}" for number in range(after))]


def test_an_index_from_within_a_lost_transaction_is_noticed(home: Home, tmp_path: Path) -> None:
    """Even where it holds the first changes of a long import only, and these came again."""
    copy_store(home, tmp_path / "copy")
    long = [a_story(id=str(number)) for number in range(3, 9)]
    keep(home, long)
    store = Store(home.store)
    writer = index_in(Generations(home.index).current()).writer(Stemmer({}))
    writer.add(long[:2])
    writer.commit(
        archive_id=store.archive_id, epoch=store.epoch, revision=4, stamp=store.stamp_at(4)
    )
    writer.close()
    store.close()
    assert open_archive(home).state.revision == 4
    put_back(home, tmp_path / "copy")
    keep(home, long)
    with pytest.raises(StaleIndex, match="history"):
        open_archive(home)


def test_a_store_from_before_the_stamps_keeps_its_index(home: Home) -> None:
    """Neither the update nor the first change after it asks for a rebuild."""
    store = Store(home.store)
    store.connection.execute("DROP TABLE history")
    store.close()
    reindex(home, full=True)
    assert found(home) == ["1", "2"]
    keep(home, [a_story(id="3")])
    assert found(home) == ["1", "2"]
    assert not reindex(home).full
    assert found(home) == ["1", "2", "3"]


def test_a_generation_known_to_be_damaged_is_passed_over(home: Home) -> None:
    """Whoever read all of it knows more than its opening shows."""
    store = Store(home.store)
    current = Generations(home.index).current()
    opened = open_reader(home, store, without=frozenset([current]))
    assert opened.index.folder.name < current.name and current.name in opened.fault
    every = frozenset(home.index / name for name in Generations(home.index).names())
    with pytest.raises(DamagedIndex, match="found to be damaged"):
        open_reader(home, store, without=every)
    store.close()


def test_nothing_is_served_where_the_store_cannot_be_read(home: Home) -> None:
    """Without the truth no removal can be known."""
    for path in home.path.glob("archive.db*"):
        path.unlink()
    with pytest.raises(ArchiveNotFound):
        open_archive(home)
    home.store.write_text("bukan basis data " * 50, "utf-8")
    with pytest.raises(DamagedStore):
        open_archive(home)


def test_another_version_of_the_schema_is_stale(home: Home) -> None:
    """A whole record of another version is no damage: it asks for a rebuild."""
    from search.engines.whoosh import record

    folder = Generations(home.index).current()
    outer = json.loads((folder / "commit.json").read_text("utf-8"))
    outer["record"]["schema"] = -1
    outer["sha256"] = record._checksum(outer["record"])
    (folder / "commit.json").write_text(json.dumps(outer), "utf-8")
    with pytest.raises(StaleIndex, match="schema -1"):
        open_archive(home)
