"""Which rows and cells do the lines of a CSV file make?

Not the csv module: there an unclosed quote swallows the file, a row's first line is not known, and
the longest cell (131,072 characters) is a setting of the whole process.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .options import MAX_RECORD_BYTES, TOO_LONG

DELIMITERS: Final = (";", ",", "\t", "|")
UNQUOTED: Final = ("\t", "|")  # what database tools write, often without quoting at all
MAX_ROW_LINES: Final = 100_000  # bounds the memory of a row of short lines

UNCLOSED: Final = "opens a quote that is never closed"
NOT_DOUBLED: Final = "has a quote inside a quoted cell that is not doubled, or one never closed"

TextLine = tuple[int, str | None]
"""A line's number and its text without line end; None where it is too long."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells and the line it begins on. `loose` if quotes inside a cell were not doubled."""

    line: int
    cells: tuple[str, ...]
    loose: bool = False


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """Lines that make no row: where they begin, and the reason."""

    line: int
    reason: str


def read_rows(
    lines: Iterator[TextLine], delimiter: str, width: int = 0
) -> Iterator[Row | BrokenRow]:
    """Put lines together to rows; a row that breaks costs its first line only.

    A cell on one line may hold quotes that are not doubled; one over several lines may not, since
    that is how a quote never closed looks when it meets the next row's quotes. Reading then goes
    on with the line after the first, so no later row is lost. With a delimiter of UNQUOTED, a line
    whose quotes make no sense is cut at its delimiters if that gives `width` cells.
    """
    again: deque[TextLine] = deque()  # lines of a broken row, to be read as rows of their own
    while True:
        first = again.popleft() if again else next(lines, None)
        if first is None:
            return
        number, text = first
        if text is None:
            yield BrokenRow(number, TOO_LONG)
        elif '"' not in text:
            yield Row(number, tuple(text.split(delimiter)))
        else:
            cells = _Cells(delimiter)
            taken: list[TextLine] = []
            reason = _fill(cells, text, again, lines, taken)
            plain = text.split(delimiter) if delimiter in UNQUOTED and cells.is_loose else []
            if not taken and len(plain) == width > 0 and len(cells.done) != width:
                yield Row(number, tuple(plain))
            elif reason is None:
                yield Row(number, tuple(cells.done), cells.is_loose)
            else:
                again.extendleft(reversed(taken))
                yield BrokenRow(number, reason)


def _fill(
    cells: "_Cells",
    text: str,
    again: deque[TextLine],
    lines: Iterator[TextLine],
    taken: list[TextLine],
) -> str | None:
    """Read on until the row is whole (None) or broken (why); `taken` gets the lines read for it."""
    size = len(text)
    while not cells.feed(text):
        if cells.is_loose:
            return NOT_DOUBLED
        if size > MAX_RECORD_BYTES or len(taken) >= MAX_ROW_LINES:
            return f"{UNCLOSED}, or {TOO_LONG}"
        following = again.popleft() if again else next(lines, None)
        if following is None:
            return UNCLOSED
        taken.append(following)
        if following[1] is None:
            return f"{UNCLOSED}, or {TOO_LONG}"
        text = following[1]
        size += len(text) + 1
    # A loose quote on a later line is the next row's opening one.
    return NOT_DOUBLED if cells.is_loose and taken else None


class _Cells:
    """The cells of one row, fed line by line."""

    def __init__(self, delimiter: str) -> None:
        self.done: list[str] = []
        self.is_loose = False
        self._delimiter = delimiter
        self._open: list[str] | None = None  # pieces of the quoted cell that goes on
        self._ends_cell = re.compile(f" *(?:{re.escape(delimiter)}|$)")

    def feed(self, text: str) -> bool:
        """Take one more line; whether the row ends with it."""
        at = 0
        if self._open is not None:
            self._open.append("\n")
            at = self._quoted(text, 0)
        while 0 <= at <= len(text):
            at = self._cell(text, at)
        return self._open is None

    def _cell(self, text: str, at: int) -> int:
        """Read the cell at `at`; where the next begins, beyond the text if there is none."""
        begin = at
        while text.startswith(" ", begin):
            begin += 1
        if text.startswith('"', begin):
            self._open = []
            return self._quoted(text, begin + 1)
        end = text.find(self._delimiter, at)
        end = len(text) if end < 0 else end
        self.done.append(text[at:end])
        return end + 1

    def _quoted(self, text: str, at: int) -> int:
        """Read on inside quotes; -1 where the line ends before the cell does."""
        pieces = self._open
        assert pieces is not None
        while True:
            quote = text.find('"', at)
            if quote < 0:
                pieces.append(text[at:])
                return -1
            if text.startswith('"', quote + 1):
                pieces.append(text[at : quote + 1])
                at = quote + 2
                continue
            pieces.append(text[at:quote])
            ending = self._ends_cell.match(text, quote + 1)
            if ending is not None:
                self.done.append("".join(pieces))
                self._open = None
                # After a delimiter another cell follows, even an empty one at the line's end.
                return ending.end() if ending.group().endswith(self._delimiter) else len(text) + 1
            pieces.append('"')
            self.is_loose = True
            at = quote + 1
