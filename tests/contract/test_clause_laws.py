"""Do clauses keep their laws in every engine? Sets, and definitions plainer than the judge's."""

from collections.abc import Callable
from functools import cache
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.tokens import tokenize_paragraphs
from search.ports import Reader, indexed_text
from search.query.clauses import (
    ALL_FIELDS,
    All,
    Boosted,
    Clause,
    Either,
    Every,
    Exact,
    Fuzzy,
    Pattern,
    Plan,
    Sequence,
    TextField,
    Without,
)
from search.values import Story
from tests.builders import Index, a_story, commit, found_ids, must
from tests.strategies import TERMS, clauses, stories

SLOT = st.lists(st.sampled_from(TERMS), min_size=1, max_size=4)
SMALL = st.lists(stories(st.just("s1")), min_size=1, max_size=4)


def _filled(new_index: Callable[[], Index], drawn: list[Story]) -> tuple[Reader, list[Story]]:
    numbered = [
        a_story(
            id=f"s{n}", title=s.title, body=s.body, captions=s.captions, published=s.published,
            authors=s.authors, topics=s.topics, places=s.places, kind=s.kind,
        )
        for n, s in enumerate(drawn)
    ]  # fmt: skip
    index = new_index()
    commit(index, *numbered)
    return index.reader(), numbered


@settings(max_examples=25, deadline=None)
@given(drawn=SMALL, one=clauses(), other=clauses())
def test_clauses_are_sets(
    new_index: Callable[[], Index], drawn: list[Story], one: Clause, other: Clause
) -> None:
    """All is intersection, Either union, Without complement, and a boost nothing."""
    reader, _ = _filled(new_index, drawn)
    every = found_ids(reader, Plan())
    a, b = found_ids(reader, must(one)), found_ids(reader, must(other))
    assert a | b <= every == found_ids(reader, must(Every()))
    assert (
        found_ids(reader, must(All((one, other)))) == a & b == found_ids(reader, must(one, other))
    )
    assert found_ids(reader, must(Either((one, other)))) == a | b
    assert found_ids(reader, must(Without(one))) == every - a
    assert found_ids(reader, must(Boosted(one, 2.0))) == a
    neither = found_ids(reader, must(All((Without(one), Without(other)))))
    assert found_ids(reader, must(Without(Either((one, other))))) == neither


def _places(story: Story, field: TextField) -> list[tuple[int, str]]:
    paragraphs = tokenize_paragraphs(indexed_text(story)[field])
    return [(t.position, term) for tokens in paragraphs for t in tokens for term in t.terms]


@settings(max_examples=25, deadline=None)
@given(
    drawn=SMALL,
    slots=st.lists(SLOT, min_size=1, max_size=3),
    slop=st.integers(0, 3),
)
def test_a_sequence_is_some_choice_of_positions(
    new_index: Callable[[], Index], drawn: list[Story], slots: list[list[str]], slop: int
) -> None:
    """Of all ways to choose a position for each slot, one rises and is short enough."""
    reader, archive = _filled(new_index, drawn)
    expected = set()
    for story, field in product(archive, ALL_FIELDS):
        places = _places(story, field)
        choices = ([at for at, term in places if term in slot] for slot in slots)
        for way in product(*choices):
            rising = all(a < b for a, b in pairwise(way))
            if rising and way[-1] - way[0] <= len(slots) - 1 + slop:
                expected.add(story.id)
    clause = Sequence(tuple(map(tuple, slots)), slop)
    assert found_ids(reader, must(clause)) == expected


@cache
def _slips(left: str, right: str) -> int:
    """The distance by its recursive definition."""
    if not left or not right:
        return len(left) + len(right)
    costs = [
        _slips(left[1:], right) + 1,
        _slips(left, right[1:]) + 1,
        _slips(left[1:], right[1:]) + (left[0] != right[0]),
    ]
    if left[:2] == right[1::-1] and len(left) > 1:
        costs.append(_slips(left[2:], right[2:]) + 1)
    return min(costs)


@settings(max_examples=40, deadline=None)
@given(
    held=st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=4),
    typed=st.text("abc", min_size=1, max_size=5),
    edits=st.sampled_from((1, 2)),
)
def test_a_fuzzy_word_counts_typing_slips(
    new_index: Callable[[], Index], held: list[str], typed: str, edits: int
) -> None:
    """A story is found if one of its words is near enough, a swap of neighbours being one slip."""
    index = new_index()
    commit(index, *(a_story(id=f"s{n}", title=word, body=()) for n, word in enumerate(held)))
    expected = {f"s{n}" for n, word in enumerate(held) if _slips(typed, word) <= edits}
    assert found_ids(index.reader(), must(Fuzzy(typed, edits))) == expected


@settings(max_examples=40, deadline=None)
@given(
    held=st.lists(st.text("ab", min_size=1, max_size=5), min_size=1, max_size=4),
    parts=st.lists(st.text("ab", max_size=3), min_size=2, max_size=4),
)
def test_a_pattern_is_what_a_star_says(
    new_index: Callable[[], Index], held: list[str], parts: list[str]
) -> None:
    """A word fits if the runs between the parts can be chosen from its letters."""

    def fits(word: str, left: list[str]) -> bool:
        first, *rest = left
        if not rest:
            return word == first
        after = word.removeprefix(first)
        runs = range(len(after) + 1)
        return word.startswith(first) and any(fits(after[run:], rest) for run in runs)

    index = new_index()
    commit(index, *(a_story(id=f"s{n}", title=word, body=()) for n, word in enumerate(held)))
    expected = {f"s{n}" for n, word in enumerate(held) if fits(word, parts)}
    assert found_ids(index.reader(), must(Pattern(tuple(parts)))) == expected


@settings(max_examples=25, deadline=None)
@given(drawn=SMALL)
def test_every_word_of_a_story_finds_it(new_index: Callable[[], Index], drawn: list[Story]) -> None:
    """Each term of a story's text, asked for as it is, finds that story, and it is counted."""
    reader, archive = _filled(new_index, drawn)
    for story, field in product(archive, ALL_FIELDS):
        for _, term in _places(story, field):
            assert story.id in found_ids(reader, must(Exact((term,), (field,))))
            assert reader.count_terms([term])[0] >= 1
