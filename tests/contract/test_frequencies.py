"""How often does a clause stand in a field, by docs/ranking.md? Counted by hand."""

from collections.abc import Callable

import pytest

from search.query.clauses import Exact, Family, Sequence
from tests.builders import Index, a_story, words
from tests.contract.formula import (
    LEAD,
    ONE_OF_TWO,
    SHARE,
    TITLE,
    TITLE_B,
    beside_a_dull_one,
    near,
    normal,
    saturated,
    scores_of,
)


def test_an_untyped_form_counts_less(index: Index) -> None:
    """Of a family the typed form counts 1 and each other one its share."""
    family = Family("dibangun", "bangun")
    score = beside_a_dull_one(index, family, "dibangun pembangunan bangun dibangun")
    assert score == near(ONE_OF_TWO * saturated(TITLE * (1 + SHARE + SHARE + 1)))


def test_a_form_that_was_not_printed_shares_all_the_same(index: Index) -> None:
    """Where only another form stands it counts its share."""
    score = beside_a_dull_one(index, Family("membangun", "bangun"), "pembangunan")
    assert score == near(ONE_OF_TWO * saturated(TITLE * SHARE))


@pytest.mark.parametrize(
    ("typed", "tf"),
    [
        pytest.param("kota", 1 + 1, id="the single word typed: its two, not the whole as well"),
        pytest.param("perkotaan", SHARE + SHARE, id="another form typed"),
        pytest.param("kota-kota", 1 + SHARE + SHARE, id="the doubled word typed: it and its two"),
    ],
)
def test_a_doubled_word_is_its_two_words(index: Index, typed: str, tf: float) -> None:
    """A hyphenated term is no form where its parts are, unless it was typed."""
    score = beside_a_dull_one(index, Family(typed, "kota"), "kota-kota")
    length = 2 / ((2 + 1) / 2)  # the other title is one word
    assert score == near(ONE_OF_TWO * saturated(TITLE * tf / normal(TITLE_B, length)))


def test_a_position_with_two_forms_counts_for_both(index: Index) -> None:
    """The joined form and the first part of one word may be forms of one family."""
    # "bangunkan" and "bangun" stand at the first place; "bangun-kan" is no form beside its part
    score = beside_a_dull_one(index, Family("bangun", "bangun"), "bangun-kan x")
    length = 3 / ((3 + 2) / 2)
    assert score == near(ONE_OF_TWO * saturated(TITLE * (1 + SHARE) / normal(TITLE_B, length)))


def test_exact_terms_count_positions(index: Index) -> None:
    """Three terms of the first position are one occurrence, and 19 is none of them."""
    score = beside_a_dull_one(index, Exact(("covid-19", "covid19", "covid")), "Covid-19 Covid x")
    length = 4 / ((4 + 3) / 2)
    assert score == near(ONE_OF_TWO * saturated(TITLE * 2 / normal(TITLE_B, length)))


@pytest.mark.parametrize(
    ("slots", "slop", "title", "tf"),
    [
        pytest.param("a b", 1, "a b c a c b", 2, id="near enough twice"),
        pytest.param("a b", 0, "a b c a c b", 1, id="side by side once"),
        pytest.param("a b", 1, "a a b x x x", 2, id="two beginnings with one end"),
        pytest.param("a a", 0, "a a a x x x", 2, id="a word that begins and ends"),
        pytest.param("a a", 1, "a a a x x x", 2, id="by the closest later position"),
        pytest.param("a b c", 1, "a b a b c x", 1, id="each slot by its closest"),
    ],
)
def test_a_sequence_counts_its_beginnings(
    index: Index, slots: str, slop: int, title: str, tf: int
) -> None:
    """A phrase's frequency is at how many positions it begins."""
    clause = Sequence(tuple((term,) for term in slots.split()), slop)
    score = beside_a_dull_one(index, clause, title)
    assert score == near(ONE_OF_TWO * saturated(TITLE * tf))


def test_a_sequence_is_counted_in_each_field(index: Index) -> None:
    """Its beginnings in title and lead are weighed and joined; its rarity is that of the phrase."""
    clause = Sequence((("a",), ("b",)))
    archive = [
        a_story(id="s1", title="a b", body="a b a b"),
        a_story(id="s2", title="b a", body="b x a a"),  # holds both words, not the phrase
    ]
    scores = scores_of(index, words(clause), *archive)
    assert scores == {"s1": near(ONE_OF_TWO * saturated(TITLE + LEAD * 2))}


def test_a_word_of_hundreds_saturates(new_index: Callable[[], Index]) -> None:
    """Frequencies beyond 255 are exact too."""
    for count in (255, 256, 300):
        score = beside_a_dull_one(new_index(), Exact(("banjir",)), " ".join(["banjir"] * count))
        assert score == near(ONE_OF_TWO * saturated(TITLE * count))
