"""What is measured in a fresh process? Each probe takes JSON values and prints JSON values.

python -m benchmarks.probes cold '{"folder": "...", ...}'
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from indexer.following import Effort
from indexer.reindexing import reindex
from search import Home, Stemmer, Story, load_stems
from search.engines.whoosh import WhooshIndex

from .measuring import percentile
from .peers.ours import Ours, request
from .processes import forget_files, own_anonymous_bytes
from .synthetic import Synthetic
from .vocabulary import InventedStemmer

Values = dict[str, Any]


def rebuild(home: str, jobs: int, memory_mb: int) -> Values:
    """A full reindex of a home, by one or more processes."""
    report = reindex(Home(Path(home)), full=True, effort=Effort(jobs=jobs, memory_mb=memory_mb))
    return {"seconds": report.seconds, "stories": report.added}


def build_invented(folder: str, count: int, seed: int, memory_mb: int) -> Values:
    """An index of invented stories, streamed; the time it takes to invent them is taken off."""
    source = Synthetic(count, seed)
    before = own_anonymous_bytes()
    clock = _Clock()
    ours = Ours(Path(folder), InventedStemmer(), memory_mb=memory_mb)
    seconds = ours.build(clock.over(iter(source)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
    return {
        "seconds": seconds - clock.seconds,
        "inventing_s": clock.seconds,
        "before": before,
        "peak_rss": peak,
    }


def cold(folder: str, stems: str, invented: bool, text: str) -> Values:
    """Open an index whose files are not in the cache, and ask once; milliseconds."""
    stemmer = _stemmer(stems, invented)
    forget_files(Path(folder))
    started = time.perf_counter()
    reader = WhooshIndex(Path(folder)).reader()
    opened = time.perf_counter()
    found = reader.search(request(text, stemmer))
    answered = time.perf_counter()
    return {
        "open": (opened - started) * 1000,
        "first": (answered - opened) * 1000,
        "total": found.total,
    }


def ask_much(folder: str, stems: str, invented: bool, texts: list[str], count: int) -> Values:
    """Memory after many mixed queries, and the time they take."""
    stemmer = _stemmer(stems, invented)
    bare = own_anonymous_bytes()
    reader = WhooshIndex(Path(folder)).reader()
    opened = own_anonymous_bytes()
    times = []
    for number in range(count):
        started = time.perf_counter()
        reader.search(request(texts[number % len(texts)], stemmer))
        times.append((time.perf_counter() - started) * 1000)
    return {
        "bare": bare,
        "opened": opened,
        "after": own_anonymous_bytes(),
        "p50": percentile(times, 50),
        "p95": percentile(times, 95),
    }


def watch(folder: str, stems: str, invented: bool) -> Values:
    """Another process with the index open: says when each word that is awaited is first found.

    Reads a word a line; answers with the clock (time.perf_counter, the same in all processes).
    """
    stemmer = _stemmer(stems, invented)
    index = WhooshIndex(Path(folder))
    seen = index.commit_seen()
    reader = index.reader()
    _say("ready")
    for line in sys.stdin:
        wanted = f'"{line.strip()}"'
        while not reader.search(request(wanted, stemmer)).hits:
            while index.commit_seen() == seen:
                time.sleep(0.001)
            seen = index.commit_seen()
            fresh = index.reader()
            reader.close()
            reader = fresh
        _say(repr(time.perf_counter()))
    return {}


def merge(folder: str) -> Values:
    """Merge all segments of an index; no word is stemmed by that."""
    started = time.perf_counter()
    stories = WhooshIndex(Path(folder)).merge_all(Stemmer())
    return {"stories": stories, "seconds": time.perf_counter() - started}


PROBES: Final[dict[str, Callable[..., Values]]] = {
    probe.__name__: probe for probe in (rebuild, build_invented, cold, ask_much, watch, merge)
}


class _Clock:
    """How long an iterator takes to give its stories."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def over(self, stories: Iterator[Story]) -> Iterator[Story]:
        while True:
            started = time.perf_counter()
            story = next(stories, None)
            self.seconds += time.perf_counter() - started
            if story is None:
                return
            yield story


def _stemmer(stems: str, invented: bool) -> Stemmer:
    known = load_stems(Path(stems))
    return InventedStemmer(known) if invented else Stemmer(known)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _say(json.dumps(PROBES[sys.argv[1]](**json.loads(sys.argv[2]))))
