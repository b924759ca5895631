"""When two spellings are the same letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.folding import APOSTROPHES, fold, plain_text


@pytest.mark.parametrize(
    ("printed", "folded"),
    [("Jum’at", "jumat"), ("Café", "cafe"), ("Cafe\u0301", "cafe"), ("ﬁlm", "film"),
     ("ＪＡＭＢＩ", "jambi"), ("Straße", "strasse"), ("İzmir", "izmir"), ("H₂O", "h2o")],
    ids=["an apostrophe", "an accent", "a combining accent", "a ligature", "full width",
         "a sharp s", "a dotted capital", "a subscript"],
)  # fmt: skip
def test_letters_are_folded(printed: str, folded: str) -> None:
    """Case, accents, apostrophes and compatible forms are equal."""
    assert fold(printed) == folded


@given(st.text(max_size=40))
def test_case_and_apostrophes_never_count(text: str) -> None:
    """Folding is blind to them wherever they stand."""
    assert fold(fold(text).upper()) == fold(text.upper()) or not text.isascii()
    assert fold(f"{APOSTROPHES}{text}{APOSTROPHES}") == fold(text)


@pytest.mark.parametrize("letter", "ﷺ ﷻ ͺ ﹰ".split(), ids="salawat jalla iota tanwin".split())
def test_one_sign_never_becomes_several_words(letter: str) -> None:
    """Terms hold no blank (the families' table parts them by blanks): "Nabi Muhammad ﷺ"."""
    assert " " not in fold(letter)


@given(st.text(max_size=60))
def test_plain_text_is_one_line(text: str) -> None:
    """No control characters, no double blanks, no blanks at the ends."""
    line = plain_text(text)
    assert line == line.strip() and "  " not in line
    assert not any(char.isspace() and char != " " for char in line)
    assert "\x00" not in line


def test_plain_text_joins_what_was_broken() -> None:
    """Line ends and tabs become blanks; composed and decomposed letters are one."""
    assert plain_text(" Wali\r\n\tKota\u00a0Jambi\x00 ") == "Wali Kota Jambi"
    assert plain_text("e\u0301") == "é"
