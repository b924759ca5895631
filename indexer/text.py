"""What did the text say before copying damaged its characters?"""

import html
import re
import unicodedata
from typing import Final

_BLOCK_TAG: Final = re.compile(
    r"</?(?:p|br|div|ul|ol|li|h[1-6]|figure|blockquote|table|tr|section|article)"
    r"(?:\s+[a-zA-Z-]+\s*=[^<>]{0,500})?\s*/?>",
    re.IGNORECASE,
)
_INLINE_TAG: Final = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|img|small|sup|sub|font|td|th|tbody|figcaption|iframe)"
    r"(?:\s+[a-zA-Z-]+\s*=[^<>]{0,500})?\s*/?>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(
    r"&(?:amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[mn]dash|hellip|bull|eacute"
    r"|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});"
)
# UTF-8 once read as Mac Roman ("‚Äú"), Windows-1252 ("â€œ", "Ã©") or Latin-1: each run is turned
# back on its own, and stays as it is where it is no UTF-8.
_MAC_NEXT: Final = re.escape(bytes(range(0x80, 0xC0)).decode("mac_roman"))
_WINDOWS_NEXT: Final = re.escape(
    bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + bytes(range(0x80, 0xC0)).decode("latin-1")
)
_MAC_RUN: Final = re.compile(rf"‚[{_MAC_NEXT}]{{2}}|[¬√][{_MAC_NEXT}]")
_WINDOWS_RUN: Final = re.compile(rf"â[{_WINDOWS_NEXT}]{{2}}|[ÂÃ][{_WINDOWS_NEXT}]")
_SHEET_JUNK: Final = re.compile(
    r"_x[0-9A-Fa-f]{4}_"
)  # control characters as a spreadsheet has them
_LINE_END: Final = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_BLANKS: Final = re.compile(r"(?: [^\S\n]|[^\S\n ])[^\S\n]*")  # a single blank is none to mend
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def repaired(text: str) -> str:
    """`text` in NFC, its lines apart by single line feeds, blanks joined, damage undone.

    Left-over tags and entities, text once decoded wrongly, `_x0000_`, zero-width, control and
    surrogate characters go; words that a scrape glued together stay as they are, since nobody
    knows where the blank was. Never raises, and is linear in the length of `text`.
    """
    if "<" in text:
        text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    if "_x" in text:
        text = _SHEET_JUNK.sub(" ", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub("", text) if text.isascii() else _repaired_characters(text)
    return _BLANKS.sub(" ", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """`text` repaired, on one line."""
    return " ".join(repaired(text).split())


def lines_of(text: str) -> list[str]:
    """The lines of `text`, repaired, without empty ones and without blanks at their ends."""
    return [line for line in map(str.strip, repaired(text).split("\n")) if line]


def squeezed(text: str) -> str:
    """What two printings of one headline share: its letters and figures, case folded."""
    return "".join(filter(str.isalnum, text.casefold()))


def _repaired_characters(text: str) -> str:
    if any(sign in text for sign in "‚¬√"):
        text = _MAC_RUN.sub(lambda run: _decoded(run.group(), "mac_roman"), text)
    if any(sign in text for sign in "âÂÃ"):
        text = _WINDOWS_RUN.sub(lambda run: _decoded(run.group(), "cp1252"), text)
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _decoded(run: str, encoding: str) -> str:
    try:
        return b"".join(_byte(char, encoding) for char in run).decode("utf-8")
    except UnicodeError:
        return run


def _byte(char: str, encoding: str) -> bytes:
    # Windows-1252 leaves five bytes undefined; readers in the wild fill them as Latin-1 does.
    return char.encode("latin-1" if "\x80" <= char <= "\x9f" else encoding)
