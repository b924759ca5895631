"""How does a program bring stories in, change them and take them out?

A push is checked, kept in the inbox (search/inbox.py) and answered 202 with its revision; a worker
takes it in. What is told of a story before it is public, only whoever has a token hears.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request

from search import (
    ArchiveError,
    Home,
    Inbox,
    LiveArchive,
    Push,
    Refusal,
    Scope,
    Token,
    find_token,
    task_under_way,
)
from search.newsroom import Newsroom
from webui.rendering import the_live_archive
from webui.urls import rooted

from .problems import problem
from .pushed import (
    MAX_BULK_BYTES,
    MAX_ITEMS,
    MAX_STORY_BYTES,
    NotJson,
    ReadRecord,
    items_of,
    push_of,
    record_of,
)

pages = Blueprint("push", __name__)

_DESK: Final = "telusur-desk"
_JSON: Final = ("application/json",)
_LINES: Final = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines")
_SHOWN_CHARS: Final = 80
_STATUS: Final = {"unknown": 404, "removed": 409, "refused": 422, "scope": 403}
_TITLES: Final = {
    "unknown": "There is no such story",
    "removed": "The story was removed",
    "refused": "This makes no story",
    "scope": "The token does not allow this",
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """What pushes need, the same for all requests of a process."""

    home: Home
    inbox: Inbox
    newsroom: Newsroom
    read_record: ReadRecord | None


class _Denied(Exception):
    """Carries an answer out of what the routes share; never leaves this module."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status)
        self.answer = answer


def install(app: Flask, live: LiveArchive, read_record: ReadRecord | None) -> None:
    """Have an app take pushes; without `read_record` only removals and questions about them."""
    home = live.home
    app.extensions[_DESK] = _Desk(home, Inbox(home), Newsroom(home.newsroom), read_record)
    app.register_blueprint(pages)


@pages.errorhandler(_Denied)
def _denied(error: _Denied) -> Response:
    return error.answer


@pages.put("/api/v1/stories/<path:story_id>", merge_slashes=False)
def put(story_id: str) -> Response:
    """Bring one story in, new or in place of the one with its id."""
    token = _token(Scope.PUT)
    again = _again()
    try:
        record = record_of(_body(MAX_STORY_BYTES, _JSON))
    except NotJson as error:
        return problem(400, "not-json", "The content is no JSON object", str(error))
    named = record.setdefault("id", story_id)
    read = _reader()(record)
    if isinstance(read, Refusal):
        return _refused(read)
    if read.story != story_id:
        shown = ascii(named)[:_SHOWN_CHARS]
        return _refused(Refusal(reason=f"its id {shown} is not the one of the address"))
    return _one(Push(story=read.story, raw=read.raw, again=again), token)


@pages.delete("/api/v1/stories/<path:story_id>", merge_slashes=False)
def remove(story_id: str) -> Response:
    """Take one story out; imports and pushes do not bring it back unless they say again."""
    return _one(Push(story=story_id, raw=None), _token(Scope.REMOVE))


@pages.post("/api/v1/stories")
def bulk() -> Response:
    """Many stories, a JSON array or one JSON object a line; each is answered in its place."""
    token = _token(Scope.PUT, Scope.REMOVE)
    again = _again()
    content = _body(MAX_BULK_BYTES, (*_JSON, *_LINES))
    try:
        items = items_of(content, are_lines=request.mimetype in _LINES)
    except NotJson as error:
        return problem(400, "not-json", "The content is no JSON array", str(error))
    if len(items) > MAX_ITEMS:
        detail = f"It has {len(items):,} stories; send at most {MAX_ITEMS:,} at a time."
        return problem(413, "too-many", "Too many stories", detail)
    read_record = _reader()
    read = [_allowed(token, push_of(item, read_record, again=again)) for item in items]
    answers = iter(_the_desk().inbox.put((p for p in read if isinstance(p, Push)), by=_by(token)))
    results = [
        _result(at, own, next(answers) if isinstance(own, Push) else own)
        for at, own in enumerate(read)
    ]
    accepted = sum("revision" in result for result in results)
    values = {"accepted": accepted, "refused": len(results) - accepted, "results": results}
    if accepted or not results:
        return _answer(202, {**values, "waits_for": _waits_for()})
    answer = {"type": "urn:telusur:refused", "title": "No story was taken in", "status": 422,
              "detail": "Each is answered in its place in results."}  # fmt: skip
    return _answer(422, {**answer, **values}, kind="application/problem+json")


@pages.get("/api/v1/pushes/<int:revision>")
def look(revision: int) -> Response:
    """What became of a push."""
    _token()
    g.pop("tag", None)  # it is not the index alone that this answer is made from
    pushed = _the_desk().inbox.look(revision)
    if pushed is None:
        detail = "No push has this revision, or it is long ago."
        return problem(404, "push-not-found", "There is no such push", detail)
    state = pushed.state.value
    if pushed.revision is not None and _reached() >= pushed.revision:
        state = "found"
    return _answer(
        200,
        {
            "id": pushed.story,
            "revision": pushed.number,
            "state": state,
            "reason": pushed.why or None,
            "waits_for": _waits_for() if state in ("waiting", "kept") else None,
        },
    )


