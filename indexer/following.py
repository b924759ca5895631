"""How does one generation of the index come up to the store?

Change by change, each commit one that readers may see; or, where it is new, from ranges of
revisions that several processes may read and write at once, in a single commit. Only then are all
words counted, and the stems decided that hang on counts and on what the newsroom corrected.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from search import DEFAULT_MEMORY_MB, Home, IndexState, Stemmer, Store, index_in
from search.locking import WAIT_S
from search.newsroom import Newsroom

from .crew import Report, in_parallel

BATCH: Final = 2_000  # changes of one incremental commit
WORTH_A_PROCESS: Final = 5_000  # stories that take longer to index than a process takes to start
_LEAST_MB: Final = 128  # of memory for one process
_WORDS_AT_ONCE: Final = 500  # stemmed between two looks at the clock


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What indexing may use."""

    jobs: int = field(default_factory=cores)
    """Processes at once, 1 or more."""
    memory_mb: int = DEFAULT_MEMORY_MB
    """Of all of them together."""
    wait_s: float = WAIT_S
    """For another writer, in seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Who follows the work: hears how many changes there are, then of those gone through."""

    on_start: Callable[[int], None] = lambda _: None
    on_change: Callable[[int], None] = lambda _: None


UNWATCHED: Final = Watch()


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


class Following:
    """Brings generations up to one store, noting in `report` what was done."""

    def __init__(
        self, home: Home, store: Store, stemmer: Stemmer, report: ReindexReport, effort: Effort
    ) -> None:
        self.stemmer = stemmer
        self._home = home
        self._store = store
        self._report = report
        self._effort = effort

    def follow(self, folder: Path, watch: Watch, *, most: int | None = None) -> None:
        """Bring a generation up change by change; the caller holds the writer lock.

        `most` ends it after so many changes, with a commit.
        """
        store, index = self._store, index_in(folder)
        commit = index.commit()
        state = commit.state
        target = store.revision
        watch.on_start(store.count_changes(state.revision))
        writer = index.writer(self.stemmer, texts=store.get_many, memory_mb=self._effort.memory_mb)
        done, pending = state.revision, 0
        try:
            for number, change in enumerate(store.changes(state.revision), start=1):
                if change.story is None:
                    writer.remove([change.id])
                    self._report.removed += 1
                else:
                    writer.add([change.story])
                    self._report.added += 1
                done = change.revision
                pending += 1
                watch.on_change(1)
                if pending == BATCH:
                    state = writer.commit(**self._names(done))
                    pending = 0
                if number == most:
                    target = done
                    break
            reached = max(done, target)
            is_new = state.archive_id != store.archive_id
            if pending or is_new or reached > state.revision or not commit.is_language_current:
                state = writer.commit(**self._names(reached))
        finally:
            writer.close()
        self._report.state = state

    def build(self, folder: Path, watch: Watch) -> None:
        """Fill a new generation in one commit; imports may go on beside."""
        store, index = self._store, index_in(folder)
        target, count = store.revision, store.count_changes(0)
        watch.on_start(count)
        jobs = max(1, min(self._effort.jobs, count // WORTH_A_PROCESS))
        memory_mb = max(_LEAST_MB, self._effort.memory_mb // jobs)
        tasks = [
            (self._home.path, folder, after, until, memory_mb)
            for after, until in store.parts(0, jobs)
        ]
        parts = _worked(_build_range, tasks, watch.on_change)
        built = [own for segments, _, _ in parts for own in segments]
        self._report.added += sum(added for _, added, _ in parts)
        self._report.removed += sum(removed for _, _, removed in parts)
        unknown = sorted(index.terms_of(built) - self.stemmer.known.keys())
        if jobs > 1 and len(unknown) > WORTH_A_PROCESS:
            shares = [(unknown[number::jobs],) for number in range(jobs)]
            for stems in _worked(_stem_words, shares, lambda _: None):
                self.stemmer.learn(stems)
        newsroom = Newsroom(self._home.newsroom)
        try:
            corrections = newsroom.corrections()
        finally:
            newsroom.close()
        self.stemmer.decide(index.seen_in(built), corrections)
        writer = index.writer(self.stemmer, texts=store.get_many, memory_mb=self._effort.memory_mb)
        try:
            writer.adopt(built)
            self._report.state = writer.commit(**self._names(target))
        finally:
            writer.close()

    def _names(self, revision: int) -> dict[str, Any]:
        store = self._store
        return {
            "archive_id": store.archive_id,
            "epoch": store.epoch,
            "revision": revision,
            "stamp": store.stamp_at(revision),
        }


def _worked(work: Callable[..., Any], tasks: list[tuple[Any, ...]], on_steps: Report) -> list[Any]:
    """The results of `work(report, *task)`; a task alone needs no process of its own."""
    if len(tasks) == 1:
        return [work(on_steps, *tasks[0])]
    return in_parallel(work, tasks, on_steps)


def _build_range(
    report: Report, home: Path, folder: Path, after: int, until: int, memory_mb: int
) -> tuple[list[Any], int, int]:
    """The segments of a range of revisions, and how many stories came and had gone."""
    store = Store(Home(home).store)
    counts = [0, 0]

    def stories() -> Any:
        for change in store.changes(after, until):
            report(1)
            counts[change.story is None] += 1
            if change.story is not None:
                yield change.story

    try:
        built = index_in(folder).build(stories(), memory_mb=memory_mb)
    finally:
        store.close()
    return built, counts[0], counts[1]


def _stem_words(report: Report, words: list[str]) -> list[tuple[str, str, str]]:
    stemmer = Stemmer()
    stems = []
    for number, word in enumerate(words):
        if number % _WORDS_AT_ONCE == 0:
            report(0)
        stems.append((word, stemmer.stem(word), stemmer.rule(word)))
    return stems
