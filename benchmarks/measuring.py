"""The measurements: each gives rows (name, ours, peer or 0, unit)."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from indexer.importing import import_stories
from indexer.reindexing import reindex
from indexer.sources import SourceOptions
from search import FacetName, Home, Query, Store, open_archive
from search.evaluation import DEPTH, Score, evaluate, read_queries

from .fts5 import Fts5

Row = tuple[str, float, float, str]

_SAMPLE = 60  # headlines that queries are made of
_FACETS = (FacetName.TOPIC, FacetName.AUTHOR, FacetName.MONTH)


def indexing(stories: Path, home: Home) -> list[Row]:
    """Stories a second: import, first reindex (stems not known), full reindex (stems known)."""
    report = import_stories([stories], home, SourceOptions())
    first = reindex(home)
    again = reindex(home, full=True)
    started = time.perf_counter()
    _peer(home)
    peer_s = time.perf_counter() - started
    return [
        ("import, stories/s", report.kept / report.seconds, 0, "more is better"),
        ("first index, stories/s", first.added / first.seconds, first.added / peer_s, ""),
        ("index, stems known, stories/s", again.added / again.seconds, again.added / peer_s, ""),
    ]


def searching(home: Home, runs: int) -> list[Row]:
    """Milliseconds a query, p50 and p95, by class; queries are made of the archive's headlines."""
    archive, peer = open_archive(home), _peer(home)
    titles = [title for _, title in Store(home.store).sample(_SAMPLE)]
    rows: list[Row] = []
    for name, text_of in _CLASSES.items():
        texts = [text_of(title.split()) for title in titles if len(title.split()) > 3]

        def ours(text: str) -> None:
            archive.search(Query(text=text), limit=DEPTH, facets=_FACETS)

        def theirs(text: str) -> None:
            peer.search(text, DEPTH)

        mine, other = _times(ours, texts, runs), _times(theirs, texts, runs)
        for quantile, at in (("p50", 0.5), ("p95", 0.95)):
            rows.append(
                (f"{name}, {quantile}", _at(mine, at), _at(other, at), "ms, ours with facets")
            )
    return rows


_CLASSES: dict[str, Callable[[list[str]], str]] = {
    "one word": lambda words: max(words, key=len),
    "two words": lambda words: " ".join(sorted(words, key=len)[-2:]),
    "whole headline": " ".join,
}


def relevance(home: Home, queries: Path) -> list[Row]:
    """MRR@10 and hits, overall."""
    items = read_queries(queries)
    ours = evaluate(items, open_archive(home))["all"]
    peer, theirs = _peer(home), Score()
    for item in items:
        ids = peer.search(item.query, DEPTH)
        theirs.add(ids.index(item.story_id) + 1 if item.story_id in ids else None)
    return [
        ("MRR@10", ours.mrr, theirs.mrr, "more is better"),
        ("hit@1", ours.hit1, theirs.hit1, ""),
        ("hit@10", ours.hit10, theirs.hit10, ""),
    ]


def _peer(home: Home) -> Fts5:
    store = Store(home.store)
    return Fts5(change.story for change in store.changes(0) if change.story)


def _times(ask: Callable[[str], None], texts: list[str], runs: int) -> list[float]:
    """The median time of each text, in milliseconds, sorted."""
    medians = []
    for text in texts:
        times = []
        for _ in range(runs):
            started = time.perf_counter()
            ask(text)
            times.append((time.perf_counter() - started) * 1000)
        medians.append(statistics.median(times))
    return sorted(medians)


def _at(values: list[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))] if values else 0.0
