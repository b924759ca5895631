"""Which stories does a store keep from its readers, and until when?

A hold stands in a table of its own beside the stories: so it meets a story that is imported anew,
and one that comes back after it was removed. Who decided it, and why, says `decisions.py`.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from .values import Status

HOLDS_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS holds (
    story TEXT PRIMARY KEY,
    status TEXT NOT NULL,       -- of Status, never 'tayang'
    until TEXT NOT NULL         -- an instant as `instant_text` writes it; '' without end
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a story is not public; `until` is an aware instant, None without end."""

    status: Status
    until: datetime | None = None


def instant_text(instant: datetime) -> str:
    """An aware instant in UTC, so written that texts sort as the instants do."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def has_holds(connection: sqlite3.Connection) -> bool:
    """Whether a store has the table; it gets it with its first hold."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'holds'"
    )
    return found.fetchone() is not None


def read_holds(connection: sqlite3.Connection) -> dict[str, Hold]:
    """Every hold by the id of its story, whether or not the story is there."""
    if not has_holds(connection):
        return {}
    rows = connection.execute("SELECT story, status, until FROM holds")
    return {
        story: Hold(Status(status), datetime.fromisoformat(until) if until else None)
        for story, status, until in rows
    }


def keep_hold(connection: sqlite3.Connection, story_id: str, hold: Hold | None) -> None:
    """Note a hold in place of what was noted, or that there is none, in the caller's transaction.

    A hold whose status is public is none.
    """
    connection.execute(HOLDS_SCHEMA)
    if hold is None or hold.status is Status.PUBLIC:
        connection.execute("DELETE FROM holds WHERE story = ?", (story_id,))
        return
    connection.execute(
        "INSERT OR REPLACE INTO holds VALUES (?, ?, ?)",
        (story_id, hold.status.value, instant_text(hold.until) if hold.until else ""),
    )


def ended(connection: sqlite3.Connection, now: datetime) -> tuple[str, ...]:
    """Ids of the stories whose hold has ended at an instant."""
    if not has_holds(connection):
        return ()
    rows = connection.execute(
        "SELECT story FROM holds WHERE until <> '' AND until <= ? ORDER BY until, story",
        (instant_text(now),),
    )
    return tuple(row[0] for row in rows)
