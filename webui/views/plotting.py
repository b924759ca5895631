"""How do counted periods become bars, names below them, and a table of the same figures?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from search import DayRange, FacetName, Period, Timeline, chosen_days
from webui import words
from webui.charts import Chart, across, span, step
from webui.contexts import Link
from webui.contexts.timeline import BarView, DragView, RowView, TickView
from webui.pagequery import PageQuery
from webui.urls import address, within

_TICKS: Final = 8  # names of years below a chart on a phone
_SPARE_TICKS: Final = 16  # and where there is room


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is drawn: the page's query, its periods, and those of the text compared with."""

    query: PageQuery
    own: Timeline
    other: Timeline | None
    free: PageQuery
    """The query at any time."""
    near: tuple[tuple[str, int] | None, tuple[str, int] | None]

    def amount(self, period: Period) -> str:
        """A period's number or share, in words."""
        return words.timeline.amount_text(period.count, period.of, share=self.query.share)

    def value(self, period: Period) -> float:
        """A period's number or share, to be drawn."""
        return period.count / max(1, period.of) if self.query.share else period.count

    def into(self, days: DayRange, text: str | None = None) -> str:
        """The address of the query in some days, or of another text there."""
        query = self.free
        if text is not None:
            query = replace(query, text=text, compare=query.text)
        return address(within(query, days))

    @property
    def others(self) -> tuple[Period, ...]:
        """The periods of the text compared with; none where there is none."""
        return self.other.periods if self.other else ()


def top(counted: Counted) -> str:
    """The largest value of all, which reaches the top of the chart."""
    largest = max((*counted.own.periods, *counted.others), key=counted.value, default=None)
    return counted.amount(largest) if largest and largest.count else ""


def bars(counted: Counted, plot: Chart) -> Iterator[BarView]:
    """Every period; it leads to its stories where it has any."""
    chosen = chosen_days(counted.query.filters)
    for place, period in enumerate(counted.own.periods):
        other = counted.others[place].count if counted.others else None
        name = words.timeline.period_text(period.iso)
        yield BarView(
            told=words.timeline.bar_text(
                name, period.count, period.of, other, share=counted.query.share
            ),
            href=counted.into(period.days) if period.count else "",
            column=plot.columns[place],
            path=plot.bars[place],
            is_chosen=not chosen or any(_meet(days, period.days) for days in chosen),
        )


def _meet(one: DayRange, other: DayRange) -> bool:
    """Whether two ranges have a day in common."""
    pairs = ((one.end, other.start), (other.end, one.start))
    return not any(end and start and end <= start for end, start in pairs)


def band(chosen: list[bool]) -> tuple[int, int] | None:
    """From the first chosen period to the last, unless all of them are chosen, or none."""
    if all(chosen) or not any(chosen):
        return None
    return span(chosen.index(True), len(chosen) - 1 - chosen[::-1].index(True))


def ticks(own: Timeline) -> Iterator[TickView]:
    """The names that have room: every so many years, all months, the first and every fifth day."""
    count = len(own.periods)
    many = step(count, _SPARE_TICKS)
    few = many * step(-(-count // many), _TICKS)  # a multiple: the few are among the many
    for place, period in enumerate(own.periods):
        number = int(period.iso.rpartition("-")[2])
        is_spare = {
            FacetName.YEAR: number % few != 0,
            FacetName.MONTH: number % 2 == 0,
            FacetName.DAY: False,
        }
        is_named = {
            FacetName.YEAR: number % many == 0,
            FacetName.MONTH: True,
            FacetName.DAY: number == 1 or number % 5 == 0,
        }
        if is_named[own.step]:
            yield TickView(
                text=words.timeline.tick_text(period.iso),
                x=across(place, count),
                is_spare=is_spare[own.step],
            )


def heads(counted: Counted) -> Iterator[str]:
    """What stands above the columns of the table."""
    share, query = counted.query.share, counted.query
    yield words.timeline.step_text(counted.own.step)
    for text in (query.text, *([query.compare] if counted.other else [])):
        yield words.common.short(text.strip()) or words.timeline.ALL_STORIES
        if share:
            yield words.timeline.SHARE
    if share:
        yield words.timeline.ALL_STORIES


def rows(counted: Counted, bars: Sequence[BarView]) -> Iterator[RowView]:
    """The table: a period leads where its bar does, a figure compared with to its own stories."""
    for place, period in enumerate(counted.own.periods):
        name = words.timeline.period_text(period.iso)
        cells = list(_cells(counted, period, ""))
        if counted.others:
            other = counted.others[place]
            way = counted.into(other.days, counted.query.compare) if other.count else ""
            cells += _cells(counted, other, way)
        if counted.query.share:
            cells.append(Link(text=words.figures.angka(period.of), href=""))
        yield RowView(period=Link(text=name, href=bars[place].href), cells=tuple(cells))


def _cells(counted: Counted, period: Period, href: str) -> Iterator[Link]:
    yield Link(text=words.figures.angka(period.count), href=href)
    if counted.query.share:
        yield Link(text=counted.amount(period), href="")


def drag(counted: Counted) -> DragView | None:
    """What a script needs to select a span of the periods."""
    periods = counted.own.periods
    if not periods:
        return None
    whole = DayRange(periods[0].days.start, periods[-1].days.end)
    return DragView(
        first=periods[0].iso,
        counts=",".join(str(period.count) for period in periods),
        way=counted.into(whole),
    )
