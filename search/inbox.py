"""What was pushed and is not in the store yet?

Servers put pushes here, numbered, each on the disk before it is answered; the one worker takes them
out in order. So a push waits for nobody who writes, and none that was answered is lost. The store
keeps the number of the last one it took in, in the same transaction: killed at any moment, each is
taken in once.
"""

import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Final

from .errors import DamagedStore
from .files import sync_folder
from .pushes import Cleaner, Push, Pushed, Refusal, State, refusal_of, take
from .settings import Home
from .store import Store
from .storing import StoreFaults

INBOX_VERSION: Final = 1  # PRAGMA user_version of inbox.db
_SCHEMA: Final = (
    "CREATE TABLE inbox (name TEXT NOT NULL)",  # random: numbers of another inbox say nothing
    """
CREATE TABLE pushes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    story TEXT NOT NULL,
    raw TEXT,                   -- NULL takes the story out; '' once it is in the store
    again INTEGER NOT NULL,     -- whether a removed story may come back
    pushed_by TEXT NOT NULL,
    pushed_at TEXT NOT NULL,    -- UTC, ISO 8601
    state TEXT NOT NULL,        -- of State
    revision INTEGER,           -- of the store, once the push is in it
    why TEXT NOT NULL           -- it was refused; else ''
)
""",
    "CREATE INDEX pushes_waiting ON pushes (number) WHERE state = 'waiting'",
    "CREATE INDEX pushes_waiting_of ON pushes (story, number) WHERE state = 'waiting'",
)
_DONE_KEPT: Final = 10_000  # pushes of which it can still be asked what became of them
_HIGHEST: Final = (1 << 63) - 1  # that SQLite can be asked for
_BATCH: Final = 200  # pushes of one transaction
_BATCH_CHARS: Final = 8_000_000  # of their raw texts
_LAST_TAKEN: Final = "pushed"  # in the store's meta: the inbox's name, a blank and a number


