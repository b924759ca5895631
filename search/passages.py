"""Where is a text cut, so that what is shown of it reads well?

At the ends of sentences and clauses where that leaves enough, else between words; never inside
what a reader sees as one sign.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from .language.sentences import sentences
from .values import Snippet

ELLIPSIS: Final = "…"
JOINT: Final = f" {ELLIPSIS} "
"""Between two passages."""

_REACH: Final = 200  # characters before and after that are searched for the ends of sentences
_SENTENCE_SHARE: Final = 0.55  # of the room that must be filled for a cut at a sentence's end
_CLAUSE_SHARE: Final = 0.7  # the same of a clause's end
_CLAUSE: Final = re.compile(r"[,;:)][\"”’)]*(?=\s)|(?=\s[(–—-])")
"""Where a clause ends; it ends at the end of the match."""
_WORD: Final = re.compile(r"(?<=\s)\S")
_BETWEEN: Final = re.compile(r"(?<=[^\w\s])\S|(?<=\w)[^\w\s]")
_JOINER: Final = "\u200d"
_LOOSE: Final = " \t\n\u00a0,;:–—-"  # left over where a clause is cut off
_READ_ALSO: Final = re.compile(  # begins with a set of letters: those are searched quickly
    r"[BLSbls](?<!\w[BLSbls])(?i:(?:(?<=b)aca|(?<=l)ihat|(?<=s)imak) juga\s?:"
    r"|(?<=b)aca selengkapnya\b)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """`text[start:end]`, and the part of the text between `low` and `high` it is cut from."""

    text: str
    start: int
    end: int
    low: int
    high: int

    def snippet(self, marks: tuple[tuple[int, int], ...]) -> Snippet:
        """What is shown of it, an ellipsis where the text goes on; `marks` are of the text."""
        before = ELLIPSIS if self.text[: self.start].strip() else ""
        after = ELLIPSIS if self.text[self.end :].strip() else ""
        shift = len(before) - self.start
        own = tuple(
            (max(start, self.start) + shift, min(end, self.end) + shift)
            for start, end in marks
            if start < self.end and end > self.start
        )
        return Snippet(f"{before}{self.text[self.start : self.end]}{after}", own)


def joined(first: Snippet, second: Snippet) -> Snippet:
    """Two passages as one snippet."""
    head = first.text.removesuffix(ELLIPSIS)
    tail = second.text.removeprefix(ELLIPSIS)
    shift = len(head) + len(JOINT) - (len(second.text) - len(tail))
    marks = tuple((start + shift, end + shift) for start, end in second.marks)
    return Snippet(f"{head}{JOINT}{tail}", first.marks + marks)


def has_pointers(text: str) -> bool:
    """Whether a text may hold pointers to other stories; quicker than to look for them."""
    if "aca juga" in text or "ihat juga" in text or "imak juga" in text:
        return True
    return "Juga" in text or "JUGA" in text or "elengkapnya" in text or "ELENGKAPNYA" in text


def readable(text: str) -> list[tuple[int, int]]:
    """The parts of a paragraph without pointers to other stories ("Baca juga: ...").

    A pointer's headline has no stop: it goes on to the end of the sentence it stands in.
    """
    parts: list[tuple[int, int]] = []
    at = 0
    for pointer in _READ_ALSO.finditer(text):
        begins = pointer.start()
        if begins < at:
            continue
        if text[at:begins].endswith("("):
            begins -= 1
        parts.append((at, begins))
        at = _first_sentence(text, begins)
    parts.append((at, len(text)))
    return [part for part in parts if text[slice(*part)].strip()]


def _first_sentence(text: str, start: int) -> int:
    """Where the sentence ends that begins at `start`; looks no further than it must."""
    reach = _REACH
    while start + reach < len(text):
        found = sentences(text[start : start + reach])
        if len(found) > 1:
            return start + found[0][1]
        reach *= 2
    rest = sentences(text[start:])
    return start + rest[0][1] if rest else len(text)


def cut(text: str, part: tuple[int, int], core: tuple[int, int], room: int, before: int) -> Passage:
    """The passage of at most `room` characters of a part of a text that shows its core best.

    The core begins within the first `before` characters; one longer than `room` is cut itself.
    """
    low, high = part
    low += len(text[low:high]) - len(text[low:high].lstrip())
    high -= len(text[low:high]) - len(text[low:high].rstrip())
    begins, ends = max(core[0], low), min(core[1], high)
    if high - low <= room and begins - low <= before:
        return Passage(text, low, max(low, high), low, high)
    near = max(low, begins - _REACH), min(high, ends + _REACH)
    stops = [near[0] + end for _, end in sentences(text[slice(*near)])[:-1]]
    start = _start(text, low, begins, max(begins - before, ends - room), stops)
    end = _end(text, high, min(ends, start + room), start + room, start, stops)
    return Passage(text, start, end, low, high)


def _start(text: str, low: int, begins: int, earliest: int, stops: list[int]) -> int:
    """Where to begin before `begins`, not before `earliest` (which may be after it)."""
    if earliest >= begins:
        return begins
    sentence = max((stop for stop in stops if stop <= begins), default=None)
    if sentence is None and begins - low < _REACH:
        sentence = low
    if sentence is not None and sentence >= earliest:
        return sentence
    earliest = max(earliest, low)
    for clause in _CLAUSE.finditer(text, earliest, begins):
        at = begins - len(text[clause.end() : begins].lstrip(_LOOSE))
        if not _extends(text, at):
            return at
    for bound in (_WORD, _BETWEEN):
        for match in bound.finditer(text, earliest, begins):
            if not _extends(text, match.start()):
                return match.start()
    if text[begins - 1 : begins].isspace():  # one word fills all that is before it
        return begins
    return _whole(text, earliest, begins)


def _end(text: str, high: int, ends: int, latest: int, start: int, stops: list[int]) -> int:
    """Where to end after `ends`, at `latest` at the latest."""
    if latest >= high:
        return high
    room = latest - start
    least = max(ends, start + int(room * _SENTENCE_SHARE))
    sentence = max((stop for stop in stops if least <= stop <= latest), default=None)
    if sentence is not None:
        return start + len(text[start:sentence].rstrip())
    least = max(ends, start + int(room * _CLAUSE_SHARE))
    clauses = [match.end() for match in _CLAUSE.finditer(text, least, latest)]
    blank = next((at for at in range(latest, ends - 1, -1) if text[at].isspace()), None)
    at = clauses[-1] if clauses else blank
    if at is not None:
        return max(ends, start + len(text[start:at].rstrip(_LOOSE)))
    between = [match.start() for match in _BETWEEN.finditer(text, ends, latest)]
    return _whole(text, between[-1] if between else latest, start)


def _whole(text: str, at: int, other: int) -> int:
    """`at`, moved towards `other` until no sign is cut."""
    step = 1 if other > at else -1
    moved = at
    while moved != other and _extends(text, moved):
        moved += step
    return at if moved == other else moved


def _extends(text: str, at: int) -> bool:
    """Whether the character at a place belongs to the sign before it."""
    if not 0 < at < len(text):
        return False
    char = text[at]
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char == _JOINER
        or text[at - 1] == _JOINER
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U0001f1e6" <= char <= "\U0001f1ff"  # letters of flags
    )
