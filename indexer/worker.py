"""Who takes in what was pushed, and lets the index follow while a server runs?

One process: it takes pushes into the store, ends embargoes whose time has come, and brings the
index up in short turns. It holds the writer lock only while it works and waits for nobody, so that
commands get their turn, and goes on when they are done.
"""

import logging
import signal
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from time import monotonic, sleep
from types import FrameType
from typing import Final

from search import (
    ArchiveBusy,
    ArchiveError,
    ArchiveNotFound,
    DamagedIndex,
    Generations,
    Home,
    Inbox,
    Stemmer,
    Store,
    index_in,
    load_stems,
    publish_due,
    save_stems,
    writer_lock,
)

from .following import Effort, Watch
from .pushing import VERSION, clean
from .reindexing import follow_some, reindex

LOCK: Final = "worker"
"""Of the one worker of an archive, however many servers there are."""

_LOOK_EVERY_S: Final = 0.1
_EMBARGOES_EVERY_S: Final = 0.5  # a story is to be in within a second of its time
_DRAINS: Final = 10  # batches of pushes of one turn
_AT_ONCE: Final = 500  # changes of one turn: about a second, then others may write
_SAVE_STEMS_EVERY_S: Final = 600.0  # servers read the whole file again each time
_LONGEST_PAUSE_S: Final = 10.0  # after failures in a row
_log = logging.getLogger(__name__)


class _Stopped(Exception):
    """Carries a wish to stop out of a long turn; never leaves this module."""


def run_worker(home: Home) -> None:
    """Work until SIGTERM; for a process of its own."""
    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)

    signal.signal(signal.SIGTERM, stop)
    with closing(Worker(home, lambda: bool(stopped))) as worker:
        worker.run()


class Worker:
    """The worker of one archive; `is_stopped` is asked often."""

    def __init__(self, home: Home, is_stopped: Callable[[], bool]) -> None:
        self._home = home
        self._is_stopped = is_stopped
        self._inbox = Inbox(home)
        self._store: Store | None = None
        self._stems: tuple[object, Stemmer] | None = None
        self._stems_saved = 0
        self._save_at = monotonic() + _SAVE_STEMS_EVERY_S
        self._look_at_all_at = 0.0
        self._followed = -1  # the store's revision that the index has reached
        self._complaint = ""

    def run(self) -> None:
        """Take turns until it is stopped; what goes wrong is logged, once, and tried again."""
        pause = _LOOK_EVERY_S
        while not self._is_stopped():
            if not self._home.path.exists():  # nothing was pushed yet, and a lock would make it
                self._rest(_LOOK_EVERY_S)
                continue
            try:
                with writer_lock(self._home.path, "serve", name=LOCK, wait_s=0.0):
                    while not self._is_stopped():
                        pause = self._turn(pause)
                        self._rest(pause)
            except ArchiveBusy:  # another server's worker
                self._rest(1.0)
            except OSError as error:
                self._complain(error)
                self._rest(_LONGEST_PAUSE_S)

    def close(self) -> None:
        """Keep the stems learnt, and close what is open."""
        with suppress(ArchiveError, OSError):
            self._save_stems()
        self._inbox.close()
        if self._store is not None:
            self._store.close()

    def turn(self) -> bool:
        """Do what there is to do, but not all of much; returns whether more is left.

        Raises:
            ArchiveBusy: another process writes.
            DamagedStore, DamagedIndex, StaleIndex: as everywhere; pushes are taken in before an
                index is looked at.
        """
        if self._inbox.has_waiting:
            self._drain()
        if monotonic() >= self._look_at_all_at:
            self._look_at_all_at = monotonic() + _EMBARGOES_EVERY_S
            publish_due(self._home, datetime.now(UTC))
            self._followed = -1  # another process may have put an older index in use
            if monotonic() >= self._save_at:
                self._save_stems()
        return self._follow()

    def _turn(self, pause: float) -> float:
        """One turn; how long to rest after it."""
        try:
            more = self.turn()
        except ArchiveBusy:
            return _LOOK_EVERY_S
        except _Stopped:
            return 0.0
        except (ArchiveError, OSError) as error:
            self._complain(error)
            return min(_LONGEST_PAUSE_S, pause * 2)
        if self._complaint:
            _log.warning("%s: the worker goes on", self._home.path)
            self._complaint = ""
        return _LOOK_EVERY_S / 2 if more else _LOOK_EVERY_S

    def _rest(self, seconds: float) -> None:
        until = monotonic() + seconds
        while not self._is_stopped() and (left := until - monotonic()) > 0:
            sleep(min(left, _LOOK_EVERY_S))

    def _drain(self) -> None:
        with writer_lock(self._home.path, "push", wait_s=0.0):
            store = self._store = self._store or Store.create(self._home.store)
            for _ in range(_DRAINS):
                if self._is_stopped() or self._inbox.drain(store, clean, VERSION) == 0:
                    break
        if not self._inbox.has_waiting:
            self._inbox.tidy()

    def _follow(self) -> bool:
        if self._store is None:
            if not self._home.store.exists():
                return False
            self._store = Store(self._home.store)
        store = self._store
        revision = store.revision
        if revision == self._followed:
            return False
        try:
            reached = index_in(Generations(self._home.index).current()).commit().state.revision
        except ArchiveNotFound:  # the first push to a new archive
            reindex(self._home, effort=Effort(jobs=1, wait_s=0.0), watch=self._watch())
            self._stems = None
            return True
        if reached != revision:
            stemmer = self._stemmer()
            report = follow_some(
                self._home, store, stemmer, most=_AT_ONCE, watch=self._watch()
            )  # fmt: skip
            reached = report.state.revision if report.state else reached
        self._followed = reached
        return reached < revision

    def _watch(self) -> Watch:
        def look(_: int) -> None:
            if self._is_stopped():
                raise _Stopped

        return Watch(on_change=look)

    def _stemmer(self) -> Stemmer:
        """The stems as the file has them, with what was learnt since; read where another wrote."""
        seen = self._stems_seen()
        if self._stems is None or self._stems[0] != seen:
            try:
                stemmer = Stemmer(load_stems(self._home.stems))
            except DamagedIndex as error:
                self._complain(error)
                stemmer = Stemmer()
            self._stems = seen, stemmer
            self._stems_saved = len(stemmer.known)
        return self._stems[1]

    def _save_stems(self) -> None:
        self._save_at = monotonic() + _SAVE_STEMS_EVERY_S
        if self._stems is None or self._stems[0] != self._stems_seen():
            return
        stemmer = self._stems[1]
        if len(stemmer.known) > self._stems_saved:
            with writer_lock(self._home.path, "stems", wait_s=0.0):
                save_stems(self._home.stems, stemmer.known.items(), stemmer.rules)
            self._stems_saved = len(stemmer.known)
            self._stems = self._stems_seen(), stemmer

    def _stems_seen(self) -> object:
        try:
            file = self._home.stems.stat()
        except FileNotFoundError:
            return None
        return file.st_ino, file.st_size, file.st_mtime_ns

    def _complain(self, error: Exception) -> None:
        if (said := str(error)) != self._complaint:
            _log.error("the worker cannot go on: %s", said)
            self._complaint = said
