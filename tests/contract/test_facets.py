"""Does every engine count a facet alike: its own choice lifted, no more words missed?"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.ports import Request
from search.query.clauses import Plan
from search.values import Choice, FacetName, FacetValue, Filters, Kind, Story, facet_values
from tests.builders import Index, a_story, ask, commit, words
from tests.strategies import archives, requests


def test_a_facet_counts_as_if_its_own_choice_were_off(index: Index) -> None:
    """The values of a chosen facet keep their counts; the other facets follow the choice."""
    commit(
        index,
        a_story(id="s1", topics=("hukum",), authors=("Yen",)),
        a_story(id="s2", topics=("hukum", "tani"), authors=()),
        a_story(id="s3", topics=(), authors=("Yen", "Ani")),
    )
    chosen = Filters().with_choice(FacetName.TOPIC, Choice(include=("hukum",)))
    both = (FacetName.TOPIC, FacetName.AUTHOR)
    found = ask(index.reader(), Plan(), filters=chosen, facets=both)
    assert found.total == 2
    assert dict(found.facets) == {
        FacetName.TOPIC: (
            FacetValue(value="hukum", count=2, selected=True),
            FacetValue(value="tani", count=1),
            FacetValue(value=None, count=1),
        ),
        FacetName.AUTHOR: (FacetValue(value="Yen", count=1), FacetValue(value=None, count=1)),
    }


@pytest.mark.parametrize(
    ("chosen", "counts"),
    [
        pytest.param("tani", {"hukum": 2, "tani": 1}, id="one word was missed, so one may be"),
        pytest.param("hukum", {"hukum": 1, "tani": 0}, id="none was missed, so none may be"),
    ],
)
def test_a_lifted_choice_misses_no_more_words_than_the_set(
    index: Index, chosen: str, counts: dict[str, int]
) -> None:
    """How many words may be missed is decided once, by the set; a value alone counts its stories.

    Without the choice of "tani" there would be enough stories with all words.
    """
    commit(
        index,
        a_story(id="s1", title="Banjir sungai", topics=("hukum",)),
        a_story(id="s2", title="Banjir", topics=("tani",)),
        a_story(id="s3", title="Sungai", topics=("hukum",)),
        a_story(id="s4", title="Kering", topics=("hukum",)),
    )
    filters = Filters().with_choice(FacetName.TOPIC, Choice(include=(chosen,)))
    topic, plan = (FacetName.TOPIC,), words("banjir", "sungai")
    found = ask(index.reader(), plan, filters=filters, enough=1, facets=topic)
    shown = {value.value: value.count for value in found.facets[FacetName.TOPIC]}
    assert {value: shown.get(value, 0) for value in counts} == counts
    assert shown[chosen] == found.total == 1


def test_a_facet_shows_its_largest_values_and_the_chosen(index: Index) -> None:
    """`facet_limit` cuts the list by count, then value; chosen and excluded values stay."""
    topics = ["c", "c", "b", "a", "d"]
    commit(index, *(a_story(id=f"s{n}", topics=(topic,)) for n, topic in enumerate(topics)))
    chosen = Filters().with_choice(FacetName.TOPIC, Choice(("a", "b", "c"), ("d", "z")))
    found = ask(index.reader(), Plan(), filters=chosen, facets=(FacetName.TOPIC,), facet_limit=2)
    shown = [(v.value, v.count) for v in found.facets[FacetName.TOPIC]]
    assert shown == [("c", 2), ("a", 1), ("b", 1), ("d", 1), ("z", 0)]


def test_a_value_given_twice_counts_once(index: Index) -> None:
    """A facet counts stories: one that names a topic twice is one story under it."""
    commit(index, a_story(topics=("tani", "tani")))
    found = ask(index.reader(), Plan(), facets=(FacetName.TOPIC,))
    assert found.facets[FacetName.TOPIC] == (FacetValue(value="tani", count=1),)


def test_time_facets_hold_what_is_known(index: Index) -> None:
    """A month-precise story is in its year and month but has no day; an undated one has nothing."""
    commit(
        index,
        a_story(id="s1", published="2023-02-27T00:30+09:00", kind=Kind.PHOTO),
        a_story(id="s2", published="2023-02"),
        a_story(id="s3"),
    )
    found = ask(index.reader(), Plan(), facets=tuple(FacetName))
    shown = {name: {v.value: v.count for v in found.facets[name]} for name in found.facets}
    assert shown[FacetName.YEAR] == {"2023": 2, None: 1}
    assert shown[FacetName.MONTH] == {"2023-02": 2, None: 1}
    assert shown[FacetName.DAY] == {"2023-02-26": 1, None: 2}
    assert shown[FacetName.KIND] == {"berita": 2, "foto": 1}


@settings(max_examples=40, deadline=None)
@given(archive=archives(), request=requests(), name=st.sampled_from(FacetName), data=st.data())
def test_a_value_chosen_alone_counts_what_is_found(
    new_index: Callable[[], Index],
    archive: list[Story],
    request: Request,
    name: FacetName,
    data: st.DataObject,
) -> None:
    """Beside it stands the total, however many words were given up for it."""
    held = sorted({value for story in archive for value in facet_values(story, name)})
    value = data.draw(st.sampled_from([None, *held]))
    chosen = request.filters.with_choice(name, Choice(include=(value,)))
    asked = replace(request, filters=chosen, facets=(name,), facet_limit=0)
    index = new_index()
    commit(index, *archive)
    found = index.reader().search(asked)
    assert [(v.value, v.count) for v in found.facets[name]] == [(value, found.total)]
