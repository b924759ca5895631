"""Which passage of a story answers the query, and which of its words?

Built above the engines from the story's text, once for all of them. A snippet never comes from
anything but the body, the captions or, where nothing matched there, the lead.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .language.sentences import sentences
from .language.tokens import Token, tokenize
from .query.clauses import (
    All,
    Boosted,
    Clause,
    Either,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Plan,
    Sequence,
    TextField,
)
from .query.wordtests import edit_distance_within, pattern_fits
from .values import Snippet, Story

MAX_SNIPPET_CHARS: Final = 240  # three lines on a phone
_BEFORE_MATCH_CHARS: Final = 60  # of a sentence too long to show whole, kept before its first match
ELLIPSIS: Final = "…"

Stem = Callable[[str], str]
_Test = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    part: int
    """The number of the clause that it answers."""


class Highlighter:
    """Marks what answers one plan."""

    def __init__(self, plan: Plan, stem: Stem) -> None:
        wanted = (*(word.clause for word in plan.words), *plan.strict)
        self._leaves = tuple(leaf for clause in wanted for leaf in _leaves(clause))
        self._tests = tuple(_test(leaf, stem) for leaf in self._leaves)

    def title(self, story: Story) -> Snippet:
        """The headline with its matches marked."""
        return Snippet(story.title, _marks(self._matches(story.title, TextField.TITLE)))

    def paragraphs(self, story: Story) -> tuple[Snippet, ...]:
        """Every paragraph of the body, whole, with its matches marked."""
        return tuple(
            Snippet(text, _marks(self._matches(text, field)))
            for field, text in _paragraphs(story)
            if field is not TextField.CAPTION
        )

    def snippet(self, story: Story) -> Snippet:
        """The passage of at most MAX_SNIPPET_CHARS (plus ellipses) with the most of the query."""
        best: tuple[tuple[int, int], str, list[_Match]] | None = None
        for field, paragraph in _paragraphs(story):
            matches = self._matches(paragraph, field)
            for start, end in sentences(paragraph) if matches else ():
                inside = [m for m in matches if start <= m.start < end]
                rank = (len({m.part for m in inside}), min(len(inside), 6))
                if inside and (best is None or rank > best[0]):
                    shown = [m for m in matches if m.start >= start]
                    best = rank, paragraph, shown
        if best is None:
            return _window(story.lead, 0, [])
        _, paragraph, shown = best
        start = next(s for s, e in sentences(paragraph) if s <= shown[0].start < e)
        return _window(paragraph, start, shown)

    def _matches(self, text: str, field: TextField) -> list[_Match]:
        """What answers the plan in one paragraph, in order of its place."""
        tokens = tokenize(text)
        found: list[_Match] = []
        for part, (leaf, test) in enumerate(zip(self._leaves, self._tests, strict=True)):
            if field not in leaf.fields:
                continue
            if isinstance(leaf, Sequence):
                found.extend(_sequence_matches(tokens, leaf, part))
            else:
                found.extend(
                    _Match(t.start, t.end, part) for t in tokens if any(map(test, t.terms))
                )
        return sorted(found, key=lambda m: (m.start, m.end))


_Leaf = Family | Exact | Sequence | Pattern | Fuzzy


def _leaves(clause: Clause) -> Iterator[_Leaf]:
    """The parts of a clause that stand for words; what is excluded is no match."""
    match clause:
        case Family() | Exact() | Sequence() | Pattern() | Fuzzy():
            yield clause
        case All() | Either():
            for part in clause.clauses:
                yield from _leaves(part)
        case Boosted():
            yield from _leaves(clause.clause)
        case _:
            return


def _test(leaf: _Leaf, stem: Stem) -> _Test:
    match leaf:
        case Family():
            return lambda term: term == leaf.typed or stem(term) == leaf.stem
        case Exact():
            return frozenset(leaf.terms).__contains__
        case Pattern():
            return pattern_fits(leaf.parts)
        case Fuzzy():
            return edit_distance_within(leaf.term, leaf.edits)
        case Sequence():
            return lambda _: False


def _sequence_matches(tokens: list[Token], leaf: Sequence, part: int) -> Iterator[_Match]:
    """The tokens that fill the slots, one match each, wherever the whole sequence stands."""
    slots = [frozenset(slot) for slot in leaf.slots]
    filled = [[t for t in tokens if not slot.isdisjoint(t.terms)] for slot in slots]
    for first in filled[0]:
        chain = [first]
        for offset, slot in enumerate(filled[1:], start=1):
            latest = first.position + offset + leaf.slop
            after = chain[-1].position
            following = next((t for t in slot if after < t.position <= latest), None)
            if following is None:
                break
            chain.append(following)
        else:
            yield from (_Match(t.start, t.end, part) for t in chain)


def _paragraphs(story: Story) -> Iterator[tuple[TextField, str]]:
    for number, paragraph in enumerate(story.body):
        yield (TextField.BODY if number else TextField.LEAD), paragraph
    for caption in story.captions:
        yield TextField.CAPTION, caption


def _window(text: str, start: int, matches: list[_Match]) -> Snippet:
    """The text from `start` on, or from shortly before the first match where that is far."""
    first = matches[0] if matches else _Match(start, start + 1, 0)
    if first.end - start > MAX_SNIPPET_CHARS:
        start = _word_start(text, max(first.start - _BEFORE_MATCH_CHARS, 0), first.start)
    end = len(text)
    if end - start > MAX_SNIPPET_CHARS:
        blank = text.rfind(" ", start, start + MAX_SNIPPET_CHARS + 1)
        # Text without blanks (a list of figures, an address) is cut anywhere.
        end = blank if blank >= first.end else start + MAX_SNIPPET_CHARS
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    shown = text[start:end].rstrip()
    shift = len(before) - start
    marks = _marks(m for m in matches if start <= m.start and m.end <= start + len(shown))
    return Snippet(
        f"{before}{shown}{after}", tuple((left + shift, right + shift) for left, right in marks)
    )


def _word_start(text: str, at: int, limit: int) -> int:
    """The first start of a word from `at` on and before `limit`; `at` where there is none."""
    blank = text.find(" ", at, limit) if at else -1
    return blank + 1 if blank >= 0 else at


def _marks(matches: Iterable[_Match]) -> tuple[tuple[int, int], ...]:
    """Sorted ranges without overlap."""
    merged: list[tuple[int, int]] = []
    for match in sorted(matches, key=lambda m: m.start):
        if merged and match.start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], match.end))
        else:
            merged.append((match.start, match.end))
    return tuple(merged)
