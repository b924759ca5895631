"""How does Whoosh do it? Its index, codec and writer behind the port (docs/decisions/0001)."""

from dataclasses import dataclass
from pathlib import Path

from search.errors import ArchiveNotFound
from search.language.stems import Stemmer, language_version
from search.ports import IndexState

from .reader import WhooshReader
from .record import RECORD_NAME, read_record, write_record
from .writer import WhooshWriter, empty_record

__all__ = ["WhooshIndex"]


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit's state, and whether its stems are those of this program's language."""

    state: IndexState
    is_language_current: bool


class WhooshIndex:
    """The index in one folder, e.g. index_data/index/000007."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def exists(self) -> bool:
        """Whether the folder holds an index (perhaps an empty one)."""
        return (self.folder / RECORD_NAME).exists()

    def create(self) -> None:
        """Make an empty index; the folder may be there already."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_record(self.folder, empty_record())

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

    def writer(self, stemmer: Stemmer) -> WhooshWriter:
        """A writer; the caller holds the archive's writer lock."""
        return WhooshWriter(self.folder, stemmer)

    def reader(self, mask: frozenset[str] = frozenset()) -> WhooshReader:
        """A snapshot of the newest commit, without the stories of `mask`."""
        if not self.exists:
            raise ArchiveNotFound(f"{self.folder}: no index here", path=str(self.folder))
        return WhooshReader(self.folder, mask)
