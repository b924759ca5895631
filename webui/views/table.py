"""The table of all hits: what does a spreadsheet get?"""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Final

from flask import Blueprint, Response, request

from search import Story
from webui.rendering import of_today, the_archive
from webui.urls import from_pairs

pages = Blueprint("table", __name__)

_COLUMNS: Final = (
    "id", "title", "published", "authors", "topics", "places", "kind", "url", "score",
)  # fmt: skip
_ROWS_AT_ONCE: Final = 200  # some tens of kB a piece on the wire
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet run a cell (OWASP, "CSV Injection")."""


@pages.get("/cari.csv")
def all_as_csv() -> Response:
    """Every hit of a search, one row each, streamed from one snapshot of the archive."""
    query = of_today(from_pairs(request.args.items(multi=True)).query)
    hits = the_archive().all_hits(query)  # before the answer begins: it may be refused

    def rows() -> Iterator[str]:
        yield _row(_COLUMNS)
        while part := "".join(_row(_cells(*hit)) for hit in islice(hits, _ROWS_AT_ONCE)):
            yield part

    headers = {"Content-Disposition": 'attachment; filename="telusur.csv"'}
    return Response(rows(), content_type="text/csv; charset=utf-8", headers=headers)


def _cells(story: Story, score: float) -> tuple[str, ...]:
    published = story.published.iso() if story.published else ""
    joined = (", ".join(values) for values in (story.authors, story.topics, story.places))
    return (story.id, story.title, published, *joined, story.kind.value, story.url,
            f"{score:.6g}")  # fmt: skip


def _row(cells: tuple[str, ...]) -> str:
    """One line of CSV; what a spreadsheet would run as a formula is made text."""
    line = io.StringIO()
    csv.writer(line).writerow(f"'{c}" if c.startswith(_FORMULA_STARTS) else c for c in cells)
    return line.getvalue()
