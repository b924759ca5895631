"""Which stories belong to a story, and what ties them?

The story's most telling words become a query (Rocchio's "more like this": Manning, Raghavan,
Schuetze, Introduction to Information Retrieval, 2008, ch. 9); what the found stories share with it
is measured, and is the reason shown. Built above the engine from its counts.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Final

from .copies.sameness import Copyable, are_same
from .dates import DayRange
from .language.folding import fold
from .ports import Reader, Request
from .query.clauses import Dated, Factor, Preferred
from .rarity import Rarity
from .store import Store
from .ties import Stem, Ties
from .values import Filters, Reason, Related, Story

NEAR_DAYS: Final = 60
"""Days between two stories at which their tie has lost half of what time can take from it."""

_LEAST_STRENGTH: Final = 0.2  # of what tells the story must be shared, else it is no relative
_OLD: Final = 0.5  # of its strength is left to a tie over years
_UNDATED: Final = 0.75
_PREFERRED: Final = 1.5  # what stories near in time are preferred by when candidates are found
_PLACE: Final = 0.05  # added to the strength for a place in common
_CANDIDATES: Final = 2  # times the limit
_MORE: Final = 5
_LIKELY_COPY: Final = 0.7  # of all words are shared; copies share more


class _Told:
    """A story with what is needed to tell whether another is its copy."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.title = fold(story.title)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words as printed, with the signs that stand beside them."""
        return frozenset(word for text in self.story.body for word in text.split())

    @cached_property
    def copyable(self) -> Copyable:
        """The story as copies are compared."""
        return Copyable(self.story)

    def is_copy_of(self, other: "_Told") -> bool:
        """Whether a reader who has seen the one needs the other: one headline, or one text."""
        if self.title == other.title:
            return True
        shared = len(self.words & other.words)
        either = len(self.words) + len(other.words) - shared
        return shared >= _LIKELY_COPY * either and are_same(self.copyable, other.copyable)


def related(
    story: Story,
    reader: Reader,
    store: Store,
    stem: Stem,
    rarity: Rarity,
    *,
    limit: int,
    days: int | None = None,
) -> tuple[Related, ...]:
    """The stories nearest to `story`, strongest tie first, each with what ties it.

    Stories far apart in time need stronger ties. Copies of the story are left out, and of copies
    of each other the one with the strongest tie is shown.

    Args:
        story: a story of the archive.
        reader, store: the archive's.
        stem: what families are made by.
        rarity: of the reader.
        limit: the most stories to return.
        days: if given, only stories at most so many days before or after; none if the story has
            no date.
    """
    ties = Ties(story, reader, stem, rarity)
    if not ties.telling or limit <= 0:
        return ()
    window = None if days is None else around(story, days)
    if days is not None and window is None:
        return ()
    wanted = limit * _CANDIDATES + _MORE
    request = Request(
        plan=ties.plan_with(preferred(around(story))),
        filters=Filters(days=window or DayRange()),
        limit=wanted,
        enough=wanted,
    )
    found = [story_id for story_id, _ in reader.search(request).hits if story_id != story.id]
    others = store.get_many(found)
    candidates = [
        own
        for story_id in found
        if story_id in others and (own := tie(story, others[story_id], ties)) is not None
    ]
    candidates.sort(key=lambda own: -own.score)  # stable: equal ones as the engine ranked them
    return tuple(without_copies(story, candidates, limit))


def in_time_order(found: Iterable[Related]) -> tuple[Related, ...]:
    """The same stories as a running story was told: oldest first, unknown dates last."""

    def age(own: Related) -> tuple[bool, int, str]:
        published = own.story.published
        return published is None, published.minutes() if published else 0, own.story.id

    return tuple(sorted(found, key=age))


def days_between(one: Story, other: Story) -> int | None:
    """Days from one story to another, 0 or more; None where a date is unknown."""
    if one.published is None or other.published is None:
        return None
    first, second = one.published.days().start, other.published.days().start
    return abs((first - second).days) if first and second else None


def tie(story: Story, other: Story, ties: Ties) -> Related | None:
    """What ties another story to `story`, whose ties are given; None where that is too little."""
    shared = ties.with_story(other)
    if shared.strength < _LEAST_STRENGTH or len(shared.terms) + 2 * len(shared.names) < 2:
        return None
    places = places_of_both(story, other)
    days = days_between(story, other)
    strength = shared.strength + (_PLACE if places else 0.0)
    reason = Reason(terms=shared.terms, names=shared.names, places=places, days=days)
    return Related(story=other, score=strength * _nearness(days), reason=reason)


def places_of_both(story: Story, other: Story) -> tuple[str, ...]:
    """The places that two stories share."""
    return tuple(place for place in other.places if place in story.places)


def _nearness(days: int | None) -> float:
    """What is left of a tie over this many days, _OLD to 1."""
    if days is None:
        return _UNDATED
    return _OLD + (1 - _OLD) / (1 + (days / NEAR_DAYS) ** 2)


def around(story: Story, days: int = NEAR_DAYS) -> DayRange | None:
    """The days up to `days` before and after a story; None where it has no date."""
    own = story.published.days() if story.published else None
    if own is None or own.start is None or own.end is None:
        return None
    return DayRange(own.start - timedelta(days), own.end + timedelta(days))


def preferred(window: DayRange | None) -> tuple[Factor, ...]:
    """Stories of these days before others."""
    return (Preferred(Dated(window), _PREFERRED),) if window else ()


def without_copies(story: Story, candidates: Sequence[Related], limit: int) -> list[Related]:
    """The first candidates that are copies neither of the story nor of one before them."""
    shown: list[Related] = []
    seen = [_Told(story)]
    for candidate in candidates:
        told = _Told(candidate.story)
        if any(told.is_copy_of(other) for other in seen):
            continue
        seen.append(told)
        shown.append(candidate)
        if len(shown) == limit:
            break
    return shown
