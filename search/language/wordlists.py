"""Which words does the project know by hand?

The lists lie in search/language/data/; each line's columns are named in its first comment line.
They are ours. PySastrawi's own root list is never copied (docs/decisions/0003).
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from .folding import fold

FUNCTION_WORDS: Final = frozenset(
    "yang di ke dari dan atau pada untuk dengan oleh itu ini adalah ialah akan telah sudah juga"
    " tidak dalam sebagai bagi para serta karena agar supaya saat ketika bahwa tersebut hingga"
    " sampai antara atas tentang terhadap secara yakni yaitu pun lah si sang".split()
)
"""Words that only score: a story need not hold them (research/language.md section 4)."""

QUESTION_WORDS: Final = frozenset(
    "apa apakah siapa siapakah mana manakah kapan kapankah bagaimana bagaimanakah mengapa kenapa"
    " berapa berapakah dimana dimanakah dimana kemana".split()
)
"""Words a question opens with; they only score too."""

QUESTION_FRAMES: Final = frozenset(
    "nama namanya bernama disebut disebutkan sebutan julukan berada letak letaknya terletak"
    " jumlah jumlahnya banyaknya kepanjangan singkatan merupakan dimaksud dinamakan".split()
)
"""Words that only frame a question beside a question word: "apa nama sungai ...". They score."""

_KINDS: Final = {
    "joined": "spelling-joined", "nonstandard": "spelling-variant", "name": "old-spelling",
}  # fmt: skip
_GUARDED_LEVELS: Final = frozenset({"provinsi", "kabkota", "kecamatan"})
_WORD: Final = re.compile(r"[a-z]{4,}")  # shorter words are never stemmed anyway
_LETTERS: Final = re.compile(r"[a-z]{3,}")
_VARIANT: Final = "spelling-variant"
_NONSTANDARD: Final = "nonstandard"
_ORDINARY: Final = frozenset(
    "kota kabupaten provinsi kecamatan utara selatan timur barat tengah hilir hulu luar dalam besar"
    " kecil lama baru ilir ulu tiang pasar pangkalan hamparan serumpun dua satu raya danau".split()
)
"""Words of place names that are words of the language first."""


@cache
def stem_overrides() -> dict[str, str]:
    """Word -> stem where PySastrawi is wrong (stem-overrides.tsv)."""
    return {row[0]: row[1] for row in _rows("stem-overrides.tsv", 2)}


@cache
def proper_names() -> frozenset[str]:
    """Folded words of names that keep their letters: places of Jambi, and well-known others.

    Villages are left out: many bear ordinary words (Harapan, Tepian).
    """
    names = (row[2] for row in _rows("gazetteer-jambi.tsv", 3) if row[1] in _GUARDED_LEVELS)
    place_words = {word for name in names for word in _WORD.findall(fold(name))} - _ORDINARY
    others = {row[0] for row in _rows("names.tsv", 2) if row[1] == "name"}
    return frozenset(place_words | others)


@cache
def acronyms() -> frozenset[str]:
    """Folded short forms of one word that keep their letters."""
    shorts = (row[0] for row in _rows("synonyms.tsv", 3) if row[2].startswith(("acronym", "title")))
    mined = (row[0] for row in _rows("acronyms-mined.tsv", 3))
    others = (row[0] for row in _rows("names.tsv", 2) if row[1] == "acronym")
    return frozenset(fold(short) for short in (*shorts, *mined, *others) if " " not in short)


@cache
def protected_words() -> frozenset[str]:
    """Folded names and acronyms that keep their letters."""
    return proper_names() | acronyms()


@cache
def spelling_variants() -> dict[str, str]:
    """Non-standard spelling -> the standard word, both folded single words (resiko -> risiko)."""
    listed = (*_rows("synonyms.tsv", 3), *_rows("spellings.tsv", 3))
    rows = ((fold(row[0]), fold(row[1])) for row in listed if row[2] in (_VARIANT, _NONSTANDARD))
    return dict(row for row in rows if row[0] != row[1] and all(map(_LETTERS.fullmatch, row)))


def synonym_rows() -> Iterator[tuple[str, str, str, str]]:
    """Short form, long form, kind and note of synonyms.tsv."""
    for row in _rows("synonyms.tsv", 3):
        yield row[0], row[1], row[2], row[3] if len(row) > 3 else ""


def spelling_rows() -> Iterator[tuple[str, str, str, str]]:
    """Spelling, standard spelling and kind of spellings.tsv, as rows of synonyms.tsv."""
    for row in _rows("spellings.tsv", 3):
        if row[2] in _KINDS:
            yield row[0], row[1], _KINDS[row[2]], ""


def _rows(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a list that have at least `columns` columns; comments and headings left out."""
    text = (resources.files("search.language") / "data" / name).read_text("utf-8")
    for line in text.splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and len(cells) >= columns and cells[0] not in ("short", "word"):
            yield cells
