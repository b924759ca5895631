"""Measures are right where they can be worked out by hand."""

import math

import pytest

from benchmarks.measuring import (
    Spread,
    geometric_mean,
    growth_exponent,
    interleaved,
    percentile,
    spread,
)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        pytest.param(0, 10.0, id="the least"),
        pytest.param(50, 25.0, id="between the two in the middle"),
        pytest.param(75, 32.5, id="a quarter of the way from the third to the fourth"),
        pytest.param(100, 40.0, id="the most"),
    ],
)
def test_a_percentile_lies_in_proportion_between_two_values(
    percent: float, expected: float
) -> None:
    """Of 40, 10, 30, 20 the ranks are 0, 1.5, 2.25 and 3 in sorted order."""
    assert percentile([40.0, 10.0, 30.0, 20.0], percent) == expected


def test_no_values_have_no_percentile() -> None:
    """Nothing measured is nan, not 0."""
    assert math.isnan(percentile([], 50))
    assert math.isnan(geometric_mean([]))


def test_a_spread_is_the_middle_and_the_slow_end() -> None:
    """Of 1 to 101, p50 is 51 and p95 is 96."""
    assert spread([float(value) for value in range(1, 102)]) == Spread(51.0, 96.0)


def test_twice_as_fast_and_twice_as_slow_are_even() -> None:
    """The geometric mean of 2 and 1/2 is 1; of 1, 10, 100 it is 10."""
    assert geometric_mean([2.0, 0.5]) == pytest.approx(1.0)
    assert geometric_mean([1.0, 10.0, 100.0]) == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        pytest.param([3.0, 30.0, 300.0], 1.0, id="ten times the stories cost ten times as much"),
        pytest.param([7.0, 7.0, 7.0], 0.0, id="the size does not matter"),
        pytest.param([1.0, 100.0, 10_000.0], 2.0, id="every story meets every other"),
    ],
)
def test_growth_is_the_slope_of_the_logarithms(costs: list[float], expected: float) -> None:
    """cost = a * size ** b gives b back."""
    assert growth_exponent([10.0, 100.0, 1_000.0], costs) == pytest.approx(expected)


def test_engines_take_turns() -> None:
    """Each is asked all once before the clock runs, and then in every round, A, B, A, B."""
    asked: list[str] = []
    asks = {
        "a": [lambda: asked.append("a1"), lambda: asked.append("a2")],
        "b": [lambda: asked.append("b1")],
    }
    times = interleaved(asks, rounds=2)
    assert asked == ["a1", "a2", "b1"] * 3
    assert {engine: len(medians) for engine, medians in times.items()} == {"a": 2, "b": 1}
