"""Which stem do an Indonesian word's forms share?

Order for each word (research/language.md section 0.4): override table -> non-standard spelling ->
protected name or acronym -> hyphen rules -> dictionary word or PySastrawi -> single-n misspelling,
clitic. Where an archive is large enough, its counts then look at what the library gave (shielding),
and the newsroom's corrections stand above all. One stem per distinct word, kept in a file
(search.language.stemfile): PySastrawi takes 0.1 ms a word.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, Protocol

from .corrections import NO_CORRECTIONS, Corrections
from .hyphens import base_of
from .shielding import ArchiveWords
from .stemfile import StemTable, language_version, load_stems, save_stems, usual_rule
from .wordlists import acronyms, proper_names, spelling_variants, stem_overrides

__all__ = ["Rule", "Stemmer", "language_version", "load_stems", "save_stems"]

_STEMMABLE: Final = re.compile(r"[a-z]{2,40}(?:-[a-z0-9]{1,40}){0,3}")
_SINGLE_N: Final = re.compile(r"(.{3,})anya")
_NYA: Final = re.compile(r"(.{5,})nya")
_ON_NAMES: Final = re.compile(r"(.{4,})(?:nya|lah|kah|pun)|se(.{5,})")


class Rule(StrEnum):
    """What gave a word its stem."""

    CORRECTION = "correction"
    OVERRIDE = "override"
    SPELLING = "spelling"
    NAME = "name"
    ACRONYM = "acronym"
    CLITIC = "clitic"
    PREFIX = "prefix"
    DOUBLED = "doubled"
    DICTIONARY = "dictionary"
    SASTRAWI = "sastrawi"
    FREQUENCY = "frequency"
    CAPITALS = "capitals"
    UNCHANGED = "unchanged"


_COUNTED: Final = frozenset({Rule.FREQUENCY, Rule.CAPITALS, Rule.CORRECTION})
"""Rules that hang on an archive: another build may decide otherwise."""
_FIXED: Final = frozenset({Rule.OVERRIDE, Rule.NAME, Rule.ACRONYM, Rule.DICTIONARY})
"""Rules whose stems hang on nothing but lists."""
_FROM_LIBRARY: Final = frozenset({Rule.SASTRAWI, Rule.UNCHANGED})
_LOOKED_AT: Final = _FROM_LIBRARY | {Rule.CLITIC}
"""Rules whose stems an archive's counts may change."""


class RootStemmer(Protocol):
    """What is asked of the stemming library: one lower-case word in, its stem out."""

    def stem(self, word: str) -> str:
        """The stem, or the word itself where none is known."""
        ...

    def knows(self, word: str) -> bool:
        """Whether its dictionary has the word."""
        ...


class _Sastrawi:
    """PySastrawi without its own cache. Loading its 29,932 roots takes about 40 ms."""

    def __init__(self) -> None:
        from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

        self._stemmer = StemmerFactory().create_stemmer().delegatedStemmer

    def stem(self, word: str) -> str:
        stem: str = self._stemmer.stem(word).strip()
        return stem if stem and " " not in stem else word

    def knows(self, word: str) -> bool:
        return bool(self._stemmer.dictionary.contains(word))


def sastrawi() -> RootStemmer:
    """The stemming library."""
    return _Sastrawi()


