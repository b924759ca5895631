"""Are the pairs worth measuring those that share a band, are near, and near in time, each once?"""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.copies.fingerprints import LANES, NEAR, Array, bands, estimate
from search.copies.pairing import UNKNOWN, WINDOW, near_pairs, sharing

_DAYS = (UNKNOWN, 0, 1, WINDOW, WINDOW + 1, -WINDOW, 3 * WINDOW)


def _prints(changes: list[list[int]]) -> Array:
    """One print with other bytes in some lanes of each row; 0 is an empty bin."""
    base = (np.arange(LANES) % 250 + 1).astype(np.uint8)
    rows = np.tile(base, (len(changes), 1))
    for row, lanes in zip(rows, changes, strict=True):
        row[lanes] = [0 if lane % 7 == 0 else lane + 100 for lane in lanes]
    return rows


_CHANGES = st.lists(st.lists(st.integers(0, LANES - 1), max_size=16), max_size=30)


def _share(first: Array, second: Array) -> bool:
    own, other = bands(first[None])[0], bands(second[None])[0]
    return bool(((own == other) & (own != 0)).any())


@settings(max_examples=60, deadline=None)
@given(changes=_CHANGES, drawn=st.data())
def test_pairs_are_those_of_the_definition(changes: list[list[int]], drawn: st.DataObject) -> None:
    """Every pair of which one is new, looked at by itself, says the same."""
    prints = _prints(changes)
    each = {"min_size": len(changes), "max_size": len(changes)}
    minutes = np.array(drawn.draw(st.lists(st.sampled_from(_DAYS), **each)), np.int64)
    is_new = np.array(drawn.draw(st.lists(st.booleans(), **each)), np.bool_)
    expected = [
        (one, other)
        for one, other in combinations(range(len(changes)), 2)
        if (is_new[one] or is_new[other])
        and _share(prints[one], prints[other])
        and estimate(prints[one], prints[other]) >= NEAR
        and (
            UNKNOWN in (minutes[one], minutes[other])
            or abs(minutes[one] - minutes[other]) <= WINDOW
        )
    ]
    assert [tuple(pair) for pair in near_pairs(prints, minutes, is_new).tolist()] == expected


@settings(max_examples=60, deadline=None)
@given(changes=_CHANGES, wanted=st.integers(0, 30))
def test_rows_that_share_a_band_are_found(changes: list[list[int]], wanted: int) -> None:
    """Whether a few are looked for, one by one, or many, band by band."""
    prints = _prints(changes)
    own = prints[:wanted]
    expected = [row for row in range(len(prints)) if any(_share(prints[row], o) for o in own)]
    assert sharing(prints, own).tolist() == expected
