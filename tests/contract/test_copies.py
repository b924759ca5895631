"""Which copies has a story, and is none a copy across a link? docs/ranking.md, "Near copies"."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.ports import Found, Reader, Request
from search.query.clauses import Plan
from search.values import Story
from tests.builders import Index, a_story, commit

MakeIndex = Callable[[], Index]

_BODY = (
    "Air sungai naik sejak malam dan merendam jalan di tepi kampung sehingga warga menumpang"
    " perahu untuk mengantar anak mereka yang harus masuk pagi.",
    "Kepala kampung meminta bantuan tenda serta selimut karena banyak rumah belum bisa ditempati.",
)
URL = "https://kabar.example/{}"


def told(story_id: str, **changes: object) -> Story:
    """The same news in the same words, under another id."""
    return a_story(
        id=story_id, title="Banjir rendam kampung", body=_BODY, url=URL.format(story_id), **changes
    )


def folded(reader: Reader) -> Found:
    """All stories, of near copies one."""
    return reader.search(Request(plan=Plan(), fold=True, limit=100))


def test_the_copies_of_a_story_are_its_whole_group(index: Index) -> None:
    """Without itself, by id; a story without a copy has none, nor one that is not there."""
    commit(index, told("c"), told("a"), told("b"), a_story(id="lain", title="Jalan licin"))
    reader = index.reader()
    assert (reader.copies("a"), reader.copies("b")) == (("b", "c"), ("a", "c"))
    assert reader.copies("lain") == reader.copies("tiada") == ()


def test_a_masked_story_is_no_copy_and_has_none(index: Index) -> None:
    """What a snapshot must not show, it does not name; its group stays one."""
    commit(index, told("a"), told("b"), told("c"))
    reader = index.reader(frozenset(["a"]))
    assert (reader.copies("a"), reader.copies("b")) == ((), ("c",))


def test_a_snapshot_has_the_copies_of_its_commit(index: Index) -> None:
    """Later commits do not show through, and the next reader has them."""
    commit(index, told("a"), told("b"), revision=1)
    before = index.reader()
    commit(index, told("c"), remove=["b"], revision=2)
    assert (before.copies("a"), index.reader().copies("a")) == (("b",), ("c",))


@pytest.mark.parametrize("field", ["corrects", "continues"])
@pytest.mark.parametrize("name", ["a", URL.format("a")], ids=["its id", "its address"])
def test_no_story_is_a_copy_of_what_it_corrects_or_continues(
    index: Index, field: str, name: str
) -> None:
    """Though every word is the same: the wrong one must not stand for the right one."""
    commit(index, told("a"), told("b", **{field: (name,)}))
    assert folded(index.reader()).total == 2
    assert index.reader().copies("a") == index.reader().copies("b") == ()


def test_a_third_story_does_not_bring_both_ends_of_a_link_together(index: Index) -> None:
    """What another portal printed before both is a copy of the one, not of its correction."""
    commit(
        index,
        told("first", published="2023-02-26"),
        told("wrong", published="2023-02-27"),
        told("right", published="2023-02-28", corrects=("wrong",)),
    )
    assert folded(index.reader()).copies.keys() <= {"first", "wrong"}
    assert index.reader().copies("first") == ("wrong",)
    assert index.reader().copies("right") == ()


def test_two_prints_of_one_correction_are_copies(index: Index) -> None:
    """They correct the same."""
    commit(index, told("a"), told("b", corrects=("a",)), told("c", corrects=("a",)))
    assert index.reader().copies("b") == ("c",)
    assert folded(index.reader()).total == 2


def test_a_link_that_comes_or_goes_parts_and_joins(index: Index) -> None:
    """A changed link is a changed story, though its text stays."""
    commit(index, told("a"), told("b"), revision=1)
    assert index.reader().copies("a") == ("b",)
    commit(index, told("b", corrects=("a",)), revision=2)
    assert index.reader().copies("a") == ()
    commit(index, told("b"), revision=3)
    assert index.reader().copies("a") == ("b",)


_IDS = tuple("abcde")
_NAMES = st.sampled_from([*_IDS, *map(URL.format, _IDS), "tiada"])
_LINKS = st.just(()) | st.lists(_NAMES, max_size=3, unique=True).map(tuple)


@settings(max_examples=60, deadline=None)
@given(links=st.lists(st.tuples(_LINKS, _LINKS), min_size=2, max_size=len(_IDS)))
def test_no_group_ever_holds_both_ends_of_a_link(
    new_index: MakeIndex, links: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    """Whatever else is linked with what, in circles too; and copies are so in both directions."""
    stories = {
        own: replace(told(own), corrects=corrects, continues=continues)
        for own, (corrects, continues) in zip(_IDS, links, strict=False)
    }
    index = new_index()
    commit(index, *stories.values())
    reader = index.reader()
    for own, story in stories.items():
        for other in reader.copies(own):
            assert own in reader.copies(other)
            named = {*story.corrects, *story.continues}
            assert not named & {other, stories[other].url}
    found = folded(reader)
    assert found.copies == {own: reader.copies(own) for own, _ in found.hits if reader.copies(own)}
