"""Which code has a printed word? An exact hash table that is asked for a whole text at once.

The bytes of a word of up to 16, as nearly all are, make two integers, and these are its key: the
table is three NumPy arrays, and looking up a text's words a few operations on all of them. Longer
words, and those around whose place the table is crowded, stand in a dictionary, so that no text
can make a look-up slow.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from .container import Array
from .printed import MARGIN, PrintedWords

_TRIES: Final = 8  # places from its own on at which a word may lie
_LEAST_BITS: Final = 12
_ROOM: Final = 3  # places there are for each word at least
_MASKS: Final = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)
"""What leaves the first 0 to 8 bytes of an integer (little endian)."""
# Odd and without a pattern: digits of the golden ratio and of the square root of three.
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_SECOND: Final = np.uint64(0xBB67AE8584CAA73B)


class WordCodes:
    """Printed word -> code, an int32 of 0 or more."""

    def __init__(self) -> None:
        self._others: dict[bytes, int] = {}
        self._placed = 0
        self._make(_LEAST_BITS)

    def __len__(self) -> int:
        return self._placed + len(self._others)

    def codes(self, words: PrintedWords, learn: Callable[[bytes], int]) -> Array:
        """The code of each word; `learn` gives one to each word that has none yet."""
        sizes = words.ends - words.starts
        eights = np.ndarray((len(words.text) - 7,), "<u8", words.text, strides=(1,))
        firsts = eights[words.starts] & _MASKS[np.minimum(sizes, 8)]
        seconds = eights[words.starts + 8] & _MASKS[np.clip(sizes - 8, 0, 8)]
        codes = self._found(firsts, seconds)
        codes[sizes > MARGIN] = -1
        missing = np.flatnonzero(codes < 0)
        new: dict[bytes, int] = {}
        new_at: list[int] = []
        spans = (missing, words.starts[missing], words.ends[missing])
        for at, start, end in zip(*(span.tolist() for span in spans), strict=True):
            word = words.text[start:end]
            known = self._others if word in self._others else new
            code = known.get(word)
            if code is None:
                code = learn(word)
                if len(word) > MARGIN:
                    self._others[word] = code
                else:
                    new[word] = code
                    new_at.append(at)
            codes[at] = code
        self._make_room(len(new_at))
        self._place(firsts[new_at], seconds[new_at], codes[new_at])
        return codes

    def _found(self, firsts: Array, seconds: Array) -> Array:
        """The codes of keys, -1 of those that are not in the arrays."""
        places = self._own_places(firsts, seconds)
        codes = self._codes[places]
        # No word's first integer is 0, so none is found at an empty place.
        is_own = (self._firsts[places] == firsts) & (self._seconds[places] == seconds)
        lost = np.flatnonzero(~is_own)
        is_taken = codes[lost] >= 0
        codes[lost] = -1
        for step in range(1, _TRIES):
            lost = lost[is_taken]
            if not lost.size:
                break
            at = places[lost] + step
            is_own = (self._firsts[at] == firsts[lost]) & (self._seconds[at] == seconds[lost])
            there = self._codes[at]
            codes[lost[is_own]] = there[is_own]
            is_taken = ~is_own & (there >= 0)
        return codes

    def _place(self, firsts: Array, seconds: Array, codes: Array) -> None:
        """Put distinct new keys into the arrays, or those without a place into the dictionary."""
        places = self._own_places(firsts, seconds)
        left = np.arange(len(codes))
        for step in range(_TRIES):
            at = places[left] + step
            is_free = self._codes[at] < 0
            self._codes[at[is_free]] = codes[left[is_free]]
            has_it = self._codes[at] == codes[left]  # of several that came for one place, the last
            self._firsts[at[has_it]] = firsts[left[has_it]]
            self._seconds[at[has_it]] = seconds[left[has_it]]
            left = left[~has_it]
        self._placed += len(codes) - len(left)
        keys = np.stack((firsts[left], seconds[left]), axis=1).astype("<u8")
        for key, code in zip(keys, codes[left].tolist(), strict=True):
            self._others[key.tobytes().rstrip(b"\0")] = code

    def _make_room(self, new: int) -> None:
        """Make the arrays larger where so many new words would fill them too much."""
        bits = ((self._placed + new) * _ROOM).bit_length()
        if bits > self._bits:
            is_taken = self._codes >= 0
            olds = self._firsts[is_taken], self._seconds[is_taken], self._codes[is_taken]
            self._make(bits)
            self._placed = 0
            self._place(*olds)

    def _make(self, bits: int) -> None:
        self._bits = bits
        places = (1 << bits) + _TRIES
        self._firsts, self._seconds = np.zeros((2, places), np.uint64)
        self._codes = np.full(places, -1, np.int32)

    def _own_places(self, firsts: Array, seconds: Array) -> Array:
        mixed: Array = (firsts ^ seconds * _MIX_SECOND) * _MIX >> np.uint64(64 - self._bits)
        return mixed.astype(np.intp)
