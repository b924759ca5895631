"""Does every engine form its set alike: filters, words given up, totals and facets of one set?"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from search.dates import DayRange
from search.ports import Reader, Request
from search.query.clauses import Every, Exact, Plan, TextField, Without
from search.values import Choice, FacetName, Filters, Sort, Story, facet_values
from tests.builders import Index, a_story, ask, commit, found_ids, must, words
from tests.strategies import archives, filters, requests

THREE = ("banjir", "sungai", "jambi")


@pytest.fixture(scope="module")
def reader(new_index: Callable[[], Index]) -> Reader:
    """Stories named after the words they hold; only "kering" holds none of the three."""
    index = new_index()
    names = ["banjir sungai jambi", "banjir sungai", "banjir jambi", "sungai", "jambi", "kering"]
    commit(index, *(a_story(id=name, title=name, body=()) for name in names))
    return index.reader()


ALL, FIRST, NONE = (True, True, True), (True, False, False), (False, False, False)


@pytest.mark.parametrize(
    ("enough", "total", "held"),
    [
        pytest.param(0, 1, ALL, id="none wanted: only those with all words"),
        pytest.param(1, 1, ALL, id="one is enough"),
        pytest.param(2, 3, FIRST, id="a whole level comes at once"),
        pytest.param(3, 3, FIRST, id="just enough"),
        pytest.param(4, 5, NONE, id="two words missing"),
        pytest.param(50, 5, NONE, id="never those without any word"),
    ],
)
def test_words_are_given_up_until_there_are_enough(
    reader: Reader, enough: int, total: int, held: tuple[bool, ...]
) -> None:
    """Stories that miss one more word come in while there are fewer than `enough`."""
    found = ask(reader, words(*THREE), enough=enough)
    assert (found.total, found.total_all_words, found.held) == (total, 1, held)
    assert "kering" not in dict(found.hits)


def test_held_says_which_words_all_stories_hold(reader: Reader) -> None:
    """Of the words given up, those that every story of the set still holds are told apart."""
    found = ask(reader, words("banjir", "sungai", "kering"), enough=2)
    assert set(dict(found.hits)) == {"banjir sungai jambi", "banjir sungai"}
    assert (found.total_all_words, found.held) == (0, (True, True, False))


def test_words_are_given_up_where_no_story_holds_all(reader: Reader) -> None:
    """With `enough` 1 only an empty set grows, and only to the first level with a story."""
    assert ask(reader, words("takada", "entah", "kering"), enough=1).total == 1
    assert ask(reader, words("kering", "banjir"), enough=1).total_all_words == 0
    assert ask(reader, words("takada", "entah"), enough=1).total == 0


def test_one_word_is_never_given_up(reader: Reader) -> None:
    """A single content word binds, however few stories hold it."""
    assert found_ids(reader, words("kering")) == {"kering"}


def test_strict_clauses_are_never_given_up(reader: Reader) -> None:
    """Words make way, strict clauses do not, and lifts bring nothing in."""
    plan = replace(
        words("banjir", "sungai"), strict=(Without(Exact(("banjir",))),), lifts=(Every(),)
    )
    found = ask(reader, plan)
    assert (set(dict(found.hits)), found.total_all_words) == ({"sungai"}, 0)


def test_without_words_all_words_are_held(reader: Reader) -> None:
    """Where a query has strict clauses only, every story found counts as holding all words."""
    found = ask(reader, must("banjir"))
    assert (found.total, found.total_all_words, found.held) == (3, 3, ())


def test_an_empty_plan_finds_everything(reader: Reader) -> None:
    """A query that asks for nothing in particular finds all stories that pass the filters."""
    assert ask(reader, Plan()).total == 6
    assert ask(reader, Plan(), filters=Filters(days=DayRange(date(2023, 1, 1)))).total == 0


def test_a_query_cut_short_is_partial(reader: Reader) -> None:
    """The answer to a cut plan says so; that to a whole one does not."""
    assert ask(reader, replace(words("banjir"), cut=True)).partial == "terms"
    assert ask(reader, words("banjir")).partial is None


def test_a_field_may_be_asked_alone(index: Index) -> None:
    """A clause about one text field is not answered from another."""
    texts = {"title": "banjir", "body": ("lead", "isi"), "captions": ("foto",)}
    commit(index, a_story(**texts))
    for field, term in zip(TextField, ("banjir", "lead", "isi", "foto"), strict=True):
        others = tuple(other for other in TextField if other is not field)
        assert found_ids(index.reader(), must(Exact((term,), (field,)))) == {"s1"}
        assert found_ids(index.reader(), must(Exact((term,), others))) == set()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param(Choice(include=("hukum",)), {"one", "both"}, id="one value"),
        pytest.param(Choice(include=("hukum", "tani")), {"one", "both", "tani"}, id="any of two"),
        pytest.param(Choice(include=(None,)), {"none"}, id="the unknown value"),
        pytest.param(Choice(include=("tani", None)), {"both", "tani", "none"}, id="or unknown"),
        pytest.param(Choice(exclude=("hukum",)), {"tani", "none"}, id="not one value"),
        pytest.param(Choice(exclude=(None,)), {"one", "both", "tani"}, id="not unknown"),
        pytest.param(Choice(("tani",), ("hukum",)), {"tani"}, id="one but not the other"),
        pytest.param(Choice(include=("Hukum",)), set(), id="values are not folded"),
        pytest.param(Choice(include=("huk",)), set(), id="values are whole"),
    ],
)
def test_a_choice_keeps_stories_by_their_values(
    index: Index, choice: Choice, expected: set[str]
) -> None:
    """A story passes with any value included and none excluded; no value is None."""
    topics = {"one": ("hukum",), "both": ("hukum", "tani"), "tani": ("tani",), "none": ()}
    commit(index, *(a_story(id=name, topics=values) for name, values in topics.items()))
    chosen = Filters().with_choice(FacetName.TOPIC, choice)
    assert found_ids(index.reader(), Plan(), filters=chosen) == expected


def _reader(new_index: Callable[[], Index], archive: list[Story]) -> Reader:
    index = new_index()
    commit(index, *archive)
    return index.reader()


@settings(max_examples=40, deadline=None)
@given(archive=archives(), chosen=filters())
def test_filters_let_through_what_they_accept(
    new_index: Callable[[], Index], archive: list[Story], chosen: Filters
) -> None:
    """The set is that of Filters.accepts(), and each facet counts that of its lifted filters."""
    reader = _reader(new_index, archive)
    names = tuple(FacetName)
    found = ask(reader, Plan(), filters=chosen, facets=names, facet_limit=1_000)
    assert set(dict(found.hits)) == {s.id for s in archive if chosen.accepts(s)}
    for name in names:
        counts: Counter[str | None] = Counter()
        for story in archive:
            if chosen.without(name).accepts(story):
                counts.update(facet_values(story, name) or (None,))
        shown = {v.value: v.count for v in found.facets[name] if v.count}
        assert shown == counts


@settings(max_examples=40, deadline=None)
@given(archive=archives(), request=requests(), chosen=filters())
def test_a_narrower_query_finds_a_part_of_the_wider(
    new_index: Callable[[], Index], archive: list[Story], request: Request, chosen: Filters
) -> None:
    """Where no word is given up, filters only take away, and the totals are those of the set."""
    reader = _reader(new_index, archive)
    exactly = replace(request, enough=1, plan=replace(request.plan, words=request.plan.words[:1]))
    wide, narrow = (reader.search(replace(exactly, filters=own)) for own in (Filters(), chosen))
    assert set(dict(narrow.hits)) <= set(dict(wide.hits))
    for found in (wide, narrow):
        assert found.total_all_words == found.total == len({*dict(found.hits)})
        assert found.held == (True,) * len(exactly.plan.words)


@settings(max_examples=40, deadline=None)
@given(archive=archives(), request=requests())
def test_the_order_changes_no_set(
    new_index: Callable[[], Index], archive: list[Story], request: Request
) -> None:
    """Under every order the same stories, totals, held words and facets come."""
    reader = _reader(new_index, archive)
    answers = [reader.search(replace(request, sort=sort, explain=False)) for sort in Sort]
    kept = [replace(found, hits=tuple(sorted(dict.fromkeys(dict(found.hits), 0.0).items())))
            for found in answers]  # fmt: skip
    assert kept[0] == kept[1] == kept[2]


@settings(max_examples=40, deadline=None)
@given(archive=archives(), request=requests())
def test_each_level_of_words_is_whole(
    new_index: Callable[[], Index], archive: list[Story], request: Request
) -> None:
    """The set is the stories that miss at most so many words, by asking for each word alone."""
    reader = _reader(new_index, archive)
    plan = request.plan
    base = found_ids(reader, replace(plan, words=()), filters=request.filters)
    holders = [found_ids(reader, must(word.clause)) for word in plan.words]
    missing = {s: sum(s not in holding for holding in holders) for s in base}
    allowed = 0
    while allowed < len(holders) - 1 and (
        sum(count <= allowed for count in missing.values()) < request.enough
    ):
        allowed += 1
    expected = {s for s, count in missing.items() if count <= allowed}
    found = reader.search(request)
    assert set(dict(found.hits)) == expected
    assert found.total_all_words == sum(missing[s] == 0 for s in expected)
    assert found.held == tuple(expected <= holding for holding in holders)