class Stemmer:
    """Stems words, each distinct one once; takes `known` over and adds to it.

    Not safe for several threads while new words come (two may stem the same word; both get the
    same answer), which does no harm.
    """

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        table = known if isinstance(known, StemTable) else StemTable((known or {}).items())
        self._known = table
        self._library: RootStemmer | None = None
        self._archive: ArchiveWords | None = None
        self._corrections = NO_CORRECTIONS
        self._plain: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """The stem of one folded word: "pembangunan" -> "bangun"; a figure is its own."""
        known = self._known.get(word)
        if known is None:
            known, rule = self._decided(word)
            self._keep(word, known, rule)
        return known

    def rule(self, word: str) -> str:
        """What gave the word its stem, a Rule."""
        stem = self.stem(word)
        return self._known.rules.get(word) or usual_rule(word, stem)

    def by_rules(self, word: str) -> tuple[str, str]:
        """Its stem and rule as if no newsroom had corrected it, and no archive been counted."""
        if self.rule(word) not in _COUNTED:
            return self._known[word], self.rule(word)
        return Stemmer()._reduce(word)

    def corrected(self) -> tuple[str, ...]:
        """The words whose stem is a newsroom's correction, as far as they are known."""
        return tuple(w for w, rule in self._known.rules.items() if rule == Rule.CORRECTION)

    def learn(self, stems: Iterable[tuple[str, str, str]]) -> None:
        """Take over what another stemmer of this version found: words, stems and rules."""
        for word, stem, rule in stems:
            self._keep(word, stem, rule)

    def decide(
        self, seen: Mapping[str, tuple[int, int, int]], corrections: Corrections = NO_CORRECTIONS
    ) -> None:
        """Look at every known word again, with an archive's counts (shielding.Seen) and what its
        newsroom corrected; words that come later go by these too.
        """
        archive = ArchiveWords(seen, self._loaded().knows)
        self._archive = archive if archive.is_enough else None
        self._corrections = corrections
        words = list(self._known)
        rules = {word: self.rule(word) for word in words}
        self._plain = {  # the library takes its time; the rest is quick
            word: self._known[word] for word in words if rules[word] in _FROM_LIBRARY
        }
        for word in words:
            if rules[word] not in _FIXED or word in corrections.stems:
                del self._known[word]
                self._known.rules.pop(word, None)
        for word in words:
            self.stem(word)
        self._plain = {}

    @property
    def known(self) -> Mapping[str, str]:
        """Every word stemmed so far and its stem."""
        return self._known

    @property
    def rules(self) -> Mapping[str, str]:
        """The rules of known words where they are not what `usual_rule` says."""
        return self._known.rules

    def _keep(self, word: str, stem: str, rule: str) -> None:
        self._known[word] = stem
        if rule == usual_rule(word, stem):
            self._known.rules.pop(word, None)
        else:
            self._known.rules[word] = rule

    def _loaded(self) -> RootStemmer:
        if self._library is None:
            self._library = sastrawi()
        return self._library

    def _decided(self, word: str) -> tuple[str, str]:
        corrected = self._corrections.stem(word)
        if corrected is not None:
            return corrected, Rule.CORRECTION
        stem, rule = self._by_list_or_library(word)
        if self._archive is None or rule not in _LOOKED_AT or not word.isalpha():
            return stem, rule
        return self._weighed(self._archive, word, stem, rule)

    def _by_list_or_library(self, word: str) -> tuple[str, str]:
        stem = self._plain.get(word)
        return (stem, usual_rule(word, stem)) if stem is not None else self._reduce(word)

    def _weighed(self, archive: ArchiveWords, word: str, stem: str, rule: str) -> tuple[str, str]:
        """The stem and its rule after the archive's counts were asked."""
        if stem != word and archive.is_name(word, stem):
            return word, Rule.CAPITALS
        base = archive.base(word)
        if base is not None and stem == word:
            return self.stem(base), Rule.CLITIC
        if base is not None and self._by_list_or_library(base)[0] == stem:  # as its base goes
            own = self.stem(base)
            return (own, Rule.FREQUENCY) if own != stem else (stem, rule)
        root = archive.root(word, stem) if rule in _FROM_LIBRARY else None
        return (self.stem(root), Rule.FREQUENCY) if root is not None else (stem, rule)

    def _reduce(self, word: str) -> tuple[str, str]:
        """The stem that lists, rules and the library give, and which of them did."""
        override = stem_overrides().get(word)
        if override is not None:
            return override, Rule.OVERRIDE
        standard = spelling_variants().get(word)
        if standard is not None:
            return self.stem(standard), Rule.SPELLING
        if word in proper_names():
            return word, Rule.NAME
        if word in acronyms():
            return word, Rule.ACRONYM
        if not _STEMMABLE.fullmatch(word):
            return word, Rule.UNCHANGED
        if "-" in word and (base := base_of(word, self._loaded().knows)):
            return self.stem(base[0]), base[1]
        return self._from_library(word)

    def _from_library(self, word: str) -> tuple[str, str]:
        library = self._loaded()
        if library.knows(word):
            return word, Rule.DICTIONARY
        stem = library.stem(word)
        if on_name := _ON_NAMES.fullmatch(word):  # pemilunya, seindonesia, kementriannya
            name = on_name[1] or on_name[2]
            if name in proper_names() or name in acronyms() or name in spelling_variants():
                return self.stem(name), Rule.CLITIC
        if stem != word:
            stem = spelling_variants().get(stem, stem)  # beresiko -> resiko -> risiko
            return stem, Rule.SASTRAWI
        if single := _SINGLE_N.fullmatch(word):  # tujuanya for tujuannya
            repaired = f"{single[1]}annya"
            mended, rule = self._reduce(repaired)
            if rule is not Rule.CLITIC:
                return mended, Rule.SPELLING
        if clitic := _NYA.fullmatch(word):  # ponselnya, of a word that no list has
            return self.stem(clitic[1]), Rule.CLITIC
        return word, Rule.UNCHANGED
