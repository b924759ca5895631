"""How does a Whoosh index answer at array speed? Columnar segments behind the port.

Whoosh's schema and codec interface describe the index, and its own reader opens it through
search.engines.whoosh.codec; what we ask of it, it answers from arrays (docs/decisions/0001, 0007).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from search.errors import ArchiveNotFound
from search.files import DISK, Disk
from search.language.stems import Stemmer, language_version
from search.ports import DEFAULT_MEMORY_MB, IndexState
from search.values import Story

from .building import Built, build, seen_in, terms_of
from .copying import Texts
from .reader import WhooshReader
from .record import RECORD_NAME, empty_record, read_record, write_record
from .segment import MAX_STORIES
from .writer import WhooshWriter

__all__ = ["Built", "WhooshIndex"]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit's state, and whether its stems are those of this program's language."""

    state: IndexState
    is_language_current: bool


class WhooshIndex:
    """The index in one folder, e.g. index_data/index/000007.

    `disk` is what it writes to; `max_stories` bounds a segment. Both are for tests.
    """

    def __init__(self, folder: Path, *, disk: Disk = DISK, max_stories: int = MAX_STORIES) -> None:
        self.folder = folder
        self._disk = disk
        self._max_stories = max_stories

    @property
    def exists(self) -> bool:
        """Whether the folder holds an index (perhaps an empty one)."""
        return (self.folder / RECORD_NAME).exists()

    def create(self) -> None:
        """Make an empty index; the folder may be there already."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_record(self._disk, self.folder, empty_record())

    def commit(self) -> Commit:
        """What the newest commit holds, without opening its segments.

        Raises:
            ArchiveNotFound, StaleIndex, DamagedIndex: as `reader`.
        """
        record = read_record(self.folder)
        return Commit(record.state, record.language == language_version())

    def commit_seen(self) -> object:
        """A value that another commit changes; None where there is no index."""
        try:
            status = (self.folder / RECORD_NAME).stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def committed_at(self) -> datetime | None:
        """When the newest commit was written, by its file's time; None where there is no index."""
        try:
            return datetime.fromtimestamp((self.folder / RECORD_NAME).stat().st_mtime, UTC)
        except FileNotFoundError:
            return None

    def writer(
        self,
        stemmer: Stemmer,
        *,
        texts: Texts | None = None,
        memory_mb: int = DEFAULT_MEMORY_MB,
    ) -> WhooshWriter:
        """A writer; the caller holds the archive's writer lock. `texts` gives the stories' texts,
        by which near copies are told (docs/ranking.md).
        """
        return WhooshWriter(
            self.folder,
            stemmer,
            texts=texts,
            disk=self._disk,
            memory_mb=memory_mb,
            max_stories=self._max_stories,
        )

    def build(self, stories: Iterable[Story], *, memory_mb: int) -> list[Built]:
        """Segments that no commit knows yet, for WhooshWriter.adopt; ids must be distinct.

        Several processes may do this at once while nobody commits.
        """
        return list(build(self.folder, stories, self._disk, memory_mb=memory_mb))

    def terms_of(self, built: Iterable[Built]) -> set[str]:
        """The terms of segments that were built."""
        return terms_of(self.folder, built)

    def seen_in(self, built: Iterable[Built]) -> dict[str, tuple[int, int, int]]:
        """How often each word of letters stands in segments that were built, how often with a
        capital, and how often with one inside a sentence (ports.Usage).
        """
        return seen_in(self.folder, built)

    def merge_all(self, stemmer: Stemmer) -> int:
        """Leave as few segments as may be; returns how many stories were copied."""
        writer = self.writer(stemmer)
        try:
            return writer.merge_all()
        finally:
            writer.close()

    def reader(self, mask: frozenset[str] = frozenset()) -> WhooshReader:
        """A snapshot of the newest commit, without the stories of `mask`.

        Raises:
            ArchiveNotFound: there is no index.
            StaleIndex: it was made by another version of the program.
            DamagedIndex: a file is missing, cut short, or not the one that was committed.
        """
        if not self.exists:
            raise ArchiveNotFound(f"{self.folder}: no index here", path=str(self.folder))
        return WhooshReader(self.folder, mask)
