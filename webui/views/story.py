"""The story page: what did the paper print, and what belongs to it?"""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from search import FacetName, Query, Related, Story, story_to_json
from webui import words
from webui.contexts import Link, RelatedView, StoryPage
from webui.rendering import canonical, render, the_archive, the_settings

from .listing import source_url, story_href, value_href

pages = Blueprint("story", __name__)


@pages.get("/berita/<key>")
def show(key: str) -> str:
    """One story, e.g. /berita/khr-1001; with ?q= that query's words are marked."""
    archive = the_archive()
    story = archive.story_at(key)
    query = Query(text=request.args.get("q", ""))
    marked = archive.marked(story, query.text)
    related = archive.related(story.id, limit=the_settings().related_limit)
    return render(
        StoryPage(
            story=story,
            title=marked[0],
            paragraphs=marked[1:],
            date=words.figures.tanggal(story.published, story.date_text),
            modified=words.story.modified_text(story),
            authors=_links(FacetName.AUTHOR, story.authors),
            topics=_links(FacetName.TOPIC, story.topics),
            places=_links(FacetName.PLACE, story.places),
            day=_day(story),
            source_url=source_url(story),
            permanent=story_href(story),
            canonical=source_url(story) or canonical(story_href(story)),
            related=tuple(_view(story, relative) for relative in related),
            query=query,
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
    return f"/hari/{day.replace('-', '/')}" if day else ""


def _view(story: Story, relative: Related) -> RelatedView:
    other = relative.story
    return RelatedView(
        title=other.title,
        href=story_href(other),
        date=words.figures.tanggal(other.published, other.date_text),
        iso=other.published.iso() if other.published else "",
        reason=words.story.reason_text(story, relative),
    )
