"""How does Whoosh walk over the postings of one term? Through a matcher over our arrays."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo
from whoosh.system import pack_uint

from .container import Array

_POSITIONS: Final = "positions"


class Postings:
    """The postings of one term in one field: `stories` ascending, `times` how often in each.

    `places` are the positions, those of the first story first; None where there are none.
    """

    def __init__(self, stories: Array, times: Array, places: Array | None = None) -> None:
        self.stories = stories
        self.times = times
        self._places = places
        self._ends: Array | None = None

    def positions(self, at: int) -> list[int]:
        """Where the term stands in the story of the posting `at`, ascending; [] if not kept."""
        if self._places is None:
            return []
        if self._ends is None:  # a search without phrases never asks
            self._ends = np.cumsum(self.times, dtype=np.int64)
        end = int(self._ends[at])
        found: list[int] = self._places[end - int(self.times[at]) : end].tolist()
        return found

    def info(self, lengths: Array | None) -> TermInfo:
        """Whoosh's statistics; `lengths` are those of the field, for each story."""
        own = None if lengths is None else lengths[self.stories]
        return TermInfo(
            weight=float(self.times.sum(dtype=np.int64)),
            df=len(self.stories),
            minlength=1 if own is None else int(own.min()),
            maxlength=1 if own is None else int(own.max()),
            maxweight=float(self.times.max()),
            minid=int(self.stories[0]),
            maxid=int(self.stories[-1]),
        )


class ArrayMatcher(LeafMatcher):  # type: ignore[misc] # whoosh is untyped
    """Whoosh's walk over some postings. All of them are one block: only whole terms are skipped."""

    def __init__(
        self, term: tuple[str, bytes], postings: Postings, info: TermInfo, kind: Any, scorer: Any
    ) -> None:
        """`kind` is the field's whoosh.formats.Format; `scorer` may be None."""
        self.format = kind
        self.scorer = scorer
        self._term = term
        self._postings = postings
        self._info = info
        # Single numbers come faster out of a memoryview than out of an array.
        self._ids = np.ascontiguousarray(postings.stories).data
        self._at = 0

    def is_active(self) -> bool:
        """Whether there is a current posting."""
        return self._at < len(self._ids)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._at = 0

    def copy(self) -> "ArrayMatcher":
        """Another matcher at the same posting."""
        other = ArrayMatcher(self._term, self._postings, self._info, self.format, self.scorer)
        other._at = self._at
        return other

    def id(self) -> int:
        """The number of the current story in its segment."""
        story: int = self._ids[self._at]
        return story

    def all_ids(self) -> Iterator[int]:
        """The numbers of the current story and those after it."""
        return iter(self._ids[self._at :].tolist())

    def all_items(self) -> Iterator[tuple[int, bytes]]:
        """The number and the encoded positions of the current story and those after it."""
        while self.is_active():
            yield self.id(), self.value()
            self.next()

    def next(self) -> bool:
        """Go to the next posting; True, as Whoosh wants it, where the block ends.

        Raises:
            whoosh.matching.ReadTooFar: there is no current posting.
        """
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return not self.is_active()

    def skip_to(self, id: int) -> None:
        """Go to the first posting of this story or a later one, never back.

        Raises:
            whoosh.matching.ReadTooFar: there is no current posting.
        """
        if not self.is_active():
            raise ReadTooFar
        self._at += int(np.searchsorted(self._postings.stories[self._at :], id))

    def skip_to_quality(self, minquality: float) -> int:
        """Give all up where no posting can score more; returns how many blocks that were."""
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._ids)
        return 1

    def weight(self) -> float:
        """How often the term stands in the current story."""
        return float(self._postings.times[self._at])

    def value(self) -> bytes:
        """The positions, or how often the term stands there, as the field's format encodes it."""
        if self.supports(_POSITIONS):
            encoded: bytes = self.format.encode(self._postings.positions(self._at))
        else:
            encoded = pack_uint(int(self._postings.times[self._at]))
        return encoded

    def value_as(self, astype: str) -> Any:
        """The current posting as what the format can decode: "positions", "frequency", ..."""
        if astype == _POSITIONS and self.supports(astype):
            return self._postings.positions(self._at)
        return super().value_as(astype)

    def block_min_length(self) -> int:
        """The length of the field in the shortest of the stories."""
        length: int = self._info.min_length()
        return length

    def block_max_length(self) -> int:
        """The length of the field in the longest of the stories."""
        length: int = self._info.max_length()
        return length

    def block_max_weight(self) -> float:
        """The most that `weight` may be."""
        weight: float = self._info.max_weight()
        return weight
