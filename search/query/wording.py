"""Which clause does a word of plain text make?

A hyphenated word or a sum of money is one word to a reader, in however many ways it is looked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.language.numbers import money
from search.language.tokens import Token, tokenize
from search.language.wordlists import FUNCTION_WORDS, QUESTION_FRAMES, QUESTION_WORDS

from .clauses import (
    ALL_FIELDS,
    Clause,
    Either,
    Exact,
    Family,
    Pattern,
    Said,
    Sequence,
    TextField,
    Variants,
)
from .knowledge import Knowledge

_FEWEST_BEGUN: Final = 2  # letters; one alone begins a word of every story


@dataclass(frozen=True, slots=True)
class Typed:
    """A word as typed: its tokens, and where it stands in the query's line."""

    tokens: tuple[Token, ...]
    printed: str
    span: tuple[int, int]

    @property
    def term(self) -> str:
        """The whole word, folded."""
        return self.tokens[0].terms[0]

    @property
    def is_plain(self) -> bool:
        """Whether it is filed under one term at one place."""
        return len(self.tokens) == 1 and len(self.tokens[0].terms) == 1

    @property
    def asks(self) -> bool:
        """Whether it is a question word."""
        return len(self.tokens) == 1 and self.term in QUESTION_WORDS

    @property
    def frames(self) -> bool:
        """Whether it only frames a question where one is asked."""
        return len(self.tokens) == 1 and self.term in QUESTION_FRAMES

    @property
    def only_scores(self) -> bool:
        """Whether a story need not hold it."""
        known = self.term in FUNCTION_WORDS or self.term in QUESTION_WORDS
        return len(self.tokens) == 1 and (known or self.term == "rp")


def typed_words(text: str, at: int = 0) -> Iterator[Typed]:
    """The words of a text that stands at `at` in the query's line."""
    for cluster in _clusters(text):
        start, end = cluster[0].start, max(token.end for token in cluster)
        yield Typed(tuple(cluster), text[start:end], (at + start, at + end))


def _clusters(text: str) -> Iterator[list[Token]]:
    """Tokens that are one word to a reader: parts of a hyphenated one, figures of one sum."""
    sums = {amount.start: amount.end for amount in money(text)}
    cluster: list[Token] = []
    end = -1
    for token in tokenize(text):
        if cluster and token.start >= end:
            yield cluster
            cluster = []
        if not cluster:
            end = sums.get(token.start, token.end)
        cluster.append(token)
    if cluster:
        yield cluster


def word_clause(
    word: Typed, knowledge: Knowledge, fields: tuple[TextField, ...] = ALL_FIELDS
) -> Said:
    """What a word as typed asks for, without what it is spelt otherwise."""
    first, whole = word.tokens[0], word.term
    if word.is_plain or knowledge.stem(whole) != whole:  # banjir, kota-kota, APBD-nya
        return family(whole, knowledge, fields)
    if len(word.tokens) == 1:
        return Exact(first.terms, fields)
    last = first.terms[-1:] if first.terms[-1].startswith("idr:") else first.terms[:-1]
    return said_so((Exact(last, fields), in_order(word.tokens, 0, fields)))


def family(term: str, knowledge: Knowledge, fields: tuple[TextField, ...] = ALL_FIELDS) -> Family:
    """A term with the other forms of its stem, as the newsroom corrected them."""
    stem = knowledge.stem(term)
    also, but = knowledge.overlay(stem)
    return Family(term, stem, fields, also, but)


def begun(word: Typed, clause: Said) -> Clause:
    """What a word asks for that is still being typed: itself, or any that begins so.

    A whole word counts by how often and where it stands, one that begins so a constant
    (docs/ranking.md); so what was typed whole comes first.
    """
    if not word.is_plain or len(word.term) < _FEWEST_BEGUN:
        return clause
    return Either((clause, Pattern((word.term, ""))))


def said_so(clauses: tuple[Family | Exact | Sequence, ...]) -> Said:
    """Spellings of one word that all count alike."""
    different = tuple(dict.fromkeys(clauses))
    if len(different) == 1:
        return different[0]
    return Variants(different, (1.0,) * len(different))


def in_order(
    tokens: tuple[Token, ...], slop: int, fields: tuple[TextField, ...]
) -> Exact | Sequence:
    """The tokens side by side, any of its terms at each place."""
    # The value of a sum would match other figures.
    slots = tuple(
        tuple(term for term in token.terms if not term.startswith("idr:")) for token in tokens
    )
    return Exact(slots[0], fields) if len(slots) == 1 else Sequence(slots, slop, fields)
