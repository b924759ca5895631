"""Where do the bars, points and labels of a chart over time lie?

Pure numbers and SVG path data. A period is UNIT wide, whatever the page's width: the plot is
stretched to the page, so only what may be stretched is drawn in it; lines keep their width by
`vector-effect`, labels lie outside at a part of the width. y grows downwards, HEIGHT is zero.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

HEIGHT: Final = 72
UNIT: Final = 10
_LEAST: Final = 2.0  # the height of the smallest bar that is not nothing
_FEW: Final = 12  # periods up to which bars stand wide apart, lest they are blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A series of bars, and perhaps a second one as a line with points."""

    width: int
    thick: int
    """How wide a bar is."""
    columns: tuple[str, ...]
    """Path of each period's whole height: where it can be pointed at."""
    bars: tuple[str, ...]
    """Path of each bar; "" for zero."""
    line: str
    """Path through the second series; it is lifted between two zeros, lest it hides small bars."""
    points: str
    """Path of dots (round caps) where the second series is not zero."""


def chart(values: Sequence[float], others: Sequence[float] = ()) -> Chart:
    """The chart of one or two series over the same periods, on one scale; values are 0 or more."""
    top = max([*values, *others], default=0)
    corners = [f"{_middle(place)} {_y(value, top):g}" for place, value in enumerate(others)]
    return Chart(
        width=UNIT * len(values),
        thick=UNIT // 2 if len(values) <= _FEW else UNIT - 2,
        columns=tuple(f"M{_middle(place)} 0V{HEIGHT}" for place in range(len(values))),
        bars=tuple(
            f"M{_middle(place)} {HEIGHT}V{_y(value, top):g}" if value else ""
            for place, value in enumerate(values)
        ),
        line="".join(_strokes(others, corners)),
        points="".join(f"M{at}h0" for at, own in zip(corners, others, strict=True) if own),
    )


def span(first: int, last: int) -> tuple[int, int]:
    """Where the periods from one to another (included) begin, and how wide they are."""
    return UNIT * first, UNIT * (last - first + 1)


def across(place: int, count: int) -> str:
    """How far a period's middle lies across the chart: "12.5%"."""
    return f"{(place + 0.5) * 100 / count:.4g}%"


def step(count: int, most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50, ... by which `count` periods give `most` at most."""
    size = 1
    while True:
        for own in (size, 2 * size, 5 * size):
            if count <= own * most:
                return own
        size *= 10


def _strokes(values: Sequence[float], corners: Sequence[str]) -> Iterator[str]:
    """From corner to corner, but where there is nothing on both sides."""
    is_down = False
    for place in range(1, len(values)):
        if not (values[place - 1] or values[place]):
            is_down = False
            continue
        if not is_down:
            yield f"M{corners[place - 1]}"
        yield f"L{corners[place]}"
        is_down = True


def _middle(place: int) -> int:
    return UNIT * place + UNIT // 2


def _y(value: float, top: float) -> float:
    """How far below the top a value lies, to a tenth."""
    if not value:
        return HEIGHT
    return round(HEIGHT - max(_LEAST, HEIGHT * (value / top)), 1)
