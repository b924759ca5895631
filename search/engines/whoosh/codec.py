"""How does Whoosh itself read this index? Through a codec that answers from our segments.

A second reader of the format: whoosh's own searcher, query classes and parser work over it, and
whoever has Whoosh tools can use them. Our own reader does not pass here and does not load Whoosh
(docs/decisions/0007). Reading only: Whoosh hands a codec one posting at a time, which in Python
cannot be fast, so search.engines.whoosh.building writes whole arrays instead.

Nothing here unpickles anything: the table of contents is the commit record, a segment is arrays.
"""

from pathlib import Path
from typing import Any, Final, NoReturn

import numpy as np
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage, ReadOnlyError
from whoosh.index import TOC, FileIndex

from search.errors import DamagedIndex

from .codec_reading import ColumnarStories, ColumnarTermsReader
from .record import RECORD_NAME, SegmentEntry, deleted_from, read_record
from .schema import schema
from .segment import Segment

INDEX_NAME: Final = "telusur"
_TRIES: Final = 5  # a commit may delete files between reading its record and opening them


def open_with_whoosh(folder: Path) -> "RecordIndex":
    """The index in `folder` as Whoosh's own, for reading.

    with open_with_whoosh(folder).searcher() as searcher:
        hits = searcher.search(QueryParser("body", searcher.schema).parse("banjir"), limit=None)

    Every reader and searcher made from it sees the commit that is newest at that moment.

    Raises:
        ArchiveNotFound: there is no index.
        StaleIndex: it was made by another version of the program.
        DamagedIndex: its record cannot be read. (Segments are opened by `reader` and `searcher`,
            which raise the same errors.)
    """
    read_record(folder)
    return RecordIndex(folder)


class RecordIndex(FileIndex):  # type: ignore[misc] # whoosh is untyped
    """A Whoosh index whose table of contents is the commit record."""

    def __init__(self, folder: Path) -> None:
        # The parent's constructor reads the pickled table that we do not have.
        self.storage = FileStorage(str(folder), readonly=True)
        self.indexname = INDEX_NAME
        self._schema = schema()
        self._folder = folder

    def latest_generation(self) -> int:
        """The number of the newest commit."""
        return read_record(self._folder).number

    def last_modified(self) -> float:
        """When the newest commit was made, in seconds since 1970."""
        return (self._folder / RECORD_NAME).stat().st_mtime

    def reader(self, reuse: Any = None) -> Any:
        """A reader of the newest commit.

        `reuse` is not used: Whoosh would keep the deletions that the old reader knew.
        """
        return super().reader()

    def writer(self, procs: int = 1, **_: Any) -> NoReturn:
        """Refused: this way in is for reading."""
        _refuse()

    def lock(self, name: str) -> NoReturn:
        """Refused: there is nothing to lock for."""
        _refuse()

    def _current_schema(self) -> Any:
        return self._schema

    def _read_toc(self) -> TOC:
        for _ in range(_TRIES):
            record = read_record(self._folder)
            try:
                segments = [RecordedSegment(self._folder, entry) for entry in record.segments]
                return TOC(self._schema, segments, record.number)
            except DamagedIndex:
                if read_record(self._folder).number == record.number:
                    raise
        message = f"{self._folder}: changes faster than it can be opened"
        raise DamagedIndex(message, path=str(self._folder))


class RecordedSegment(base.Segment):  # type: ignore[misc] # whoosh is untyped
    """A segment as a commit names it: its file, open, and which of its stories are deleted."""

    def __init__(self, folder: Path, entry: SegmentEntry) -> None:
        """Open the file.

        Raises:
            DamagedIndex: the file is missing, cut short, or not the one that was committed.
        """
        self.indexname = INDEX_NAME
        self.segid = f"{entry.identity:08x}"
        self.compound = False
        self.file = Segment(folder / entry.name)
        self.file.file.expect(entry.identity)
        self._deleted = frozenset(np.flatnonzero(deleted_from(entry)).tolist())

    def codec(self) -> "ColumnarCodec":
        """How to read it."""
        return ColumnarCodec()

    def doc_count_all(self) -> int:
        """How many stories it has, deleted ones with them."""
        return self.file.stories

    def deleted_count(self) -> int:
        """How many of them are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        """Their numbers."""
        return self._deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether a story is deleted."""
        return docnum in self._deleted

    def set_doc_count(self, doccount: int) -> NoReturn:
        """Refused: a segment is written once."""
        _refuse()

    def delete_document(self, docnum: int, delete: bool = True) -> NoReturn:
        """Refused: our own writer deletes."""
        _refuse()

    def should_assemble(self) -> bool:
        """Never: it is one file already."""
        return False


class ColumnarCodec(base.Codec):  # type: ignore[misc] # whoosh is untyped
    """Reads RecordedSegment for Whoosh; everything that writes is refused."""

    def terms_reader(self, storage: Any, segment: RecordedSegment) -> ColumnarTermsReader:
        """The terms and postings of a segment; `storage` is not used."""
        return ColumnarTermsReader(segment.file)

    def per_document_reader(self, storage: Any, segment: RecordedSegment) -> ColumnarStories:
        """What a segment keeps story by story; `storage` is not used."""
        return ColumnarStories(segment, segment.file)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> NoReturn:
        """Refused: postings are no part of a file that could be read alone."""
        raise ReadOnlyError("postings are read through terms_reader(...).matcher(...)")

    def per_document_writer(self, storage: Any, segment: Any) -> NoReturn:
        """Refused, as all that writes."""
        _refuse()

    def field_writer(self, storage: Any, segment: Any) -> NoReturn:
        """Refused, as all that writes."""
        _refuse()

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> NoReturn:
        """Refused, as all that writes."""
        _refuse()

    def new_segment(self, storage: Any, indexname: str) -> NoReturn:
        """Refused, as all that writes."""
        _refuse()


def _refuse() -> NoReturn:
    raise ReadOnlyError("Whoosh only reads this index; it is written by: telusur import, reindex")
