"""What does a text say that is still being typed?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.halftyped import MAX_TYPED_CHARS, MAX_TYPED_WORDS, beginnings, half_typed
from search.values import Snippet


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("keban", "keban", id="one word"),
        pytest.param("  Kota   JAM ", "kota jam", id="blanks and capitals"),
        pytest.param('"kota jam', "kota jam", id="an open quote"),
        pytest.param("topik:banjir -jam*", "topik banjir jam", id="operators"),
        pytest.param("Jum’at Caf\u00e9", "jumat cafe", id="apostrophes and accents"),
        pytest.param("Cafe\u0301", "cafe", id="an accent of its own"),
        pytest.param("covid-1", "covid 1", id="a hyphen"),
        pytest.param("\x00kota\u200bjam\n", "kota jam", id="signs that do not show"),
        pytest.param("🌊🌊", "", id="no letter at all"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_whatever_is_no_letter_is_a_blank(text: str, key: str) -> None:
    """Nothing is an error, and nothing an operator."""
    assert half_typed(text).key == key


def test_a_long_text_is_cut() -> None:
    """What comes behind so many characters or words is not looked at."""
    assert half_typed("banjir " * 100) == half_typed("banjir " * MAX_TYPED_WORDS)
    assert half_typed("x" * 5_000) == half_typed("x" * MAX_TYPED_CHARS)


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        pytest.param("ban", "Banjir", "[Ban]jir", id="the beginning of a word"),
        pytest.param("kota jam", "Wali Kota Jambi", "Wali [Kota Jam]bi", id="in a row"),
        pytest.param("banjir jam", "Banjir di Jambi", "[Banjir] di [Jam]bi", id="in order"),
        pytest.param("jambi ban", "Banjir di Jambi", "[Ban]jir di [Jambi]", id="anyhow"),
        pytest.param("juma", "Salat Jum’at", "Salat [Jum’a]t", id="an apostrophe"),
        pytest.param("cafe", "Cafés", "[Café]s", id="an accent"),
        pytest.param("covid1", "Awas Covid-19", "Awas [Covid-1]9", id="joined"),
        pytest.param("anak-a", "Anak-anak", "[Anak-a]nak", id="a hyphenated word"),
        pytest.param("25", "Tambah 2.500 kursi", "Tambah [2.5]00 kursi", id="a figure"),
        pytest.param("banjir ban", "Banjir demi banjir", "[Banjir] demi [ban]jir", id="twice"),
        pytest.param("stras", "Straße", "[Straß]e", id="one sign of two letters"),
        pytest.param("banjir ban", "Banjir surut", None, id="one place for both"),
        pytest.param("jam", "Banjir", None, id="not there"),
        pytest.param("jam", "", None, id="an empty text"),
    ],
)
def test_marks_show_what_was_typed(typed: str, text: str, marked: str | None) -> None:
    """Whole words, and of the last one only what was typed."""
    marks = half_typed(typed).marks_in(text)
    if marks is None:
        assert marked is None
    else:
        pieces = Snippet(text, marks).pieces()
        assert "".join(f"[{piece}]" if own else piece for piece, own in pieces) == marked


@given(st.text(max_size=40), st.text(max_size=40))
def test_marks_are_ranges(typed: str, text: str) -> None:
    """They ascend, lie in the text, and hold something."""
    marks = half_typed(typed).marks_in(text) if half_typed(typed).key else None
    edges = [edge for mark in marks or () for edge in mark]
    assert edges == sorted(edges) and all(start < end for start, end in marks or ())
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))


def test_a_name_begins_at_each_of_its_words() -> None:
    """Hyphenated words count apart and joined."""
    assert list(beginnings("Kota Jambi")) == ["kota jambi", "jambi"]
    assert set(beginnings("Covid-19 di Jambi")) == {
        "covid 19 di jambi", "19 di jambi", "di jambi", "jambi", "covid19 di jambi"
    }  # fmt: skip
    assert list(beginnings("—")) == []
