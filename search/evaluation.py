"""How well are stories found that somebody knows to be there?

Known-item search: each query looks for one story. MRR@10 is the mean of 1/rank (0 beyond rank 10),
hit@k the share of queries with the story among the first k (Voorhees, TREC-8, 1999).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from .archive import Archive
from .errors import BadQuery
from .values import Query

DEPTH: Final = 10
OVERALL: Final = "all"
_AS_TYPED: Final = Query()


@dataclass(frozen=True, slots=True)
class KnownItem:
    """One row: the story looked for, what kind of query it is, and the query."""

    story_id: str
    kind: str
    query: str


@dataclass(slots=True)
class Score:
    """Sums over queries."""

    queries: int = 0
    reciprocal: float = 0.0
    first: int = 0
    found: int = 0

    def add(self, rank: int | None) -> None:
        """Count one query; `rank` is 1 to DEPTH, None where the story was not found."""
        self.queries += 1
        if rank is not None:
            self.reciprocal += 1 / rank
            self.first += rank == 1
            self.found += 1

    @property
    def mrr(self) -> float:
        """MRR@10, 0 to 1."""
        return self.reciprocal / max(1, self.queries)

    @property
    def hit1(self) -> float:
        """The share of queries with the story first."""
        return self.first / max(1, self.queries)

    @property
    def hit10(self) -> float:
        """The share of queries with the story among the first ten."""
        return self.found / max(1, self.queries)

    def to_json(self) -> dict[str, float]:
        """The figures by name."""
        return {
            "queries": self.queries, "mrr_at_10": self.mrr, "hit_at_1": self.hit1,
            "hit_at_10": self.hit10,
        }  # fmt: skip


def read_queries(path: Path) -> list[KnownItem]:
    """The rows `story_id<TAB>kind<TAB>query` of a file; a heading line is passed over.

    Raises:
        BadQuery: a row has not three columns.
    """
    items: list[KnownItem] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if not line.strip() or cells[:2] == ["story_id", "kind"]:
            continue
        if len(cells) != 3:
            message = f"{path}:{number}: has {len(cells)} columns, not story_id, kind, query"
            raise BadQuery(message, reason="row", piece=line[:40])
        items.append(KnownItem(*cells))
    return items


def evaluate(
    items: Iterable[KnownItem], archive: Archive, whole: Query = _AS_TYPED
) -> dict[str, Score]:
    """Ask every query; the scores overall and by kind, kinds in alphabetical order.

    `whole` says how they are asked; its text is each query's. Nothing is folded: a copy that is
    shown for the story wanted is not it.
    """
    scores: dict[str, Score] = {}
    overall = Score()
    for item in items:
        hits = archive.search(replace(whole, text=item.query, fold=False), limit=DEPTH).hits
        ids = [hit.story.id for hit in hits]
        rank = ids.index(item.story_id) + 1 if item.story_id in ids else None
        overall.add(rank)
        scores.setdefault(item.kind, Score()).add(rank)
    return {OVERALL: overall, **dict(sorted(scores.items()))}
