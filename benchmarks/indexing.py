"""What is measured: how fast stories become an index, by how many processes, in how much memory.

Stories are in memory for every engine, the stems of known words are kept, each has one thread, and
what is written is synced where the engine can. Ours and tantivy take turns and the median counts;
Whoosh as it comes is built once and kept, for it takes minutes. Then, each in a fresh process,
our full reindex from the store with one process and with two, and the anonymous memory of all.
"""

import shutil
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from search import Stemmer, Story
from search.language.tokens import tokenize

from .archives import Archive
from .peers import Peer, folder_bytes, whole_text
from .peers.fts5 import Fts5
from .peers.ours import Ours
from .peers.stock_whoosh import StockWhoosh
from .peers.tantivy_peer import Tantivy
from .processes import run
from .reporting import Report, against, megabytes, table

Say = Callable[[str], None]


def indexing(archive: Archive, *, runs: int, memory_mb: int, whoosh: bool, say: Say) -> Report:
    """Measure; `whoosh` takes Whoosh as it comes along."""
    stemmer = archive.stemmer()
    stories = list(archive.stories())
    report = Report("indexing", f"{archive.name}: {len(stories):,}")
    stemmed = list(stemmed_texts(stories, stemmer))
    ours = Ours(archive.folder / "ours", stemmer, memory_mb=memory_mb)
    engines: list[Peer] = [ours, Tantivy(archive.folder / "tantivy", stemmer)]
    times: dict[str, list[float]] = {}
    for _ in range(runs):
        for peer in engines:
            shutil.rmtree(archive.folder / "ours", ignore_errors=True)
            times.setdefault(peer.name, []).append(peer.build(stories, stemmed))
    ours.build(stories)
    fts5 = Fts5(archive.folder / "fts5")
    times[fts5.name] = [fts5.build(stories)]
    if whoosh:
        stock = StockWhoosh(archive.folder / "whoosh")
        times[stock.name] = [stock.build(stories)]
    rate = {name: len(stories) / statistics.median(seconds) for name, seconds in times.items()}
    sizes = {name: archive.folder / name for name in ("tantivy", "fts5", "whoosh")}
    rows = [
        (name, f"{speed:,.0f}", f"{rate[ours.name] / speed:.2f}", spread_of(times[name]),
         megabytes(folder_bytes(sizes.get(name, archive.folder / "ours"))))
        for name, speed in rate.items()
    ]  # fmt: skip
    say(table(("", "stories/s", "ours is", "seconds, least and most", "index"), rows))
    report.note(f"{rate[ours.name]:,.0f} stories/s")
    report.note(*(f"{against(rate[ours.name], rate[n])} x {n}" for n in rate if n != ours.name))
    _without_stems(archive, stories, statistics.median(times[ours.name]), report, say)
    del stories, stemmed
    _from_the_store(archive, runs, memory_mb, report, say)
    return report


def _without_stems(
    archive: Archive, stories: list[Story], known_s: float, report: Report, say: Say
) -> None:
    """A first build, with no word's stem known."""
    folder = archive.folder / "first"
    stemmer = Stemmer()
    seconds = Ours(folder, stemmer).build(stories)
    shutil.rmtree(folder)
    words = len(stemmer.known)
    text = (
        f"{len(stories) / seconds:,.0f} stories/s, {words:,} words stemmed, "
        f"{words / max(seconds - known_s, 1e-9):,.0f} words/s"
    )
    say(f"\nfirst build, no stem known: {text}")
    report.note(f"first build {text}")


def _from_the_store(archive: Archive, runs: int, memory_mb: int, report: Report, say: Say) -> None:
    """`telusur reindex --full` as users run it: read, check and switch included."""
    rows, speeds = [], {}
    found: dict[int, list[tuple[float, int]]] = {1: [], 2: []}
    for _ in range(max(1, runs // 2)):
        for jobs, seen in found.items():
            ran = run("rebuild", home=str(archive.home.path), jobs=jobs, memory_mb=memory_mb)
            seen.append((ran.values["stories"] / ran.values["seconds"], ran.peak))
    for jobs, seen in found.items():
        speeds[jobs] = statistics.median(speed for speed, _ in seen)
        peak = max(peak for _, peak in seen)
        rows.append((f"{jobs}", f"{speeds[jobs]:,.0f}", megabytes(peak)))
        report.note(f"{jobs} process(es) from the store {speeds[jobs]:,.0f}/s, {megabytes(peak)}")
    say(f"\nreindex --full from the store, --memory {memory_mb}M")
    say(table(("processes", "stories/s", "anonymous memory, peak"), rows))
    say(f"from one to two: {speeds[2] / speeds[1]:.2f} x")
    report.note(f"one to two {speeds[2] / speeds[1]:.2f} x")


def stemmed_texts(stories: Sequence[Story], stemmer: Stemmer) -> Iterator[str]:
    """Each story's text with every word replaced by its stem, for engines that cannot stem."""
    stem = stemmer.stem
    for story in stories:
        yield " ".join([stem(token.terms[0]) for token in tokenize(whole_text(story))])


def spread_of(seconds: Sequence[float]) -> str:
    """The least and the most of some times."""
    return f"{min(seconds):.2f} {max(seconds):.2f}"


def built_ours(archive: Archive, memory_mb: int = 512) -> Path:
    """A fresh index of ours, for what is measured of a finished one; gives its folder."""
    folder = archive.folder / "ours"
    shutil.rmtree(folder, ignore_errors=True)
    Ours(folder, archive.stemmer(), memory_mb=memory_mb).build(archive.stories())
    return folder
