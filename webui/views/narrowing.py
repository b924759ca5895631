"""How can a search be narrowed, and how loosened where nothing was found?"""

from collections.abc import Iterator
from typing import Final

from search import Archive, DayRange, FacetName, FacetValue, Query, Results
from webui import words
from webui.contexts import FacetBox, FacetLink, Link
from webui.urls import (
    PAGE_NAMES,
    address,
    excluding,
    of_year_only,
    toggled,
    undated,
    with_text,
    without_days,
)

_NEWEST_FIRST: Final = (FacetName.YEAR, FacetName.MONTH, FacetName.DAY)
_ALWAYS_OPEN: Final = (FacetName.TOPIC, *_NEWEST_FIRST)
_SHOWN: Final = 10  # values of a facet on the page of hits; all of them have a page of their own
FACET_LIMIT: Final = 1_000  # values of a facet that are told apart
_TRIED: Final = 10  # ways to loosen that are searched for, lest a pasted text asks for hundreds


def chosen(query: Query) -> Iterator[Link]:
    """The filters in use; each link takes its filter away."""
    for text, without in _filters(query):
        yield Link(text=text, href=address(without))


def _filters(query: Query) -> Iterator[tuple[str, Query]]:
    """Each filter in words, and the query without it."""
    for facet, choice in query.filters.choices:
        for value in choice.include:
            yield words.figures.filter_text(facet, value), toggled(query, facet, value)
        for value in choice.exclude:
            yield (
                words.figures.filter_text(facet, value, excluded=True),
                toggled(query, facet, value),
            )
    if not query.filters.days.is_open:
        yield words.figures.days_text(query.filters.days), without_days(query)


def boxes(query: Query, results: Results) -> Iterator[FacetBox]:
    """The facets with something to choose, the values of time newest first."""
    for facet, values in results.facets.items():
        shown = [value for value in values if value.count or value.selected or value.excluded]
        if facet in _NEWEST_FIRST:
            shown.sort(key=lambda value: value.value or "", reverse=True)
        if shown:
            choice = query.filters.choice(facet)
            here = shown if facet in _NEWEST_FIRST else _first(shown)
            yield FacetBox(
                title=words.figures.FACET_TITLES[facet],
                values=tuple(value_link(query, results, facet, value) for value in here),
                is_open=facet in _ALWAYS_OPEN or bool(choice.include or choice.exclude),
                more=_more(query, facet, len(shown)) if len(here) < len(shown) else None,
            )


def _first(values: list[FacetValue]) -> list[FacetValue]:
    """The largest values, what is chosen, and the unknown value, which is never hidden."""
    if len(values) <= _SHOWN + 1:
        return values
    rest = (v for v in values[_SHOWN:] if v.selected or v.excluded or v.value is None)
    return [*values[:_SHOWN], *rest]


def _more(query: Query, facet: FacetName, count: int) -> Link:
    path = f"/cari/{PAGE_NAMES[facet]}"
    return Link(text=words.searching.all_values_text(count), href=address(query, path=path))


def value_link(query: Query, results: Results, facet: FacetName, value: FacetValue) -> FacetLink:
    """A value with where choosing and excluding it lead."""
    choice = query.filters.choice(facet)
    can_exclude = not choice.include and not value.excluded and value.count < results.total_stories
    return FacetLink(
        text=words.figures.value_text(facet, value.value),
        count=words.figures.angka(value.count),
        value=value,
        toggle=address(toggled(query, facet, value.value)),
        exclude=address(excluding(query, facet, value.value)) if can_exclude else "",
    )


def left_out(archive: Archive, query: Query) -> tuple[Link, ...]:
    """The stories that a filter of days passes over because their day is not known."""
    filters = query.filters
    months = [m for m in filters.choice(FacetName.MONTH).include if m]
    ways = []
    if not filters.days.is_open or months or any(filters.choice(FacetName.YEAR).include):
        ways.append((words.searching.undated_text, undated(query)))
    if years := _cut_years(filters.days, months):
        ways.append((words.searching.vague_text, of_year_only(query, years)))
    found = [(text, way, archive.search(way, limit=0).total_stories) for text, way in ways]
    return tuple(Link(text=text(n), href=address(way)) for text, way, n in found if n)


def _cut_years(days: DayRange, months: list[str]) -> tuple[str, ...]:
    """The years that a filter takes a part of."""
    cut = {month[:4] for month in months}
    if days.start and (days.start.month, days.start.day) != (1, 1):
        cut.add(f"{days.start.year:04}")
    if days.last and (days.last.month, days.last.day) != (12, 31):
        cut.add(f"{days.last.year:04}")
    return tuple(sorted(cut))


def loosened(archive: Archive, query: Query, results: Results) -> tuple[Link, ...]:
    """What to leave out where nothing was found, each with how much there is then; no dead ends."""
    ways = [(text, without) for text, without in _filters(query)]
    if len(results.pieces) > 1:
        ways += [(piece.text, with_text(query, piece.remove)) for piece in results.pieces]
    links = []
    for text, without in ways[:_TRIED]:
        total = archive.search(without, limit=0).total
        if total:
            found = f"{words.searching.without_text(text)}: {words.figures.count_text(total)}"
            links.append(Link(text=found, href=address(without)))
    return tuple(links)
