"""The list under the search box: what may be meant by what is being typed?"""

from collections.abc import Iterable
from typing import Final

from flask import Blueprint, request

from search import FacetName, SuggestedHeadline, SuggestedValue
from webui import words
from webui.contexts import SuggestionList, SuggestionSection, SuggestionView
from webui.rendering import render, the_archive

from .listing import story_href, value_href

pages = Blueprint("suggesting", __name__)

_HEADLINES: Final = 5
_VALUES: Final = 3  # of each of places, authors and topics


@pages.get("/cari/usul")
def fragment() -> str:
    """A piece of a page with suggestions, e.g. /cari/usul?q=banj."""
    found = the_archive().suggest(request.args.get("q", ""), limit=_HEADLINES)
    sections = (
        SuggestionSection(name=name, title=words.suggesting.SECTIONS[name], views=tuple(views))
        for name, views in (
            ("judul", _headlines(found.headlines)),
            ("tempat", _values(FacetName.PLACE, found.places)),
            ("penulis", _values(FacetName.AUTHOR, found.authors)),
            ("topik", _values(FacetName.TOPIC, found.topics)),
        )
    )
    shown = tuple(section for section in sections if section.views)
    return render(
        SuggestionList(
            number=words.suggesting.number_text(sum(len(section.views) for section in shown)),
            meant=words.suggesting.meant_text(found.meant) if found.meant else "",
            sections=shown,
        )
    )


def _headlines(found: Iterable[SuggestedHeadline]) -> Iterable[SuggestionView]:
    for own in found:
        date = words.figures.tanggal(own.story.published, own.story.date_text)
        yield SuggestionView(text=own.title, href=story_href(own.story), note=date.split(",")[0])


def _values(facet: FacetName, found: tuple[SuggestedValue, ...]) -> Iterable[SuggestionView]:
    for own in found[:_VALUES]:
        note = words.figures.count_text(own.count)
        yield SuggestionView(text=own.value, href=value_href(facet, own.value.text), note=note)
