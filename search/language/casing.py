"""Which words of a text are printed with a capital, and which of them where no sentence begins?

A capital inside a sentence speaks for a name; at its start it says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .tokens import Token

SENTENCE_SIGNS: Final = '.!?…:"“”'
"""Any of these before a word may begin a sentence: an abbreviation's stop too, so that a name
after "H." is not counted rather than a sentence's first word taken for a name."""

_SIGN: Final = re.compile(f"[{SENTENCE_SIGNS}]")


def casing(text: str, tokens: Sequence[Token]) -> Iterator[tuple[bool, bool]]:
    """For each token of a paragraph: (is capitalised, is capitalised inside a sentence).

    assert list(casing("Kata Budi. Ia", tokenize("Kata Budi. Ia"))) == [
        (True, False), (True, True), (True, False)]
    """
    end = -1
    for token in tokens:
        begins = end < 0 or _SIGN.search(text, end, token.start) is not None
        capital = text[token.start].isupper()
        yield capital, capital and not begins
        # The first token of "Al-Qur'an" reaches over its parts: none of them begins a sentence.
        end = max(end, token.end)
