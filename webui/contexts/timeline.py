"""What does the timeline of a search show?"""

from dataclasses import dataclass

from .parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class BarView:
    """One period of the chart; where it has stories it is a link to them."""

    told: str
    """What it stands for, in words."""
    href: str
    """Empty where there is nothing."""
    column: str
    path: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TickView:
    """A period's name below the chart."""

    text: str
    x: str
    is_spare: bool
    """Left out where there is little room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One period in figures; the link is to its stories, empty where there are none."""

    period: Link
    cells: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesView:
    """One of the searches that are drawn."""

    text: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherView:
    """The search that is compared with, and the ways to take its place or to be rid of it."""

    series: SeriesView
    line: str
    points: str
    swap: str
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DragView:
    """What a script needs to select a span by dragging."""

    first: str
    """ISO 8601 of the first period: its length tells a year from a month and a day."""
    counts: str
    """Stories of each period, between commas."""
    way: str
    """Address of the whole span; `dari` and `sampai` are to be replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """When the stories of a search were published; and perhaps those of a second search."""

    heading: str
    top: str
    """The largest value, which reaches the chart's top."""
    width: int
    thick: int
    bars: tuple[BarView, ...]
    band: tuple[int, int] | None
    """Where the chosen span begins in the chart, and its width; None where all of it is chosen."""
    ticks: tuple[TickView, ...]
    own: SeriesView
    other: OtherView | None
    unreadable: str
    """Why the search to compare with is not drawn; empty where it is, or where there is none."""
    up: tuple[Link, ...]
    """From all time down to the period around this one."""
    here: str
    """The period whose parts are shown; empty for all time."""
    before: Link | None
    after: Link | None
    """The nearest periods that have stories."""
    notes: tuple[str, ...]
    vague: Link | None
    """Stories that stand under no bar."""
    modes: tuple[Link, ...]
    """Numbers and shares; empty where every share would be the whole."""
    mode: str
    """The text of the one in use."""
    heads: tuple[str, ...]
    rows: tuple[RowView, ...]
    compare: str
    compare_keeps: tuple[tuple[str, str], ...]
    drag: DragView | None
    """None where the archive has no dates."""
