"""What does each page show? One dataclass a page; templates get these fields and no others."""

from dataclasses import dataclass, field

from search import FacetValue, Hit, Query, Related, Results, Snippet, Story


def _help(text: str) -> dict[str, str]:
    return {"help": text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetLink:
    """One value of a facet, with where choosing and excluding it lead."""

    text: str
    count: str
    value: FacetValue
    toggle: str
    exclude: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetBox:
    """One facet with its values."""

    title: str
    values: tuple[FacetLink, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A hit with its address."""

    hit: Hit
    href: str
    date: str
    byline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The front page, /."""

    template = "front.html"
    total: str = field(metadata=_help("How many stories the archive has, as text."))
    period: str = field(metadata=_help("From when to when, as text; empty where unknown."))
    newest: tuple[HitView, ...] = field(metadata=_help("The newest stories."))
    topics: tuple[Link, ...] = field(metadata=_help("The largest topics, with counts."))
    query: Query = field(metadata=_help("An empty query, for the search box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of results, e.g. /cari?q=banjir&topik=sosial."""

    template = "search.html"
    query: Query = field(metadata=_help("What was asked."))
    results: Results = field(metadata=_help("What was found."))
    hits: tuple[HitView, ...] = field(metadata=_help("The hits of this page."))
    total: str = field(metadata=_help("How many stories were found, as text."))
    all_words: str = field(metadata=_help("How many hold every word, as text."))
    pieces: tuple[Link, ...] = field(metadata=_help("What was understood; each link removes it."))
    chosen: tuple[Link, ...] = field(metadata=_help("Chosen filters; each link removes it."))
    facets: tuple[FacetBox, ...] = field(metadata=_help("Ways to narrow."))
    sorts: tuple[tuple[Link, bool], ...] = field(metadata=_help("Orders, and whether in use."))
    hidden: tuple[tuple[str, str], ...] = field(metadata=_help("Parameters the date form keeps."))
    first_day: str = field(metadata=_help("ISO day the range begins, or empty."))
    last_day: str = field(metadata=_help("ISO day the range ends, or empty."))
    previous: str = field(metadata=_help("Address of the page before, or empty."))
    next: str = field(metadata=_help("Address of the page after, or empty."))
    page: str = field(metadata=_help("Which page this is, and of how many."))
    loosen: tuple[Link, ...] = field(metadata=_help("What to try where nothing was found."))


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """A related story with its address and its reason in words."""

    related: Related
    href: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One story, e.g. /berita/khr-1001."""

    template = "story.html"
    story: Story = field(metadata=_help("The story."))
    title: Snippet = field(metadata=_help("Its headline, the query's words marked."))
    date: str = field(metadata=_help("When it was published, in words."))
    authors: tuple[Link, ...] = field(metadata=_help("Its authors, each a link to a search."))
    topics: tuple[Link, ...] = field(metadata=_help("Its topics, each a link to a search."))
    places: tuple[Link, ...] = field(metadata=_help("Its places, each a link to a search."))
    source_url: str = field(metadata=_help("Its own address where it is http(s), else empty."))
    related: tuple[RelatedView, ...] = field(metadata=_help("Stories near it, and why."))
    paragraphs: tuple[Snippet, ...] = field(metadata=_help("Its text, the query's words marked."))
    query: Query = field(metadata=_help("The query it was found by, for the search box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """A page that says what went wrong and where to go on."""

    template = "error.html"
    heading: str = field(metadata=_help("What is wrong, in a few words."))
    sentence: str = field(metadata=_help("What that means, and what helps."))
    query: Query = field(metadata=_help("What was asked, for the search box."))
