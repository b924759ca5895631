"""Whose titles hold what is being typed, and in which order?"""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.values import Story
from tests.builders import Index, a_story, commit
from tests.strategies import STORY_IDS, TERMS, archives

MakeIndex = Callable[[], Index]
Words = tuple[tuple[str, ...], ...]


@pytest.mark.parametrize(
    ("words", "prefix", "title", "holds"),
    [
        pytest.param((), "ban", "Banjir surut", True, id="the beginning of a word"),
        pytest.param((), "anjir", "Banjir surut", False, id="the middle of a word"),
        pytest.param((), "banjir", "Kebanjiran lagi", False, id="another form of a word"),
        pytest.param((), "", "Banjir", True, id="nothing but any word"),
        pytest.param((), "covid1", "Awas Covid-19", True, id="a joined spelling"),
        pytest.param((("surut",),), "ban", "Banjir surut", True, id="another order"),
        pytest.param((("sur",),), "ban", "Banjir surut", False, id="a word that is half"),
        pytest.param((("surut", "surutnya"),), "ban", "Banjir surutnya", True, id="either term"),
        pytest.param((("surut",), ("lagi",)), "ban", "Banjir surut", False, id="a word missing"),
        pytest.param((("banjir",),), "ban", "Banjir surut", False, id="one place for both"),
        pytest.param((("banjir",),), "ban", "Banjir bandang", True, id="two places"),
        pytest.param((("banjir",),), "ban", "Banjir demi banjir", True, id="one word twice"),
        pytest.param(
            (("banjir",),) * 2 + (("di",),),
            "k",
            "Banjir banjir di kota",
            True,
            id="one word typed twice",
        ),
        pytest.param((), "ban", "", False, id="no title"),
    ],
)
def test_a_title_holds_what_is_typed(
    index: Index, words: Words, prefix: str, title: str, holds: bool
) -> None:
    """All words as they are, and the last as far as it goes, at a place of its own."""
    commit(index, a_story(id="s1", title=title, body="Banjir bandang surut lagi."))
    assert index.reader().titles(words, prefix, 10) == (("s1",) if holds else ())


def test_the_best_title_comes_first(index: Index) -> None:
    """One that begins so, in a row, in order, anyhow; of each sort the newer, the unknown last."""
    titled = {
        "anyhow": ("Bandang: banjir", "2024-06"),
        "in order": ("Setelah banjir datang bandang", "2024-05"),
        "in a row": ("Awas banjir bandang", "2024-04"),
        "begins": ("Banjir bandang surut", "2020-03"),
        "begins, newer": ("Banjir bandang", "2021-03"),
        "begins, undated": ("Banjir bandang lagi", None),
        "begins, of that day": ("Banjir bandang susut", "2020-03"),
    }
    stories = [a_story(id=own, title=t, published=day) for own, (t, day) in titled.items()]
    commit(index, *stories[:3])
    commit(index, *stories[3:], revision=2)
    expected = ("begins, newer", "begins", "begins, of that day", "begins, undated",
                "in a row", "in order", "anyhow")  # fmt: skip
    asked = ((("banjir",),), "band")
    assert index.reader().titles(*asked, 10) == expected
    assert [index.reader().titles(*asked, n) for n in range(8)] == [expected[:n] for n in range(8)]


def test_no_title_of_a_story_that_is_gone(index: Index) -> None:
    """What was removed, replaced or masked is not found."""
    commit(index, *(a_story(id=f"s{n}", title=f"Banjir {n}") for n in range(1, 5)))
    commit(index, a_story(id="s3", title="Kering"), remove=["s1"], revision=2)
    assert index.reader(frozenset({"s2"})).titles((), "ban", 10) == ("s4",)


def test_a_derived_title_is_none(index: Index) -> None:
    """A first sentence that stands in for a headline is not one."""
    commit(index, a_story(title="Banjir surut", title_derived=True, body="Banjir surut."))
    assert index.reader().titles((), "ban", 10) == ()


_BEGUN = sorted({term[:letters] for term in TERMS for letters in (0, 1, 2, 4)})


@settings(max_examples=50, deadline=None)
@given(
    stories=archives(),
    asked=st.lists(
        st.tuples(
            st.lists(st.sampled_from(TERMS).map(lambda term: (term,)), max_size=2).map(tuple),
            st.sampled_from(_BEGUN),
            st.integers(0, 8),
        ),
        min_size=1,
        max_size=6,
    ),
    mask=st.frozensets(st.sampled_from(STORY_IDS), max_size=2),
    cut=st.integers(0, 8),
)
def test_finds_titles_as_the_judge_does(
    new_index: MakeIndex,
    judge: MakeIndex,
    stories: list[Story],
    asked: list[tuple[Words, str, int]],
    mask: frozenset[str],
    cut: int,
) -> None:
    """The same stories in the same order, in however many commits they came."""
    index, judging = new_index(), judge()
    commit(index, *stories[:cut])
    for each, added in ((index, stories[cut:]), (judging, stories)):
        commit(each, *added, revision=2)
    ours, theirs = index.reader(mask), judging.reader(mask)
    for words, prefix, limit in asked:
        assert ours.titles(words, prefix, limit) == theirs.titles(words, prefix, limit)
