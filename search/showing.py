"""How do the ids that an engine found become hits, with passages and explanations?"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, zip_longest

from .ports import Explained, Found
from .query.planning import Planned
from .results import Explanation, Hit, ScorePart
from .snippets import Highlighter
from .store import Store
from .values import Story


def hits_of(
    found: Found, planned: Planned, store: Store, highlighter: Highlighter
) -> Iterator[Hit]:
    """The hits of one page in their order; a story that was removed since is passed over."""
    shown = (story_id for story_id, _ in found.hits)
    stories = store.get_many(chain(shown, *found.copies.values()))
    explained = (_explanation(planned, own) for own in found.explained)
    for (story_id, score), how in zip_longest(found.hits, explained):
        if story_id in stories:
            story = stories[story_id]
            yield Hit(
                story=story,
                score=score,
                title=highlighter.title(story),
                snippet=highlighter.snippet(story),
                explanation=how,
                copies=tuple(_those_of(found.copies.get(story_id, ()), stories)),
            )


def _explanation(planned: Planned, found: Explained) -> Explanation:
    """The numbers of a score with what each comes from."""
    numbers = (*found.parts, found.near, *found.factors)
    parts = tuple(
        ScorePart(cause, text, number)
        for (cause, text), number in zip(planned.causes, numbers, strict=True)
    )
    return Explanation(parts[: len(found.parts) + 1], parts[len(found.parts) + 1 :])


def _those_of(story_ids: Iterable[str], stories: Mapping[str, Story]) -> Iterator[Story]:
    """The stories that are still there."""
    return (stories[story_id] for story_id in story_ids if story_id in stories)
