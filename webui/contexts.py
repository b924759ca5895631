"""What does each page show? One dataclass a page; templates get these fields and no others."""

from dataclasses import dataclass, field

from search import FacetValue, Hit, Query, Results, Snippet, Story


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
    """Empty where excluding the value would leave nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetBox:
    """One facet with its values."""

    title: str
    values: tuple[FacetLink, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SortLink:
    """One order of the hits."""

    text: str
    href: str
    in_use: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where one is among the pages, and the ways to the others."""

    text: str
    """Which page this is, and of how many."""
    previous: str
    """Empty on the first page."""
    next: str
    """Empty on the last page."""
    last: str
    """Address of the last page."""
    numbers: tuple[Link | None, ...]
    """The first, the near and the last pages; None is a gap."""
    here: str
    """The number of this page as `numbers` writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A near copy of a hit: its address, where it comes from and when, in words."""

    title: str
    href: str
    source: str
    date: str
    iso: str
    """Empty where the date is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A hit with its address, its date and byline in words, and its near copies."""

    hit: Hit
    href: str
    date: str
    byline: str
    copies: tuple[CopyView, ...]
    copies_text: str
    """How many copies there are, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """A related story with its address, its date and its reason in words."""

    title: str
    href: str
    date: str
    iso: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The front page, /."""

    template = "front.html"
    count: str = field(metadata=_help("How many stories the archive has, in words."))
    period: str = field(metadata=_help("From when to when, in words; empty where unknown."))
    newest: tuple[HitView, ...] = field(metadata=_help("The newest stories."))
    all_href: str = field(metadata=_help("Address of all stories, newest first."))
    topics: tuple[FacetLink, ...] = field(metadata=_help("The largest topics."))
    years: tuple[FacetLink, ...] = field(metadata=_help("The years, newest first."))
    query: Query = field(metadata=_help("An empty query, for the search box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """How a query was read where that is not as typed."""

    corrected: tuple[tuple[str, str], ...]
    """Words that no story has, and what was looked for instead."""
    uncorrected: str
    """Address of the search as typed; empty where nothing was corrected."""
    also: tuple[str, ...]
    """Other spellings, acronyms and long forms that were looked for."""
    as_typed: str
    """Address of the search without these; empty where there are none."""
    days: tuple[Link, ...]
    """Ways to restrict to the days that the query names."""
    suggested: Link | None
    """The search that may have been meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of results, e.g. /cari?q=banjir&topik=sosial."""

    template = "search.html"
    query: Query = field(metadata=_help("What was asked."))
    results: Results = field(metadata=_help("What was found."))
    asked: str = field(metadata=_help("The query's text, shortened for a heading; may be empty."))
    count: str = field(metadata=_help("How many stories were found, in words."))
    hits: tuple[HitView, ...] = field(metadata=_help("The hits of this page."))
    reading: ReadingView | None = field(
        metadata=_help("How the query was read; None where as typed.")
    )
    folded: str = field(metadata=_help("How many copies were folded, in words; empty for none."))
    copies_way: Link | None = field(
        metadata=_help("Shows every copy as a hit, or folds them again; None for no copies.")
    )
    relaxed: str = field(metadata=_help("What was relaxed, in words; empty where nothing was."))
    can_narrow: bool = field(metadata=_help("Whether the text is short enough to narrow by links."))
    pieces: tuple[Link, ...] = field(metadata=_help("What was understood; each link removes it."))
    chosen: tuple[Link, ...] = field(metadata=_help("Chosen filters; each link removes it."))
    facets: tuple[FacetBox, ...] = field(metadata=_help("Ways to narrow."))
    sorts: tuple[SortLink, ...] = field(metadata=_help("The orders."))
    box_keeps: tuple[tuple[str, str], ...] = field(
        metadata=_help("Parameters that a new text in the search box keeps.")
    )
    days_keep: tuple[tuple[str, str], ...] = field(
        metadata=_help("Parameters that the form of days keeps.")
    )
    first_day: str = field(metadata=_help("ISO day the range begins, or empty."))
    last_day: str = field(metadata=_help("ISO day the range ends, or empty."))
    paging: Paging = field(metadata=_help("Where one is, and the ways to the other pages."))
    loosen: tuple[Link, ...] = field(
        metadata=_help("Where nothing was found: what finds something, with how much.")
    )
    keep: tuple[Link, ...] = field(metadata=_help("The same search as a table, feed and data."))
    feed: str = field(metadata=_help("Address of the search's feed."))
    canonical: str = field(metadata=_help("The one address of this page."))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One story, e.g. /berita/khr-1001."""

    template = "story.html"
    story: Story = field(metadata=_help("The story."))
    title: Snippet = field(metadata=_help("Its headline, the query's words marked."))
    date: str = field(metadata=_help("When it was published, in words or as printed."))
    modified: str = field(metadata=_help("When it was changed, in words; empty where unknown."))
    authors: tuple[Link, ...] = field(metadata=_help("Its authors, each a link to a search."))
    topics: tuple[Link, ...] = field(metadata=_help("Its topics, each a link to a search."))
    places: tuple[Link, ...] = field(metadata=_help("Its places, each a link to a search."))
    day: str = field(metadata=_help("Address of everything of its day; empty where unknown."))
    source_url: str = field(metadata=_help("Its own address where it is http(s), else empty."))
    permanent: str = field(metadata=_help("Its address here."))
    canonical: str = field(metadata=_help("Its own address, else the one here."))
    related: tuple[RelatedView, ...] = field(metadata=_help("Stories near it, and why."))
    paragraphs: tuple[Snippet, ...] = field(metadata=_help("Its text, the query's words marked."))
    query: Query = field(metadata=_help("The query it was found by, for the search box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """A page that says what went wrong and where to go on."""

    template = "error.html"
    heading: str = field(metadata=_help("What is wrong, in a few words."))
    sentence: str = field(metadata=_help("What that means, and what helps."))
    ways: tuple[Link, ...] = field(metadata=_help("Where to go on."))
    query: Query = field(metadata=_help("What was asked, for the search box."))
