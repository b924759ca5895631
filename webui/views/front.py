"""The front page: what is in the archive, and what came last?"""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from search import Archive, Choice, FacetName, Filters, Query, Sort
from webui import words
from webui.contexts import FrontPage, Link
from webui.rendering import render, the_archive
from webui.urls import address, from_pairs

from .listing import hit_view

pages = Blueprint("front", __name__)

_NEWEST = 8  # stories shown
_TOPICS = 24


@pages.get("/")
def show() -> str | Response:
    """The front page; `/?q=` leads to the search."""
    if request.args.get("q"):
        return redirect(address(from_pairs(request.args.items(multi=True)).query))
    archive = the_archive()
    found = archive.search(
        Query(sort=Sort.NEWEST), limit=_NEWEST, facets=(FacetName.TOPIC,), facet_limit=_TOPICS
    )
    topics = found.facets[FacetName.TOPIC]
    return render(
        FrontPage(
            total=words.figure(found.total),
            period=_period(archive),
            newest=tuple(hit_view(hit) for hit in found.hits),
            topics=tuple(
                Link(text=f"{t.value} ({words.figure(t.count)})", href=_topic(t.value))
                for t in topics
                if t.value is not None
            ),
            query=Query(),
        )
    )


def _topic(value: str) -> str:
    chosen = Filters().with_choice(FacetName.TOPIC, Choice((value,)))
    return address(Query(filters=chosen, sort=Sort.NEWEST))


def _period(archive: Archive) -> str:
    """From the oldest to the newest dated story."""
    ends = [archive.search(Query(sort=s), limit=1).hits for s in (Sort.OLDEST, Sort.NEWEST)]
    moments = [hits[0].story.published for hits in ends if hits]
    days = [words.date_text(moment).split(",")[0] for moment in moments if moment]
    return " sampai ".join(dict.fromkeys(days))
