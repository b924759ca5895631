"""Tokens, figures and sums."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.folding import fold, plain_text
from search.language.numbers import amounts
from search.language.tokens import tokenize, tokenize_paragraphs

_TEXT = st.text(max_size=60) | st.text(st.sampled_from("Rp .,0123456789juta-’'abé/"), max_size=40)


def _terms(text: str) -> list[tuple[str, ...]]:
    return [token.terms for token in tokenize(text)]


def test_a_hyphenated_word_is_whole_joined_and_parts() -> None:
    """Parts take consecutive positions; whole and joined forms sit on the first."""
    assert _terms("Covid-19") == [("covid-19", "covid19", "covid"), ("19",)]
    assert _terms("kota-kota") == [("kota-kota", "kota"), ("kota",)]
    assert [t.position for t in tokenize("se-Provinsi Jambi")] == [0, 1, 2]


def test_apostrophes_and_accents_are_folded() -> None:
    """Jum'at, Jum’at and Jumat are one word."""
    assert _terms("Jum'at") == _terms("Jum’at") == _terms("Jumat") == [("jumat",)]
    assert _terms("Al-Qur'an")[0][1] == "alquran"


def test_a_sum_has_one_term_however_it_is_written() -> None:
    """Rp270 miliar and Rp 270 milyar share the term of their value."""
    assert "idr:270000000000" in _terms("Rp270 miliar")[0]
    assert "idr:270000000000" in _terms("Rp 270 milyar")[0]


def test_a_figure_is_also_filed_plain() -> None:
    """7.000 is found as 7000; the digits of a larger figure are not found alone."""
    assert _terms("7.000") == [("7.000", "7000")]
    assert _terms("1.019 warga") == [("1.019", "1019"), ("warga",)]


def test_no_phrase_spans_two_paragraphs() -> None:
    """A gap lies between the positions of two paragraphs."""
    first, second = tokenize_paragraphs(["kota", "jambi"])
    assert second[0].position - first[0].position == 2


@given(_TEXT)
def test_every_token_lies_in_its_text(text: str) -> None:
    """Positions rise by one, spans lie in the text, and no term is empty."""
    tokens = tokenize(text)
    assert [t.position for t in tokens] == list(range(len(tokens)))
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.terms and all(token.terms)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded word is its own folding; plain text has no control characters."""
    assert fold(fold(text)) == fold(text)
    assert plain_text(plain_text(text)) == plain_text(text)


with Path("tests/cases/number.csv").open(encoding="utf-8", newline="") as _file:
    _NUMBERS = [(row["input"], row["expected"]) for row in csv.DictReader(_file)]


@pytest.mark.parametrize(("text", "expected"), _NUMBERS)
def test_a_printed_figure_has_its_value(text: str, expected: str) -> None:
    """Every case of number.csv; what is a name, not a number, stays one term."""
    found = [str(amount) for amount in amounts(text)]
    if expected and not expected[0].isdigit() and not expected.startswith("IDR"):
        assert found == [] and expected in tokenize(text)[0].terms
    else:
        assert found == ([expected] if expected else [])
