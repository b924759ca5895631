"""What may be asked of the API? Each parameter with its bounds, once for all of its users.

The description (openapi.py) says of a parameter what stands here, a batch reads by it what it was
sent, and a test sees to it that the addresses are read so too (asking.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from search import PAGE_LIMIT, BadQuery, FacetName, Sort

MAX_QUERY_CHARS: Final = 100_000  # as everywhere: about a whole newspaper page
MAX_SUGGESTIONS: Final = 20
MAX_RELATED: Final = 50
MAX_DAYS: Final = 36_500  # between two related stories: a hundred years

_DAY: Final = r"^((19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"
_PERIOD: Final = r"^((19|20)\d{2}(-(0[1-9]|1[0-2]))?)?$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: its name, its schema (JSON Schema 2020-12) and what it does."""

    name: str
    schema: Mapping[str, Any]
    text: str
    required: bool = False
    example: Any = field(default=None)

    def texts(self, value: Any) -> list[str]:
        """A JSON value as the address would give it.

        Raises:
            BadQuery: it is of another type, or a text too long.
        """
        match self.schema["type"], value:
            case "string", str() if len(value) <= self.schema.get("maxLength", len(value)):
                return [_clean(self.name, value)]
            case "integer", int() | float() if not isinstance(value, bool) and value % 1 == 0:
                return [str(int(value))]  # 20.0 is an integer to JSON Schema
            case "boolean", bool():
                return ["true" if value else "false"]
            case "array", list() if all(isinstance(own, str) for own in value):
                return [_clean(self.name, own) for own in value]
        message = f"{self.name!r} is no {self.schema['type']} that can be used"
        raise BadQuery(message, reason="type", piece=self.name)


def _clean(name: str, text: str) -> str:
    """The text, unless it holds what cannot be written in UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadQuery(f"{name!r} holds half a character", reason="type", piece=name) from None
    return text


def _number(default: int, least: int, most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


def _many(facet: FacetName) -> Parameter:
    return Parameter(
        name=facet.value,
        schema={"type": "array", "items": {"type": "string"}},
        text=f"Only stories with this {facet.value}; may be repeated: any of them. `-VALUE`"
        " excludes, and a leading `-` of the value itself is doubled; `~` is the unknown value.",
    )


TEXT: Final = Parameter(
    name="q",
    schema={"type": "string", "maxLength": MAX_QUERY_CHARS, "default": ""},
    text="What is searched for, as in the search box (docs/query-language.md). Empty: all stories.",
    example="banjir",
)
FILTERS: Final = (
    *map(_many, FacetName),
    Parameter(
        name="from",
        schema={"type": "string", "pattern": _DAY},
        text="From this day on (WIB): 2023, 2023-02 or 2023-02-27.",
        example="2023",
    ),
    Parameter(
        name="until",
        schema={"type": "string", "pattern": _DAY},
        text="Up to and including this day, month or year.",
        example="2025-06",
    ),
)
READING: Final = (
    Parameter(
        name="expand",
        schema={"type": "boolean", "default": True},
        text="Whether other spellings, acronyms and long forms are looked for too.",
    ),
    Parameter(
        name="correct",
        schema={"type": "boolean", "default": True},
        text="Whether words that no story has are replaced.",
    ),
    Parameter(
        name="prefix",
        schema={"type": "boolean", "default": False},
        text="Whether the text is still being typed: its last word may be the beginning of one.",
    ),
)
ORDER: Final = (
    Parameter(
        name="sort",
        schema={"type": "string", "enum": [sort.value for sort in Sort], "default": "relevan"},
        text="Best first, newest first, or oldest first.",
    ),
    Parameter(
        name="copies",
        schema={"type": "string", "enum": ["folded", "all"], "default": "folded"},
        text="Whether one of near copies stands for all of them, or each is a hit of its own.",
    ),
)
FACETS: Final = (
    Parameter(
        name="facets",
        schema={"type": "array", "items": {"enum": [facet.value for facet in FacetName]}},
        text="The facets to count: repeated, or joined by commas. `day` is counted only where one"
        " month is chosen.",
        example=["topic", "year"],
    ),
    Parameter(
        name="facet_limit",
        schema=_number(20, 0, PAGE_LIMIT),
        text="The most values of a facet, besides the chosen ones.",
    ),
)
PLACE: Final = (
    Parameter(name="limit", schema=_number(20, 0, PAGE_LIMIT), text="The most hits to return."),
    Parameter(
        name="offset",
        schema=_number(0, 0, 10**9),
        text="Hits to pass over. To walk to the end of a result use `cursor`.",
    ),
)
CURSOR: Final = Parameter(
    name="cursor",
    schema={"type": "string", "maxLength": 500},
    text="Goes on where an answer ended: its `cursor`, with the same question. It takes the place"
    " of `offset`. 410 where the archive has changed since: begin again.",
)
STORY: Final = Parameter(
    name="story",
    schema={"type": "string", "minLength": 1},
    text="The story's id, or its own URL.",
    required=True,
    example="khr-1001",
)
TYPED: Final = Parameter(
    name="q",
    schema={"type": "string", "default": ""},
    text="What was typed so far; only the first 200 characters are looked at.",
    example="banj",
)

QUESTION: Final = (TEXT, *FILTERS, *READING)
SEARCH: Final = (*QUESTION, *ORDER, *PLACE, *FACETS)
"""What one search is asked with, in an address as in a batch."""
COUNTING: Final = (*QUESTION, *FACETS)
TIMELINE: Final = (
    *QUESTION,
    Parameter(
        name="within",
        schema={"type": "string", "pattern": _PERIOD, "default": ""},
        text="The year whose months, or the month whose days are counted; empty: all years.",
        example="2024",
    ),
)
SUGGEST: Final = (
    TYPED,
    Parameter(
        name="limit",
        schema=_number(5, 1, MAX_SUGGESTIONS),
        text="The most headlines, places, authors and topics, of each.",
    ),
)
RELATED: Final = (
    STORY,
    Parameter(name="limit", schema=_number(5, 0, MAX_RELATED), text="The most stories."),
    Parameter(
        name="days",
        schema={"type": "integer", "minimum": 0, "maximum": MAX_DAYS},
        text="Only stories at most so many days before or after it.",
    ),
)


def texts_of(given: Mapping[str, Any], known: Iterable[Parameter]) -> dict[str, list[str]]:
    """Parameters that came as JSON, as an address would give them.

    Raises:
        BadQuery: one is of another type, or not known.
    """
    by_name = {parameter.name: parameter for parameter in known}
    for name in given:
        if name not in by_name:
            shown = ascii(name)[:60]
            raise BadQuery(f"there is no parameter {shown}", reason="name", piece=shown)
    return {name: by_name[name].texts(value) for name, value in given.items()}
