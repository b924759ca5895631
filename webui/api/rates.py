"""How much may one address ask in a minute? Counted for all processes together.

A bucket for each address: it holds a minute's requests, and fills evenly. The buckets lie in a
SQLite file that all processes of a server share and that is gone with it (docs/decisions/0017).
"""

import logging
import sqlite3
import threading
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Final

WINDOW_S: Final = 60
_WAIT_S: Final = 0.25  # for another process's turn; then the request passes uncounted
_TIDY_EVERY: Final = 1_000  # requests, after which full buckets are forgotten
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What is left in a bucket after a request, or how long until it is let through."""

    left: int
    """Requests that may follow at once."""
    full_in_s: int
    """Seconds until the bucket is full again."""
    wait_s: int = 0
    """Seconds to wait before asking again; 0 where the request was let through."""


class Rates:
    """The buckets of one server. Threads and processes share them.

    Of each is kept when it will be full again, which is all that there is to know of it (the
    generic cell rate algorithm).
    """

    def __init__(self, path: Path, rate: int) -> None:
        """`rate` is requests a minute, at least 1; `path` a file that need not be there."""
        self._path = path
        self._rate = rate
        self._every_s = WINDOW_S / rate
        self._local = threading.local()
        self._count = 0  # roughly: threads may miss each other's

    def take(self, key: str, cost: int, now: float) -> Told:
        """Take `cost` requests from a bucket, or nothing where they are not there.

        `now` is seconds since the epoch. A cost above the rate is taken as the rate: a full bucket
        lets it through.
        """
        cost = min(cost, self._rate)
        try:
            return self._taken(key, cost, now)
        except sqlite3.Error as error:
            # A limit that cannot be counted must not be what takes the service down.
            _log.warning("requests cannot be counted: %s", error)
            return Told(self._rate, 0)

    def _taken(self, key: str, cost: int, now: float) -> Told:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            row = connection.execute("SELECT full_at FROM buckets WHERE key = ?", (key,)).fetchone()
            before = max(row[0], now) if row else now
            # A clock that was put back would else keep an address out for as long.
            before = min(before, now + WINDOW_S)
            after = before + cost * self._every_s
            if after - now > WINDOW_S + self._every_s / 2:  # sums of floats are not exact
                return self._told(before, now, wait_s=max(1, ceil(after - now - WINDOW_S)))
            connection.execute("INSERT OR REPLACE INTO buckets VALUES (?, ?)", (key, after))
            self._count += 1
            if self._count % _TIDY_EVERY == 0:
                connection.execute("DELETE FROM buckets WHERE full_at < ?", (now,))
        return self._told(after, now)

    def _told(self, full_at: float, now: float, wait_s: int = 0) -> Told:
        left = int((WINDOW_S - (full_at - now)) / self._every_s + 0.5)
        return Told(max(0, left), ceil(full_at - now), wait_s)

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            known = sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None)
            known.execute("PRAGMA journal_mode = WAL")
            known.execute("PRAGMA synchronous = OFF")  # a power cut may forget it
            known.execute(
                "CREATE TABLE IF NOT EXISTS buckets"
                " (key TEXT PRIMARY KEY, full_at REAL NOT NULL) WITHOUT ROWID"
            )
            self._local.connection = known
        return known
