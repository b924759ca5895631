"""Which words does the invented archive have, how often does each stand, and what is its root?

A root is two or three open syllables and perhaps a closing consonant (ba-ru-mi, sa-to-ng); a form
is a root with one of AFFIXES. Roots have no "e", do not begin with "di", and end neither in "i" nor
in a letter that begins a suffix: so every form can be taken apart in one way only, and `root_of`
needs no table. Words are numbered by rank, 0 the commonest.

Frequency: Zipf's 1 / (rank + 2) for the first 6,000, then rank ** -1.8, which makes the vocabulary
grow as a real news archive's does (Heaps' exponent 0.53); `python -m benchmarks curves` shows both.
"""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search import Stemmer

SIZE: Final = 1_500_000
"""Words there can be; a million stories hold 0.8 million of them."""

AFFIXES: Final = tuple(
    (prefix, suffix)
    for prefix, suffixes in (
        ("", ("", "nya", "an", "kan", "i", "annya", "inya", "kannya")),
        ("me", ("", "kan", "i")),
        ("mem", ("", "kan", "i")),
        ("men", ("", "kan", "nya")),
        ("meng", ("", "kan", "i", "nya")),
        ("di", ("", "kan", "i", "nya")),
        ("ter", ("", "kan", "i")),
        ("ber", ("", "an", "kan")),
        ("pe", ("", "an", "nya")),
        ("pem", ("an", "annya")),
        ("pen", ("an",)),
        ("peng", ("an", "annya")),
        ("per", ("an",)),
        ("ke", ("an", "annya")),
        ("se", ("", "nya")),
        ("memper", ("kan",)),
        ("diper", ("i",)),
    )
    for suffix in suffixes
)
"""Prefix and suffix of each form a root can have; the first is the bare root."""

_FAMILY: Final = 12  # forms of half the roots or more
_WORD_ROOTS: Final = 60_000  # the other roots are names and stand alone
_ZIPF_RANKS: Final = 6_000
_TAIL: Final = 1.8

_CONSONANTS: Final = "bcdghjklmnprstw"
_SYLLABLES: Final = [consonant + vowel for vowel in "auoi" for consonant in _CONSONANTS]
_FIRST: Final = [syllable for syllable in _SYLLABLES if syllable != "di"]
_ENDS: Final = ("", "r", "s", "t", "l", "m", "p", "ng")
_LAST: Final = [syllable + end for end in _ENDS for syllable in _SYLLABLES if syllable[1] != "i"]
_SHORT: Final = len(_FIRST) * len(_LAST)
_LONG: Final = _SHORT * len(_SYLLABLES)
_STRIDE: Final = 7_919  # a prime that divides neither: spreads neighbouring ranks over the letters

_C: Final = f"[{_CONSONANTS}]"
_FORM: Final = re.compile(
    f"(?:{'|'.join(sorted({p for p, _ in AFFIXES if p}, key=len, reverse=True))})?"
    f"((?!di){_C}[auoi](?:{_C}[auoi])?{_C}[auo](?:ng|[rstlmp])?)"
    f"(?:{'|'.join(sorted({s for _, s in AFFIXES if s}, key=len, reverse=True))})?"
)


def root_of(form: str) -> str | None:
    """The root a form was made of; None where it is no invented word.

    assert root_of("memberubarukan") is None and root_of("membarumakan") == "baruma"
    """
    match = _FORM.fullmatch(form)
    return match[1] if match else None


class InventedStemmer(Stemmer):
    """Stems invented words to their roots, all others as ever."""

    def stem(self, word: str) -> str:
        """The root of an invented word, else what the language says."""
        return self._known.get(word) or self._learn(word)

    def _learn(self, word: str) -> str:
        root = root_of(word)
        if root is None:
            return super().stem(word)
        self._known[word] = root
        return root


def shares() -> NDArray[np.float64]:
    """The share of all tokens that each rank has, SIZE values with sum 1."""
    rank = np.arange(1, SIZE + 1, dtype=np.float64)
    share = 1.0 / (rank + 2.0)
    share[_ZIPF_RANKS:] = share[_ZIPF_RANKS - 1] * (rank[_ZIPF_RANKS:] / _ZIPF_RANKS) ** -_TAIL
    share /= share.sum()
    return share


class Vocabulary:
    """The words by rank; each is spelt out when it is first asked for."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng((seed, 0))
        sizes = rng.lognormal(np.log(_FAMILY + 0.5), 0.6, _WORD_ROOTS).astype(np.int64)
        sizes = sizes.clip(1, len(AFFIXES))
        roots = np.repeat(np.arange(_WORD_ROOTS), sizes)
        form = np.arange(len(roots)) - np.repeat(sizes.cumsum() - sizes, sizes)
        weight = (roots + 40.0) * (form + 1.0) ** 1.2 * rng.lognormal(0.0, 0.5, len(roots))
        order = np.argsort(weight, kind="stable")
        is_word = rng.random(SIZE) > np.where(np.arange(SIZE) < 1_000, 0.1, 0.45)
        places = np.flatnonzero(is_word)[: len(order)]
        order = order[: len(places)]
        single = np.setdiff1d(np.arange(SIZE), places, assume_unique=True)
        self._root = np.empty(SIZE, np.int32)
        self._affix = np.full(SIZE, -1, np.int16)
        self._root[places] = roots[order]
        shift = roots[order] * 5 % (len(AFFIXES) - 1)
        self._affix[places] = np.where(
            form[order] == 0, 0, 1 + (form[order] - 1 + shift) % (len(AFFIXES) - 1)
        )
        self._root[single] = _WORD_ROOTS + np.arange(len(single))
        self._words = np.full(SIZE, None, dtype=object)
        self._is_spelt = np.zeros(SIZE, dtype=bool)

    def words(self, ranks: NDArray[np.int64]) -> list[str]:
        """The words of these ranks, as printed within a sentence (names with a capital)."""
        fresh = np.unique(ranks[~self._is_spelt[ranks]])
        for rank in fresh.tolist():
            self._words[rank] = self._spell(rank)
        self._is_spelt[fresh] = True
        spelt: list[str] = self._words[ranks].tolist()
        return spelt

    def stems(self) -> Iterator[tuple[str, str]]:
        """(form, root) of every word spelt so far that has a root, lower case."""
        for rank in np.flatnonzero(self._is_spelt).tolist():
            word = str(self._words[rank]).lower()
            if root := root_of(word):
                yield word, root

    def family_sizes(self, top: int) -> NDArray[np.int64]:
        """Forms that each root with a form among the `top` commonest words has in all."""
        words = self._affix >= 0
        counts = np.bincount(self._root[words], minlength=_WORD_ROOTS)
        return counts[np.unique(self._root[:top][words[:top]])]

    def _spell(self, rank: int) -> str:
        affix = int(self._affix[rank])
        number = int(self._root[rank])
        if affix >= 0:
            prefix, suffix = AFFIXES[affix]
            return prefix + _root(number) + suffix
        if rank % 8 == 0:  # figures: years, sums, counts
            return str(1_990 + rank // 8 % 40 if rank < 8 * 40 else rank + 3_000)
        return _root(number).capitalize()


def _root(number: int) -> str:
    if number < _SHORT:
        at = number * _STRIDE % _SHORT
        return _FIRST[at % len(_FIRST)] + _LAST[at // len(_FIRST)]
    at = (number - _SHORT) * _STRIDE % _LONG
    at, first = divmod(at, len(_FIRST))
    at, middle = divmod(at, len(_SYLLABLES))
    return _FIRST[first] + _SYLLABLES[middle] + _LAST[at]
