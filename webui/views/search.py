"""The search page: what was found, and how can it be narrowed?"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flask import Blueprint, request

from search import FacetName, FacetValue, Query, Results, Sort
from webui import words
from webui.contexts import FacetBox, FacetLink, Link, SearchPage
from webui.rendering import render, the_archive, the_settings
from webui.urls import (
    address,
    excluding,
    from_pairs,
    to_pairs,
    toggled,
    without_days,
    written,
)

from .listing import hit_view

pages = Blueprint("search", __name__)

_FACETS = (FacetName.TOPIC, FacetName.AUTHOR, FacetName.PLACE, FacetName.KIND, FacetName.YEAR)


@pages.get("/cari")
def show() -> str:
    """The search page, e.g. /cari?q=banjir&topik=sosial."""
    return page(request.args.items(multi=True))


@pages.get("/topik/<path:value>", defaults={"name": "topik"})
@pages.get("/penulis/<path:value>", defaults={"name": "penulis"})
@pages.get("/tempat/<path:value>", defaults={"name": "tempat"})
def browse(name: str, value: str) -> str:
    """Everything with one topic, author or place, newest first."""
    return page([("urut", "terbaru"), *request.args.items(multi=True), (name, written(value))])


@pages.get("/hari/<int:year>/<int:month>/<int:day>")
def on_day(year: int, month: int, day: int) -> str:
    """Everything published on one WIB day."""
    iso = f"{year:04}-{month:02}-{day:02}"
    pairs = request.args.items(multi=True)
    return page([*pairs, ("dari", iso), ("sampai", iso)])


def page(pairs: Iterable[tuple[str, str]]) -> str:
    """The search page for some parameters."""
    asked = from_pairs(pairs)
    query, size = asked.query, the_settings().page_size
    years = query.filters.choice(FacetName.YEAR).include
    facets = (*_FACETS, FacetName.MONTH) if years else _FACETS
    results = the_archive().search(query, limit=size, offset=(asked.page - 1) * size, facets=facets)
    last_page = max(1, -(-results.total // size))
    days = query.filters.days
    return render(
        SearchPage(
            query=query,
            results=results,
            hits=tuple(hit_view(hit, query.text) for hit in results.hits),
            total=words.figure(results.total),
            all_words=words.figure(results.total_all_words),
            pieces=tuple(
                Link(text=p.text, href=address(replace(query, text=p.remove)))
                for p in results.pieces
            ),
            chosen=tuple(_chosen(query)),
            facets=tuple(_boxes(query, results)),
            sorts=tuple(
                (
                    Link(text=words.SORT_TITLES[s], href=address(replace(query, sort=s))),
                    s is query.sort,
                )
                for s in Sort
            ),
            hidden=tuple(to_pairs(without_days(query))),
            first_day=days.start.isoformat() if days.start else "",
            last_day=days.last.isoformat() if days.last else "",
            previous=address(query, page=asked.page - 1) if asked.page > 1 else "",
            next=address(query, page=asked.page + 1) if asked.page < last_page else "",
            page=f"{words.figure(asked.page)} dari {words.figure(last_page)}",
            loosen=() if results.total else tuple(_loosen(query, results)),
        )
    )


def _chosen(query: Query) -> Iterator[Link]:
    for facet, choice in query.filters.choices:
        for value in choice.include:
            text = f"{words.FACET_TITLES[facet]}: {words.value_text(facet, value)}"
            yield Link(text=text, href=address(toggled(query, facet, value)))
        for value in choice.exclude:
            text = f"bukan {words.FACET_TITLES[facet].lower()} {words.value_text(facet, value)}"
            yield Link(text=text, href=address(toggled(query, facet, value)))
    days = query.filters.days
    if not days.is_open:
        start = days.start.isoformat() if days.start else "awal"
        last = days.last.isoformat() if days.last else "kini"
        yield Link(text=f"{start} s.d. {last}", href=address(without_days(query)))


def _boxes(query: Query, results: Results) -> Iterator[FacetBox]:
    for facet, values in results.facets.items():
        shown = [v for v in values if v.count or v.selected or v.excluded]
        if facet in (FacetName.YEAR, FacetName.MONTH):
            shown.sort(key=lambda v: v.value or "", reverse=True)
        if shown:
            yield FacetBox(
                title=words.FACET_TITLES[facet],
                values=tuple(_facet_link(query, facet, value) for value in shown),
                is_open=bool(query.filters.choice(facet).include),
            )


def _facet_link(query: Query, facet: FacetName, value: FacetValue) -> FacetLink:
    return FacetLink(
        text=words.value_text(facet, value.value),
        count=words.figure(value.count),
        value=value,
        toggle=address(toggled(query, facet, value.value)),
        exclude=address(excluding(query, facet, value.value)),
    )


def _loosen(query: Query, results: Results) -> Iterator[Link]:
    """What to leave out where nothing was found: each filter, then each part of the query."""
    yield from (replace(link, text=f"tanpa saringan “{link.text}”") for link in _chosen(query))
    if len(results.pieces) > 1:
        for piece in results.pieces:
            without = replace(query, text=piece.remove)
            yield Link(text=f"tanpa “{piece.text}”", href=address(without))
