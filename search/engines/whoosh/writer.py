"""How do changes get into the index, all of a batch or none?

Stories of a batch become new segments; where they replace others, those are marked deleted in the
segments they lie in. Nothing is visible until the record names it. Merging comes after, in a
commit of its own, so that a change is found before its segment is merged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from search.files import DISK, Disk
from search.language.stems import Stemmer, language_version
from search.ports import DEFAULT_MEMORY_MB, IndexState
from search.values import Story

from .building import SUFFIX as SEGMENT_SUFFIX
from .building import Builder, Built, write_segment
from .container import Array
from .copying import Copying, Extent, Texts
from .copytable import SUFFIX as COPIES_SUFFIX
from .familytable import SUFFIX as FAMILIES_SUFFIX
from .familytable import FamilyTable, TableFile
from .merging import Part, merged
from .record import (
    RECORD_NAME,
    Record,
    SegmentEntry,
    deleted_from,
    read_record,
    with_deleted,
    write_record,
)
from .segment import MAX_STORIES, Segment
from .tiers import all_packed, runs_to_merge

_SUFFIXES: Final = (SEGMENT_SUFFIX, FAMILIES_SUFFIX, COPIES_SUFFIX, ".tmp")


@dataclass(slots=True)
class _Open:
    """A segment of the index as this batch leaves it. `deleted`: one truth value a story."""

    entry: SegmentEntry
    segment: Segment
    deleted: Array
    is_new: bool

    @property
    def living(self) -> int:
        return self.entry.stories - int(np.count_nonzero(self.deleted))


class WhooshWriter:
    """A Writer (search.ports) on one index folder. The caller holds the archive's writer lock.

    `texts` gives stories as the store has them; without it copies are not looked for, and the
    next writer with it looks at all stories.

    Raises everywhere:
        DamagedIndex: a file of the index cannot be read.
        OSError: a file cannot be written (a full disk, a read-only folder): close the writer; the
            index is as the last commit left it.
    """

    def __init__(
        self,
        folder: Path,
        stemmer: Stemmer,
        *,
        texts: Texts | None = None,
        disk: Disk = DISK,
        memory_mb: int = DEFAULT_MEMORY_MB,
        max_stories: int = MAX_STORIES,
    ) -> None:
        self._folder = folder
        self._texts = texts
        self._stemmer = stemmer
        self._disk = disk
        self._max_stories = max_stories
        self._record = read_record(folder)
        self._builder = Builder(folder, disk, memory_mb=memory_mb, max_stories=max_stories)
        self._segments = [self._opened(entry, is_new=False) for entry in self._record.segments]
        self._building: set[str] = set()
        self._gone: set[bytes] = set()  # ids of stories of the index that this batch takes out

    def _opened(self, entry: SegmentEntry, *, is_new: bool) -> _Open:
        segment = Segment(self._folder / entry.name)
        segment.file.expect(entry.identity)
        segment.file.expect_whole("id_")  # else a story replaced might stay in beside the new one
        return _Open(entry, segment, deleted_from(entry), is_new)

    def add(self, stories: Iterable[Story]) -> None:
        """Bring stories in; one with an id that is there replaces it."""
        for story in stories:
            self._drop(story.id)
            self._building.add(story.id)
            self._take(self._builder.add(story))

    def adopt(self, built: Iterable[Built]) -> None:
        """Bring in segments that were built beside this writer, as if their stories were added."""
        self._take(self._builder.finish())
        for own in built:
            before = list(self._segments)
            self._take(own)
            ids = self._segments[-1].segment.ids
            for story_id in ids:
                self._delete_in(before, story_id)

    def remove(self, story_ids: Iterable[str]) -> None:
        """Take stories out; ids that are not there are passed over."""
        for story_id in story_ids:
            self._drop(story_id)

    def _drop(self, story_id: str) -> None:
        """Mark what is there under an id as deleted."""
        if story_id in self._building:
            self._take(self._builder.finish())
        self._delete_in(self._segments, story_id.encode("utf-8", "surrogatepass"))

    def _delete_in(self, segments: Sequence[_Open], story_id: bytes) -> None:
        for own in segments:
            number = own.segment.ids.number(story_id)
            if number >= 0 and not own.deleted[number]:
                own.deleted[number] = True
                self._gone.add(story_id)

    def _take(self, built: Built | None) -> None:
        if built is not None:
            entry = SegmentEntry(name=built.name, identity=built.identity, stories=built.stories)
            self._segments.append(self._opened(entry, is_new=True))
            self._building.clear()

    def commit(self, *, archive_id: str, epoch: str, revision: int, stamp: str = "") -> IndexState:
        """Make the batch visible to readers opened from now on, and start the next one."""
        self._take(self._builder.finish())
        self._segments = [own for own in self._segments if own.living]
        families, copies = self._families(), self._copies()
        state = IndexState(
            archive_id=archive_id,
            epoch=epoch,
            revision=revision,
            stories=sum(own.living for own in self._segments),
            stamp=stamp,
        )
        is_first = not self._record.segments
        self._publish(state, families, copies)
        self._merge(whole=is_first)  # a new index begins with as few segments as may be
        return state

    def merge_all(self) -> int:
        """Leave as few segments as may be; returns how many stories were copied."""
        return self._merge(whole=True)

    def close(self) -> None:
        """End without keeping what was not committed."""
        self._builder.forget()
        self._segments = []
        # Where a commit failed or its process was killed, its record may be in place and not yet
        # synced. So the disk says which files are needed, and keeps to it before others go.
        self._disk.sync_folder(self._folder)
        self._record = read_record(self._folder)
        self._clean()

    def _families(self) -> tuple[TableFile, ...]:
        """The table with the batch's terms too; made anew where the language is another one."""
        current = self._record.language == language_version()
        table = FamilyTable(self._folder, self._record.families if current else ())
        unknown = [own for own in self._segments if own.is_new or not current]
        terms = {term for own in unknown for term in own.segment.terms}
        return table.extended(self._folder, self._disk, terms, self._stemmer.stem)

    def _copies(self) -> TableFile | None:
        """The table of copies with the batch's stories."""
        if self._texts is None:
            return None
        extents = [Extent(own.segment, ~own.deleted, own.is_new) for own in self._segments]
        gone = [story_id.decode("utf-8", "surrogatepass") for story_id in self._gone]
        copying = Copying(extents, self._texts)
        return copying.brought_up(self._folder, self._disk, self._record.copies, gone)

    def _publish(
        self, state: IndexState, families: tuple[TableFile, ...], copies: TableFile | None
    ) -> None:
        record = Record(
            number=self._record.number + 1,
            state=state,
            segments=tuple(with_deleted(own.entry, own.deleted) for own in self._segments),
            families=families,
            copies=copies,
            language=language_version(),
        )
        self._disk.sync_folder(self._folder)
        write_record(self._disk, self._folder, record)
        self._record = record
        for own in self._segments:
            own.is_new = False
        self._gone.clear()
        self._clean()

    def _merge(self, *, whole: bool) -> int:
        copied = 0
        while True:
            sizes = [(own.living, own.entry.stories) for own in self._segments]
            if whole:
                runs = all_packed(sizes, most=self._max_stories)
            else:
                runs = runs_to_merge(sizes, most=self._max_stories)
            if not runs:
                return copied
            for run in reversed(runs):
                copied += self._merge_run(run)
            self._publish(self._record.state, self._record.families, self._record.copies)

    def _merge_run(self, run: range) -> int:
        olds = self._segments[run.start : run.stop]
        for own in olds:  # damage must not be copied under a new checksum
            own.segment.file.expect_whole()
        arrays, stories = merged([Part(own.segment, ~own.deleted) for own in olds])
        built = write_segment(self._folder, self._disk, arrays, stories)
        entry = SegmentEntry(name=built.name, identity=built.identity, stories=stories)
        self._segments[run.start : run.stop] = [self._opened(entry, is_new=False)]
        return stories

    def _clean(self) -> None:
        """Delete files that no commit names any more; a reader keeps what it has open."""
        kept = {RECORD_NAME, *(own.name for own in self._record.segments)}
        kept |= {file.name for file in self._record.tables}
        for path in self._folder.iterdir():
            if path.name not in kept and path.suffix in _SUFFIXES:
                self._disk.remove(path)
