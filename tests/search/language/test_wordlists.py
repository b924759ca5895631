"""The lists written by hand hold what the code expects of them."""

from search.language.folding import fold
from search.language.stems import language_version
from search.language.tokens import tokenize
from search.language.wordlists import (
    FUNCTION_WORDS,
    QUESTION_WORDS,
    protected_words,
    spelling_variants,
    stem_overrides,
)


def test_words_of_the_lists_are_folded() -> None:
    """They are compared with terms, which are."""
    listed = (*FUNCTION_WORDS, *QUESTION_WORDS, *protected_words(), *spelling_variants())
    assert [word for word in (*listed, *stem_overrides()) if fold(word) != word] == []


def test_function_and_question_words_are_single_terms() -> None:
    """A query's token can be one of them."""
    for word in FUNCTION_WORDS | QUESTION_WORDS:
        assert [token.terms for token in tokenize(word)] == [(word,)]
    assert FUNCTION_WORDS.isdisjoint(QUESTION_WORDS)


def test_a_place_keeps_its_letters_but_not_a_word_of_the_language() -> None:
    """Regencies and districts are protected; `kota` and `timur` are ordinary words."""
    assert {"merangin", "sarolangun", "batanghari", "kerinci"} <= protected_words()
    assert {"kota", "timur", "barat", "pasar"}.isdisjoint(protected_words())


def test_a_stem_of_an_override_is_a_term() -> None:
    """No override leads to nothing or to two words."""
    for word, stem in stem_overrides().items():
        assert len(tokenize(stem)) == 1, word


def test_variants_lead_to_another_word() -> None:
    """resiko is risiko; none leads to itself, and none is a standard word of another."""
    variants = spelling_variants()
    assert variants["resiko"] == "risiko"
    assert all(variant != standard for variant, standard in variants.items())


def test_the_version_names_all_that_stems_depend_on() -> None:
    """Library, rules and lists, on one line: it heads the file of stems."""
    assert language_version() == language_version() and "\n" not in language_version()
    assert language_version().startswith("pysastrawi ")
