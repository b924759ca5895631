"""Which stories of a view satisfy a clause? One truth value a story.

Whoosh's own query tree is not used: several of its nodes return deleted stories or wrong scores
(docs/decisions/0001). Masks hold living stories only, so all logic is plain array logic.
"""

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Final

import numpy as np

from search.dates import DayRange
from search.language.tokens import tokenize
from search.query.clauses import (
    All,
    Boosted,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Valued,
    Variants,
    Without,
)
from search.query.clauses import Sequence as Ordered
from search.values import Choice, FacetName

from .container import Array
from .expansion import Expansions
from .facettable import FacetColumn, FacetView
from .occurrences import (
    UNTYPED,
    Block,
    Found,
    blocks,
    blocks_between,
    joined,
    sequences,
    stories_of,
)
from .snapshot import Snapshot, View

_STORIES_KEPT: Final = 1 << 18  # of one view; 2 MB
_row: Final = itemgetter(2)


def encoded(term: str) -> bytes:
    """A term as the index files it."""
    return term.encode("utf-8", "surrogatepass")


def forms_of(snapshot: Snapshot, family: Family) -> list[bytes]:
    """The terms of a family, the typed one first."""
    typed = encoded(family.typed)
    others = snapshot.forms(family.stem)
    if family.also or family.but:
        left_out = set(map(encoded, family.but))
        others = [form for form in others if form not in left_out]
        others += [form for form in map(encoded, family.also) if form not in others]
    return [typed, *(form for form in others if form != typed)]


class ViewMatcher:
    """Evaluates the clauses of one request over one view, and remembers each answer."""

    def __init__(self, snapshot: Snapshot, number: int, expansions: Expansions) -> None:
        self.view = snapshot.views[number]
        self._snapshot = snapshot
        self._number = number
        self._expansions = expansions
        self._masks: dict[Clause, Array] = {}
        self._blocks: dict[Clause, list[Block]] = {}
        self._found: dict[Clause, Found] = {}
        self._stories: dict[Clause, Array] = {}
        self._stories_kept = 0

    def mask(self, clause: Clause) -> Array:
        """The living stories that satisfy a clause. Not to be changed."""
        known = self._masks.get(clause)
        if known is None:
            known = self._masks[clause] = self._match(clause)
        return known

    def _match(self, clause: Clause) -> Array:
        match clause:
            case Family() | Pattern() | Fuzzy() | Exact():
                return self._marked(self.stories(clause))
            case Ordered():
                return self._marked(self.found(clause).stories)
            case Dated():
                return within_days(self.view, clause.days)
            case Valued():
                return self._valued(clause)
            case _:
                return self._combined(clause)

    def _combined(self, clause: Every | All | Either | Variants | Without | Boosted) -> Array:
        match clause:
            case Every():
                return self.view.living
            case All():
                return folded(np.logical_and, [self.mask(part) for part in clause.clauses])
            case Either() | Variants():
                return folded(np.logical_or, [self.mask(part) for part in clause.clauses])
            case Without():
                return self.view.living & ~self.mask(clause.clause)
            case Boosted():
                return self.mask(clause.clause)

    def blocks(self, clause: Family | Exact | Pattern | Fuzzy) -> list[Block]:
        """The postings of a clause's terms, with their rows (occurrences)."""
        known = self._blocks.get(clause)
        if known is None:
            known = self._blocks[clause] = self._located(clause)
        return known

    def stories(self, clause: Family | Exact | Pattern | Fuzzy) -> Array:
        """The stories of `blocks`, posting by posting; kept for the scores if not too many."""
        known = self._stories.get(clause)
        if known is None:
            known = stories_of(self.view, self.blocks(clause))
            if self._stories_kept + len(known) <= _STORIES_KEPT:
                self._stories_kept += len(known)
                self._stories[clause] = known
        return known

    def _located(self, clause: Family | Exact | Pattern | Fuzzy) -> list[Block]:
        view, fields = self.view, clause.fields
        match clause:
            case Family():
                return view.family_blocks.of(clause, self._family_blocks)
            case Exact():
                return blocks(view, [encoded(term) for term in clause.terms], fields)
            case Pattern() | Fuzzy():
                expanded = self._expansions.of(clause)
                if expanded.ranges is not None:
                    return blocks_between(view, expanded.ranges[view], fields)
                return blocks(view, expanded.terms, fields)

    def _family_blocks(self, clause: Family) -> list[Block]:
        view, fields = self.view, clause.fields
        typed, *others = forms_of(self._snapshot, clause)
        located = blocks(view, (typed,), fields)
        located += blocks(view, others, fields, UNTYPED)
        return sorted(located, key=_row)  # so that the scores take a row in one go

    def found(self, clause: Exact | Ordered) -> Found:
        """Where and how often alternatives or a sequence stand."""
        known = self._found.get(clause)
        if known is None:
            if isinstance(clause, Exact):
                known = joined(self.view, [encoded(term) for term in clause.terms], clause.fields)
            else:
                slots = [[encoded(term) for term in slot] for slot in clause.slots]
                known = sequences(self.view, slots, clause.slop, clause.fields)
            self._found[clause] = known
        return known

    def _marked(self, stories: Array) -> Array:
        mask = np.zeros(self.view.stories, np.bool_)
        mask[stories] = True
        if not self.view.all_living:
            mask &= self.view.living
        return mask

    def _valued(self, clause: Valued) -> Array:
        column = self._snapshot.column(clause.facet)
        words = clause.words
        fitting = [code for value, code in column.codes.items() if _holds(value, words)]
        return self.view.living & having(column, column.views[self._number], fitting)

    def chosen(self, facet: FacetName, choice: Choice) -> Array:
        """The stories, living or not, that pass a choice (values.Choice.accepts)."""
        column = self._snapshot.column(facet)
        own = column.views[self._number]
        passing = np.ones(self.view.stories, np.bool_)
        if choice.include:
            passing &= having(column, own, _codes(column, choice.include))
        if choice.exclude:
            passing &= ~having(column, own, _codes(column, choice.exclude))
        return passing


