"""How are many stories cut into terms at once?

A batch's text is cut into printed words, each word has a code, and each code its terms and their
places; from there on everything is arithmetic on arrays. What comes out is what
search.language.tokens.tokenize_paragraphs gives, story by story.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from search.copies.fingerprints import fingerprints, term_hashes
from search.language.tokens import PARAGRAPH_GAP
from search.ports import indexed_text
from search.query.clauses import TextField
from search.values import Story

from .container import Array
from .printed import PrintedWords, printed_words, text_of
from .segment import FIELD_NUMBERS
from .strings import narrowed
from .wordcodes import WordCodes
from .wordterms import CLOSES, EMPTY, INSIDE, LONG, OPENS, WordTerms

_FIELDS: Final = len(FIELD_NUMBERS)
_TITLE, _CAPTION = FIELD_NUMBERS[TextField.TITLE], FIELD_NUMBERS[TextField.CAPTION]
_NO_PART: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Tokens:
    """Where terms stand in a batch of stories: arrays of one length, one element a place.

    `terms` are the tokenizer's numbers of terms, `stories` count from the batch's first, `fields`
    are segment.FIELD_NUMBERS, `flags` those of wordterms. `lengths` has a row a story and a column
    a field, `prints` a row a story (search.copies.fingerprints).
    """

    terms: Array
    stories: Array
    fields: Array
    positions: Array
    flags: Array
    lengths: Array
    prints: Array


class Tokenizer:
    """Cuts stories; remembers every printed word it met, until `forget`."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew; numbers of terms given so far lose their meaning."""
        self._codes = WordCodes()
        self._terms = WordTerms()
        self._hashes = _Hashes()

    @property
    def vocabulary(self) -> Sequence[str]:
        """Every term met; its place is its number."""
        return self._terms.terms

    @property
    def words_known(self) -> int:
        """How many printed words are remembered; a long one counts for each of its terms."""
        return len(self._terms)

    def cut(self, stories: Sequence[Story]) -> Tokens:
        """The tokens of a batch of stories (a few hundred are best)."""
        layout = _Layout()
        for number, story in enumerate(stories):
            layout.add(number, story)
        words = printed_words(layout.paragraphs)
        codes = self._codes.codes(words, self._learn)
        return self._tokens(codes, words, layout, len(stories))

    def _learn(self, word: bytes) -> int:
        return self._terms.learn(text_of(word))

    def _tokens(self, codes: Array, words: PrintedWords, layout: "_Layout", count: int) -> Tokens:
        table = self._terms.arrays()
        kinds = table.kinds[codes]
        starts, signs = words.starts, words.signs
        if (kinds & (EMPTY | OPENS | CLOSES)).any():
            # Signs within a word count as beside it, and one without any term as none.
            opening, closing = kinds & OPENS > 0, kinds & CLOSES > 0
            signs = np.concatenate((signs, starts[opening] - 1, words.ends[closing]))
            full = kinds & EMPTY == 0
            codes, kinds, starts = codes[full], kinds[full], starts[full]
        upto = np.searchsorted(starts, words.paragraph_ends)  # of each paragraph: words to its end
        per_paragraph = np.diff(upto, prepend=0)
        begins = np.zeros(len(codes) + 1, np.bool_)  # where a sentence may
        begins[0] = True
        begins[upto] = True
        begins[np.searchsorted(starts, signs)] = True

        # The first term of each word.
        long = np.flatnonzero(kinds & LONG)
        places = np.ones(len(codes), np.int32)
        places[long] = table.places[codes[long]]
        ends = np.concatenate(([0], np.cumsum(places)))
        own = np.diff(ends[upto], prepend=0)
        first = ends[:-1] + np.repeat(layout.shifts(own), per_paragraph)
        of_story, of_field = narrowed(np.array(layout.stories)), np.array(layout.fields, np.uint8)
        stories, fields = np.repeat(of_story, per_paragraph), np.repeat(of_field, per_paragraph)
        flags = table.flags[codes]
        flags[begins[:-1]] &= ~np.uint8(INSIDE)

        # The further terms of long words; they need not stand in order.
        further = table.counts[codes[long]]
        word = np.repeat(long, further)
        at = np.arange(len(word)) + np.repeat(
            table.starts[codes[long]] - (np.cumsum(further) - further), further
        )
        place, more_flags = table.further_places[at], table.further_flags[at]
        more_flags[begins[word] & (place == 0)] &= ~np.uint8(INSIDE)
        lengths = np.bincount(of_story.astype(np.intp) * _FIELDS + of_field, own, count * _FIELDS)
        terms = table.terms[codes]
        hashes = self._hashes.of(self._terms.terms)
        hashed = np.repeat(hashes[terms], places)  # in order, of each place the last term
        hashed[ends[word] + place] = hashes[table.further_terms[at]]
        parts = np.repeat(layout.parts(), own)
        compared = parts != _NO_PART
        return Tokens(
            terms=np.concatenate((terms, table.further_terms[at])),
            stories=np.concatenate((stories, stories[word])),
            fields=np.concatenate((fields, fields[word])),
            positions=narrowed(np.concatenate((first, first[word] + place)), least=np.uint16),
            flags=np.concatenate((flags, more_flags)),
            lengths=lengths.astype(np.int64).reshape(count, _FIELDS),
            prints=fingerprints(hashed[compared], parts[compared], count),
        )


class _Hashes:
    """The hash of each term (search.copies.fingerprints), worked out once."""

    def __init__(self) -> None:
        self._known = term_hashes(())
        self._count = 0

    def of(self, terms: Sequence[str]) -> Array:
        """One a term, perhaps more behind them; `terms` only grow."""
        if len(terms) > self._count:
            new = term_hashes(terms[self._count :])
            if len(terms) > len(self._known):
                self._known = np.concatenate((self._known, np.zeros(len(terms), np.uint32)))
            self._known[self._count : len(terms)] = new
            self._count = len(terms)
        return self._known


class _Layout:
    """The paragraphs of a batch: whose they are, in which field, and which is its field's first."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self.stories: list[int] = []
        self.fields: list[int] = []
        self._firsts: list[int] = []

    def add(self, number: int, story: Story) -> None:
        for field, paragraphs in indexed_text(story).items():
            first = len(self.paragraphs)
            self.paragraphs += paragraphs
            count = len(paragraphs)
            self.stories += [number] * count
            self.fields += [FIELD_NUMBERS[field]] * count
            self._firsts += [first] * count

    def parts(self) -> Array:
        """For each paragraph, the part that copies are compared by; _NO_PART for a caption."""
        fields = np.array(self.fields, np.int64)
        parts = np.array(self.stories, np.int64) * 2 + (fields != _TITLE)
        return np.where(fields == _CAPTION, _NO_PART, parts).astype(np.uint32)

    def shifts(self, places: Array) -> Array:
        """For each paragraph, how its positions differ from those counted through the batch.

        `places` are how many each paragraph takes.
        """
        full = places > 0
        gaps: Array = np.cumsum(full) - full  # paragraphs before it that take any
        before = np.cumsum(places) - places
        firsts = np.array(self._firsts, np.intp)
        shifts: Array = PARAGRAPH_GAP * (gaps - gaps[firsts]) - before[firsts]
        return shifts
