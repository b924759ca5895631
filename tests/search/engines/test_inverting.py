"""Sorting packed numbers gives the postings that grouping token by token gives."""

from collections import defaultdict

import pytest

from search.engines.whoosh.inverting import Postings, inverted
from search.engines.whoosh.segment import FIELD_NUMBERS
from search.engines.whoosh.tokenizing import Tokenizer
from search.language.tokens import tokenize_paragraphs
from search.ports import indexed_text
from search.values import Story
from tests.builders import a_story

Places = dict[tuple[str, int, int], list[int]]
"""The positions of a term in a field of a story."""


def _by_definition(stories: list[Story]) -> Places:
    found: defaultdict[tuple[str, int, int], list[int]] = defaultdict(list)
    for number, story in enumerate(stories):
        for field, paragraphs in indexed_text(story).items():
            for tokens in tokenize_paragraphs(paragraphs):
                for token in tokens:
                    for term in token.terms:
                        found[term, FIELD_NUMBERS[field], number].append(token.position)
    return dict(found)


def _places(postings: Postings) -> Places:
    """The same out of the arrays, whose keys must come in order."""
    found: Places = {}
    positions = iter(postings.positions.tolist())
    for number, term in enumerate(postings.terms):
        for entry in range(*postings.term_entries[number : number + 2].tolist()):
            first, end = postings.entry_postings[entry : entry + 2].tolist()
            start = int(postings.entry_positions[entry])
            assert sum(map(len, found.values())) == start
            for posting in range(first, end):
                own = int(postings.entry_fields[entry]), int(postings.posting_stories[posting])
                times = int(postings.posting_times[posting])
                found[term.decode(), *own] = [next(positions) for _ in range(times)]
    assert list(positions) == []
    assert list(found) == sorted(found)
    return found


STORIES = {
    "none": [],
    "no word": [a_story(title="", body=())],
    "some": [a_story(title="Banjir di Jambi", body=("Di kota-kota", "Rp 5 juta")), a_story()],
    # More of one term in one story than are read at once, and others that end within a block.
    "very long ones": [
        a_story(title="di", body=("a", "di " * 200_000 + "Jambi")),
        a_story(title="Jambi", body=("di " * 5, "a " * 70_000)),
        a_story(title="di", body=("Jambi", "di " * 70_000, "z")),
    ],
}


@pytest.mark.parametrize("stories", STORIES.values(), ids=STORIES)
def test_every_term_stands_where_it_was_read(stories: list[Story]) -> None:
    """Terms, fields and stories ascend; no place is lost and none is added."""
    tokenizer = Tokenizer()
    batches = [tokenizer.cut([story]) for story in stories]
    assert _places(inverted(batches, tokenizer.vocabulary)) == _by_definition(stories)
    assert batches == []


def test_uses_are_counted_with_their_capitals() -> None:
    """Places of a term, capitalised ones, and those of them inside a sentence."""
    tokenizer = Tokenizer()
    batch = tokenizer.cut([a_story(title="Banjir di Banjir", body=("banjir. Banjir",))])
    postings = inverted([batch], tokenizer.vocabulary)
    at = postings.terms.index(b"banjir")
    assert [int(counts[at]) for counts in postings.term_counts] == [4, 3, 1]
