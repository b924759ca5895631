"""What does a request of the API ask? Its parameters as our values.

They have the command's English names. Unknown ones are passed over; a blank is no number and no
choice, and is refused as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from search import PAGE_LIMIT, BadQuery, FacetName, Query, today_wib
from webui.urls import filters_from, sort_from, whole_number

from .parameters import MAX_DAYS, MAX_RELATED, MAX_SUGGESTIONS

Values = Mapping[str, list[str]]
"""Parameter -> its values in order."""

_NAMES: Final = {facet: facet.value for facet in FacetName}
_SHOWN_CHARS: Final = 40  # of a value that cannot be read
_COPIES: Final = ("folded", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """One search: what is asked, and how much of the answer is wanted."""

    query: Query
    limit: int
    offset: int
    facets: tuple[FacetName, ...]
    facet_limit: int


def question(values: Values) -> Query:
    """The stories that are meant: text, filters, and how the text is to be read.

    Raises:
        BadQuery: a parameter cannot be read.
    """
    return Query(
        text=values.get("q", [""])[-1],
        filters=filters_from(values, _NAMES, first="from", last="until"),
        sort=sort_from(_written(values, "sort"), "sort"),
        today=today_wib(),
        expand=_flag(values, "expand", default=True),
        correct=_flag(values, "correct", default=True),
        fold=_one_of(values, "copies", _COPIES) == "folded",
        prefix=_flag(values, "prefix", default=False),
    )


def search(values: Values) -> Search:
    """One search with all of its parameters.

    Raises:
        BadQuery: a parameter cannot be read.
    """
    return Search(
        query=question(values),
        limit=_number(values, "limit", default=20, least=0, most=PAGE_LIMIT),
        offset=_number(values, "offset", default=0, least=0),
        facets=facets(values),
        facet_limit=facet_limit(values),
    )


def facets(values: Values) -> tuple[FacetName, ...]:
    """The facets that are to be counted, in the order given.

    Raises:
        BadQuery: there is no such facet.
    """
    given = values.get("facets", [])
    names = [name.strip() for text in given for name in text.split(",") if name.strip()]
    try:
        return tuple(dict.fromkeys(FacetName(name) for name in names))
    except ValueError:
        piece = _short(",".join(names))
        raise BadQuery(f"no such facet in {piece!r}", reason="facet", piece=piece) from None


def facet_limit(values: Values) -> int:
    """The most values of a facet.

    Raises:
        BadQuery: it is no number, or out of bounds.
    """
    return _number(values, "facet_limit", default=20, least=0, most=PAGE_LIMIT)


def suggestions(values: Values) -> tuple[str, int]:
    """The text being typed, and how many suggestions of each sort are wanted.

    Raises:
        BadQuery: the limit is no number, or out of bounds.
    """
    text = values.get("q", [""])[-1]
    return text, _number(values, "limit", default=5, least=1, most=MAX_SUGGESTIONS)


def name(values: Values) -> str:
    """The id or URL of the story that is meant.

    Raises:
        BadQuery: none is given.
    """
    given = values.get("story", [""])[-1]
    if not given:
        raise BadQuery("give the story: its id or its URL", reason="missing", piece="story")
    return given


def relatives(values: Values) -> tuple[str, int, int | None]:
    """The story, how many related ones are wanted, and at most how many days away.

    Raises:
        BadQuery: a parameter is missing or cannot be read.
    """
    limit = _number(values, "limit", default=5, least=0, most=MAX_RELATED)
    days = _number(values, "days", default=-1, least=0, most=MAX_DAYS)
    return name(values), limit, None if days < 0 else days


def within(values: Values) -> str:
    """The year or month that is opened; "" for all time."""
    return values.get("within", [""])[-1]


def _number(values: Values, name: str, *, default: int, least: int, most: int = 10**9) -> int:
    return whole_number(_written(values, name), name, default=default, least=least, most=most)


def _written(values: Values, name: str) -> Values:
    """The same parameters, unless this one is blank: a page's form sends that, a program errs."""
    if name in values and not values[name][-1]:
        raise BadQuery(f"{name!r} is blank", reason="choice", piece=f"{name}=")
    return values


def _flag(values: Values, name: str, *, default: bool) -> bool:
    text = _one_of(values, name, ("true", "false") if default else ("false", "true"))
    return text == "true"


def _one_of(values: Values, name: str, known: tuple[str, ...]) -> str:
    """One of some texts, the first where none is given."""
    text = values.get(name, [known[0]])[-1]
    if text not in known:
        piece = f"{name}={_short(text)}"
        message = f"{piece!r} is none of {', '.join(known)}"
        raise BadQuery(message, reason="choice", piece=piece)
    return text


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else f"{text[:_SHOWN_CHARS]}…"
