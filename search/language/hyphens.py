"""Which word is a hyphenated word a form of?

APBD-nya is of APBD, ber-KTP of KTP, pemda-pemda of pemda, kekanak-kanakan of kanak, sayur-mayur of
sayur; Rusia-Ukraina, non-ASN and Covid-19 are words of their own (research/language.md, section
2.6). The stemming library reduces doubled words that it knows; these are the others.
"""

import re
from collections.abc import Callable
from typing import Final

_CLITIC: Final = re.compile(r"(.+)-(?:nya|ku|mu|lah|kah|pun)")
_PREFIX: Final = re.compile(
    r"(?:ber|ter|se|di|ke|per|me[mn]?|meng|pe[mn]?|peng)-([a-z]{2,}?)(?:-(?:kan|an|i))?"
)
_AROUND: Final = re.compile(r"(?:ke|se|ber|di|me|ter|pe)([a-z]{3,})-\1(?:an|nya|kan|i)")
_SUFFIXED: Final = re.compile(r"([a-z]{3,})-\1(?:an|nya|annya|kan|i)")
_VOWELS: Final = str.maketrans("", "", "aiueo")
_CONSONANTS: Final = "bcdfghjklmnpqrstvwxyz"
_RHYME: Final = 3
_LONG_RHYME: Final = 4  # of two words that both stand in the dictionary


def base_of(word: str, known: Callable[[str], bool]) -> tuple[str, str] | None:
    """The word without what its hyphens add, and "clitic", "prefix" or "doubled"; None where it
    says something of its own.

    `known` tells whether a word is in the dictionary.
    """
    if clitic := _CLITIC.fullmatch(word):
        return clitic[1], "clitic"
    if prefix := _PREFIX.fullmatch(word):
        return prefix[1], "prefix"
    left, _, right = word.partition("-")
    if left == right:
        return left, "doubled"
    doubled = _AROUND.fullmatch(word) or _SUFFIXED.fullmatch(word)
    if doubled is not None:
        return doubled[1], "doubled"
    if known(left) and _is_echo(left, right, _LONG_RHYME if known(right) else _RHYME):
        return left, "doubled"
    return None


def _is_echo(left: str, right: str, rhyme: int) -> bool:
    """Whether the second word only echoes the first: sayur-mayur, warna-warni, gerak-gerik.

    With a `rhyme` of so many letters, from the first vowel on: lauk-pauk, but not suka-duka.
    """
    if left.translate(_VOWELS) == right.translate(_VOWELS):
        return len(left) == len(right)
    ends = [word.lstrip(_CONSONANTS) for word in (left, right)]
    return ends[0] == ends[1] and len(ends[0]) >= rhyme
