"""Is a backup whole, one moment's, and there at once or not at all?"""

import io
import json
import sqlite3
import tarfile
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard

from search import ArchiveNotFound, BadBackup, DamagedStore, Home, Store, withdraw
from search.backup import MANIFEST, NEWSROOM_NAME, STORE_NAME, back_up, unpack
from tests.archives import keep
from tests.builders import a_story

NOW = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three stories and a decision."""
    home = Home(tmp_path / "arsip")
    keep(home, [a_story(id=own) for own in "abc"])
    withdraw(home, ["a"], reason="r", by="rina", now=NOW)
    return home


@pytest.fixture
def file(home: Home, tmp_path: Path) -> Path:
    """A backup of them."""
    back_up(home, tmp_path / "cadangan", now=NOW)
    return tmp_path / "cadangan"


def test_a_backup_says_what_is_in_it(home: Home, file: Path, tmp_path: Path) -> None:
    """The databases are as they were, each named with its checksum; nothing is left beside it."""
    folder = tmp_path / "isi"
    folder.mkdir()
    made = unpack(file, folder)
    assert (made.stories, made.revision, made.made_at) == (3, 4, NOW)
    assert sorted(made.files) == [STORE_NAME, NEWSROOM_NAME]
    with closing(Store(folder / STORE_NAME)) as store, closing(Store(home.store)) as own:
        assert [change.id for change in store.changes(0)] == [c.id for c in own.changes(0)]
        assert (store.archive_id, store.epoch) == (own.archive_id, own.epoch)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["arsip", "cadangan", "isi"]


def test_a_backup_can_be_opened_without_this_program(file: Path) -> None:
    """It is a tar in zstd whose first entry is readable; it names no user of this machine."""
    with zstandard.open(file, "rb") as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
        entries = [(entry.name, entry.uid, entry.uname) for entry in tar]
    assert entries == [(name, 0, "") for name in (MANIFEST, STORE_NAME, NEWSROOM_NAME)]


def test_a_file_that_is_there_stays_unless_forced(home: Home, file: Path) -> None:
    """And a backup that fails leaves the older one."""
    before = file.read_bytes()
    with pytest.raises(FileExistsError):
        back_up(home, file, now=NOW)
    home.store.write_bytes(b"bukan basis data " * 1000)
    with pytest.raises(DamagedStore):
        back_up(home, file, now=NOW, force=True)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.glob(".*")] == []


def test_a_killed_backup_is_in_nobodys_way(home: Home, file: Path) -> None:
    """What it left goes with the next one to the same file."""
    partial = file.with_name(f".{file.name}.partial")
    partial.mkdir()
    (partial / STORE_NAME).write_text("setengah", "utf-8")
    back_up(home, file, now=NOW, force=True)
    assert not partial.exists()


def test_no_archive_is_no_backup(tmp_path: Path) -> None:
    """An empty folder makes no file."""
    with pytest.raises(ArchiveNotFound):
        back_up(Home(tmp_path / "x"), tmp_path / "cadangan", now=NOW)
    assert not (tmp_path / "cadangan").exists()


def test_a_backup_made_while_others_write_is_of_one_moment(home: Home, tmp_path: Path) -> None:
    """Each transaction is in it whole or not at all: here, pairs of stories that go together."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            keep(home, [a_story(id=f"{side}{number}", body="x" * 9000) for side in ("k", "m")])
            number += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(5):
            file, folder = tmp_path / f"c{number}", tmp_path / f"isi{number}"
            back_up(home, file, now=NOW)
            folder.mkdir()
            made = unpack(file, folder)
            with closing(Store(folder / STORE_NAME)) as store:
                ids = {change.id for change in store.changes(0)}
                assert store.revision == made.revision
            assert {f"m{own[1:]}" for own in ids if own[0] == "k"} <= ids
    finally:
        stop.set()
        thread.join()


def _changed(content: bytes, place: float) -> bytes:
    at = int(len(content) * place)
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize("place", [0.0, 0.3, 0.5, 0.7, 0.9])
def test_a_changed_byte_is_found(file: Path, tmp_path: Path, place: float) -> None:
    """Wherever it is, no database comes out of it."""
    file.write_bytes(_changed(file.read_bytes(), place))
    with pytest.raises(BadBackup):
        unpack(file, tmp_path)


@pytest.mark.parametrize("place", [0.0, 0.1, 0.5, 0.9])
def test_a_backup_that_was_cut_is_found(file: Path, tmp_path: Path, place: float) -> None:
    """A copy that broke off, and an empty file."""
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * place)])
    with pytest.raises(BadBackup):
        unpack(file, tmp_path)


def _packed(path: Path, told: object, **files: bytes) -> Path:
    with zstandard.open(path, "wb") as plain, tarfile.open(fileobj=plain, mode="w|") as tar:
        for name, content in {MANIFEST: json.dumps(told).encode(), **files}.items():
            entry = tarfile.TarInfo(name.replace("__", "/"))
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


_TOLD = {
    "format": 1, "archive_id": "x", "revision": 1, "stories": 1,
    "made_at": "2024-06-01T03:00:00+00:00",
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "files", "why"),
    [
        ({"format": 2}, {}, "format 2"),
        ([], {}, "cannot be read"),
        ({**_TOLD, "files": "archive.db"}, {}, "cannot be read"),
        ({**_TOLD, "files": []}, {}, "other files"),
        ({**_TOLD, "files": [{"name": "../x", "bytes": 1, "sha256": ""}]}, {}, "other files"),
        ({**_TOLD, "files": [{"name": STORE_NAME, "bytes": 1, "sha256": ""}]}, {}, "lacks"),
        ({**_TOLD, "files": [{"name": STORE_NAME, "bytes": 1, "sha256": ""}]},
         {"..__x": b"x"}, "not in its list"),
        ({**_TOLD, "files": [{"name": STORE_NAME, "bytes": 1, "sha256": ""}]},
         {STORE_NAME: b"x"}, "not as it was written"),
    ],
    ids=["newer", "no list", "a text", "nothing", "a path", "missing", "stranger", "other content"],
)  # fmt: skip
def test_a_file_that_is_no_backup_says_why(
    tmp_path: Path, told: object, files: dict[str, bytes], why: str
) -> None:
    """Nothing is written but what the list names, whatever the entries are called."""
    folder = tmp_path / "isi"
    folder.mkdir()
    with pytest.raises(BadBackup, match=why):
        unpack(_packed(tmp_path / "c", told, **files), folder)
    assert not (tmp_path / "x").exists()


def test_a_newer_programs_store_is_not_backed_up(home: Home, tmp_path: Path) -> None:
    """Its version is looked at first: what this program cannot read it cannot vouch for."""
    with closing(sqlite3.connect(home.store)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(DamagedStore, match="99"):
        back_up(home, tmp_path / "cadangan", now=NOW)
