"""A page of results for programs."""

from flask import Blueprint, Response, jsonify, request

from search import FacetName, results_to_json
from webui.rendering import of_today, the_archive, the_settings
from webui.urls import from_pairs

pages = Blueprint("asjson", __name__)


@pages.get("/cari.json")
def page_as_json() -> Response:
    """The same page of results as /cari."""
    asked = from_pairs(request.args.items(multi=True))
    size = the_settings().page_size
    results = the_archive().search(
        of_today(asked.query), limit=size, offset=(asked.page - 1) * size, facets=tuple(FacetName)
    )
    return jsonify(results_to_json(results))
