"""How do changes get into the Whoosh index, all of a batch or none?"""

from collections.abc import Iterable
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from search.language.families import Families
from search.language.stems import Stemmer, language_version
from search.ports import IndexState
from search.values import Story

from .record import (
    RECORD_NAME,
    Record,
    RecordIndex,
    RecordWriter,
    families_of,
    read_record,
    segment_file,
    whoosh_faults,
    write_record,
)
from .schema import TextAnalyzer, document, schema

_KEPT_PREFIX = "families-"


class WhooshWriter:
    """A Writer (search.ports) on one index folder. The caller holds the archive's writer lock."""

    def __init__(self, folder: Path, stemmer: Stemmer) -> None:
        self._folder = folder
        self._stemmer = stemmer
        self._storage = FileStorage(str(folder))
        self._record = read_record(folder)
        self._families: Families | None = None
        self._begin()

    def _begin(self) -> None:
        self._analyzer = TextAnalyzer()
        self._index = RecordIndex(self._storage, schema(self._analyzer), self._record)
        self._writer: RecordWriter | None = None
        self._reader = self._index.reader() if self._record.segments else None
        self._batch: dict[str, int] = {}

    def add(self, stories: Iterable[Story]) -> None:
        """Bring stories in; one with an id that is there replaces it."""
        for story in stories:
            with whoosh_faults(self._folder, "written"):
                self._drop(story.id)
                writer = self._open()
                self._batch[story.id] = writer.docnum
                writer.add_document(**document(story))

    def remove(self, story_ids: Iterable[str]) -> None:
        """Take stories out; ids that are not there are passed over."""
        for story_id in story_ids:
            with whoosh_faults(self._folder, "written"):
                self._drop(story_id)

    def _open(self) -> RecordWriter:
        if self._writer is None:
            self._writer = RecordWriter(self._index, self._folder)
        return self._writer

    def _drop(self, story_id: str) -> None:
        """Mark what is there under an id as deleted, in this batch and in earlier segments."""
        in_batch = self._batch.pop(story_id, None)
        if in_batch is not None:
            # Whoosh's own delete_document() knows earlier segments only.
            self._open().newsegment.delete_document(in_batch)
            return
        if self._reader is None or ("id", story_id) not in self._reader:
            return
        writer = self._open()
        for number in self._reader.postings("id", story_id).all_ids():
            if not writer.is_deleted(number):
                writer.delete_document(number)

    def commit(self, *, archive_id: str, epoch: str, revision: int) -> IndexState:
        """Make the batch visible to readers opened from now on, and start the next one."""
        with whoosh_faults(self._folder, "written"):
            record = self._next_record(archive_id, epoch, revision)
            write_record(self._folder, record)
        self._release()
        self._record = record
        self._clean()
        self._begin()
        return record.state

    def _next_record(self, archive_id: str, epoch: str, revision: int) -> Record:
        """Finish the batch's segments and table; nothing is visible yet."""
        segments = self._record.segments
        if self._writer is not None:
            self._writer.commit()
            segments = self._writer.committed
        families, digest = self._save_families()
        return Record(
            number=self._record.number + 1,
            state=IndexState(
                archive_id=archive_id,
                epoch=epoch,
                revision=revision,
                stories=sum(s.stories - len(s.deleted) for s in segments),
            ),
            segments=segments,
            families=families,
            families_sha256=digest,
            language=language_version(),
        )

    def close(self) -> None:
        """End without keeping what was not committed."""
        if self._writer is not None:
            if not self._writer.is_closed:  # a commit that failed has closed it
                self._writer.cancel()
            self._writer = None
            self._clean()
        self._release()

    def _release(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _save_families(self) -> tuple[str, str]:
        """Name and digest of a table with the batch's terms too; the old one where it does."""
        record = self._record
        current = bool(record.families) and record.language == language_version()
        if self._families is None:
            self._families = families_of(self._folder, record) if current else Families()
            if not current and self._reader is not None:
                self._analyzer.terms |= _vocabulary(self._reader)
        extended = self._families.extended(self._analyzer.terms, self._stemmer.stem)
        if current and extended is self._families:
            return record.families, record.families_sha256
        self._families = extended
        name = f"{_KEPT_PREFIX}{record.number + 1}.tsv"
        return name, extended.save(self._folder / name)

    def _clean(self) -> None:
        """Delete files that no commit names any more; a reader keeps what it has open."""
        kept = {RECORD_NAME, self._record.families, *map(segment_file, self._record.segments)}
        for path in self._folder.iterdir():
            if path.name not in kept and path.is_file():
                path.unlink(missing_ok=True)


def _vocabulary(reader) -> set[str]:  # type: ignore[no-untyped-def] # whoosh is untyped
    names = ("title", "lead", "body", "caption")
    return {term.decode() for name in names for term in reader.lexicon(name)}


def empty_record() -> Record:
    """The record of an index that nothing was brought into."""
    return Record(state=IndexState(archive_id="", epoch="", revision=0, stories=0))
