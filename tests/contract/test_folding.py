"""Is of near copies one shown, the right one, and every story counted? docs/ranking.md."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.dates import Moment
from search.ports import Found, Reader, Request
from search.query.clauses import Clause, Exact, Plan
from search.values import Choice, FacetName, Filters, Kind, Sort, Story
from tests.builders import Index, a_story, commit, words
from tests.contract.agreement import assert_agree

MakeIndex = Callable[[], Index]

_FIRST = date(2023, 1, 27)
_TEXT = (
    "Air sungai naik sejak malam dan merendam jalan di tepi kampung sehingga warga menumpang"
    " perahu untuk mengantar anak mereka yang harus masuk pagi. Perahu kayu itu biasa dipakai"
    " mencari ikan dan hanya muat sedikit orang. Kepala kampung meminta bantuan tenda serta"
    " selimut karena banyak rumah belum bisa ditempati dan lantai penuh lumpur kering. Petugas"
    " dari kantor kabupaten mencatat kerusakan kebun karet dan sawah, lalu pulang sebelum hujan"
    " turun lagi sore itu. Sebanyak 40 keluarga tidur di balai desa dan memasak bersama"
).split()
_EDITS = {
    "perahu": "sampan", "kayu": "kecil", "bantuan": "kiriman", "lumpur": "tanah", "40": "50",
}  # fmt: skip
"""Words of it and what may stand in their place; only the last says something else."""


def _told(
    story_id: str, *edits: str, days: int | None = 0, title: str = "Banjir rendam kampung"
) -> Story:
    """One piece of news, a word of it changed at each of some places."""
    own = list(_TEXT)
    for name in edits:
        own[own.index(name)] = _EDITS[name]
    moment = None if days is None else Moment.of_day(_FIRST + timedelta(days=days))
    return a_story(id=story_id, title=title, body=(" ".join(own),), published=moment)


def _fold(reader: Reader, *clauses: Clause, sort: Sort = Sort.RELEVANCE, **more: object) -> Found:
    request = Request(plan=words(*clauses), sort=sort, fold=True)
    return reader.search(replace(request, **more))  # type: ignore[arg-type]


def _shown(found: Found) -> list[str]:
    return [story_id for story_id, _ in found.hits]


@pytest.fixture
def reader(index: Index) -> Reader:
    """Three copies of one story over three days, and what is none."""
    commit(
        index,
        _told("first"),
        _told("second", "perahu", days=1),
        _told("third", "kayu", days=2),
        _told("corrected", "40", days=3),
        a_story(id="other", title="Jalan licin", body=("Hujan turun di kota",)),
    )
    return index.reader()


@pytest.mark.parametrize(
    ("sort", "shown", "copies"),
    [
        (Sort.RELEVANCE, "second", ("third", "first")),  # the only one with the word asked for
        (Sort.NEWEST, "third", ("second", "first")),
        (Sort.OLDEST, "first", ("second", "third")),
    ],
    ids=["best", "newest", "oldest"],
)
def test_the_copy_that_comes_first_is_shown(
    reader: Reader, sort: Sort, shown: str, copies: tuple[str, ...]
) -> None:
    """The best ranked, the newest or the oldest; the others are named in the same order."""
    found = _fold(reader, Exact(("kampung",)), Exact(("sampan",)), sort=sort)
    assert found.copies == {shown: copies}
    assert set(_shown(found)) == {shown, "corrected"}
    assert (found.total, found.total_stories) == (2, 4)


def test_unfolded_every_copy_is_a_hit(reader: Reader) -> None:
    """What is asked without folding knows no copies."""
    found = reader.search(Request(plan=words(Exact(("kampung",)))))
    assert (len(found.hits), found.total, found.total_stories, found.copies) == (4, 4, 4, {})


def test_a_copy_that_a_filter_leaves_out_hides_none(reader: Reader) -> None:
    """Folding comes after filtering: of those that pass the first is shown, and only they count."""
    days = Filters().with_choice(FacetName.DAY, Choice(("2023-01-27", "2023-01-28")))
    found = _fold(reader, Exact(("kampung",)), sort=Sort.NEWEST, filters=days)
    assert (_shown(found), found.copies) == (["second"], {"second": ("first",)})


def test_facets_count_stories(reader: Reader) -> None:
    """A number beside a value is one of stories, folded or not."""
    found = _fold(reader, Exact(("kampung",)), facets=(FacetName.YEAR,), limit=0)
    assert (found.total, found.hits, found.copies) == (2, (), {})
    assert [value.count for value in found.facets[FacetName.YEAR]] == [4]


def test_a_hidden_centre_does_not_part_its_group(index: Index) -> None:
    """Stories that are copies of one that was taken out since still are one piece of news."""
    commit(index, _told("first"), _told("second", "perahu"), _told("third", "kayu"))
    found = _fold(index.reader(frozenset(["first"])), Exact(("kampung",)))
    assert (found.total, found.total_stories) == (1, 2)


def test_what_is_printed_again_after_a_month_is_shown_again(index: Index) -> None:
    """Copies lie at most 31 days apart; where a date is not known, that speaks against nothing."""
    commit(
        index, _told("first"), _told("in time", days=31), _told("late", days=32),
        _told("whenever", days=None),
    )  # fmt: skip
    found = _fold(index.reader(), Exact(("kampung",)), sort=Sort.OLDEST)
    assert (_shown(found), found.copies) == (["first", "late"], {"first": ("in time", "whenever")})


def test_a_copy_joins_and_leaves_with_later_commits(index: Index) -> None:
    """A story that comes, is corrected or goes changes the groups at once."""

    def now() -> tuple[list[str], int]:
        found = _fold(index.reader(), Exact(("kampung",)), sort=Sort.OLDEST)
        return _shown(found), found.total_stories

    commit(index, _told("first"), revision=1)
    commit(index, _told("second", "perahu", days=1), revision=2)
    assert now() == (["first"], 2)
    commit(index, _told("second", "40", days=1), revision=3)
    assert now() == (["first", "second"], 2)
    commit(index, _told("second", "perahu", days=1), revision=4)
    assert now() == (["first"], 2)
    writer = index.writer()
    writer.remove(["first"])
    writer.commit(archive_id="arsip", epoch="e1", revision=5)
    assert now() == (["second"], 1)


_IDS = tuple(f"s{number}" for number in range(1, 8))
_Change = tuple[str, Story | None]


def _stories(ids: st.SearchStrategy[str]) -> st.SearchStrategy[Story]:
    """One piece of news told again and again, with up to three edits; its headline or kind may
    differ too.
    """
    edits = st.lists(st.sampled_from(sorted(_EDITS)), max_size=3, unique=True)
    told = st.builds(
        lambda own, names, days, title: _told(own, *names, days=days, title=title),
        ids,
        edits,
        st.sampled_from((None, 0, 0, 1, 20, 40)),
        st.sampled_from(("Banjir rendam kampung",) * 3 + ("Banjir rendam 2 kampung",)),
    )
    kind = st.sampled_from((Kind.NEWS, Kind.NEWS, Kind.NEWS, Kind.OPINION))
    links = st.sampled_from(((), (), (), ("s1",), ("s2",), ("s1", "s2"), ("tiada",)))
    return st.builds(
        lambda story, kind, corrects, continues: replace(
            story, kind=kind, corrects=corrects, continues=continues
        ),
        told, kind, links, st.just(()) | links,
    )  # fmt: skip


def _histories() -> st.SearchStrategy[list[list[_Change]]]:
    ids = st.sampled_from(_IDS)
    added: st.SearchStrategy[_Change] = _stories(ids).map(lambda story: (story.id, story))
    removed: st.SearchStrategy[_Change] = ids.map(lambda story_id: (story_id, None))
    batch = st.lists(st.one_of(added, added, added, added, removed), min_size=1, max_size=5)
    return st.lists(batch, min_size=1, max_size=3)


def _bring(index: Index, changes: list[_Change], revision: int) -> None:
    writer = index.writer()
    for story_id, story in changes:
        if story is None:
            writer.remove([story_id])
        else:
            writer.add([story])
    writer.commit(archive_id="arsip", epoch="e1", revision=revision)
    writer.close()


_TERMS = ("kampung", "sampan", "kecil", "tanah", "40")


@settings(max_examples=60, deadline=None)
@given(
    history=_histories(),
    term=st.sampled_from(_TERMS),
    mask=st.frozensets(st.sampled_from(_IDS), max_size=2),
)
def test_folds_as_the_judge_does(
    new_index: MakeIndex,
    merge: Callable[[Index], None],
    judge: MakeIndex,
    history: list[list[_Change]],
    term: str,
    mask: frozenset[str],
) -> None:
    """The same stories are shown for the same others, however the index came about.

    Commit by commit, then merged, then made at once; the judge compares every pair of texts.
    """
    plan = words(Exact(("air",)), Exact((term,)))
    near = replace(plan, near=((Exact(("air",)), Exact(("sungai",))),))
    asked = [
        Request(plan=own, sort=sort, fold=fold, limit=100, facets=(FacetName.KIND,), explain=True)
        for own, sort in ((near, Sort.RELEVANCE), *((Plan(), sort) for sort in Sort))
        for fold in (True, False)
    ]
    index, judging, at_once = new_index(), judge(), new_index()
    last: dict[str, Story | None] = {}
    for revision, batch in enumerate(history, start=1):
        for each in (index, judging):
            _bring(each, batch, revision)
        last |= dict(batch)
        readers = (index.reader(mask), judging.reader(mask))
        assert_agree(*readers, asked, _TERMS, usage_is_exact=False)
        assert _groups(readers[0]) == _groups(readers[1])
    merge(index)
    left = [story for _, story in sorted(last.items()) if story is not None]
    commit(at_once, *left, revision=len(history))
    for other in (index, at_once):
        readers = (other.reader(mask), judging.reader(mask))
        assert_agree(*readers, asked, _TERMS, usage_is_exact=False)
        assert _groups(readers[0]) == _groups(readers[1])


def _groups(reader: Reader) -> list[tuple[str, ...]]:
    """The copies of every story."""
    return [reader.copies(story_id) for story_id in _IDS]


@settings(max_examples=20, deadline=None)
@given(
    archive=st.lists(_stories(st.just("")), min_size=1, max_size=7),
    sort=st.sampled_from(Sort),
    size=st.integers(1, 3),
)
def test_the_pages_together_are_the_whole(
    new_index: MakeIndex, archive: list[Story], sort: Sort, size: int
) -> None:
    """No page shows a group that another shows, and none is left out."""
    index = new_index()
    commit(index, *(replace(story, id=own) for own, story in zip(_IDS, archive, strict=False)))
    reader = index.reader()
    whole = _fold(reader, Exact(("air",)), sort=sort, limit=100)
    pages = [
        _fold(reader, Exact(("air",)), sort=sort, limit=size, offset=at)
        for at in range(0, whole.total, size)
    ]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {own: others for page in pages for own, others in page.copies.items()} == whole.copies
    assert {page.total for page in pages} == {len(whole.hits)}
