"""How is the API described to programs? OpenAPI 3.1, made from what the API itself is read by.

Parameters are those of parameters.py. What other modules serve below /api/v1 they describe
themselves and hand over as paths.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from .batch import MAX_QUESTIONS
from .parameters import (
    COUNTING,
    CURSOR,
    RELATED,
    SEARCH,
    STORY,
    SUGGEST,
    TIMELINE,
    Parameter,
)
from .schemas import SCHEMAS, ref

_EXAMPLE_ID: Final = "khr-1001"  # of the sample archive, index_data/sample
_STATUSES: Final = {
    400: "A parameter cannot be read; `detail` says which.",
    404: "There is no such story.",
    410: "The story was withdrawn.",
    413: "The body is too large.",
    415: "The body is not application/json.",
    429: "The address has asked too much; `Retry-After` says when to ask again.",
    500: "Something went wrong on our side.",
    503: "The archive cannot be read at the moment; `Retry-After` says when to ask again.",
}
_ALWAYS: Final = (429, 500, 503)
_UNTIL_GONE: Final = "The archive has changed since the cursor was given."


def description(server: str, others: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The whole description.

    Args:
        server: the address that the paths stand behind, e.g. "/arsip/api/v1".
        others: paths that are described elsewhere.
    """
    paths = {
        "/search": _read("search", "Search", "Page", (*SEARCH, CURSOR), 400,
                         told={410: _UNTIL_GONE}),
        "/suggest": _read("suggest", "Suggest while typing", "Suggestions", SUGGEST, 400),
        "/story": _read("story", "One story by id or URL", "Story", (STORY,), 400, 404, 410),
        "/stories/{story_id}": _read("story_at", "One story by id", "Story", (), 404, 410,
                                     place="story_id"),
        "/related": _read("related", "Related stories", "Related", RELATED, 400, 404, 410),
        "/facets": _read("facets", "Count facets", "Facets", COUNTING, 400),
        "/timeline": _read("timeline", "Count years, months or days", "Timeline", TIMELINE, 400),
        "/batch": {"post": _batch()},
        "/openapi.json": {"get": {
            "operationId": "openapi",
            "summary": "This description",
            "responses": {"200": _json({"type": "object"}), **_problems(_ALWAYS)},
        }},
    }  # fmt: skip
    for own in others:
        for path, operations in own.items():
            paths[path] = {**paths.get(path, {}), **operations}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Telusur",
            "version": "1",
            "description": "The archive of a newspaper, searched. Fields are added, never renamed.",
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


def _read(name: str, summary: str, answer: str, parameters: Iterable[Parameter], *statuses: int,
          place: str = "", told: Mapping[int, str] | None = None) -> dict[str, Any]:  # fmt: skip
    """An address that is read."""
    described = [_in_address(parameter) for parameter in parameters]
    if place:
        described.append(
            {
                "name": place,
                "in": "path",
                "required": True,
                "schema": {"type": "string", "minLength": 1},
                "example": _EXAMPLE_ID,
            }
        )
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": described,
            "responses": {
                "200": _json(ref(answer)),
                "304": {"description": "Nothing has changed since the answer of `If-None-Match`."},
                **_problems((*statuses, *_ALWAYS)),
                **{str(status): _problem(text) for status, text in (told or {}).items()},
            },
        }
    }


def _in_address(parameter: Parameter) -> dict[str, Any]:
    own: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.text,
        "schema": dict(parameter.schema),
    }
    if parameter.required:
        own["required"] = True
    if parameter.example is not None:
        own["example"] = parameter.example
    return own


def _batch() -> dict[str, Any]:
    question = {
        "type": "object",
        "description": "The parameters of /search, with their own JSON types.",
        "properties": {
            own.name: {**own.schema, "description": own.text} for own in SEARCH
        },
        "additionalProperties": False,
    }  # fmt: skip
    body = {
        "type": "object",
        "properties": {
            "queries": {
                "type": "array",
                "items": question,
                "minItems": 1,
                "maxItems": MAX_QUESTIONS,
            }
        },
        "required": ["queries"],
        "additionalProperties": False,
    }
    example = {"queries": [{"q": "banjir", "limit": 3}, {"topic": ["ekonomi"], "limit": 3}]}
    return {
        "operationId": "batch",
        "summary": "Several searches at once",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": body, "example": example}},
        },
        "responses": {
            "200": _json(ref("Answers")),
            **_problems((400, 413, 415, *_ALWAYS)),
        },
    }


def _json(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": "The answer.", "content": {"application/json": {"schema": schema}}}


def _problems(statuses: Iterable[int]) -> dict[str, Any]:
    return {str(status): _problem(_STATUSES[status]) for status in statuses}


def _problem(text: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    return {"description": text, "content": content}
