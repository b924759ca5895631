"""Which words does a text hold, without reading it token by token?

Tokens never reach over a blank nor over most signs, so a text is runs between these, each of which
can be read by itself. In `plain` nearly all runs are the one term of one token.
"""

from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final

from .folding import MAX_TERM_CHARS
from .tokens import Token, tokenize

EDGES: Final = "-'`.,/"
"""What may stand inside of a token; at the ends of a run it is no part of one."""
UNCLEAR: Final = "?"
"""Stands in `plain` for a letter or sign that must be looked at as it is printed."""
_KEPT: Final = {ord(own): ord(own) for own in f"{ascii_lowercase}{digits}{EDGES}{UNCLEAR}"}
_SMALL: Final = dict(zip(map(ord, ascii_uppercase), map(ord, ascii_lowercase), strict=True))
_PLAIN: Final = bytes((_KEPT | _SMALL).get(code, ord(" ")) for code in range(256))
_SIGNS: Final = (*((sign, " ") for sign in "“”–—…•\u00a0"), ("’", "'"), ("‘", "'"))
"""The usual ones that are not ASCII, and others that part words, or join them, alike."""


def plain(text: str) -> str:
    """A text in small letters with a blank for whatever parts words, and one at each end.

    What is not ASCII, but for a few signs, is UNCLEAR. Every letter keeps its place, one further.

    assert plain("Kota-kota, «Café» (2.500)!") == " kota-kota  ?caf??  2.500   "
    """
    text = text.replace(UNCLEAR, " ")
    if not text.isascii():
        for sign, own in _SIGNS:
            text = text.replace(sign, own)
    small = b" %b " % text.encode("ascii", "replace").translate(_PLAIN)
    return small.replace(b", ", b"  ").replace(b". ", b"  ").decode("ascii")


@lru_cache(maxsize=1 << 17)
def plain_term(run: str) -> str:
    """The term of a run that is one token with one term; "" where that is not plain to see."""
    word = run.strip(EDGES)
    return word.lower()[:MAX_TERM_CHARS] if word.isascii() and word.isalpha() else ""


@lru_cache(maxsize=1 << 15)
def run_tokens(run: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Start, end and terms of each token of a run without blanks, but for the value of a sum."""
    return tuple((token.start, token.end, _without_sum(token)) for token in tokenize(run))


def _without_sum(token: Token) -> tuple[str, ...]:
    return token.terms[:1] if token.terms[0] == "rp" else token.terms


@lru_cache(maxsize=1 << 15)
def all_terms(run: str) -> frozenset[str]:
    """The terms of all tokens of a run."""
    return frozenset(term for _, _, terms in run_tokens(run) for term in terms)
