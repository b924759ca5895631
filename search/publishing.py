"""What is public? Decisions about stories become what a store shows and hides.

A decision is first kept in newsroom.db and then applied to archive.db. Where a process dies between
the two, `settle` applies it: every writer calls it when it begins, a server's worker every second.
Readers see the change at once: what the store holds back is masked before any index follows.
"""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from .decisions import Decision, Verdict, decide, history, in_force
from .holds import Hold, ended, read_holds
from .locking import writer_lock
from .newsroom import Newsroom
from .settings import Home
from .store import Store
from .values import Status

DECIDING: Final = "decisions"
"""The lock of who decides. Not the writer's: a story must come down while an import runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of one call: the decisions made, and the ids that no story has."""

    decisions: tuple[Decision, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStory:
    """A story that readers may not see, and the decision that keeps it from them."""

    id: str
    title: str
    """"" where the story was removed too."""
    status: Status
    until: datetime | None
    decision: Decision | None
    """None where newsroom.db was lost."""

    def to_json(self) -> dict[str, Any]:
        """Its fields as JSON values, the decision's among them."""
        made = self.decision.to_json() if self.decision else {}
        return {
            "id": self.id,
            "title": self.title,
            "status": self.status.value,
            "until": self.until.isoformat(timespec="seconds") if self.until else None,
            "by": made.get("by"),
            "at": made.get("at"),
            "reason": made.get("reason"),
        }


def withdraw(
    home: Home, story_ids: Iterable[str], *, reason: str, by: str, now: datetime
) -> Decided:
    """Take stories back: they are gone from every answer at once, and their pages say so.

    Args:
        reason: why; kept, never shown to readers.
        by: who decides.
        now: the present instant, aware.

    Raises:
        ArchiveNotFound, ArchiveBusy, DamagedStore: as everywhere. Nothing is decided then.
    """
    return _decided(home, story_ids, Verdict.WITHDRAW, reason=reason, by=by, now=now)


def embargo(
    home: Home, story_ids: Iterable[str], *, until: datetime, reason: str = "", by: str,
    now: datetime,
) -> Decided:  # fmt: skip
    """Hold stories back until an instant: to readers they are as unknown ones.

    Args:
        until: when they are to be seen, aware.
        reason, by, now: as of `withdraw`.

    Raises:
        ArchiveNotFound, ArchiveBusy, DamagedStore: as everywhere. Nothing is decided then.
    """
    return _decided(home, story_ids, Verdict.EMBARGO, until=until, reason=reason, by=by, now=now)


def publish(
    home: Home, story_ids: Iterable[str], *, reason: str = "", by: str, now: datetime
) -> Decided:
    """Let stories be seen again; the index has to follow before they are found.

    Args:
        reason, by, now: as of `withdraw`.

    Raises:
        ArchiveNotFound, ArchiveBusy, DamagedStore: as everywhere. Nothing is decided then.
    """
    return _decided(home, story_ids, Verdict.PUBLISH, reason=reason, by=by, now=now)


def _decided(
    home: Home, story_ids: Iterable[str], verdict: Verdict, *, reason: str, by: str, now: datetime,
    until: datetime | None = None,
) -> Decided:  # fmt: skip
    wanted = tuple(dict.fromkeys(story_ids))
    with (
        closing(Store(home.store)) as store,
        closing(Newsroom(home.newsroom)) as newsroom,
        writer_lock(home.path, verdict.value, name=DECIDING),
    ):
        there = _known(store, wanted)
        made: tuple[Decision, ...] = ()
        if there:
            made = decide(newsroom, there, verdict, by=by, at=now, reason=reason, until=until)
            apply_decisions(store, newsroom, now, also=there)
    return Decided(decisions=made, unknown=tuple(own for own in wanted if own not in there))


def settle(home: Home, now: datetime) -> int:
    """Apply what was decided and is not applied yet, and end the embargoes whose time has come.

    Returns:
        How many stories are seen, or not seen, because of it; 0 where there is no store.

    Raises:
        DamagedStore: archive.db or newsroom.db cannot be read or written.
    """
    if not home.store.exists():
        return 0
    with closing(Store(home.store)) as store, closing(Newsroom(home.newsroom)) as newsroom:
        return apply_decisions(store, newsroom, now)


def publish_due(home: Home, now: datetime) -> int:
    """Let the stories be seen whose embargo has ended; for a worker that calls it every second.

    Cheap where there is nothing to do. Returns and raises as `settle`; where it returns more than
    0 the index has something to follow.
    """
    return settle(home, now)


def due(home: Home, now: datetime) -> tuple[str, ...]:
    """Ids of the embargoed stories whose time has come and that are not public yet."""
    with closing(Store(home.store)) as store, store.faults():
        return ended(store.connection, now)


def apply_decisions(
    store: Store, newsroom: Newsroom, now: datetime, *, also: Iterable[str] = ()
) -> int:
    """As `settle`, of an open store and its newsroom.

    Args:
        also: stories to look at even where their hold is the one decided: a source may have given
            them another status.
    """
    with store.faults():
        holds = read_holds(store.connection)
    if not also and not _differing(holds, newsroom, now):
        return 0
    seen = 0
    # Read again within the transaction: of two processes the later one knows the later decision.
    with store.writing() as writer:
        for story_id, hold in _differing(dict(writer.holds), newsroom, now, also).items():
            seen += writer.hold(story_id, hold)
    return seen


def _differing(
    holds: dict[str, Hold], newsroom: Newsroom, now: datetime, also: Iterable[str] = ()
) -> dict[str, Hold | None]:
    """The stories that are held otherwise than was decided, and how they are to be held.

    A hold that no decision stands behind stays until it ends: its newsroom may be lost.
    """
    wanted: dict[str, Hold | None] = {
        own: None for own, hold in holds.items() if hold.until is not None and hold.until <= now
    }
    wanted.update((own, made.hold(now)) for own, made in in_force(newsroom).items())
    always = frozenset(also)
    return {own: hold for own, hold in wanted.items() if own in always or holds.get(own) != hold}


def held_stories(home: Home) -> tuple[HeldStory, ...]:
    """Every story that is held back now, by its id.

    Raises:
        ArchiveNotFound, DamagedStore: as everywhere.
    """
    with closing(Store(home.store)) as store, closing(Newsroom(home.newsroom)) as newsroom:
        with store.faults():
            holds = read_holds(store.connection)
            titles = {own: _title(store, own) for own in holds}
        decisions = in_force(newsroom)
        return tuple(
            HeldStory(
                id=own,
                title=titles[own],
                status=hold.status,
                until=hold.until,
                decision=decisions.get(own),
            )
            for own, hold in sorted(holds.items())
        )


def decisions_about(home: Home, story_ids: Iterable[str]) -> tuple[Decision, ...]:
    """Every decision about some stories, the oldest first.

    Raises:
        DamagedStore: newsroom.db cannot be read.
    """
    wanted = frozenset(story_ids)
    with closing(Newsroom(home.newsroom)) as newsroom:
        return tuple(made for made in history(newsroom) if made.story in wanted)


def _known(store: Store, story_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of some ids that a story has which was not removed."""
    with store.faults():
        return tuple(
            story_id
            for story_id in story_ids
            if store.connection.execute(
                "SELECT 1 FROM stories WHERE id = ? AND removed_at IS NULL", (story_id,)
            ).fetchone()
        )


def _title(store: Store, story_id: str) -> str:
    row = store.connection.execute(
        "SELECT json_extract(story, '$.title') FROM stories WHERE id = ? AND removed_at IS NULL",
        (story_id,),
    ).fetchone()
    return str(row[0]) if row else ""
