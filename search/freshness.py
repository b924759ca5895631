"""How fresh is an archive? What came in last, and what does its index not know yet?"""

from dataclasses import dataclass
from datetime import datetime

from .store import Store
from .values import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How far an index has followed its store."""

    indexed_at: datetime | None
    """When the commit in use was written (an aware instant); None where that cannot be told."""
    waiting: int
    """Public stories that came or changed since that commit."""
    arrivals: tuple[Story, ...]
    """The public stories that came in last, the last one first, indexed or not."""


def freshness_of(
    store: Store, revision: int, indexed_at: datetime | None, *, arrivals: int
) -> Freshness:
    """How far an index of this revision is behind, and up to `arrivals` of the last stories.

    Raises:
        DamagedStore: the store cannot be read.
    """
    hidden = store.hidden_after(revision)  # these are masked already: nobody waits for them
    ids = _last(store, arrivals)
    stories = store.get_many(ids)
    return Freshness(
        indexed_at=indexed_at,
        waiting=max(0, store.count_changes(revision) - len(hidden)),
        arrivals=tuple(stories[story_id] for story_id in ids if story_id in stories),
    )


def _last(store: Store, count: int) -> list[str]:
    """Ids by order of arrival: a story that only changed keeps its place."""
    with store.faults():
        rows = store.connection.execute(
            "SELECT id FROM stories WHERE removed_at IS NULL"
            " AND json_extract(story, '$.status') = 'tayang' ORDER BY number DESC LIMIT ?",
            (count,),
        )
        return [row[0] for row in rows]
