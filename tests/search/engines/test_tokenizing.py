"""Many stories cut at once give what cutting each by the definition gives."""

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.engines.whoosh.segment import FIELD_NUMBERS
from search.engines.whoosh.tokenizing import Tokenizer, Tokens
from search.engines.whoosh.wordterms import CAPITALISED, INSIDE
from search.language.casing import casing
from search.language.tokens import tokenize_paragraphs
from search.ports import indexed_text
from search.values import Story
from tests.builders import a_story

Row = tuple[str, int, int, int, int]
"""A term and where it stands: story, field, position, flags."""

NASTY = (
    *"banjir Banjir BANJIR kota-kota Al-Qur'an Jum’at e-KTP 2.500,00 1.5 27/2/2023 5Rp Rp".split(),
    *"Rp5 -Rp5 Rp5-an __Rp5 rp Rp5.000.000 M M.M 5-an 5/2 tri1yun T, : … ! “Kami” a_b _".split(),
    *"ß İ Ⅷ ﷺ ́ é ß-ß ½ ² ٣ 五 नमस्ते ы Ы ﬁ Ǆ ǅ".split(),
    "Rp 5 juta", "Rp. 5 M", "Rp 5 juta-an", "Rp 5/2", "Rp\xa05 milyar", "rp 5m", "aRp 5", "Rp 1,5",
    "Rp  5,", "Rp\n5 ribu", "Rp 5 ", "Rp 5 juta'", "Rp5 juta rupiah", "\0", "\1", "\ufeff",
    "\u200b", "\1", "\2", "a.\u0301", "5.€", "€.5", "€rp 5", "€Rp 5", "x-Rp 5", "érp 5 juta",
    "rP.5", "Rp\u20285 juta", "a\u2028b", "a\x85b", "a\x1cb", "٣.٣", "٣.a", "5'a", "ʼ", ".ʼ",
    "Kata.Ia", "a5.6", "negeri.,Ia", "–", "—Ia", "…", "’", "Qur’an”", "“Rp 5”", "Rp\x02 5",
    "5-Rp 6", "rp\u2028 5", "Rp 1234567890123456", "b" * 16, "c" * 17, "1.234.567.890,12",
    "9" * 70, "1." * 40 + "5", "a" * 80, "-" * 9, "'", "’tis", "l'a", "covid-19", "Covid‑19",
    "\ud800", "x\u0301", "%", "5 %",
)  # fmt: skip
JOINTS = (" ", ", ", ". ", "", "-", "/", "\n", "'", "_", "\0", "\xa0")


def _texts() -> st.SearchStrategy[str]:
    words = st.sampled_from(NASTY) | st.text(max_size=4)
    pairs = st.lists(st.tuples(words, st.sampled_from(JOINTS)), max_size=9)
    return pairs.map(lambda own: "".join(word + joint for word, joint in own))


def _stories() -> st.SearchStrategy[Story]:
    return st.builds(
        Story,
        id=st.just("s1"),
        title=_texts(),
        body=st.lists(_texts(), max_size=3).map(tuple),
        captions=st.lists(_texts(), max_size=2).map(tuple),
    )


def _by_definition(stories: Iterable[Story]) -> tuple[list[Row], list[list[int]]]:
    """Where terms stand and how long fields are, token by token."""
    rows: list[Row] = []
    lengths = []
    for number, story in enumerate(stories):
        own = [0] * len(FIELD_NUMBERS)
        for field, paragraphs in indexed_text(story).items():
            at = FIELD_NUMBERS[field]
            cut = tokenize_paragraphs(paragraphs)
            for paragraph, tokens in zip(paragraphs, cut, strict=True):
                own[at] += len(tokens)
                for token, (capital, inside) in zip(tokens, casing(paragraph, tokens), strict=True):
                    flags = CAPITALISED * capital | INSIDE * inside
                    rows += [(term, number, at, token.position, flags) for term in set(token.terms)]
        lengths.append(own)
    return sorted(rows), lengths


def _rows(tokenizer: Tokenizer, cut: Tokens) -> list[Row]:
    columns = (cut.stories, cut.fields, cut.positions, cut.flags)
    terms = (tokenizer.vocabulary[term] for term in cut.terms.tolist())
    return sorted(zip(terms, *(column.tolist() for column in columns), strict=True))


def _assert_as_defined(tokenizer: Tokenizer, stories: list[Story]) -> None:
    cut = tokenizer.cut(stories)
    rows, lengths = _by_definition(stories)
    assert _rows(tokenizer, cut) == rows
    assert cut.lengths.tolist() == lengths


@given(st.lists(_stories(), min_size=1, max_size=4))
@example([a_story(title="\0", body=("\0\0", "a\0b"), captions=("\0",))])
@example([a_story(title="Rp 5 juta-an", body=()), a_story(title="Rp", body=("", "5 juta"))])
def test_a_batch_is_cut_as_each_story_by_the_definition(stories: list[Story]) -> None:
    """The same terms at the same positions with the same flags, and the same lengths.

    Once with a tokenizer that knows no word, and once more with what it learned.
    """
    tokenizer = Tokenizer()
    for _ in range(2):
        _assert_as_defined(tokenizer, stories)
    for story in stories:
        _assert_as_defined(tokenizer, [story])


@pytest.mark.parametrize("word", NASTY, ids=ascii)
def test_each_nasty_word_beside_others(word: str) -> None:
    """At a paragraph's start, middle and end, with every joint."""
    stories = []
    for other, joint in product(("Rp 5 juta", "Banjir", "\0", "5"), JOINTS):
        for text in (f"{word}{joint}{other}", f"{other}{joint}{word}"):
            body = (text, f"di {text} Di {text}")
            stories.append(a_story(title=word, body=body, captions=(other, text)))
    _assert_as_defined(Tokenizer(), stories)


def test_a_batch_may_hold_no_word_at_all() -> None:
    """Stories without text are stories too, alone and among others."""
    empty = a_story(title="", body=(), captions=("", "—"))
    for stories in ([empty], [empty, a_story(), empty], [empty, empty]):
        _assert_as_defined(Tokenizer(), stories)


def test_what_was_forgotten_is_learned_again() -> None:
    """Numbers begin anew; the tokens are the same."""
    tokenizer = Tokenizer()
    _assert_as_defined(tokenizer, [a_story(title="Banjir di Kota-kota")])
    assert tokenizer.words_known > 3
    tokenizer.forget()
    assert list(tokenizer.vocabulary) == []
    _assert_as_defined(tokenizer, [a_story(title="Kota Banjir")])
