"""Where do the memory engine's stories lie, and how does a batch of changes get to them?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from search.ports import IndexState
from search.values import Story

from .entries import Entry, entry_of
from .folding import Groups
from .reader import MemoryReader

_Change = tuple[str, Entry | None]
"""A story's id and what shall stand there; None takes it out."""


class MemoryIndex:
    """An index in memory that begins empty.

    `stem` maps a folded word to its stem. Not for several writers at once: like those of every
    engine, its writers stand under the archive's writer lock.
    """

    def __init__(self, stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._entries: Mapping[str, Entry] = {}
        self._groups = Groups(())
        self._state = IndexState(archive_id="", epoch="", revision=0, stories=0)

    def writer(self) -> "MemoryWriter":
        """A writer that changes this index at each of its commits."""
        return MemoryWriter(self)

    def reader(self, mask: frozenset[str] = frozenset()) -> MemoryReader:
        """A snapshot of the newest commit, without the stories of `mask`."""
        living = [entry for story_id, entry in self._entries.items() if story_id not in mask]
        state = replace(self._state, stories=len(living))
        return MemoryReader(living, state, self._stem, self._groups)

    def apply(self, changes: Iterable[_Change], *, archive_id: str, epoch: str, revision: int,
              stamp: str) -> IndexState:  # fmt: skip
        """Apply changes in order, for the readers opened from now on."""
        entries = dict(self._entries)
        for story_id, entry in changes:
            if entry is None:
                entries.pop(story_id, None)
            else:
                entries[story_id] = entry
        state = IndexState(
            archive_id=archive_id, epoch=epoch, revision=revision, stories=len(entries), stamp=stamp
        )
        self._entries, self._state = entries, state
        self._groups = Groups(entry.story for entry in entries.values())
        return state


class MemoryWriter:
    """A Writer (search.ports) on a MemoryIndex."""

    def __init__(self, index: MemoryIndex) -> None:
        self._index = index
        self._changes: list[_Change] = []

    def add(self, stories: Iterable[Story]) -> None:
        """Bring stories in; one with an id that is there replaces it, in this batch too."""
        for story in stories:
            self._changes.append((story.id, entry_of(story)))

    def remove(self, story_ids: Iterable[str]) -> None:
        """Take stories out; ids that are not there are passed over."""
        self._changes.extend((story_id, None) for story_id in story_ids)

    def commit(self, *, archive_id: str, epoch: str, revision: int, stamp: str = "") -> IndexState:
        """Make the batch visible to readers opened from now on, and start the next one."""
        changes, self._changes = self._changes, []
        return self._index.apply(
            changes, archive_id=archive_id, epoch=epoch, revision=revision, stamp=stamp
        )

    def close(self) -> None:
        """End without keeping what was not committed."""
        self._changes = []
