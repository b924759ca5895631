"""How does an archive become one file, while others read and write it?

A tar packed with zstd, so that it can be opened without this program too: first `telusur.json`,
which says what follows and its checksums, then the databases. The index is not in it: it can be
made again.
"""

import errno
import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

import zstandard

from .errors import ArchiveNotFound, BadBackup, DamagedStore
from .files import sync_folder
from .locking import writer_lock
from .settings import Home
from .store import Store
from .storing import StoreFaults

FORMAT: Final = 1
MANIFEST: Final = "telusur.json"
STORE_NAME: Final = "archive.db"
NEWSROOM_NAME: Final = "newsroom.db"

_NAMES: Final = frozenset({STORE_NAME, NEWSROOM_NAME})
_LEVEL: Final = 6  # an eighth of the size; more costs minutes and saves little
_PIECE: Final = 1 << 20
_LONGEST_MANIFEST: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in a backup."""

    archive_id: str
    revision: int
    stories: int
    """Without those that were removed."""
    made_at: datetime
    files: Mapping[str, tuple[int, str]]
    """Of each database its bytes and their SHA-256, in hexadecimal figures."""


def back_up(home: Home, file: Path, *, now: datetime, force: bool = False) -> Manifest:
    """Write everything that cannot be made again to `file`: there at once and whole, or not.

    What others write meanwhile is in it or not, each of their transactions as a whole.

    Args:
        now: the present instant, aware.
        force: whether to write over a file that is there.

    Raises:
        ArchiveNotFound: there is no archive.
        ArchiveBusy: another backup of this archive is being made.
        DamagedStore: a database cannot be read or is not whole; an older backup stays as it is.
        FileExistsError: the file is there, and `force` is not given.
        OSError: it cannot be written.
    """
    if not home.store.is_file():
        raise ArchiveNotFound(f"{home.path}: no archive here", path=str(home.path))
    if file.exists() and not force:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
    partial = file.with_name(f".{file.name}.partial")
    with writer_lock(home.path, "backup", name="backup"):
        shutil.rmtree(partial, ignore_errors=True)  # a killed one's
        partial.mkdir(mode=0o700)
        try:
            manifest = _copied(home, partial, now)
            _pack(manifest, partial, partial / "packed")
            (partial / "packed").replace(file)
            sync_folder(file.absolute().parent)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return manifest


def _copied(home: Home, folder: Path, now: datetime) -> Manifest:
    copy_database(home.store, folder / STORE_NAME)
    # After the store: a decision that came between is in the backup and will be applied.
    if home.newsroom.exists():
        copy_database(home.newsroom, folder / NEWSROOM_NAME)
    with closing(Store(folder / STORE_NAME)) as store:
        archive_id, revision, stories = store.archive_id, store.revision, store.counts().stories
    names = (name for name in (STORE_NAME, NEWSROOM_NAME) if (folder / name).exists())
    return Manifest(
        archive_id=archive_id,
        revision=revision,
        stories=stories,
        made_at=now,
        files={name: _measured(folder / name) for name in names},
    )


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as one moment had it, and see that the copy is whole.

    Raises:
        DamagedStore: it is not, or cannot be read.
    """
    with StoreFaults(source), closing(sqlite3.connect(source, timeout=10.0)) as read:
        with closing(sqlite3.connect(target)) as written:
            read.backup(written)
            written.execute("PRAGMA journal_mode = DELETE")  # all of it in one file
        require_whole(target, named=source)


def require_whole(path: Path, *, named: Path) -> None:
    """See that SQLite finds nothing wrong with a database; `named` is what to call it.

    Raises:
        DamagedStore: it does, or it is no database.
    """
    with StoreFaults(named), closing(sqlite3.connect(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA quick_check(3)") if row[0] != "ok"]
    if found:
        raise DamagedStore(f"{named}: {'; '.join(found)}", path=str(named))


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _pack(manifest: Manifest, folder: Path, target: Path) -> None:
    told = {
        "format": FORMAT,
        "archive_id": manifest.archive_id,
        "revision": manifest.revision,
        "stories": manifest.stories,
        "made_at": manifest.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "files": [
            {"name": name, "bytes": size, "sha256": digest}
            for name, (size, digest) in manifest.files.items()
        ],
    }
    with target.open("wb") as file:
        packer = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        with (
            packer.stream_writer(file, closefd=False) as packed,
            tarfile.open(fileobj=packed, mode="w|") as tar,
        ):
            text = json.dumps(told, indent=2).encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size, head.mtime = len(text), int(manifest.made_at.timestamp())
            tar.addfile(head, io.BytesIO(text))
            for name in manifest.files:
                tar.add(folder / name, arcname=name, recursive=False, filter=_nobodys)
        file.flush()
        os.fsync(file.fileno())


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """An entry that names no user of this machine."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def unpack(file: Path, folder: Path) -> Manifest:
    """Write the databases of a backup into a folder, and see that each is as it was made.

    Raises:
        BadBackup: it is no backup, of a newer program, or damaged.
        OSError: it cannot be read, or the folder not be written.
    """
    try:
        with file.open("rb") as packed:
            return _unpacked(file, packed, folder)
    except (zstandard.ZstdError, tarfile.TarError, EOFError, DamagedStore) as error:
        raise BadBackup(f"{file}: is no backup, or is damaged ({error})", path=str(file)) from error


def _unpacked(file: Path, packed: IO[bytes], folder: Path) -> Manifest:
    def bad(why: str) -> BadBackup:
        return BadBackup(f"{file}: {why}", path=str(file))

    with (
        zstandard.ZstdDecompressor().stream_reader(packed, closefd=False) as plain,
        tarfile.open(fileobj=plain, mode="r|") as tar,
    ):
        head = tar.next()
        content = tar.extractfile(head) if head is not None and head.isreg() else None
        if head is None or head.name != MANIFEST or content is None:
            raise bad(f"is no backup: it does not begin with {MANIFEST}")
        manifest = _manifest(content.read(_LONGEST_MANIFEST), bad)
        found = set()
        while (entry := tar.next()) is not None:
            content = tar.extractfile(entry) if entry.isreg() else None
            if entry.name not in manifest.files or entry.name in found or content is None:
                raise bad(f"holds {entry.name[:100]!r}, which is not in its list")
            if _written(content, folder / entry.name) != manifest.files[entry.name]:
                raise bad(f"{entry.name} in it is not as it was written; take another backup")
            require_whole(folder / entry.name, named=file)
            found.add(entry.name)
    if missing := manifest.files.keys() - found:
        raise bad(f"lacks {', '.join(sorted(missing))}; it was cut short")
    return manifest


def _manifest(text: bytes, bad: Callable[[str], BadBackup]) -> Manifest:
    try:
        told: dict[str, Any] = json.loads(text)
        number = int(told["format"])
        if number == FORMAT:
            files = {str(own["name"]): (int(own["bytes"]), str(own["sha256"]))
                     for own in told["files"]}  # fmt: skip
            if STORE_NAME in files and files.keys() <= _NAMES:
                return Manifest(
                    archive_id=str(told["archive_id"]),
                    revision=int(told["revision"]),
                    stories=int(told["stories"]),
                    made_at=datetime.fromisoformat(told["made_at"]),
                    files=files,
                )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise bad(f"its list cannot be read ({error!r})") from error
    if number != FORMAT:
        raise bad(f"has format {number}, this program reads {FORMAT}")
    raise bad("its list names other files than a backup has")


def _written(content: IO[bytes], path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        while piece := content.read(_PIECE):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()
