"""Is the judge itself right? What the contract does not ask of every engine."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.memory import MemoryIndex
from search.engines.memory.distance import edit_distance
from search.query.clauses import Clause, Exact, Family, Plan, Sequence, Without
from search.query.wordtests import edit_distance_within
from tests.builders import a_story, ask, commit, found_ids, must, words

IDF_ONE_OF_TWO = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))


def _stem(word: str) -> str:
    return {"dibangun": "bangun", "pembangunan": "bangun"}.get(word, word)


def _score(clause: Clause, title: str) -> float:
    """The score of a story of this title beside a dull one whose title is as long."""
    index = MemoryIndex(_stem)
    dull = " ".join("x" for _ in title.split())
    commit(index, a_story(id="s1", title=title, body=()), a_story(id="s2", title=dull, body=()))
    return dict(ask(index.reader(), words(clause)).hits)["s1"]


def test_a_score_is_the_formula() -> None:
    """One occurrence in a title of average length: x is its weight 3, k1 is 1.2."""
    expected = IDF_ONE_OF_TWO * 3.0 * 2.2 / (3.0 + 1.2)
    assert _score(Exact(("banjir",)), "banjir besar") == pytest.approx(expected)


def test_an_untyped_form_counts_less() -> None:
    """Of a family the typed form counts 1 and each other one 0.6, joined before saturation."""
    x = 3.0 * (1 + 0.6)
    expected = IDF_ONE_OF_TWO * x * 2.2 / (x + 1.2)
    family = Family("dibangun", "bangun")
    assert _score(family, "dibangun pembangunan") == pytest.approx(expected)


def test_a_position_counts_once() -> None:
    """Several terms of one position that fit are one occurrence; Covid-19 has two positions."""
    x = 3.0 / (1 - 0.4 + 0.4 * 2 / 1.5)  # the other title has one, so the average is 1.5
    expected = IDF_ONE_OF_TWO * x * 2.2 / (x + 1.2)
    assert _score(Exact(("covid-19", "covid19", "covid")), "Covid-19") == pytest.approx(expected)


def test_a_sequence_counts_its_beginnings() -> None:
    """A phrase's frequency is at how many positions it begins."""
    clause = Sequence((("a",), ("b",)), 1)
    x = 3.0 * 2
    expected = IDF_ONE_OF_TWO * x * 2.2 / (x + 1.2)
    assert _score(clause, "a b c a c b") == pytest.approx(expected)


def test_what_is_excluded_adds_nothing() -> None:
    """A negated clause has no share in a score."""
    assert _score(Without(Exact(("x",))), "banjir") == 0.0


def test_stems_are_asked_when_searching() -> None:
    """A stem that changes after the commit is followed by the next search."""
    stems = {"membangun": "bangun"}
    index = MemoryIndex(lambda word: stems.get(word, word))
    commit(index, a_story(title="membangun"))
    reader = index.reader()
    assert found_ids(reader, must(Family("bangun", "bangun"))) == {"s1"}
    stems.clear()
    assert found_ids(reader, must(Family("bangun", "bangun"))) == set()


def test_a_closed_reader_holds_nothing() -> None:
    """Closing lets go of the stories."""
    index = MemoryIndex(_stem)
    commit(index, a_story())
    reader = index.reader()
    reader.close()
    assert ask(reader, Plan()).total == 0


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        pytest.param("", "abc", 3, id="all inserted"),
        pytest.param("jambi", "jabmi", 1, id="neighbours swapped"),
        pytest.param("ca", "abc", 3, id="no letter is edited twice"),
        pytest.param("kabupaten", "kabupten", 1, id="one left out"),
    ],
)
def test_typing_slips_are_counted(left: str, right: str, distance: int) -> None:
    """The distance of known pairs, from either side."""
    assert edit_distance(left, right) == edit_distance(right, left) == distance


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(0, 3))
def test_the_saving_test_agrees_with_the_whole_table(left: str, right: str, edits: int) -> None:
    """search.query.wordtests gives up early, never wrongly."""
    assert edit_distance_within(left, edits)(right) == (edit_distance(left, right) <= edits)
