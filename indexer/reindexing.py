"""How does the index follow the store?

Incrementally: the changes after the index's revision, in order. In full: a new generation beside
the old one, checked before it takes its place. Stopped anywhere, either goes on where it stood;
run twice, it changes nothing.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from search import (
    ArchiveNotFound,
    DamagedIndex,
    Generations,
    Home,
    IndexState,
    StaleIndex,
    Stemmer,
    Store,
    index_in,
    load_stems,
    save_stems,
    settle,
    verify_index,
    writer_lock,
)
from search.opening import why_foreign
from search.verifying import damage_of

from .following import UNWATCHED, Effort, Following, ReindexReport, Watch

_log = logging.getLogger(__name__)


def reindex(
    home: Home, *, full: bool = False, effort: Effort | None = None, watch: Watch = UNWATCHED
) -> ReindexReport:
    """Bring the index up to the store, and the store to what was decided about its stories.

    `full` builds a new generation even where the old one could be brought up to date.

    Raises:
        ArchiveNotFound: there is no store.
        ArchiveBusy: another process writes, or rebuilds.
        DamagedStore: the store cannot be read.
        DamagedIndex: the new generation did not pass its checks; the old one stays in use.
    """
    started = perf_counter()
    store = Store(home.store)
    settle(home, datetime.now(UTC))
    stemmer, damage = _stems(home)
    known = len(stemmer.known)
    try:
        report = _followed(
            home, store, stemmer, effort or Effort(), watch, full=full, damage=damage
        )
        if len(stemmer.known) > known:
            _save(home, stemmer)
    finally:
        store.close()
    report.seconds = perf_counter() - started
    return report


def follow_some(
    home: Home, store: Store, stemmer: Stemmer, *, most: int, watch: Watch = UNWATCHED
) -> ReindexReport:
    """Bring the index up by at most `most` changes, without waiting for anybody.

    For a worker that keeps what it needs open: the stems are not saved. It never builds anew.

    Raises:
        ArchiveNotFound: there is no index.
        ArchiveBusy: another process writes.
        StaleIndex, DamagedIndex: the index cannot follow; it is to be built anew.
        DamagedStore: the store cannot be read.
    """
    report = ReindexReport(full=False)
    with writer_lock(home.path, "follow", wait_s=0.0):
        folder = Generations(home.index).current()
        if why := why_foreign(index_in(folder).commit().state, store):
            raise StaleIndex(why)
        Following(home, store, stemmer, report, Effort()).follow(folder, watch, most=most)
    return report


def _stems(home: Home) -> tuple[Stemmer, str]:
    """The stems kept, and what is damaged about them; then there are none."""
    try:
        return Stemmer(load_stems(home.stems)), ""
    except DamagedIndex as error:
        return Stemmer(), str(error)


def _save(home: Home, stemmer: Stemmer) -> None:
    save_stems(home.stems, stemmer.known.items(), stemmer.rules)


def _followed(
    home: Home, store: Store, stemmer: Stemmer, effort: Effort, watch: Watch, *, full: bool,
    damage: str,
) -> ReindexReport:  # fmt: skip
    why = "" if full else damage or _needs_full(home, store)
    if not full and not why:
        report = ReindexReport(full=False)
        try:
            with writer_lock(home.path, "reindex", wait_s=effort.wait_s):
                folder = Generations(home.index).current()
                Following(home, store, stemmer, report, effort).follow(folder, watch)
            return report
        except DamagedIndex as error:  # found only where a writer reads more than opening does
            why = str(error)
    report = ReindexReport(full=True, why=why)
    with writer_lock(home.path, "rebuild", name="rebuild", wait_s=effort.wait_s):
        _rebuild(home, store, Following(home, store, stemmer, report, effort), watch)
    return report


def rollback(home: Home) -> Path:
    """Put the generation before the one in use back in use; returns its folder.

    One that could not serve is passed over, told as a logged warning. What the store removed since
    stays hidden; `reindex` brings the rest up to date.

    Raises:
        ArchiveNotFound: there is no store, or no older generation that is whole.
        ArchiveBusy, DamagedStore: as everywhere.
    """
    generations = Generations(home.index)
    store = Store(home.store)
    try:
        with writer_lock(home.path, "rollback"):
            for folder in generations.before(generations.current().name):
                why = _unfit(folder, store)
                if not why:
                    generations.switch(folder.name)
                    return folder
                _log.warning("%s is passed over: %s", folder.name, why)
    finally:
        store.close()
    raise ArchiveNotFound(
        f"{home.index}: there is no generation before that is whole", path=str(home.index)
    )


def _unfit(folder: Path, store: Store) -> str:
    """Why a generation could not serve; "" where it could."""
    try:
        return damage_of(folder) or why_foreign(_state(folder), store)
    except StaleIndex as error:
        return str(error)


def _needs_full(home: Home, store: Store) -> str:
    """Why the index cannot simply follow; "" where it can."""
    try:
        state = _state(Generations(home.index).current())
    except ArchiveNotFound:
        return "there is no index yet"
    except (StaleIndex, DamagedIndex) as error:
        return str(error)
    return why_foreign(state, store)


def _state(folder: Path) -> IndexState:
    reader = index_in(folder).reader()
    try:
        return reader.state
    finally:
        reader.close()


def _rebuild(home: Home, store: Store, following: Following, watch: Watch) -> None:
    generations = Generations(home.index)
    _drop_unfinished(generations)
    folder = generations.begin()
    index_in(folder).create()
    try:
        following.build(folder, watch)
        verify_index(folder, store, following.stemmer.stem)
        with writer_lock(home.path, "reindex", wait_s=600.0):
            following.follow(folder, UNWATCHED)
            _save(home, following.stemmer)  # before a reader sees the index that goes by them
            generations.switch(folder.name)
            _set_damaged_aside(generations)
            generations.tidy()
    finally:  # after Ctrl-C too; what is in use stays in use
        if not _is_in_use(generations, folder):
            generations.drop(folder)


def _set_damaged_aside(generations: Generations) -> None:
    """See to it that the generation kept for a rollback is a whole one."""
    for folder in generations.before(generations.current().name):
        try:
            damage = damage_of(folder)
        except StaleIndex:
            return  # made by another version: a rollback of the program may want it
        if not damage:
            return
        aside = generations.set_aside(folder)
        _log.warning("%s; set aside as %s", damage, aside.name)


def _is_in_use(generations: Generations, folder: Path) -> bool:
    try:
        return generations.current() == folder
    except (ArchiveNotFound, DamagedIndex):
        return False


def _drop_unfinished(generations: Generations) -> None:
    """Delete what a killed rebuild left: generations newer than the one in use."""
    try:
        current = generations.current().name
    except ArchiveNotFound:
        current = ""
    except DamagedIndex:
        return  # CURRENT is unreadable: none can be told from a good one
    for name in generations.names():
        if name > current:
            generations.drop(generations.folder / name)
