"""What do the pages show that need no query?"""

from dataclasses import dataclass, field

from search import Query

from .parts import FacetLink, HitView, Link, said


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """One way to browse: where it leads, and what is there."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A story in a short list, with its date in words."""

    title: str
    href: str
    date: str
    iso: str
    """Empty where the date is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anniversary:
    """A story printed on this day of an earlier year, and the way to the others of that day."""

    year: str
    title: str
    href: str
    others: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBar:
    """A year with its stories; `share` is of the largest year's, 1 to 100; 0: no year."""

    year: FacetLink
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The front page, /."""

    template = "front.html"
    count: str = field(metadata=said("How many stories the archive has, in words."))
    period: str = field(metadata=said("From when to when, in words; empty where unknown."))
    fresh: str = field(metadata=said("When the index was made and what it lacks, in words."))
    ways_in: tuple[WayIn, ...] = field(metadata=said("By day, topic, author and place."))
    newest: tuple[HitView, ...] = field(metadata=said("The newest stories."))
    all_href: str = field(metadata=said("Address of all stories, newest first."))
    arrivals: tuple[Headline, ...] = field(
        metadata=said("Stories that came in last; empty where the newest are just these.")
    )
    today: str = field(metadata=said("The day and month that earlier years are looked at for."))
    anniversaries: tuple[Anniversary, ...] = field(
        metadata=said("Stories of this day in earlier years.")
    )
    topics: tuple[FacetLink, ...] = field(metadata=said("The largest topics."))
    years: tuple[YearBar, ...] = field(metadata=said("The years, newest first."))
    query: Query = field(metadata=said("An empty query, for the search box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A day or month of a calendar: its name, its stories, and how dark it is, 0 (none) to 5."""

    name: str
    count: str
    href: str
    """Empty where there is nothing."""
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearView:
    """One year with its twelve months."""

    name: str
    count: str
    href: str
    months: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """One month as weeks of seven days from Monday; None is a day of another month."""

    id: str
    """Its ISO name, "2023-02"."""
    name: str
    count: str
    href: str
    weeks: tuple[tuple[Span | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """All years, /hari."""

    template = "calendar.html"
    count: str = field(metadata=said("How many stories have a date, and from when to when."))
    years: tuple[YearView, ...] = field(metadata=said("The years with stories, newest first."))
    beside: tuple[Link, ...] = field(metadata=said("Stories that stand in no month."))
    canonical: str = field(metadata=said("The one address of this page."))
    query: Query = field(metadata=said("An empty query, for the search box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """One year as twelve small months, /hari/2023."""

    template = "year.html"
    heading: str = field(metadata=said("The year."))
    count: str = field(metadata=said("How many stories it has, in words."))
    all_href: str = field(metadata=said("Address of all its stories; empty where there are none."))
    previous: Link | None = field(metadata=said("The year before that has stories."))
    next: Link | None = field(metadata=said("The year after that has stories."))
    months: tuple[MonthView, ...] = field(metadata=said("Its months."))
    beside: tuple[Link, ...] = field(metadata=said("Its stories that stand on no day."))
    topics: tuple[FacetLink, ...] = field(metadata=said("Its largest topics."))
    places: tuple[FacetLink, ...] = field(metadata=said("Its largest places."))
    canonical: str = field(metadata=said("The one address of this page."))
    query: Query = field(metadata=said("An empty query, for the search box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """One month as a calendar, /hari/2023/02."""

    template = "month.html"
    year: Link = field(metadata=said("The year it is of."))
    month: MonthView = field(metadata=said("Its days."))
    all_href: str = field(metadata=said("Address of all its stories; empty where there are none."))
    previous: Link | None = field(metadata=said("The month before that has stories."))
    next: Link | None = field(metadata=said("The month after that has stories."))
    beside: tuple[Link, ...] = field(metadata=said("Its stories that stand on no day."))
    topics: tuple[FacetLink, ...] = field(metadata=said("Its largest topics."))
    places: tuple[FacetLink, ...] = field(metadata=said("Its largest places."))
    canonical: str = field(metadata=said("The one address of this page."))
    query: Query = field(metadata=said("An empty query, for the search box."))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedValue:
    """A topic, author or place: its stories, and the years it was written about or wrote in."""

    text: str
    href: str
    count: str
    years: str
    """Empty where no story of it has a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initial:
    """The values under one initial letter; `letter` is empty in an order that has none."""

    id: str
    letter: str
    values: tuple[NamedValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLink:
    """One order of a list."""

    text: str
    href: str
    in_use: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesPage:
    """All topics, authors or places, e.g. /penulis?cari=rin&urut=abjad."""

    template = "values.html"
    heading: str = field(metadata=said("What is listed."))
    kind: str = field(metadata=said("Its name in addresses: topik, penulis or tempat."))
    count: str = field(metadata=said("How many there are, or were found, in words."))
    unknown: Link | None = field(metadata=said("The stories that have none; not beside a choice."))
    action: str = field(metadata=said("Where the form leads."))
    label: str = field(metadata=said("What the form asks for."))
    wanted: str = field(metadata=said("What the names shown contain; empty for all."))
    keeps: tuple[tuple[str, str], ...] = field(metadata=said("Parameters that the form keeps."))
    orders: tuple[OrderLink, ...] = field(metadata=said("The orders."))
    letters: tuple[Link, ...] = field(metadata=said("The initials, each a way to its values."))
    groups: tuple[Initial, ...] = field(metadata=said("The values of this page."))
    page: str = field(metadata=said("Which page this is, in words; empty for the only one."))
    previous: str = field(metadata=said("Address of the page before, or empty."))
    next: str = field(metadata=said("Address of the page after, or empty."))
    ways: tuple[Link, ...] = field(metadata=said("Where to go on where nothing was found."))
    canonical: str = field(metadata=said("The one address of this list."))
    query: Query = field(metadata=said("An empty query, for the search box."))
