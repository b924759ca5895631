"""Which words are one word in several spellings?

A class holds forms that are equal: joined and split ones (walikota, wali kota), non-standard ones
and the standard (kementrian, kementerian). Being equal is not a step: it holds inside long forms of
acronyms too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from .folding import fold
from .wordlists import FUNCTION_WORDS

Words = tuple[str, ...]
"""Folded words, side by side."""

_PREFIXES: Final = (
    "antar", "pasca", "non", "anti", "pra", "sub", "multi", "semi", "eks", "tuna", "lintas",
    "ultra", "super", "kontra",
)  # fmt: skip
"""What is written joined to the next word by rule (KBBI) and often is not."""
_SHORTEST_REST: Final = 4  # letters behind a prefix
_SHORTEST_HALF: Final = 3  # letters of each of two words that may have been written as one
_SHORTEST_JOINED: Final = 7
_MOST_INITIALS: Final = 4  # S.I.K., but no whole word spelt out
_LONGEST: Final = 4  # words of a form
_MOST: Final = 16  # spellings of one phrase


def words_of(text: str) -> Words:
    """The folded words of a text of a list; a hyphenated one is one word, a slash parts two."""
    bare = (fold(word).strip(".,;:()") for word in text.replace("/", " ").split())
    return tuple(filter(None, bare))


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the standard spelling, and the half-open range of typed words it stands for."""

    word: str
    start: int
    end: int


class Spellings:
    """Classes of equal forms.

    Each class is given as (form, standard) pairs; the standard of a standard is its own.
    """

    def __init__(self, pairs: Iterable[tuple[Words, Words]]) -> None:
        self._standard: dict[Words, Words] = {}
        for form, standard in pairs:
            if form and standard and form != standard:
                self._standard.setdefault(form, standard)
        self._classes: dict[Words, list[Words]] = {}
        for form in list(self._standard):
            standard = self._standard[form] = self._end_of(form)
            self._classes.setdefault(standard, [standard]).append(form)

    def _end_of(self, form: Words) -> Words:
        seen = {form}
        while (following := self._standard.get(form)) is not None and following not in seen:
            seen.add(following)
            form = following
        return form

    def of(self, words: Words) -> tuple[Words, ...]:
        """The other forms of a word or of words; () where there are none."""
        known = self._classes.get(self._standard.get(words, words), ())
        return tuple(dict.fromkeys(form for form in known if form != words))

    def standard(self, words: Sequence[str]) -> list[Piece]:
        """The words in standard spelling, the longest forms first."""
        pieces: list[Piece] = []
        at = 0
        while at < len(words):
            length = self._known_from(words, at)
            own = tuple(words[at : at + length])
            for word in self._standard.get(own, own):
                pieces.append(Piece(word, at, at + length))
            at += length
        return pieces

    def _known_from(self, words: Sequence[str], at: int) -> int:
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            if tuple(words[at : at + length]) in self._standard:
                return length
        return 1

    def spelt(self, words: Words, *, only_joints: bool = False) -> tuple[Words, ...]:
        """All spellings of some words side by side, the given one first, at most 16.

        With `only_joints` those alone that differ in blanks and hyphens.
        """
        found: dict[Words, None] = {words: None}
        queue = [words]
        for own in queue:
            for other in self._once(own, only_joints=only_joints):
                if other not in found and len(found) < _MOST:
                    found[other] = None
                    queue.append(other)
        return tuple(found)

    def _once(self, words: Words, *, only_joints: bool) -> Iterator[Words]:
        """The words with one form replaced."""
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                own = words[start:end]
                for form in self.of(own):
                    if not only_joints or _letters(form) == _letters(own):
                        yield (*words[:start], *form, *words[end:])


def joined(words: Sequence[str]) -> Mapping[int, str]:
    """Place of the first of two neighbours -> both as one word, where they may be one.

    Whether they are, the archive must say: only what is printed there is one.
    """
    found = {}
    for at, (first, second) in enumerate(pairwise(words)):
        if first in FUNCTION_WORDS or second in FUNCTION_WORDS:
            continue
        long_enough = min(len(first), len(second)) >= _SHORTEST_HALF
        if first.isalpha() and second.isalpha():
            if long_enough and len(first) + len(second) >= _SHORTEST_JOINED:
                found[at] = first + second
        elif first.isalpha() and second.isdigit():  # "G 20" for G20
            found[at] = first + second
    return found


def initials_joined(words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, joined) of each run of two to four single letters: "R.A." is "RA"."""
    start = 0
    for letters, run in groupby(words, lambda word: len(word) == 1 and word.isalpha()):
        own = tuple(run)
        if letters and 2 <= len(own) <= _MOST_INITIALS:
            yield start, start + len(own), "".join(own)
        start += len(own)


def initials_split(word: str) -> Words:
    """The letters of a short word that may have been printed with dots: "RA" is "R.A."."""
    is_short = 2 <= len(word) <= _MOST_INITIALS and word.isalpha()
    return tuple(word) if is_short and word not in FUNCTION_WORDS else ()


def split(word: str) -> Words:
    """The two words of one written joined by rule: a prefix and its word, letters and figures."""
    for prefix in _PREFIXES:
        rest = word.removeprefix(prefix)
        if rest != word and rest.isalpha() and len(rest) >= _SHORTEST_REST:
            return prefix, rest
    letters = word.rstrip("0123456789")
    figures = word[len(letters) :]
    return (letters, figures) if letters.isalpha() and figures else ()


def _letters(words: Words) -> str:
    return "".join(words).replace("-", "")
