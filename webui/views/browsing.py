"""The calendar: what was printed when? All years, one year, one month; a day is a search page."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from flask import Blueprint, abort

from search import Archive, Choice, FacetName, FacetValue, Query, Sort
from webui import words
from webui.contexts import (
    CalendarPage,
    FacetLink,
    Link,
    MonthPage,
    MonthView,
    Span,
    YearPage,
    YearView,
)
from webui.rendering import canonical, render, the_archive
from webui.urls import address, of_year_only, rooted, toggled, undated

from .calendar import is_month, neighbours, shade, weeks_of, within_year

pages = Blueprint("browsing", __name__)

EVERY_VALUE: Final = 1_000_000  # a facet is counted whole whatever part of it is shown
_MOST: Final = 12  # topics and places shown of a year or a month
_ALL: Final = Query(sort=Sort.NEWEST)

Counts = Mapping[FacetName, Mapping[str | None, int]]


@pages.get("/hari")
def days() -> str:
    """All years of the archive, each with its months."""
    archive = the_archive()
    found = counts(archive, _ALL, FacetName.YEAR, FacetName.MONTH)
    years, months = named(found[FacetName.YEAR]), named(found[FacetName.MONTH])
    most = max(months.values(), default=0)
    return render(
        CalendarPage(
            count=words.browsing.in_calendar_text(sum(years.values()), period_of(archive)),
            years=tuple(
                _year_view(year, years[year], within_year(months, year), most)
                for year in sorted(years, reverse=True)
            ),
            beside=tuple(_in_no_month(found)),
            canonical=canonical(day_href("")),
            query=Query(),
        )
    )


@pages.get("/hari/<int(fixed_digits=4):year>")
def of_year(year: int) -> str:
    """One year, e.g. /hari/2023."""
    if not is_month(year):
        abort(404)
    archive, name = the_archive(), f"{year}"
    years = named(counts(archive, _ALL, FacetName.YEAR)[FacetName.YEAR])
    query = _only(FacetName.YEAR, Choice((name,)))
    found = counts(archive, query, FacetName.MONTH, FacetName.TOPIC, FacetName.PLACE)
    months = named(found[FacetName.MONTH])
    by_day = {month: _days_of(archive, month) for month in sorted(months)}
    most = max((n for days in by_day.values() for n in named(days).values()), default=0)
    before, after = neighbours(name, years)
    return render(
        YearPage(
            heading=words.browsing.year_text(year),
            count=words.browsing.in_year_text(years.get(name, 0)),
            all_href=address(query) if name in years else "",
            previous=_link(words.browsing.before_text(before), before),
            next=_link(words.browsing.after_text(after), after),
            months=tuple(
                _month_view(year, month, by_day.get(f"{name}-{month:02}", {}), most)
                for month in range(1, 13)
            ),
            beside=tuple(_on_no_day(name, found[FacetName.MONTH], by_day)),
            topics=facet_links(query, FacetName.TOPIC, found, _MOST),
            places=facet_links(query, FacetName.PLACE, found, _MOST),
            canonical=canonical(day_href(name)),
            query=Query(),
        )
    )


@pages.get("/hari/<int(fixed_digits=4):year>/<int(fixed_digits=2):month>")
def of_month(year: int, month: int) -> str:
    """One month, e.g. /hari/2023/02."""
    if not is_month(year, month):
        abort(404)
    archive, name = the_archive(), f"{year}-{month:02}"
    months = named(counts(archive, _ALL, FacetName.MONTH)[FacetName.MONTH])
    query = _only(FacetName.MONTH, Choice((name,)))
    found = counts(archive, query, FacetName.DAY, FacetName.TOPIC, FacetName.PLACE)
    by_day = found[FacetName.DAY]
    before, after = neighbours(name, months)
    vague = by_day.get(None, 0)
    href = address(_with(query, FacetName.DAY, Choice((None,))))
    return render(
        MonthPage(
            year=Link(text=words.browsing.year_text(year), href=day_href(f"{year}")),
            month=_month_view(year, month, by_day, max(named(by_day).values(), default=0)),
            all_href=address(query) if name in months else "",
            previous=_link(words.browsing.before_text(_month_text(before)), before),
            next=_link(words.browsing.after_text(_month_text(after)), after),
            beside=(Link(text=words.browsing.month_only_text(vague), href=href),) if vague else (),
            topics=facet_links(query, FacetName.TOPIC, found, _MOST),
            places=facet_links(query, FacetName.PLACE, found, _MOST),
            canonical=canonical(day_href(name)),
            query=Query(),
        )
    )


def counts(archive: Archive, query: Query, *facets: FacetName) -> Counts:
    """Every value of some facets of a query with its stories, the largest first."""
    found = archive.search(query, limit=0, facets=facets, facet_limit=EVERY_VALUE).facets
    return {facet: {own.value: own.count for own in found[facet] if own.count} for facet in facets}


def named(values: Mapping[str | None, int]) -> dict[str, int]:
    """The known values."""
    return {value: count for value, count in values.items() if value is not None}


def facet_links(query: Query, facet: FacetName, found: Counts, most: int) -> tuple[FacetLink, ...]:
    """The `most` largest known values of a facet, each a way to narrow a query to it."""
    known = list(named(found[facet]).items())[:most]
    return tuple(facet_link(query, facet, value, count) for value, count in known)


def facet_link(query: Query, facet: FacetName, value: str | None, count: int) -> FacetLink:
    """One value of a facet, a way to narrow a query to it."""
    return FacetLink(
        text=words.figures.value_text(facet, value),
        count=words.figures.angka(count),
        value=FacetValue(value=value, count=count),
        toggle=address(toggled(query, facet, value)),
        exclude="",
    )


def period_of(archive: Archive) -> str:
    """From the oldest to the newest dated story, in words; "" where none is dated."""
    ends = [archive.search(Query(sort=s), limit=1).hits for s in (Sort.OLDEST, Sort.NEWEST)]
    first, last = (hits[0].story.published if hits else None for hits in ends)
    return words.figures.period_text(first, last) if first and last else ""


def day_href(iso: str) -> str:
    """The address of a year, month or day by its ISO name; of the calendar where it is empty."""
    return rooted("/".join(filter(None, ["/hari", *iso.split("-")])))


def _only(facet: FacetName, choice: Choice) -> Query:
    return _with(_ALL, facet, choice)


def _with(query: Query, facet: FacetName, choice: Choice) -> Query:
    filters = query.filters.with_choice(facet, choice)
    return Query(filters=filters, sort=query.sort)


def _days_of(archive: Archive, month: str) -> Mapping[str | None, int]:
    """Day -> stories of one month; None counts those of which no more than the month is known."""
    query = _only(FacetName.MONTH, Choice((month,)))
    return counts(archive, query, FacetName.DAY)[FacetName.DAY]


def _year_view(year: str, count: int, months: Mapping[str, int], most: int) -> YearView:
    return YearView(
        name=year,
        count=words.figures.angka(count),
        href=day_href(year),
        months=tuple(
            _span(short, f"{year}-{month:02}", months.get(f"{year}-{month:02}", 0), most)
            for month, short in enumerate(words.browsing.SHORT_MONTHS, start=1)
        ),
    )


def _month_view(year: int, month: int, by_day: Mapping[str | None, int], most: int) -> MonthView:
    def of_day(day: date) -> Span:
        return _span(str(day.day), day.isoformat(), by_day.get(day.isoformat(), 0), most)

    total = sum(by_day.values())
    return MonthView(
        id=f"{year}-{month:02}",
        name=words.browsing.month_text(year, month),
        count=words.browsing.in_month_text(total),
        href=day_href(f"{year}-{month:02}") if total else "",
        weeks=tuple(
            tuple(of_day(day) if day else None for day in week) for week in weeks_of(year, month)
        ),
    )


def _span(name: str, iso: str, count: int, most: int) -> Span:
    return Span(
        name=name,
        count=words.figures.angka(count),
        href=day_href(iso) if count else "",
        shade=shade(count, most),
    )


def _in_no_month(found: Counts) -> Iterator[Link]:
    """The stories that no month of the calendar holds: undated, and known by their year only."""
    unknown = found[FacetName.YEAR].get(None, 0)
    year_only = found[FacetName.MONTH].get(None, 0) - unknown
    if year_only:
        dated = _only(FacetName.YEAR, Choice(exclude=(None,)))
        query = _with(dated, FacetName.MONTH, Choice((None,)))
        yield Link(text=words.browsing.year_only_text(year_only), href=address(query))
    if unknown:
        yield Link(text=words.browsing.undated_text(unknown), href=address(undated(_ALL)))


def _on_no_day(
    year: str,
    months: Mapping[str | None, int],
    by_day: Mapping[str, Mapping[str | None, int]],
) -> Iterator[Link]:
    """The stories of a year that no day holds: known by their month or year only."""
    month_only = sum(days.get(None, 0) for days in by_day.values())
    if month_only:
        query = _only(FacetName.YEAR, Choice((year,)))
        query = _with(query, FacetName.MONTH, Choice(exclude=(None,)))
        query = _with(query, FacetName.DAY, Choice((None,)))
        yield Link(text=words.browsing.month_only_text(month_only), href=address(query))
    if None in months:
        query = of_year_only(_ALL, (year,))
        yield Link(text=words.browsing.year_only_text(months[None]), href=address(query))


def _link(text: str, iso: str) -> Link | None:
    return Link(text=text, href=day_href(iso)) if iso else None


def _month_text(iso: str) -> str:
    return words.browsing.month_text(int(iso[:4]), int(iso[5:])) if iso else ""
