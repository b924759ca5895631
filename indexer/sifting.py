"""Which lines of a body are the story's text, and what do the others tell of it?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .bylines import read_byline
from .datelines import MAX_DATELINE_CHARS, split_dateline
from .lines import ADVERTORIAL_MARK, READ_ALSO_TAIL, LineLabel
from .related import Line

EDGE_LINES: Final = 3  # a record's date line stands this near an end; further in it is a schedule
TAIL_LINES: Final = 6  # a reporter's code stands this near the end

# One tag under a story, or the headline of a video, on a line of its own.
_MAY_BE_TAG: Final = re.compile(r"(?![0-9]{1,2}\. ).{0,79}[^.!?:;,”\"]")
_ONLY_MARKS: Final = re.compile(r"[\W_]+")
_OPEN_BRACKETS: Final = ("(", "[")
_DASHES: Final = ("-", "–", "—")
_GOES_ON: Final = (",", ";", ":", ".", ")", "]", "%")
_CAPTION_LABEL: Final = re.compile(
    r"\s*(?:ket(?:erangan)?\.?\s*(?:gambar|foto)|foto|gambar|dok(?:\.|umentasi)?)\s*[:/]\s*",
    re.IGNORECASE,
)
_CREDIT: Final = re.compile(
    r"\s*/\s*f\s?-\s?\w{1,12}$|\s*/\s*(?:ist|istimewa|dok)\.?$"
    r"|\s*\([^()/]{2,40}/[^()/]{2,40}\)$"
    r"|\s*\((?:ist|istimewa|foto\b[^()]{0,60}|dok\b[^()]{0,60}|f-\w{1,12})\.?\)$",
    re.IGNORECASE,
)
_EDITOR_TAIL: Final = re.compile(r"\s*\bEditor\s*:.*")
# What a news agency's pages run on with, on the last paragraph's own line.
_AGENCY_TAIL: Final = re.compile(
    r"\s*(?P<credits>(?:\b(?:Pewarta|Penerjemah|Sumber|Editor)\s*: [^.:]{2,60}?\s*){1,4})"
    r"Copyright © ANTARA [0-9]{4}.*$"
)
_AGENCY_REACH: Final = 600
_POINTERS: Final = ("baca juga", "selengkapnya", "[gambas")  # what READ_ALSO_TAIL looks for


@dataclass(slots=True)
class Sifted:
    """What a body's lines hold, in order; filled line by line."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    date_lines: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    author_code: str = ""
    is_advertorial: bool = False
    dropped: list[Line] = field(default_factory=list)
    """The furniture left out, for whoever checks the rules."""


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines, with those joined again that a link broke at a bracket, a comma or a dateline."""
    joined: list[list[str]] = []
    for line in lines:
        if joined and _belongs(joined[-1][-1], line):
            joined[-1].append(line)
        else:
            joined.append([line])
    whole = ["".join(pieces) for pieces in joined]
    while len(whole) > 1 and _is_bare_dateline(whole[0], whole[1]):
        whole[:2] = [f"{whole[0]} {whole[1]}"]
    return whole


def _is_bare_dateline(first: str, second: str) -> bool:
    """Whether `first` is only a dateline: "BOGOR, KOMPAS.com –", or "Jakarta" before "- Badan"."""
    if len(first) > MAX_DATELINE_CHARS:
        return False
    if first.endswith(_DASHES):
        found = split_dateline(f"{first} X")
        return found is not None and found.rest == "X"
    return second.startswith(_DASHES) and split_dateline(f"{first} - X") is not None


def _belongs(before: str, line: str) -> bool:
    goes_on = line.startswith(_GOES_ON) and before[-1].isalnum()
    return goes_on or before.endswith(_OPEN_BRACKETS)


def sift(lines: Sequence[Line], *, is_page: bool) -> Sifted:
    """Part labelled lines (without related lists) into text, captions, dates and bylines."""
    sifted = Sifted()
    tags_from = _tags_from(lines)
    for number, line in enumerate(lines):
        from_end = len(lines) - 1 - number
        match line.label:
            case _ if number >= tags_from:
                sifted.dropped.append(line)
            case LineLabel.CAPTION:
                _take_caption(sifted, line)
            case LineLabel.DATE_LINE if is_page or min(number, from_end) < EDGE_LINES:
                sifted.date_lines.append(line.text)
            case LineLabel.ADVERTORIAL:
                sifted.is_advertorial = True
                _take_text(sifted, ADVERTORIAL_MARK.sub("", line.text))
            case LineLabel.BYLINE:
                _take_byline(sifted, line, is_near_end=from_end < TAIL_LINES)
            case LineLabel.BODY | LineLabel.DATELINE | LineLabel.RELATED_ITEM | LineLabel.DATE_LINE:
                _take_text(sifted, line.text)
            case _:
                sifted.dropped.append(line)
    return sifted


def _tags_from(lines: Sequence[Line]) -> int:
    """Where the tags under a story begin: short lines without a stop after a code on its own."""
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number]
        if line.label is LineLabel.BYLINE and line.text.startswith("("):
            return number + 1
        is_furniture = line.label not in (LineLabel.BODY, LineLabel.DATELINE)
        if not is_furniture and not _MAY_BE_TAG.fullmatch(line.text):
            break
    return len(lines)


def _take_text(sifted: Sifted, text: str) -> None:
    agency = None
    if "ANTARA" in text:
        agency = _AGENCY_TAIL.search(text, max(0, len(text) - _AGENCY_REACH))
    if agency is not None:
        sifted.authors.extend(read_byline(agency["credits"]).authors)
        text = text[: agency.start()]
    lower = text.lower()
    if any(word in lower for word in _POINTERS):
        text = READ_ALSO_TAIL.sub("", text)
    text = text.strip()
    if text and not _ONLY_MARKS.fullmatch(text):
        sifted.paragraphs.append(text)


def _take_caption(sifted: Sifted, line: Line) -> None:
    caption = _CREDIT.sub("", _CAPTION_LABEL.sub("", line.text, count=1)).strip()
    caption = _EDITOR_TAIL.sub("", caption)
    if caption:
        sifted.captions.append(caption)
    else:
        sifted.dropped.append(line)


def _take_byline(sifted: Sifted, line: Line, *, is_near_end: bool) -> None:
    byline = read_byline(line.text)
    if byline.code and byline.before and not is_near_end:
        _take_text(sifted, line.text)  # "(Inggris)" after a quotation, far from the end
        return
    sifted.author_code = byline.code or sifted.author_code
    sifted.authors.extend(byline.authors)
    if byline.before:
        _take_text(sifted, byline.before)
