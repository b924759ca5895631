"""Where do the stories lie, and what happened to them since?

SQLite in WAL mode: every story cleaned and raw, each change with an archive-wide revision. This is
the truth; an index is a pure function of it (design, section 2; docs/decisions/0002). One process
writes at a time (search.locking); any number read.
"""

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Final

from .errors import ArchiveNotFound, DamagedStore, StoryNotFound
from .links import LinkIds, link_ids
from .serial import story_from_json
from .storing import SCHEMA, Change, StoreCounts, StoreFaults, StoreWriter, has_history
from .values import Status, Story

STORE_VERSION: Final = 1  # PRAGMA user_version of archive.db
_IDS_AT_ONCE: Final = 500  # below SQLite's oldest limit of 999 variables


class Store:
    """archive.db, open. Threads may share it for reading; each has its own connection.

    Raises everywhere:
        DamagedStore: SQLite cannot read or write the file.
    """

    def __init__(self, path: Path) -> None:
        """Open an existing store.

        Raises:
            ArchiveNotFound: there is no file.
            DamagedStore: it is no store of ours, or of a newer program.
        """
        if not path.is_file():
            raise ArchiveNotFound(
                f"{path.parent}: no archive here (no {path.name})", path=str(path)
            )
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        with self.faults():
            version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version != STORE_VERSION:
            self.close()
            raise DamagedStore(
                f"{path}: has version {version}, this program reads {STORE_VERSION}", path=str(path)
            )

    @classmethod
    def create(cls, path: Path) -> "Store":
        """Open the store at `path`, making an empty one where there is none."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
            with StoreFaults(path):
                fresh = sqlite3.connect(temporary)
                fresh.executescript(SCHEMA)
                fresh.executemany(
                    "INSERT INTO meta VALUES (?, ?)",
                    [("archive_id", secrets.token_hex(8)), ("epoch", secrets.token_hex(8)),
                     ("revision", "0")],
                )  # fmt: skip
                fresh.execute(f"PRAGMA user_version = {STORE_VERSION}")
                fresh.commit()
                fresh.execute("PRAGMA journal_mode = WAL")
                fresh.close()
                temporary.replace(path)
        return cls(path)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            known = sqlite3.connect(
                self.path, timeout=10.0, check_same_thread=False, isolation_level=None
            )
            known.execute("PRAGMA synchronous = FULL")
            known.execute("PRAGMA secure_delete = ON")
            self._local.connection = known
            self._opened.append(known)
        return known

    def faults(self) -> StoreFaults:
        """Turns SQLite's errors into DamagedStore."""
        return StoreFaults(self.path)

    def close(self) -> None:
        """Close every thread's connection."""
        while self._opened:
            self._opened.pop().close()
        self._local = threading.local()

    @property
    def archive_id(self) -> str:
        """The random name this archive got when it was made."""
        return self._meta("archive_id")

    @property
    def epoch(self) -> str:
        """Renewed by a restore: an index of another epoch is rebuilt."""
        return self._meta("epoch")

    @property
    def revision(self) -> int:
        """The revision of the newest change; 0 where there was none."""
        return int(self._meta("revision"))

    def stamp_at(self, revision: int) -> str:
        """The stamp of the transaction that made a revision: 16 hexadecimal figures.

        Another history that came to the same revision has another stamp. "" for revision 0, for
        one that was not reached, and for what was before stores had stamps.
        """
        with self.faults():
            if revision < 1 or not has_history(self.connection):
                return ""
            row = self.connection.execute(
                "SELECT stamp FROM history WHERE revision >= ? ORDER BY revision LIMIT 1",
                (revision,),
            ).fetchone()
        return str(row[0]) if row else ""

    def _meta(self, key: str) -> str:
        with self.faults():
            row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise DamagedStore(f"{self.path}: has no {key}", path=str(self.path))
        return str(row[0])

    def get(self, story_id: str) -> Story:
        """One story.

        Raises:
            StoryNotFound: none has this id, or it was removed.
        """
        return self._one("id", story_id)

    def with_key(self, key: str) -> Story:
        """The story of an address (`story_key`).

        Raises:
            StoryNotFound: none has this key, or it was removed.
        """
        return self._one("key", key)

    def _one(self, column: str, value: str) -> Story:
        with self.faults():
            row = self.connection.execute(
                f"SELECT story FROM stories WHERE {column} = ? AND removed_at IS NULL", (value,)
            ).fetchone()
        if row is None:
            raise StoryNotFound(f"no story has the {column} {value!r}", id=value)
        return story_from_json(json.loads(row[0]))

    def get_many(self, story_ids: Iterable[str]) -> Mapping[str, Story]:
        """The public stories with these ids; those that are not there are left out."""
        wanted = list(story_ids)
        found: dict[str, Story] = {}
        with self.faults():
            for at in range(0, len(wanted), _IDS_AT_ONCE):
                part = wanted[at : at + _IDS_AT_ONCE]
                marks = ",".join("?" * len(part))
                rows = self.connection.execute(
                    f"SELECT id, story FROM stories WHERE removed_at IS NULL AND id IN ({marks})"
                    " AND json_extract(story, '$.status') = 'tayang'",
                    part,
                )
                found.update((row[0], story_from_json(json.loads(row[1]))) for row in rows)
        return found

    def link_ids(self, story: Story) -> LinkIds:
        """The ids of the stories that a story is linked with."""
        with self.faults():
            return link_ids(self.connection, story)

    def changes(self, after: int, until: int | None = None) -> Iterator[Change]:
        """What changed after a revision, up to and with another, in order of revision; streams
        one snapshot.
        """
        with self.faults():
            rows = self.connection.execute(
                "SELECT revision, id, story, removed_at FROM stories"
                " WHERE revision > ? AND revision <= ? ORDER BY revision",
                (after, self.revision if until is None else until),
            )
            for revision, story_id, text, removed_at in rows:
                story = None if removed_at else story_from_json(json.loads(text))
                public = story is not None and story.status is Status.PUBLIC
                yield Change(revision, story_id, story if public else None)

    def parts(self, after: int, count: int) -> list[tuple[int, int]]:
        """Revisions after one cut into at most `count` ranges (after, until) of about as many
        stories.
        """
        with self.faults():
            rows = self.connection.execute(
                "SELECT revision FROM stories WHERE revision > ? ORDER BY revision", (after,)
            )
            revisions = [row[0] for row in rows]
        ends = [revisions[len(revisions) * part // count - 1] for part in range(1, count + 1)
                if len(revisions) * part // count]  # fmt: skip
        return list(pairwise([after, *dict.fromkeys(ends)]))

    def count_changes(self, after: int) -> int:
        """How many stories changed after a revision."""
        with self.faults():
            row = self.connection.execute(
                "SELECT count(*) FROM stories WHERE revision > ?", (after,)
            ).fetchone()
        return int(row[0])

    def hidden_after(self, revision: int) -> frozenset[str]:
        """Ids of stories removed or held back since a revision: an index of then must not show."""
        with self.faults():
            rows = self.connection.execute(
                "SELECT id FROM stories WHERE revision > ?1 AND removed_at IS NOT NULL"
                " UNION SELECT id FROM stories WHERE revision > ?1"
                " AND json_extract(story, '$.status') <> 'tayang'",
                (revision,),
            )
            return frozenset(row[0] for row in rows)

    def raw_stories(self) -> Iterator[tuple[str, str, Story, int]]:
        """(id, raw, story, cleaner) of every story that is not removed, in order of arrival."""
        number = 0
        while True:  # in parts, so that a writer may change what was handed out
            with self.faults():
                rows = self.connection.execute(
                    "SELECT number, id, raw, story, cleaner FROM stories"
                    " WHERE number > ? AND removed_at IS NULL ORDER BY number LIMIT 200",
                    (number,),
                ).fetchall()
            if not rows:
                return
            for number, story_id, raw, text, cleaner in rows:  # noqa: B007 # the last one counts
                yield story_id, raw, story_from_json(json.loads(text)), cleaner

    def sample(self, size: int) -> list[tuple[str, str]]:
        """(id, title) of up to `size` public stories, spread evenly over the archive."""
        with self.faults():
            rows = self.connection.execute(
                "SELECT id, json_extract(story, '$.title') FROM stories WHERE removed_at IS NULL"
                " AND json_extract(story, '$.status') = 'tayang' AND number %"
                " max(1, (SELECT max(number) FROM stories) / ?1) = 0 ORDER BY number LIMIT ?1",
                (size,),
            )
            return [(row[0], row[1]) for row in rows]

    def counts(self) -> StoreCounts:
        """How many stories there are, and over which days."""
        with self.faults():
            total, removed = self.connection.execute(
                "SELECT count(*), count(removed_at) FROM stories"
            ).fetchone()
            dated, first, last = self.connection.execute(
                "SELECT count(day), min(day), max(day) FROM (SELECT"
                " substr(json_extract(story, '$.published'), 1, 10) AS day"
                " FROM stories WHERE removed_at IS NULL)"
            ).fetchone()
        return StoreCounts(
            stories=total - removed,
            removed=removed,
            undated=total - removed - dated,
            first_day=first,
            last_day=last,
        )

    def compact(self) -> None:
        """Rewrite the file so that nothing of what was erased is left in it or its log."""
        with self.faults():
            self.connection.execute("VACUUM")
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def faults_found(self) -> list[str]:
        """What SQLite's own check of the file finds wrong; [] where it is whole."""
        with self.faults():
            rows = self.connection.execute("PRAGMA quick_check").fetchall()
        return [row[0] for row in rows if row[0] != "ok"]

    @contextmanager
    def writing(self) -> Iterator[StoreWriter]:
        """One transaction: all of it is kept at the end, or nothing where an error passes."""
        # The connection commits at the end, and rolls back where anything passes, Ctrl-C too.
        with self.faults(), self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            writer = StoreWriter(self.connection, self.revision)
            yield writer
            writer.save()
