"""How does a browser learn to search here from its own address bar?

An OpenSearch 1.1 description (https://github.com/dewitt/opensearch), with suggestions in the form
browsers ask for, and the feed.
"""

from typing import Final
from xml.etree import ElementTree

from flask import Blueprint, Response, jsonify, request, url_for

from webui import words
from webui.rendering import absolute, the_archive

pages = Blueprint("opensearch", __name__)

_NAMESPACE: Final = "http://a9.com/-/spec/opensearch/1.1/"
_TERMS: Final = "?q={searchTerms}"
_SUGGESTIONS: Final = "application/x-suggestions+json"
_NAME_CHARS: Final = 16  # of a ShortName, which the specification allows
_HEADLINES: Final = 8


@pages.get("/opensearch.xml")
def description() -> Response:
    """The description that every page names."""
    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.Element(f"{{{_NAMESPACE}}}OpenSearchDescription")
    _add(root, "ShortName", words.common.SITE[:_NAME_CHARS])
    _add(root, "Description", words.common.BOX_LABEL)
    _add(root, "Language", "id")
    _add(root, "InputEncoding", "UTF-8")
    for kind, endpoint in (
        ("text/html", "search.show"),
        ("application/atom+xml", "feed.as_feed"),
        (_SUGGESTIONS, "opensearch.suggestions"),
    ):
        rel = "suggestions" if kind == _SUGGESTIONS else "results"
        template = absolute(url_for(endpoint)) + _TERMS
        _add(root, "Url", type=kind, rel=rel, method="get", template=template)
    text = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(text, content_type="application/opensearchdescription+xml")


@pages.get("/cari/usul.json")
def suggestions() -> Response:
    """Headlines for a half-typed text: [text, [headline, …]]."""
    text = request.args.get("q", "")
    found = the_archive().suggest(text, limit=_HEADLINES)
    answer = jsonify([text, [own.title.text for own in found.headlines]])
    answer.content_type = f"{_SUGGESTIONS}; charset=utf-8"
    return answer


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    child = ElementTree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    child.text = text or None
