"""How is an index opened? The only place that picks an engine.

Whoosh is imported when an index is opened, not when this package is.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import ArchiveNotFound, DamagedIndex, StaleIndex
from .generations import Generations
from .ports import IndexState, Reader
from .settings import Home
from .store import Store

if TYPE_CHECKING:
    from .engines.whoosh import WhooshIndex


def index_in(folder: Path) -> "WhooshIndex":
    """The index of one generation's folder."""
    from .engines.whoosh import WhooshIndex

    return WhooshIndex(folder)


@dataclass(frozen=True, slots=True)
class Opened:
    """A reader and the generation it reads; `fault` says why it is not the one in use."""

    reader: Reader
    index: "WhooshIndex"
    hidden: frozenset[str]
    seen: object
    """The commit as index.commit_seen() gave it before it was read."""
    fault: str = ""


def why_foreign(state: IndexState, store: Store) -> str:
    """Why an index of this state was not made from this store; "" where it was.

    A revision alone would not tell: a store that lost its last changes, or was put back from an
    older copy, grows past it again with other stories.
    """
    if (state.archive_id, state.epoch) != (store.archive_id, store.epoch):
        return "the index was made from another archive, or from before a restore"
    if state.revision > store.revision:
        return "the index is ahead of the store"
    if state.stamp != store.stamp_at(state.revision):
        return "the store's history is not the one this index was made from"
    return ""


def open_reader(home: Home, store: Store, *, without: frozenset[Path] = frozenset()) -> Opened:
    """Open the generation in use, or the newest older one that can be.

    Stories that the store removed since the index's revision are masked out.

    Args:
        without: folders of generations known to be damaged though they can be opened.

    Raises:
        ArchiveNotFound: there is no index yet.
        StaleIndex: the index was made from another archive, or by another version.
        DamagedIndex: no generation can be opened.
    """
    generations = Generations(home.index)
    try:
        current = generations.current()
    except DamagedIndex as error:
        names = generations.names()
        folders = [home.index / name for name in reversed(names)]
        if not folders:
            raise
        return _first_whole(folders, store, without, error)
    try:
        return _open(current, store, without)
    except (DamagedIndex, ArchiveNotFound) as error:
        return _first_whole(generations.before(current.name), store, without, error)


def _first_whole(
    folders: list[Path],
    store: Store,
    without: frozenset[Path],
    fault: DamagedIndex | ArchiveNotFound,
) -> Opened:
    for folder in folders:
        try:
            opened = _open(folder, store, without)
        except (DamagedIndex, ArchiveNotFound, StaleIndex):
            continue
        return Opened(opened.reader, opened.index, opened.hidden, opened.seen, fault=str(fault))
    raise DamagedIndex(str(fault), **fault.values)


def _open(folder: Path, store: Store, without: frozenset[Path]) -> Opened:
    if folder in without:
        raise DamagedIndex(f"{folder}: was found to be damaged", path=str(folder))
    index = index_in(folder)
    seen = index.commit_seen()  # before reading, so that a commit in between is noticed
    reader = index.reader()
    state = reader.state
    if why := why_foreign(state, store):
        reader.close()
        raise StaleIndex(
            f"{folder}: {why}; rebuild it with: telusur reindex --full", path=str(folder)
        )
    hidden = store.hidden_after(state.revision)
    if hidden:
        reader.close()
        reader = index.reader(hidden)
    return Opened(reader, index, hidden, seen)