def _one(push: Push, token: Token) -> Response:
    (answered,) = _the_desk().inbox.put((push,), by=_by(token))
    if isinstance(answered, Refusal):
        return _refused(answered)
    answer = _answer(202, {**_result(None, push, answered), "waits_for": _waits_for()})
    answer.headers["Location"] = rooted(f"/api/v1/pushes/{answered}")
    return answer


def _result(at: int | None, own: Push | Refusal, answered: int | Refusal) -> dict[str, Any]:
    """One push as it is answered; `at` is its place among many."""
    place = {} if at is None else {"index": at}
    name = {"id": own.story} if isinstance(own, Push) else {}
    if isinstance(answered, Refusal):
        return {**place, **name, "state": "refused", "code": answered.code,
                "reason": answered.reason}  # fmt: skip
    return {**place, **name, "revision": answered, "state": "waiting"}


def _refused(refusal: Refusal) -> Response:
    detail = f"{refusal.reason[:1].upper()}{refusal.reason[1:].rstrip('.')}."
    return problem(_STATUS[refusal.code], refusal.code, _TITLES[refusal.code], detail)


def _answer(status: int, values: Mapping[str, Any], kind: str = "application/json") -> Response:
    answer = jsonify(values)
    answer.status_code, answer.content_type = status, kind
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _token(*scopes: Scope) -> Token:
    """The token of the request, where it allows one of some scopes."""
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        _deny(401, "no-token", "A token is needed", "Send Authorization: Bearer TOKEN.", "")
    token = find_token(_the_desk().newsroom, text.strip())
    if token is None or token.state(datetime.now(UTC)) != "valid":
        detail = "It is unknown, expired or revoked."
        _deny(401, "bad-token", "The token is not valid", detail, ', error="invalid_token"')
    elif not scopes or any(map(token.allows, scopes)):
        return token
    wanted = " or ".join(scopes)
    challenge = f', error="insufficient_scope", scope="{" ".join(scopes)}"'
    _deny(403, "scope", _TITLES["scope"], f"It needs the scope {wanted}.", challenge)
    raise AssertionError  # _deny never returns


def _deny(status: int, code: str, title: str, detail: str, challenge: str) -> None:
    answer = problem(status, code, title, detail)
    answer.headers["WWW-Authenticate"] = f'Bearer realm="telusur"{challenge}'
    raise _Denied(answer)


def _allowed(token: Token, push: Push | Refusal) -> Push | Refusal:
    if isinstance(push, Refusal):
        return push
    scope = Scope.REMOVE if push.raw is None else Scope.PUT
    if token.allows(scope):
        return push
    return Refusal(reason=f"the token does not have the scope {scope.value}", code="scope")


def _body(most_bytes: int, kinds: tuple[str, ...]) -> bytes:
    """The content of the request, if it is of a kind that is read, and not too long."""
    packed = request.headers.get("Content-Encoding", "identity").lower()
    if request.mimetype not in kinds or packed != "identity":
        detail = f"Send {' or '.join(kinds)}, not packed."
        raise _Denied(problem(415, "media-type", "This kind of content is not read", detail))
    if (request.content_length or 0) <= most_bytes:
        content = request.stream.read(most_bytes + 1)
        if len(content) <= most_bytes:
            return content
    detail = f"At most {most_bytes / 2**20:g} MiB are read."
    raise _Denied(problem(413, "too-long", "The content is too long", detail))


def _again() -> bool:
    """Whether a removed story may come back."""
    text = request.args.get("again", "") or "false"
    if text not in ("true", "false"):
        detail = f"again={ascii(text)[:_SHOWN_CHARS]} is neither true nor false."
        raise _Denied(problem(400, "bad-query", "The query cannot be understood", detail))
    return text == "true"


def _reader() -> ReadRecord:
    read_record = _the_desk().read_record
    if read_record is None:
        detail = "It was started without what reads stories."
        raise _Denied(problem(503, "no-pushes", "This server takes no stories", detail))
    return read_record


def _waits_for() -> str | None:
    """Whose work has to end before pushes are taken in; None: they are found within a second."""
    home = _the_desk().home
    if not task_under_way(home.path, "worker"):
        return "worker"
    task = task_under_way(home.path)
    return None if task in ("", "push", "follow") else task


def _reached() -> int:
    """The revision that searches see."""
    try:
        return the_live_archive().current().state.revision
    except ArchiveError:
        return -1


def _by(token: Token) -> str:
    return f"{token.name} ({token.id})"


def _the_desk() -> _Desk:
    return cast("_Desk", current_app.extensions[_DESK])
