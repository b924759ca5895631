"""Which other stories does the page of a story show? Links, near copies, and related ones."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from search import Archive, Copy, Linked, Related, Side, Story, Stretch, in_context
from webui import words
from webui.contexts import CopyDifference, LinkedView, RelatedView

from .listing import story_link

_MOST_SHOWN: Final = 10  # linked stories that may stand among the related


def linked_views(linked: Linked) -> Iterator[LinkedView]:
    """What a story corrects or continues, and what corrects or continues it."""
    corrected = words.story.corrected_text(linked.corrected_by)
    ways = (
        (corrected, linked.corrected_by, "notice"),
        (words.story.CORRECTS, linked.corrects, "notice"),
        (words.story.CONTINUES, linked.continues, "before"),
        (words.story.CONTINUED_BY, linked.continued_by, "after"),
    )
    for text, others, where in ways:
        if others:
            yield LinkedView(text=text, others=tuple(map(story_link, others)), where=where)


def copy_view(copy: Copy) -> CopyDifference:
    """A near copy, and what differs between a story and it."""
    difference = copy.differs
    body = in_context(difference.body) if _differs(difference.body) else ()
    told = "" if body else words.story.NO_DIFFERENCE
    return CopyDifference(
        other=story_link(copy.story),
        title=difference.title if _differs(difference.title) else (),
        body=body,
        told=words.story.TOO_LONG if difference.is_too_long else told,
    )


def related_views(
    archive: Archive, story: Story, linked: Linked, limit: int
) -> Iterator[RelatedView]:
    """The stories related to `story`, and why, but for those it is linked with."""
    groups = (linked.corrects, linked.corrected_by, linked.continues, linked.continued_by)
    shown = {other.id for group in groups for other in group}
    related = archive.related(story.id, limit=limit + min(len(shown), _MOST_SHOWN))
    others = (relative for relative in related if relative.story.id not in shown)
    return (_related_view(story, relative) for relative in islice(others, limit))


def _related_view(story: Story, relative: Related) -> RelatedView:
    reason = words.story.reason_text(story, relative)
    return RelatedView(other=story_link(relative.story), reason=reason)


def _differs(parts: tuple[Stretch, ...]) -> bool:
    return any(part.side is not Side.SAME for part in parts)
