"""How is a run told? A plain table on the terminal, and one line in benchmarks/results.md."""

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).with_name("results.md")


@dataclass(slots=True)
class Report:
    """Tables as they were made, and the figures that are kept."""

    name: str
    """The subcommand."""
    stories: str
    """On what, e.g. "synthetic seed 1: 150,000"."""
    figures: list[str] = field(default_factory=list)

    def note(self, *figures: str) -> None:
        """Keep figures for the line in results.md."""
        self.figures += figures

    def line(self, today: date) -> str:
        """The row of results.md."""
        cells = (
            today.isoformat(), commit(), machine(), self.stories, self.name, "; ".join(self.figures)
        )  # fmt: skip
        return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = []
    for row in (head, *rows):
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=True)]
        cells[0] = row[0].ljust(widths[0])
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def against(ours: float, peer: float) -> str:
    """A ratio, "-" where there is no peer."""
    return f"{ours / peer:.2f}" if peer == peer and peer > 0 else "-"


def megabytes(size: float) -> str:
    """Bytes as whole megabytes (10 ** 6)."""
    return f"{size / 1e6:,.0f} MB"


def add_line(report: Report, today: date, path: Path = RESULTS) -> None:
    """Add the report's row; rows that are there stay as they are."""
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{report.line(today)}\n")


def commit() -> str:
    """The commit that was measured, with "+" where files differ from it; "unknown" without git."""
    try:
        name = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--", "search", "indexer", "benchmarks")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{name}+" if changed else name


def machine() -> str:
    """Processor, number of cores that may be used, Python."""
    cores = len(os.sched_getaffinity(0))
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        text = ""
    model = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    name = model[1] if model else platform.machine()
    return f"{cores} × {name}, Python {platform.python_version()}"


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()
