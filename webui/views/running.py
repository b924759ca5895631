"""The page of a running story: what was told over weeks and months, in order?"""

from collections.abc import Iterator

from flask import Blueprint

from search import Reason, Related, Story, in_time_order
from webui import words
from webui.contexts import RunningPage, RunningView
from webui.rendering import canonical, render, the_archive

from .listing import running_href, story_link

pages = Blueprint("running", __name__)


@pages.get("/berita/<key>/rangkaian")
def show(key: str) -> str:
    """The stories of the matter that one story is of, the oldest first."""
    archive = the_archive()
    story = archive.story_at(key)
    found = archive.running(story.id)
    return render(
        RunningPage(
            story=story_link(story),
            count=words.story.running_text(len(found) + 1) if found else words.story.NOT_RUNNING,
            parts=tuple(_parts(story, found)) if found else (),
            canonical=canonical(running_href(story)),
        )
    )


def _parts(story: Story, found: tuple[Related, ...]) -> Iterator[RunningView]:
    """All stories in order, the one that was asked for among them."""
    titles = {own.story.id: own.story.title for own in found}
    reasons = {own.story.id: words.story.reason_text(story, own, titles) for own in found}
    itself = Related(story=story, score=0.0, reason=Reason())
    for own in in_time_order((itself, *found)):
        yield RunningView(
            other=story_link(own.story),
            reason=reasons.get(own.story.id, ""),
            is_here=own.story.id == story.id,
        )
