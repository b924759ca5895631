"""Where bars, points and labels lie: always within the chart, and in proportion."""

import re

from hypothesis import given
from hypothesis import strategies as st

from webui.charts import HEIGHT, UNIT, across, chart, span, step

_VALUES = st.lists(st.integers(0, 10**6) | st.floats(0, 1), min_size=1, max_size=40)


def _height(path: str) -> float:
    """How tall the bar of a path is."""
    found = re.fullmatch(rf"M\d+ {HEIGHT}V([\d.]+)", path)
    assert found, path
    return HEIGHT - float(found[1])


@given(_VALUES)
def test_bars_are_as_tall_as_their_values(values: list[float]) -> None:
    """The largest reaches the top, zero has no bar, and what is more is never lower."""
    bars = chart(values).bars
    assert [bool(bar) for bar in bars] == [value > 0 for value in values]
    heights = [_height(bar) if bar else 0.0 for bar in bars]
    assert max(heights) in (0.0, HEIGHT)
    for value, height in zip(values, heights, strict=True):
        assert abs(height - HEIGHT * value / (max(values) or 1)) < 2.1


@given(_VALUES, st.data())
def test_two_series_share_a_scale_and_their_places(
    values: list[float], data: st.DataObject
) -> None:
    """A corner of the line lies at the middle of its period's column; equal values are level."""
    others = data.draw(st.permutations(values))
    drawn = chart(values, others)
    middles = [column.removeprefix("M").split()[0] for column in drawn.columns]
    for corner in filter(None, re.split("[ML]", drawn.line)):
        x, y = corner.split()
        assert others[middles.index(x)] or float(y) == HEIGHT
        assert 0 <= float(y) <= HEIGHT
    points = re.findall(r"M(\d+) ([\d.]+)h0", drawn.points)
    assert [middles.index(x) for x, _ in points] == [at for at, own in enumerate(others) if own]
    assert not points or min(float(y) for _, y in points) == 0


def test_the_line_is_lifted_between_two_zeros() -> None:
    """A series that rests draws nothing along the ground, where it would hide small bars."""
    assert chart([9] * 6, [0, 0, 3, 0, 0, 9]).line == "M15 72L25 48L35 72M45 72L55 0"


def test_nothing_is_drawn_of_nothing() -> None:
    """A chart without periods, or with nothing but zeros, has no bars and fails nowhere."""
    assert chart([]).bars == () and chart([]).width == 0
    assert chart([0, 0]).bars == ("", "")
    assert chart([1, 2]).line == chart([1, 2]).points == ""


@given(st.integers(1, 300))
def test_names_lie_at_the_middle_of_their_periods(count: int) -> None:
    """They go from left to right, none outside of the chart."""
    places = [float(across(place, count).removesuffix("%")) for place in range(count)]
    assert places == sorted(places) and places[0] > 0 and places[-1] < 100


@given(st.integers(0, 2_000), st.integers(1, 20))
def test_there_are_never_more_names_than_asked_for(count: int, most: int) -> None:
    """So many periods a name is the smallest round number that keeps to it."""
    size = step(count, most)
    assert str(size).strip("0") in ("1", "2", "5") and count <= size * most
    assert size == 1 or count > size // 2 * most or str(size)[0] == "5"


def test_a_span_covers_its_periods() -> None:
    """From where the first begins to where the last ends."""
    assert span(2, 2) == (2 * UNIT, UNIT)
    assert span(0, 3) == (0, 4 * UNIT)
