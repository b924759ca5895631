"""Which neighbouring segments should become one?

Segments of about one size are a tier. When there are FANOUT neighbours of a tier and those below
they are merged, unless most of what would be copied is one large segment: a story that is copied
is then in a segment at least twice as large. So an index of n stories has a few segments for each
power of FANOUT, and copies a story at most log2(n) times.
Only neighbours are merged: stories stay in the order of their revisions.
"""

from collections.abc import Sequence
from typing import Final

from .segment import MAX_STORIES

FANOUT: Final = 4
_DELETED_SHARE: Final = 3  # a segment that lost a third of its stories is written anew


def runs_to_merge(
    sizes: Sequence[tuple[int, int]], *, most: int = MAX_STORIES, fanout: int = FANOUT
) -> list[range]:
    """Runs of neighbours to be merged, in order; one of a single segment is to be rewritten.

    `sizes` are (living stories, stories written) of each segment; a merged one has at most `most`.
    """
    for tier in sorted({_tier(living, fanout) for living, _ in sizes}):
        for run in _runs([_tier(living, fanout) <= tier for living, _ in sizes]):
            packed = [own for own in _packed(run, sizes, most) if _is_worth_it(own, sizes)]
            if len(run) >= fanout and packed:
                return packed
    worn = (at for at, (living, written) in enumerate(sizes) if _is_worn(living, written))
    return [range(at, at + 1) for at in worn]


def all_packed(sizes: Sequence[tuple[int, int]], *, most: int = MAX_STORIES) -> list[range]:
    """Runs that leave as few segments as may be, and nothing deleted in them."""
    packed = _packed(range(len(sizes)), sizes, most)
    covered = {at for run in packed for at in run}
    worn = (
        range(at, at + 1)
        for at, (living, written) in enumerate(sizes)
        if at not in covered and living < written
    )
    return sorted((*packed, *worn), key=lambda run: run.start)


def _tier(living: int, fanout: int) -> int:
    tier = 0
    while living >= fanout:
        living //= fanout
        tier += 1
    return tier


def _runs(wanted: Sequence[bool]) -> list[range]:
    """The longest runs of neighbours that are wanted."""
    found: list[range] = []
    for at, is_wanted in enumerate(wanted):
        if is_wanted and found and found[-1].stop == at:
            found[-1] = range(found[-1].start, at + 1)
        elif is_wanted:
            found.append(range(at, at + 1))
    return found


def _packed(run: range, sizes: Sequence[tuple[int, int]], most: int) -> list[range]:
    """The neighbours of a run put together as long as they fit; those left alone are left out."""
    found: list[range] = []
    start, total = run.start, 0
    for at in run:
        living = sizes[at][0]
        if total + living > most:
            found.append(range(start, at))
            start, total = at, 0
        total += living
    found.append(range(start, run.stop))
    return [own for own in found if len(own) > 1]


def _is_worth_it(run: range, sizes: Sequence[tuple[int, int]]) -> bool:
    """Whether no segment of the run is larger than the others together."""
    living = [sizes[at][0] for at in run]
    return 2 * max(living) <= sum(living)


def _is_worn(living: int, written: int) -> bool:
    return (written - living) * _DELETED_SHARE >= written
