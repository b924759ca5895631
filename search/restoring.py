"""How does a backup become the archive again, so that nothing comes back that was taken down?

What the backup does not know yet is kept: removals, decisions about stories, and whatever else
newsroom.db has beside words, such as tokens. The state before is set aside, never deleted.
"""

import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from . import decisions
from .backup import NEWSROOM_NAME, STORE_NAME, Manifest, copy_database, unpack
from .errors import ArchiveError, BadBackup, DamagedStore
from .files import sync_folder
from .holds import read_holds
from .locking import WAIT_S, writer_lock
from .newsroom import Newsroom
from .publishing import DECIDING, apply_decisions
from .settings import Home
from .store import Store
from .storing import StoreFaults, StoreWriter

_WORK: Final = ".restoring"
_ASIDE: Final = "before-restore-"
_OF_WORDS: Final = frozenset({"meta", "stem_corrections", "synonyms"})
"""Tables of newsroom.db that come from the backup; of the others the newer state holds."""
_PASSING: Final = frozenset(
    (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
     sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM)
)  # fmt: skip
_SIDECARS: Final = ("-wal", "-shm")


@dataclass(slots=True, kw_only=True)
class RestoreReport:
    """What a restore did."""

    manifest: Manifest
    aside: Path | None = None
    """Where the state before lies; None where there was none."""
    removals: int = 0
    """Stories of the backup or after it that were removed since, and stay so."""
    decisions: int = 0
    """Decisions about stories that were made since, and hold."""
    remarks: list[str] = field(default_factory=list)
    """What could not be read of the state before, in words."""


def restore(home: Home, file: Path, *, now: datetime, wait_s: float = WAIT_S) -> RestoreReport:
    """Put an archive in the state of a backup, but for what was taken down since.

    Killed at any moment, each database is the one of before or the one of after, and another
    restore ends it. The index is another epoch's then: `reindex` builds it anew.

    Args:
        now: the present instant, aware.
        wait_s: seconds to wait for each of those who write, rebuild or decide.

    Raises:
        BadBackup: the file is no backup, or is damaged; nothing has changed.
        ArchiveBusy: another process writes, rebuilds or decides.
        OSError: a file cannot be read or written.
    """
    work = home.path / _WORK
    with ExitStack() as stack:
        for name in ("rebuild", "writer", DECIDING):  # a rebuild takes the first two in this order
            stack.enter_context(writer_lock(home.path, "restore", name=name, wait_s=wait_s))
        shutil.rmtree(work, ignore_errors=True)  # a killed one's
        work.mkdir(mode=0o700)
        stack.callback(shutil.rmtree, work, ignore_errors=True)
        report = RestoreReport(manifest=unpack(file, work))
        _set_aside(home, work, report, now)
        _merge(home, work, file, report, now)
        if (work / NEWSROOM_NAME).exists():
            _put_in_place(work / NEWSROOM_NAME, home.newsroom)
        _put_in_place(work / STORE_NAME, home.store)
        sync_folder(home.path)
    return report


def set_aside(home: Home) -> list[Path]:
    """The folders that restores have set aside, and what a killed one has left."""
    found = [*home.path.glob(f"{_ASIDE}*"), *home.path.glob(_WORK)]
    return sorted(path for path in found if path.is_dir())


def _set_aside(home: Home, work: Path, report: RestoreReport, now: datetime) -> None:
    kept = [path for path in (home.store, home.newsroom) if path.exists()]
    if not kept:
        return
    folder = work / "aside"
    folder.mkdir(mode=0o700)
    for path in kept:
        try:
            copy_database(path, folder / path.name)
        except DamagedStore as error:  # then as it is, with what SQLite keeps beside it
            report.remarks.append(f"{error}; not all that was taken down since may be known")
            for name in (path.name, *(path.name + end for end in _SIDECARS)):
                with suppress(FileNotFoundError):
                    shutil.copy2(home.path / name, folder / name)
    name = f"{_ASIDE}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    target = home.path / name
    number = 1
    while target.exists():
        number += 1
        target = home.path / f"{name}-{number}"
    folder.rename(target)
    sync_folder(home.path)
    report.aside = target


