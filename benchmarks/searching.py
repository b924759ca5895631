"""What is measured: how long an answer takes, class by class, beside peers doing the same work.

A query is a text; it is parsed, all hits are counted, the ten best given as ids, and the facets
author, topic and month counted. Queries are drawn from the archive that is searched; every engine
gets the same. Engines take turns, several rounds; the median of each query; p50 and p95 over the
queries. Ratios are ours to theirs, of p50: below 1 we are faster. "Exact" asks for words as they
are; the others for stem families (tantivy has a stemmed field; Whoosh and FTS5 know no stems, and
are asked for the words as they are). The mean counts of hits stand beside, to show the same work.
"""

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from .archives import Archive
from .indexing import Say, stemmed_texts
from .measuring import Ask, geometric_mean, interleaved, percentile, spread
from .peers import Peer
from .peers.fts5 import Fts5
from .peers.ours import Ours
from .peers.stock_whoosh import StockWhoosh
from .peers.tantivy_peer import Tantivy
from .questions import FAMILIES, SAMPLE, Kind, Question, Questions
from .reporting import Report, table

_EXACT: Final = ", exact"

_Class = tuple[str, list[Question]]


def searching(
    archive: Archive, *, runs: int, queries: int, seed: int, whoosh: bool, say: Say
) -> Report:
    """Measure; `queries` of each class."""
    stemmer = archive.stemmer()
    stories = list(archive.stories())
    report = Report("searching", f"{archive.name}: {len(stories):,}")
    step = max(1, len(stories) // SAMPLE)
    classes = drawn(Questions(stories[::step], stemmer, seed), queries)
    ours = Ours(archive.folder / "ours", stemmer)
    relaxed = Ours(archive.folder / "ours", stemmer, enough=50)
    peers: list[Peer] = [ours, Tantivy(archive.folder / "tantivy", stemmer)]
    peers.append(Fts5(archive.folder / "fts5"))
    if whoosh:
        peers.append(StockWhoosh(archive.folder / "whoosh"))
    stemmed = list(stemmed_texts(stories, stemmer))
    for peer in peers:
        peer.build(stories, stemmed)
    peers.insert(1, relaxed)
    del stories, stemmed
    rows: list[list[str]] = []
    counts: list[list[str]] = []
    ratios: defaultdict[tuple[str, bool], list[float]] = defaultdict(list)
    for label, questions in classes:
        texts = {peer.name: _texts(peer, questions) for peer in peers}
        times = _times(peers, texts, runs)
        mine = spread(times[ours.name])
        row, ends = [label], []
        for peer in peers:
            own = times[peer.name]
            row.append(str(spread(own)) if own else "-")
            if peer.name not in (ours.name, relaxed.name):
                ratio = _ratio(times[ours.name], own)
                ends.append(f"{ratio:.2f}" if own else "-")
                ratios[peer.name, label.endswith(_EXACT)] += [ratio] if own else []
        rows.append(row + ends)
        counts.append([label, *_counts(peers, texts)])
        report.note(f"{label} {mine} ms, {ends[0]}")
    names = [peer.name for peer in peers]
    say(table(["ms, p50 / p95", *names, *(f"to {name}" for name in names[2:])], rows))
    say("\nhits, mean over the queries all were asked")
    say(table(["", *names, "ours is tantivy's"], counts))
    for is_exact, what in ((False, "as users ask"), (True, "exact")):
        means = {name: geometric_mean(ratios[name, is_exact]) for name in names[2:]}
        text = ", ".join(f"{mean:.3f} x {name}" for name, mean in means.items())
        say(f"\ngeometric mean over the classes {what}: {text}")
        report.note(f"geometric mean {what} {text}")
    for peer in peers:
        peer.close()
    return report


def drawn(source: Questions, count: int) -> list[_Class]:
    """Every class with its questions; phrases of very common words are classes of their own."""
    classes: list[_Class] = []
    for kind in Kind:
        if kind in (Kind.PHRASE_2, Kind.PHRASE_3):
            drawn_ = source.draw(kind, count * 4)
            for has_many, label in ((False, kind.value), (True, f"{kind.value}, very common")):
                classes.append((label, [q for q in drawn_ if q.has_many == has_many][:count]))
            continue
        questions = source.draw(kind, count)
        classes.append((kind.value, questions))
        if kind in FAMILIES and kind is not Kind.HEADLINE:
            exact = [replace(question, is_exact=True) for question in questions]
            classes.append((f"{kind.value}{_EXACT}", exact))
    return [(label, questions) for label, questions in classes if questions]


def _texts(peer: Peer, questions: list[Question]) -> list[str]:
    """What a peer is asked; nothing where it has no words for the class."""
    texts = [peer.text(question) for question in questions[: peer.questions]]
    return [text for text in texts if text is not None]


def _times(peers: Sequence[Peer], texts: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    """Each peer's time of each question, ms; the slow ones are asked once, after the others."""
    quick: dict[str, list[Ask]] = {}
    slow: dict[str, list[Ask]] = {}
    for peer in peers:
        asks = quick if peer.questions is None else slow
        asks[peer.name] = [partial(peer.search, text) for text in texts[peer.name]]
    return interleaved(quick, runs) | interleaved(slow, 1)


def _ratio(ours: list[float], theirs: list[float]) -> float:
    """Our p50 to theirs, over the questions both were asked."""
    return percentile(ours[: len(theirs)], 50) / percentile(theirs, 50)


def _counts(peers: Sequence[Peer], texts: dict[str, list[str]]) -> list[str]:
    """Mean hits over the questions all were asked; and where ours and tantivy's are equal."""
    totals = {peer.name: [peer.search(text).total for text in texts[peer.name]] for peer in peers}
    shared = min(len(own) for own in totals.values() if own)
    means = [f"{statistics.fmean(own[:shared]):,.1f}" if own else "-" for own in totals.values()]
    ours, theirs = totals["telusur"], totals["tantivy"]
    same = sum(one == other for one, other in zip(ours, theirs, strict=True))
    return [*means, f"in {same} of {len(ours)}"]
