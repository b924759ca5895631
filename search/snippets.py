"""Which passage of a story answers the query, and which of its words?

Built above the engines from the story's text, once for all of them. A snippet never comes from
anything but the body: not from captions, nor from pointers to other stories.
"""

from collections.abc import Iterator
from functools import reduce
from operator import itemgetter, or_
from typing import Final, NamedTuple

from .asked import Forms, Stem
from .marking import Marker, Match
from .passages import ELLIPSIS, JOINT, cut, has_pointers, joined, readable
from .query.clauses import Plan, TextField
from .values import Snippet, Story

MAX_SNIPPET_CHARS: Final = 180
"""Two or three lines on a phone; ellipses included."""

_FIRST_HALF: Final = MAX_SNIPPET_CHARS // 2  # the first mark begins in it
_ROOM: Final = MAX_SNIPPET_CHARS - 2 * len(ELLIPSIS)
_ROOM_OF_TWO: Final = _ROOM - len(JOINT)
_NEAR: Final = 40  # characters between two words of the query that count as side by side
_BESIDE: Final = 2  # the same: nothing but a blank or a comma between
_IN_ORDER: Final = 0.25  # of a word: for each two that stand in the query's order and near
_APART: Final = (
    0.05  # of a word, taken off for each _NEAR characters that the words are spread over
)
_RARE: Final = 0.5  # what a word is worth more, divided by how often the story has it


_Window = tuple[float, int, int, int, int, int]
"""Matches of one part of a paragraph that could be shown together: their worth, the number of the
part among those that have matches, the numbers of the first and the last of them in the part, a
bit for each word of the query among them, and the characters they take.

A plain tuple: a page has hundreds.
"""
_worth_of: Final = itemgetter(0)


class _Part(NamedTuple):
    """Part of a paragraph that may be shown, and its matches in order."""

    text: str
    span: tuple[int, int]
    matches: list[Match]
    begins: int
    """To be taken off the places of the matches."""
    words: int
    """A bit for each word of the query among them."""

    def own_matches(self) -> list[Match]:
        """The matches with their places in the text."""
        if not self.begins:
            return self.matches
        return [(start - self.begins, end - self.begins, word) for start, end, word in self.matches]


class Highlighter:
    """Marks what answers one plan.

    With `forms` (ports.Reader.forms) it takes a fraction of the time; then the stories must be of
    the archive that these are of.
    """

    def __init__(self, plan: Plan, stem: Stem, forms: Forms | None = None) -> None:
        self._marker = Marker(plan, stem, forms)

    def title(self, story: Story) -> Snippet:
        """The headline with its matches marked."""
        return Snippet(story.title, _marks(self._marker.matches(story.title, TextField.TITLE)))

    def paragraphs(self, story: Story) -> tuple[Snippet, ...]:
        """Every paragraph of the body, whole, with its matches marked."""
        return tuple(
            Snippet(text, _marks(self._marker.matches(text, field)))
            for field, text in _paragraphs(story)
        )

    def snippet(self, story: Story) -> Snippet:
        """At most MAX_SNIPPET_CHARS of the body: the passage with the most of the query, or two.

        Where nothing of the body answers (the headline did), it is how the body begins.
        """
        parts = list(self._parts(story.body))
        if not parts:
            return _beginning(story)
        worths = self._worths(parts)
        windows = _windows(parts, worths)
        best = _best(windows)
        if best[4] != reduce(or_, (part.words for part in parts)):
            pair = _pair(windows, worths)
            if pair and (pair[0][4] | pair[1][4]).bit_count() > best[4].bit_count():
                return _shown_together(parts, *sorted(pair, key=itemgetter(1, 2)))
        part = parts[best[1]]
        return cut(part.text, part.span, _core(part, best), _ROOM, _FIRST_HALF - 10).snippet(
            _marks(part.own_matches())
        )

    def _parts(self, body: tuple[str, ...]) -> Iterator[_Part]:
        every = (1 << self._marker.words) - 1
        pointing = has_pointers("\n".join(body))
        for text, begins, matches in self._marker.body_matches(body):
            words = _words(matches)
            if not pointing or not has_pointers(text):
                yield _Part(text, (0, len(text)), matches, begins, words)
                if words == every and self._is_whole(matches):
                    return  # nothing further on can be better
                continue
            for low, high in readable(text):
                inside = [own for own in matches if low <= own[0] - begins < high]
                if inside:
                    yield _Part(text, (low, high), inside, begins, _words(inside))

    def _is_whole(self, matches: list[Match]) -> bool:
        """Whether all the query stands side by side and in order."""
        before, last = -1, self._marker.words - 1
        end = 0
        for start, ends, word in matches:
            follows = word == before + 1 and (not word or start - end <= _BESIDE)
            before = word if follows else 0 if word == 0 else -1
            if before == last:
                return True
            end = ends
        return False

    def _worths(self, parts: list[_Part]) -> list[float]:
        """What each word of the query is worth; more where the story has it seldom."""
        found = [word for part in parts for _, _, word in part.matches]
        counts = map(found.count, range(self._marker.words))
        return [1 + _RARE / (count or 1) for count in counts]


