"""How are many times made into few numbers? Pure functions, and the one that takes the times."""

import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the slow end of many times, in their unit."""

    p50: float
    p95: float

    def __str__(self) -> str:
        return f"{_short(self.p50)} / {_short(self.p95)}"


def percentile(values: Sequence[float], percent: float) -> float:
    """The value at a rank of (n - 1) * percent / 100 in sorted order, between two: in proportion.

    `percent` is 0 to 100; nan where there are no values.

    assert percentile([1.0, 2.0, 4.0], 75) == 3.0
    """
    if not values:
        return math.nan
    ordered = sorted(values)
    rank = (len(ordered) - 1) * percent / 100
    below = math.floor(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (rank - below)


def spread(values: Sequence[float]) -> Spread:
    """p50 and p95 of values."""
    return Spread(percentile(values, 50), percentile(values, 95))


def geometric_mean(values: Sequence[float]) -> float:
    """exp(mean(log(value))) of values above 0; nan where there are none."""
    return math.exp(statistics.fmean(map(math.log, values))) if values else math.nan


def growth_exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The b of cost = a * size ** b, by least squares on the logarithms; nan below two points."""
    if len(sizes) < 2:
        return math.nan
    slope, _ = statistics.linear_regression(list(map(math.log, sizes)), list(map(math.log, costs)))
    return slope


Ask = Callable[[], object]
"""One question to one engine, ready to be asked."""


def interleaved(asks: Mapping[str, Sequence[Ask]], rounds: int) -> dict[str, list[float]]:
    """The median time of each question of each engine, in milliseconds.

    Every question is asked once before the clock runs. Then come the rounds, and in each the
    engines take turns (A, B, A, B), so that what slows the machine for a while slows them all.
    """
    for engine in asks:
        for ask in asks[engine]:
            ask()
    times = {engine: [[0.0] * rounds for _ in asks[engine]] for engine in asks}
    for turn in range(rounds):
        for engine, questions in asks.items():
            for number, ask in enumerate(questions):
                started = time.perf_counter()
                ask()
                times[engine][number][turn] = (time.perf_counter() - started) * 1000
    return {engine: [statistics.median(row) for row in rows] for engine, rows in times.items()}


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
