"""A run is told in a table and kept in a line."""

from datetime import date
from pathlib import Path

from benchmarks.reporting import Report, add_line, table


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    """The first column stands to the left, the others to the right."""
    shown = table(("ms", "ours"), [("one word", "0.31"), ("both", "12")])
    assert shown == "ms        ours\none word  0.31\nboth        12"


def test_a_line_is_added_and_the_others_stay(tmp_path: Path) -> None:
    """Two runs are two rows below what was there; a bar within a cell cannot break the row."""
    path = tmp_path / "results.md"
    path.write_text("| head |\n", "utf-8")
    report = Report("searching", "invented: 1,000")
    report.note("one word 0.31 ms", "a|b")
    for day in (1, 2):
        add_line(report, date(2024, 1, day), path)
    head, first, second = path.read_text("utf-8").splitlines()
    assert head == "| head |"
    assert first.startswith("| 2024-01-01 | ")
    assert second.endswith(" | invented: 1,000 | searching | one word 0.31 ms; a/b |")
