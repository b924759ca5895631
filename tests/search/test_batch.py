"""Is every line of a file answered in its place, whatever stands on it?"""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import BadQuery, DamagedIndex, Query, Results
from search.batch import MAX_LINE_BYTES, answers, lines_of


def answer_lines(lines: Iterable[bytes], ask: Callable[[str], Results]) -> Iterator[dict[str, Any]]:
    """The answers as the command prints them."""
    return (answer.to_json() for answer in answers(lines, ask))


def nothing_found(text: str) -> Results:
    """An archive without stories, that refuses one text."""
    if text == "tanggal:kapan":
        raise BadQuery("'kapan' names no days", reason="date", piece="kapan")
    return Results(
        query=Query(text=text), understood=text, pieces=(), hits=(), total=0, total_stories=0,
        total_all_words=0,
        relaxed=(), partial=None, offset=0, limit=10, took_ms=0.0,
    )  # fmt: skip


def told(data: bytes, ask: Callable[[str], Results] = nothing_found) -> list[tuple[str, str]]:
    """Each line's query with the reason why it was refused; "" where it was asked."""
    found = answer_lines(lines_of(io.BytesIO(data)), ask)
    return [(a["query"], a["error"]["reason"] if "error" in a else "") for a in found]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", [], id="an empty file has no lines"),
        pytest.param(b"banjir\nal haris", ["banjir", "al haris"], id="the last line needs no end"),
        pytest.param(b"banjir\r\nlongsor\r\n", ["banjir", "longsor"], id="line ends of Windows"),
        pytest.param(b"\xef\xbb\xbfbanjir\n", ["banjir"], id="a byte order mark"),
        pytest.param("Jum’at\u2028dini\x0bhari\n".encode(), ["Jum’at\u2028dini\x0bhari"],
                     id="only a line feed ends a line"),
        pytest.param(b"  banjir \n", ["  banjir "], id="blanks around the words stay"),
    ],
)  # fmt: skip
def test_one_line_is_one_question(data: bytes, expected: list[str]) -> None:
    """Each line is asked as it stands, without its end and the file's byte order mark."""
    assert told(data) == [(text, "") for text in expected]


@pytest.mark.parametrize(
    ("line", "shown", "reason"),
    [
        pytest.param(b"", "", "blank", id="an empty line"),
        pytest.param(b" \t ", " \t ", "blank", id="a line of blanks"),
        pytest.param(b"tanggal:kapan", "tanggal:kapan", "date", id="a query that is refused"),
        pytest.param(b"banj\xffir", "banj\ufffdir", "encoding", id="broken bytes"),
        pytest.param(b"b\0a\0", "b\0a\0", "encoding", id="zero bytes"),
        pytest.param(b"a" * (MAX_LINE_BYTES + 1), "a" * 200, "too-long", id="too long by a byte"),
        pytest.param("é".encode() * 3_000_000, "é" * 200, "too-long", id="too long by megabytes"),
    ],
)
def test_a_bad_line_is_answered_in_its_place(line: bytes, shown: str, reason: str) -> None:
    """The error stands where the answer would, and the lines around are asked."""
    found = told(b"banjir\n" + line + b"\r\nlongsor\n")
    assert found == [("banjir", ""), (shown, reason), ("longsor", "")]


def test_an_error_carries_code_message_and_values() -> None:
    """The values of the error tree, under the names of the contract."""
    assert list(answer_lines([b"tanggal:kapan\n"], nothing_found)) == [
        {
            "query": "tanggal:kapan",
            "error": {
                "code": "bad-query", "message": "'kapan' names no days",
                "reason": "date", "piece": "kapan",
            },
        }
    ]  # fmt: skip


def test_the_longest_line_is_still_asked() -> None:
    """MAX_LINE_BYTES is the most, not one too many, and the mark and the line end are extra."""
    line = b"\xef\xbb\xbf" + b"a" * MAX_LINE_BYTES + b"\r\n"
    assert told(line + b"banjir") == [("a" * MAX_LINE_BYTES, ""), ("banjir", "")]


def test_answers_come_while_lines_are_read() -> None:
    """Nothing is gathered: the first answer needs the first line only."""

    def endless() -> Iterator[bytes]:
        while True:
            yield b"banjir\n"

    found = answer_lines(endless(), nothing_found)
    assert [next(found)["query"] for _ in range(3)] == ["banjir"] * 3


def test_a_fault_of_the_archive_ends_the_run() -> None:
    """A damaged index is no fault of a line: it is raised, after the answers before it."""

    def broken(text: str) -> Results:
        if text == "longsor":
            raise DamagedIndex("a file is missing")
        return nothing_found(text)

    found = answer_lines([b"banjir\n", b"longsor\n"], broken)
    assert next(found)["query"] == "banjir"
    with pytest.raises(DamagedIndex):
        next(found)


@given(st.lists(st.binary(max_size=8).map(lambda line: line.replace(b"\n", b"")), max_size=8))
def test_there_are_as_many_answers_as_lines(lines: list[bytes]) -> None:
    """Whatever the bytes, no line is lost, joined or doubled."""
    data = b"".join(line + b"\n" for line in lines)
    assert len(told(data)) == len(lines)
