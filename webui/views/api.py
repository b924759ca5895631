"""The answers for programs: the search as JSON, and how the service is."""

from flask import Blueprint, Response, jsonify, request

from search import (
    PAGE_LIMIT,
    ArchiveError,
    BadQuery,
    FacetName,
    Query,
    results_to_json,
    today_wib,
)
from webui.rendering import of_today, the_archive, the_live_archive, the_settings
from webui.urls import filters_from, from_pairs, grouped, sort_from, whole_number

pages = Blueprint("api", __name__)

_NAMES = {facet: facet.value for facet in FacetName}


@pages.get("/api/v1/search")
def search() -> Response:
    """The search with the command line's names; the object of the command's --json."""
    values = grouped(request.args.items(multi=True))
    query = Query(
        text=values.get("q", [""])[-1],
        filters=filters_from(values, _NAMES, first="from", last="until"),
        sort=sort_from(values, "sort"),
        today=today_wib(),
        expand=values.get("expand", [""])[-1] != "false",
        correct=values.get("correct", [""])[-1] != "false",
        fold=values.get("copies", [""])[-1] != "all",
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
        piece = ",".join(names)
        raise BadQuery(f"no such facet in {piece!r}", reason="facet", piece=piece) from None


@pages.get("/cari.json")
def page_as_json() -> Response:
    """The same page of results as /cari."""
    asked = from_pairs(request.args.items(multi=True))
    size = the_settings().page_size
    results = the_archive().search(
        of_today(asked.query), limit=size, offset=(asked.page - 1) * size, facets=tuple(FacetName)
    )
    return jsonify(results_to_json(results))


@pages.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether the archive can be searched, the newest index serves, and all of it was checked."""
    live = the_live_archive()
    try:
        state = live.current().state
    except ArchiveError as error:
        unavailable = {"status": "unavailable", "fault": error.code, "verifying": live.is_verifying}
        return _fresh(unavailable), 503
    # What exactly is damaged names files of this machine; that is for `telusur check` to tell.
    fault = "an older index serves; see telusur check" if live.fault else ""
    body: dict[str, object] = {
        "status": "degraded" if fault else "ok",
        "fault": fault,
        "verifying": live.is_verifying,
        "stories": state.stories,
        "revision": state.revision,
    }
    return _fresh(body), 200


def _fresh(body: dict[str, object]) -> Response:
    answer = jsonify(body)
    answer.headers["Cache-Control"] = "no-store"
    return answer
