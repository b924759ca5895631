"""How does a running server see what was committed since, and never serve what is damaged?

A snapshot is opened anew where something changed. Opening checks little; behind the requests a
thread then reads all of it, and where anything is damaged an older generation serves.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from .archive import Archive
from .errors import ArchiveNotFound, DamagedIndex
from .freshness import Freshness, freshness_of
from .generations import Generations
from .homelanguage import knowledge_of
from .newsroom import Newsroom
from .opening import Opened, index_in, open_reader, why_foreign
from .query.knowledge import Knowledge
from .settings import Home
from .store import Store


@dataclass(frozen=True, slots=True)
class _Snapshot:
    archive: Archive
    store: Store
    opened: Opened
    seen: tuple[frozenset[Path], object, str, object]
    """Damaged generations passed over, files in use, decisions, commit."""

    @property
    def folder(self) -> Path:
        return self.opened.index.folder


@dataclass(frozen=True, slots=True)
class _Damage:
    """What is wrong with one commit of a generation; `seen` names the commit."""

    seen: object
    why: str


class LiveArchive:
    """The newest snapshot of a home's archive. Threads share it.

    A server asks `current()` for each request. What it returns stays valid for that request even
    where a newer snapshot takes its place meanwhile; the old one's files go with its last user.
    """

    def __init__(self, home: Home, *, budget_ms: float | None = None) -> None:
        self.home = home
        self._newsroom = Newsroom(home.newsroom)
        self._knowledge: tuple[object, Knowledge] | None = None
        self._budget_ms = budget_ms
        self._lock = threading.Lock()  # guards all that follows
        self._snapshot: _Snapshot | None = None
        self._damaged: dict[Path, _Damage] = {}
        self._verified: dict[Path, object] = {}  # generation -> the commit that was found whole
        self._waiting: list[_Snapshot] = []  # snapshots to be verified
        self._verifier: threading.Thread | None = None

    def current(self) -> Archive:
        """The newest snapshot.

        Raises:
            ArchiveNotFound, StaleIndex, DamagedIndex, DamagedStore: as `open_archive`.
        """
        return self._newest().archive

    def version(self) -> str:
        """Names all that the answers of `current()` depend on: commit, store, stems, decisions.

        Equal versions give equal answers to equal queries of the same day.

        Raises:
            ArchiveNotFound, StaleIndex, DamagedIndex, DamagedStore: as `open_archive`.
        """
        snapshot = self._newest()
        without, *others = snapshot.seen
        # A set has another order in each process; all of them must give one version.
        return f"{sorted(without)} {others!r} {snapshot.store.revision}"

    def freshness(self, *, arrivals: int = 0) -> Freshness:
        """When the index of `current()` was made, how far it is behind, and what came in last.

        Args:
            arrivals: how many of the last stories to name.

        Raises:
            ArchiveNotFound, StaleIndex, DamagedIndex, DamagedStore: as `open_archive`.
        """
        snapshot = self._newest()
        state, index = snapshot.archive.state, snapshot.opened.index
        return freshness_of(snapshot.store, state.revision, index.committed_at(), arrivals=arrivals)

    @property
    def fault(self) -> str:
        """Why an older generation serves; "" where all is well."""
        with self._lock:
            snapshot = self._snapshot
            if snapshot is None or not snapshot.opened.fault:
                return ""
            newer = [folder for folder in self._known_damaged() if folder > snapshot.folder]
            return self._damaged[max(newer)].why if newer else snapshot.opened.fault

    @property
    def is_verifying(self) -> bool:
        """Whether a snapshot is being read whole, to see that nothing of it is damaged."""
        return self._verifier is not None

    def report_damage(self, archive: Archive, error: DamagedIndex) -> None:
        """Say that a search in `archive`, as `current()` gave it, met damage.

        Another generation serves from the next `current()` on. The one reported is read whole, and
        serves again if nothing is wrong with it: then the fault lay in the question.
        """
        with self._lock:
            snapshot = self._snapshot
            if snapshot is not None and snapshot.archive is archive:
                self._damaged[snapshot.folder] = _Damage(snapshot.opened.seen, str(error))
                self._verify(snapshot)

    def close(self) -> None:
        """Stop verifying and let go of the newest snapshot; `current()` would open it again."""
        with self._lock:
            self._waiting.clear()
            verifier = self._verifier
        if verifier is not None:
            verifier.join()
        with self._lock:
            snapshot, self._snapshot = self._snapshot, None
        if snapshot is not None:
            snapshot.archive.close()
            snapshot.store.close()
        self._newsroom.close()

    def _newest(self) -> _Snapshot:
        """The snapshot in use, opened anew where something changed."""
        with self._lock:
            if self._snapshot is None or not self._is_fresh(self._snapshot):
                self._snapshot = self._open()
                if self._verified.get(self._snapshot.folder) != self._snapshot.opened.seen:
                    self._verify(self._snapshot)
            return self._snapshot

    def _open(self) -> _Snapshot:
        store = Store(self.home.store)
        without = self._known_damaged()
        files = self._files()  # before opening, as Opened.seen
        decisions = self._newsroom.version
        opened = open_reader(self.home, store, without=without)
        knowledge = self._known(decisions)
        archive = Archive(opened.reader, store, knowledge, budget_ms=self._budget_ms)
        return _Snapshot(archive, store, opened, (without, files, decisions, opened.seen))

    def _known(self, decisions: str) -> Knowledge:
        """What is known of the language; read anew only where stems or decisions changed."""
        try:
            file = self.home.stems.stat()
            seen: object = (file.st_ino, file.st_size, file.st_mtime_ns, decisions)
        except FileNotFoundError:
            seen = decisions
        if self._knowledge is None or self._knowledge[0] != seen:
            self._knowledge = seen, knowledge_of(self.home)
        return self._knowledge[1]

    def _is_fresh(self, snapshot: _Snapshot) -> bool:
        commit = snapshot.opened.index.commit_seen()
        seen = (self._known_damaged(), self._files(), self._newsroom.version, commit)
        if seen != snapshot.seen or why_foreign(snapshot.archive.state, snapshot.store):
            return False
        hidden = snapshot.store.hidden_after(snapshot.archive.state.revision)
        return hidden == snapshot.opened.hidden

    def _files(self) -> object:
        """Which generation and commit is in use, and which file is the store (a restore's?)."""
        store = self.home.store.stat().st_ino if self.home.store.exists() else None
        try:
            folder = Generations(self.home.index).current()
        except ArchiveNotFound:
            return None, store
        except DamagedIndex as error:
            return str(error), store
        # Its commit too, for where it is damaged and another serves.
        return folder.name, index_in(folder).commit_seen(), store

    def _known_damaged(self) -> frozenset[Path]:
        """Generations whose newest commit is the one that was found damaged."""
        return frozenset(
            folder
            for folder, damage in self._damaged.items()
            if index_in(folder).commit_seen() == damage.seen
        )

    def _verify(self, snapshot: _Snapshot) -> None:
        """Have a snapshot read whole, one after another; the lock is held."""
        self._waiting.append(snapshot)
        if self._verifier is None or not self._verifier.is_alive():
            self._verifier = threading.Thread(
                target=self._verify_all, name="telusur-verifier", daemon=True
            )
            self._verifier.start()

    def _verify_all(self) -> None:
        while (snapshot := self._next_to_verify()) is not None:
            fault = _first_fault(snapshot)
            folder, seen = snapshot.folder, snapshot.opened.seen
            with self._lock:
                if fault:
                    self._damaged[folder] = _Damage(seen, fault)
                else:
                    self._verified[folder] = seen
                    damage = self._damaged.get(folder)
                    if damage is not None and damage.seen == seen:
                        del self._damaged[folder]

    def _next_to_verify(self) -> _Snapshot | None:
        with self._lock:
            while self._waiting:
                snapshot = self._waiting.pop(0)
                if snapshot is self._snapshot or snapshot.folder in self._damaged:
                    return snapshot  # others were replaced while they waited
            self._verifier = None
            return None


def _first_fault(snapshot: _Snapshot) -> str:
    """What is damaged in a snapshot; "" where it is whole."""
    try:
        return next(snapshot.opened.reader.faults(), "")
    except (DamagedIndex, OSError) as error:
        return str(error)
