"""The addresses that a program reads: search, suggest, story, related, facets, timeline."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from search import (
    PAGE_LIMIT,
    Archive,
    BadQuery,
    FacetName,
    Period,
    Results,
    count_periods,
    related_to_json,
    results_to_json,
    story_to_json,
    suggestions_to_json,
)
from webui.rendering import the_archive, the_live_archive
from webui.urls import grouped

from . import asking, cursors
from .asking import Search, Values
from .cursors import Cursor
from .problems import problem

pages = Blueprint("api", __name__, url_prefix="/api/v1")


@pages.get("/search")
def search() -> Response:
    """The stories that answer a question; the object of the command's --json, and a cursor."""
    values = _values()
    asked = asking.search(values)
    version, archive = _snapshot()
    cursor = values.get("cursor", [""])[-1]
    if not cursor:
        results = answer(archive, asked)
    else:
        at = cursors.read(cursor)
        if at.question != cursors.question_of(asked.query):
            raise BadQuery("the cursor is another question's", reason="cursor")
        following = _following(archive, asked, at) if at.version == version else None
        if following is None:
            return _gone()
        results = following
    return jsonify({**results_to_json(results), "cursor": _cursor(results, version)})


def answer(archive: Archive, asked: Search) -> Results:
    """What one search finds.

    Raises:
        BadQuery: the text cannot be understood.
    """
    return archive.search(
        asked.query,
        limit=asked.limit,
        offset=asked.offset,
        facets=asked.facets,
        facet_limit=asked.facet_limit,
    )


def _following(archive: Archive, asked: Search, at: Cursor) -> Results | None:
    """The hits after a cursor; None where its last hit no longer stands before them."""
    limit = min(asked.limit, PAGE_LIMIT - 1)
    query = replace(asked.query, today=at.today)
    found = answer(archive, replace(asked, query=query, limit=limit + 1, offset=at.offset - 1))
    if not found.hits or found.hits[0].story.id != at.last:
        return None
    return replace(found, hits=found.hits[1:], offset=at.offset, limit=limit)


def _cursor(results: Results, version: str) -> str | None:
    """Where the next page begins; None on the last one, and where the time was up."""
    offset, today = results.next_offset, results.query.today
    if offset is None or today is None or not results.hits or results.partial == "time":
        return None
    return Cursor(
        today=today,
        version=version,
        offset=offset,
        last=results.hits[-1].story.id,
        question=cursors.question_of(results.query),
    ).text()


def _gone() -> Response:
    return problem(
        410,
        "cursor-gone",
        "The cursor is no longer good",
        "The archive has changed since the cursor was given; ask again without it.",
    )


def _snapshot() -> tuple[str, Archive]:
    """The newest snapshot and the version that names it."""
    live = the_live_archive()
    version = live.version()
    while True:
        archive = the_archive()
        again = live.version()
        if again == version:
            return cursors.digest(version), archive
        version = again


@pages.get("/suggest")
def suggest() -> Response:
    """What may be meant by a text that is still being typed."""
    text, limit = asking.suggestions(_values())
    return jsonify(suggestions_to_json(the_archive().suggest(text, limit=limit)))


@pages.get("/story")
def story() -> Response:
    """One story by its id or its URL, with all of its fields."""
    return jsonify(story_to_json(the_archive().story_named(asking.name(_values()))))


@pages.get("/stories/<path:story_id>", merge_slashes=False)
def story_at(story_id: str) -> Response:
    """One story by its id."""
    return jsonify(story_to_json(the_archive().story(story_id)))


@pages.get("/related")
def related() -> Response:
    """The stories near one, the nearest first, each with what ties it."""
    name, limit, days = asking.relatives(_values())
    archive = the_archive()
    own = archive.story_named(name)
    found = archive.related(own.id, limit=limit, days=days)
    return jsonify({"story": own.id, "related": related_to_json(found)})


@pages.get("/facets")
def facets() -> Response:
    """How the stories of a question are spread over the values of the facets."""
    values = _values()
    names = asking.facets(values) or tuple(FacetName)
    results = the_archive().search(
        asking.question(values), limit=0, facets=names, facet_limit=asking.facet_limit(values)
    )
    told = results_to_json(results)
    return jsonify({name: told[name] for name in ("query", "total_stories", "partial", "facets")})


@pages.get("/timeline")
def timeline() -> Response:
    """How many stories of a question there are a year, month or day; none is left out."""
    values = _values()
    query = asking.question(values)
    counted = count_periods(the_archive(), query, asking.within(values))
    return jsonify(
        {
            "query": query.text,
            "within": counted.within or None,
            "step": counted.step.value,
            "periods": _periods(counted.periods),
            "vague": counted.vague,
            "total_stories": counted.total,
        }
    )


def _periods(periods: Iterable[Period]) -> list[dict[str, Any]]:
    """Each with its stories, and with all stories of the archive in it."""
    return [{"period": own.iso, "count": own.count, "of": own.of} for own in periods]


def _values() -> Values:
    return grouped(request.args.items(multi=True))
