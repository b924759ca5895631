"""Which characters do the bytes of a source stand for?

Windows programs of the years around 2010 wrote Windows-1252, often into a file that is UTF-8
elsewhere; so UTF-8 is tried first and judged line by line.
"""

import codecs
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from .options import Tally
from .packed import Damaged

WINDOWS: Final = "cp1252"
REPLACEMENT: Final = "\ufffd"

_BOMS: Final = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Decode = Callable[[bytes], str]


def as_utf8(
    sample: bytes, chunks: Iterator[bytes], encoding: str | None, tally: Tally
) -> Iterator[bytes]:
    """The chunks without a byte order mark, and as UTF-8 where their encoding is known for sure:
    given, or told by a BOM. Otherwise they pass unchanged, to be judged line by line.

    `sample` is the beginning of what `chunks` will yield.
    """
    marked = next((name for bom, name in _BOMS if sample.startswith(bom)), None)
    known = encoding or marked
    if known is not None and marked is None:
        name = codecs.lookup(known).name
        # Without a mark it is Windows' order.
        known = f"{name}-le" if name in ("utf-16", "utf-32") else name
    return _without_bom(chunks if known is None else _transcoded(chunks, known, tally))


def utf8_or_windows(tally: Tally) -> Decode:
    """A decoder of lines (or any piece): UTF-8, else Windows-1252, which is counted."""

    def decode(line: bytes) -> str:
        try:
            return line.decode()
        except UnicodeDecodeError:
            return _windows(line, tally)

    return decode


def decoder_for(sample: bytes, tally: Tally) -> Decode:
    """The decoder for all lines of a file that begins with `sample`.

    Where most of the sample's lines beyond ASCII are UTF-8, so is the file, and a line that is not
    falls back; else the whole file is Windows-1252, even a line that happens to be valid UTF-8.
    """
    *lines, last = sample.split(b"\n")
    beyond_ascii = [line for line in (*lines, last) if not line.isascii()]
    broken = sum(not _is_utf8(line, torn=line is last) for line in beyond_ascii)
    if broken * 2 <= len(beyond_ascii):
        return utf8_or_windows(tally)

    def decode(line: bytes) -> str:
        return line.decode("ascii") if line.isascii() else _windows(line, tally)

    return decode


def peek(text_bytes: bytes) -> str:
    """The text of a sample, only to look at: nothing is counted, its end may be torn."""
    decode = decoder_for(text_bytes, Tally())
    return "\n".join(decode(line) for line in text_bytes.split(b"\n"))


def _is_utf8(line: bytes, *, torn: bool) -> bool:
    """Whether a line is UTF-8; a `torn` one may end within a character, because the sample does."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line, final=not torn)
    except UnicodeDecodeError:
        return False
    return True


def _windows(line: bytes, tally: Tally) -> str:
    text = line.decode(WINDOWS, "replace")
    tally.windows_1252_lines += 1
    tally.undecodable += text.count(REPLACEMENT)
    return text


def _transcoded(chunks: Iterator[bytes], encoding: str, tally: Tally) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chain(chunks, (None,)):
        try:
            text = decoder.decode(chunk or b"", final=chunk is None)
        except UnicodeError as error:  # some codecs, as idna, cannot replace
            raise Damaged(f"cannot be read as {encoding}: {error}") from error
        tally.undecodable += text.count(REPLACEMENT)
        yield text.encode("utf-8", "replace")


def _without_bom(chunks: Iterator[bytes]) -> Iterator[bytes]:
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= len(codecs.BOM_UTF8):
            break
    yield head.removeprefix(codecs.BOM_UTF8)
    yield from chunks
