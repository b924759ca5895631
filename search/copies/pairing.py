"""Which pairs of stories are worth measuring, of some new ones and all there are?

Two that share a band of their fingerprints, are alike by the estimate, and were published at most
DAYS apart, or one of them nobody knows when. The days keep a column that is printed every day,
with the same words and other figures, from being compared with all its years.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from .fingerprints import BANDS, NEAR, Array, bands, estimate

DAYS: Final = 31
"""Days that copies may be apart."""
WINDOW: Final = DAYS * 24 * 60
"""The same in minutes."""
UNKNOWN: Final = np.iinfo(np.int64).min
"""Stands for a minute that is not known, as in the index."""

_FEW: Final = 16  # new stories that are looked for one by one
_AT_ONCE: Final = 1 << 18  # pairs looked at together
_BIAS: Final = 1 << 39  # more than the minutes of any date
_RUN_BITS: Final = 41


def sharing(prints: Array, wanted: Array) -> Array:
    """The rows, ascending, of fingerprints that share a band with any of some others."""
    own, new = bands(prints), bands(wanted)
    found = np.zeros(len(own), np.bool_)
    if len(new) <= _FEW:
        for row in new:
            equal = own == row
            if not row.all():
                equal &= row != 0
            halves = equal.view(np.uint64)  # sixteen truth values as two numbers
            found |= (halves[:, 0] | halves[:, 1]) != 0
        return found.nonzero()[0]
    for column in range(BANDS):
        values = np.unique(new[:, column])
        values = values[values != 0]
        if len(values):
            at = values.searchsorted(own[:, column])
            found |= values[np.minimum(at, len(values) - 1)] == own[:, column]
    return found.nonzero()[0]


def near_pairs(prints: Array, minutes: Array, is_new: Array) -> Array:
    """The pairs, as rows of two row numbers, the lower first; one of each at least is new.

    Args:
        prints: fingerprints, a row a story.
        minutes: when each was published (Moment.minutes), UNKNOWN where nobody knows.
        is_new: which are new.
    """
    own = bands(prints)
    found = [np.zeros((0, 2), np.intp)]
    for column in range(BANDS):
        for first, second in _sharing_column(own[:, column], minutes, is_new):
            earlier = own[first, :column]
            fresh = ~((earlier == own[second, :column]) & (earlier != 0)).any(axis=1)
            first, second = first[fresh], second[fresh]
            near = estimate(prints[first], prints[second]) >= NEAR
            found.append(np.stack((first[near], second[near]), axis=1))
    pairs = np.concatenate(found)
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _sharing_column(values: Array, minutes: Array, is_new: Array) -> Iterator[tuple[Array, Array]]:
    """Pairs with the same band in one column and near in time, some at a time, each once."""
    rows = _repeated(values)
    # By band, those of unknown date first, then the oldest.
    rows = rows[np.lexsort((minutes[rows], values[rows]))]
    bounds = np.concatenate(([True], values[rows][1:] != values[rows][:-1]))[: len(rows)]
    run = np.cumsum(bounds)
    dated = minutes[rows] != UNKNOWN
    time = np.where(dated, np.clip(minutes[rows], 1 - _BIAS, _BIAS - 1) + _BIAS, 0)
    keys = (run << _RUN_BITS) + time
    asking = is_new[rows].nonzero()[0]
    of_run, own_time = run[asking] << _RUN_BITS, time[asking]
    known = dated[asking]
    begin, first_dated = keys.searchsorted(of_run), keys.searchsorted(of_run + 1)
    end = keys.searchsorted(of_run + (1 << _RUN_BITS))
    early = keys.searchsorted(of_run + np.maximum(own_time - WINDOW, 1))
    late = keys.searchsorted(of_run + own_time + WINDOW, side="right")
    low, high = np.where(known, early, first_dated), np.where(known, np.minimum(late, end), end)
    for start, stop in ((begin, first_dated), (low, high)):
        for at, other in _spread(start, stop):
            mine, others = rows[asking[at]], rows[other]
            once = (mine < others) | ((mine > others) & ~is_new[others])
            mine, others = mine[once], others[once]
            yield np.minimum(mine, others), np.maximum(mine, others)


def _repeated(values: Array) -> Array:
    """The rows whose value is not 0 and stands in another row too."""
    keys = values.astype(np.uint64) << np.uint64(32) | np.arange(len(values), dtype=np.uint64)
    keys.sort()
    own = (keys >> np.uint64(32)).astype(np.uint32)
    equal = (own[1:] == own[:-1]) & (own[1:] != 0)
    is_repeated = np.append(equal, False)[: len(own)]
    is_repeated[1:] |= equal
    rows: Array = (keys[is_repeated] & np.uint64(0xFFFFFFFF)).astype(np.intp)
    return rows


def _spread(starts: Array, stops: Array) -> Iterator[tuple[Array, Array]]:
    """Every number from each start up to its stop, with the place of the start; in parts."""
    counts = np.maximum(stops - starts, 0)
    ends = np.cumsum(counts)
    at = 0
    while at < len(counts):
        done = ends[at - 1] if at else 0
        upto = max(at + 1, int(ends.searchsorted(done + _AT_ONCE, side="right")))
        own = counts[at:upto]
        places = np.repeat(np.arange(at, upto), own)
        shift = starts[at:upto] - (np.cumsum(own) - own)
        yield places, np.arange(int(own.sum())) + np.repeat(shift, own)
        at = upto
