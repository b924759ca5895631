"""What is measured: a whole search page's work, as a reader asks for it.

The text is read (variants, corrections, days), matched and ranked; the facets topic, author, place,
kind and year and the months of the timeline are counted, twenty snippets cut, suggestions made.
Some questions are asked beforehand; processor time of the process, and what passed on the clock.
"""

import time
from collections.abc import Sequence

from indexer.reindexing import reindex
from search import Archive as Opened
from search import ArchiveError, FacetName, Query, open_archive, today_wib

from .archives import Archive
from .indexing import Say
from .measuring import percentile, spread
from .peers.ours import query_text
from .questions import SAMPLE, Questions
from .reporting import Report, table
from .searching import drawn

_HITS = 20
_WARMING = 20
_FACETS = (
    FacetName.TOPIC, FacetName.AUTHOR, FacetName.PLACE, FacetName.KIND, FacetName.YEAR,
    FacetName.MONTH,
)  # fmt: skip


def page(archive: Archive, *, queries: int, seed: int, say: Say) -> Report:
    """Measure; `queries` of each class of questions."""
    opened = _opened(archive)
    report = Report("page", f"{archive.name}: {archive.count():,}")
    rows: list[list[str]] = []
    all_cpu: list[float] = []
    all_wall: list[float] = []
    for label, texts in texts_asked(archive, queries=queries, seed=seed):
        cpu, wall = _times(opened, texts)
        rows.append([label, f"{sum(cpu) / len(cpu):.2f}", str(spread(cpu)), str(spread(wall))])
        all_cpu += cpu
        all_wall += wall
    opened.close()
    mean = sum(all_cpu) / len(all_cpu)
    rows.append(["all", f"{mean:.2f}", str(spread(all_cpu)), str(spread(all_wall))])
    say(table(["ms a page", "processor, mean", "p50 / p95", "clock, p50 / p95"], rows))
    report.note(
        f"processor time {mean:.2f} ms on average, p50 {percentile(all_cpu, 50):.2f},"
        f" p95 {percentile(all_cpu, 95):.2f}; clock p50 {percentile(all_wall, 50):.2f},"
        f" p95 {percentile(all_wall, 95):.2f} ({len(all_cpu)} queries)"
    )
    return report


def texts_asked(archive: Archive, *, queries: int, seed: int) -> list[tuple[str, list[str]]]:
    """What is asked of the archive: classes of questions by their names, as texts."""
    step = max(1, archive.count() // SAMPLE)
    sample = [story for n, story in enumerate(archive.stories()) if n % step == 0]
    classes = drawn(Questions(sample, archive.stemmer(), seed), queries)
    return [(label, [query_text(question) for question in own]) for label, own in classes]


def _opened(archive: Archive) -> Opened:
    """The archive of the home, indexed as it is now."""
    reindex(archive.home)
    try:
        return open_archive(archive.home)
    except ArchiveError:
        reindex(archive.home, full=True)
        return open_archive(archive.home)


def _times(opened: Opened, texts: Sequence[str]) -> tuple[list[float], list[float]]:
    """Processor and clock time of each text, ms; some are asked before it counts."""
    cpu: list[float] = []
    wall: list[float] = []
    for number, text in enumerate((*texts[:_WARMING], *texts)):
        query = Query(text=text, today=today_wib())
        began, started = time.process_time(), time.perf_counter()
        opened.search(query, limit=_HITS, facets=_FACETS)
        if number >= min(_WARMING, len(texts)):
            cpu.append((time.process_time() - began) * 1000)
            wall.append((time.perf_counter() - started) * 1000)
    return cpu, wall
