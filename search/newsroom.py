"""What did the newsroom decide about words? Corrected stems, and verdicts on synonyms.

A small SQLite file in WAL mode beside the store. It is read when an archive is opened and again
when its `version` changes, so that a decision holds at once, in an open server too, and outlives
every rebuild. Until the first decision there is no file, and reading makes none.
"""

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from .errors import DamagedStore
from .language.corrections import NO_CORRECTIONS, Corrections
from .storing import StoreFaults

NEWSROOM_VERSION: Final = 1  # PRAGMA user_version of newsroom.db
SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stem_corrections (
    word TEXT PRIMARY KEY,      -- folded
    stem TEXT NOT NULL,         -- folded; the word itself where it is to be left whole
    made_at TEXT NOT NULL       -- UTC, ISO 8601
) WITHOUT ROWID;
CREATE TABLE synonyms (
    short TEXT NOT NULL,
    long TEXT NOT NULL,
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('added', 'removed', 'mined', 'accepted', 'rejected')),
    count INTEGER NOT NULL,     -- stories in which it was found; 0 where it was not mined
    made_at TEXT NOT NULL,
    PRIMARY KEY (short, long)
) WITHOUT ROWID;
"""


def now() -> str:
    """The present moment as the tables keep it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Newsroom:
    """newsroom.db, whether or not there is one yet. Threads may share it.

    Raises everywhere:
        DamagedStore: SQLite cannot read or write the file, or it is of a newer program.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []

    @property
    def version(self) -> str:
        """Another text after each decision, in whichever process it was made; "" before the first.

        Costs one small read, so that it may be asked for at each request.
        """
        with self.reading() as connection:
            if connection is None:
                return ""
            return str(
                connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()[0]
            )

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """This thread's connection, to read with; None where there is no file."""
        with StoreFaults(self.path):
            yield self._connection()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which also renews `version`; nothing is kept where an error passes."""
        with StoreFaults(self.path):
            if not self.path.exists():
                _create(self.path)
            connection = self._connection()
            if connection is None:
                raise DamagedStore(f"{self.path}: vanished while opening", path=str(self.path))
            with connection:  # commits at the end, and rolls back where anything passes
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute(
                    "UPDATE meta SET value = ? WHERE key = 'version'", (secrets.token_hex(8),)
                )

    def corrections(self) -> Corrections:
        """The stems the newsroom corrected."""
        with self.reading() as connection:
            if connection is None:
                return NO_CORRECTIONS
            rows = connection.execute("SELECT word, stem FROM stem_corrections ORDER BY word")
            return Corrections(dict(rows.fetchall()))

    def correct(self, word: str, stem: str) -> None:
        """Give a folded word this stem from now on; its own letters leave it whole."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO stem_corrections VALUES (?, ?, ?) ON CONFLICT (word)"
                " DO UPDATE SET stem = excluded.stem, made_at = excluded.made_at",
                (word, stem, now()),
            )

    def uncorrect(self, word: str) -> bool:
        """Take a correction back; returns whether there was one."""
        if not self.path.exists():
            return False
        with self.writing() as connection:
            done = connection.execute("DELETE FROM stem_corrections WHERE word = ?", (word,))
            return done.rowcount > 0

    def close(self) -> None:
        """Close every thread's connection."""
        while self._opened:
            self._opened.pop().close()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection | None:
        try:
            inode = self.path.stat().st_ino
        except FileNotFoundError:
            return None
        known: tuple[int, sqlite3.Connection] | None = getattr(self._local, "known", None)
        if known is not None and known[0] == inode:  # else a restore put another file here
            return known[1]
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw", uri=True, timeout=10.0,
            check_same_thread=False, isolation_level=None,
        )  # fmt: skip
        connection.execute("PRAGMA synchronous = FULL")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found != NEWSROOM_VERSION:
            connection.close()
            raise DamagedStore(
                f"{self.path}: has version {found}, this program reads {NEWSROOM_VERSION}",
                path=str(self.path),
            )
        self._local.known = inode, connection
        self._opened.append(connection)
        return connection


def _create(path: Path) -> None:
    """Make an empty file; one that another process made meanwhile stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    fresh = sqlite3.connect(temporary)
    try:
        fresh.executescript(SCHEMA)
        fresh.execute("INSERT INTO meta VALUES ('version', ?)", (secrets.token_hex(8),))
        fresh.execute(f"PRAGMA user_version = {NEWSROOM_VERSION}")
        fresh.commit()
        fresh.execute("PRAGMA journal_mode = WAL")
        fresh.close()
        with suppress(FileExistsError):
            path.hardlink_to(temporary)  # in one step, and never over what is there
    finally:
        fresh.close()
        temporary.unlink(missing_ok=True)
