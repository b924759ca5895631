"""Stems of the cases written by hand, what gave them, and what an archive's counts change."""

import csv
from pathlib import Path

import pytest

from search.language.corrections import Corrections
from search.language.folding import fold
from search.language.stems import Stemmer
from search.language.wordlists import spelling_variants

ACCEPTED = {"penanganan": "tangani"}  # its row says that a project may keep tangani


def _cases(name: str) -> list[tuple[str, str]]:
    with Path(f"tests/cases/{name}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["input"], row["expected"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def stemmer() -> Stemmer:
    """One stemmer for all cases."""
    return Stemmer()


@pytest.mark.parametrize(("word", "stem"), _cases("stem"))
def test_a_word_has_its_stem(stemmer: Stemmer, word: str, stem: str) -> None:
    """Every case of stem.csv gives the stem expected, or the one its row accepts."""
    assert stemmer.stem(fold(word)) in {stem, ACCEPTED.get(word, stem)}


@pytest.mark.parametrize(("name", "key"), _cases("names"))
def test_a_name_keeps_its_letters(stemmer: Stemmer, name: str, key: str) -> None:
    """No name of names.csv is cut."""
    assert stemmer.stem(fold(name)) == key


def test_no_spelling_leads_round_in_a_circle(stemmer: Stemmer) -> None:
    """Every non-standard spelling ends at a stem."""
    for variant, standard in spelling_variants().items():
        assert stemmer.stem(variant) == stemmer.stem(standard)


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("kerusakan", "override"),
        ("kementrian", "spelling"),
        ("tujuanya", "spelling"),
        ("sarolangun", "name"),
        ("pemkot", "acronym"),
        ("ponselnya", "clitic"),
        ("apbd-nya", "clitic"),
        ("ber-ktp", "prefix"),
        ("anak-anak", "doubled"),
        ("nilai", "dictionary"),
        ("pembangunan", "sastrawi"),
        ("zzyzx", "unchanged"),
        ("2.500", "unchanged"),
    ],
)
def test_a_stem_says_which_rule_gave_it(stemmer: Stemmer, word: str, rule: str) -> None:
    """Every rule has its name, asked for before or after the stem."""
    assert stemmer.rule(word) == Stemmer().rule(word) == rule


def test_what_another_process_found_is_taken_over() -> None:
    """Words, stems and rules: what a share of the vocabulary gave is known here too."""
    stemmer = Stemmer()
    stemmer.learn([("xbar", "bar", "frequency"), ("xdar", "dar", "sastrawi")])
    assert [(stemmer.stem(w), stemmer.rule(w)) for w in ("xbar", "xdar")] == [
        ("bar", "frequency"),
        ("dar", "sastrawi"),
    ]


COUNTS = {
    "yang": (2_000_000, 40_000, 10),  # enough tokens to decide by
    "tepis": (300, 5, 1),
    "menep": (0, 0, 0),
    "menepisnya": (4, 0, 0),
    "luka": (900, 30, 10),
    "lukaku": (40, 40, 39),
    "viral": (500, 20, 5),
    "memviralkan": (12, 0, 0),
    "pengunjung": (400, 10, 1),
    "menepis": (60, 2, 0),
}


def decided(counts: dict[str, tuple[int, int, int]], *words: str, **corrected: str) -> Stemmer:
    """A stemmer that knew the words by rule before it saw the counts."""
    stemmer = Stemmer()
    for word in words:
        stemmer.stem(word)
    stemmer.decide(counts, Corrections(corrected))
    return stemmer


def test_counts_change_a_stem_whether_the_word_was_known_before_or_not() -> None:
    """A wrong root, a name, a word no list has: alike for known words and for those met after."""
    before = decided(COUNTS, "menepisnya", "lukaku", "memviralkan", "pengunjung")
    after = decided(COUNTS)
    for stemmer in (before, after):
        assert (stemmer.stem("menepisnya"), stemmer.stem("menepis")) == ("tepis", "tepis")
        # The list has the last word over every count.
        assert (stemmer.stem("pengunjung"), stemmer.rule("pengunjung")) == ("kunjung", "override")
        assert (stemmer.stem("memviralkan"), stemmer.rule("memviralkan")) == ("viral", "frequency")
    assert Stemmer().stem("memviralkan") == "memviralkan"


def test_a_small_archive_decides_nothing() -> None:
    """Below a million tokens the rules alone speak."""
    stemmer = decided({**COUNTS, "yang": (900_000, 0, 0)}, "memviralkan")
    assert stemmer.rule("memviralkan") == "unchanged"


def test_other_counts_decide_anew() -> None:
    """Nothing of an earlier archive's decisions is left."""
    stemmer = decided(COUNTS, "memviralkan")
    stemmer.decide({})
    assert (stemmer.stem("memviralkan"), stemmer.rule("memviralkan")) == (
        "memviralkan",
        "unchanged",
    )


def test_a_correction_stands_above_every_rule_and_can_be_looked_behind() -> None:
    """Over the list and over counts, and over words that go by the corrected one."""
    stemmer = decided(COUNTS, "kerusakan", "kerusakan-kerusakan", kerusakan="rusa")
    assert (stemmer.stem("kerusakan"), stemmer.rule("kerusakan")) == ("rusa", "correction")
    assert stemmer.stem("kerusakan-kerusakan") == "rusa"
    assert stemmer.by_rules("kerusakan") == ("rusak", "override")
    assert stemmer.corrected() == ("kerusakan",)
    stemmer.decide(COUNTS)
    assert (stemmer.stem("kerusakan"), stemmer.corrected()) == ("rusak", ())
