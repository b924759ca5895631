"""All values of one facet of a search: how is one found that is not among the largest?"""

from typing import Final

from flask import Blueprint, request

from search import FacetName, Query
from search.language.folding import fold
from webui import words
from webui.contexts import Link, PickPage
from webui.rendering import of_today, render, the_archive
from webui.urls import PAGE_NAMES, address, from_pairs, grouped, to_pairs, with_text

from .narrowing import FACET_LIMIT, value_link

pages = Blueprint("picking", __name__)

_PART: Final = "isi"  # the parameter that says what the values shown contain
_PICKED: Final = {
    name: facet
    for facet, name in PAGE_NAMES.items()
    if facet not in (FacetName.MONTH, FacetName.DAY)
}


@pages.get("/cari/topik", defaults={"name": "topik"})
@pages.get("/cari/penulis", defaults={"name": "penulis"})
@pages.get("/cari/tempat", defaults={"name": "tempat"})
@pages.get("/cari/jenis", defaults={"name": "jenis"})
@pages.get("/cari/tahun", defaults={"name": "tahun"})
def pick(name: str) -> str:
    """The values of one facet, e.g. /cari/penulis?q=banjir&isi=rin."""
    pairs = list(request.args.items(multi=True))
    query, facet, path = from_pairs(pairs).query, _PICKED[name], f"/cari/{name}"
    part = grouped(pairs).get(_PART, [""])[-1]
    results = the_archive().search(
        of_today(query), limit=0, facets=(facet,), facet_limit=FACET_LIMIT
    )
    wanted = fold(part)
    values = [
        value_link(query, results, facet, value)
        for value in results.facets[facet]
        if value.count or value.selected or value.excluded
    ]
    return render(
        PickPage(
            query=query,
            title=words.figures.FACET_TITLES[facet],
            asked=words.common.short(results.understood or query.text.strip()),
            part=part,
            action=address(Query(), path=path),
            keeps=tuple(to_pairs(query)),
            back=Link(text=words.searching.back_text(results.total), href=address(query)),
            values=tuple(link for link in values if wanted in fold(link.text)),
            count=words.searching.values_text(len(values)),
            box_keeps=tuple(to_pairs(with_text(query, ""))),
        )
    )
