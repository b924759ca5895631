"""How does a running server see what was committed since? A snapshot that is opened anew."""

import threading
from dataclasses import dataclass

from .archive import Archive
from .generations import CURRENT_NAME
from .language.stems import Stemmer, load_stems
from .opening import Opened, open_reader
from .settings import Home
from .store import Store


@dataclass(frozen=True, slots=True)
class _Snapshot:
    archive: Archive
    store: Store
    opened: Opened
    seen: object


class LiveArchive:
    """The newest snapshot of a home's archive. Threads share it.

    A server asks `current()` for each request. What it returns stays valid for that request even
    where a newer snapshot takes its place meanwhile; the old one's files go with its last user.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self._lock = threading.Lock()
        self._snapshot: _Snapshot | None = None

    def current(self) -> Archive:
        """The newest snapshot.

        Raises:
            ArchiveNotFound, StaleIndex, DamagedIndex, DamagedStore: as `open_archive`.
        """
        with self._lock:
            if self._snapshot is None or not self._is_fresh(self._snapshot):
                self._snapshot = self._open()
            return self._snapshot.archive

    @property
    def fault(self) -> str:
        """Why an older generation serves; "" where all is well."""
        return self._snapshot.opened.fault if self._snapshot else ""

    def _open(self) -> _Snapshot:
        store = Store(self.home.store)
        files = self._files()  # before opening, as Opened.seen
        opened = open_reader(self.home, store)
        stemmer = Stemmer(load_stems(self.home.stems))
        archive = Archive(opened.reader, store, stemmer.stem)
        return _Snapshot(archive, store, opened, (files, opened.seen))

    def _is_fresh(self, snapshot: _Snapshot) -> bool:
        if (self._files(), snapshot.opened.index.commit_seen()) != snapshot.seen:
            return False
        hidden = snapshot.store.hidden_after(snapshot.archive.state.revision)
        return hidden == snapshot.opened.hidden

    def _files(self) -> object:
        """Which generation is in use, and which file is the store (a restore replaces it)."""
        current = self.home.index / CURRENT_NAME
        name = current.read_text("utf-8") if current.exists() else ""
        return name, self.home.store.stat().st_ino if self.home.store.exists() else None
