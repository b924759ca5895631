"""Does every engine keep a batch whole, a snapshot still, and what was removed out of sight?"""

from collections.abc import Callable, Iterator

import pytest

from search.ports import IndexState, Request, Usage
from search.query.clauses import Every, Pattern, Plan
from search.values import FacetName, Story
from tests.builders import Index, a_story, ask, commit, found_ids, ids, must, words


def test_a_new_index_is_empty(index: Index) -> None:
    """Before the first commit there is nothing to find, at revision 0."""
    reader = index.reader()
    assert (reader.state.stories, reader.state.revision) == (0, 0)
    assert found_ids(reader, Plan()) == set()
    assert reader.count_terms(["banjir"]) == (0,)


def test_a_commit_says_what_it_holds(index: Index) -> None:
    """A commit and a reader opened after it name archive, epoch, revision and living stories."""
    commit(index, a_story(id="s1"), a_story(id="s2"))
    state = commit(index, a_story(id="s3"), remove=["s1"], revision=7)
    assert state == IndexState(archive_id="arsip", epoch="e1", revision=7, stories=2)
    assert index.reader().state == state


def test_an_empty_batch_still_moves_the_revision(index: Index) -> None:
    """A commit without changes keeps the stories and takes the new revision."""
    commit(index, a_story())
    assert commit(index, revision=2).revision == 2
    assert index.reader().state.stories == 1


def test_what_was_not_committed_is_dropped(index: Index) -> None:
    """A writer closed before its commit leaves nothing, neither additions nor removals."""
    commit(index, a_story(id="s1"))
    writer = index.writer()
    writer.add([a_story(id="s2")])
    writer.remove(["s1"])
    writer.close()
    assert found_ids(index.reader(), Plan()) == {"s1"}


def test_a_batch_that_fails_leaves_nothing(index: Index) -> None:
    """Where the stories break off, those that had come before are not kept."""

    def broken() -> Iterator[Story]:
        yield a_story(id="s2")
        raise OSError("the source broke off")

    commit(index, a_story(id="s1"))
    writer = index.writer()
    with pytest.raises(OSError, match="broke off"):
        writer.add(broken())
    writer.close()
    assert found_ids(index.reader(), Plan()) == {"s1"}
    commit(index, a_story(id="s3"), revision=2)
    assert found_ids(index.reader(), Plan()) == {"s1", "s3"}


def test_a_writer_goes_on_after_its_commit(index: Index) -> None:
    """A commit starts the next batch of the same writer; closing it drops that batch only."""
    writer = index.writer()
    for revision, story_id in enumerate(("s1", "s2"), start=1):
        writer.add([a_story(id=story_id)])
        writer.commit(archive_id="arsip", epoch="e1", revision=revision)
    writer.add([a_story(id="s3")])
    writer.close()
    assert found_ids(index.reader(), Plan()) == {"s1", "s2"}


def test_a_reader_does_not_see_later_writes(index: Index) -> None:
    """A snapshot answers the same before and after stories come, change and go."""
    commit(index, a_story(id="s1", title="Banjir"), a_story(id="s2", title="Banjir"))
    before = index.reader()
    commit(index, a_story(id="s1", title="Kering"), a_story(id="s3", title="Banjir"), remove=["s2"])
    assert found_ids(before, words("banjir")) == {"s1", "s2"}
    assert before.count_terms(["banjir", "kering"]) == (2, 0)
    assert found_ids(index.reader(), words("banjir")) == {"s3"}


def test_a_story_that_comes_again_replaces_itself(index: Index) -> None:
    """The old text of a story is gone with its facets, dates and counts; there is one of it."""
    commit(index, a_story(title="Banjir", topics=("cuaca",), published="2023-01-01"))
    commit(index, a_story(title="Kering", topics=("tani",), published="2024"))
    reader = index.reader()
    found = ask(reader, Plan(), facets=(FacetName.TOPIC, FacetName.YEAR))
    assert [value.value for facet in found.facets.values() for value in facet] == ["tani", "2024"]
    assert found_ids(reader, words("banjir")) == set()
    assert reader.count_terms(["banjir", "kering"]) == (0, 1)
    assert found.total == reader.state.stories == 1


def test_changes_of_one_batch_are_made_in_order(index: Index) -> None:
    """The last word on a story holds: added twice, added then removed, removed then added."""
    commit(index, a_story(id="s3", title="Lama"))
    writer = index.writer()
    writer.add([a_story(id="s1", title="Satu"), a_story(id="s2")])
    writer.add([a_story(id="s1", title="Dua")])
    writer.remove(["s2", "s3"])
    writer.add([a_story(id="s3", title="Baru")])
    state = writer.commit(archive_id="arsip", epoch="e1", revision=2)
    writer.close()
    reader = index.reader()
    assert state.stories == 2
    assert found_ids(reader, Plan()) == {"s1", "s3"}
    assert reader.count_terms(["satu", "dua", "lama", "baru"]) == (0, 1, 0, 1)


def test_removing_what_is_not_there_is_passed_over(index: Index) -> None:
    """Unknown ids and ids removed twice do no harm."""
    commit(index, a_story(id="s1"), a_story(id="s2"))
    commit(index, remove=["s9", "s1", "s1"])
    assert found_ids(index.reader(), Plan()) == {"s2"}


def test_adding_a_story_twice_changes_nothing(index: Index) -> None:
    """The same batch again gives the same answer."""
    batch = [a_story(id=f"s{n}", title=f"Banjir {n}", published="2023-02") for n in range(3)]
    asked = Request(plan=words("banjir"), facets=tuple(FacetName))
    commit(index, *batch)
    once = index.reader().search(asked)
    commit(index, *batch)
    assert index.reader().search(asked) == once


