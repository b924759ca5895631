"""How are many stories cut into terms at once?

One compiled expression over a batch's joined text gives printed words; a table says which terms
each printed word gives, at which places after its first position. Everything else is arithmetic
on arrays. What comes out is what search.language.tokens.tokenize_paragraphs gives, story by story.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from search.language.casing import SENTENCE_SIGNS, casing
from search.language.folding import APOSTROPHES, MAX_TERM_CHARS
from search.language.numbers import SUM
from search.language.tokens import PARAGRAPH_GAP, TOKEN, WORD, tokenize
from search.ports import indexed_text
from search.values import Story

from .container import Array
from .segment import FIELD_NUMBERS

CAPITALISED: Final = 1
INSIDE: Final = 2
"""Flags of a token: printed with a capital; and that where no sentence begins."""

_CAPITAL: Final = CAPITALISED | INSIDE
_FIELDS: Final = len(FIELD_NUMBERS)
_BREAK: Final = "\0"  # between paragraphs: no letter and no blank, so no token reaches over it
_STAND_IN: Final = "\1"  # for a _BREAK that a text holds, and for the underscore


def _plain(expression: str) -> str:
    """An expression of search.language for a text without underscores: no groups, short classes."""
    bare = re.sub(r"\(\?P<\w+>", "(?:", expression)
    return bare.replace(r"[^\W_]", r"\w").replace(r"[^\W\d_]", r"[^\W\d]")


_JOINED: Final = rf"\w|[.,/]\d|[-{re.escape(APOSTROPHES)}]\w"  # goes on a word or figure
_TAIL: Final = _plain(WORD).removeprefix(r"\w+")
_PRINTED: Final = re.compile(
    # The commonest first, and each branch with a sign that tells at once whether it can match.
    rf"[A-QS-Za-qs-z]\w*{_TAIL}|[^\W\d](?![Pp]\.?\s{{0,3}}\d)\w*{_TAIL}"
    rf"|{_BREAK}|[{re.escape(SENTENCE_SIGNS)}]+"
    # A whole sum of money, where nothing that follows could be read as part of its last word;
    # of another sum the bare "Rp", which sends its story the slow way.
    rf"|[Rr][Pp](?>(?i:{_plain(SUM)}))(?!{_JOINED})"
    rf"|{_plain(TOKEN)}"
)
_AT_BREAK, _AT_SIGN, _AT_RP = range(3)  # codes of the table that stand for no term


@dataclass(frozen=True, slots=True)
class Tokens:
    """Where terms stand in a batch of stories: arrays of one length, one element a place.

    `terms` are the tokenizer's numbers of terms, `stories` count from the batch's first, `fields`
    are segment.FIELD_NUMBERS. `lengths` has a row a story and a column a field.
    """

    terms: Array
    stories: Array
    fields: Array
    positions: Array
    flags: Array
    lengths: Array


class Tokenizer:
    """Cuts stories; remembers every printed word it met, until `forget`."""

    def __init__(self) -> None:
        self._table = _Table()

    @property
    def vocabulary(self) -> Sequence[str]:
        """Every term met; its place is its number."""
        return self._table.terms

    @property
    def words_known(self) -> int:
        """How many printed words are remembered."""
        return len(self._table)

    def forget(self) -> None:
        """Begin anew; numbers of terms given so far lose their meaning."""
        self._table = _Table()

    def cut(self, stories: Sequence[Story]) -> Tokens:
        """The tokens of a batch of stories (a few hundred are best)."""
        layout = _Layout()
        for number, story in enumerate(stories):
            layout.add(number, story)
        return self._places(self._codes(layout.paragraphs), layout, len(stories))

    def _codes(self, paragraphs: Sequence[str]) -> Array:
        """The printed words of the paragraphs, as codes of the table, _AT_BREAK between two."""
        text = _BREAK.join(paragraphs)
        if text.count(_BREAK) >= max(1, len(paragraphs)):
            text = _BREAK.join(paragraph.replace(_BREAK, _STAND_IN) for paragraph in paragraphs)
        printed = _PRINTED.findall(text.replace("_", _STAND_IN))
        codes = self._table.codes(printed)
        if self._table.has_bare_rp:
            codes = self._with_whole_paragraphs(codes, paragraphs)
        return codes

    def _with_whole_paragraphs(self, codes: Array, paragraphs: Sequence[str]) -> Array:
        """The same, where a paragraph with an amount that cannot be read word by word ("Rp 5
        juta-an") is one printed word of many places, cut by the definition.
        """
        bare = np.flatnonzero(codes == _AT_RP)
        if not bare.size:
            return codes
        breaks = np.flatnonzero(codes == _AT_BREAK)
        starts, stops = np.append(0, breaks + 1), np.append(breaks, len(codes))
        parts: list[Array] = []
        done = 0
        for number in np.unique(np.searchsorted(breaks, bare)).tolist():
            whole = np.array([self._table.whole(paragraphs[number])], np.int32)
            parts += [codes[done : starts[number]], whole]
            done = int(stops[number])
        return np.concatenate((*parts, codes[done:]))

    def _places(self, codes: Array, layout: "_Layout", count: int) -> Tokens:
        table = self._table.arrays()
        if self._table.has_empty:  # words of marks only take no place and begin no sentence
            codes = codes[(codes <= _AT_RP) | (table.places[codes] > 0)]
        places = table.places[codes]
        ends = np.cumsum(places)
        breaks = codes == _AT_BREAK
        paragraph = np.cumsum(breaks)
        # Of each paragraph: positions before it, its own, and paragraphs with any before it.
        before = np.concatenate(([0], ends[breaks]))
        own = np.diff(before, append=ends[-1] if ends.size else 0)
        full = own > 0
        gaps: Array = np.cumsum(full) - full
        first = np.array(layout.firsts)
        shift = PARAGRAPH_GAP * (gaps - gaps[first]) - before[first]
        start = ends - places + shift[paragraph]
        begins = np.concatenate(([True], codes[:-1] <= _AT_SIGN))

        terms = table.counts[codes]
        word = np.repeat(np.arange(len(codes), dtype=np.int32), terms)
        offset = table.starts[codes] - (np.cumsum(terms) - terms)
        at = np.arange(len(word)) + offset[word]
        flags = table.flags[at]
        np.bitwise_and(
            flags, ~np.uint8(INSIDE), out=flags, where=begins[word] & (table.at[at] == 0)
        )
        owner = paragraph[word]
        story, field = np.array(layout.stories, np.uint16), np.array(layout.fields, np.uint8)
        lengths = np.bincount(story.astype(np.intp) * _FIELDS + field, own, count * _FIELDS).astype(
            np.int64
        )
        return Tokens(
            terms=table.numbers[at],
            stories=story[owner],
            fields=field[owner],
            positions=(start[word] + table.at[at]).astype(np.uint32),
            flags=flags,
            lengths=lengths.reshape(count, _FIELDS),
        )


class _Layout:
    """The paragraphs of a batch: whose they are, in which field, and which is its field's first."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.stories: list[int] = []
        self.fields: list[int] = []
        self.firsts: list[int] = []

    def add(self, number: int, story: Story) -> None:
        for field, paragraphs in indexed_text(story).items():
            first = len(self.paragraphs)
            self.paragraphs += paragraphs
            count = len(paragraphs)
            self.stories += [number] * count
            self.fields += [FIELD_NUMBERS[field]] * count
            self.firsts += [first] * count


@dataclass(frozen=True, slots=True)
class _Arrays:
    """Of each code: positions it takes, terms it gives, and where these begin in the last three.

    Of each such term: its number, its place after the word's first position, its flags inside a
    sentence.
    """

    places: Array
    counts: Array
    starts: Array
    numbers: Array
    at: Array
    flags: Array


class _Table(dict[str, int]):
    """Printed word -> code; a new word is cut by the definition and gets the next code."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[str] = []
        self.has_empty = False
        self.has_bare_rp = False
        self._numbers: dict[str, int] = {}
        self._places, self._counts, self._starts = array("i"), array("i"), array("i")
        self._term, self._at, self._flags = array("i"), array("i"), array("B")
        for _ in (_AT_BREAK, _AT_SIGN, _AT_RP):
            self._note([])
        self[_BREAK] = _AT_BREAK

    def codes(self, printed: Sequence[str]) -> Array:
        """The codes of printed words."""
        return np.fromiter(map(self.__getitem__, printed), np.int32, len(printed))

    def __missing__(self, printed: str) -> int:
        is_plain = printed.isascii() and printed.isalnum() and len(printed) <= MAX_TERM_CHARS
        if is_plain and printed[:2].lower() != "rp":
            # What most words and figures are, and what fold() makes of them.
            code = len(self._places)
            self._places.append(1)
            self._counts.append(1)
            self._starts.append(len(self._term))
            self._term.append(self.term(printed.lower()))
            self._at.append(0)
            self._flags.append(_CAPITAL if printed[0].isupper() else 0)
        elif printed[0] in SENTENCE_SIGNS:
            code = _AT_SIGN
        elif printed.lower() == "rp":
            self.has_bare_rp = True
            code = _AT_RP
        else:
            code = self.whole(printed)
        self[printed] = code
        return code

    def whole(self, printed: str) -> int:
        """A code for a text that stands for all its tokens; the table does not remember it."""
        tokens = tokenize(printed)
        self.has_empty |= not tokens
        rows: list[tuple[int, int, int]] = []
        if len(tokens) == 1:  # as nearly always: whether a sentence begins there, the context says
            flags = _CAPITAL if printed[tokens[0].start].isupper() else 0
            rows = [(self.term(term), 0, flags) for term in dict.fromkeys(tokens[0].terms)]
            return self._note(rows)
        for token, (capital, inside) in zip(tokens, casing(printed, tokens), strict=True):
            flags = CAPITALISED * capital | INSIDE * inside
            if token.position == 0 and capital:
                flags = _CAPITAL  # as above
            rows += [
                (self.term(term), token.position, flags) for term in dict.fromkeys(token.terms)
            ]
        return self._note(rows)

    def term(self, term: str) -> int:
        """The number of a term."""
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term)
        return number

    def arrays(self) -> "_Arrays":
        """The table as it is now, without a copy: to be let go before a word is added."""
        places, counts, starts = map(_viewed, (self._places, self._counts, self._starts))
        return _Arrays(places, counts, starts, *map(_viewed, (self._term, self._at, self._flags)))

    def _note(self, rows: list[tuple[int, int, int]]) -> int:
        code = len(self._places)
        self._places.append(rows[-1][1] + 1 if rows else 0)
        self._counts.append(len(rows))
        self._starts.append(len(self._term))
        for number, place, flags in rows:
            self._term.append(number)
            self._at.append(place)
            self._flags.append(flags)
        return code


def _viewed(numbers: "array[int]") -> Array:
    # An empty buffer is none to NumPy.
    return np.frombuffer(numbers, numbers.typecode) if numbers else np.zeros(0, np.intc)
