"""What do the answers of the API look like? JSON Schema 2020-12, for openapi.py."""

from typing import Any, Final

from search import FacetName, Kind, Sort, Status

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """A schema of the description, by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Any) -> Schema:
    """An object with all of these."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(kind: str) -> Schema:
    return {"type": [kind, "null"]}


_TEXT: Final[Schema] = {"type": "string"}
_TEXTS: Final = _list(_TEXT)
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_MARKS: Final[Schema] = {
    "type": "array",
    "description": "Half-open ranges of characters (code points) of the text, sorted and apart.",
    "items": {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2},
}
_WHEN: Final[Schema] = {
    "type": ["string", "null"],
    "description": "ISO 8601, as precise as it is known: 2023, 2023-02, 2023-02-27 or an instant.",
}
_LISTED: Final[Schema] = {
    "id": _TEXT,
    "title": _TEXT,
    "url": _TEXT,
    "published": _WHEN,
    "authors": _TEXTS,
    "topics": _TEXTS,
    "places": _TEXTS,
    "kind": {"enum": [kind.value for kind in Kind]},
}
_FACET_VALUE: Final = _object(
    value=_or_null("string"),
    count=_COUNT,
    selected={"type": "boolean"},
    excluded={"type": "boolean"},
)
_FACETS: Final[Schema] = {
    "type": "object",
    "description": "Of each facet asked for its values, the largest first; null is the unknown.",
    "properties": {facet.value: _list(_FACET_VALUE) for facet in FacetName},
    "additionalProperties": False,
}
_PARTIAL: Final[Schema] = {
    "enum": [None, "terms", "time"],
    "description": "Why the numbers are lower bounds: a pattern stood for too many words, or the"
    " time was up.",
}
_RESULTS: Final[Schema] = {
    "query": _TEXT,
    "understood": _TEXT,
    "pieces": _list(_object(kind=_TEXT, text=_TEXT, remove=_TEXT)),
    "expanded": _list(_object(**{"from": _TEXT, "to": _TEXTS})),
    "corrected": {
        "oneOf": [
            {"type": "null"},
            _object(words=_list(_object(**{"from": _TEXT, "to": _TEXT})), query=_TEXT),
        ]
    },
    "dates": _list(
        _object(
            text=_TEXT, label=_TEXT, **{"from": _or_null("string"), "until": _or_null("string")}
        )
    ),
    "partial": _PARTIAL,
    "relaxed": _TEXTS,
    "total": _COUNT,
    "total_stories": _COUNT,
    "total_all_words": _COUNT,
    "took_ms": {"type": "number", "minimum": 0},
    "sort": {"enum": [sort.value for sort in Sort]},
    "next": _or_null("integer"),
    "hits": _list(ref("Hit")),
    "facets": _FACETS,
    "did_you_mean": _or_null("string"),
}
_SUGGESTED_VALUES: Final = _list(_object(value=_TEXT, marks=_MARKS, count=_COUNT))

SCHEMAS: Final[dict[str, Schema]] = {
    "Hit": _object(
        **_LISTED,
        title_marks=_MARKS,
        score={"type": "number"},
        similar=_object(count=_COUNT, ids=_TEXTS),
        snippet=_object(text=_TEXT, marks=_MARKS),
    ),
    "Results": _object(**_RESULTS),
    "Page": _object(**_RESULTS, cursor=_or_null("string")),
    "Suggestions": _object(
        text=_TEXT,
        meant=_or_null("string"),
        headlines=_list(
            _object(id=_TEXT, title=_TEXT, title_marks=_MARKS, url=_TEXT, published=_WHEN)
        ),
        places=_SUGGESTED_VALUES,
        authors=_SUGGESTED_VALUES,
        topics=_SUGGESTED_VALUES,
    ),
    "Story": _object(
        **_LISTED,
        source=_TEXT,
        title_derived={"type": "boolean"},
        body={"type": "string", "description": "Paragraphs, joined by a blank line."},
        lead=_TEXT,
        precision={"enum": ["minute", "day", "month", "year", "unknown"]},
        modified=_WHEN,
        date_text=_TEXT,
        author_code=_TEXT,
        dateline=_TEXT,
        captions=_TEXTS,
        status={"const": Status.PUBLIC.value},
        corrects=_TEXTS,
        continues=_TEXTS,
    ),
    "Related": _object(
        story=_TEXT,
        related=_list(
            _object(
                **_LISTED,
                score={"type": "number"},
                reason=_object(terms=_TEXTS, names=_TEXTS, places=_TEXTS, days=_or_null("integer")),
            )
        ),
    ),
    "Facets": _object(query=_TEXT, total_stories=_COUNT, partial=_PARTIAL, facets=_FACETS),
    "Timeline": _object(
        query=_TEXT,
        within=_or_null("string"),
        step={"enum": ["year", "month", "day"]},
        periods=_list(_object(period=_TEXT, count=_COUNT, of=_COUNT)),
        vague={**_COUNT, "description": "Stories whose part of it is not known."},
        total_stories=_COUNT,
    ),
    "Answers": _object(
        answers=_list(
            {
                "oneOf": [
                    ref("Results"),
                    _object(query=_TEXT, error=_object(code=_TEXT, message=_TEXT)),
                ]
            }
        )
    ),
    "Problem": _object(
        type={"type": "string", "format": "uri"},
        title=_TEXT,
        status={"type": "integer"},
        detail=_TEXT,
    ),
}
