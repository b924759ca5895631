"""How do the costs look against the size? One SVG, both axes logarithmic."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pygal  # type: ignore[import-untyped]

_LEFT_OUT: Final = ("p95", ", exact", "stories/s", "before the first")  # else lines hide lines


def plot(sizes: Sequence[int], costs: Mapping[str, Sequence[float]], path: Path) -> None:
    """Draw each cost as its multiple of what it is at the smallest size."""
    chart = pygal.XY(
        title="Cost as a multiple of that at the smallest size",
        x_title="stories",
        legend_at_bottom=True,
        width=1_000,
        height=900,
        disable_xml_declaration=True,
        js=[],
    )
    for name, values in costs.items():
        is_shown = not any(part in name for part in _LEFT_OUT)
        if is_shown and len(values) == len(sizes) and values[0] > 0:
            points = [
                (math.log10(size), math.log10(max(value, 1e-9) / values[0]))
                for size, value in zip(sizes, values, strict=True)
            ]
            chart.add(name, points)
    chart.x_value_formatter = lambda power: f"{10**power:,.0f}"
    chart.value_formatter = lambda power: f"{10**power:,.3g} x"
    path.write_text(chart.render(), "utf-8")
