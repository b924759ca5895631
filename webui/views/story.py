"""The story page: what did the paper print, and what belongs to it?"""

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from search import Choice, FacetName, Filters, Query, Related, Sort, story_to_json
from webui import words
from webui.contexts import Link, RelatedView, StoryPage
from webui.rendering import render, the_archive, the_settings
from webui.urls import address

from .listing import story_href

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
            date=words.date_text(story.published, story.date_text),
            authors=_links(FacetName.AUTHOR, story.authors),
            topics=_links(FacetName.TOPIC, story.topics),
            places=_links(FacetName.PLACE, story.places),
            source_url=story.url if story.url.startswith(("http://", "https://")) else "",
            related=tuple(_view(relative) for relative in related),
            query=query,
        )
    )


@pages.get("/berita/<key>.json")
def as_json(key: str) -> Response:
    """The same story's fields as JSON."""
    return jsonify(story_to_json(the_archive().story_at(key)))


def _links(facet: FacetName, values: tuple[str, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(
            text=value,
            href=address(
                Query(filters=Filters().with_choice(facet, Choice((value,))), sort=Sort.NEWEST)
            ),
        )
        for value in values
    )


def _view(relative: Related) -> RelatedView:
    return RelatedView(
        related=relative,
        href=story_href(relative.story),
        date=words.date_text(relative.story.published, relative.story.date_text),
        reason=words.reason_text(relative.reason),
    )
