"""What is in one segment? The arrays of up to 65,535 stories, written once (docs/index-format.md).

Stories have numbers from 0 within their segment, in the order of their revisions. Postings are
ordered by term, then field, then story; the postings of one term in one field are an **entry**.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from search.copies.fingerprints import LANES
from search.query.clauses import ALL_FIELDS, TextField
from search.values import FacetName

from .container import Array, ArrayFile
from .strings import NOT_ASCII, Strings, letters

SEGMENT: Final = "segment"
MAX_STORIES: Final = 65_535
"""Stories of one segment at most, so that their numbers have 16 bits."""
FINGERPRINTS: Final = "fingerprints"
UNKNOWN_MINUTE: Final = np.iinfo(np.int64).min

_HALF: Final = 4  # letters that are compared at most

FIELD_NUMBERS: Final = {field: number for number, field in enumerate(ALL_FIELDS)}


class Column:
    """The values of one facet: a dictionary, and each story's values as codes into it."""

    def __init__(self, file: ArrayFile, facet: FacetName) -> None:
        self.values = tuple(text.decode() for text in Strings(file, f"{facet}_values"))
        self.first = file.array(f"{facet}_first")
        """One code a story: its first value + 1, or 0 where it has none."""
        self.more_stories = file.array(f"{facet}_more_stories")
        self.more_codes = file.array(f"{facet}_more_codes")
        """The values after the first: of which story, and value + 1; by story."""


class Segment:
    """One segment's file, open; its arrays are read only.

    Raises (at construction):
        DamagedIndex: the file is not the one that was written (`identity`), or cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.file = file = ArrayFile(path, SEGMENT)
        self.stories = int(file.values["stories"])
        file.read_ahead("minutes")  # what nearly every search reads, at the end of the file
        self.terms = Strings(file, "term")
        self.ids = Strings(file, "id")
        # Of each term its entries, of each entry its field, postings and positions: half-open
        # ranges, each from its number to that of the next.
        self.term_entries = file.array("term_entries").data
        self.entry_fields = file.array("entry_fields")
        self.entry_postings = file.array("entry_postings")
        self.entry_positions = file.array("entry_positions")
        self.term_sizes = file.array("term_sizes")
        """Of each term its length in bytes."""
        self.posting_stories = file.array("posting_stories")
        self.posting_times = file.array("posting_times")
        """Positions at which the term stands in that story's field: 1 or more."""
        self.positions = file.array("positions")
        self.minutes = file.array("minutes")
        """When published, as Moment.minutes(); UNKNOWN_MINUTE where that is unknown."""
        self.days_from = file.array("days_from")
        self.days_until = file.array("days_until")
        """The WIB days it may lie on, half-open, as ordinals of datetime.date; 0, 0 if unknown."""

    def lengths(self, field: TextField) -> Array:
        """How many positions of a field carry a token, for each story."""
        return self.file.array(f"length_{field}")

    def column(self, facet: FacetName) -> Column:
        """The values of a facet."""
        return Column(self.file, facet)

    @cached_property
    def sized_terms(self) -> "SizedTerms":
        """The terms by their length."""
        return SizedTerms(self.file, self.term_sizes)

    @cached_property
    def term_counts(self) -> tuple[Array, Array, Array]:
        """For each term: positions, capitalised ones, those inside a sentence (ports.Usage)."""
        names = ("term_times", "term_capitalised", "term_inside")
        times, capitalised, inside = map(self.file.array, names)
        return times, capitalised, inside

    @property
    def fingerprints(self) -> Array:
        """What copies are found by, a row a story (search.copies.fingerprints)."""
        return self.file.array(FINGERPRINTS).reshape(-1, LANES)

    def story_number(self, story_id: str) -> int:
        """The number of a story; -1 where the segment never held it."""
        return self.ids.number(story_id.encode("utf-8", "surrogatepass"))

    def story_ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of stories."""
        return list(map(self.story_id, numbers))

    def story_id(self, number: int) -> str:
        """The id of a story."""
        return self.ids[number].decode("utf-8", "surrogatepass")


class SizedTerms:
    """The ASCII terms of a segment by their length, to find those that are near a word."""

    def __init__(self, file: ArrayFile, sizes: Array) -> None:
        self._bytes, self._ends = file.array("term_bytes"), file.array("term_ends")
        own = file.array("term_letters")  # of each term the set of its letters (strings.letters)
        is_other = own & NOT_ASCII != 0
        self._others = is_other.nonzero()[0]
        self._other_letters = own[self._others] & ~NOT_ASCII
        self._other_sizes = sizes[self._others].astype(np.int64)
        order = np.argsort(sizes, kind="stable").astype(np.uint32)
        self._numbers = order[~is_other[order]]
        self._letters = own[self._numbers]
        most = int(sizes.max()) + 1 if sizes.size else 1
        self._starts = sizes[self._numbers].searchsorted(np.arange(most + 1)).tolist()

    def likely(self, word: bytes, edits: int) -> list[int]:
        """The numbers, ascending, of the terms that may be `edits` edits from an ASCII word: all
        that are, and some more.

        An edit changes the length by at most 1; one that does not brings or takes at most two
        letters, another at most one. A letter that is not ASCII takes an edit, and up to 4 bytes.
        """
        wanted = letters([word])[0]
        found = [self._numbers[:0]]
        for size in range(max(1, len(word) - edits), len(word) + edits + 1):
            start, stop = (self._starts[min(at, len(self._starts) - 1)] for at in (size, size + 1))
            near = np.bitwise_count(self._letters[start:stop] ^ wanted)
            near = near <= 2 * edits - abs(size - len(word))
            found.append(self._numbers[start:stop][near])
        numbers = np.concatenate(found).astype(np.intp)
        if edits == 1:
            numbers = numbers[self._half_alike(numbers, word)]
        near = np.bitwise_count(self._other_letters ^ wanted) <= 2 * edits
        near &= self._other_sizes >= len(word) - edits
        near &= self._other_sizes <= len(word) + 4 * edits
        return sorted(numbers.tolist() + self._others[near].tolist())

    def _half_alike(self, numbers: Array, word: bytes) -> Array:
        """Which terms begin or end as a word does: one edit leaves one half of it as it was."""
        half = min((len(word) - 1) // 2, _HALF)
        own, places = np.frombuffer(word, np.uint8), np.arange(half)
        starts, stops = (self._ends.take(at).astype(np.intp) for at in (numbers, numbers + 1))
        heads = self._bytes.take(starts[:, None] + places)
        tails = self._bytes.take(stops[:, None] - half + places)
        begins: Array = (heads == own[:half]).all(axis=1)
        begins |= (tails == own[len(own) - half :]).all(axis=1)
        return begins
