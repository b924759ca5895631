"""What else is a word of the query called? Other spellings, short forms and long forms.

Spellings are one equivalence (spellings.py). Between a short form and its long form lies one step,
and never a second one. A short form that is also something else counts only where it was typed in
capitals.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from .oldspelling import respelt
from .spellings import (
    Piece,
    Spellings,
    Words,
    initials_joined,
    initials_split,
    joined,
    split,
    words_of,
)
from .wordlists import spelling_rows, synonym_rows

ACRONYM_SHARE: Final = 0.7
"""What an occurrence of the other form counts of one that was typed."""

_SPELLINGS: Final = ("spelling-joined", "spelling-variant", "old-spelling")
_ABBREVIATED: Final = "unit-abbrev"  # yg, thn: nobody asks for these by the whole word
_SLIPS: Final = 2  # letters in which two names of one place differ at most
_LONGEST: Final = 8  # words of a long form
_ALSO: Final = re.compile(r"also:([^;]*)")
_OR_ELSE: Final = re.compile(r"ambiguous:([^;]*)")
_BRACKETED: Final = re.compile(r"\([^)]*\)")
_IN_CAPITALS: Final = re.compile(r"ambiguous|only|ordinary", re.IGNORECASE)
_ALSO_A_WORD: Final = re.compile(r"only|ordinary", re.IGNORECASE)
_NO_WORD: Final = re.compile(r"only after", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Synonym:
    """A row of a list: two names of one thing, what sort they are, and what is to be minded."""

    short: str
    long: str
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to say some words of a query.

    `words` are folded and stand side by side. `share` is what an occurrence counts of one as
    typed: 1.0 for another spelling. `shown` is what a reader is told. `if_found` asks that the
    archive has it, `if_name` that it prints it as a name.
    """

    words: Words
    share: float
    kind: str
    shown: str
    if_found: bool = False
    if_name: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """The variants of the words from `start` up to but not including `end`."""

    start: int
    end: int
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A form at the other end of one step."""

    words: Words
    shown: str
    needs_capitals: bool = False
    if_name: bool = False


class Lexicon:
    """What is known of words; not changed once made."""

    def __init__(self, synonyms: Iterable[Synonym]) -> None:
        rows = [row for row in synonyms if not _NO_WORD.search(row.note)]
        pairs = [pair for row in rows if _is_spelling(row) for pair in _pairs(row)]
        pairs += [pair for row in rows for pair in _parted(row.long)]
        self._spellings = Spellings(pairs)
        self._longs: dict[Words, list[_Name]] = {}
        self._shorts: dict[Words, list[_Name]] = {}
        for row in rows:
            if not _is_spelling(row):
                self._add(row)

    def _add(self, row: Synonym) -> None:
        needs_capitals = _IN_CAPITALS.search(row.note) is not None
        also = list(_listed(_ALSO, row))
        shorts = [row.short, *(text for text in also if " " not in text)]
        longs = [row.long, *(text for text in also if " " in text)]
        for short in shorts:
            own = words_of(short)
            for long in (*longs, *_listed(_OR_ELSE, row)):
                other = words_of(long)
                if not own or not other or own == other:
                    continue
                names = self._longs.setdefault(own, [])
                names.append(_Name(other, long, needs_capitals))
                if long in longs and row.kind != _ABBREVIATED:
                    standard = tuple(piece.word for piece in self._spellings.standard(other))
                    is_a_word = _ALSO_A_WORD.search(row.note) is not None
                    name = _Name(own, short, if_name=is_a_word)
                    self._shorts.setdefault(standard, []).append(name)

    def spellings(self, words: Sequence[str]) -> tuple[Words, ...]:
        """The ways a quoted text may be written joined or split, as given first, at most 16."""
        own = tuple(words)
        found = dict.fromkeys(self._spellings.spelt(own, only_joints=True))
        for at, whole in joined(own).items():
            found.setdefault((*own[:at], whole, *own[at + 2 :]))
        for at, word in enumerate(own):
            for parts in filter(None, (split(word), initials_split(word))):
                found.setdefault((*own[:at], *parts, *own[at + 1 :]))
        for start, end, whole in initials_joined(own):
            found.setdefault((*own[:start], whole, *own[end:]))
        return tuple(found)[:16]

    def expansions(self, terms: Sequence[str], printed: Sequence[str]) -> tuple[Expansion, ...]:
        """What stands for some words of a run of plain text.

        Args:
            terms: the run's words, folded, in order.
            printed: the same as typed.
        """
        found = [*self._spelt_otherwise(terms, printed), *self._long_forms(terms, printed)]
        found += self._short_forms(terms)
        return tuple(sorted(found, key=lambda own: (own.start, own.end)))

    def _spelt_otherwise(self, terms: Sequence[str], printed: Sequence[str]) -> Iterator[Expansion]:
        for start in range(len(terms)):
            for end in range(start + 1, min(start + 4, len(terms)) + 1):
                own = tuple(terms[start:end])
                variants = [_spelling(form) for form in self._spellings.of(own)]
                if len(own) == 1:
                    variants += _by_rule(own[0])
                if variants:
                    yield Expansion(start, end, tuple(variants))
        for at, whole in joined(terms).items():
            if (whole,) not in self._spellings.of((terms[at], terms[at + 1])):
                yield Expansion(at, at + 2, (_spelling((whole,), if_found=True),))
        for start, end, whole in initials_joined(terms):
            yield Expansion(start, end, (_spelling((whole,), if_found=True),))
        for at, text in enumerate(printed):
            if text.isupper() and (letters := initials_split(terms[at])):
                yield Expansion(at, at + 1, (_spelling(letters, if_found=True),))

    def _long_forms(self, terms: Sequence[str], printed: Sequence[str]) -> Iterator[Expansion]:
        for start in range(len(terms)):
            for end in range(start + 1, min(start + 3, len(terms)) + 1):
                in_capitals = all(text.isupper() for text in printed[start:end])
                own = [
                    name
                    for name in self._longs.get(tuple(terms[start:end]), ())
                    if in_capitals or not name.needs_capitals
                ]
                if own:
                    yield Expansion(start, end, tuple(self._said(own)))

    def _short_forms(self, terms: Sequence[str]) -> Iterator[Expansion]:
        """Short forms of long ones typed whole, the longest first; they do not overlap."""
        pieces = self._spellings.standard(terms)
        at = 0
        while at < len(pieces):
            for length in range(min(_LONGEST, len(pieces) - at), 0, -1):
                own = pieces[at : at + length]
                names = self._shorts.get(tuple(piece.word for piece in own))
                if names and _are_whole(pieces, at, at + length):
                    yield Expansion(own[0].start, own[-1].end, tuple(self._said(names)))
                    at += length - 1
                    break
            at += 1

    def _said(self, names: Iterable[_Name]) -> Iterator[Variant]:
        """The forms themselves and, for what they are worth, all their spellings."""
        for name in names:
            for words in self._spellings.spelt(name.words):
                yield Variant(words, ACRONYM_SHARE, "acronym", name.shown, if_name=name.if_name)


def _are_whole(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether no typed word is cut: "kota jambi" does not stand in "walikota jambi"."""
    before = start == 0 or pieces[start - 1].end <= pieces[start].start
    return before and (end == len(pieces) or pieces[end].start >= pieces[end - 1].end)


