"""How else may a name have been spelt, before or after the reforms of 1947 and 1972?

oe became u (1947); tj, dj, nj, sj, ch and j became c, j, ny, sy, kh and y (Ejaan Yang
Disempurnakan, 1972). Names kept what they liked, so both directions are candidates; which of them
are names, an archive's own words must say.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

_SHORTEST: Final = 4  # letters of a name worth respelling
_TO_NEW: Final = {"oe": "u", "tj": "c", "dj": "j", "nj": "ny", "sj": "sy", "ch": "kh"}
_TO_OLD: Final = {new: old for old, new in _TO_NEW.items()}
_OLD: Final = re.compile("|".join(_TO_NEW))
_ALONE: Final = re.compile("(?<![dtns])j")
_PLAIN: Final = re.compile("[a-z]+")
_AT_ONCE: Final = 2  # signs of the old spelling in one name, at most, beside the new ones


def respelt(word: str) -> tuple[str, ...]:
    """Other spellings of a folded name, itself left out; () for what cannot be one.

    assert "sukarno" in respelt("soekarno") and "soekarno" in respelt("sukarno")
    """
    if len(word) < _SHORTEST or not _PLAIN.fullmatch(word):
        return ()
    found = dict.fromkeys((*_newer(word), *_older(word)))
    return tuple(other for other in found if other != word)


def _newer(word: str) -> Iterator[str]:
    signs = sorted(set(_OLD.findall(word)))
    for count in range(1, min(_AT_ONCE, len(signs)) + 1):
        for some in combinations(signs, count):
            newer = re.sub("|".join(some), lambda match: _TO_NEW[match[0]], word)
            yield newer
    if len(signs) > _AT_ONCE:
        yield _OLD.sub(lambda match: _TO_NEW[match[0]], word)
    if signs and _ALONE.search(word):  # "Djojo": where one sign is old, a bare j is one too
        with_y = _ALONE.sub("y", word)
        yield _OLD.sub(lambda match: _TO_NEW[match[0]], with_y)


def _older(word: str) -> Iterator[str]:
    signs = [new for new in _TO_OLD if new in word]
    for count in range(1, min(_AT_ONCE, len(signs)) + 1):
        for some in combinations(signs, count):
            # The longer signs first: the y of "sy" is no sign of its own.
            pattern = "|".join(sorted(some, key=len, reverse=True))
            yield re.sub(pattern, lambda match: _TO_OLD[match[0]], word)
