"""Which status does an error have, and what page or JSON says so?"""

import logging
from typing import Final

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from search import (
    ArchiveBusy,
    ArchiveError,
    ArchiveNotFound,
    BadQuery,
    BadSource,
    DamagedIndex,
    DamagedStore,
    Query,
    StaleIndex,
    StoryNotFound,
)

from . import words
from .contexts import ErrorPage
from .rendering import render

STATUS: Final[dict[type[ArchiveError], int]] = {
    BadQuery: 400,
    BadSource: 500,
    StoryNotFound: 404,
    ArchiveNotFound: 503,
    StaleIndex: 503,
    DamagedIndex: 503,
    DamagedStore: 503,
    ArchiveBusy: 503,
}

_log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Answer every error with a page, or with Problem Details (RFC 9457) where JSON was asked."""
    app.register_error_handler(ArchiveError, _archive_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _archive_error(error: ArchiveError) -> Response:
    heading, sentence = words.error_words(error)
    return _answer(STATUS.get(type(error), 500), heading, sentence, code=error.code)


def _http_error(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:
        return Response(status=error.code, headers=list(error.get_headers()))
    heading, sentence = words.NOT_FOUND if error.code == 404 else words.BROKEN
    answer = _answer(error.code or 500, heading, sentence, code="http")
    for name, value in error.get_headers():
        if name.lower() == "allow":
            answer.headers[name] = value
    return answer


def _unexpected(error: Exception) -> Response:
    _log.error("unexpected error at %s", request.path, exc_info=error)
    heading, sentence = words.BROKEN
    return _answer(500, heading, sentence, code="unexpected")


def _answer(status: int, heading: str, sentence: str, *, code: str) -> Response:
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        problem = {"type": f"urn:telusur:{code}", "title": heading, "status": status,
                   "detail": sentence}  # fmt: skip
        answer = jsonify(problem)
        answer.content_type = "application/problem+json"
    else:
        query = Query(text=request.args.get("q", ""))
        answer = Response(
            render(ErrorPage(heading=heading, sentence=sentence, query=query)),
            content_type="text/html; charset=utf-8",
        )
    answer.status_code = status
    if status == 503:
        answer.headers["Retry-After"] = "30"
    return answer
