"""Which stem do an Indonesian word's forms share?

Order for each word (research/language.md section 0.4; frequency and capitalisation checks come
later): override table -> non-standard spelling -> protected name or acronym -> hyphen rules ->
dictionary word or PySastrawi -> single-n misspelling. One
stem per distinct word, kept in a file: PySastrawi takes 0.1 ms a word.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final, Protocol

from search.errors import DamagedIndex
from search.files import replace_text

from .wordlists import protected_words, spelling_variants, stem_overrides

RULES_VERSION: Final = 1  # raise it when the order or a rule below changes

_STEMMABLE: Final = re.compile(r"[a-z]{2,40}(?:-[a-z0-9]{1,40}){0,3}")
_CLITIC: Final = re.compile(r"(.+)-(?:nya|ku|mu|lah|kah|pun)")
_SINGLE_N: Final = re.compile(r"(.{3,})anya")


class RootStemmer(Protocol):
    """What is asked of the stemming library: one lower-case word in, its stem out."""

    def stem(self, word: str) -> str:
        """The stem, or the word itself where none is known."""
        ...


def sastrawi() -> RootStemmer:
    """PySastrawi's stemmer without its own cache. Loading its 29,932 roots takes about 40 ms."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    stemmer: RootStemmer = StemmerFactory().create_stemmer().delegatedStemmer
    return stemmer


def language_version() -> str:
    """Names the library, rules and lists behind the stems; another one makes the cache void."""
    tables = stem_overrides(), spelling_variants()
    lists = [sorted(table.items()) for table in tables], sorted(protected_words())
    digest = hashlib.sha256(repr(lists).encode()).hexdigest()[:12]
    return f"pysastrawi {version('pysastrawi')} rules {RULES_VERSION} lists {digest}"


class Stemmer:
    """Stems words, each distinct one once; takes `known` over and adds to it.

    Not safe for several threads while new words come (two may stem the same word; both get the
    same answer), which does no harm.
    """

    def __init__(self, known: dict[str, str] | None = None) -> None:
        self._known = {} if known is None else known
        self._library: RootStemmer | None = None

    def stem(self, word: str) -> str:
        """The stem of one folded word: "pembangunan" -> "bangun"; a figure is its own."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._reduce(word)
        return known

    def learn(self, stems: Iterable[tuple[str, str]]) -> None:
        """Take over what another stemmer of this version found."""
        self._known.update(stems)

    @property
    def known(self) -> Mapping[str, str]:
        """Every word stemmed so far and its stem."""
        return self._known

    def _reduce(self, word: str) -> str:
        override = stem_overrides().get(word)
        if override is not None:
            return override
        standard = spelling_variants().get(word)
        if standard is not None:
            return self.stem(standard)
        if word in protected_words() or not _STEMMABLE.fullmatch(word):
            return word
        if clitic := _CLITIC.fullmatch(word):  # APBD-nya; the library keeps it whole
            return self.stem(clitic[1])
        left, _, right = word.partition("-")
        if left == right:  # pemda-pemda; the library doubles only words it knows
            return self.stem(left)
        stem = self._from_library(word)
        if stem == word and (single := _SINGLE_N.fullmatch(word)):  # tujuanya for tujuannya
            repaired = f"{single[1]}annya"
            mended = self._from_library(repaired)
            stem = mended if mended != repaired else word
        return spelling_variants().get(stem, stem)  # beresiko -> resiko -> risiko

    def _from_library(self, word: str) -> str:
        if self._library is None:
            self._library = sastrawi()
        stem = self._library.stem(word).strip()
        return stem if stem and " " not in stem else word


def load_stems(path: Path) -> dict[str, str]:
    """Word -> stem as `save_stems` kept them; {} where none are kept for this version."""
    try:
        head, _, body = path.read_text("utf-8").partition("\n")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedIndex(f"{path}: cannot be read ({error})", path=str(path)) from error
    if head != f"# {language_version()}":
        return {}
    pairs = (line.split("\t") for line in body.splitlines() if line.count("\t") == 1)
    # Most words are their own stem, and the others share few: one text each, not one a line.
    shared: dict[str, str] = {}
    return {word: word if word == stem else shared.setdefault(stem, stem) for word, stem in pairs}


def save_stems(path: Path, stems: Iterable[tuple[str, str]]) -> None:
    """Keep word -> stem for the next run; replaces the file in one step."""
    rows = "".join(f"{word}\t{stem}\n" for word, stem in sorted(stems))
    replace_text(path, f"# {language_version()}\n{rows}")
