"""How are pushes described to programs? Their paths, for openapi.py."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from .pushed import MAX_BULK_BYTES, MAX_ITEMS, MAX_STORY_BYTES
from .schemas import Schema, ref

TOKEN: Final[Schema] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token that `telusur token create` made.",
    }
}
"""The security scheme of all of them."""
_STATUSES: Final = {
    400: "The content is no JSON of this form, or a parameter cannot be read.",
    401: "No token, or one that is unknown, expired or revoked.",
    403: "The token does not have the scope.",
    404: "There is no such story, or no such push.",
    409: "The story was removed; `again=true` lets it back.",
    413: "The content is too long.",
    415: "The content is of a kind that is not read.",
    422: "It makes no story; `detail` says why.",
    429: "The address has asked too much; `Retry-After` says when to ask again.",
    500: "Something went wrong on our side.",
    503: "Pushes cannot be taken at the moment; `Retry-After` says when to ask again.",
}
_TEXT: Final[Schema] = {"type": "string"}
_TEXT_OR_LIST: Final[Schema] = {"type": ["string", "array", "null"], "items": _TEXT}
_REVISION: Final[Schema] = {
    "type": "integer",
    "minimum": 1,
    "description": "The number of the push; each is higher than all before it.",
}
_WAITS_FOR: Final[Schema] = {
    "type": ["string", "null"],
    "description": "null: it is found within a second. `worker`: no worker runs. Else the task of"
    " whoever writes, such as `import`: it is taken in as soon as that is done.",
}
_STORY: Final[Schema] = {
    "type": "object",
    "description": "A record as `telusur import` reads it (docs/import-formats.md), with its names"
    " in Indonesian and English; what is not listed is passed over.",
    "properties": {
        "id": _TEXT,
        "url": {"type": ["string", "null"]},
        "source": {"type": ["string", "null"]},
        "title": {"type": ["string", "null"]},
        "body": {**_TEXT_OR_LIST, "description": "Paragraphs on lines of their own, or a list."},
        "date": {"type": ["string", "null"]},
        "author": _TEXT_OR_LIST,
        "topic": _TEXT_OR_LIST,
        "corrects": {**_TEXT_OR_LIST, "description": "Ids or URLs of stories."},
        "continues": {**_TEXT_OR_LIST, "description": "Ids or URLs of stories."},
    },
}
_EXAMPLE: Final = {
    "title": "Jembatan Muara Angin Dibuka",
    "body": "Muara Angin - Jembatan dibuka kemarin.\nWarga lega.",
    "date": "2025-03-02",
    "author": "Sari",
    "topic": "daerah",
}
_ACCEPTED: Final[Schema] = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "revision": _REVISION,
        "state": {"enum": ["waiting"]},
        "waits_for": _WAITS_FOR,
    },
    "required": ["id", "revision", "state", "waits_for"],
}
_RESULTS: Final[Schema] = {
    "type": "array",
    "description": "For each item, in order, what became of it.",
    "items": {
        "type": "object",
        "properties": {
            "index": {"type": "integer", "minimum": 0},
            "id": _TEXT,
            "state": {"enum": ["waiting", "refused"]},
            "revision": _REVISION,
            "code": {"enum": ["refused", "removed", "unknown", "scope"]},
            "reason": _TEXT,
        },
        "required": ["index", "state"],
    },
}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_MANY: Final[Schema] = {
    "type": "object",
    "properties": {
        "accepted": _COUNT,
        "refused": _COUNT,
        "results": _RESULTS,
        "waits_for": _WAITS_FOR,
    },
    "required": ["accepted", "refused", "results", "waits_for"],
}
_PUSHED: Final[Schema] = {
    "type": "object",
    "properties": {
        "id": _TEXT,
        "revision": _REVISION,
        "state": {
            "enum": ["waiting", "kept", "found", "unchanged", "refused"],
            "description": "`kept`: the archive has it, the index follows.",
        },
        "reason": {"type": ["string", "null"]},
        "waits_for": _WAITS_FOR,
    },
    "required": ["id", "revision", "state", "reason", "waits_for"],
}
_ID: Final = {
    "name": "story_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "minLength": 1},
    "example": "khr-1001",
}
_AGAIN: Final = {
    "name": "again",
    "in": "query",
    "description": "Whether a story may come back that was removed.",
    "schema": {"type": "boolean", "default": False},
}


def _operation(
    name: str, summary: str, told: Mapping[str, Any], statuses: Iterable[int], **more: Any
) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": ref("Problem")}}
    refusals = {
        str(status): {"description": _STATUSES[status], "content": problem}
        for status in sorted({*statuses, 401, 429, 500, 503})
    }
    responses = {**told, **refusals}
    return {"operationId": name, "summary": summary, "security": [{"token": []}], **more,
            "responses": responses}  # fmt: skip


def _content(schema: Schema) -> dict[str, Any]:
    return {"description": "The answer.", "content": {"application/json": {"schema": schema}}}


def push_paths() -> dict[str, Any]:
    """The paths that take stories in and out, and what became of a push."""
    return {
        "/stories/{story_id}": {
            "put": _operation(
                "put_story", "Bring a story in, or change it", {"202": _content(_ACCEPTED)},
                (400, 403, 409, 413, 415, 422),
                description=f"The content has at most {MAX_STORY_BYTES // 2**20} MiB.",
                parameters=[_ID, _AGAIN],
                requestBody={
                    "required": True,
                    "content": {"application/json": {"schema": _STORY, "example": _EXAMPLE}},
                },
            ),
            "delete": _operation(
                "delete_story", "Take a story out", {"202": _content(_ACCEPTED)}, (403, 404),
                parameters=[_ID],
            ),
        },
        "/stories": {
            "post": _operation(
                "post_stories", "Many stories at once", {"202": _content(_MANY)},
                (400, 403, 413, 415, 422),
                description=f"At most {MAX_ITEMS:,} items and {MAX_BULK_BYTES // 2**20} MiB:"
                ' stories, and {"id": ..., "delete": true} for those that are to go. 202 where at'
                " least one is taken in.",
                parameters=[_AGAIN],
                requestBody={
                    "required": True,
                    "content": {
                        "application/json": {
                            "schema": {"type": "array", "items": _STORY, "maxItems": MAX_ITEMS},
                            "example": [{"id": "khr-9001", **_EXAMPLE},
                                        {"id": "khr-1001", "delete": True}],
                        },
                        "application/x-ndjson": {"schema": _TEXT},
                    },
                },
            ),
        },
        "/pushes/{revision}": {
            "get": _operation(
                "push", "What became of a push", {"200": _content(_PUSHED)}, (404,),
                parameters=[{"name": "revision", "in": "path", "required": True,
                             "schema": {"type": "integer", "minimum": 0}, "example": 1}],
            ),
        },
    }  # fmt: skip
