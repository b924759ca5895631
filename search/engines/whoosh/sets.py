"""Which stories of a view are in the set of a request, and how many words may they miss?"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from search.ports import Request
from search.values import FacetName

from .container import Array
from .matching import ViewMatcher, within_days


class ViewSet:
    """The stories of one view that may be in the set, before it is known how many words may be
    missed.
    """

    def __init__(self, matcher: ViewMatcher, request: Request) -> None:
        filters = request.filters
        self.matcher = matcher
        self._words = [word.clause for word in request.plan.words]
        self._base = matcher.view.living
        for clause in request.plan.strict:
            self._base = self._base & matcher.mask(clause)
        if not filters.days.is_open:
            self._base = self._base & within_days(matcher.view, filters.days)
        self._choices = {facet: matcher.chosen(facet, choice) for facet, choice in filters.choices}
        for clause in self._words:
            matcher.mask(clause)

    def passing(self, lifted: FacetName | None = None) -> Array:
        """Filters and strict clauses hold; the choice in one facet may be lifted."""
        mask = self._base
        for facet, chosen in self._choices.items():
            if facet is not lifted:
                mask = mask & chosen
        return mask

    def chosen(self, allowed: int, lifted: FacetName | None = None) -> Array:
        """Those passing that miss at most `allowed` of the words."""
        mask = self.passing(lifted)
        if allowed:
            return mask & (self.held >= len(self._words) - allowed)
        for clause in self._words:
            mask = mask & self.matcher.mask(clause)
        return mask

    @cached_property
    def whole(self) -> Array:
        """Those passing that miss no word."""
        return self.chosen(0)

    @cached_property
    def held(self) -> Array:
        """How many of the words each story holds."""
        held = np.zeros(self.matcher.view.stories, np.uint8)
        for clause in self._words:
            held += self.matcher.mask(clause)
        return held


def allowance(sets: Sequence[ViewSet], words: int, enough: int) -> tuple[int, int]:
    """How many words may be missed (search.ports.Reader.search), and how many stories miss none."""
    whole = sum(int(np.count_nonzero(own.whole)) for own in sets)
    if words < 2 or whole >= enough:
        return 0, whole
    by_held = np.zeros(words + 1, np.int64)
    for own in sets:
        by_held += np.bincount(own.held[own.passing()], minlength=words + 1)
    allowed = 0
    while allowed + 1 < words and by_held[words - allowed :].sum() < enough:
        allowed += 1
    return allowed, whole