def within_days(view: View, days: DayRange) -> Array:
    """The living stories whose whole possible interval lies in some days; unknown never does."""
    segment = view.segment
    mask = view.living & (segment.days_from > 0)
    if days.start is not None:
        mask &= segment.days_from >= _ordinal(days.start)
    if days.end is not None:
        mask &= segment.days_until <= _ordinal(days.end)
    return mask


def having(column: FacetColumn, own: FacetView, codes: Sequence[int]) -> Array:
    """The stories with any of some codes."""
    wanted = np.zeros(len(column.values) + 1, np.bool_)
    wanted[list(codes)] = True
    mask = wanted[own.first]
    mask[own.more_stories[wanted[own.more_codes]]] = True
    return mask


def _codes(column: FacetColumn, values: Sequence[str | None]) -> list[int]:
    found = [0 if value is None else column.codes.get(value, -1) for value in values]
    return [code for code in found if code >= 0]


def _ordinal(day: date) -> int:
    return day.toordinal()


def folded(operation: np.ufunc, masks: Sequence[Array]) -> Array:
    """Some masks made one. Not to be changed: of one it is that mask itself."""
    if len(masks) == 1:
        return masks[0]
    whole: Array = operation(masks[0], masks[1])
    for mask in masks[2:]:
        operation(whole, mask, out=whole)
    return whole


def _holds(value: str, words: tuple[str, ...]) -> bool:
    """Whether a facet value's folded words hold the given ones side by side."""
    own = [token.terms for token in tokenize(value)]
    starts = range(len(own) - len(words) + 1)
    return any(all(word in own[at + n] for n, word in enumerate(words)) for at in starts)