def _merge(home: Home, work: Path, file: Path, report: RestoreReport, now: datetime) -> None:
    """Make the backup's databases know what happened since, and give the store a new epoch."""
    try:
        with ExitStack() as stack:
            newsroom = _merged_newsroom(home, work, report, stack)
            store = stack.enter_context(closing(Store(work / STORE_NAME)))
            with store.writing() as writer:
                erased = _keep_taken_down(home.store, writer, report)
                store.connection.execute(
                    "UPDATE meta SET value = ? WHERE key = 'epoch'", (secrets.token_hex(8),)
                )
            apply_decisions(store, newsroom, now)
            if erased:
                store.compact()
    except ArchiveError as error:
        raise BadBackup(f"{file}: cannot be put back ({error})", path=str(file)) from error


def _merged_newsroom(home: Home, work: Path, report: RestoreReport, stack: ExitStack) -> Newsroom:
    path = work / NEWSROOM_NAME
    if not path.exists():
        present = stack.enter_context(closing(Newsroom(home.newsroom)))
        report.decisions = len(decisions.history(present))
        return present
    newsroom = stack.enter_context(closing(Newsroom(path)))
    if home.newsroom.exists():
        with newsroom.writing() as into, closing(sqlite3.connect(home.newsroom)) as other:
            try:
                report.decisions = decisions.merge(into, other)
                _take_tables(into, other)
            except sqlite3.DatabaseError as error:
                if _passes(error):
                    raise
                report.remarks.append(f"{home.newsroom}: {error}; tokens may be those of then")
    return newsroom


def _take_tables(into: sqlite3.Connection, other: sqlite3.Connection) -> None:
    """Put the tables that are not about words in place of those of then."""
    kept = {*_OF_WORDS, decisions.DECISIONS_TABLE}
    told = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL"
    tables = [(name, sql) for name, _, sql in other.execute(told, ("table",))
              if name not in kept and not name.startswith("sqlite_")]  # fmt: skip
    for name, sql in tables:
        rows = other.execute(f'SELECT * FROM "{name}"').fetchall()
        into.execute(f'DROP TABLE IF EXISTS "{name}"')
        into.execute(sql)
        if rows:
            marks = ",".join("?" * len(rows[0]))
            into.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    names = {name for name, _ in tables}
    for _, table, sql in other.execute(told, ("index",)).fetchall():
        if table in names:
            into.execute(sql)


def _keep_taken_down(present: Path, writer: StoreWriter, report: RestoreReport) -> bool:
    """Take over removals and holds of the store as it is; says whether a text was erased."""
    if not present.exists():
        return False
    erased = False
    with closing(sqlite3.connect(present)) as connection:
        try:
            for story_id, removed_at, reason, is_erased in _tombstones(connection):
                news = writer.keep_tombstone(
                    story_id, removed_at=removed_at, reason=reason, erase=is_erased
                )
                report.removals += news
                erased = erased or (news and is_erased)
            # Those that decisions stand behind are applied, or lifted, after this.
            for story_id, hold in read_holds(connection).items():
                if story_id not in writer.holds:
                    writer.hold(story_id, hold)
        except sqlite3.DatabaseError as error:
            if _passes(error):
                raise
            report.remarks.append(f"{present}: {error}; a removal since may be forgotten")
    return erased


def _tombstones(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str, bool]]:
    rows = connection.execute(
        "SELECT id, removed_at, coalesce(removed_why, ''), story = '{}' FROM stories"
        " WHERE removed_at IS NOT NULL"
    )
    for story_id, removed_at, reason, is_erased in rows:
        yield story_id, removed_at, reason, bool(is_erased)


def _put_in_place(source: Path, target: Path) -> None:
    """Make a database that may be open elsewhere hold what another does, in one transaction."""
    with StoreFaults(target):
        if target.exists():
            try:
                _write_over(source, target)
                return
            except sqlite3.DatabaseError as error:
                if _passes(error):
                    raise
            for end in _SIDECARS:  # it is damaged: another file takes its place
                target.with_name(target.name + end).unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        source.replace(target)


def _write_over(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source)) as read,
        closing(sqlite3.connect(target, timeout=10.0)) as written,
    ):
        written.execute("PRAGMA synchronous = FULL")
        written.execute("PRAGMA journal_mode = WAL")  # it is, but where the file was empty
        read.backup(written)
        found = written.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":  # its log was damaged too
            raise sqlite3.DatabaseError(found)
        written.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _passes(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says nothing about the file: a lock, a full disk, a file not to be written.

    What was taken down must not be forgotten because of one of these.
    """
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF in _PASSING  # above are SQLite's finer codes
