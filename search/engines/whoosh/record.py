"""What makes a commit visible? One JSON record, checksummed and replaced in one step.

It stands in place of Whoosh's own table of contents, which is a pickle. (The segments are Whoosh's
and hold pickles still: docs/decisions/0001.) The record names the segments, the families' table,
and the store and revision the commit was made from, so that these can never disagree.
"""

import hashlib
import json
import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import StorageError
from whoosh.filedb.filetables import FileFormatError
from whoosh.index import TOC, FileIndex
from whoosh.reading import CorruptIndexError, TermNotFound
from whoosh.writing import IndexingError, SegmentWriter

from search.errors import ArchiveNotFound, DamagedIndex, StaleIndex
from search.files import replace_text, sync_file, sync_folder
from search.language.families import Families
from search.ports import IndexState

from .schema import SCHEMA_VERSION

RECORD_NAME: Final = "commit.json"
INDEX_NAME: Final = "telusur"

FAULTS: Final = (
    OSError, EOFError, ValueError, LookupError, AssertionError, OverflowError, struct.error,
    zlib.error, pickle.UnpicklingError, TermNotFound, CorruptIndexError, FileFormatError,
    StorageError, IndexingError,
)  # fmt: skip
"""What Whoosh raises on files that are damaged or gone; it has no common base."""


@contextmanager
def whoosh_faults(folder: Path, task: str) -> Iterator[None]:
    """Whoosh's errors stop here, as DamagedIndex: "<folder>: cannot be <task>"."""
    try:
        yield
    except FAULTS as error:
        message = f"{folder}: cannot be {task} ({error!r})"
        raise DamagedIndex(message, path=str(folder)) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentEntry:
    """One segment: Whoosh's name for it, stories written, terms in each field, and the numbers
    of stories deleted since.
    """

    segid: str
    stories: int
    lengths: tuple[tuple[str, int], ...]
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One commit. `number` counts commits of this folder from 1; 0 is the empty index."""

    number: int = 0
    state: IndexState
    segments: tuple[SegmentEntry, ...] = ()
    families: str = ""
    """The file of the families' table, beside the record; "" before the first commit."""
    families_sha256: str = ""
    language: str = ""
    """search.language.stems.language_version() of that table."""


def read_record(folder: Path) -> Record:
    """The record of the index in `folder`.

    Raises:
        ArchiveNotFound: there is none.
        StaleIndex: it was written by another version of the schema.
        DamagedIndex: it cannot be read or its checksum is wrong.
    """
    path = folder / RECORD_NAME
    try:
        outer = json.loads(path.read_text("utf-8"))
        body, checksum = outer["record"], outer["sha256"]
        whole = _checksum(body) == checksum
        version = body["schema"]
    except FileNotFoundError:
        raise ArchiveNotFound(f"{folder}: no index here", path=str(folder)) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedIndex(f"{path}: not a commit record ({error})", path=str(path)) from error
    if not whole:
        raise DamagedIndex(f"{path}: the checksum does not fit", path=str(path))
    if version != SCHEMA_VERSION:
        raise StaleIndex(
            f"{folder}: made with schema {version}, this program has {SCHEMA_VERSION};"
            " rebuild it with: telusur reindex --full",
            path=str(folder),
        )
    return Record(
        number=body["number"],
        state=IndexState(**body["state"]),
        segments=tuple(
            SegmentEntry(
                segid=s["segid"],
                stories=s["stories"],
                lengths=tuple(s["lengths"].items()),
                deleted=tuple(s["deleted"]),
            )
            for s in body["segments"]
        ),
        families=body["families"],
        families_sha256=body["families_sha256"],
        language=body["language"],
    )


def write_record(folder: Path, record: Record) -> None:
    """Make `record` the commit that readers see."""
    body = {
        "schema": SCHEMA_VERSION,
        "number": record.number,
        "state": {
            "archive_id": record.state.archive_id,
            "epoch": record.state.epoch,
            "revision": record.state.revision,
            "stories": record.state.stories,
        },
        "segments": [
            {
                "segid": s.segid,
                "stories": s.stories,
                "lengths": dict(s.lengths),
                "deleted": list(s.deleted),
            }
            for s in record.segments
        ],
        "families": record.families,
        "families_sha256": record.families_sha256,
        "language": record.language,
    }
    text = json.dumps({"record": body, "sha256": _checksum(body)}, indent=1)
    replace_text(folder / RECORD_NAME, f"{text}\n")


def segment_file(entry: SegmentEntry) -> str:
    """The name of the one file a segment lies in."""
    return f"{INDEX_NAME}_{entry.segid}.seg"


def _checksum(body: object) -> str:
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


class RecordIndex(FileIndex):  # type: ignore[misc] # whoosh is untyped
    """A Whoosh index whose table of contents is a Record."""

    def __init__(self, storage: Any, schema: Any, record: Record) -> None:
        # The parent's constructor reads the pickled table that we do not have.
        self.storage = storage
        self.indexname = INDEX_NAME
        self._schema = schema
        self._record = record

    def _read_toc(self) -> TOC:
        return TOC(self._schema, [_segment(e) for e in self._record.segments], self._record.number)

    def latest_generation(self) -> int:
        """The number of the commit."""
        return self._record.number


class RecordWriter(SegmentWriter):  # type: ignore[misc] # whoosh is untyped
    """Whoosh's writer, committing to a Record; `committed` holds the segments afterwards."""

    def __init__(self, index: RecordIndex, folder: Path) -> None:
        self.committed: tuple[SegmentEntry, ...] = ()
        self._folder = folder
        super().__init__(index, _lk=False)  # one lock over the whole home replaces Whoosh's

    def _commit_toc(self, segments: list[W3Segment]) -> None:
        self.committed = tuple(
            SegmentEntry(
                segid=segment.segid,
                stories=segment.doc_count_all(),
                lengths=tuple(sorted(segment._fieldlengths.items())),
                deleted=tuple(sorted(segment.deleted_docs())),
            )
            for segment in segments
            if segment.doc_count() > 0
        )
        for entry in self.committed:
            sync_file(self._folder / segment_file(entry))
        sync_folder(self._folder)


def _segment(entry: SegmentEntry) -> W3Segment:
    deleted = set(entry.deleted) or None
    segment = W3Segment(
        W3Codec(), INDEX_NAME, doccount=entry.stories, segid=entry.segid, deleted=deleted
    )
    segment.compound = True
    segment._fieldlengths = dict(entry.lengths)
    return segment


def families_of(folder: Path, record: Record) -> Families:
    """The families' table of a commit.

    Raises:
        DamagedIndex: the file is not the one that was committed.
    """
    if not record.families:
        return Families()
    return Families.load(folder / record.families, record.families_sha256)