def test_everything_may_be_removed(index: Index) -> None:
    """An archive emptied again answers like a new one."""
    commit(index, a_story(id="s1"), a_story(id="s2"))
    assert commit(index, remove=["s1", "s2"]).stories == 0
    found = ask(index.reader(), must(Every()), facets=tuple(FacetName))
    assert (found.hits, found.total) == ((), 0)
    assert all(values == () for values in found.facets.values())


def test_masked_stories_are_as_if_not_there(index: Index) -> None:
    """A masked story is in no set, total, facet or count, that of the whole archive included."""
    commit(
        index,
        a_story(id="s1", title="Banjir surut", topics=("cuaca",)),
        a_story(id="s2", title="Banjir lagi", topics=("sungai",)),
    )
    reader = index.reader(mask=frozenset({"s2", "s9"}))
    found = ask(reader, words("banjir", "lagi"), facets=(FacetName.TOPIC,))
    assert (found.hits[0][0], found.total, found.total_all_words) == ("s1", 1, 0)
    assert [value.value for value in found.facets[FacetName.TOPIC]] == ["cuaca"]
    assert reader.count_terms(["banjir", "lagi"]) == (1, 0)
    assert found_ids(reader, must(Pattern(("lag", "")))) == set()
    assert reader.state.stories == 1


def test_a_mask_ranks_like_a_removal(index: Index) -> None:
    """With a story masked the others come in the order they have once it is removed."""
    stories = [a_story(id=f"s{n}", title="Banjir " * n, body="air " * n) for n in range(1, 5)]
    commit(index, *stories)
    masked = ask(index.reader(frozenset({"s2"})), words("banjir", "air"))
    commit(index, remove=["s2"])
    removed = ask(index.reader(), words("banjir", "air"))
    assert ids(masked) == ids(removed)


def test_terms_are_counted_as_they_are(index: Index) -> None:
    """A term's count is the stories that hold it in any text field, each once, without stems."""
    commit(
        index,
        a_story(id="s1", title="Banjir banjir", body=("Banjir.", "banjir")),
        a_story(id="s2", body="Kebanjiran", captions=("Covid-19",)),
    )
    terms = ["banjir", "kebanjiran", "covid19", "19", "takada", "Banjir"]
    assert index.reader().count_terms(terms) == (1, 1, 1, 1, 0, 0)
    assert index.reader().count_terms([]) == ()


def test_how_a_term_is_used_is_told(index: Index) -> None:
    """Times, capitals and capitals within a sentence are of positions, in all text fields."""
    commit(
        index,
        a_story(
            id="s1",
            title="Budi tiba",
            body=("Kata Budi: Budi tiba. Budi", '"Budi" dan budi, BUDI'),
            captions=("Foto Budi", "Covid-19"),
        ),
        a_story(id="s2", title="", body="budi"),
        a_story(id="s3"),
    )
    assert index.reader().usage(["budi", "tiba", "covid19", "19", "takada", "Budi"]) == (
        Usage(stories=2, times=9, capitalised=7, inside=3),  # after Kata, dan budi, and Foto
        Usage(stories=1, times=2, capitalised=0, inside=0),
        Usage(stories=1, times=1, capitalised=1, inside=0),
        Usage(stories=1, times=1, capitalised=0, inside=0),
        Usage(stories=0, times=0, capitalised=0, inside=0),
        Usage(stories=0, times=0, capitalised=0, inside=0),
    )
    assert index.reader().usage([]) == ()


@pytest.mark.parametrize("masked", [False, True], ids=["removed", "masked"])
def test_usage_counts_living_stories(index: Index, masked: bool) -> None:
    """A story that is gone is in no count of stories; its times may be there until a merge."""
    commit(index, a_story(id="s1", title="Banjir"), a_story(id="s2", title="Banjir banjir"))
    commit(index, remove=() if masked else ["s2"])
    (used,) = index.reader(frozenset({"s2"} if masked else ())).usage(["banjir"])
    assert used.stories == 1
    assert 1 <= used.times <= 3


def test_a_sound_index_has_no_faults(index: Index) -> None:
    """Nothing is damaged, neither in an empty index nor in one whose stories came and went."""
    assert list(index.reader().faults()) == []
    commit(index, a_story(id="s1"), a_story(id="s2", title="", body=()))
    commit(index, a_story(id="s1", title="Baru"), remove=["s2"])
    assert list(index.reader().faults()) == []


def test_a_merge_changes_no_answer(index: Index, merge: Callable[[Index], None]) -> None:
    """Merged, an index answers as before, also to readers that were open, and goes on growing."""
    for number in range(1, 6):
        commit(index, a_story(id=f"s{number}", title="Banjir " * number), revision=number)
    commit(index, a_story(id="s1", title="Kering"), remove=["s2"], revision=6)
    before, asked = index.reader(), Request(plan=words("banjir"), facets=tuple(FacetName))
    answer = before.search(asked)
    merge(index)
    assert before.search(asked) == index.reader().search(asked) == answer
    assert index.reader().state == before.state
    commit(index, a_story(id="s2", title="Banjir"), revision=7)
    assert found_ids(index.reader(), words("banjir")) == {"s2", "s3", "s4", "s5"}


def test_a_budget_is_no_wish_for_less(index: Index) -> None:
    """Within its time an engine answers in full."""
    commit(index, *(a_story(id=f"s{number}", title="Banjir") for number in range(60)))
    whole = ask(index.reader(), words("banjir"))
    assert ask(index.reader(), words("banjir"), budget_ms=600_000.0) == whole
    assert (whole.total, whole.partial) == (60, None)
