"""What may be said about a source beforehand, and what is counted while it is read?"""

import codecs
from dataclasses import dataclass
from typing import Final

from indexer.raw import FIELDS
from search.errors import BadSource

FORMATS: Final = ("jsonl", "csv", "page")
DATE_ORDERS: Final = ("", "dmy", "mdy")

MAX_RECORD_BYTES: Final = 20 * 1024 * 1024  # a story is some kB; beyond this it is a broken file
TOO_LONG: Final = f"is longer than {MAX_RECORD_BYTES // 1024 // 1024} MiB"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """What the person who imports says about a source; everything may be left open.

    Raises:
        BadSource: a format, encoding, date order or field of `map` that does not exist
            (`values["option"]` and `values["value"]` name it).
    """

    format: str | None = None
    """One of FORMATS; None recognises each file by its content."""
    encoding: str | None = None
    """A name Python knows, e.g. "cp1252"; None recognises UTF-8, Windows-1252 and, by their byte
    order marks, UTF-16 and UTF-32."""
    map: tuple[tuple[str, str], ...] = ()
    """(our field, their column), e.g. ("title", "judul"). A mapped field is looked for under that
    column only; mapped twice, under the first of the two that is there."""
    year: int | None = None
    date_order: str = ""
    """One of DATE_ORDERS; like `year` it is only handed on with every story."""

    def __post_init__(self) -> None:
        _require("format", self.format, (None, *FORMATS))
        _require("date-order", self.date_order, DATE_ORDERS)
        for field, _ in self.map:
            _require("map", field, FIELDS)
        if self.encoding is not None and not _is_encoding(self.encoding):
            raise BadSource(
                f"no encoding is called {self.encoding!r}", option="encoding", value=self.encoding
            )


@dataclass(slots=True)
class Tally:
    """What was mended while reading. It belongs to the caller, who prints it at the end."""

    nulls: int = 0
    """Null bytes dropped from text, raw ones and those written as \\u0000."""
    windows_1252_lines: int = 0
    """Lines that were not UTF-8 and were read as Windows-1252; lines in ASCII do not count."""
    undecodable: int = 0
    """Characters that could not be read and became U+FFFD, lone surrogates among them."""
    not_text: int = 0
    """Values besides id and body that were neither text, number nor list, and were left empty."""


def _require(option: str, value: str | None, allowed: tuple[str | None, ...]) -> None:
    if value not in allowed:
        names = ", ".join(name for name in allowed if name)
        raise BadSource(f"{option} {value!r} is none of {names}", option=option, value=value)


def _is_encoding(name: str) -> bool:
    try:
        # Decoding shows what a lookup does not: base64 is a codec, but not of text.
        b"a".decode(name, "replace")
        codecs.getincrementaldecoder(name)("replace").decode(b"a")
    except (LookupError, ValueError):
        return False
    return True