def _is_spelling(row: Synonym) -> bool:
    if row.kind in _SPELLINGS:
        return True
    if row.kind != "place":
        return False
    short, long = ("".join(words_of(text)) for text in (row.short, row.long))
    return OSA.distance(short, long) <= _SLIPS


def _pairs(row: Synonym) -> Iterator[tuple[Words, Words]]:
    standard = words_of(row.long)
    for text in (row.short, *_listed(_ALSO, row)):
        if len("".join(form := words_of(text))) > 1:  # an initial is no spelling of a name
            yield form, standard


def _parted(text: str) -> Iterator[tuple[Words, Words]]:
    """The hyphenated words of a text, also without their hyphens: undang undang."""
    for word in words_of(text):
        parts = tuple(filter(None, word.split("-")))
        if len(parts) > 1:
            yield parts, (word,)


def _listed(lead: re.Pattern[str], row: Synonym) -> Iterator[str]:
    """Further forms named in the note: "also: A, B", "ambiguous: C (a party)"."""
    for listed in lead.findall(row.note):
        texts = (_BRACKETED.sub("", text).strip() for text in listed.split(","))
        yield from filter(None, texts)


def _spelling(words: Words, *, if_found: bool = False) -> Variant:
    return Variant(words, 1.0, "spelling", " ".join(words), if_found=if_found)


@lru_cache(maxsize=1 << 12)
def _by_rule(word: str) -> tuple[Variant, ...]:
    halves = split(word)
    parted = [_spelling(halves, if_found=True)] if halves else []
    old = (Variant((other,), 1.0, "old-spelling", other, True, True) for other in respelt(word))
    return (*parted, *old)


@cache
def shipped_synonyms() -> tuple[Synonym, ...]:
    """The rows of the lists that come with the program."""
    return tuple(Synonym(*row) for row in (*synonym_rows(), *spelling_rows()))
