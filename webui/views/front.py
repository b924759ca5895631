"""The front page: what is in the archive, and what came last?"""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from search import Archive, FacetName, Query, Results, Sort
from webui import words
from webui.contexts import FacetLink, FrontPage
from webui.rendering import render, the_archive
from webui.urls import address, from_pairs

from .listing import hit_view, value_href

pages = Blueprint("front", __name__)

_NEWEST: Final = 8  # stories shown
_VALUES: Final = 24  # topics and years shown


@pages.get("/")
def show() -> str | Response:
    """The front page; `/?q=` leads to the search."""
    if request.args.get("q"):
        return redirect(address(from_pairs(request.args.items(multi=True)).query))
    archive = the_archive()
    newest = Query(sort=Sort.NEWEST)
    shown = (FacetName.TOPIC, FacetName.YEAR)
    found = archive.search(newest, limit=_NEWEST, facets=shown, facet_limit=_VALUES)
    years = sorted(_links(found, FacetName.YEAR), key=lambda y: y.value.value or "", reverse=True)
    return render(
        FrontPage(
            count=words.figures.count_text(found.total_stories),
            period=_period(archive),
            newest=tuple(hit_view(hit) for hit in found.hits),
            all_href=address(newest),
            topics=tuple(t for t in _links(found, FacetName.TOPIC) if t.value.value is not None),
            years=tuple(years),
            query=Query(),
        )
    )


def _links(found: Results, facet: FacetName) -> Iterator[FacetLink]:
    for value in found.facets[facet]:
        yield FacetLink(
            text=words.figures.value_text(facet, value.value),
            count=words.figures.angka(value.count),
            value=value,
            toggle=value_href(facet, value.value),
            exclude="",
        )


def _period(archive: Archive) -> str:
    """From the oldest to the newest dated story."""
    ends = [archive.search(Query(sort=s), limit=1).hits for s in (Sort.OLDEST, Sort.NEWEST)]
    first, last = (hits[0].story.published if hits else None for hits in ends)
    return words.figures.period_text(first, last) if first and last else ""
