"""Where may a text be cut into printed words? Between bytes that no token reaches over.

A printed word is a run of UTF-8 bytes that holds one token, or a few that stand too close to be
told apart by single bytes: which, search.language.tokens says when the word is met first. Here is
only decided where cutting changes no token, at all bytes of a text at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_letters, digits
from typing import Final

import numpy as np

from search.language.casing import SENTENCE_SIGNS
from search.language.numbers import SUM

from .container import Array

MARGIN: Final = 16
"""Bytes that may be read from any word's start on, whatever its length."""

_BREAK: Final = "\0"  # before, between and after paragraphs
_BLANK: Final = "\1"  # for a blank within a sum of money, which is one printed word
_POINT: Final = "\2"  # for the point of its "Rp."
_OTHER: Final = ";"  # a sign that joins nothing, is no blank, and begins no sentence
_ALIKE: Final = {
    "“": '"', "”": '"', "…": '"', "’": "'", "‘": "'", "´": "'", "–": _OTHER, "—": _OTHER,
    "\xa0": " ", _BLANK: _OTHER, _POINT: _OTHER,
}  # fmt: skip
"""Signs of a text, and the ASCII ones that mean the same to a tokenizer."""

# Kinds of bytes: bits.
_WORD: Final = 1  # stands in a printed word always
_FIGURE: Final = 2  # may be of a digit
_LETTER: Final = 4  # may be of a letter
_SIGN: Final = 8  # may begin a sentence, where it stands in no printed word
_POINTS: Final = 16  # joins digits
_APOSTROPHE: Final = 32  # joins a word and a letter
_HYPHEN: Final = 64  # joins words


def _kinds() -> bytes:
    """The kind of each byte."""
    kinds = bytearray(256)
    for signs, kind in (
        (ascii_letters, _WORD | _LETTER),
        (digits, _WORD | _FIGURE),
        (_BLANK + _POINT, _WORD),
        (filter(str.isascii, SENTENCE_SIGNS), _SIGN),
        (".,/", _POINTS),
        ("'`", _APOSTROPHE),
        ("-", _HYPHEN),
    ):
        for sign in signs:
            kinds[ord(sign)] |= kind
    kinds[128:] = bytes([_WORD | _FIGURE | _LETTER]) * 128  # of a sign that is not ASCII
    return bytes(kinds)


_KINDS: Final = _kinds()
# What must stand on either side of a joint, by its kind: one of these kinds.
_BEFORE, _AFTER = np.zeros((2, 256), np.uint8)
_BEFORE[[_POINTS, _POINTS | _SIGN, _APOSTROPHE, _HYPHEN]] = _FIGURE, _FIGURE, _WORD, _WORD
_AFTER[[_POINTS, _POINTS | _SIGN, _APOSTROPHE, _HYPHEN]] = _FIGURE, _FIGURE, _LETTER, _WORD

_CAPITAL_SUM: Final = re.compile(rf"R[Pp](?<![^\W_]..)(?i:{SUM})")
_ALONE: Final = re.compile(rb"[^A-Za-z0-9]..[^A-Za-z]", re.DOTALL)  # as for a sum's "rp"
_SMALL_SUM: Final = re.compile(rf"r[Pp](?<![^\W_]..)(?i:{SUM})")


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """Printed words of a text, in order: of each where it starts and ends.

    `signs` are where signs stand that may begin a sentence, `paragraph_ends` where each paragraph
    ends; neither lies within a word. All are numbers of bytes of `text`.
    """

    text: bytes
    starts: Array
    ends: Array
    signs: Array
    paragraph_ends: Array


def printed_words(paragraphs: Sequence[str]) -> PrintedWords:
    """Cut paragraphs into printed words."""
    margin = _BREAK * MARGIN
    text = _BREAK.join(("", *paragraphs, margin))
    if text.count(_BREAK) > len(paragraphs) + 1 + MARGIN:
        bare = (paragraph.replace(_BREAK, _OTHER) for paragraph in paragraphs)
        text = _BREAK.join(("", *bare, margin))
    for sign, alike in _ALIKE.items():
        text = text.replace(sign, alike)
    text = _CAPITAL_SUM.sub(_as_one_word, text)
    content = text.encode("utf-8", "surrogatepass")
    if _has_small_sum(content):  # looking at every "r" takes long and is seldom needed
        content = _SMALL_SUM.sub(_as_one_word, text).encode("utf-8", "surrogatepass")
    return _cut(content, len(paragraphs))


def text_of(word: bytes) -> str:
    """A printed word as it stood in its text, or one with the same tokens."""
    text = word.decode("utf-8", "surrogatepass")
    return text.replace(_BLANK, " ").replace(_POINT, ".")


def _as_one_word(found: re.Match[str]) -> str:
    currency, rest = found[0][:2], found[0][2:]
    if rest[0] == ".":
        rest = _POINT + rest[1:]
    return currency + re.sub(r"\s", _BLANK, rest)


def _has_small_sum(content: bytes) -> bool:
    """Whether "rp" or "rP" stands as a word; it may do so where this is True."""
    signs = np.frombuffer(content, np.uint8)
    found = np.flatnonzero((signs[:-1] == ord("r")) & (signs[1:] | 32 == ord("p")))
    return any(_ALONE.match(content, at - 1) for at in found.tolist())


def _cut(content: bytes, paragraphs: int) -> PrintedWords:
    kinds = np.frombuffer(content.translate(_KINDS), np.uint8)
    in_word = (kinds & _WORD).view(np.bool_)
    joints = np.flatnonzero(kinds >= _POINTS)
    own = kinds[joints]
    fits = (kinds[joints - 1] & _BEFORE[own] > 0) & (kinds[joints + 1] & _AFTER[own] > 0)
    in_word[joints[fits]] = True
    edges = np.flatnonzero(in_word[1:] != in_word[:-1]) + 1
    return PrintedWords(
        text=content,
        starts=edges[::2],
        ends=edges[1::2],
        signs=np.flatnonzero((kinds & _SIGN > 0) & ~in_word),
        paragraph_ends=np.flatnonzero(np.frombuffer(content, np.uint8) == 0)[1 : paragraphs + 1],
    )
