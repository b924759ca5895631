"""Do fingerprints find what the exact measure finds, however stories come to them?"""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Story
from search.copies.fingerprints import (
    BANDS,
    LANES,
    NEAR,
    Array,
    bands,
    estimate,
    fingerprints,
)
from search.copies.sameness import Copyable
from search.copies.shingles import similarity
from search.engines.whoosh.tokenizing import Tokenizer
from tests.builders import a_story

_WORDS = [f"kata{number}" for number in range(400)]
_TEXTS = st.lists(st.sampled_from(["air", "naik", "Rp 5 ribu", "anak-anak", "27/2"]), max_size=6)


def _prints(stories: Sequence[Story]) -> Array:
    return Tokenizer().cut(stories).prints


def _similarity(first: Story, second: Story) -> float:
    return similarity(Copyable(first).shingles, Copyable(second).shingles)


def test_a_fingerprint_is_a_row_of_bytes_for_each_story() -> None:
    """Also for a story without words, whose bins are all empty, and for no story at all."""
    prints = _prints([a_story(id="1"), a_story(id="2", title="", body=())])
    assert prints.shape == (2, LANES) and prints.dtype == np.uint8
    assert prints[0].any() and not prints[1].any()
    assert bands(prints).shape == (2, BANDS)
    none = np.zeros(0, np.uint32)
    assert fingerprints(none, none, 0).shape == (0, LANES)


def test_fingerprints_are_the_same_in_every_run() -> None:
    """What one process wrote another compares with: the filled lanes of one, for ever."""
    print_ = _prints([a_story(title="Banjir rendam Sengeti", body=("Air naik.",))])[0]
    filled = np.flatnonzero(print_)
    assert [(int(lane), int(print_[lane])) for lane in filled] == [(17, 30), (60, 135)]


@given(texts=st.lists(_TEXTS, min_size=2, max_size=6))
def test_what_else_is_in_the_batch_does_not_matter(texts: list[list[str]]) -> None:
    """The print of a story alone is that of the story among others."""
    stories = [
        a_story(id=str(number), title=" ".join(words[:2]), body=(" ".join(words[2:]),))
        for number, words in enumerate(texts)
    ]
    together = _prints(stories)
    for number, story in enumerate(stories):
        assert (_prints([story])[0] == together[number]).all()


@given(first=_TEXTS, second=_TEXTS)
def test_short_texts_are_told_apart_by_their_shingles(first: list[str], second: list[str]) -> None:
    """With few shingles the print shows which are shared; equal shingles give equal prints."""
    one, other = (
        a_story(id=str(number), title="", body=(" ".join(words),))
        for number, words in enumerate((first, second))
    )
    prints = _prints([one, other])
    equal = Copyable(one).shingles == Copyable(other).shingles
    assert (prints[0] == prints[1]).all() == equal


def test_a_caption_and_the_cut_into_lead_and_body_do_not_count() -> None:
    """What is compared is headline and body."""
    text = "Air sungai naik lagi pada malam hari"
    plain = a_story(id="1", body=(text,))
    assert (
        _prints([plain])[0]
        == _prints([a_story(id="2", body=("Air sungai", "naik lagi pada malam hari"),
                            captions=("Foto udara",))])[0]
    ).all()  # fmt: skip


@pytest.mark.parametrize("changed", [0, 2, 4, 6, 20, 60], ids=lambda count: f"{count} words")
def test_the_estimate_is_near_the_exact_similarity(changed: int) -> None:
    """On average over 60 texts of 200 words within 0.05; near copies share a band and are near."""
    errors = []
    for seed in range(60):
        random = np.random.default_rng(seed)
        words = list(random.choice(_WORDS, 200))
        others = list(words)
        for place in random.choice(200, changed, replace=False):
            others[place] = f"lain{place}"
        pair = [
            a_story(id=str(number), body=(" ".join(own),))
            for number, own in enumerate((words, others))
        ]
        prints = _prints(pair)
        exact, guess = _similarity(*pair), float(estimate(prints[0], prints[1]))
        errors.append(guess - exact)
        if exact >= 0.9:
            equal = bands(prints)[0] == bands(prints)[1]
            assert (equal & (bands(prints)[0] != 0)).any() and guess >= NEAR
    assert abs(float(np.mean(errors))) < 0.05
