"""How is a change of a story written down, what names its content, and what its history?"""

import hashlib
import json
import secrets
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from .errors import DamagedStore, StoryNotFound
from .holds import Hold, keep_hold, read_holds
from .links import LINKS_SCHEMA, build_links, forget_links, has_links, keep_links
from .serial import story_from_json, story_text
from .values import Status, Story

HISTORY_SCHEMA: Final = """
CREATE TABLE history (
    revision INTEGER PRIMARY KEY,   -- the last one of a transaction
    stamp TEXT NOT NULL             -- random; '' for all that was before there was this table
);
"""
SCHEMA: Final = (
    """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE stories (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    digest BLOB NOT NULL,       -- of the raw text and the cleaner's version
    cleaner INTEGER NOT NULL,
    raw TEXT NOT NULL,          -- '' once erased
    story TEXT NOT NULL,        -- JSON of search.serial; {} once erased
    removed_at TEXT,            -- a tombstone where not NULL
    removed_why TEXT
);
CREATE UNIQUE INDEX stories_by_revision ON stories (revision);
CREATE INDEX stories_removed ON stories (revision) WHERE removed_at IS NOT NULL;
CREATE INDEX stories_held ON stories (revision) WHERE json_extract(story, '$.status') <> 'tayang';
"""
    + HISTORY_SCHEMA
    + ";".join(LINKS_SCHEMA)
)
_STAMP_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one story: its newest content, or None where it is no longer to be seen."""

    revision: int
    id: str
    story: Story | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreCounts:
    """How much is in a store."""

    stories: int
    removed: int
    undated: int
    first_day: str | None
    last_day: str | None


def story_key(story_id: str) -> str:
    """The name of a story in addresses: its id where that is safe, else a hash of it."""
    safe = len(story_id) <= 64 and story_id.isascii() and story_id.replace("_", "-").replace(
        "-", "a"
    ).isalnum()  # fmt: skip
    return story_id if safe else hashlib.sha256(story_id.encode()).hexdigest()[:32]


def has_history(connection: sqlite3.Connection) -> bool:
    """Whether a store has the table of stamps; one of before gets it with its next change."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'history'"
    )
    return found.fetchone() is not None


def content_digest(raw: str, cleaner: int) -> bytes:
    """Names a story's raw text and the version of what cleaned it: equal means unchanged."""
    return hashlib.sha256(f"{cleaner}\n{raw}".encode("utf-8", "surrogatepass")).digest()[:16]


