"""How does the API say that something went wrong? Problem Details (RFC 9457), in English."""

from typing import Final

from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException, SecurityError

from search import ArchiveError

_TITLES: Final = {
    "bad-query": "The query cannot be understood",
    "story-not-found": "There is no such story",
    "story-withdrawn": "The story was withdrawn",
    "archive-not-found": "There is no archive here yet",
    "archive-busy": "The archive is busy",
}
_UNAVAILABLE: Final = "The archive cannot be read at the moment"
_LATER: Final = "What is wrong is in the server's log. Try again later."
"""For all that is ours to mend: what exactly is wrong names files of this machine."""
_FOREIGN: Final = "The site does not answer to the name that was asked for."
_BROKEN: Final = ("Something went wrong on our side", "It was written to the log. Try again later.")


def is_api() -> bool:
    """Whether the request is for a program: then errors are told in English."""
    return request.path.startswith("/api/")


def problem(status: int, code: str, title: str, detail: str) -> Response:
    """An answer of application/problem+json; nobody keeps it."""
    answer = jsonify(
        {"type": f"urn:telusur:{code}", "title": title, "status": status, "detail": detail}
    )
    answer.content_type = "application/problem+json"
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer


def of_error(status: int, error: ArchiveError) -> Response:
    """An error of ours."""
    title = _TITLES.get(error.code, _UNAVAILABLE)
    return problem(status, error.code, title, str(error) if status < 500 else _LATER)


def of_http(status: int, error: HTTPException) -> Response:
    """An HTTP error that no error of ours stands behind."""
    detail = _FOREIGN if isinstance(error, SecurityError) else error.description or error.name
    return problem(status, f"http-{status}", error.name, detail)


def of_unexpected() -> Response:
    """What nobody foresaw."""
    return problem(500, "unexpected", *_BROKEN)
