"""What is measured: how well stories are found that somebody knows to be there, and what helps.

Rows of story_id, kind, query; MRR@10 and hits overall (search.evaluation), beside SQLite FTS5 and
tantivy on the same cleaned stories: both rank every story with any of the words, tantivy over the
words as they are and their Sastrawi stems. Then the same with one thing left out at a time: what
is lost without it is what it adds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from indexer.reindexing import reindex
from search import Home, Store, open_reader, today_wib
from search.evaluation import DEPTH, KnownItem, Score, read_queries
from search.homelanguage import knowledge_of
from search.ports import Reader, Request
from search.query.clauses import Boosted, Clause, Plan
from search.query.planning import plan
from search.vocabulary import ReaderVocabulary

from .archives import Archive
from .indexing import Say, stemmed_texts
from .peers.fts5 import Fts5
from .peers.tantivy_peer import Tantivy
from .reporting import Report, table

Ranked = Callable[[str], Sequence[str]]
"""The ids of the best stories for a query's text."""


def relevance(archive: Archive, queries: Path, *, say: Say) -> Report:
    """Measure on the queries of a file."""
    reindex(archive.home, full=True)
    items = read_queries(queries)
    store = Store(archive.home.store)
    reader = open_reader(archive.home, store).reader
    scores = {name: _score(items, ask) for name, ask in _ways(archive.home, reader)}
    reader.close()
    store.close()
    scores |= {name: _score(items, ask) for name, ask in _peers(archive)}
    whole = scores["telusur"]
    rows = [
        (
            name,
            f"{own.mrr:.3f}",
            f"{own.hit1:.3f}",
            f"{own.hit10:.3f}",
            f"{own.mrr - whole.mrr:+.3f}",
        )
        for name, own in scores.items()
    ]
    head = (f"{len(items):,} queries", "MRR@10", "hit@1", "hit@10", "to telusur")
    say(table(head, rows))
    report = Report("relevance", f"{archive.name}: {archive.count():,}")
    report.note(f"{queries.stem}, MRR@10 / hit@10")
    for name, own in scores.items():
        report.note(f"{name} {own.mrr:.3f} / {own.hit10:.3f}")
    return report


def _score(items: Iterable[KnownItem], ask: Ranked) -> Score:
    score = Score()
    for item in items:
        ids = list(ask(item.query))
        score.add(ids.index(item.story_id) + 1 if item.story_id in ids else None)
    return score


def _ways(home: Home, reader: Reader) -> Iterable[tuple[str, Ranked]]:
    """All we know, and without one thing at a time."""
    known = replace(knowledge_of(home), vocabulary=ReaderVocabulary(reader), today=today_wib())
    changes: dict[str, Callable[[Plan], Plan]] = {
        "telusur": lambda own: own,
        "without nearness": lambda own: replace(own, near=()),
        "without days and age": lambda own: replace(own, factors=()),
        "function words in full": lambda own: replace(own, lifts=_in_full(own)),
    }

    def asked(wanted: Plan) -> list[str]:
        return [id_ for id_, _ in reader.search(Request(plan=wanted, limit=DEPTH)).hits]

    for name, change in changes.items():
        yield name, partial(lambda change, text: asked(change(plan(text, known).plan)), change)
    yield "without other names", lambda text: asked(plan(text, known, expand=False).plan)
    yield "without corrections", lambda text: asked(plan(text, known, correct=False).plan)
    bare = replace(known, lexicon=None, vocabulary=None, today=None)
    yield "stems alone", lambda text: asked(replace(plan(text, bare).plan, near=()))


def _in_full(wanted: Plan) -> tuple[Clause, ...]:
    return tuple(own.clause if isinstance(own, Boosted) else own for own in wanted.lifts)


def _peers(archive: Archive) -> Iterable[tuple[str, Ranked]]:
    stories = list(archive.stories())
    fts5 = Fts5(archive.folder / "fts5")
    fts5.build(stories)
    yield fts5.name, lambda text: fts5.ranked(text, DEPTH)
    fts5.close()
    stemmer = archive.stemmer()
    tantivy = Tantivy(archive.folder / "tantivy", stemmer)
    tantivy.build(stories, list(stemmed_texts(stories, stemmer)))
    yield tantivy.name, lambda text: tantivy.ranked(text, DEPTH)
    tantivy.close()
