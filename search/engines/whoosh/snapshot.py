"""What does one commit look like to those who search it? Its segments without deleted stories.

Everything that depends on all segments together (how many stories live, how long fields are on
average, which values a facet has) is worked out here once, when it is first asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final, Generic, TypeVar

import numpy as np

from search.query.clauses import ALL_FIELDS, Clause, Family, TextField
from search.values import FacetName

from .container import Array
from .copytable import CopyTable
from .facettable import FacetColumn, FacetTable, joined_column
from .familytable import FamilyTable
from .segment import FIELD_NUMBERS, Segment

K1: Final = 0.55
SHARE: Final = 0.75
"""What a form that was not typed counts of one that was."""
WEIGHTS: Final[Mapping[TextField, float]] = {
    TextField.TITLE: 3.0, TextField.LEAD: 1.3, TextField.BODY: 1.0, TextField.CAPTION: 0.5,
}  # fmt: skip
NORMALISATIONS: Final[Mapping[TextField, float]] = {
    TextField.TITLE: 0.5, TextField.LEAD: 0.5, TextField.BODY: 0.9, TextField.CAPTION: 0.75,
}  # fmt: skip
"""w, b, k1 and share of docs/ranking.md."""

# How many are kept before they are forgotten, least used first or all together:
_TABLES_KEPT: Final = 16  # combinations of facets; a page asks for always the same
_REMEMBERED: Final = 10_000  # terms with their number, stems with their forms
_CLAUSES_REMEMBERED: Final = 2_000  # a few MB at most

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Some answers, so that they need not be worked out again. Threads may share it.

    When there are `most` of them all are forgotten, so that memory is bounded.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Key, Value] = {}

    def of(self, key: Key, answer: Callable[[Key], Value]) -> Value:
        """What is remembered of a key, or else `answer` says."""
        known = self._known.get(key)
        if known is None:
            known = answer(key)
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[key] = known
        return known

    def known(self, key: Key, default: Value) -> Value:
        """What is remembered of a key, or else the default."""
        return self._known.get(key, default)


class View:
    """A segment as one snapshot sees it. `living` has one truth value a story."""

    def __init__(self, segment: Segment, living: Array) -> None:
        self.segment = segment
        self.living = living
        self.count = int(np.count_nonzero(living))
        self.all_living = self.count == segment.stories
        self.number = lru_cache(_REMEMBERED)(segment.terms.number)
        """The number of a term in the segment; -1 where no story there has it."""
        self.family_blocks = Remembered[Family, list[tuple[int, int, int]]](_CLAUSES_REMEMBERED)
        """Where the postings of families lie (occurrences.Block)."""
        # Single numbers come faster out of a memoryview than out of an array.
        self.entry_fields = segment.entry_fields.data
        self.entry_postings = segment.entry_postings.data
        self.entry_positions = segment.entry_positions.data

    def stories_with(self, term: bytes) -> int:
        """How many living stories have a term."""
        number = self.number(term)
        if number < 0:
            return 0
        entries = self.segment.term_entries
        first, last = int(entries[number]), int(entries[number + 1])
        own = self.segment.posting_stories[self.entry_postings[first] : self.entry_postings[last]]
        if last - first == 1 and self.all_living:  # in one field: each story once
            return len(own)
        mask = np.zeros(self.segment.stories, np.bool_)
        mask[own] = True
        return int(np.count_nonzero(mask & self.living))

    @property
    def stories(self) -> int:
        """How many stories the segment has, living or not."""
        return self.segment.stories

    @cached_property
    def minutes(self) -> Array:
        """When published, as float64, exact; -inf where unknown."""
        minutes = self.segment.minutes
        return np.where(minutes == np.iinfo(np.int64).min, -np.inf, minutes.astype(np.float64))


class Snapshot:
    """The segments of one commit, the families' table and that of copies. Threads share it."""

    def __init__(
        self, views: Sequence[View], families: FamilyTable, copies: CopyTable | None = None
    ) -> None:
        self.views = tuple(views)
        self.families = families
        self.copies = copies
        self.count = sum(view.count for view in views)
        self._columns = Remembered[FacetName, FacetColumn](len(FacetName))
        self._tables = Remembered[tuple[FacetName, ...], FacetTable](_TABLES_KEPT)
        self._norms = Remembered[View, Array](len(self.views))
        self.forms = lru_cache(_REMEMBERED)(families.forms)
        """The archive's terms with a stem. Not to be changed."""
        self.satisfied = Remembered[Clause, int](_CLAUSES_REMEMBERED)
        """How many living stories satisfy a clause."""

    @cached_property
    def codes(self) -> tuple[Array, ...] | None:
        """Of each view's stories the code of the group of copies they are in (folding.Folding);
        None where no story has a copy.

        Raises:
            DamagedIndex: the table is not what was written.
        """
        if self.copies is None:
            return None
        self.copies.file.expect_whole()  # numbers that are none could ask for any memory
        if not self.copies.ids:
            return None
        found = [np.zeros(view.stories, np.uint32) for view in self.views]
        codes = (self.copies.centres + np.uint32(1)).tolist()
        for view, own in zip(self.views, found, strict=True):
            known = [(view.segment.ids.number(name), code)
                     for name, code in zip(self.copies.ids, codes, strict=True)]  # fmt: skip
            numbers, own_codes = np.array(known, np.int64).T
            own[numbers[numbers >= 0]] = own_codes[numbers >= 0]
        return tuple(found)

    def copies_of(self, story_id: str) -> tuple[str, ...]:
        """The other living stories of a living story's group, sorted.

        Raises:
            DamagedIndex: the table is not what was written.
        """
        own = story_id.encode("utf-8", "surrogatepass")
        if self.copies is None or not self._is_living(own):
            return ()
        self.copies.file.expect_whole()
        group = self.copies.group_of(own)
        return tuple(
            sorted(
                other.decode("utf-8", "surrogatepass")
                for other in group
                if other != own and self._is_living(other)
            )
        )

    def _is_living(self, story_id: bytes) -> bool:
        numbers = [(view, view.segment.ids.number(story_id)) for view in self.views]
        return any(number >= 0 and view.living[number] for view, number in numbers)

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
        return self._norms.of(view, self._worked_out_norms)

    def _worked_out_norms(self, view: View) -> Array:
        norms = np.empty((len(FIELD_NUMBERS), view.stories))
        for field, number in FIELD_NUMBERS.items():
            b = NORMALISATIONS[field]
            lengths = view.segment.lengths(field)
            norms[number] = WEIGHTS[field] / (1 - b + b * lengths / self.averages[field])
        return norms

    def story_id(self, view: int, story: int) -> str:
        """The id of a view's story."""
        return self.views[view].segment.story_id(story)

    def column(self, facet: FacetName) -> FacetColumn:
        """One facet over all segments."""
        return self._columns.of(facet, self._joined_column)

    def _joined_column(self, facet: FacetName) -> FacetColumn:
        return joined_column([view.segment.column(facet) for view in self.views])

    def table(self, facets: tuple[FacetName, ...]) -> FacetTable:
        """Some facets laid out to be counted together."""
        return self._tables.of(facets, self._laid_out)

    def _laid_out(self, facets: tuple[FacetName, ...]) -> FacetTable:
        columns = {facet: self.column(facet) for facet in facets}
        return FacetTable(columns, [view.living for view in self.views])
