"""Of which format is a file, by what it begins with?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .columns import Columns
from .csv_stories import Header, header_of, rows_agree, without_body
from .packed import Damaged, Unreadable

SAMPLE_BYTES: Final = 256 * 1024
LINES_JUDGED: Final = 20

_NOT_TEXT: Final = (  # formats that may look like text, and those whose name helps whoever sees it
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a sound, picture or film (RIFF)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "a document in RTF"),
    (b"BZh", "packed with bzip2; gzip, xz and zstd are read"),
    (b"7z\xbc\xaf", "packed with 7-Zip; gzip, xz and zstd are read"),
    (b"\x1f\x8b", "packed twice"),
    (b"\xfd7zXZ", "packed twice"),
    (b"\x28\xb5\x2f\xfd", "packed twice"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
)
_TAR: Final = (257, b"ustar")
_ARRAY: Final = re.compile(rb"\s*\[\s*[\[{\]]")
_MARKUP: Final = re.compile(rb"\s*<(?:!doctype\s|html\b|\?xml\b|rss\b)", re.IGNORECASE)
_CONTROL: Final = bytes(set(range(32)) - set(b"\0\t\n\v\f\r\x1a")) + b"\x7f"
_TABLE_NAME: Final = re.compile(r"\.(?:csv|tsv)(?:\.\w+)?$")
_OBJECT_LINE: Final = re.compile(rb'\s*\{\s*"')

UNKNOWN: Final = "is of no known format"
JSON_ARRAY: Final = "is one JSON array, which is not read; write one JSON object on each line"
JSON_SPREAD: Final = "spreads a JSON object over lines; write one JSON object on each line"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A format of options.FORMATS (with the header of a "csv"); None for a file without text."""

    format: str | None
    header: Header | None = None


def recognise(
    sample: bytes, text: str, *, given: str | None, columns: Columns, name: str
) -> Recognised:
    """Tell the format from a file's first SAMPLE_BYTES and their text, or check the one `given`.

    Raises:
        Unreadable: it is none of ours, or not fit to be read as the one given.
    """
    if not sample.strip(b" \t\r\n\0"):
        # A blank page is a story that failed; a blank table or list just holds nothing.
        return Recognised(given if given == "page" and sample else None)
    _refuse_other_formats(sample)
    if given == "jsonl" or (given is None and _is_json_lines(sample)):
        _refuse_other_json(sample)
        return Recognised("jsonl")
    _refuse_binary(sample)
    if given == "page":
        return Recognised("page")
    if given == "csv":
        return Recognised("csv", _header(text, columns))
    _refuse_other_json(sample)
    header = header_of(text, columns)
    if header is not None:
        if header.has_body(columns) and header.known(columns) >= 2:
            return Recognised("csv", header)
        # Taken as a page, a whole table would silently become one story.
        is_named_so = _TABLE_NAME.search(name.lower()) is not None
        if is_named_so or (header.looks_like_names() and rows_agree(text, header)):
            raise without_body(header)
    if _MARKUP.match(sample):
        raise Unreadable("is HTML or XML, which is not read; --format page takes it as text")
    if not any(character.isalpha() for character in text):
        raise Unreadable(f"{UNKNOWN}: it has no letters")
    return Recognised("page")


def _header(text: str, columns: Columns) -> Header:
    header = header_of(text, columns)
    if header is None:
        raise Unreadable("has no header line with the names of its columns")
    if not header.has_body(columns):
        raise without_body(header)
    return header


def take_sample(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first SAMPLE_BYTES, and an iterator of all chunks, those of the sample among them.

    An error of the chunks within the sample is raised again where it belongs, after the chunks.
    """
    held: list[bytes] = []
    failure: Exception | None = None
    size = 0
    try:
        for chunk in chunks:
            held.append(chunk)
            size += len(chunk)
            if size >= SAMPLE_BYTES:
                break
    except Damaged as error:
        failure = error

    def everything() -> Iterator[bytes]:
        yield from held
        held.clear()
        if failure is not None:
            raise failure
        yield from chunks

    return b"".join(held)[:SAMPLE_BYTES], everything()


def _refuse_other_formats(sample: bytes) -> None:
    for magic, what in _NOT_TEXT:
        if sample.startswith(magic):
            raise Unreadable(f"{UNKNOWN}: it is {what}")
    if sample.startswith(_TAR[1], _TAR[0]):
        raise Unreadable(f"{UNKNOWN}: it is a tar archive; unpack it first")


def _refuse_other_json(sample: bytes) -> None:
    if _ARRAY.match(sample):
        raise Unreadable(JSON_ARRAY)
    if sample.lstrip().split(b"\n", 1)[0].strip() == b"{":
        raise Unreadable(JSON_SPREAD)


def _refuse_binary(sample: bytes) -> None:
    # Text has hardly any control characters. A stray null is dropped elsewhere.
    if sample.count(0) * 4 > len(sample):
        raise Unreadable(f"{UNKNOWN}: it is not text, or UTF-16 (then say --encoding utf-16-le)")
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls * 20 > len(sample):
        raise Unreadable(f"{UNKNOWN}: it is not text")


def _is_json_lines(sample: bytes) -> bool:
    """Whether it begins with `{`, or (the first line being broken) most lines are objects."""
    if sample.lstrip().startswith(b"{"):
        return True
    lines = [line for line in sample.split(b"\n", LINES_JUDGED * 2) if line.strip()][:LINES_JUDGED]
    return sum(_OBJECT_LINE.match(line) is not None for line in lines) * 2 > len(lines)
