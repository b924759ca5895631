"""Rows of a CSV file: what was written comes back, and a broken row costs itself only."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sources.csv_rows import (
    DELIMITERS,
    MAX_ROW_LINES,
    NOT_DOUBLED,
    UNCLOSED,
    BrokenRow,
    Row,
    read_rows,
)
from indexer.sources.options import TOO_LONG

cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12) | st.text(
    'a" ;,\n', max_size=8
)


def rows_of(text: str, delimiter: str = ";", width: int = 0) -> list[Row | BrokenRow]:
    """The rows of a text whose lines are numbered from 1."""
    return list(read_rows(iter(enumerate(text.split("\n"), 1)), delimiter, width))


@given(
    table=st.lists(st.lists(cells, min_size=2, max_size=4), max_size=5),
    delimiter=st.sampled_from(DELIMITERS),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_csv_writer_wrote_comes_back(
    table: list[list[str]], delimiter: str, quoting: int
) -> None:
    """Rows written by Python's csv module are read as the same cells."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(table)
    read = rows_of(file.getvalue().removesuffix("\n"), delimiter) if table else []
    assert [list(row.cells) for row in read if isinstance(row, Row)] == table
    assert not any(isinstance(row, BrokenRow) or row.loose for row in read)


@given(text=st.text('ab";\n ', max_size=60), delimiter=st.sampled_from(DELIMITERS))
def test_no_line_is_lost_or_read_twice(text: str, delimiter: str) -> None:
    """Whatever the quotes, the lines of all rows together are all lines, each once, in order."""
    starts = [row.line for row in rows_of(text, delimiter)]
    spans = [
        1 if isinstance(row, BrokenRow) else 1 + sum(cell.count("\n") for cell in row.cells)
        for row in rows_of(text, delimiter)
    ]
    total = len(text.split("\n"))
    assert starts == [1 + sum(spans[:index]) for index in range(len(spans))]
    assert sum(spans) == total


def test_an_unclosed_quote_costs_its_own_row_only() -> None:
    """The next row's quotes show that one before was never closed; that next row is read."""
    assert rows_of('1;"Judul\n2;"Dua";"Isi; dua"\n3;a;b') == [
        BrokenRow(1, NOT_DOUBLED),
        Row(2, ("2", "Dua", "Isi; dua")),
        Row(3, ("3", "a", "b")),
    ]


def test_an_unclosed_quote_before_rows_without_quotes_is_found_at_the_end() -> None:
    """A quote that nothing closes is refused, and all lines after its own are rows."""
    assert rows_of('1;"Judul\n2;b\n3;c') == [
        BrokenRow(1, UNCLOSED),
        Row(2, ("2", "b")),
        Row(3, ("3", "c")),
    ]


def test_an_unclosed_quote_holds_a_bounded_number_of_lines() -> None:
    """Reading stops looking for the closing quote after MAX_ROW_LINES lines."""
    taken = 0

    def lines():  # type: ignore[no-untyped-def]
        nonlocal taken
        yield 1, 'x;"'
        for number in range(2, MAX_ROW_LINES * 3):
            taken = number
            yield number, "y;z"

    rows = read_rows(lines(), ";")
    first = next(rows)
    assert isinstance(first, BrokenRow) and TOO_LONG in first.reason
    assert taken <= MAX_ROW_LINES + 2
    assert next(rows) == Row(2, ("y", "z"))


def test_a_line_too_long_breaks_its_own_row_and_no_other() -> None:
    """A line that was not held is refused under its own number."""
    lines = iter([(1, "a;b"), (2, None), (3, "c;d")])
    assert list(read_rows(lines, ";")) == [
        Row(1, ("a", "b")),
        BrokenRow(2, TOO_LONG),
        Row(3, ("c", "d")),
    ]


def test_a_line_too_long_inside_quotes_breaks_the_row_and_is_named_too() -> None:
    """A quoted cell that meets a line not held is refused, then that line is."""
    broken = list(read_rows(iter([(1, 'a;"b'), (2, None), (3, "c;d")]), ";"))
    assert [row.line for row in broken] == [1, 2, 3]
    assert isinstance(broken[2], Row)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        pytest.param('1;"a ""b"" c"', ("1", 'a "b" c'), id="doubled quotes"),
        pytest.param('1; "a;b" ;c', ("1", "a;b", "c"), id="blanks around the quotes"),
        pytest.param('1;a "b" c', ("1", 'a "b" c'), id="quotes within a plain cell"),
        pytest.param('"";""', ("", ""), id="quoted empty cells"),
        pytest.param('"a";', ("a", ""), id="an empty last cell after a quoted one"),
        pytest.param('"Kata "siapa" itu";b', ('Kata "siapa" itu', "b"), id="not doubled"),
    ],
)
def test_quotes_on_one_line_are_understood(line: str, read: tuple[str, ...]) -> None:
    """Quotes are read as spreadsheets and less careful programs write them."""
    row = rows_of(line)[0]
    assert isinstance(row, Row) and row.cells == read


def test_a_tabbed_line_without_quoting_is_cut_at_its_tabs() -> None:
    """A headline that begins with speech is text where the tool that wrote it does not quote."""
    assert rows_of('1\t"Ayo," kata Yen\tisi', "\t", width=3) == [
        Row(1, ("1", '"Ayo," kata Yen', "isi"))
    ]
