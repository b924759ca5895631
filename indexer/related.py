"""Which lines of a page are a list of other stories?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .lines import BULLET, SHARE_COUNT, LineLabel, label_line

MIN_RUN: Final = 3  # fewer bullets in a row may be a list of the story's own
MAX_LISTED: Final = 12  # headlines under "Berita Terkait"
MAX_READ_ALSO: Final = 3  # headlines under "Baca juga:"
MIN_HEADLINE_WORDS: Final = 4
MIN_LISTED_WORDS: Final = 6  # of a second headline under "Baca juga:"; shorter is a subheading
MAX_HEADLINE_WORDS: Final = 25
_MAX_HEADLINE_CHARS: Final = 200
_HEADLINE_CAPITALS: Final = 0.7  # share of a headline's longer words that open with a capital
_OPENS: Final = re.compile(
    r"(?![0-9]{1,2}\. )[^a-z\W]|[“\"'‘(\[]"
)  # not "1. Persiapan", a subheading
_SENTENCE_ENDS: Final = (".", ",", ";", ":", "”", '"', "…")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page with its label."""

    text: str
    label: LineLabel


def without_related(texts: Sequence[str], *, is_page: bool) -> tuple[list[Line], list[Line]]:
    """Label the lines and part them into those of the story and those of lists of other stories.

    A run of bullets goes if a third of it carries a glued share count; in a page also if it opens
    the page or reads like headlines. In a record a list without share counts is the story's own:
    of 57 such runs in 40,000 real stories, 52 were.
    """
    lines = [Line(text, label_line(text)) for text in texts]
    kept: list[Line] = []
    related: list[Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.label is LineLabel.RELATED_HEADER:
            end = at + 1 + _listed(lines[at + 1 :], _limit(line.text))
            related.extend(lines[at:end])
            at = end
        elif BULLET.match(line.text):
            end = next(
                (n for n in range(at, len(lines)) if not BULLET.match(lines[n].text)), len(lines)
            )
            run = lines[at:end]
            if _is_related(run, is_page=is_page, is_first=not _has_body(kept)):
                related.extend(run)
            else:
                kept.extend(_as_body(run))
            at = end
        else:
            kept.append(line)
            at += 1
    return kept, related


def looks_like_headline(text: str) -> bool:
    """Whether `text` could be a headline: 4 to 25 words that end without a stop."""
    if len(text) > _MAX_HEADLINE_CHARS or text.endswith(_SENTENCE_ENDS) or not _OPENS.match(text):
        return False
    return MIN_HEADLINE_WORDS <= len(text.split()) <= MAX_HEADLINE_WORDS


def _limit(header: str) -> int:
    return MAX_READ_ALSO if "baca" in header.casefold() else MAX_LISTED


def _listed(lines: Sequence[Line], limit: int) -> int:
    """How many lines after a header belong to its list."""
    count = 0
    for line in lines[:limit]:
        is_item = line.label is LineLabel.RELATED_ITEM or (
            line.label is LineLabel.BODY and looks_like_headline(line.text)
        )
        is_sure = limit == MAX_LISTED or count == 0 or len(line.text.split()) >= MIN_LISTED_WORDS
        if not (is_item and is_sure and _is_title_case(line.text)):
            break
        count += 1
    return count


def _is_related(run: Sequence[Line], *, is_page: bool, is_first: bool) -> bool:
    glued = sum(SHARE_COUNT.search(line.text) is not None for line in run)
    if glued and glued * 3 >= len(run):
        return True
    if not is_page or len(run) < MIN_RUN:
        return False
    headlines = sum(_is_title_case(line.text) for line in run)
    return is_first or headlines * 2 > len(run)


def _is_title_case(text: str) -> bool:
    words = [word for word in text.lstrip("-•*» ").split() if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 2 and capitals >= _HEADLINE_CAPITALS * len(words)


def _has_body(lines: Sequence[Line]) -> bool:
    return any(line.label in (LineLabel.BODY, LineLabel.DATELINE) for line in lines)


def _as_body(run: Sequence[Line]) -> Iterator[Line]:
    for line in run:
        is_item = line.label in (LineLabel.RELATED_ITEM, LineLabel.DATELINE)
        yield Line(line.text, LineLabel.BODY) if is_item else line
