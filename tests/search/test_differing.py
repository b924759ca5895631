"""What differs between two tellings: all of it is told, and nothing of either text is lost."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.differing import GAP, MAX_WORDS, Side, Stretch, difference, in_context
from search.values import Story
from tests.builders import a_story

S, L, R = Side.SAME, Side.LEFT, Side.RIGHT


def words_of(stretches: Sequence[Stretch], *sides: Side) -> list[str]:
    """The words of the stretches of some sides."""
    return " ".join(own.text for own in stretches if own.side in sides).split()


def told(*paragraphs: str, title: str = "Kabar hari ini") -> Story:
    """A story of these paragraphs."""
    return a_story(title=title, body=paragraphs)


def test_words_in_place_of_others_are_told() -> None:
    """Those of the left text come first; what both have stands around them."""
    found = difference(
        told("Sebanyak 742 jiwa mengungsi ke lima titik."),
        told("Sebanyak 472 jiwa mengungsi ke empat titik kemarin."),
    )
    assert found.body == (
        Stretch("Sebanyak", S), Stretch("742", L), Stretch("472", R),
        Stretch("jiwa mengungsi ke", S), Stretch("lima titik.", L),
        Stretch("empat titik kemarin.", R),
    )  # fmt: skip
    assert found.title == (Stretch("Kabar hari ini", S),)
    assert not found.is_none and not found.is_too_long


def test_blanks_and_the_ends_of_paragraphs_are_no_difference() -> None:
    """Only words count; the same words are one stretch."""
    found = difference(told("Air naik.", "Warga  pindah."), told("Air naik. Warga pindah."))
    assert found.is_none
    assert found.body == (Stretch("Air naik. Warga pindah.", S),)


def test_case_and_signs_are_a_difference() -> None:
    """Texts are compared as printed."""
    found = difference(told("Pemerintah, kata dia"), told("pemerintah kata dia"))
    assert found.body[:2] == (Stretch("Pemerintah,", L), Stretch("pemerintah", R))


@pytest.mark.parametrize(
    ("left", "right", "body"),
    [
        (("Air naik.",), (), (Stretch("Air naik.", L),)),
        ((), ("Air naik.",), (Stretch("Air naik.", R),)),
        ((), (), ()),
    ],
    ids=["nothing on the right", "nothing on the left", "nothing at all"],
)
def test_a_text_may_be_empty(
    left: tuple[str, ...], right: tuple[str, ...], body: tuple[Stretch, ...]
) -> None:
    """Then all of the other one differs."""
    assert difference(told(*left), told(*right)).body == body


_WORDS = st.sampled_from("air naik warga pindah Warga pindah, 742 472 — ❤️ …".split())
_PARAGRAPHS = st.lists(
    st.lists(_WORDS, max_size=12).map(" ".join) | st.text(max_size=8), max_size=3
).map(tuple)
_STORIES = st.builds(
    lambda title, body: told(*body, title=title), st.text(max_size=12), _PARAGRAPHS
)


@given(left=_STORIES, right=_STORIES)
def test_stretches_put_together_are_the_two_texts(left: Story, right: Story) -> None:
    """Without those of the other side, in order; no two of one side in a row, none empty."""
    found = difference(left, right)
    titles = left.title.split(), right.title.split()
    bodies = " ".join(left.body).split(), " ".join(right.body).split()
    for stretches, texts in ((found.title, titles), (found.body, bodies)):
        assert (words_of(stretches, S, L), words_of(stretches, S, R)) == texts
        assert all(own.text for own in stretches)
        assert all(one.side is not other.side for one, other in pairwise(stretches))
    assert found.is_none == (titles[0] == titles[1] and bodies[0] == bodies[1])


@given(left=_STORIES, right=_STORIES, around=st.integers(0, 3))
def test_in_context_what_differs_is_whole(left: Story, right: Story, around: int) -> None:
    """Only what both have is cut, and only its middle, or its outer end."""
    whole = difference(left, right).body
    short = in_context(whole, around)
    assert [own.side for own in short] == [own.side for own in whole]
    for one, cut in zip(whole, short, strict=True):
        if cut != one:
            first, last = cut.text.split(GAP) if cut.text.count(GAP) == 1 else ("", "")
            assert one.side is S
            assert one.text.startswith(first.strip()) and one.text.endswith(last.strip())
            assert len(cut.text.split(" ")) <= 2 * around + 1


def test_a_long_stretch_that_both_have_is_cut_in_its_middle() -> None:
    """So many words on the side of what differs; nothing at the text's own ends."""
    long = [str(number) for number in range(30)]
    whole = difference(
        told(" ".join([*long, "satu", *long, "dua", *long])),
        told(" ".join([*long, "SATU", *long, "DUA", *long])),
    )
    texts = [own.text for own in in_context(whole.body, 2) if own.side is S]
    assert texts == [f"{GAP} 28 29", f"0 1 {GAP} 28 29", f"0 1 {GAP}"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (["kata"] * (MAX_WORDS + 1), ["kata"]),
        (["a", "b"] * (MAX_WORDS // 2), ["b", "b", "a"] * (MAX_WORDS // 3)),
    ],
    ids=["too many words", "the same words too often"],
)
def test_what_would_take_long_is_not_compared(left: list[str], right: list[str]) -> None:
    """It is said, in either direction, and the headline is compared all the same."""
    stories = told(" ".join(left)), told(" ".join(right), title="Kabar kemarin")
    for found in (difference(*stories), difference(*stories[::-1])):
        assert found.is_too_long and found.body == () and not found.is_none
        assert found.title[0] == Stretch("Kabar", S)


def test_a_long_story_with_a_word_changed_is_compared() -> None:
    """What both begin and end with costs nothing, however often a word stands in it."""
    long = ["kata"] * (MAX_WORDS - 1)
    found = difference(told(" ".join([*long, "lama"])), told(" ".join([*long, "baru"])))
    assert [own.side for own in found.body] == [S, L, R]


def test_a_headline_too_long_is_said() -> None:
    """A headline may be anything that was imported."""
    found = difference(told("Isi.", title="a " * (MAX_WORDS + 1)), told("Isi."))
    assert found.is_too_long and found.title == () and found.body == (Stretch("Isi.", S),)
