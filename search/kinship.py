"""Which stories belong to one by what its source says, and which tell the same in the same words?

Above the engines: links from the store, groups of copies from the index (docs/ranking.md, "Near
copies"); public stories only, whatever leads to them.
"""

from collections.abc import Iterable

from .differing import difference
from .ports import Reader
from .results import Copy, Linked
from .store import Store
from .values import Story


def linked(story: Story, store: Store) -> Linked:
    """The public stories that a story is linked with, each list the oldest first."""
    ids = store.link_ids(story)
    ends = (ids.corrects, ids.corrected_by, ids.continues, ids.continued_by)
    stories = store.get_many(frozenset().union(*ends))
    return Linked(*(_oldest_first(stories[own] for own in end if own in stories) for end in ends))


def copies(story: Story, reader: Reader, store: Store, *, limit: int) -> tuple[Copy, ...]:
    """The public near copies of a story, the oldest first, with what differs from it."""
    others = _oldest_first(store.get_many(reader.copies(story.id)).values())
    return tuple(Copy(other, difference(story, other)) for other in others[:limit])


def _oldest_first(stories: Iterable[Story]) -> tuple[Story, ...]:
    """In order of time, those of unknown date last; then by id."""

    def age(own: Story) -> tuple[bool, int, str]:
        return own.published is None, own.published.minutes() if own.published else 0, own.id

    return tuple(sorted(stories, key=age))
