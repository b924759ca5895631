"""What does the search page show?"""

from dataclasses import dataclass, field

from search import Query, Results

from .parts import FacetLink, HitView, Link, said
from .timeline import TimelineView


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetBox:
    """One facet with its values."""

    title: str
    values: tuple[FacetLink, ...]
    is_open: bool
    more: Link | None
    """The page of all its values; None where all are here."""


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
class PickPage:
    """All values of one facet of a search, e.g. /cari/penulis?q=banjir&isi=rin."""

    template = "pick.html"
    query: Query = field(metadata=said("What was asked."))
    title: str = field(metadata=said("What is chosen from, in words."))
    asked: str = field(metadata=said("The query's text, shortened for a heading; may be empty."))
    part: str = field(metadata=said("What the values shown contain; empty for all."))
    action: str = field(metadata=said("Address of this page without parameters."))
    keeps: tuple[tuple[str, str], ...] = field(
        metadata=said("Parameters that the form of values keeps.")
    )
    back: Link = field(metadata=said("The way back to the hits."))
    values: tuple[FacetLink, ...] = field(metadata=said("The values, largest first."))
    count: str = field(metadata=said("How many values there are, in words."))
    box_keeps: tuple[tuple[str, str], ...] = field(
        metadata=said("Parameters that a new text in the search box keeps.")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of results, e.g. /cari?q=banjir&topik=sosial."""

    template = "search.html"
    query: Query = field(metadata=said("What was asked."))
    results: Results = field(metadata=said("What was found."))
    asked: str = field(metadata=said("The query's text, shortened for a heading; may be empty."))
    subject: str = field(
        metadata=said("What is shown where no text is asked, in words; empty where it is all.")
    )
    count: str = field(metadata=said("How many stories were found, in words."))
    hits: tuple[HitView, ...] = field(metadata=said("The hits of this page."))
    reading: ReadingView | None = field(
        metadata=said("How the query was read; None where as typed.")
    )
    folded: str = field(metadata=said("How many copies were folded, in words; empty for none."))
    copies_way: Link | None = field(
        metadata=said("Shows every copy as a hit, or folds them again; None for no copies.")
    )
    left_out: tuple[Link, ...] = field(
        metadata=said("What a filter of days leaves out for want of a date, each a way to see it.")
    )
    relaxed: str = field(metadata=said("What was relaxed, in words; empty where nothing was."))
    can_narrow: bool = field(metadata=said("Whether the text is short enough to narrow by links."))
    pieces: tuple[Link, ...] = field(metadata=said("What was understood; each link removes it."))
    chosen: tuple[Link, ...] = field(metadata=said("Chosen filters; each link removes it."))
    facets: tuple[FacetBox, ...] = field(metadata=said("Ways to narrow."))
    timeline: TimelineView | None = field(
        metadata=said("When the stories found were published; None where it would tell nothing.")
    )
    ways: tuple[Link, ...] = field(
        metadata=said("On the page of a day the ways to its month and the days beside it.")
    )
    sorts: tuple[SortLink, ...] = field(metadata=said("The orders."))
    box_keeps: tuple[tuple[str, str], ...] = field(
        metadata=said("Parameters that a new text in the search box keeps.")
    )
    days_keep: tuple[tuple[str, str], ...] = field(
        metadata=said("Parameters that the form of days keeps.")
    )
    first_day: str = field(metadata=said("ISO day the range begins, or empty."))
    last_day: str = field(metadata=said("ISO day the range ends, or empty."))
    paging: Paging = field(metadata=said("Where one is, and the ways to the other pages."))
    loosen: tuple[Link, ...] = field(
        metadata=said("Where nothing was found: what finds something, with how much.")
    )
    keep: tuple[Link, ...] = field(metadata=said("The same search as a table, feed and data."))
    feed: str = field(metadata=said("Address of the search's feed."))
    canonical: str = field(metadata=said("The one address of this page."))
