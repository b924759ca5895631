"""What do the pages show that need no query?"""

from dataclasses import dataclass, field

from search import Query

from .parts import FacetLink, HitView, said


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The front page, /."""

    template = "front.html"
    count: str = field(metadata=said("How many stories the archive has, in words."))
    period: str = field(metadata=said("From when to when, in words; empty where unknown."))
    newest: tuple[HitView, ...] = field(metadata=said("The newest stories."))
    all_href: str = field(metadata=said("Address of all stories, newest first."))
    topics: tuple[FacetLink, ...] = field(metadata=said("The largest topics."))
    years: tuple[FacetLink, ...] = field(metadata=said("The years, newest first."))
    query: Query = field(metadata=said("An empty query, for the search box."))
