"""What does a page draw beside the hits of its query?

A query that carries it is still a query: whoever changes it (`dataclasses.replace`) keeps it, and
so does every way on from the page. One that carries nothing is a plain Query.
"""

from dataclasses import dataclass, fields
from typing import Any, Final

from search import Query

SHARE: Final = "bagian"
"""What `garis` draws in place of numbers: the share of all stories."""

_COMPARED_CHARS: Final = 200  # it stands in every link of a page


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuery(Query):
    """A query with what its timeline shows."""

    compare: str = ""
    """A second text, searched for under the same filters; "" for none."""
    share: bool = False
    """Whether the timeline shows shares of all stories, not numbers."""


def drawing(query: Query, *, compare: str, share: bool) -> Query:
    """The query with what is drawn beside it; too long a text to compare with is cut."""
    text = compare[:_COMPARED_CHARS].strip()
    if not (text or share):
        return alone(query)
    return PageQuery(**_values(query), compare=text, share=share)


def drawn(query: Query) -> PageQuery:
    """The query with what is drawn beside it, be it nothing."""
    return query if isinstance(query, PageQuery) else PageQuery(**_values(query))


def alone(query: Query) -> Query:
    """The query for what draws nothing: a table, a feed."""
    return Query(**_values(query))


def _values(query: Query) -> dict[str, Any]:
    return {own.name: getattr(query, own.name) for own in fields(Query)}
