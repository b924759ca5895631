"""Where tokens stand: positions, spans and the terms on each."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.folding import fold
from search.language.tokens import PARAGRAPH_GAP, Token, tokenize, tokenize_paragraphs
from tests.strategies import PRINTED

_PROSE = st.lists(st.sampled_from(PRINTED), max_size=12)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Wali Kota", [("wali",), ("kota",)]),
        ("anak-anak", [("anak-anak", "anak"), ("anak",)]),
        ("e-KTP", [("e-ktp", "ektp", "e"), ("ktp",)]),
        ("se-Provinsi-Jambi",
         [("se-provinsi-jambi", "seprovinsijambi", "se"), ("provinsi",), ("jambi",)]),
        ("Al-Qur’an", [("al-quran", "alquran", "al"), ("quran",)]),
        ("'banjir'", [("banjir",)]),
        ("27/2", [("27/2", "27"), ("2",)]),
        ("1,3", [("1,3",)]),
        ("1.3", [("1.3", "1,3")]),
        ("2.500 warga", [("2.500", "2500"), ("warga",)]),
        ("Rp5.000", [("rp", "idr:5000"), ("5.000", "5000")]),
        ("Rp. 5 juta", [("rp", "idr:5000000"), ("5",), ("juta",)]),
        ("H-7", [("h-7", "h7", "h"), ("7",)]),
        ("G20", [("g20",)]),
        ("2024-2029", [("2024",), ("2029",)]),
        ("a_b", [("a",), ("b",)]),
        ("— … !", []),
    ],
    ids=["words", "a doubled word", "a letter before", "three parts", "an apostrophe inside",
         "quotes around", "day and month", "a decimal comma", "a decimal point", "grouped figures",
         "a sum", "a sum in words", "a figure behind", "letters and figure", "two years",
         "a low line", "signs only"],
)  # fmt: skip
def test_a_text_has_these_terms(text: str, terms: list[tuple[str, ...]]) -> None:
    """One tuple a position; the whole word as printed comes first."""
    assert [token.terms for token in tokenize(text)] == terms


def test_the_first_token_of_a_hyphenated_word_ends_with_it() -> None:
    """So that a mark on it covers the whole word."""
    first, second = tokenize("ke Covid-19.")[1:]
    assert (first.start, first.end) == (3, 11)
    assert (second.start, second.end) == (9, 11)


@given(_PROSE, st.sampled_from((" ", ", ", ". ", "\n", " – ")))
def test_the_printed_word_is_among_its_terms(words: list[str], joint: str) -> None:
    """Folded text and first term agree, except where Rp carries a sum."""
    text = joint.join(words)
    for token in tokenize(text):
        printed = fold(text[token.start : token.end])
        assert token.terms[0] == printed or printed.startswith(token.terms[0])
        assert len(set(token.terms)) == len(token.terms)


@given(_PROSE, st.integers(0, 50))
def test_positions_count_from_where_they_are_told(words: list[str], start: int) -> None:
    """The same tokens, moved."""
    text = " ".join(words)
    moved = [
        Token(t.position + start, t.start, t.end, t.terms) for t in tokenize(text)
    ]  # fmt: skip
    assert tokenize(text, position=start) == moved


@given(st.lists(_PROSE, max_size=5))
def test_paragraphs_stand_apart(paragraphs: list[list[str]]) -> None:
    """Each is tokenised as alone; between two with words lies the gap; an empty one takes none."""
    texts = [" ".join(words) for words in paragraphs]
    found = tokenize_paragraphs(texts)
    assert [[t.terms for t in part] for part in found] == [
        [t.terms for t in tokenize(text)] for text in texts
    ]
    spoken = [part for part in found if part]
    for before, after in itertools.pairwise(spoken):
        assert after[0].position - before[-1].position == PARAGRAPH_GAP + 1


@given(st.text(max_size=80))
def test_any_text_is_tokenised_alike_in_any_case(text: str) -> None:
    """Nothing raises, and terms are folded: folding them again changes none."""
    for token in tokenize(text):
        assert all(fold(term) == term for term in token.terms)
        assert 0 <= token.start < token.end <= len(text)
