"""What does the page of a story show?"""

from dataclasses import dataclass, field

from search import Query, Snippet, Story

from .parts import Link, said


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """A related story with its address, its date and its reason in words."""

    title: str
    href: str
    date: str
    iso: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One story, e.g. /berita/khr-1001."""

    template = "story.html"
    story: Story = field(metadata=said("The story."))
    title: Snippet = field(metadata=said("Its headline, the query's words marked."))
    date: str = field(metadata=said("When it was published, in words or as printed."))
    modified: str = field(metadata=said("When it was changed, in words; empty where unknown."))
    authors: tuple[Link, ...] = field(metadata=said("Its authors, each a link to a search."))
    topics: tuple[Link, ...] = field(metadata=said("Its topics, each a link to a search."))
    places: tuple[Link, ...] = field(metadata=said("Its places, each a link to a search."))
    day: str = field(metadata=said("Address of everything of its day; empty where unknown."))
    source_url: str = field(metadata=said("Its own address where it is http(s), else empty."))
    permanent: str = field(metadata=said("Its address here."))
    canonical: str = field(metadata=said("Its own address, else the one here."))
    related: tuple[RelatedView, ...] = field(metadata=said("Stories near it, and why."))
    paragraphs: tuple[Snippet, ...] = field(metadata=said("Its text, the query's words marked."))
    query: Query = field(metadata=said("The query it was found by, for the search box."))
