"""When were the stories of a query published? Counts by year, month or day, without gaps.

Above the face: every count is an ordinary search, so that a period's count is what a search of that
period finds, and the web, the API and the command count alike. Stories are counted, not hits: near
copies too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from .archive import Archive
from .dates import DayRange, month_range, range_of
from .errors import BadQuery
from .results import Results
from .values import FacetName, Filters, Query

_Counts = Mapping[str | None, int]

STEPS: Final = (FacetName.YEAR, FacetName.MONTH, FacetName.DAY)
"""The periods that stories are counted by, each a part of the one before."""

_ALL_VALUES: Final = 10_000  # more than an archive has months
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A year, month or day with its stories."""

    iso: str
    """"2023", "2023-02" or "2023-02-27", as the facet of its step names it."""
    days: DayRange
    count: int
    """Stories of the query whose whole possible interval lies in the period."""
    of: int
    """All stories of the archive of which that is true: the denominator of a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The parts of a period in order, none left out; years from the archive's first to its last.

    `total` is the sum of the periods' counts and `vague`.
    """

    within: str
    """The period whose parts they are, in ISO 8601; "" for all time."""
    step: FacetName
    periods: tuple[Period, ...]
    vague: int
    """Stories in it of which is not known in which of its parts; in all time the undated ones."""
    total: int


def at_any_time(query: Query) -> Query:
    """The query without what restricts it to some time: days, years, months."""
    filters = replace(query.filters, days=DayRange())
    for step in STEPS:
        filters = filters.without(step)
    return replace(query, filters=filters)


def chosen_days(filters: Filters) -> tuple[DayRange, ...]:
    """The days that filters restrict to: a range, or else the finest values of time chosen.

    Empty where any time will do, or only the unknown one.
    """
    if not filters.days.is_open:
        return (filters.days,)
    for step in reversed(STEPS):
        values = filters.choice(step).include
        found = tuple(days for v in values if v and (days := range_of(v)) and ".." not in v)
        if found:
            return found
    return ()


def opened_by(filters: Filters) -> str:
    """The period whose parts are worth seeing: the smallest month or year around the chosen days.

    "" (all time) where they reach over several years, or are open to one side.
    """
    chosen = chosen_days(filters)
    starts = [days.start for days in chosen if days.start]
    lasts = [days.last for days in chosen if days.last]
    if not chosen or len(starts) < len(chosen) or len(lasts) < len(chosen):
        return ""
    first, last = min(starts).isoformat(), max(lasts).isoformat()
    return next((first[:size] for size in (7, 4) if first[:size] == last[:size]), "")


def count_periods(
    archive: Archive, query: Query, within: str = "", *, found: Results | None = None
) -> Timeline:
    """Count the stories of a query by the parts of a period.

    Args:
        archive: what is searched.
        query: what is asked; what restricts it to some time is lifted (`at_any_time`).
        within: "" for the years of all time, "2023" for its months, "2023-02" for its days.
        found: what the query found, if all its years were counted: they need no second search.

    Raises:
        BadQuery: the text cannot be understood, or `within` is neither a year nor a month.
        DamagedIndex, DamagedStore: files cannot be read.
    """
    days, step = DayRange(), FacetName.YEAR
    if within:
        days, step = _opened(within)
    if found is not None and not within and at_any_time(query) == query:
        own, total = _named(found, step), found.total_stories
    else:
        own, total = _counts(archive, _in(query, days), step)
    every = _counts(archive, _in(Query(), days), step)[0] if within else archive.years
    names = _parts(days, step) if within else _years(every)
    periods = tuple(_period(iso, own, every) for iso in names)
    return Timeline(within=within, step=step, periods=periods, vague=own.get(None, 0), total=total)


def neighbouring_periods(
    archive: Archive, query: Query, within: str
) -> tuple[tuple[str, int] | None, tuple[str, int] | None]:
    """The nearest year or month before and after one that holds stories of the query, and how many.

    Raises:
        BadQuery: the text cannot be understood, or `within` is neither a year nor a month.
        DamagedIndex, DamagedStore: files cannot be read.
    """
    step = STEPS[STEPS.index(_opened(within)[1]) - 1]
    own, _ = _counts(archive, at_any_time(query), step)
    known = [(iso, count) for iso, count in own.items() if iso]
    return (
        max((near for near in known if near[0] < within), default=None),
        min((near for near in known if near[0] > within), default=None),
    )


def _opened(within: str) -> tuple[DayRange, FacetName]:
    """The days of a year or month, and what its parts are."""
    days = range_of(within)
    step = {4: FacetName.MONTH, 7: FacetName.DAY}.get(len(within))
    if days is None or step is None:
        raise BadQuery(f"{within!r} is neither a year nor a month", reason="date", piece=within)
    return days, step


def _in(query: Query, days: DayRange) -> Query:
    free = at_any_time(query)
    return replace(free, filters=replace(free.filters, days=days))


def _counts(archive: Archive, query: Query, step: FacetName) -> tuple[_Counts, int]:
    """Stories under each value of a step that has any, and all of them."""
    asked = replace(query, fold=False)  # stories are counted, so copies need not be told apart
    found = archive.search(asked, limit=0, facets=(step,), facet_limit=_ALL_VALUES)
    return _named(found, step), found.total_stories


def _named(found: Results, step: FacetName) -> _Counts:
    return {own.value: own.count for own in found.facets[step]}


def _period(iso: str, own: _Counts, every: _Counts) -> Period:
    days = range_of(iso) or DayRange()  # never: the facets name what can be read
    return Period(iso=iso, days=days, count=own.get(iso, 0), of=every.get(iso, 0))


def _years(every: _Counts) -> Iterator[str]:
    """From the first year of an archive to its last."""
    known = [int(iso) for iso in every if iso]
    for year in range(min(known, default=0), max(known, default=-1) + 1):
        yield f"{year:04}"


def _parts(days: DayRange, step: FacetName) -> Iterator[str]:
    """The months of a year, or the days of a month."""
    day, last = days.start, days.last
    while day is not None and last is not None and day <= last:
        iso = day.isoformat()
        yield iso[:7] if step is FacetName.MONTH else iso
        day = month_range(day.year, day.month).end if step is FacetName.MONTH else day + _DAY
