"""What does the page of a story show?"""

from dataclasses import dataclass, field

from search import Query, Snippet, Story, Stretch

from .parts import Link, StoryLink, said


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """A related story, and its reason in words."""

    other: StoryLink
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningView:
    """A story of a running one, and what ties it to the one that was asked for."""

    other: StoryLink
    reason: str
    is_here: bool
    """Whether it is the one that was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningPage:
    """The stories of one matter in order, e.g. /berita/khr-1001/rangkaian."""

    template = "running.html"
    story: StoryLink = field(metadata=said("The story that was asked for."))
    count: str = field(metadata=said("How many stories there are, in words."))
    parts: tuple[RunningView, ...] = field(metadata=said("The stories, the oldest first."))
    canonical: str = field(metadata=said("The one address of this page."))
    query: Query = field(default_factory=Query, metadata=said("An empty query, for the box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedView:
    """Stories that a story is linked to in one way, and which way in words."""

    text: str
    others: tuple[StoryLink, ...]
    where: str
    """"notice" where a reader must know before reading, else "before" or "after" the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyDifference:
    """A near copy, and what differs: parts of the headline and of the text."""

    other: StoryLink
    title: tuple[Stretch, ...]
    """Empty where both have the same headline."""
    body: tuple[Stretch, ...]
    """Long passages that both have are cut; empty where nothing differs, or too much."""
    told: str
    """What there is to say in place of `body`; empty where it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteView:
    """How a story is cited: in a newsroom's line, and for programs."""

    line: str
    bibtex: str
    csl: str
    bibtex_href: str
    csl_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPiece:
    """A piece of a paragraph; `stop` numbers the marks that one can jump to, from 1, else 0."""

    text: str
    is_match: bool
    stop: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedParagraph:
    """A paragraph in pieces, and where among the marks it stands."""

    pieces: tuple[MarkedPiece, ...]
    place: str
    """Which of the marks it has, in words; empty where it has none."""
    next_stop: int
    """The first mark of the next paragraph with one; 0 after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayView:
    """How one came here: the way back to the hits, and to the hits before and after."""

    back: Link
    place: str
    """Which of the hits this story is, in words; empty where that is not known."""
    previous: str
    """Empty before the first hit."""
    next: str
    """Empty after the last one."""


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
    description: str = field(metadata=said("How it begins, for those who show a link to it."))
    way: WayView | None = field(metadata=said("The way back to the hits; None where not from any."))
    paragraphs: tuple[MarkedParagraph, ...] = field(
        metadata=said("Its text, the query's words marked.")
    )
    stops: int = field(metadata=said("Marks in the text that one can jump to."))
    marks: str = field(metadata=said("How many they are and what for, in words; may be empty."))
    linked: tuple[LinkedView, ...] = field(
        metadata=said("What it corrects or continues, and what corrects or continues it.")
    )
    related: tuple[RelatedView, ...] = field(metadata=said("Stories near it, and why."))
    copies: tuple[CopyDifference, ...] = field(metadata=said("Near copies, and what differs."))
    running: str = field(metadata=said("Address of the running story that it is of."))
    cite: CiteView = field(metadata=said("How it is cited."))
    query: Query = field(metadata=said("The query it was found by, for the search box."))
