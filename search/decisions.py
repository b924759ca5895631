"""What did people decide about single stories, who was it, when and why?

Every decision stays in newsroom.db, the newest of a story is in force. They are kept apart from
the stories, so that neither an import nor a rebuild nor a store put back from a backup undoes one.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from .holds import Hold, instant_text
from .newsroom import Newsroom
from .values import Status

DECISIONS_TABLE: Final = "decisions"
_SCHEMA: Final = f"""
CREATE TABLE IF NOT EXISTS {DECISIONS_TABLE} (
    token TEXT PRIMARY KEY,     -- random: the same decision in a backup has the same one
    story TEXT NOT NULL,
    verdict TEXT NOT NULL,      -- of Verdict
    until TEXT NOT NULL,        -- '' but of an embargo
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,      -- of all in a file no two are equal: they give the order
    reason TEXT NOT NULL
) WITHOUT ROWID
"""
_COLUMNS: Final = "token, story, verdict, until, made_by, made_at, reason"
_INSTANT: Final = timedelta(microseconds=1)


class Verdict(StrEnum):
    """What was decided; the names of the commands."""

    WITHDRAW = "withdraw"
    EMBARGO = "embargo"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision about one story; both instants are aware, in UTC."""

    story: str
    verdict: Verdict
    until: datetime | None = None
    """When an embargo ends; None of the others."""
    by: str
    at: datetime
    reason: str = ""

    def hold(self, now: datetime) -> Hold | None:
        """What it means for the story at an instant; None: it is public."""
        match self.verdict:
            case Verdict.WITHDRAW:
                return Hold(Status.WITHDRAWN)
            case Verdict.EMBARGO if self.until is not None and now < self.until:
                return Hold(Status.EMBARGOED, self.until)
        return None

    def to_json(self) -> dict[str, Any]:
        """Its fields as JSON values; instants in UTC."""
        return {
            "id": self.story,
            "decision": self.verdict.value,
            "until": _seconds(self.until) if self.until else None,
            "by": self.by,
            "at": _seconds(self.at),
            "reason": self.reason,
        }


def decide(
    newsroom: Newsroom, story_ids: Iterable[str], verdict: Verdict, *, by: str, at: datetime,
    reason: str = "", until: datetime | None = None,
) -> tuple[Decision, ...]:  # fmt: skip
    """Keep one decision about each of some stories, all of them or none.

    Args:
        at: the present instant, aware. A decision never lies before an older one, whatever the
            clock says: else the older would be in force again.
        until: when an embargo ends, aware; it is for an embargo only.
    """
    made = []
    with newsroom.writing() as connection:
        connection.execute(_SCHEMA)
        newest = connection.execute(f"SELECT max(made_at) FROM {DECISIONS_TABLE}").fetchone()[0]
        at = at.astimezone(UTC)
        if newest:
            at = max(at, datetime.fromisoformat(newest) + _INSTANT)
        for story_id in story_ids:
            made.append(Decision(story=story_id, verdict=verdict, until=until, by=by, at=at,
                                 reason=reason))  # fmt: skip
            connection.execute(
                f"INSERT INTO {DECISIONS_TABLE} VALUES (?, ?, ?, ?, ?, ?, ?)",
                (secrets.token_hex(8), story_id, verdict.value,
                 instant_text(until) if until else "", by, instant_text(at), reason),
            )  # fmt: skip
            at += _INSTANT
    return tuple(made)


def history(newsroom: Newsroom) -> tuple[Decision, ...]:
    """Every decision there is, the oldest first."""
    with newsroom.reading() as connection:
        if connection is None or not _has_table(connection):
            return ()
        rows = connection.execute(f"SELECT {_COLUMNS} FROM {DECISIONS_TABLE} ORDER BY made_at")
        return tuple(
            Decision(
                story=story,
                verdict=Verdict(verdict),
                until=datetime.fromisoformat(until) if until else None,
                by=by,
                at=datetime.fromisoformat(at),
                reason=reason,
            )
            for _, story, verdict, until, by, at, reason in rows
        )


def in_force(newsroom: Newsroom) -> Mapping[str, Decision]:
    """The newest decision about each story that one was made about."""
    return {decision.story: decision for decision in history(newsroom)}


def merge(into: sqlite3.Connection, other: sqlite3.Connection) -> int:
    """Add another newsroom's decisions to one's, in the caller's transaction; says how many.

    Where two were made in the same instant, the one that is added counts as later.
    """
    if not _has_table(other):
        return 0
    into.execute(_SCHEMA)
    known = {row[0] for row in into.execute(f"SELECT token FROM {DECISIONS_TABLE}")}
    taken = {row[0] for row in into.execute(f"SELECT made_at FROM {DECISIONS_TABLE}")}
    rows = other.execute(f"SELECT {_COLUMNS} FROM {DECISIONS_TABLE} ORDER BY made_at")
    added = 0
    for token, story, verdict, until, by, at, reason in rows:
        if token in known:
            continue
        while at in taken:
            at = instant_text(datetime.fromisoformat(at) + _INSTANT)
        taken.add(at)
        into.execute(
            f"INSERT INTO {DECISIONS_TABLE} VALUES (?, ?, ?, ?, ?, ?, ?)",
            (token, story, verdict, until, by, at, reason),
        )
        added += 1
    return added


def _has_table(connection: sqlite3.Connection) -> bool:
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (DECISIONS_TABLE,)
    )
    return found.fetchone() is not None


def _seconds(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
