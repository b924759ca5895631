"""Which stories tell one running story, from its first day to its last?

A running story is told by stories of which each lies near some others, though the last may share
little with the first. It is grown from one story: the nearest of all candidates joins, then the
nearest to both, and so on while what is left is near enough (as in agglomerative clustering, half
by single and half by average linkage: Manning, Raghavan, Schuetze, Introduction to Information
Retrieval, 2008, ch. 17). Candidates are found by the words of whatever joined last.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .dates import DayRange
from .ports import Reader, Request
from .profiles import Nearness, Profile, Profiler
from .query.clauses import Family, Plan, Word
from .rarity import Rarity
from .related import (
    around,
    days_between,
    in_time_order,
    places_of_both,
    preferred,
    tie,
    without_copies,
)
from .store import Store
from .ties import Stem, Ties, names_of_both
from .values import Reason, Related, Story

LONGEST: Final = 50
"""The most stories that a running story is followed through."""

_ENOUGH: Final = 0.0845  # of nearness to join, where there are a hundred stories: below it lies
# what shares a place or a subject only
_MORE: Final = 0.09  # for each ten times as many stories: the more there are, the more lie near by
# chance
_NEAREST: Final = 0.5  # of the nearness to a running story is that to its nearest story; the rest
# is the mean over all: a story that is like but one of them by chance stays out
_FULL: Final = 1.5  # times enough: what joined less near counts less for what joins by it
_HALF: Final = 60  # days apart at which half of what time can take is taken
_FAR: Final = 0.2  # is left of a nearness over years
_UNDATED: Final = 0.75
_FOUND: Final = (30, 25, 20)  # candidates asked for at first, and by the words of what joined
_ASKED: Final = 16  # words that are asked for
_TERMS_SHOWN: Final = 4

Array = NDArray[Any]


class _Joined(NamedTuple):
    """A story of the running one: its number, the number of the nearest of those that joined
    before it, and how near it lies to all of them.
    """

    at: int
    by: int
    near: float


def running(
    story: Story, reader: Reader, store: Store, stem: Stem, rarity: Rarity, *, limit: int = LONGEST
) -> tuple[Related, ...]:
    """The other stories of the running story that `story` is one of, the oldest first, those of
    unknown date last.

    Its reason says what ties each to `story`, or, where that is too little, to the story `by`,
    which is one of them. Copies of a story that is among them are left out.

    Args:
        story: a story of the archive.
        reader, store: the archive's.
        stem: what families are made by.
        rarity: of the reader.
        limit: the most stories to return, the nearest, at most LONGEST.
    """
    ties = Ties(story, reader, stem, rarity)
    if not ties.telling or limit <= 0:
        return ()
    profiler = Profiler(stem)
    profiles = list(profiler.profiles([story]))
    known = {story.id}
    plan = ties.plan_with(preferred(around(story)))
    asked: set[int] = {0}
    grown: list[_Joined] = []
    nearness = Nearness(profiles, rarity)
    enough = _enough(rarity.total)
    for number in _FOUND:
        found = [own for own, _ in reader.search(_request(plan, number)).hits if own not in known]
        if not found:
            break
        known.update(found)
        others = store.get_many(found)
        profiles += profiler.profiles(others[own] for own in found if own in others)
        nearness = Nearness(profiles, rarity)
        grown = _grown(_Links(profiles, nearness), min(limit, LONGEST), enough)
        fresh = [own.at for own in grown if own.at not in asked]
        if not fresh:
            break
        asked.update(fresh)
        plan = _plan(fresh, profiles, nearness)
    thread = _Thread(story, profiles, nearness, ties)
    return in_time_order(without_copies(story, [thread.related(own) for own in grown], limit))


def _enough(stories: int) -> float:
    """How near is near enough, where there are so many stories that may be near by chance."""
    return _ENOUGH + _MORE * max(0.0, math.log10(stories / 100))


def _request(plan: Plan, number: int) -> Request:
    return Request(plan=plan, limit=number, enough=number)


class _Links:
    """How near stories are to each other, what lies between them in time taken off."""

    def __init__(self, profiles: Sequence[Profile], nearness: Nearness) -> None:
        self._nearness = nearness
        days = [_day(profile.story) for profile in profiles]
        self._days = np.array([np.nan if day is None else day for day in days])
        self.count = len(profiles)

    def of(self, at: int) -> Array:
        """To each story from the one of this number; 0 to 1."""
        days = np.abs(self._days - self._days[at])
        left = _FAR + (1 - _FAR) / (1 + (days / _HALF) ** 2)
        # Rounded, so that the last bit of a sum decides nothing.
        links: Array = self._nearness.angles(at) * np.where(np.isnan(left), _UNDATED, left)
        return links.round(9)


def _day(story: Story) -> int | None:
    days = story.published.days() if story.published else None
    return days.start.toordinal() if days and days.start else None


def _grown(links: _Links, limit: int, enough: float) -> list[_Joined]:
    """What joins the first story, in this order."""
    grown: list[_Joined] = []
    nearest, by = links.of(0), np.zeros(links.count, np.int64)
    total, carried = nearest.copy(), 1.0
    outside = np.ones(links.count, np.bool_)
    outside[0] = False
    while len(grown) < limit and outside.any():
        near = _NEAREST * nearest + (1 - _NEAREST) * total / carried
        at = int(np.argmax(np.where(outside, near.round(9), -1.0)))
        if near[at] < enough:
            break
        grown.append(_Joined(at, int(by[at]), float(near[at])))
        outside[at] = False
        carries = min(1.0, float(near[at]) / (_FULL * enough))
        own = carries * links.of(at)
        by = np.where(own > nearest, at, by)
        nearest = np.maximum(nearest, own)
        total += own
        carried += carries
    return grown


def _plan(fresh: Sequence[int], profiles: Sequence[Profile], nearness: Nearness) -> Plan:
    """Asks for the words that tell most of some stories, near their days."""
    told = nearness.weights[fresh].sum(axis=0)
    stems = nearness.stems
    best = sorted(range(len(stems)), key=lambda at: (-round(float(told[at]), 9), stems[at]))
    words = [(stems[at], _form(stems[at], fresh, profiles)) for at in best[:_ASKED] if told[at]]
    days = [days for at in fresh if (days := around(profiles[at].story))]
    window = DayRange(
        min((own.start for own in days if own.start), default=None),
        max((own.end for own in days if own.end), default=None),
    )
    return Plan(
        words=tuple(Word(form, Family(form, stem)) for stem, form in words),
        factors=preferred(window if days else None),
    )


def _form(stem: str, those: Sequence[int], profiles: Sequence[Profile]) -> str:
    """A form of a stem that one of those stories prints."""
    return next(profiles[at].forms[stem] for at in those if stem in profiles[at].forms)


class _Thread:
    """What ties the stories of a running story to the one it was grown from."""

    def __init__(
        self, story: Story, profiles: Sequence[Profile], nearness: Nearness, ties: Ties
    ) -> None:
        self._story, self._profiles = story, profiles
        self._nearness, self._ties = nearness, ties

    def related(self, joined: _Joined) -> Related:
        """One of them, and why it is."""
        other = self._profiles[joined.at].story
        direct = tie(self._story, other, self._ties)
        if direct is not None or joined.by == 0:
            reason = direct.reason if direct else self._through(joined, by="")
        else:
            reason = self._through(joined, by=self._profiles[joined.by].story.id)
        return Related(story=other, score=round(joined.near, 6), reason=reason)

    def _through(self, joined: _Joined, by: str) -> Reason:
        """What a story shares with the one it came by."""
        one, other = self._profiles[joined.by], self._profiles[joined.at]
        weights = self._nearness.weights
        worth: Mapping[str, float] = dict(
            zip(self._nearness.stems, weights[joined.by] * weights[joined.at], strict=True)
        )
        names = names_of_both(one.story, other.story)
        said = {word for name in names for word in name.lower().split()}
        best = sorted((stem for stem in worth if worth[stem] > 0), key=lambda s: (-worth[s], s))
        terms = (other.forms[stem] for stem in best)
        return Reason(
            terms=tuple(term for term in terms if term not in said)[:_TERMS_SHOWN],
            names=names,
            places=places_of_both(one.story, other.story),
            days=days_between(self._story, other.story),
            by=by,
        )
