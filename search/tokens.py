"""Which programs may change the archive over the network?

A token is shown once, when it is made, and only its SHA-256 is kept: it holds 256 random bits, so
a slow hash would add nothing. Tokens lie in newsroom.db and are looked up at each request, so that
a new or a revoked one counts in all processes at once.
"""

import hashlib
import re
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from .newsroom import Newsroom

TOKENS_TABLE: Final = "tokens"
_SCHEMA: Final = f"""
CREATE TABLE IF NOT EXISTS {TOKENS_TABLE} (
    id TEXT PRIMARY KEY,        -- no secret; it is what lists and logs call the token
    hash BLOB NOT NULL UNIQUE,  -- SHA-256 of the whole token
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,       -- of Scope, blanks between
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,      -- UTC, ISO 8601, as all that follow
    expires_at TEXT NOT NULL,   -- '' for never
    revoked_at TEXT NOT NULL    -- '' for not
) WITHOUT ROWID
"""
_COLUMNS: Final = "id, name, scopes, made_by, made_at, expires_at, revoked_at"
_PREFIX: Final = "telusur_"  # so that scanners of published code know one when they see it
_SECRET_BYTES: Final = 32
_SHAPE: Final = re.compile(r"telusur_[A-Za-z0-9_-]{20,100}")
MAX_NAME_CHARS: Final = 100


class Scope(StrEnum):
    """What a token allows."""

    PUSH = "push"
    """All that follow."""
    PUT = "put"
    """To bring stories in, new or changed."""
    REMOVE = "remove"
    """To take stories out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is kept of a token; the instants are aware, in UTC."""

    id: str
    name: str
    scopes: frozenset[Scope]
    made_by: str
    made_at: datetime
    expires_at: datetime | None = None
    """The first instant at which it is no longer valid; None for never."""
    revoked_at: datetime | None = None

    def state(self, now: datetime) -> str:
        """ "valid", "expired" or "revoked"."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "valid"

    def allows(self, scope: Scope) -> bool:
        """Whether it may do what a scope stands for."""
        return scope in self.scopes or Scope.PUSH in self.scopes

    def to_json(self, now: datetime) -> dict[str, Any]:
        """Its fields as JSON values; the token itself is not among them, nobody has it."""
        return {
            "id": self.id,
            "name": self.name,
            "scopes": sorted(self.scopes),
            "state": self.state(now),
            "by": self.made_by,
            "at": _text(self.made_at),
            "expires": _text(self.expires_at) or None,
            "revoked": _text(self.revoked_at) or None,
        }


def create_token(
    newsroom: Newsroom, name: str, scopes: Iterable[Scope], *, by: str, now: datetime,
    expires_at: datetime | None = None,
) -> tuple[Token, str]:  # fmt: skip
    """Make a token; returns what is kept of it and the token itself, which is kept nowhere.

    Args:
        name: of the program that gets it, 1 to MAX_NAME_CHARS characters; several may share one.
        by: who makes it.
        now, expires_at: aware instants.

    Raises:
        DamagedStore: newsroom.db cannot be read or written.
    """
    text = f"{_PREFIX}{secrets.token_urlsafe(_SECRET_BYTES)}"
    token = Token(
        id=secrets.token_hex(4),
        name=name,
        scopes=frozenset(scopes),
        made_by=by,
        made_at=now.astimezone(UTC),
        expires_at=expires_at.astimezone(UTC) if expires_at else None,
    )
    with newsroom.writing() as connection:
        connection.execute(_SCHEMA)
        connection.execute(
            f"INSERT INTO {TOKENS_TABLE} (hash, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, '')",
            (_hash(text), token.id, name, " ".join(sorted(token.scopes)), by,
             _text(token.made_at), _text(token.expires_at)),
        )  # fmt: skip
    return token, text


def find_token(newsroom: Newsroom, text: str) -> Token | None:
    """The token that somebody shows, whatever its state; None where there is none like it.

    It is found by its hash: how long that takes tells nothing of the tokens there are.

    Raises:
        DamagedStore: newsroom.db cannot be read.
    """
    if not _SHAPE.fullmatch(text):
        return None
    found = _tokens(newsroom, "WHERE hash = ?", (_hash(text),))
    return found[0] if found else None


def all_tokens(newsroom: Newsroom) -> tuple[Token, ...]:
    """Every token ever made, the oldest first.

    Raises:
        DamagedStore: newsroom.db cannot be read.
    """
    return _tokens(newsroom, "ORDER BY made_at, id")


def revoke_token(newsroom: Newsroom, which: str, now: datetime) -> tuple[Token, ...]:
    """Make the token of an id, or every token of a name, worthless from now on.

    Returns:
        Those that were revoked; none where there is none like it, or it was revoked before.

    Raises:
        DamagedStore: newsroom.db cannot be read or written.
    """
    meant = _tokens(newsroom, "WHERE revoked_at = '' AND (id = ?1 OR name = ?1)", (which,))
    if not meant:
        return ()
    with newsroom.writing() as connection:
        connection.executemany(
            f"UPDATE {TOKENS_TABLE} SET revoked_at = ? WHERE id = ?",
            [(_text(now), token.id) for token in meant],
        )
    return meant


def _tokens(newsroom: Newsroom, which: str, values: tuple[object, ...] = ()) -> tuple[Token, ...]:
    with newsroom.reading() as connection:
        if connection is None or not _has_table(connection):
            return ()
        rows = connection.execute(f"SELECT {_COLUMNS} FROM {TOKENS_TABLE} {which}", values)
        return tuple(
            Token(
                id=own,
                name=name,
                scopes=frozenset(Scope(scope) for scope in scopes.split()),
                made_by=made_by,
                made_at=datetime.fromisoformat(made_at),
                expires_at=datetime.fromisoformat(expires_at) if expires_at else None,
                revoked_at=datetime.fromisoformat(revoked_at) if revoked_at else None,
            )
            for own, name, scopes, made_by, made_at, expires_at, revoked_at in rows
        )


def _has_table(connection: sqlite3.Connection) -> bool:
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (TOKENS_TABLE,)
    )
    return found.fetchone() is not None


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _text(instant: datetime | None) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds") if instant else ""
