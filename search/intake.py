"""What becomes of a story that arrives? New, changed, unchanged, repeated, or kept away.

One Intake is one import run. New stories go in at once, batch by batch. Changes of stories that
were there before wait, on disk, for the end of the run: so a source that holds a story twice, in
two versions, ends with the later one and changes nothing when it is imported again.
"""

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from .serial import story_from_json, story_text
from .store import Store
from .storing import content_digest
from .values import Story

BATCH: Final = 500  # stories between two commits: what a kill can cost, and the price of a sync

_TABLES: Final = """
CREATE TEMP TABLE seen (id TEXT PRIMARY KEY, digest BLOB NOT NULL, fresh INTEGER NOT NULL)
WITHOUT ROWID;
CREATE TEMP TABLE waiting (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, cleaner INTEGER, raw TEXT, story TEXT
);
"""


class Outcome(StrEnum):
    """What one arriving story meant for the archive."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REPEATED = "repeated"
    """A second, different one with its id in the same run; the later wins."""
    REMOVED = "removed"
    """There is a tombstone for it, and it stays away."""


class Intake:
    """One import run into a store; the caller holds the writer lock.

    `again` lets removed stories come back. After `finish()`, `changed` and `unchanged` say how
    many of the stories that were there before differ from what they were.
    """

    def __init__(self, store: Store, *, again: bool = False) -> None:
        self._store = store
        self._again = again
        self._batch: list[tuple[Story, str, int]] = []
        self.changed = 0
        self.unchanged = 0
        store.connection.executescript(
            "DROP TABLE IF EXISTS temp.seen; DROP TABLE IF EXISTS temp.waiting;" + _TABLES
        )

    def put(self, story_id: str, raw: str, cleaner: int, derive: Callable[[], Story]) -> Outcome:
        """Take in one story; `derive` makes it from its raw text and is called only if needed.

        Whatever `derive` raises passes through, and nothing is kept of the story.
        """
        digest = content_digest(raw, cleaner)
        run = self._store.connection
        seen = run.execute("SELECT digest, fresh FROM seen WHERE id = ?", (story_id,)).fetchone()
        if seen is not None and seen[0] == digest:
            return Outcome.UNCHANGED
        kept = run.execute(
            "SELECT digest, removed_at IS NOT NULL FROM stories WHERE id = ?", (story_id,)
        ).fetchone()
        if kept is not None and kept[1] and not self._again:
            return Outcome.REMOVED
        is_kept = kept is not None and kept[0] == digest and not kept[1]
        story = None if is_kept else derive()
        if seen is not None:
            self._note(story_id, digest, fresh=bool(seen[1]))
            self._wait(story, story_id, raw, cleaner)
            return Outcome.REPEATED
        fresh = kept is None
        self._note(story_id, digest, fresh=fresh)
        if story is None:
            return Outcome.UNCHANGED
        if fresh:
            self._batch.append((story, raw, cleaner))
            if len(self._batch) >= BATCH:
                self.flush()
            return Outcome.NEW
        self._wait(story, story_id, raw, cleaner)
        return Outcome.CHANGED

    def flush(self) -> None:
        """Keep the new stories so far."""
        if self._batch:
            with self._store.writing() as writer:
                for story, raw, cleaner in self._batch:
                    writer.put(story, raw=raw, cleaner=cleaner)
            self._batch = []

    def finish(self) -> None:
        """Keep what is left, and the changes that waited for the end."""
        self.flush()
        run = self._store.connection
        self.changed = run.execute(
            "SELECT count(*) FROM waiting JOIN seen USING (id) WHERE NOT fresh"
        ).fetchone()[0]
        self.unchanged = (
            run.execute("SELECT count(*) FROM seen WHERE NOT fresh").fetchone()[0] - self.changed
        )
        at = 0
        while rows := run.execute(
            "SELECT number, raw, cleaner, story FROM waiting WHERE number > ?"
            " ORDER BY number LIMIT ?",
            (at, BATCH),
        ).fetchall():
            with self._store.writing() as writer:
                for at, raw, cleaner, text in rows:  # noqa: B007 # the last one counts
                    story = story_from_json(json.loads(text))
                    writer.put(story, raw=raw, cleaner=cleaner)

    def _note(self, story_id: str, digest: bytes, *, fresh: bool) -> None:
        self._store.connection.execute(
            "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (story_id, digest, fresh)
        )

    def _wait(self, story: Story | None, story_id: str, raw: str, cleaner: int) -> None:
        """Let a change wait for the end; None takes back an earlier one of this run."""
        run = self._store.connection
        run.execute("DELETE FROM waiting WHERE id = ?", (story_id,))
        if story is not None:
            run.execute(
                "INSERT INTO waiting (id, cleaner, raw, story) VALUES (?, ?, ?, ?)",
                (story_id, cleaner, raw, story_text(story)),
            )
