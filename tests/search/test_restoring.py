"""Does a backup bring everything back but what was taken down since?"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer.reindexing import reindex
from indexer.upkeep import remove_stories
from search import (
    ArchiveBusy,
    BadBackup,
    Home,
    LiveArchive,
    Query,
    StaleIndex,
    Status,
    Store,
    StoryNotFound,
    decisions_about,
    embargo,
    held_stories,
    publish,
    withdraw,
    writer_lock,
)
from search.backup import back_up
from search.newsroom import Newsroom
from search.restoring import restore, set_aside
from tests.archives import archive_of, keep
from tests.builders import a_story

NOW = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)
FAR = NOW + timedelta(days=365 * 500)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of five stories, indexed; a correction; `e` is withdrawn."""
    home = archive_of(
        tmp_path / "arsip", [a_story(id=own, title=f"Kabar {own}") for own in "abcde"]
    )
    with closing(Newsroom(home.newsroom)) as newsroom:
        newsroom.correct("dibelinya", "beli")
    withdraw(home, ["e"], reason="dulu", by="rina", now=NOW)
    return home


@pytest.fixture
def file(home: Home, tmp_path: Path) -> Path:
    """A backup of it."""
    back_up(home, tmp_path / "cadangan", now=NOW)
    return tmp_path / "cadangan"


def found(home: Home) -> list[str]:
    """Ids of what is found, after a reindex."""
    reindex(home)
    live = LiveArchive(home)
    try:
        return sorted(hit.story.id for hit in live.current().search(Query(), limit=99).hits)
    finally:
        live.close()


def test_an_archive_comes_back_in_an_empty_folder(home: Home, file: Path, tmp_path: Path) -> None:
    """Stories, decisions and corrections; of another epoch, so that no old index serves it."""
    other = Home(tmp_path / "lain")
    done = restore(other, file, now=NOW)
    assert (done.aside, done.removals, done.decisions, done.remarks) == (None, 0, 0, [])
    with closing(Store(other.store)) as new, closing(Store(home.store)) as old:
        assert new.archive_id == old.archive_id and new.epoch != old.epoch
        assert new.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    with closing(Newsroom(other.newsroom)) as newsroom:
        assert newsroom.corrections().stems == {"dibelinya": "beli"}
    assert [made.reason for made in decisions_about(other, "e")] == ["dulu"]
    assert found(other) == ["a", "b", "c", "d"]
    assert not (other.path / ".restoring").exists()


def test_what_was_changed_since_is_as_it_was(home: Home, file: Path) -> None:
    """Texts, new stories and corrections go back; the state before is set aside, whole."""
    keep(home, [a_story(id="a", title="Diubah"), a_story(id="baru")])
    with closing(Newsroom(home.newsroom)) as newsroom:
        newsroom.correct("dibelinya", "bel")
    done = restore(home, file, now=NOW)
    with closing(Store(home.store)) as store:
        assert store.get("a").title == "Kabar a"
    with closing(Newsroom(home.newsroom)) as newsroom:
        assert newsroom.corrections().stems == {"dibelinya": "beli"}
    assert found(home) == ["a", "b", "c", "d"]
    assert done.aside is not None and set_aside(home) == [done.aside]
    with closing(Store(done.aside / "archive.db")) as store:
        assert store.get("a").title == "Diubah" and store.get("baru")
    again = restore(home, file, now=NOW)
    assert again.aside is not None and again.aside != done.aside


def test_nothing_comes_back_that_was_taken_down_since(home: Home, file: Path) -> None:
    """Removed, erased, withdrawn and held stories, and one that came after the backup, stay so."""
    keep(home, [a_story(id="baru", title="Sesudah cadangan")])
    remove_stories(home, ["a", "baru"], "salah", erase=False)
    remove_stories(home, ["b"], "hapus", erase=True)
    withdraw(home, ["c"], reason="r", by="budi", now=NOW)
    embargo(home, ["d"], until=FAR, by="budi", now=NOW)
    publish(home, ["e"], by="budi", now=NOW)
    done = restore(home, file, now=NOW)
    assert (done.removals, done.decisions) == (3, 3)
    with closing(Store(home.store)) as store:
        for gone in ("a", "b", "baru"):
            with pytest.raises(StoryNotFound):
                store.get(gone)
        assert b"Kabar b" not in home.store.read_bytes()
        assert store.get("c").status is Status.WITHDRAWN
    assert [(own.id, own.until) for own in held_stories(home)] == [("c", None), ("d", FAR)]
    assert found(home) == ["e"]


