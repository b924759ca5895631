"""Which stories does the content of a push hold?"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from search import Push, Refusal

ReadRecord = Callable[[Mapping[str, object]], Push | Refusal]
"""Reads one record as an import would; whoever starts the server hands it over."""

MAX_STORY_BYTES: Final = 2 * 2**20  # a long story has 50 kB
MAX_BULK_BYTES: Final = 16 * 2**20
MAX_ITEMS: Final = 1_000
_MAX_ID_CHARS: Final = 500  # as an import has it

# As an import reads: numbers stay as printed, so that no id changes its digits and a number of a
# million digits costs nothing.
_DECODER: Final = json.JSONDecoder(
    strict=False, parse_constant=lambda _: None, parse_int=str, parse_float=str
)


class NotJson(ValueError):
    """The content as a whole cannot be read; the message says why, as a sentence."""


def record_of(content: bytes) -> dict[str, object]:
    """The one JSON object that a content is.

    Raises:
        NotJson: it is none.
    """
    value = _value(content)
    if not isinstance(value, dict):
        raise NotJson("It is not a JSON object.")
    return value


def items_of(content: bytes, *, are_lines: bool) -> list[object]:
    """The items of a JSON array, or of lines; a line that cannot be read is its own NotJson.

    Raises:
        NotJson: it is no array.
    """
    if not are_lines:
        value = _value(content)
        if not isinstance(value, list):
            raise NotJson("It is not a JSON array; one object a line is application/x-ndjson.")
        return value
    return [_line(line) for line in content.split(b"\n") if line.strip()]


def push_of(item: object, read_record: ReadRecord, *, again: bool) -> Push | Refusal:
    """One item of many as a push: a story, or {"id": ..., "delete": true}."""
    if isinstance(item, NotJson):
        return Refusal(reason=str(item).rstrip("."))
    if not isinstance(item, dict):
        return Refusal(reason="it is not a JSON object")
    if item.get("delete") is True:
        return _removal(item)
    read = read_record(item)
    if isinstance(read, Refusal):
        return read
    assert read.raw is not None
    if len(read.raw.encode()) > MAX_STORY_BYTES:
        return Refusal(reason=f"it is longer than {MAX_STORY_BYTES // 2**20} MiB")
    return replace(read, again=again)


def _removal(item: dict[str, Any]) -> Push | Refusal:
    story = item.get("id")
    if not isinstance(story, str) or not story.strip() or len(story) > _MAX_ID_CHARS:
        return Refusal(reason=f"its id is no text of 1 to {_MAX_ID_CHARS} characters")
    return Push(story=story.strip(), raw=None)


def _line(line: bytes) -> object:
    try:
        return _value(line)
    except NotJson as error:
        return error


def _value(content: bytes) -> Any:
    try:
        text = content.decode("utf-8").strip("\ufeff \t\r\n")
        value, end = _DECODER.raw_decode(text)
    except UnicodeDecodeError as error:
        raise NotJson(f"It is not UTF-8 at byte {error.start + 1:,}.") from None
    except json.JSONDecodeError as error:
        raise NotJson(f"It is not JSON at character {error.pos + 1:,}: {error.msg}.") from None
    except RecursionError:
        raise NotJson("It is nested too deep.") from None
    if end != len(text):
        raise NotJson(f"More follows the JSON at character {end + 1:,}.")
    return value
