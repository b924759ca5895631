"""Which stories are copies of each other, and which of them is shown? By comparing every pair."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import combinations

from search.copies.grouping import Dated, centres
from search.copies.pairing import WINDOW
from search.copies.sameness import Copyable, are_same
from search.values import Story


class Groups:
    """The groups of some stories; worked out when they are first asked for."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._stories = tuple(stories)

    @cached_property
    def centres(self) -> dict[str, str]:
        """Of each story the centre of its group."""
        copies: dict[str, set[str]] = {story.id: set() for story in self._stories}
        for first, second in combinations(map(Copyable, self._stories), 2):
            if _are_near(first.story, second.story) and are_same(first, second):
                copies[first.story.id].add(second.story.id)
                copies[second.story.id].add(first.story.id)
        return centres((Dated(story.id, _minutes(story)) for story in self._stories), copies)

    def folded(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The first of each group among some stories in order, with those of it that come later."""
        return {first: tuple(others) for first, *others in self.all_of(ids)}

    def all_of(self, ids: Sequence[str]) -> Collection[Sequence[str]]:
        """Some stories in order, each with the others of its group."""
        found: dict[str, list[str]] = {}
        for story_id in ids:
            found.setdefault(self.centres[story_id], []).append(story_id)
        return found.values()


def _are_near(first: Story, second: Story) -> bool:
    one, other = _minutes(first), _minutes(second)
    return one is None or other is None or abs(one - other) <= WINDOW


def _minutes(story: Story) -> int | None:
    return story.published.minutes() if story.published else None