def _words(matches: list[Match]) -> int:
    words = 0
    for _, _, word in matches:
        words |= 1 << word
    return words


def _windows(parts: list[_Part], worths: list[float]) -> list[_Window]:
    """For each match the windows that it begins, one longer than the other by a new word."""
    windows: list[_Window] = []
    add = windows.append
    for number, (_, _, matches, _, all_words) in enumerate(parts):
        alone, count = 0, len(matches)
        for first, (begin, ends, word) in enumerate(matches):
            words, worth, before = 1 << word, worths[word], word
            if not words & alone:  # a word alone is worth no more further on
                alone |= words
                add((worth, number, first, first, words, ends - begin))
            last = first + 1
            while last < count and words != all_words:
                start, end, word = matches[last]
                chars = end - begin
                if chars > _ROOM:
                    break
                if not words >> word & 1:
                    words |= 1 << word
                    worth += worths[word]
                    if word == before + 1 and start - ends <= _NEAR:
                        worth += _IN_ORDER
                    add((worth - chars // _NEAR * _APART, number, first, last, words, chars))
                before, ends = word, end
                last += 1
    return windows


def _best(windows: list[_Window]) -> _Window:
    """The worthiest; of equal ones the first."""
    return max(windows, key=_worth_of)


def _pair(windows: list[_Window], worths: list[float]) -> tuple[_Window, _Window] | None:
    """Two windows that have more of the query together; None where no second one adds to it."""
    reach = _ROOM_OF_TWO // 2 - 10
    short = [window for window in windows if window[5] <= reach or window[2] == window[3]]
    one = _best(short)
    _, own_part, own_first, own_last, own_words, _ = one
    added: dict[int, float] = {}
    most, nearest = 0.0, 0
    other = None
    for window in short:
        _, part, first, last, words, _ = window
        more = words & ~own_words
        if not more or (part == own_part and first <= own_last and own_first <= last):
            continue
        if more not in added:
            added[more] = sum(worth for word, worth in enumerate(worths) if more >> word & 1)
        worth, apart = added[more], abs(part - own_part)
        if worth > most or (worth == most and apart < nearest):
            most, nearest, other = worth, apart, window
    return (one, other) if other else None


def _shown_together(parts: list[_Part], one: _Window, other: _Window) -> Snippet:
    first, second = parts[one[1]], parts[other[1]]
    in_same = one[1] == other[1]
    core, later = _core(first, one), _core(second, other)
    span, later_span = first.span, second.span
    if in_same:
        # What stands between goes to the first: no passage shows what the other does.
        span = (span[0], later[0])
    half = _ROOM_OF_TWO // 2
    head = cut(first.text, span, core, half, half // 2)
    if in_same:
        later_span = (max(head.end, core[1]), later_span[1])
    room = _ROOM_OF_TWO - (head.end - head.start)
    tail = cut(second.text, later_span, later, room, room // 3)
    return joined(
        head.snippet(_marks(first.own_matches())), tail.snippet(_marks(second.own_matches()))
    )


def _core(part: _Part, window: _Window) -> tuple[int, int]:
    _, _, first, last, _, _ = window
    shown = part.matches[first : last + 1]
    return shown[0][0] - part.begins, max(end for _, end, _ in shown) - part.begins


def _beginning(story: Story) -> Snippet:
    """How the body begins."""
    for text in story.body:
        for span in readable(text):
            passage = cut(text, span, (span[0], span[0]), _ROOM, 0)
            if passage.start < passage.end:
                return passage.snippet(())
    return Snippet("")


def _paragraphs(story: Story) -> Iterator[tuple[TextField, str]]:
    for number, paragraph in enumerate(story.body):
        yield (TextField.BODY if number else TextField.LEAD), paragraph


def _marks(matches: list[Match]) -> tuple[tuple[int, int], ...]:
    """Sorted ranges without overlap."""
    merged: list[tuple[int, int]] = []
    for start, end, _ in matches:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
