"""The answers for machines: the search as JSON, CSV and Atom, and how the service is."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC
from typing import cast
from xml.etree import ElementTree

from flask import Blueprint, Response, current_app, jsonify, request

from search import (
    PAGE_LIMIT,
    ArchiveError,
    BadQuery,
    FacetName,
    Hit,
    LiveArchive,
    Query,
    Results,
    Sort,
    results_to_json,
    story_key,
)
from webui.rendering import the_archive, the_settings
from webui.urls import address, filters_from, from_pairs, grouped, sort_from, whole_number

pages = Blueprint("api", __name__)

_NAMES = {facet: facet.value for facet in FacetName}
_COLUMNS = ("id", "title", "published", "authors", "topics", "places", "kind", "url", "score")
_FEED_SIZE = 30  # stories in a feed
_LONG_AGO = "1970-01-01T00:00:00Z"  # Atom demands an instant, also of undated stories
_ATOM = "http://www.w3.org/2005/Atom"


@pages.get("/api/v1/search")
def search() -> Response:
    """The search with the command line's names; the object of the command's --json."""
    values = grouped(request.args.items(multi=True))
    query = Query(
        text=values.get("q", [""])[-1],
        filters=filters_from(values, _NAMES, first="from", last="until"),
        sort=sort_from(values.get("sort", [""])[-1]),
    )
    results = the_archive().search(
        query,
        limit=whole_number(values, "limit", default=20, least=0, most=PAGE_LIMIT),
        offset=whole_number(values, "offset", default=0, least=0),
        facets=_facets(values.get("facets", [])),
        facet_limit=whole_number(values, "facet_limit", default=20, least=0, most=PAGE_LIMIT),
    )
    return jsonify(results_to_json(results))


def _facets(wanted: list[str]) -> tuple[FacetName, ...]:
    names = [name.strip() for text in wanted for name in text.split(",") if name.strip()]
    try:
        return tuple(dict.fromkeys(FacetName(name) for name in names))
    except ValueError:
        raise BadQuery(
            f"no such facet among {names}", reason="facet", piece=",".join(names)
        ) from None


@pages.get("/cari.json")
def page_as_json() -> Response:
    """The same page of results as /cari."""
    asked = from_pairs(request.args.items(multi=True))
    size = the_settings().page_size
    results = the_archive().search(
        asked.query, limit=size, offset=(asked.page - 1) * size, facets=tuple(FacetName)
    )
    return jsonify(results_to_json(results))


@pages.get("/cari.csv")
def all_as_csv() -> Response:
    """Every hit of a search, one row each."""
    query = from_pairs(request.args.items(multi=True)).query
    archive = the_archive()
    first = archive.search(query, limit=PAGE_LIMIT)

    def rows() -> Iterator[str]:
        yield _row(_COLUMNS)
        results: Results = first
        while True:
            for hit in results.hits:
                yield _row(_cells(hit))
            if results.next_offset is None:
                return
            results = archive.search(query, limit=PAGE_LIMIT, offset=results.next_offset)

    headers = {"Content-Disposition": 'attachment; filename="telusur.csv"'}
    return Response(rows(), content_type="text/csv; charset=utf-8", headers=headers)


def _cells(hit: Hit) -> tuple[str, ...]:
    story = hit.story
    published = story.published.iso() if story.published else ""
    joined = (", ".join(values) for values in (story.authors, story.topics, story.places))
    return (story.id, story.title, published, *joined, story.kind.value, story.url,
            f"{hit.score:.6g}")  # fmt: skip


def _row(cells: tuple[str, ...]) -> str:
    """One line of CSV; what a spreadsheet would run as a formula is made text (OWASP)."""
    line = io.StringIO()
    csv.writer(line).writerow(f"'{c}" if c.startswith(tuple("=+-@\t\r")) else c for c in cells)
    return line.getvalue()


@pages.get("/cari.atom")
def as_feed() -> Response:
    """The newest stories of a search as an Atom feed (RFC 4287)."""
    asked = from_pairs(request.args.items(multi=True)).query
    query = Query(text=asked.text, filters=asked.filters, sort=Sort.NEWEST)
    results = the_archive().search(query, limit=_FEED_SIZE)
    root = request.url_root.rstrip("/")
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    ElementTree.register_namespace("", _ATOM)
    _add(feed, "title", f"Telusur: {query.text or 'berita terbaru'}")
    _add(feed, "id", root + address(query))
    _add(feed, "updated", _instant(results.hits[0]) if results.hits else _LONG_AGO)
    for hit in results.hits:
        entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        link = f"{root}/berita/{story_key(hit.story.id)}"
        _add(entry, "title", hit.story.title)
        _add(entry, "id", link)
        _add(entry, "updated", _instant(hit))
        ElementTree.SubElement(entry, f"{{{_ATOM}}}link", href=link)
        _add(entry, "summary", hit.snippet.text)
        for name in hit.story.authors or ("-",):
            _add(ElementTree.SubElement(entry, f"{{{_ATOM}}}author"), "name", name)
    text = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(text, content_type="application/atom+xml")


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = "".join(c for c in text if c.isprintable())  # XML 1.0 has no control characters


def _instant(hit: Hit) -> str:
    moment = hit.story.published
    return (
        f"{moment.start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else "1970-01-01T00:00:00Z"
    )


@pages.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether the archive can be searched, and whether the newest index serves."""
    live = cast("LiveArchive", current_app.extensions["telusur"])
    try:
        state = live.current().state
    except ArchiveError as error:
        return jsonify({"status": "unavailable", "fault": error.code}), 503
    fault = "an older index serves; see telusur check" if live.fault else ""
    body = {"status": "degraded" if fault else "ok", "fault": fault, "stories": state.stories,
            "revision": state.revision}  # fmt: skip
    return jsonify(body), 200
