"""The timeline of a search: which periods are counted, and where does each lead?"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from search import (
    Archive,
    BadQuery,
    DayRange,
    FacetName,
    Query,
    Results,
    Timeline,
    at_any_time,
    chosen_days,
    count_periods,
    neighbouring_periods,
    opened_by,
    range_of,
)
from webui import words
from webui.charts import Chart, chart
from webui.contexts import Link
from webui.contexts.timeline import OtherView, SeriesView, TimelineView
from webui.pagequery import PageQuery, drawn
from webui.rendering import of_today
from webui.urls import address, of_month_only, of_year_only, to_pairs, undated

from . import plotting
from .plotting import Counted

_WORTH_DRAWING: Final = 2  # periods with stories: one bar alone tells nothing


def timeline_view(archive: Archive, query: Query, results: Results) -> TimelineView | None:
    """The timeline beside a page of results; None where it would tell nothing.

    Raises:
        DamagedIndex, DamagedStore: files cannot be read.
    """
    if results.partial == "time":  # then none is left, and the counts would be cut as well
        return None
    if query.filters.choice(FacetName.YEAR).include == (None,):  # the undated have no place on it
        return None
    asked, opened = drawn(query), opened_by(query.filters)
    own = count_periods(archive, of_today(query), opened, found=results)
    while len(opened) < len("2023-02") and not asked.compare and (only := _only_period(own)):
        opened = only  # of one bar alone is shown what it is made of
        own = count_periods(archive, of_today(query), opened)
    is_telling = sum(period.count > 0 for period in own.periods) >= _WORTH_DRAWING
    if not (is_telling or asked.compare or chosen_days(query.filters)):
        return None
    other = _compared(archive, asked, opened)
    near = neighbouring_periods(archive, of_today(query), opened) if opened else (None, None)
    free = drawn(at_any_time(query))
    counted = Counted(query=asked, free=free, own=own, other=other, near=near)
    return _view(counted, has_copies=results.total < results.total_stories)


def _only_period(own: Timeline) -> str:
    """The one period that all dated stories lie in; empty where there are more, or none."""
    counted = [period.iso for period in own.periods if period.count]
    return counted[0] if len(counted) == 1 else ""


def _compared(archive: Archive, asked: PageQuery, opened: str) -> Timeline | None:
    """The periods of the text compared with; None where there is none, or it cannot be read."""
    if not asked.compare:
        return None
    try:
        return count_periods(archive, of_today(replace(asked, text=asked.compare)), opened)
    except BadQuery:
        return None  # the page says so in place of its line


def _view(counted: Counted, *, has_copies: bool) -> TimelineView:
    own, other, query = counted.own, counted.other, counted.query
    plot = chart(
        [counted.value(period) for period in own.periods],
        [counted.value(period) for period in counted.others],
    )
    bars = tuple(plotting.bars(counted, plot))
    before, after = (_near(counted, near) for near in counted.near)
    return TimelineView(
        heading=words.timeline.heading_text(own.step, own.within, share=query.share),
        top=plotting.top(counted),
        width=plot.width,
        thick=plot.thick,
        bars=bars,
        band=plotting.band([bar.is_chosen for bar in bars]),
        ticks=tuple(plotting.ticks(own)),
        own=_series(query.text, own),
        other=_other(counted, other, plot) if other else None,
        unreadable=words.timeline.UNREADABLE if query.compare and not other else "",
        up=tuple(_up(counted)),
        here=words.timeline.period_text(own.within) if own.within else "",
        before=before,
        after=after,
        notes=tuple(_notes(counted, has_copies=has_copies)),
        vague=_vague(query, own) if own.vague else None,
        modes=tuple(_modes(query)),
        mode=words.timeline.SHARES if query.share else words.timeline.NUMBERS,
        heads=tuple(plotting.heads(counted)),
        rows=tuple(plotting.rows(counted, bars)),
        compare=query.compare,
        compare_keeps=tuple(to_pairs(replace(query, compare=""))),
        drag=plotting.drag(counted),
    )


def _series(text: str, own: Timeline) -> SeriesView:
    name = words.common.short(text.strip()) or words.timeline.ALL_STORIES
    return SeriesView(text=name, total=words.figures.count_text(own.total))


def _other(counted: Counted, other: Timeline, plot: Chart) -> OtherView:
    query = counted.query
    return OtherView(
        series=_series(query.compare, other),
        line=plot.line,
        points=plot.points,
        swap=address(replace(query, text=query.compare, compare=query.text)),
        remove=address(replace(query, compare="")),
    )


def _up(counted: Counted) -> Iterator[Link]:
    """From all time down to the year around a month."""
    opened = counted.own.within
    if chosen_days(counted.query.filters):
        yield Link(text=words.timeline.EVERYTHING, href=address(counted.free))
    if len(opened) > len("2023"):
        yield Link(text=opened[:4], href=counted.into(_days(opened[:4])))


def _near(counted: Counted, near: tuple[str, int] | None) -> Link | None:
    if near is None:
        return None
    return Link(text=words.timeline.near_text(*near), href=counted.into(_days(near[0])))


def _days(iso: str) -> DayRange:
    return range_of(iso) or DayRange()  # never: what the archive counted by can be read


def _notes(counted: Counted, *, has_copies: bool) -> Iterator[str]:
    own = counted.own
    largest = max(own.periods, key=counted.value, default=None)
    values = [counted.value(period) for period in own.periods]
    if largest is not None and largest.count > 1 and values.count(max(values)) == 1:
        name = words.timeline.period_text(largest.iso)
        yield words.timeline.most_text(name, counted.amount(largest), share=counted.query.share)
    if has_copies:
        yield words.timeline.WITH_COPIES


def _vague(query: Query, own: Timeline) -> Link:
    """The stories that stand under none of the periods."""
    match own.step:
        case FacetName.MONTH:
            way = of_year_only(query, (own.within,))
        case FacetName.DAY:
            way = of_month_only(query, own.within)
        case _:
            way = undated(query)
    return Link(text=words.timeline.vague_text(own.step, own.vague), href=address(way))


def _modes(query: PageQuery) -> Iterator[Link]:
    """Numbers and shares; none for the whole archive, of which every share is the whole."""
    if query.share or query.text.strip() or at_any_time(query).filters.choices:
        for text, share in ((words.timeline.NUMBERS, False), (words.timeline.SHARES, True)):
            yield Link(text=text, href=address(replace(query, share=share)))
