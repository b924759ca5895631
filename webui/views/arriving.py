"""From which hits did a reader come to a story, and which come before and after it?

The address of a story opened from a search carries the search's own parameters and, as `ke`, which
of the hits it is (from 1). Nothing of it is believed: where the hit is no longer the story, there
is only the way back; what cannot be read is passed over, for the story is there all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from search import Archive, BadQuery, Query, Results, Story
from webui import words
from webui.contexts import Link, WayView
from webui.rendering import of_today, the_settings
from webui.urls import address, from_pairs, grouped, to_pairs, whole_number

from .listing import PLACE, hit_href


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The search that a story was opened from, and which of its hits it is; 0 where not known."""

    query: Query
    place: int = 0


def arrival(pairs: Iterable[tuple[str, str]]) -> Arrival:
    """Read the parameters of a story's address."""
    given = tuple(pairs)
    values = grouped(given)
    try:
        query = from_pairs(given).query
        return Arrival(query=query, place=whole_number(values, PLACE, default=0, least=1))
    except BadQuery:
        return Arrival(query=Query(text=values.get("q", [""])[-1]))


def way(archive: Archive, story: Story, arrived: Arrival) -> WayView | None:
    """The way back to the hits, and to those beside this one; None where there was no search."""
    query, place = arrived.query, arrived.place
    if not to_pairs(query) and not place:
        return None
    results = _beside(archive, query, place) if place else None
    if results is None:
        return WayView(back=_back(query, 0), place="", previous="", next="")
    at = place - 1 - results.offset
    if not (at < len(results.hits) and results.hits[at].story.id == story.id):
        return WayView(back=_back(query, 0), place="", previous="", next="")
    before = hit_href(results.hits[at - 1].story, query, place - 1) if at else ""
    after = results.hits[at + 1 :]
    return WayView(
        back=_back(query, place),
        place=words.story.hit_place_text(place, results.total),
        previous=before,
        next=hit_href(after[0].story, query, place + 1) if after else "",
    )


def _beside(archive: Archive, query: Query, place: int) -> Results | None:
    """The hit at a place and its neighbours; None where the query cannot be understood."""
    try:
        return archive.search(of_today(query), limit=3, offset=max(0, place - 2))
    except BadQuery:
        return None


def _back(query: Query, place: int) -> Link:
    page = max(0, place - 1) // the_settings().page_size + 1
    return Link(text=words.story.back_text(query.text), href=address(query, page=page))
