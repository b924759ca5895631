"""How does the index follow the store?

Incrementally: the changes after the index's revision, in order. In full: a new generation beside
the old one, checked before it takes its place. Stopped anywhere, either goes on where it stood;
run twice, it changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

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
    verify_index,
    writer_lock,
)

BATCH: Final = 2_000  # changes of one incremental commit

Progress = Callable[[int], None]


@dataclass(slots=True, kw_only=True)
class ReindexReport:
    """What a reindex did."""

    full: bool
    why: str = ""
    """Why it was a full one though none was asked for; else ""."""
    added: int = 0
    """Stories brought in, new or in a newer version."""
    removed: int = 0
    state: IndexState | None = None
    seconds: float = 0.0


def reindex(
    home: Home,
    *,
    full: bool = False,
    on_start: Callable[[int], None] = lambda _: None,
    on_change: Progress = lambda _: None,
) -> ReindexReport:
    """Bring the index up to the store.

    Args:
        full: build a new generation even where the old one could be brought up to date.
        on_start: hears how many changes there are to go through.
        on_change: hears of each number of changes gone through.

    Raises:
        ArchiveNotFound: there is no store.
        ArchiveBusy: another process writes, or rebuilds.
        DamagedStore: the store cannot be read.
        DamagedIndex: the new generation did not pass its checks; the old one stays in use.
    """
    started = perf_counter()
    store = Store(home.store)
    stemmer = Stemmer(load_stems(home.stems))
    known = len(stemmer.known)
    try:
        why = "" if full else _needs_full(home, store)
        if full or why:
            with writer_lock(home.path, "rebuild", name="rebuild"):
                report = _rebuild(home, store, stemmer, on_start, on_change)
            report.why = why
        else:
            with writer_lock(home.path, "reindex"):
                folder = Generations(home.index).current()
                report = ReindexReport(full=False)
                _follow(folder, store, stemmer, report, on_start, on_change)
        if len(stemmer.known) > known:
            save_stems(home.stems, stemmer.known.items())
    finally:
        store.close()
    report.seconds = perf_counter() - started
    return report


def rollback(home: Home) -> Path:
    """Put the generation before the one in use back in use; returns its folder.

    What the store removed since stays hidden; `reindex` brings the rest up to date.

    Raises:
        ArchiveNotFound: there is no older generation.
    """
    generations = Generations(home.index)
    with writer_lock(home.path, "rollback"):
        older = generations.before(generations.current().name)
        for folder in older:
            if index_in(folder).exists:
                generations.switch(folder.name)
                return folder
    raise ArchiveNotFound(f"{home.index}: there is no generation before", path=str(home.index))


def _needs_full(home: Home, store: Store) -> str:
    """Why the index cannot simply follow; "" where it can."""
    try:
        state = _state(Generations(home.index).current())
    except ArchiveNotFound:
        return "there is no index yet"
    except (StaleIndex, DamagedIndex) as error:
        return str(error)
    if (state.archive_id, state.epoch) != (store.archive_id, store.epoch):
        return "the index was made from another archive, or from before a restore"
    if state.revision > store.revision:
        return "the index is ahead of the store"
    return ""


def _state(folder: Path) -> IndexState:
    reader = index_in(folder).reader()
    try:
        return reader.state
    finally:
        reader.close()


def _rebuild(
    home: Home, store: Store, stemmer: Stemmer, on_start: Progress, on_change: Progress
) -> ReindexReport:
    generations = Generations(home.index)
    report = ReindexReport(full=True)
    _drop_unfinished(generations)
    folder = generations.begin()
    index_in(folder).create()
    try:
        _follow(folder, store, stemmer, report, on_start, on_change, at_once=True)
        verify_index(folder, store, stemmer.stem)
        with writer_lock(home.path, "reindex", wait_s=600.0):
            _follow(folder, store, stemmer, report, lambda _: None, lambda _: None)
            generations.switch(folder.name)
            generations.tidy()
    except BaseException:  # Ctrl-C too; what is in use stays in use
        generations.drop(folder)
        raise
    return report


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


def _follow(
    folder: Path,
    store: Store,
    stemmer: Stemmer,
    report: ReindexReport,
    on_start: Progress,
    on_change: Progress,
    *,
    at_once: bool = False,
) -> None:
    """Bring one generation up to the store; `at_once` commits only at the end."""
    commit = index_in(folder).commit()
    state = commit.state
    target = store.revision
    on_start(store.count_changes(state.revision))
    writer = index_in(folder).writer(stemmer)
    names = {"archive_id": store.archive_id, "epoch": store.epoch}
    done = state.revision
    pending = 0
    try:
        for change in store.changes(state.revision):
            if change.story is None:
                writer.remove([change.id])
                report.removed += 1
            else:
                writer.add([change.story])
                report.added += 1
            done = change.revision
            pending += 1
            on_change(1)
            if pending == BATCH and not at_once:
                state = writer.commit(**names, revision=done)
                pending = 0
        is_new = state.archive_id != store.archive_id
        is_behind = max(done, target) > state.revision
        if pending or is_new or is_behind or not commit.is_language_current:
            state = writer.commit(**names, revision=max(done, target))
    finally:
        writer.close()
    report.state = state
