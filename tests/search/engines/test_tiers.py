"""Merging comes to an end and leaves few segments."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.tiers import all_packed, runs_to_merge

Sizes = list[tuple[int, int]]


def _sizes() -> st.SearchStrategy[Sizes]:
    """(living, written) of segments, each with a living story."""
    written = st.integers(1, 100) | st.sampled_from((1, 2, 3, 4, 16, 64, 100))
    pairs = written.flatmap(lambda own: st.tuples(st.integers(1, own), st.just(own)))
    return st.lists(pairs, max_size=30)


def _merged(sizes: Sizes, runs: list[range]) -> Sizes:
    """The sizes after these runs were merged."""
    for run in reversed(runs):
        living = sum(own for own, _ in sizes[run.start : run.stop])
        sizes = [*sizes[: run.start], (living, living), *sizes[run.stop :]]
    return sizes


def _assert_sound(sizes: Sizes, runs: list[range], most: int) -> None:
    ends = [0, *(end for run in runs for end in (run.start, run.stop)), len(sizes)]
    assert ends == sorted(ends), "runs overlap, are out of order or out of bounds"
    for run in runs:
        living = sum(own for own, _ in sizes[run.start : run.stop])
        is_worn = living < sizes[run.start][1]
        assert living <= most if len(run) > 1 else is_worn


@given(sizes=_sizes(), most=st.sampled_from((100, 150, 1_000)))
def test_merging_comes_to_an_end(sizes: Sizes, most: int) -> None:
    """Runs lie apart, each fits in a segment, and none is left after a few rounds.

    No story is lost, and none is copied but into a segment that doubled, or to be rewritten once.
    """
    stories = sum(living for living, _ in sizes)
    copied = 0
    while runs := runs_to_merge(sizes, most=most):
        _assert_sound(sizes, runs, most)
        copied += sum(sizes[at][0] for run in runs for at in run)
        sizes = _merged(sizes, runs)
        assert sum(living for living, _ in sizes) == stories
        assert copied <= (log2(most) + 2) * stories


@given(sizes=_sizes(), most=st.sampled_from((100, 150, 1_000)))
def test_packing_leaves_nothing_to_pack(sizes: Sizes, most: int) -> None:
    """No two neighbours would fit in one, nothing deleted is left, and once is enough."""
    runs = all_packed(sizes, most=most)
    _assert_sound(sizes, runs, most)
    packed = _merged(sizes, runs)
    assert all(living == written for living, written in packed)
    assert all(packed[n][0] + packed[n + 1][0] > most for n in range(len(packed) - 1))
    assert all_packed(packed, most=most) == []


@pytest.mark.parametrize("most", [65_535, 200], ids=["no full segment", "full segments"])
def test_many_small_commits_leave_few_segments_and_copy_little(most: int) -> None:
    """Of n stories that came one by one, a few segments for each power of 2 below n, and full ones.

    Each story was copied less often than n has binary figures.
    """
    sizes: Sizes = []
    copied = 0
    for number in range(1, 3_001):
        sizes.append((1, 1))
        while runs := runs_to_merge(sizes, most=most):
            copied += sum(sizes[at][0] for run in runs for at in run)
            sizes = _merged(sizes, runs)
        full = sum(2 * living > most for living, _ in sizes)
        assert len(sizes) - full <= number.bit_length() + 2
        assert full <= 2 * number / most + 1
        assert copied <= number * number.bit_length()


def test_a_large_segment_is_not_copied_for_small_ones() -> None:
    """A day's stories beside those of years are merged among themselves."""
    sizes = [(40_000, 40_000)]
    for _ in range(100):
        sizes.append((20, 20))
        while runs := runs_to_merge(sizes):
            assert all(run.start > 0 for run in runs)
            sizes = _merged(sizes, runs)


def test_a_segment_that_lost_a_third_is_written_anew() -> None:
    """What was deleted does not stay for ever, even where nothing else is to be merged."""
    assert runs_to_merge([(67, 100), (1_000, 1_000)]) == []
    assert runs_to_merge([(66, 100), (1_000, 1_000)]) == [range(0, 1)]
    assert runs_to_merge([(100, 100), (600, 1_000)]) == [range(1, 2)]
