"""Which stories of a set come first, and why? docs/ranking.md, "The score of a story"."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from search.ports import Explained, Request
from search.values import Sort

from .container import Array
from .factors import factor_of
from .folding import Folding
from .matching import ViewMatcher
from .nearness import WINDOW, nearness
from .ordering import Candidates, Hit, StoryId, best
from .scoring import Rarity, parts_of, scored
from .snapshot import Snapshot


class Ranking:
    """The order of one request's set. `matchers` are the snapshot's views that were reached."""

    def __init__(
        self,
        snapshot: Snapshot,
        matchers: Sequence[ViewMatcher],
        request: Request,
        rarity: Rarity,
        story_id: StoryId,
    ) -> None:
        self._snapshot = snapshot
        self._matchers = matchers
        self._request = request
        self._rarity = rarity
        self._story_id = story_id
        self._near: dict[tuple[int, int], float] = {}
        """What nearness added to the stories it was counted for, by view and number."""
        self._folding: Folding | None = None

    def hits(self, stories: Sequence[Array]) -> list[Hit]:
        """The hits of the page asked for; `stories` are those of the set, a view each."""
        request, codes = self._request, self._snapshot.codes
        first, last = request.offset, request.offset + request.limit
        if request.fold and codes is not None:
            self._folding = Folding(codes, stories)
        if not request.limit:
            return []
        parts: Sequence[Candidates] = [
            Candidates(view, own, self._scores(view, own), self._matchers[view].view.minutes)
            for view, own in enumerate(stories)
            if len(own)
        ]
        if self._folding is not None:
            parts = self._folding.shown(parts, request.sort, self._story_id)
        is_ranked = request.sort is Sort.RELEVANCE
        if not is_ranked or not request.plan.near or first >= WINDOW:
            return best(parts, request.sort, first, last, self._story_id)
        ahead = best(parts, request.sort, 0, max(last, WINDOW), self._story_id)
        return [*self._looked_at(ahead[:WINDOW]), *ahead[WINDOW:]][first:last]

    @property
    def away(self) -> int:
        """How many stories of the set are not shown, being copies of others."""
        return self._folding.away if self._folding is not None else 0

    def copies(self, hits: Iterable[Hit]) -> dict[str, tuple[str, ...]]:
        """Of each of some hits that has any, the stories it is shown for besides itself."""
        if self._folding is None:
            return {}
        found = ((hit, self._folding.copies(*hit[:2])) for hit in hits)
        return {
            self._story_id(*hit[:2]): tuple(self._story_id(*copy) for copy in copies)
            for hit, copies in found
            if copies
        }

    def _scores(self, view: int, stories: Array) -> Array | None:
        """Without nearness; none under a date sort."""
        if self._request.sort is not Sort.RELEVANCE:
            return None
        matcher, plan = self._matchers[view], self._request.plan
        scores = scored(self._snapshot, matcher, plan, stories, self._rarity)
        for factor in plan.factors:
            scores *= factor_of(matcher, factor, stories)
        return scores

    def _looked_at(self, window: Sequence[Hit]) -> list[Hit]:
        """The same hits in their order once it counts how near the words stand."""
        parts = []
        for view, (stories, scores) in _by_view(window).items():
            matcher, plan = self._matchers[view], self._request.plan
            near = nearness(self._snapshot, matcher, plan, stories, self._rarity)
            self._near |= zip([(view, own) for own in stories.tolist()], near.tolist(), strict=True)
            for factor in plan.factors:
                near *= factor_of(matcher, factor, stories)
            parts.append(Candidates(view, stories, scores + near, matcher.view.minutes))
        return best(parts, Sort.RELEVANCE, 0, len(window), self._story_id)

    def explained(self, hits: Sequence[Hit]) -> tuple[Explained, ...]:
        """How each of some hits came by its score; () under a date sort."""
        if self._request.sort is not Sort.RELEVANCE:
            return ()
        found: dict[tuple[int, int], Explained] = {}
        for view, (stories, _) in _by_view(hits).items():
            matcher, plan = self._matchers[view], self._request.plan
            parts = parts_of(self._snapshot, matcher, plan, stories, self._rarity)
            factors = [factor_of(matcher, factor, stories) for factor in plan.factors]
            for at, story in enumerate(stories.tolist()):
                found[view, story] = Explained(
                    parts=tuple(float(part[at]) for part in parts),
                    near=self._near.get((view, story), 0.0),
                    factors=tuple(float(factor[at]) for factor in factors),
                )
        return tuple(found[view, story] for view, story, _ in hits)


def _by_view(hits: Iterable[Hit]) -> dict[int, tuple[Array, Array]]:
    """View -> the numbers of its stories, ascending, and their scores."""
    views = defaultdict[int, list[tuple[int, float]]](list)
    for view, story, score in hits:
        views[view].append((story, score))
    return {
        view: (np.array([story for story, _ in own]), np.array([score for _, score in own]))
        for view, pairs in views.items()
        for own in (sorted(pairs),)
    }
