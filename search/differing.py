"""What differs between two tellings of one story, word by word?

For a page that shows near copies: headline and text are compared as printed, blanks and the ends of
paragraphs aside, and come back in stretches that both have or only one. A long one that both have
can be cut down to the words beside what differs (`in_context`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from .values import Story

MAX_WORDS: Final = 2_000  # of one text; the longest story of a portal has about as many
CONTEXT: Final = 8  # words shown on either side of what differs: half a line
GAP: Final = "…"

_MAX_EQUALS: Final = 100_000
"""Pairs of equal words that are looked at. Two real texts of MAX_WORDS have a sixth of it; two made
of one word have forty times as many, and would take seconds."""


class Side(StrEnum):
    """Which of two texts has a stretch."""

    SAME = "same"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words in a row, one blank between two, and which text has them."""

    text: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Headline and body of two stories in stretches, in order of the text.

    Never two of one side in a row; of words in place of others the left ones come first. Joined by
    blanks, the stretches that are not RIGHT are the words of the left text, and those that are not
    LEFT the words of the right one. `is_too_long`: a text was not compared, and is empty here.
    """

    title: tuple[Stretch, ...] = ()
    body: tuple[Stretch, ...] = ()
    is_too_long: bool = False

    @property
    def is_none(self) -> bool:
        """Whether both texts have the same words throughout."""
        return not self.is_too_long and all(
            own.side is Side.SAME for own in (*self.title, *self.body)
        )


def difference(left: Story, right: Story) -> Difference:
    """What differs between two stories, where no text has more than MAX_WORDS."""
    title = _compared(left.title.split(), right.title.split())
    body = _compared(_words(left), _words(right))
    return Difference(title=title or (), body=body or (), is_too_long=None in (title, body))


def in_context(stretches: Sequence[Stretch], words: int = CONTEXT) -> tuple[Stretch, ...]:
    """The stretches with what both texts have cut down to so many words beside what differs.

    GAP stands for the words left out; where nothing differs, little more than it is left.
    """
    last = len(stretches) - 1
    return tuple(
        _cut(own, words if at else 0, words if at < last else 0) if own.side is Side.SAME else own
        for at, own in enumerate(stretches)
    )


def _cut(own: Stretch, first: int, last: int) -> Stretch:
    """A stretch's first and last words; all of it where less than two would be left out."""
    words = own.text.split(" ")
    if len(words) < first + last + 2:
        return own
    kept = (*words[:first], GAP, *words[len(words) - last :])
    return Stretch(" ".join(kept), own.side)


def _words(story: Story) -> list[str]:
    return [word for paragraph in story.body for word in paragraph.split()]


def _compared(left: Sequence[str], right: Sequence[str]) -> tuple[Stretch, ...] | None:
    """The stretches of two texts; None where they are too long."""
    if max(len(left), len(right)) > MAX_WORDS:
        return None
    start = _common(left, right)
    end = _common(left[start:][::-1], right[start:][::-1])
    own, other = left[start : len(left) - end], right[start : len(right) - end]
    times = Counter(other)
    if sum(count * times[word] for word, count in Counter(own).items()) > _MAX_EQUALS:
        return None
    found = SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
    inner = [(one + start, two + start, size) for one, two, size in found]
    blocks = [(0, 0, start), *inner, (len(left) - end, len(right) - end, end)]
    return tuple(_stretches(left, right, blocks))


def _stretches(
    left: Sequence[str], right: Sequence[str], blocks: Sequence[tuple[int, int, int]]
) -> Iterator[Stretch]:
    """The stretches of two texts that have some blocks in common: where in each, how many words."""
    same: list[str] = []
    at_left = at_right = 0
    for one, two, size in blocks:
        if (at_left, at_right) != (one, two):
            if same:
                yield Stretch(" ".join(same), Side.SAME)
                same = []
            if at_left < one:
                yield Stretch(" ".join(left[at_left:one]), Side.LEFT)
            if at_right < two:
                yield Stretch(" ".join(right[at_right:two]), Side.RIGHT)
        same += left[one : one + size]
        at_left, at_right = one + size, two + size
    if same:
        yield Stretch(" ".join(same), Side.SAME)


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words two texts have in common at their beginning."""
    pairs = zip(left, right, strict=False)
    return next(
        (at for at, (one, other) in enumerate(pairs) if one != other), min(len(left), len(right))
    )