class Inbox:
    """inbox.db, whether or not there is one yet. Threads and processes share it.

    Raises everywhere:
        DamagedStore: SQLite cannot read or write the file, or it is of a newer program.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._path = home.inbox
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []

    def put(self, pushes: Iterable[Push], *, by: str) -> tuple[int | Refusal, ...]:
        """Keep some pushes, in order; each gets a number, higher than all before, or is refused.

        When it returns they are on the disk.
        """
        answers: list[int | Refusal] = []
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._writing() as inbox, _StoreAsItIs(self._home) as kept:
            for push in pushes:
                # A waiting push comes before the store: it will be in it when this one is.
                row = inbox.execute(
                    "SELECT raw IS NULL FROM pushes WHERE story = ? AND state = 'waiting'"
                    " ORDER BY number DESC LIMIT 1",
                    (push.story,),
                ).fetchone()
                is_removed = kept.is_removed(push.story) if row is None else bool(row[0])
                refusal = refusal_of(push, is_removed)
                if refusal is not None:
                    answers.append(refusal)
                    continue
                added = inbox.execute(
                    "INSERT INTO pushes (story, raw, again, pushed_by, pushed_at, state, why)"
                    " VALUES (?, ?, ?, ?, ?, 'waiting', '')",
                    (push.story, push.raw, push.again, by, at),
                )
                answers.append(added.lastrowid or 0)
        return tuple(answers)

    def look(self, number: int) -> Pushed | None:
        """What became of a push; None where there was none, or long ago."""
        if number > _HIGHEST:
            return None
        with self._reading() as inbox:
            row = (
                inbox
                and inbox.execute(
                    "SELECT number, story, state, revision, why FROM pushes WHERE number = ?",
                    (number,),
                ).fetchone()
            )
        if not row:
            return None
        return Pushed(number=row[0], story=row[1], state=State(row[2]), revision=row[3], why=row[4])

    @property
    def has_waiting(self) -> bool:
        """Whether something waits; costs some microseconds."""
        with self._reading() as inbox:
            if inbox is None:
                return False
            row = inbox.execute("SELECT 1 FROM pushes WHERE state = 'waiting' LIMIT 1").fetchone()
        return row is not None

    def drain(self, store: Store, clean: Cleaner, version: int) -> int:
        """Take the oldest waiting pushes into the store; the caller holds the writer lock.

        Args:
            clean: makes a story of a raw text.
            version: of the cleaner.

        Returns:
            How many were looked at; 0 where none waits. More may wait than one call takes.
        """
        rows = self._waiting()
        if not rows:
            return 0
        with store.writing() as writer:
            last = self._last_taken(store)
            taken = [
                (State.KEPT, "") if number <= last  # by one that died before it could say so
                else take(store, writer, push, by, clean, version)
                for number, push, by in rows
            ]  # fmt: skip
            store.connection.execute(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                (_LAST_TAKEN, f"{self._name()} {max(last, rows[-1][0])}"),
            )
        self._note(store.revision, rows, taken)
        return len(rows)

    def tidy(self) -> None:
        """Leave nothing of the texts that went through in the file or its log."""
        with self._reading() as inbox:
            if inbox is not None:
                inbox.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close every thread's connection."""
        while self._opened:
            self._opened.pop().close()
        self._local = threading.local()

    def _waiting(self) -> list[tuple[int, Push, str]]:
        rows: list[tuple[int, Push, str]] = []
        size = 0
        with self._reading() as inbox:
            if inbox is None:
                return rows
            for number, story, raw, again, by in inbox.execute(
                "SELECT number, story, raw, again, pushed_by FROM pushes"
                " WHERE state = 'waiting' ORDER BY number LIMIT ?",
                (_BATCH,),
            ):
                rows.append((number, Push(story=story, raw=raw, again=bool(again)), by))
                size += len(raw or "")
                if size > _BATCH_CHARS:
                    break
        return rows

    def _note(
        self, revision: int, rows: list[tuple[int, Push, str]], taken: list[tuple[State, str]]
    ) -> None:
        with self._writing() as inbox:
            inbox.executemany(
                "UPDATE pushes SET state = ?, why = ?, revision = ?,"
                " raw = CASE WHEN raw IS NULL THEN NULL ELSE '' END WHERE number = ?",
                [
                    (state.value, why, None if state is State.REFUSED else revision, number)
                    for (number, _, _), (state, why) in zip(rows, taken, strict=True)
                ],
            )
            inbox.execute(
                "DELETE FROM pushes WHERE number < ? AND state <> 'waiting'",
                (rows[-1][0] - _DONE_KEPT,),
            )

    def _last_taken(self, store: Store) -> int:
        row = store.connection.execute(
            "SELECT value FROM meta WHERE key = ?", (_LAST_TAKEN,)
        ).fetchone()
        name, _, number = str(row[0]).partition(" ") if row else ("", "", "")
        return int(number) if name == self._name() else 0

    def _name(self) -> str:
        with self._reading() as inbox:
            return str(inbox.execute("SELECT name FROM inbox").fetchone()[0]) if inbox else ""

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        with StoreFaults(self._path):
            yield self._connection() if self._path.exists() else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with StoreFaults(self._path):
            inbox = self._connection()
            with inbox:  # commits at the end, and rolls back where anything passes
                inbox.execute("BEGIN IMMEDIATE")
                yield inbox

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection to the file that is there now, made where there is none."""
        known: tuple[int, sqlite3.Connection] | None = getattr(self._local, "known", None)
        if known is not None and self._path.exists() and known[0] == self._path.stat().st_ino:
            return known[1]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        inbox = sqlite3.connect(
            self._path, timeout=10.0, check_same_thread=False, isolation_level=None
        )
        self._opened.append(inbox)
        inbox.execute("PRAGMA journal_mode = WAL")
        inbox.execute("PRAGMA synchronous = FULL")
        inbox.execute("PRAGMA secure_delete = ON")
        _prepare(inbox, self._home)
        self._local.known = self._path.stat().st_ino, inbox
        return inbox


class _StoreAsItIs:
    """What the store says of an id, where there is a store."""

    def __init__(self, home: Home) -> None:
        self._store = Store(home.store) if home.store.exists() else None

    def __enter__(self) -> "_StoreAsItIs":
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()

    def is_removed(self, story_id: str) -> bool | None:
        """Whether the story was removed; None where there never was one."""
        if self._store is None:
            return None
        with self._store.faults():
            row = self._store.connection.execute(
                "SELECT removed_at IS NOT NULL FROM stories WHERE id = ?", (story_id,)
            ).fetchone()
        return bool(row[0]) if row else None


def _prepare(inbox: sqlite3.Connection, home: Home) -> None:
    """Make the tables where there are none; of two processes the second finds them."""
    found = inbox.execute("PRAGMA user_version").fetchone()[0]
    if found == 0:
        with closing(inbox.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            found = cursor.execute("PRAGMA user_version").fetchone()[0]
            if found == 0:
                for statement in _SCHEMA:
                    cursor.execute(statement)
                cursor.execute("INSERT INTO inbox VALUES (?)", (secrets.token_hex(8),))
                cursor.execute(f"PRAGMA user_version = {INBOX_VERSION}")
                found = INBOX_VERSION
            cursor.execute("COMMIT")
        sync_folder(home.path)
    if found != INBOX_VERSION:
        raise DamagedStore(
            f"{home.inbox}: has version {found}, this program reads {INBOX_VERSION}",
            path=str(home.inbox),
        )
