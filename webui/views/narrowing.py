"""How can a search be narrowed, and how loosened where nothing was found?"""

from collections.abc import Iterator
from typing import Final

from search import Archive, FacetName, FacetValue, Query, Results
from webui import words
from webui.contexts import FacetBox, FacetLink, Link
from webui.urls import address, excluding, toggled, with_text, without_days

_NEWEST_FIRST: Final = (FacetName.YEAR, FacetName.MONTH, FacetName.DAY)
_ALWAYS_OPEN: Final = (FacetName.TOPIC, *_NEWEST_FIRST)
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
            yield FacetBox(
                title=words.figures.FACET_TITLES[facet],
                values=tuple(_link(query, results, facet, value) for value in shown),
                is_open=facet in _ALWAYS_OPEN or bool(choice.include or choice.exclude),
            )


def _link(query: Query, results: Results, facet: FacetName, value: FacetValue) -> FacetLink:
    choice = query.filters.choice(facet)
    can_exclude = not choice.include and not value.excluded and value.count < results.total_stories
    return FacetLink(
        text=words.figures.value_text(facet, value.value),
        count=words.figures.angka(value.count),
        value=value,
        toggle=address(toggled(query, facet, value.value)),
        exclude=address(excluding(query, facet, value.value)) if can_exclude else "",
    )


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
