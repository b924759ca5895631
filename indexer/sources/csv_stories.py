"""Which stories do the rows of a CSV file hold, and which column of it is what?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from indexer.raw import FIELDS, RawStory, Refused

from .columns import Columns
from .csv_rows import DELIMITERS, BrokenRow, Row, TextLine, read_rows
from .lines import Line
from .packed import Unreadable
from .records import NO_ID, StoryMaker

MAX_NAME_CHARS: Final = 40  # of a column; longer text in a first line is prose
NAMES_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Header:
    """The first row of a CSV file and what separates its cells."""

    delimiter: str
    names: tuple[str, ...]

    def known(self, columns: Columns) -> int:
        """How many fields of a story it has columns for."""
        return sum(column is not None for column in columns.layout(self.names))

    def has_body(self, columns: Columns) -> bool:
        """Whether one of its columns is a story's body."""
        return columns.layout(self.names)[FIELDS.index("body")] is not None

    def looks_like_names(self) -> bool:
        """Whether the cells look like columns' names: three or more, short, none twice or empty."""
        names = [name.strip() for name in self.names]
        fit = all(0 < len(name) <= MAX_NAME_CHARS and len(name.split()) <= 3 for name in names)
        return fit and len(names) == len(set(names)) >= 3


def header_of(sample: str, columns: Columns) -> Header | None:
    """The header of a CSV file that begins with `sample`; None where there is no first row.

    Of the delimiters the one that a first line `sep=;` names, else the one that cuts the line into
    the most columns we know, then into the most columns.
    """
    lines = [(0, line.removesuffix("\r")) for line in sample.split("\n")]
    lines = [line for line in lines if line[1].strip()]
    named = _separator(lines[0][1]) if lines else None
    if named is not None:
        lines = lines[1:]
    best: Header | None = None
    for delimiter in DELIMITERS if named is None else (named,):
        row = next(read_rows(iter(lines), delimiter), None)
        if not isinstance(row, Row):
            continue
        header = Header(delimiter, tuple(row.cells))
        if best is None or _rank(header, columns) > _rank(best, columns):
            best = header
    return best


def rows_agree(sample: str, header: Header) -> bool:
    """Whether the row after the header has as many cells: then it is a table of some kind."""
    lines = [(0, line.removesuffix("\r")) for line in sample.split("\n") if line.strip()]
    if lines and _separator(lines[0][1]) is not None:
        del lines[0]
    rows = read_rows(iter(lines), header.delimiter)
    next(rows, None)
    second = next(rows, None)
    return isinstance(second, Row) and len(second.cells) == len(header.names)


def read_csv(
    lines: Iterator[Line],
    header: Header,
    *,
    decode: Callable[[bytes], str],
    maker: StoryMaker,
    name: str,
) -> Iterator[RawStory | Refused]:
    """One story or refusal for each row below the header; the origin is the line it begins on.

    Cells missing at a row's end are empty, and empty ones beyond the header's are ignored. Rows
    without any text, and the header again (of files joined), are skipped.
    """
    rows = read_rows(_text_lines(lines, decode), header.delimiter, len(header.names))
    head_is_past = False
    for row in rows:
        origin = f"{name}:{row.line}"
        if isinstance(row, BrokenRow):
            yield Refused(origin=origin, reason=row.reason)
        elif row.cells == header.names:
            head_is_past = True
        elif any(cell.strip(" \0") for cell in row.cells) and (
            head_is_past or _separator(header.delimiter.join(row.cells)) is None
        ):
            yield _story(row, header, maker, origin)


def without_body(header: Header) -> Unreadable:
    """The reason why a table is not read: none of its columns is known as the body."""
    shown = ", ".join(name.strip() for name in header.names[:NAMES_SHOWN])
    more = len(header.names) - NAMES_SHOWN
    shown += f" and {more} more" if more > 0 else ""
    return Unreadable(f"has no column known as the body; name it with --map body=COLUMN ({shown})")


def _story(row: Row, header: Header, maker: StoryMaker, origin: str) -> RawStory | Refused:
    width = len(header.names)
    cells = row.cells
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    # Where quotes were guessed at, only the exact number of cells shows that the guess was right.
    if len(cells) > width or (row.loose and len(cells) != width):
        reason = (
            f"has {len(cells)} cells, the header {width}; "
            "text with a delimiter, quote or line break must be quoted"
        )
        return Refused(origin=origin, reason=reason)
    record: dict[str, object] = dict.fromkeys(header.names, "")
    # From the right, so that of two columns of one name the first stays.
    for index in range(len(cells) - 1, -1, -1):
        record[header.names[index]] = cells[index]
    found = maker.of_record(record, origin)
    if isinstance(found, Refused) and found.reason == NO_ID:
        return Refused(origin=origin, reason=f"{NO_ID}; name a column with --map id=COLUMN")
    if isinstance(found, Refused) and len(cells) < width:
        reason = f"{found.reason}; it has {len(cells)} cells, the header {width}"
        return Refused(origin=origin, reason=reason, id=found.id)
    return found


def _text_lines(lines: Iterator[Line], decode: Callable[[bytes], str]) -> Iterator[TextLine]:
    for number, line in lines:
        yield number, None if line is None else decode(line).removesuffix("\r")


def _separator(line: str) -> str | None:
    """The delimiter that Excel's own first line names, `sep=;`."""
    text = line.strip(' "\ufeff')
    named = text[4:] if text[:4].lower() == "sep=" else ""
    return named[0] if named[:1] in DELIMITERS and len(named) <= 2 else None


def _rank(header: Header, columns: Columns) -> tuple[int, int]:
    return header.known(columns), len(header.names)
