"""How does one cite a story? On its page, and as files for programs that keep citations."""

import json
from typing import Any, Final

from flask import Blueprint, Response

from search import Story, story_key
from webui import words
from webui.citations import bibtex, csl, printable
from webui.contexts import CiteView
from webui.rendering import absolute, the_archive

from .listing import source_url, story_href

pages = Blueprint("citing", __name__)

_BIBTEX: Final = "application/x-bibtex; charset=utf-8"
_CSL: Final = "application/vnd.citationstyles.csl+json"


@pages.get("/berita/<key>.bib")
def as_bibtex(key: str) -> Response:
    """The story as an entry of BibTeX."""
    story = the_archive().story_at(key)
    return _file(bibtex(story, _address(story)), _BIBTEX, f"{story_key(story.id)}.bib")


@pages.get("/berita/<key>.csl.json")
def as_csl(key: str) -> Response:
    """The story as CSL-JSON."""
    story = the_archive().story_at(key)
    return _file(_json(csl(story, _address(story))), _CSL, f"{story_key(story.id)}.csl.json")


def cite_view(story: Story) -> CiteView:
    """How a story is cited, for its page."""
    address = _address(story)
    return CiteView(
        line=words.story.citation_text(printable(story), address),
        bibtex=bibtex(story, address).rstrip(),
        csl=_json(csl(story, address)).rstrip(),
        bibtex_href=f"{story_href(story)}.bib",
        csl_href=f"{story_href(story)}.csl.json",
    )


def _address(story: Story) -> str:
    """Where readers find a story: at the paper's own address, else here."""
    return source_url(story) or absolute(story_href(story))


def _file(text: str, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type=media_type, headers=headers)


def _json(items: list[dict[str, Any]]) -> str:
    """Items as JSON, one field a line: to be read by people too."""
    shown = (
        ",\n".join(f"  {_compact(name)}: {_compact(value)}" for name, value in item.items())
        for item in items
    )
    return "[" + ", ".join(f"{{\n{item}\n}}" for item in shown) + "]\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
