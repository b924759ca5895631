"""Which stories of a view are in the set of a request, and how many words may they miss?"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from search.ports import Request
from search.query.clauses import Clause
from search.values import FacetName

from .container import Array
from .matching import ViewMatcher, folded, within_days


class ViewSet:
    """The stories of one view that may be in the set, before it is known how many words may be
    missed. `words` are the clauses of the plan's words, best the rarest first: where no story is
    left the others are not looked up.
    """

    def __init__(self, matcher: ViewMatcher, request: Request, words: Sequence[Clause]) -> None:
        filters = request.filters
        self.matcher = matcher
        self._words = words
        self._binding = [matcher.mask(clause) for clause in request.plan.strict]
        if not filters.days.is_open:
            self._binding.append(within_days(matcher.view, filters.days))
        if not self._binding and not words:  # what words and clauses find is living
            self._binding.append(matcher.view.living)
        self._choices = {facet: matcher.chosen(facet, choice) for facet, choice in filters.choices}

    def chosen(self, allowed: int, lifted: FacetName | None = None) -> Array:
        """Those that pass the filters, the choice in one facet lifted, and the strict clauses, and
        miss at most `allowed` of the words. Not to be changed.
        """
        masks = self._passing(lifted)
        if allowed:
            return folded(np.logical_and, [*masks, self.held >= len(self._words) - allowed])
        for clause in self._words:
            masks.append(self.matcher.mask(clause))
            if len(masks) > 1:
                masks = [folded(np.logical_and, masks)]
                if not masks[0].any():
                    break
        return folded(np.logical_and, masks)

    def _passing(self, lifted: FacetName | None = None) -> list[Array]:
        return [*self._binding, *(m for facet, m in self._choices.items() if facet is not lifted)]

    def by_held(self) -> Array:
        """How many stories that pass filters and strict clauses hold 0, 1, ... of the words."""
        held, masks = self.held, self._passing()
        own = held[folded(np.logical_and, masks)] if masks else held
        return np.bincount(own, minlength=len(self._words) + 1)

    @cached_property
    def whole(self) -> Array:
        """Those passing that miss no word."""
        return self.chosen(0)

    @cached_property
    def whole_stories(self) -> Array:
        """The numbers of those passing that miss no word."""
        return self.whole.nonzero()[0]

    @cached_property
    def held(self) -> Array:
        """How many of the words each story holds."""
        held = np.zeros(self.matcher.view.stories, np.uint8)
        for clause in self._words:
            held += self.matcher.mask(clause).view(np.uint8)
        return held


def allowance(sets: Sequence[ViewSet], words: int, enough: int) -> tuple[int, int]:
    """How many words may be missed (search.ports.Reader.search), and how many stories miss none."""
    whole = sum(len(own.whole_stories) for own in sets)
    if words < 2 or whole >= enough:
        return 0, whole
    by_held = np.zeros(words + 1, np.int64)
    for own in sets:
        by_held += own.by_held()
    allowed = 0
    while allowed + 1 < words and by_held[words - allowed :].sum() < enough:
        allowed += 1
    return allowed, whole
