"""Which copies stand together, and which story is the one they are copies of?

Likeness is not transitive: a copy of a copy may be too far from the first. So a group is centred
on one story that each of its members is a copy of. The oldest stories choose first, so that what
comes later never moves what was there before it. Changing a story changes no group outside its
connected component, so an index brings only those up to date.
"""

from collections.abc import Iterable, Mapping, Set
from typing import Final, NamedTuple

Copies = Mapping[str, Set[str]]
"""Of each story that has any, the stories it is a copy of (sameness.same_news); symmetric."""

_UNKNOWN: Final = 1 << 62  # minutes; later than any date


class Dated(NamedTuple):
    """A story's id, and when it was published (Moment.minutes; None where unknown)."""

    id: str
    minutes: int | None


def centres(stories: Iterable[Dated], copies: Copies) -> dict[str, str]:
    """Of each story the centre of its group: itself, where it is one or has no copy.

    From the oldest on (unknown dates last, then by id) each joins the earliest centre that it is a
    copy of; where there is none, it is a centre. The order of `stories` does not matter.
    """
    found: dict[str, str] = {}
    ages: dict[str, tuple[int, str]] = {}  # of centres
    for story in sorted(stories, key=_age):
        near = [other for other in copies.get(story.id, ()) if other in ages]
        if not near:
            ages[story.id] = _age(story)
        found[story.id] = min(near, key=ages.__getitem__, default=story.id)
    return found


def touched(changed: Iterable[str], *states: Copies) -> set[str]:
    """The stories whose groups a change may alter: all that hang together with a changed one.

    `changed` are stories that came, went, or got another text or date; `states` the copies before
    and after the change. Give those of them that are still there to `centres`: together with what
    is known of all others, that is what `centres` would say of the whole archive.
    """
    reached: set[str] = set()
    waiting = list(changed)
    while waiting:
        story = waiting.pop()
        if story not in reached:
            reached.add(story)
            for copies in states:
                waiting += copies.get(story, ())
    return reached


def _age(story: Dated) -> tuple[int, str]:
    return (_UNKNOWN if story.minutes is None else story.minutes), story.id
