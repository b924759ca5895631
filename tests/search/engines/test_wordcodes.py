"""The table of printed words is a dictionary, only faster."""

import random
import string

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.printed import PrintedWords, printed_words
from search.engines.whoosh.wordcodes import WordCodes


def _spelled(words: PrintedWords) -> list[bytes]:
    spans = zip(words.starts.tolist(), words.ends.tolist(), strict=True)
    return [words.text[start:end] for start, end in spans]


class _Learner:
    """Gives the codes, and remembers for which words."""

    def __init__(self) -> None:
        self.words: list[bytes] = []

    def learn(self, word: bytes) -> int:
        self.words.append(word)
        return len(self.words) - 1


def _assert_right(table: WordCodes, learner: _Learner, paragraphs: list[str]) -> None:
    words = printed_words(paragraphs)
    codes = table.codes(words, learner.learn).tolist()
    assert [learner.words[code] for code in codes] == _spelled(words)
    assert len(set(learner.words)) == len(learner.words) == len(table)


@given(st.lists(st.lists(st.text("abé", max_size=18)), max_size=4))
def test_every_word_keeps_the_code_it_got(texts: list[list[str]]) -> None:
    """Also words that are alike in their first 8 or 16 bytes, and those that come twice at once."""
    table, learner = WordCodes(), _Learner()
    for text in texts * 2:
        _assert_right(table, learner, [" ".join(text)])


@pytest.mark.parametrize("letters", [string.ascii_lowercase, "ab"], ids=["mixed", "much alike"])
def test_a_growing_table_loses_no_word(letters: str) -> None:
    """Tens of thousands of words of up to 24 bytes, a few thousand at a time."""
    table, learner = WordCodes(), _Learner()
    chance = random.Random(1)
    texts = [
        " ".join("".join(chance.choices(letters, k=chance.randint(1, 24))) for _ in range(5_000))
        for _ in range(8)
    ]
    for text in texts + texts:
        _assert_right(table, learner, [text])


def test_words_that_crowd_one_place_are_found_all_the_same() -> None:
    """What a text made on purpose could do: hundreds of words whose own place is the same."""
    table, learner = WordCodes(), _Learner()
    crowd = _crowd(300)
    for paragraphs in ([*crowd, "banjir"], crowd[::-1], ["banjir di", *crowd]):
        _assert_right(table, learner, paragraphs)


def _crowd(count: int) -> list[str]:
    """Different words of eight letters whose own place in a small table is the first one.

    That place is the highest bits of the word's bytes, as a number, times an odd constant.
    """
    drawn = np.random.default_rng(1).integers(ord("a"), ord("z"), (5_000 * count, 8), np.uint8)
    products = drawn.view("<u8")[:, 0] * np.uint64(0x9E3779B97F4A7C15)
    found = drawn[products < 1 << 52]
    return sorted({word.tobytes().decode() for word in found})[:count]