def test_what_newsroom_has_beside_words_is_of_now(home: Home, file: Path) -> None:
    """A token that was revoked since the backup stays revoked."""
    with closing(Newsroom(home.newsroom)) as newsroom, newsroom.writing() as connection:
        connection.execute("CREATE TABLE tokens (name TEXT PRIMARY KEY, revoked INTEGER)")
        connection.execute("CREATE INDEX tokens_revoked ON tokens (revoked)")
        connection.execute("INSERT INTO tokens VALUES ('portal', 0)")
    back_up(home, file, now=NOW, force=True)
    with closing(Newsroom(home.newsroom)) as newsroom, newsroom.writing() as connection:
        connection.execute("UPDATE tokens SET revoked = 1")
    restore(home, file, now=NOW)
    with closing(sqlite3.connect(home.newsroom)) as connection:
        assert connection.execute("SELECT * FROM tokens").fetchall() == [("portal", 1)]
        indexes = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
        assert ("tokens_revoked",) in indexes.fetchall()


def test_a_server_that_runs_meanwhile_serves_nothing_of_before(home: Home, file: Path) -> None:
    """It says that the index has to be built, and serves the new one when it is."""
    live = LiveArchive(home)
    assert live.current().search(Query()).total == 4
    withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    restore(home, file, now=NOW)
    with pytest.raises(StaleIndex, match="restore"):
        live.current()
    reindex(home)
    assert sorted(hit.story.id for hit in live.current().search(Query()).hits) == ["b", "c", "d"]
    live.close()


@pytest.mark.parametrize("content", [b"bukan basis data " * 900, b""], ids=["text", "nothing"])
def test_a_damaged_archive_is_replaced_and_set_aside(
    home: Home, file: Path, content: bytes
) -> None:
    """Decisions since are known all the same; what cannot be known is said."""
    withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    for path in home.path.glob("archive.db-*"):
        path.unlink()
    home.store.write_bytes(content)
    done = restore(home, file, now=NOW)
    assert any("archive.db" in remark for remark in done.remarks)
    assert done.aside is not None
    assert not content or (done.aside / "archive.db").read_bytes() == content
    with closing(Store(home.store)) as store:
        assert store.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert found(home) == ["b", "c", "d"]


def test_a_damaged_newsroom_is_replaced_and_what_the_store_holds_stays(
    home: Home, file: Path
) -> None:
    """A withdrawal since is known by the store's own hold."""
    withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    for path in home.path.glob("newsroom.db-*"):
        path.unlink()
    home.newsroom.write_bytes(b"bukan basis data " * 900)
    done = restore(home, file, now=NOW)
    assert any("newsroom.db" in remark for remark in done.remarks)
    assert found(home) == ["b", "c", "d"]
    with closing(Newsroom(home.newsroom)) as newsroom:
        assert newsroom.corrections().stems == {"dibelinya": "beli"}


def test_a_backup_that_is_none_changes_nothing(home: Home, file: Path) -> None:
    """It is looked at before anything is touched."""
    before = home.store.read_bytes()
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(BadBackup):
        restore(home, file, now=NOW)
    assert home.store.read_bytes() == before and set_aside(home) == []


def test_a_backup_from_before_there_was_a_newsroom_keeps_the_one_there_is(tmp_path: Path) -> None:
    """Decisions made since hold for what comes back."""
    home = archive_of(tmp_path / "arsip", [a_story(id="a"), a_story(id="b")])
    back_up(home, tmp_path / "c", now=NOW)
    withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    restore(home, tmp_path / "c", now=NOW)
    assert found(home) == ["b"] and len(decisions_about(home, "a")) == 1


def test_nobody_writes_while_an_archive_is_restored(home: Home, file: Path) -> None:
    """A restore waits for a writer, and then gives up."""
    with writer_lock(home.path, "import"), pytest.raises(ArchiveBusy):
        restore(home, file, now=NOW, wait_s=0.0)


def test_erasing_reaches_what_was_set_aside(home: Home, file: Path) -> None:
    """Its text is then nowhere in the archive's folder."""
    done = restore(home, file, now=NOW)
    reindex(home)
    assert done.aside is not None and done.aside.exists()
    remove_stories(home, ["a"], "", erase=True)
    assert set_aside(home) == []
    files = [path for path in home.path.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"Kabar a" in path.read_bytes()] == []
