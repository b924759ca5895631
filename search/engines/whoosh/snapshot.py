"""What does one commit look like to those who search it? Its segments without deleted stories.

Everything that depends on all segments together (how many stories live, how long fields are on
average, which values a facet has) is worked out here once, when it is first asked for.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from search.query.clauses import ALL_FIELDS, TextField
from search.values import FacetName

from .container import Array
from .facettable import FacetColumn, FacetTable, joined_column
from .familytable import FamilyTable
from .segment import FIELD_NUMBERS, Segment

K1: Final = 1.2
SHARE: Final = 0.6
"""What a form that was not typed counts of one that was."""
WEIGHTS: Final[Mapping[TextField, float]] = {
    TextField.TITLE: 3.0, TextField.LEAD: 1.3, TextField.BODY: 1.0, TextField.CAPTION: 0.5,
}  # fmt: skip
NORMALISATIONS: Final[Mapping[TextField, float]] = {
    TextField.TITLE: 0.4, TextField.LEAD: 0.5, TextField.BODY: 0.75, TextField.CAPTION: 0.75,
}  # fmt: skip
"""w, b, k1 and share of docs/ranking.md."""

_TABLES_KEPT: Final = 16  # combinations of facets; a page asks for always the same
_REMEMBERED: Final = 10_000  # terms whose number a view keeps, and stems whose forms a snapshot


class View:
    """A segment as one snapshot sees it. `living` has one truth value a story."""

    def __init__(self, segment: Segment, living: Array) -> None:
        self.segment = segment
        self.living = living
        self.count = int(np.count_nonzero(living))
        self.all_living = self.count == segment.stories
        self._numbers: dict[bytes, int] = {}
        # Single numbers come faster out of a memoryview than out of an array.
        self.entry_fields = segment.entry_fields.data
        self.entry_postings = segment.entry_postings.data
        self.entry_positions = segment.entry_positions.data

    @property
    def stories(self) -> int:
        """How many stories the segment has, living or not."""
        return self.segment.stories

    def number(self, term: bytes) -> int:
        """The number of a term in the segment; -1 where no story there has it."""
        number = self._numbers.get(term)
        if number is None:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            number = self._numbers[term] = self.segment.terms.number(term)
        return number

    @cached_property
    def minutes(self) -> Array:
        """When published, as float64, exact; -inf where unknown."""
        minutes = self.segment.minutes
        return np.where(minutes == np.iinfo(np.int64).min, -np.inf, minutes.astype(np.float64))


class Snapshot:
    """The segments of one commit and the families' table. Threads share it."""

    def __init__(self, views: Sequence[View], families: FamilyTable) -> None:
        self.views = tuple(views)
        self.families = families
        self.count = sum(view.count for view in views)
        self._columns: dict[FacetName, FacetColumn] = {}
        self._tables: dict[tuple[FacetName, ...], FacetTable] = {}
        self._norms: dict[View, Array] = {}
        self._forms: dict[str, list[bytes]] = {}

    @cached_property
    def averages(self) -> Mapping[TextField, float]:
        """Mean length of each field over living stories, at least 1 (docs/ranking.md)."""
        found = {}
        for field in ALL_FIELDS:
            total = 0
            for view in self.views:
                lengths = view.segment.lengths(field)
                own = lengths if view.all_living else lengths[view.living]
                total += int(own.sum(dtype=np.int64))
            found[field] = max(1.0, total / max(1, self.count))
        return found

    def norms(self, view: View) -> Array:
        """What one occurrence of a typed form counts: w / (1 - b + b * length / average), a row a
        field (segment.FIELD_NUMBERS), a column a story.
        """
        known = self._norms.get(view)
        if known is None:
            known = np.empty((len(FIELD_NUMBERS), view.stories))
            for field, number in FIELD_NUMBERS.items():
                b = NORMALISATIONS[field]
                lengths = view.segment.lengths(field)
                known[number] = WEIGHTS[field] / (1 - b + b * lengths / self.averages[field])
            self._norms[view] = known
        return known

    def forms(self, stem: str) -> list[bytes]:
        """The archive's terms with a stem. Not to be changed."""
        known = self._forms.get(stem)
        if known is None:
            if len(self._forms) >= _REMEMBERED:
                self._forms.clear()
            known = self._forms[stem] = self.families.forms(stem)
        return known

    def column(self, facet: FacetName) -> FacetColumn:
        """One facet over all segments."""
        known = self._columns.get(facet)
        if known is None:
            known = joined_column([view.segment.column(facet) for view in self.views])
            self._columns[facet] = known
        return known

    def table(self, facets: tuple[FacetName, ...]) -> FacetTable:
        """Some facets laid out to be counted together."""
        known = self._tables.get(facets)
        if known is None:
            if len(self._tables) >= _TABLES_KEPT:
                self._tables.clear()
            columns = {facet: self.column(facet) for facet in facets}
            known = FacetTable(columns, [view.living for view in self.views])
            self._tables[facets] = known
        return known
