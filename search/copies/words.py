"""Which words of a story count when two are compared?

Those of headline and body, as the index has them: each place once, under the last of its terms, so
"7.000" is 7000 and a hyphenated word is its parts. Captions belong to the pictures. The importer
has put datelines, bylines and "Baca juga" aside; what is left of them counts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from search.language.casing import SENTENCE_SIGNS
from search.language.folding import MAX_TERM_CHARS
from search.language.tokens import TOKEN, tokenize

_PRINTED: Final = re.compile(
    rf"[{re.escape(SENTENCE_SIGNS)}]|{re.sub(r'[?]P<[a-z]+>', '?:', TOKEN)}"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its term, whether printed with a capital, and whether that inside a sentence.

    `is_figure` is told by search.copies.figures, which also brings figures to one spelling.
    """

    text: str
    is_capital: bool = False
    is_inside: bool = False
    is_figure: bool = False


def words_of(paragraphs: Iterable[str]) -> tuple[Word, ...]:
    """The words of some paragraphs in order; those of a sum of rupiah are "rp" and its figures."""
    words: list[Word] = []
    for text in paragraphs:
        begins = True
        for printed in _PRINTED.findall(text):
            if printed in SENTENCE_SIGNS:
                begins = True
            else:
                words += _words(printed, begins)
                begins = False
    return tuple(words)


@lru_cache(maxsize=1 << 16)
def _words(printed: str, begins: bool) -> tuple[Word, ...]:
    """The words that one printed word is, where it may begin a sentence."""
    is_plain = printed.isascii() and printed.isalpha() and len(printed) <= MAX_TERM_CHARS
    if is_plain and printed[:2].lower() != "rp":  # most are, and need not go the long way
        capital = printed[0].isupper()
        return (Word(printed.lower(), capital, capital and not begins),)
    tokens = tokenize(printed)
    capitals = [printed[token.start].isupper() for token in tokens]
    return tuple(
        Word(token.terms[-1], capital, capital and (place > 0 or not begins))
        for place, (token, capital) in enumerate(zip(tokens, capitals, strict=True))
    )