class StoreWriter:
    """Changes of one transaction; each raises the archive-wide revision by one."""

    def __init__(self, connection: sqlite3.Connection, revision: int) -> None:
        self._connection = connection
        self._revision = revision
        self._began_at = revision
        self._has_links = has_links(connection)
        self._holds: dict[str, Hold] | None = None

    def save(self) -> None:
        """Note the revision reached, and stamp it: this transaction and no other made it."""
        if self._revision == self._began_at:
            return
        if not has_history(self._connection):  # a store from before there were stamps
            self._connection.execute(HISTORY_SCHEMA)
            if self._began_at:
                self._note(self._began_at, "")
        self._note(self._revision, secrets.token_hex(_STAMP_BYTES))
        self._connection.execute(
            "UPDATE meta SET value = ? WHERE key = 'revision'", (str(self._revision),)
        )

    def _note(self, revision: int, stamp: str) -> None:
        self._connection.execute("INSERT INTO history VALUES (?, ?)", (revision, stamp))

    def put(self, story: Story, *, raw: str, cleaner: int) -> None:
        """Keep a story, new or in place of the one with its id; lifts a tombstone, but no hold."""
        if (hold := self.holds.get(story.id)) is not None:
            story = replace(story, status=hold.status)
        self._revision += 1
        self._connection.execute(
            "INSERT INTO stories (id, key, revision, digest, cleaner, raw, story)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " revision = excluded.revision, digest = excluded.digest, cleaner = excluded.cleaner,"
            " raw = excluded.raw, story = excluded.story, removed_at = NULL, removed_why = NULL",
            (story.id, story_key(story.id), self._revision, content_digest(raw, cleaner), cleaner,
             raw, story_text(story)),
        )  # fmt: skip
        if not self._has_links:  # a store from before there were links
            build_links(self._connection)
            self._has_links = True
        keep_links(self._connection, story)

    @property
    def holds(self) -> dict[str, Hold]:
        """The holds as this transaction found or made them."""
        if self._holds is None:
            self._holds = read_holds(self._connection)
        return self._holds

    def hold(self, story_id: str, hold: Hold | None) -> bool:
        """Keep a story from readers, or let it be seen (None); an unknown one when it comes.

        Returns whether this changes what is seen of the archive.
        """
        keep_hold(self._connection, story_id, hold)
        if hold is None:
            self.holds.pop(story_id, None)
        else:
            self.holds[story_id] = hold
        status = Status.PUBLIC if hold is None else hold.status
        row = self._connection.execute(
            "SELECT story FROM stories WHERE id = ? AND removed_at IS NULL", (story_id,)
        ).fetchone()
        if row is None:
            return False
        story = story_from_json(json.loads(row[0]))
        if story.status is status:
            return False
        self._revision += 1
        self._connection.execute(
            "UPDATE stories SET revision = ?, story = ? WHERE id = ?",
            (self._revision, story_text(replace(story, status=status)), story_id),
        )
        return True

    def mark_cleaned(self, story_id: str, *, raw: str, cleaner: int) -> None:
        """Note that a newer cleaner gives the same story; the revision stays."""
        self._connection.execute(
            "UPDATE stories SET cleaner = ?, digest = ? WHERE id = ?",
            (cleaner, content_digest(raw, cleaner), story_id),
        )

    def remove(self, story_id: str, reason: str, *, erase: bool = False) -> None:
        """Put a tombstone on a story; `erase` also clears its text.

        Raises:
            StoryNotFound: no story has this id (an already removed one may be erased).
        """
        row = self._connection.execute(
            "SELECT removed_at, story = '{}' FROM stories WHERE id = ?", (story_id,)
        ).fetchone()
        if row is None or (row[0] is not None and (not erase or row[1])):
            raise StoryNotFound(f"no story has the id {story_id!r}", id=story_id)
        self._revision += 1
        self._connection.execute(
            "UPDATE stories SET revision = ?, removed_at = ?, removed_why = ? WHERE id = ?",
            (self._revision, datetime.now(UTC).isoformat(timespec="seconds"), reason, story_id),
        )
        if erase:
            self._connection.execute(
                "UPDATE stories SET raw = '', story = '{}', digest = x'' WHERE id = ?", (story_id,)
            )
            if self._has_links:
                forget_links(self._connection, story_id)

    def keep_tombstone(self, story_id: str, *, removed_at: str, reason: str, erase: bool) -> bool:
        """Take over a tombstone from another copy of the store, also of an unknown story.

        Returns whether it says more than this store knew: a removal, or that the text is to go.
        """
        row = self._connection.execute(
            "SELECT removed_at, story = '{}' FROM stories WHERE id = ?", (story_id,)
        ).fetchone()
        if row is None:
            self._revision += 1
            self._connection.execute(
                "INSERT INTO stories (id, key, revision, digest, cleaner, raw, story, removed_at,"
                " removed_why) VALUES (?, ?, ?, x'', 0, '', '{}', ?, ?)",
                (story_id, story_key(story_id), self._revision, removed_at, reason),
            )
            return True
        if row[0] is not None and (row[1] or not erase):
            return False
        self.remove(story_id, reason, erase=erase or row[0] is not None)
        self._connection.execute(
            "UPDATE stories SET removed_at = ? WHERE id = ?", (removed_at, story_id)
        )
        return True


class StoreFaults:
    """A context that words SQLite's errors as ours."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise DamagedStore(f"{self._path}: {error}", path=str(self._path)) from error
