"""Does every engine bring hits in the order promised, and pages that fit together?"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.ports import Reader, Request
from search.query.clauses import Boosted, Exact, Plan
from search.values import FacetName, Sort, Story
from tests.builders import Index, a_story, ask, commit, ids, words
from tests.strategies import STORY_IDS, requests, stories

DATES = {
    "late": "2023-03-01T07:00+07:00",
    "a twin": "2023-03-01T09:00+09:00",  # the same instant, printed in the east
    "day": "2023-03-01",  # its first minute counts
    "month": "2023-03",
    "year": "2023",
    "none": None,
    "also none": None,
}


def _dated(index: Index) -> Reader:
    commit(index, *(a_story(id=name, published=date) for name, date in DATES.items()))
    return index.reader()


def test_newest_first_puts_unknown_dates_last(index: Index) -> None:
    """`terbaru` goes by the first minute a date may mean, then by id; unknown dates come last."""
    found = ask(_dated(index), Plan(), sort=Sort.NEWEST)
    assert ids(found) == ["a twin", "late", "day", "month", "year", "also none", "none"]


def test_oldest_first_puts_unknown_dates_last_too(index: Index) -> None:
    """`terlama` turns the dates around, not the ids, and unknown dates stay last."""
    found = ask(_dated(index), Plan(), sort=Sort.OLDEST)
    assert ids(found) == ["year", "day", "month", "a twin", "late", "also none", "none"]


def test_equal_scores_come_newest_first(index: Index) -> None:
    """Of stories equally relevant the newer comes first, unknown dates last, then by id."""
    found = ask(_dated(index), words("kabar"))
    assert len({score for _, score in found.hits}) == 1
    assert ids(found) == ["a twin", "late", "day", "month", "year", "also none", "none"]


def test_a_word_in_the_title_counts_more(index: Index) -> None:
    """Of stories of one length that with the word in its title comes before that in its body."""
    commit(
        index,
        a_story(id="a", title="satu dua tiga", body=("empat lima", "enam banjir")),
        a_story(id="z", title="satu dua banjir", body=("empat lima", "enam tiga")),
        a_story(id="0"),
    )
    assert ids(ask(index.reader(), words("banjir"))) == ["z", "a"]


def test_the_rarer_word_counts_more(index: Index) -> None:
    """Of two words in stories alike otherwise the rarer one decides."""
    commons = [a_story(id=f"s{n}", title="Hujan tiba") for n in range(5)]
    commit(index, *commons, a_story(id="z", title="Banjir tiba"))
    assert ids(ask(index.reader(), words("hujan", "banjir")))[0] == "z"


def test_a_boost_decides(index: Index) -> None:
    """A word boosted enough outweighs one that would come first, and a lift counts as well."""
    commit(index, a_story(id="a", title="Banjir"), a_story(id="b", title="Hujan"))
    reader = index.reader()
    rain = Exact(("hujan",))
    assert ids(ask(reader, words("banjir", "hujan"))) == ["a", "b"]
    assert ids(ask(reader, words("banjir", Boosted(rain, 3.0)))) == ["b", "a"]
    lifted = replace(words("banjir", "hujan"), lifts=(rain,))
    assert ids(ask(reader, lifted)) == ["b", "a"]


@pytest.mark.parametrize(
    ("factor", "order"),
    [
        pytest.param(1.0001, ["old", "new"], id="a difference in the fourth digit decides"),
        pytest.param(1.000000001, ["new", "old"], id="one in the ninth leaves it to the date"),
    ],
)
def test_scores_are_told_apart_to_six_digits(index: Index, factor: float, order: list[str]) -> None:
    """Scores that agree in 6 significant digits are equal, so that rounding shuffles no page."""
    commit(
        index,
        a_story(id="new", title="Hujan", published="2024"),
        a_story(id="old", title="Banjir", published="2020"),
    )
    plan = words("hujan", Boosted(Exact(("banjir",)), factor))
    assert ids(ask(index.reader(), plan)) == order


def test_no_hits_may_be_wanted(index: Index) -> None:
    """With limit 0 the totals and facets come without hits."""
    found = ask(_dated(index), Plan(), limit=0, facets=(FacetName.YEAR,))
    assert (found.hits, found.total) == ((), len(DATES))
    assert [(v.value, v.count) for v in found.facets[FacetName.YEAR]] == [("2023", 5), (None, 2)]


def test_a_page_beyond_the_end_is_empty(index: Index) -> None:
    """An offset behind the last hit gives none, and the same totals."""
    reader = _dated(index)
    for sort in Sort:
        found = ask(reader, words("kabar"), sort=sort, offset=len(DATES))
        assert (found.hits, found.total) == ((), len(DATES))
    assert len(ask(reader, words("kabar"), offset=len(DATES) - 1).hits) == 1


@st.composite
def archives(draw: st.DrawFn) -> list[Story]:
    """Eight stories, some alike but for their ids."""
    drawn = [draw(stories(st.just("s"))) for _ in range(4)]
    picked = [draw(st.sampled_from(drawn)) for _ in STORY_IDS]
    return [replace(s, id=story_id) for story_id, s in zip(STORY_IDS, picked, strict=True)]


@settings(max_examples=40, deadline=None)
@given(archive=archives(), request=requests(), size=st.integers(1, 4))
def test_pages_make_the_whole_list(
    new_index: Callable[[], Index], archive: list[Story], request: Request, size: int
) -> None:
    """Page after page gives every hit once, in the order and with the scores of the whole list."""
    index = new_index()
    commit(index, *archive)
    reader = index.reader()
    whole = reader.search(request)
    paged = [
        hit
        for offset in range(0, len(archive), size)
        for hit in reader.search(replace(request, limit=size, offset=offset)).hits
    ]
    assert tuple(paged) == whole.hits
    assert len(set(ids(whole))) == whole.total


@settings(max_examples=60, deadline=None)
@given(archive=archives(), request=requests())
def test_hits_are_sorted_by_their_key(
    new_index: Callable[[], Index], archive: list[Story], request: Request
) -> None:
    """By score to 6 significant digits or by date, then as promised; scores are never negative."""
    index = new_index()
    commit(index, *archive)
    by_id = {story.id: story for story in archive}

    def key(hit: tuple[str, float]) -> tuple[float, bool, int, str]:
        moment = by_id[hit[0]].published
        minutes = moment.minutes() if moment else 0
        newer_first = request.sort is not Sort.OLDEST
        score = float(f"{hit[1]:.6g}") if request.sort is Sort.RELEVANCE else 0.0
        return -score, moment is None, -minutes if newer_first else minutes, hit[0]

    hits = index.reader().search(request).hits
    assert list(hits) == sorted(hits, key=key)
    assert all(score >= 0 for _, score in hits)
