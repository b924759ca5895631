"""What is measured: how well stories are found that somebody knows to be there.

Rows of story_id, kind, query; MRR@10 and hits overall (search.evaluation), beside SQLite FTS5 on
the same cleaned stories, which ranks every story with any of the words.
"""

from pathlib import Path

from indexer.reindexing import reindex
from search import open_archive
from search.evaluation import DEPTH, Score, evaluate, read_queries

from .archives import Archive
from .indexing import Say
from .peers.fts5 import Fts5
from .reporting import Report, table


def relevance(archive: Archive, queries: Path, *, say: Say) -> Report:
    """Measure on the queries of a file."""
    reindex(archive.home, full=True)
    items = read_queries(queries)
    ours = evaluate(items, open_archive(archive.home))["all"]
    peer, theirs = Fts5(archive.folder / "fts5"), Score()
    peer.build(archive.stories())
    for item in items:
        ids = peer.ranked(item.query, DEPTH)
        theirs.add(ids.index(item.story_id) + 1 if item.story_id in ids else None)
    peer.close()
    rows = [
        (name, f"{mine:.3f}", f"{other:.3f}", f"{mine - other:+.3f}")
        for name, mine, other in (
            ("MRR@10", ours.mrr, theirs.mrr),
            ("hit@1", ours.hit1, theirs.hit1),
            ("hit@10", ours.hit10, theirs.hit10),
        )
    ]
    say(table((f"{len(items):,} queries", "telusur", "fts5", "difference"), rows))
    report = Report("relevance", f"{archive.name}: {archive.count():,}")
    report.note(f"{queries.stem}: MRR@10 {ours.mrr:.3f} ({theirs.mrr:.3f} fts5)")
    report.note(f"hit@10 {ours.hit10:.3f} ({theirs.hit10:.3f} fts5)")
    return report
