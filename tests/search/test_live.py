"""A running server sees what was committed since."""

from pathlib import Path

import pytest

from indexer.reindexing import reindex, rollback
from search import (
    ArchiveNotFound,
    DamagedIndex,
    Generations,
    Home,
    LiveArchive,
    Query,
    Sort,
    StaleIndex,
    Status,
    Store,
)
from search.newsroom import Newsroom
from search.synonyms import add
from tests.archives import archive_of, keep
from tests.builders import a_story
from tests.damage import copy_store, put_back, spoil, wait_until_verified


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of one story."""
    return archive_of(tmp_path, [a_story(id="1", title="Banjir")])


def found(live: LiveArchive) -> list[str]:
    """Ids of everything the newest snapshot holds."""
    return sorted(hit.story.id for hit in live.current().search(Query(), limit=100).hits)


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


def test_a_store_put_back_from_a_copy_is_noticed(home: Home, tmp_path: Path) -> None:
    """A server that runs meanwhile serves no index that is not of this store."""
    live = LiveArchive(home)
    copy_store(home, tmp_path / "copy")
    keep(home, [a_story(id="2")])
    reindex(home)
    assert found(live) == ["1", "2"]
    put_back(home, tmp_path / "copy")
    keep(home, [a_story(id="3")])
    with pytest.raises(StaleIndex, match="history"):
        live.current()
    reindex(home)
    assert found(live) == ["1", "3"]


MANY = [
    a_story(id=str(n), title=f"Kabar {n}", body=" ".join(f"kata{n}x{i}" for i in range(120)))
    for n in range(40)
]


@pytest.fixture
def large(tmp_path: Path) -> Home:
    """Two generations of some size: the older one lacks the last story."""
    home = archive_of(tmp_path / "besar", MANY[:-1])
    keep(home, MANY[-1:])
    reindex(home, full=True)
    return home


def test_every_snapshot_is_verified_once(large: Home) -> None:
    """Until then is_verifying says so; a mask alone is no reason to read all of it again."""
    live = LiveArchive(large)
    assert not live.is_verifying
    live.current()
    wait_until_verified(live)
    assert len(found(live)) == 40 and live.fault == ""
    keep(large, [a_story(id="1", status=Status.WITHDRAWN)])
    first = live.current()
    assert first.search(Query()).total == 39 and not live.is_verifying
    live.close()


def test_damage_that_opening_does_not_see_is_found_behind_the_requests(large: Home) -> None:
    """The older generation serves from then on, told why, until a rebuild."""
    current = Generations(large.index).current()
    spoiled = spoil(current)
    live = LiveArchive(large)
    live.current()
    wait_until_verified(live)
    assert len(found(live)) == 39 and str(spoiled) in live.fault
    wait_until_verified(live)
    again = live.current()
    assert again is live.current()
    reindex(large, full=True)
    assert len(found(live)) == 40 and live.fault == ""
    assert [path.name for path in Generations(large.index).damaged()] == [f"{current.name}-damaged"]
    live.close()


def test_a_removed_story_stays_removed_where_an_older_generation_serves(large: Home) -> None:
    """The mask is laid over whatever serves."""
    live = LiveArchive(large)
    live.current()
    wait_until_verified(live)
    spoil(Generations(large.index).current())
    keep(large, [a_story(id="1", status=Status.WITHDRAWN)])
    reindex(large)
    live.current()
    wait_until_verified(live)
    assert "1" not in found(live)
    live.close()


def test_where_every_generation_is_damaged_nothing_is_served(large: Home) -> None:
    """One after another is read and found damaged; what is left is an error."""
    for name in Generations(large.index).names():
        spoil(large.index / name)
    live = LiveArchive(large)
    for _ in range(2):
        live.current()
        wait_until_verified(live)
    with pytest.raises(DamagedIndex, match="found to be damaged"):
        live.current()
    reindex(large, full=True)
    assert len(found(live)) == 40 and live.fault == ""
    live.close()


def test_damage_that_a_search_meets_is_reported_and_read_after(large: Home) -> None:
    """The generation is out at once; found to be damaged indeed, it stays out."""
    live = LiveArchive(large)
    met = live.current()
    wait_until_verified(live)
    spoiled = spoil(Generations(large.index).current())
    live.report_damage(met, DamagedIndex("a search met damage"))
    assert len(found(live)) == 39 and live.fault
    wait_until_verified(live)
    assert len(found(live)) == 39 and str(spoiled) in live.fault
    live.close()


def test_a_generation_that_is_whole_after_all_serves_again(large: Home) -> None:
    """One question that cannot be answered does not cost the others the newest stories."""
    live = LiveArchive(large)
    live.report_damage(live.current(), DamagedIndex("a search met damage"))
    wait_until_verified(live)
    assert len(found(live)) == 40 and live.fault == ""
    live.close()


def test_a_report_about_a_snapshot_of_before_is_passed_over(large: Home) -> None:
    """What has been replaced since cannot be damaged further."""
    live = LiveArchive(large)
    old = live.current()
    keep(large, [a_story(id="baru")])
    reindex(large)
    live.current()
    live.report_damage(old, DamagedIndex("a search met damage"))
    assert len(found(live)) == 41
    live.close()


def test_a_closed_archive_can_be_asked_again(large: Home) -> None:
    """Closing stops what goes on behind; it is no end."""
    live = LiveArchive(large)
    live.close()
    live.current()
    live.close()
    assert not live.is_verifying and len(found(live)) == 40
    live.close()


def test_what_the_newsroom_decides_holds_in_an_open_server_and_after_a_rebuild(
    tmp_path: Path,
) -> None:
    """A corrected stem and an added synonym are used by the next request; nothing is reindexed."""
    home = archive_of(
        tmp_path,
        [
            a_story(id="1", title="Penyelidikan dimulai", body=("Isi.",)),
            a_story(id="2", title="Selidik punya selidik", body=("Isi.",)),
            a_story(id="3", title="Kata Forum Petani Merdeka", body=("Isi.",)),
        ],
    )
    live = LiveArchive(home)

    def ids(text: str) -> set[str]:
        query = Query(text=text, sort=Sort.NEWEST, correct=False)
        return {hit.story.id for hit in live.current().search(query).hits}

    newsroom = Newsroom(home.newsroom)
    assert ids("penyelidikan") == {"1", "2"} and ids("fpm") == set()
    newsroom.correct("penyelidikan", "penyelidikan")
    add(newsroom, "FPM", "Forum Petani Merdeka")
    assert ids("penyelidikan") == {"1"} and ids("selidik") == {"2"} and ids("fpm") == {"3"}
    reindex(home, full=True)
    assert ids("penyelidikan") == {"1"} and ids("selidik") == {"2"} and ids("fpm") == {"3"}
    newsroom.uncorrect("penyelidikan")
    assert ids("penyelidikan") == {"1", "2"}
