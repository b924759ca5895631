"""How are many questions asked at once? Each is answered in its place."""

import json
from collections.abc import Iterator
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import UnsupportedMediaType

from search import Archive, BadQuery, results_to_json
from webui.rendering import the_archive

from . import asking
from .asking import Search
from .guarding import charge
from .parameters import SEARCH, texts_of
from .reading import answer

pages = Blueprint("batch", __name__, url_prefix="/api/v1")

MAX_QUESTIONS: Final = 50
MAX_HITS: Final = 1_000  # of all questions together: as much as one page may hold
MAX_BODY_BYTES: Final = 1 << 20


@pages.post("/batch")
def batch() -> Response:
    """Searches in one request, all asked of one snapshot: {"queries": [{"q": …}, …]}."""
    request.max_content_length = MAX_BODY_BYTES
    if not request.is_json:
        raise UnsupportedMediaType("Send application/json.")
    asked = tuple(_searches(request.get_data()))
    charge(len(asked) - 1)  # one was taken with the request
    archive = the_archive()
    return jsonify({"answers": [_answered(archive, own) for own in asked]})


def _searches(body: bytes) -> Iterator[Search]:
    given = _queries(body)
    hits = 0
    for number, values in enumerate(given):
        try:
            search = asking.search(texts_of(values, SEARCH))
        except BadQuery as error:
            raise BadQuery(f"queries[{number}]: {error}", **error.values) from error
        hits += search.limit
        if hits > MAX_HITS:
            raise BadQuery(f"all limits together are above {MAX_HITS:,}", reason="batch")
        yield search


def _queries(body: bytes) -> list[dict[str, Any]]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadQuery("the body is no JSON", reason="batch") from error
    queries = value.get("queries") if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(queries, list) or not all(isinstance(own, dict) for own in queries):
        raise BadQuery('the body is to be {"queries": [{"q": ...}, ...]}', reason="batch")
    if not 1 <= len(queries) <= MAX_QUESTIONS:
        raise BadQuery(f"ask 1 to {MAX_QUESTIONS} questions at once", reason="batch")
    return queries


def _answered(archive: Archive, asked: Search) -> dict[str, Any]:
    """The results, or why this one could not be asked, as the command's --queries says it."""
    try:
        return results_to_json(answer(archive, asked))
    except BadQuery as error:
        said = {"code": error.code, "message": str(error)}
        return {"query": asked.query.text[:200], "error": said}
