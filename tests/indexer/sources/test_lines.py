"""Lines of chunks: numbered, and never held beyond their limit."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from indexer.sources.lines import read_lines


@given(chunks=st.lists(st.text("ab\n", max_size=9).map(str.encode), max_size=9))
def test_lines_do_not_depend_on_the_chunks(chunks: list[bytes]) -> None:
    """However the bytes are cut, the lines are those of the whole."""
    whole = b"".join(chunks).split(b"\n")
    if whole[-1] == b"":
        whole.pop()
    assert list(read_lines(iter(chunks))) == list(enumerate(whole, 1))


@given(chunks=st.lists(st.text("ab\n", max_size=9).map(str.encode), max_size=9))
def test_a_line_over_the_limit_is_none_and_keeps_its_number(chunks: list[bytes]) -> None:
    """Exactly the lines longer than the limit are given as None."""
    for (_, line), (_, full) in zip(
        read_lines(iter(chunks), max_bytes=3), read_lines(iter(chunks)), strict=True
    ):
        assert full is not None
        assert line == (full if len(full) <= 3 else None)


def test_a_line_begun_is_dropped_when_the_chunks_break_off() -> None:
    """Half a line before an error is not handed out as a line."""

    def broken() -> Iterator[bytes]:
        yield b"satu\ndu"
        raise EOFError

    got = []
    try:
        for line in read_lines(broken()):
            got.append(line)
    except EOFError:
        got.append((0, b"error"))
    assert got == [(1, b"satu"), (0, b"error")]
