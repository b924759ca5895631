"""The story page: what did the paper print, and what belongs to it?"""

from typing import Final

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from search import FacetName, Story, story_to_json
from webui import words
from webui.contexts import Link, StoryPage
from webui.rendering import canonical, render, the_archive, the_settings
from webui.urls import rooted

from .arriving import arrival, way
from .citing import cite_view
from .listing import running_href, source_url, story_href, value_href
from .relatives import copy_view, linked_views, related_views
from .stops import with_stops

pages = Blueprint("story", __name__)

_DESCRIPTION_CHARS: Final = 200  # what those who show a link to a page have room for
_COPIES: Final = 20  # near copies shown, as few as a page can bear


@pages.get("/berita/<key>")
def show(key: str) -> str:
    """One story, e.g. /berita/khr-1001; with ?q= that query's words are marked."""
    archive = the_archive()
    story = archive.story_at(key)
    arrived = arrival(request.args.items(multi=True))
    marked = archive.marked(story, arrived.query.text)
    linked = archive.linked(story.id)
    paragraphs, stops = with_stops(marked[1:])
    return render(
        StoryPage(
            story=story,
            title=marked[0],
            date=words.figures.tanggal(story.published, story.date_text),
            modified=words.story.modified_text(story),
            authors=_links(FacetName.AUTHOR, story.authors),
            topics=_links(FacetName.TOPIC, story.topics),
            places=_links(FacetName.PLACE, story.places),
            day=_day(story),
            source_url=source_url(story),
            permanent=story_href(story),
            canonical=source_url(story) or canonical(story_href(story)),
            description=_description(story),
            way=way(archive, story, arrived),
            paragraphs=paragraphs,
            stops=stops,
            marks=words.story.marks_text(stops, arrived.query.text, in_title=bool(marked[0].marks)),
            linked=tuple(linked_views(linked)),
            related=tuple(related_views(archive, story, linked, the_settings().related_limit)),
            copies=tuple(map(copy_view, archive.copies(story.id, limit=_COPIES))),
            running=running_href(story),
            cite=cite_view(story),
            query=arrived.query,
        )
    )


@pages.get("/berita/<key>.json")
def as_json(key: str) -> Response:
    """The same story's fields as JSON."""
    return jsonify(story_to_json(the_archive().story_at(key)))


def _links(facet: FacetName, values: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(Link(text=value, href=value_href(facet, value)) for value in values)


def _day(story: Story) -> str:
    day = story.published.day if story.published else None
    return rooted(f"/hari/{day.replace('-', '/')}") if day else ""


def _description(story: Story) -> str:
    """The lead on one line, cut between two words where it is long."""
    text = " ".join(story.lead.split())
    if len(text) <= _DESCRIPTION_CHARS:
        return text
    return f"{text[:_DESCRIPTION_CHARS].rsplit(' ', 1)[0]}…"
