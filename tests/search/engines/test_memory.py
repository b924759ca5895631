"""Is the judge itself right? What the contract does not ask of every engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.memory import MemoryIndex
from search.engines.memory.distance import edit_distance
from search.query.clauses import Family, Plan
from search.query.wordtests import edit_distance_within
from tests.builders import a_story, ask, commit, found_ids, must


def _stem(word: str) -> str:
    return {"dibangun": "bangun", "pembangunan": "bangun"}.get(word, word)


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
