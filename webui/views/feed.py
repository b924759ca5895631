"""The feed of a search: what does a feed reader get? (Atom, RFC 4287)"""

import re
from datetime import UTC
from typing import Final
from xml.etree import ElementTree

from flask import Blueprint, Response, request

from search import Hit, Query, Sort
from webui import words
from webui.rendering import absolute, the_archive
from webui.urls import address, from_pairs, unfolded, with_sort

from .listing import story_href

pages = Blueprint("feed", __name__)

_FEED_SIZE: Final = 30  # stories in a feed
_LONG_AGO: Final = "1970-01-01T00:00:00Z"  # Atom demands an instant, also of undated stories
_ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML 1.0 has no way to write (section 2.2)."""


@pages.get("/cari.atom")
def as_feed() -> Response:
    """The newest stories of a search, whatever order the search has."""
    asked = from_pairs(request.args.items(multi=True)).query
    query = with_sort(asked, Sort.NEWEST)
    hits = the_archive().search(unfolded(query), limit=_FEED_SIZE).hits
    plain = with_sort(asked, Sort.RELEVANCE)
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "title", f"{words.common.SITE}: {_title(asked)}")
    _add(feed, "id", absolute(address(plain)))
    _add(feed, "link", rel="self", href=absolute(address(plain, path="/cari.atom")))
    _add(feed, "link", rel="alternate", href=absolute(address(query)))
    _add(feed, "updated", _instant(hits[0]) if hits else _LONG_AGO)
    for hit in hits:
        _add_entry(feed, hit)
    text = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(text, content_type="application/atom+xml")


def _title(query: Query) -> str:
    """What the feed is about: the text and the chosen values."""
    values = (
        words.figures.filter_text(facet, value)
        for facet, choice in query.filters.choices
        for value in choice.include
    )
    return " · ".join(filter(None, [query.text.strip(), *values])) or words.browsing.NEWEST.lower()


def _add_entry(feed: ElementTree.Element, hit: Hit) -> None:
    entry = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
    link = absolute(story_href(hit.story))
    _add(entry, "title", hit.story.title or words.figures.UNTITLED)
    _add(entry, "id", link)
    _add(entry, "link", href=link)
    _add(entry, "updated", _instant(hit))
    _add(entry, "summary", hit.snippet.text)
    for name in hit.story.authors or ("-",):
        _add(ElementTree.SubElement(entry, f"{{{_ATOM}}}author"), "name", name)
    for topic in hit.story.topics:
        _add(entry, "category", term=_NOT_XML.sub("", topic))


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = _NOT_XML.sub("", text) or None


def _instant(hit: Hit) -> str:
    moment = hit.story.published
    return f"{moment.start.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else _LONG_AGO
