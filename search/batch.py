"""How are many questions answered in one run?

One question a line, one answer a line, in order: whoever asked can lay the two files side by side.
"""

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from .answers import results_to_json
from .errors import BadQuery
from .results import Results

MAX_LINE_BYTES: Final = 400_000  # as many as the longest query may take in UTF-8; more is no text
_SHOWN_CHARS: Final = 200  # of a line that is not answered; the place in the order names it


@dataclass(frozen=True, slots=True)
class Answer:
    """A line, and either what was found for it or why it could not be asked.

    `query` is the line without its line end; of a refused one at most the first 200 characters.
    """

    query: str
    outcome: Results | BadQuery

    def to_json(self) -> dict[str, Any]:
        """The results as anywhere else, or {"query": ..., "error": {"code", "message", ...}}."""
        if isinstance(self.outcome, Results):
            return results_to_json(self.outcome)
        error = {"code": self.outcome.code, "message": str(self.outcome)}
        values = {name: str(value) for name, value in self.outcome.values.items()}
        return {"query": self.query, "error": error | values}


def answers(lines: Iterable[bytes], ask: Callable[[str], Results]) -> Iterator[Answer]:
    """Ask every line, and yield one answer for each, in order; streams.

    A line that cannot be asked is answered with its error and the next one is asked: a blank one,
    one that is not UTF-8, one longer than MAX_LINE_BYTES, and whatever `ask` refuses.

    Args:
        lines: UTF-8, each with or without its line end; a byte order mark may open the first.
        ask: what answers one text; a BadQuery of its own belongs to the line.

    Raises:
        ArchiveError: what is no fault of one line (a damaged index) ends the run.
    """
    for number, line in enumerate(lines):
        bare = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        bare = bare.removesuffix(b"\n").removesuffix(b"\r")
        yield _answer(bare, ask)


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, however long it or one of its lines is; streams.

    Only a line feed ends a line. Of one longer than MAX_LINE_BYTES only so much is given as tells
    `answers` that it is too long.
    """
    limit = MAX_LINE_BYTES + len(codecs.BOM_UTF8) + len(b"\r\n") + 1
    while line := file.readline(limit):
        rest = line
        while len(rest) == limit and not rest.endswith(b"\n"):
            rest = file.readline(limit)  # the same line goes on: passed over
        yield line


def _answer(line: bytes, ask: Callable[[str], Results]) -> Answer:
    try:
        text = _text(line)
        return Answer(text, ask(text))
    except BadQuery as error:
        shown = line[: 4 * _SHOWN_CHARS].decode("utf-8", "replace")
        return Answer(shown[:_SHOWN_CHARS], error)


def _text(line: bytes) -> str:
    if len(line) > MAX_LINE_BYTES:
        raise BadQuery(f"the line has more than {MAX_LINE_BYTES:,} bytes", reason="too-long")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadQuery(
            f"the line is not UTF-8 (byte {error.start + 1})", reason="encoding"
        ) from error
    if "\0" in text:
        raise BadQuery("the line holds zero bytes, as UTF-16 does", reason="encoding")
    if not text.strip():
        raise BadQuery("the line is blank", reason="blank")
    return text
