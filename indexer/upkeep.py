"""How are stories taken out, and how does better cleaning reach old ones?"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from search import (
    ArchiveBusy,
    ArchiveNotFound,
    Generations,
    Home,
    Store,
    Story,
    writer_lock,
)
from search.restoring import set_aside

from .cleaning import CLEANER_VERSION, derive
from .following import Effort
from .raw import RawStory, Refused
from .reindexing import reindex

_BATCH = 200  # stories derived again between two commits
_PATIENCE_S = 1.0  # the decision stands already: whoever writes, or a server, may index it


@dataclass(slots=True)
class RecleanReport:
    """What cleaning again did (or, as a dry run, would do)."""

    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    """Stories of which the cleaner now leaves nothing; they stay as they are."""


def remove_stories(home: Home, story_ids: Iterable[str], reason: str, *, erase: bool) -> None:
    """Put tombstones that imports respect, and bring the index up to them.

    With `erase` their text goes everywhere: from the store, from every index generation, by a full
    rebuild after which the older generations are deleted, and with what restores have set aside.
    Backups outside the home are not reached. All ids or none are removed.

    Raises:
        StoryNotFound: one of the ids is not there.
        ArchiveBusy, ArchiveNotFound, DamagedStore: as everywhere.
    """
    with writer_lock(home.path, "remove"):
        store = Store(home.store)
        try:
            with store.writing() as writer:
                for story_id in story_ids:
                    writer.remove(story_id, reason, erase=erase)
            if erase:
                store.compact()
        finally:
            store.close()
    generations = Generations(home.index)
    if generations.names():
        reindex(home, full=erase)
    if erase and generations.names():
        generations.tidy(keep=0)
    for folder in set_aside(home) if erase else ():
        shutil.rmtree(folder)


def follow_decisions(home: Home) -> str:
    """Bring the index, where there is one, up to what was decided; "" or why it has to wait.

    Readers see a withdrawal or an embargo without it; a story that is published again is found
    when the index has followed.

    Raises:
        DamagedStore, DamagedIndex: as `reindex`.
    """
    if not Generations(home.index).names():
        return "there is no index yet"
    try:
        reindex(home, effort=Effort(wait_s=_PATIENCE_S))
    except ArchiveBusy as error:
        return str(error)
    return ""


def reclean(
    home: Home, *, dry_run: bool = False, on_story: Callable[[], None] = lambda: None
) -> RecleanReport:
    """Derive every story again from its raw text; only what differs raises a revision.

    Raises:
        ArchiveBusy, ArchiveNotFound, DamagedStore: as everywhere.
    """
    report = RecleanReport()
    if not home.store.exists():
        raise ArchiveNotFound(f"{home.path}: no archive here", path=str(home.path))
    with writer_lock(home.path, "reclean"):
        store = Store(home.store)
        try:
            for batch in _batches(store):
                _reclean_batch(store, batch, report, dry_run=dry_run)
                for _ in batch:
                    on_story()
        finally:
            store.close()
    return report


_Row = tuple[str, str, Story, int]


def _batches(store: Store) -> Iterator[list[_Row]]:
    batch: list[_Row] = []
    for row in store.raw_stories():
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _reclean_batch(
    store: Store, batch: list[_Row], report: RecleanReport, *, dry_run: bool
) -> None:
    changed: list[tuple[Story, str]] = []
    same: list[tuple[str, str]] = []
    for story_id, raw, story, cleaner in batch:
        derived = derive(RawStory.from_json(raw))
        if isinstance(derived, Refused):
            report.refused += 1
        elif replace(derived.story, status=story.status) != story:  # that is not the cleaner's
            report.changed += 1
            changed.append((derived.story, raw))
        else:
            report.unchanged += 1
            if cleaner != CLEANER_VERSION:
                same.append((story_id, raw))
    if dry_run or not (changed or same):
        return
    with store.writing() as writer:
        for story, raw in changed:
            writer.put(story, raw=raw, cleaner=CLEANER_VERSION)
        for story_id, raw in same:
            writer.mark_cleaned(story_id, raw=raw, cleaner=CLEANER_VERSION)
