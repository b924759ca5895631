"""How much of a query may an engine be asked?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.budget import MAX_WORDS, first_words, words_in
from search.query.clauses import All, Boosted, Clause, Either, Exact, Family, Sequence, Without
from search.query.knowledge import Knowledge
from search.query.planning import plan
from tests.strategies import clauses


@given(clause=clauses(), count=st.integers(1, 6))
def test_a_clause_is_cut_to_its_first_words(clause: Clause, count: int) -> None:
    """What is left has no more words than asked for, and as many as there are up to that."""
    cut = first_words(clause, count)
    assert words_in(cut) == min(count, words_in(clause))
    assert (cut == clause) == (words_in(clause) <= count)
    assert first_words(cut, count) == cut


def test_the_words_kept_are_the_first() -> None:
    """Alternatives, phrases and what is negated or boosted are cut from their end."""
    a, b, c = (Exact((name,)) for name in "abc")
    phrase = Sequence((("d",), ("e",), ("f",)))
    assert first_words(Either((a, b, c)), 2) == Either((a, b))
    assert first_words(All((a, Either((b, c)))), 2) == All((a, b))
    assert first_words(phrase, 2) == Sequence((("d",), ("e",)))
    assert first_words(phrase, 1) == Exact(("d",))
    assert first_words(Boosted(Without(Either((a, b))), 2.0), 1) == Boosted(Without(a), 2.0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" ATAU ".join(f"kata{n}" for n in range(900)), id="alternatives"),
        pytest.param(f"({' '.join(f'kata{n}' for n in range(900))}) -banjir", id="a group"),
        pytest.param(f'"{" ".join(f"kata{n}" for n in range(900))}"', id="a phrase"),
        pytest.param(" ".join(f"(a{n} ATAU b{n}*)" for n in range(300)), id="many groups"),
        pytest.param(" ".join(f"kata{n}" for n in range(900)), id="words"),
    ],
)
def test_whatever_is_typed_an_engine_is_asked_for_few_words(text: str) -> None:
    """However a long query is built, at most MAX_WORDS words are left, and the plan says so."""
    made = plan(text, Knowledge(stem=str)).plan
    asked = (*(word.clause for word in made.words), *made.strict, *made.lifts)
    assert sum(map(words_in, asked)) == MAX_WORDS
    assert made.cut


def test_hyphenated_words_count_once() -> None:
    """A headline of many hyphenated words is asked whole, though each is looked for twice."""
    made = plan(" ".join(f"pra-nikah{n}" for n in range(40)), Knowledge(stem=str)).plan
    assert len(made.words) == 40 and not made.cut
    assert not isinstance(made.words[0].clause, Family)
