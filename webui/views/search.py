"""The search page: what was found, and how does one go on from there?"""

from collections.abc import Iterable

from flask import Blueprint, request

from search import Archive, FacetName, Query, Results, Sort
from webui import words
from webui.contexts import Link, SearchPage, SortLink
from webui.pagequery import alone
from webui.rendering import canonical, of_today, render, the_archive, the_settings
from webui.urls import (
    Asked,
    address,
    from_pairs,
    to_pairs,
    unfolded,
    with_sort,
    with_text,
    without_days,
    written,
)
from webui.words.searching import piece_text, subject_text

from .listing import LONG_TEXT, hit_view
from .narrowing import FACET_LIMIT, boxes, chosen, left_out, loosened
from .paging import paging
from .reading import reading_view
from .timeline import timeline_view

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


def page(pairs: Iterable[tuple[str, str]], *, ways: tuple[Link, ...] = ()) -> str:
    """The search page for some parameters, with ways to what lies beside it."""
    asked = from_pairs(pairs)
    size = the_settings().page_size
    archive = the_archive()
    can_narrow = len(asked.query.text) <= LONG_TEXT
    results = archive.search(
        of_today(asked.query),
        limit=size,
        offset=(asked.page - 1) * size,
        facets=_facets(asked.query) if can_narrow else (),
        facet_limit=FACET_LIMIT,
    )
    return render(_page(archive, asked, results, ways, can_narrow=can_narrow))


def _facets(query: Query) -> tuple[FacetName, ...]:
    """The facets to show: months once a year is chosen, days once a month is."""
    finer = ((FacetName.YEAR, FacetName.MONTH), (FacetName.MONTH, FacetName.DAY))
    return (*_FACETS, *(fine for c, fine in finer if any(query.filters.choice(c).include)))


def _page(
    archive: Archive, asked: Asked, results: Results, ways: tuple[Link, ...], *, can_narrow: bool
) -> SearchPage:
    query, days = asked.query, asked.query.filters.days
    is_relaxed = bool(results.relaxed and results.total)
    return SearchPage(
        query=query,
        results=results,
        asked=words.common.short(results.understood or query.text.strip()),
        subject="" if query.text.strip() else subject_text(link.text for link in chosen(query)),
        count=words.searching.found_text(results.total),
        hits=tuple(
            hit_view(hit, query, place)
            for place, hit in enumerate(results.hits, start=results.offset + 1)
        ),
        reading=reading_view(query, results) if can_narrow else None,
        folded=words.searching.folded_text(results.total_stories - results.total),
        copies_way=_copies_way(query, results),
        left_out=left_out(archive, query) if can_narrow else (),
        relaxed=words.searching.relaxed_text(results.total_all_words) if is_relaxed else "",
        can_narrow=can_narrow,
        pieces=_pieces(query, results) if can_narrow else (),
        chosen=tuple(chosen(query)),
        facets=tuple(boxes(query, results)),
        timeline=timeline_view(archive, query, results) if can_narrow else None,
        ways=ways,
        sorts=tuple(_sorts(query)),
        box_keeps=tuple(to_pairs(with_text(query, ""))),
        days_keep=tuple(to_pairs(without_days(query))),
        first_day=days.start.isoformat() if days.start else "",
        last_day=days.last.isoformat() if days.last else "",
        paging=paging(query, asked.page, results),
        loosen=() if results.total or not can_narrow else loosened(archive, query, results),
        keep=_keep(asked),
        feed=address(with_sort(alone(query), Sort.RELEVANCE), path="/cari.atom"),
        canonical=canonical(address(query, page=asked.page)),
    )


def _copies_way(query: Query, results: Results) -> Link | None:
    """Where copies were folded the way to see them all, and back from there."""
    if not query.fold:
        return Link(text=words.searching.FOLD, href=address(unfolded(query, folded=True)))
    if results.total_stories == results.total:
        return None
    return Link(text=words.searching.UNFOLD, href=address(unfolded(query)))


def _pieces(query: Query, results: Results) -> tuple[Link, ...]:
    """What was understood, where there is more than one part of it."""
    if len(results.pieces) < 2:
        return ()
    also = {own.typed: own.to for own in results.expanded}
    return tuple(
        Link(
            text=piece_text(words.common.short(piece.text), also.get(piece.text, ())),
            href=address(with_text(query, piece.remove)),
        )
        for piece in results.pieces
    )


def _sorts(query: Query) -> Iterable[SortLink]:
    for sort, text in words.searching.SORT_TITLES.items():
        href = address(with_sort(query, sort))
        yield SortLink(text=text, href=href, in_use=sort is query.sort)


def _keep(asked: Asked) -> tuple[Link, ...]:
    """The same search in other forms; only the JSON has pages."""
    query = alone(asked.query)
    hrefs = (
        address(query, path="/cari.csv"),
        address(with_sort(query, Sort.RELEVANCE), path="/cari.atom"),
        address(query, page=asked.page, path="/cari.json"),
    )
    return tuple(Link(text=t, href=h) for t, h in zip(words.searching.KEEP_AS, hrefs, strict=True))
