"""Which copies came and went with a batch? Fingerprints propose, the stories' texts decide.

What is found is what looking at the whole archive anew would find: a pair hangs on its two
stories alone, and groups are made anew wherever a story came, went or changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from search.copies.grouping import Dated, centres, touched
from search.copies.pairing import near_pairs, sharing
from search.copies.sameness import Copyable, are_same
from search.files import Disk
from search.values import Story

from .container import Array
from .copytable import CopyTable, Groups, write_copies
from .familytable import TableFile
from .segment import UNKNOWN_MINUTE, Segment

Texts = Callable[[Iterable[str]], Mapping[str, Story]]
"""Gives the stories with some ids; those that are not there are left out."""

_AT_ONCE: Final = 200  # pairs whose texts are fetched together


@dataclass(frozen=True, slots=True)
class Extent:
    """The stories of a segment: which of them live (one truth value a story); is it a new one?"""

    segment: Segment
    living: Array
    is_new: bool


class Copying:
    """Finds the copies of an archive that lies in some segments."""

    def __init__(self, extents: Sequence[Extent], texts: Texts) -> None:
        self._extents = extents
        self._texts = texts

    def brought_up(
        self, folder: Path, disk: Disk, before: TableFile | None, gone: Iterable[str]
    ) -> TableFile:
        """The table as it is to be; `before` itself where nothing of it changes.

        Args:
            before: the table of the last commit; None where copies were not looked for.
            gone: ids of stories that were taken out or replaced since.

        Raises:
            DamagedIndex: the table is not what was written.
        """
        if before is None:
            groups = self._regrouped(Groups({}, {}), (), self._pairs(everything=True))
            return write_copies(folder, disk, groups)
        table = CopyTable(folder, before)
        table.file.expect_whole()  # damage must not be copied, nor hide that a story had a copy
        pairs = self._pairs(everything=False)
        left = [story_id for story_id in gone if story_id in table]
        if not pairs and not left:
            return before
        return write_copies(folder, disk, self._regrouped(table.groups(), left, pairs))

    def _regrouped(
        self, old: Groups, gone: Iterable[str], pairs: Iterable[tuple[str, str]]
    ) -> Groups:
        left = set(gone)
        copies = {
            name: set(others) - left for name, others in old.copies.items() if name not in left
        }
        changed = set(left)
        for one, other in pairs:
            copies.setdefault(one, set()).add(other)
            copies.setdefault(other, set()).add(one)
            changed |= {one, other}
        reached = touched(changed, old.copies, copies)
        found = {name: centre for name, centre in old.centres.items() if name not in reached}
        dated = [Dated(name, self._minute(name)) for name in reached if name in copies]
        return Groups(copies, found | centres(dated, copies))

    def _minute(self, story_id: str) -> int | None:
        for own in self._extents:
            number = own.segment.story_number(story_id)
            if number >= 0 and own.living[number]:
                minute = int(own.segment.minutes[number])
                return None if minute == UNKNOWN_MINUTE else minute
        return None

    def _pairs(self, *, everything: bool) -> list[tuple[str, str]]:
        """The ids of the pairs of copies of which one is new at least."""
        is_new = [everything or own.is_new for own in self._extents]
        news = [own for own, new in zip(self._extents, is_new, strict=True) if new]
        if not news:
            return []
        wanted = np.concatenate([own.segment.fingerprints[own.living] for own in news])
        rows = []
        for own, new in zip(self._extents, is_new, strict=True):
            if new:
                rows.append(own.living.nonzero()[0])
            else:
                near = sharing(own.segment.fingerprints, wanted)
                rows.append(near[own.living[near]])
        segments = [own.segment for own in self._extents]
        near = near_pairs(
            np.concatenate([s.fingerprints[at] for s, at in zip(segments, rows, strict=True)]),
            np.concatenate([s.minutes[at] for s, at in zip(segments, rows, strict=True)]),
            np.repeat(is_new, list(map(len, rows))),
        )
        places = _Places(segments, rows)
        named = [(places.story_id(one), places.story_id(other)) for one, other in near.tolist()]
        return list(self._copies(named))

    def _copies(self, pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Those that are copies by their texts; a story is held as long as pairs ask for it."""
        last = {name: at for at, pair in enumerate(pairs) for name in pair}
        held: dict[str, Copyable] = {}
        for start in range(0, len(pairs), _AT_ONCE):
            part = pairs[start : start + _AT_ONCE]
            unknown = {name for pair in part for name in pair} - held.keys()
            found = self._texts(sorted(unknown))
            held |= {name: Copyable(story) for name, story in found.items()}
            for at, (one, other) in enumerate(part, start=start):
                # One may be gone from the store since: the next batch takes it out.
                if one in held and other in held and are_same(held[one], held[other]):
                    yield one, other
                for name in (one, other):
                    if last[name] == at:
                        held.pop(name, None)


class _Places:
    """Rows of several segments' stories put one behind another."""

    def __init__(self, segments: Sequence[Segment], rows: Sequence[Array]) -> None:
        self._segments = segments
        self._rows = rows
        self._ends = np.cumsum(list(map(len, rows)))

    def story_id(self, row: int) -> str:
        part = int(self._ends.searchsorted(row, side="right"))
        before = int(self._ends[part - 1]) if part else 0
        return self._segments[part].story_id(int(self._rows[part][row - before]))
