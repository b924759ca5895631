"""What makes a commit visible? One JSON record, checksummed and replaced in one step.

It names the segments' files and which of their stories were deleted since, the files of the
families' table and that of copies, and the store and revision that the commit was made from, so
that these can never disagree. Files are named with their identity: another file under the same name
is noticed.
"""

import base64
import hashlib
import json
import zlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from search.errors import ArchiveNotFound, DamagedIndex, StaleIndex
from search.files import Disk
from search.ports import IndexState

from .container import Array
from .familytable import TableFile

RECORD_NAME: Final = "commit.json"
SCHEMA_VERSION: Final = 4  # raise it when files, tokens or terms change: the index is then rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentEntry:
    """One segment: its file, how many stories were written, and which were deleted since."""

    name: str
    identity: int
    stories: int
    deleted: str = ""
    """A bitmap (one bit a story, the first the lowest), deflated, in base 64; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One commit. `number` counts commits of this folder from 1; 0 is the empty index."""

    number: int = 0
    state: IndexState
    segments: tuple[SegmentEntry, ...] = ()
    families: tuple[TableFile, ...] = ()
    copies: TableFile | None = None
    """The table of copies; None where they were not looked for."""
    language: str = ""
    """search.language.stems.language_version() of the families' table."""

    @property
    def tables(self) -> tuple[TableFile, ...]:
        """The files beside the segments."""
        return (*self.families, self.copies) if self.copies else self.families


def empty_record() -> Record:
    """The record of an index that nothing was brought into."""
    return Record(state=IndexState(archive_id="", epoch="", revision=0, stories=0))


def deleted_from(entry: SegmentEntry) -> Array:
    """Which stories of a segment are deleted: one truth value a story.

    Raises:
        DamagedIndex: the bitmap is none, or of another length.
    """
    if not entry.deleted:
        return np.zeros(entry.stories, np.bool_)
    try:
        content = zlib.decompress(base64.b64decode(entry.deleted, validate=True))
    except (ValueError, zlib.error) as error:
        raise DamagedIndex(f"{entry.name}: no bitmap of deleted stories ({error})") from error
    if len(content) != -(-entry.stories // 8):
        raise DamagedIndex(f"{entry.name}: the bitmap of deleted stories has another length")
    bits = np.frombuffer(content, np.uint8)
    return np.unpackbits(bits, count=entry.stories, bitorder="little").astype(np.bool_)


def with_deleted(entry: SegmentEntry, deleted: Array) -> SegmentEntry:
    """The entry with these stories deleted (one truth value a story)."""
    if not deleted.any():
        return replace(entry, deleted="")
    content = np.packbits(deleted, bitorder="little").tobytes()
    return replace(entry, deleted=base64.b64encode(zlib.compress(content)).decode())


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
        segments=tuple(SegmentEntry(**entry) for entry in body["segments"]),
        families=tuple(TableFile(**file) for file in body["families"]),
        copies=TableFile(**body["copies"]) if body["copies"] else None,
        language=body["language"],
    )


def write_record(disk: Disk, folder: Path, record: Record) -> None:
    """Make `record` the commit that readers see; its files and the folder are synced already."""
    body = {"schema": SCHEMA_VERSION, **asdict(record)}
    text = json.dumps({"record": body, "sha256": _checksum(body)}, indent=1)
    disk.replace_text(folder / RECORD_NAME, f"{text}\n")


def _checksum(body: Any) -> str:
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
