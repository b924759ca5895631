"""Which status does an error have, and what page or JSON says so?"""

import logging
from typing import Final

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, SecurityError

from search import (
    ArchiveBusy,
    ArchiveError,
    ArchiveNotFound,
    BadBackup,
    BadQuery,
    BadSource,
    DamagedIndex,
    DamagedStore,
    Query,
    StaleIndex,
    StoryNotFound,
    StoryWithdrawn,
)

from . import words
from .api import problems
from .contexts import ErrorPage, Link
from .rendering import render, the_live_archive
from .urls import address, rooted
from .words.faults import BROKEN, FOREIGN, error_words, status_words

STATUS: Final[dict[type[ArchiveError], int]] = {
    BadQuery: 400,
    BadSource: 500,
    StoryNotFound: 404,
    StoryWithdrawn: 410,
    BadBackup: 500,
    ArchiveNotFound: 503,
    StaleIndex: 503,
    DamagedIndex: 503,
    DamagedStore: 503,
    ArchiveBusy: 503,
}

_RETRY_AFTER_S: Final = "30"
_SHOWN_CHARS: Final = 2_000  # of a text put back into the box of an error page
_QUOTED_CHARS: Final = 60  # of that text, in a link
_log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Answer every error with a page, or with Problem Details (RFC 9457) where JSON was asked."""
    app.register_error_handler(ArchiveError, _archive_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _archive_error(error: ArchiveError) -> Response:
    status = STATUS.get(type(error), 500)
    asked = g.pop("asked", None)
    if isinstance(error, DamagedIndex) and asked is not None:
        the_live_archive().report_damage(asked, error)
    if status >= 500:
        _log.error("%s at %s: %s", error.code, _place(), error)
    if problems.is_api():
        return _told(problems.of_error(status, error))
    piece = str(error.values.get("piece", ""))
    return _answer(status, *error_words(error), code=error.code, piece=piece)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return Response(status=status, headers=list(error.get_headers()))
    if problems.is_api():
        answer = _told(problems.of_http(status, error))
    else:
        heading, sentence = FOREIGN if isinstance(error, SecurityError) else status_words(status)
        answer = _answer(status, heading, sentence, code=f"http-{status}")
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            answer.headers[name] = value
    return answer


def _unexpected(error: Exception) -> Response:
    """The outermost page: what went wrong is logged, and told to nobody else."""
    _log.error("unexpected error at %s", _place(), exc_info=error)
    if problems.is_api():
        return problems.of_unexpected()
    return _answer(500, *BROKEN, code="unexpected")


def _place() -> str:
    """The path as a log may hold it: on one line, and short."""
    return ascii(request.path)[:200]


def _answer(status: int, heading: str, sentence: str, *, code: str, piece: str = "") -> Response:
    if request.path.endswith((".json", "/healthz")):
        answer = problems.problem(status, code, heading, sentence)
    else:
        text = request.args.get("q", "")[:_SHOWN_CHARS]
        ways = _ways(status, text, piece)
        page = ErrorPage(heading=heading, sentence=sentence, ways=ways, query=Query(text=text))
        answer = Response(render(page), content_type="text/html; charset=utf-8", status=status)
        answer.headers["Cache-Control"] = "no-store"
    return _told(answer)


def _told(answer: Response) -> Response:
    """An error with the time to wait, where it may pass."""
    if answer.status_code == 503:
        answer.headers["Retry-After"] = _RETRY_AFTER_S
    return answer


def _ways(status: int, text: str, piece: str) -> tuple[Link, ...]:
    """Where to go on: the words without the parameter at fault, the front page, all stories."""
    front = Link(text=words.common.TO_FRONT, href=rooted("/"))
    if status >= 500:
        return () if request.path == "/" else (front,)
    ways = (front, Link(text=words.common.TO_ALL, href=address(Query())))
    is_beside = any(piece.startswith(f"{name}=") for name in request.args if name != "q")
    if not (text.strip() and is_beside):
        return ways
    return (
        Link(text=words.searching.only_text(text[:_QUOTED_CHARS]), href=address(Query(text=text))),
        *ways,
    )
