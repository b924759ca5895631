"""Is damage to characters undone, and nothing else changed?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text import lines_of, one_line, repaired, squeezed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Satu\xa0\tdua\u200b", "Satu dua", id="blanks and what cannot be seen"),
        pytest.param("Satu._x000D_", "Satu. ", id="a spreadsheet's control character"),
        pytest.param("‚ÄúYa,‚Äù katanya", "“Ya,” katanya", id="UTF-8 read as Mac Roman"),
        pytest.param("â€œYaâ€\x9d Ã©", "“Ya” é", id="UTF-8 read as Windows-1252"),
        pytest.param("akar √9 dan SÃO", "akar √9 dan SÃO", id="signs that are meant"),
        pytest.param("Ruu & <b>KUHP</b> &amp; 3 < 4", "Ruu & KUHP & 3 < 4", id="left-over markup"),
        pytest.param("AT&T a<b c>d", "AT&T a<b c>d", id="signs that are no markup"),
        pytest.param("satu\r\ndua\rtiga<br/>empat", "satu\ndua\ntiga\nempat", id="line ends"),
        pytest.param("cafe\u0301", "café", id="composed letters"),
        pytest.param("adalahkota", "adalahkota", id="glued words stay"),
        pytest.param("a\ud800b", "ab", id="half a character"),
    ],
)
def test_undoes_the_damage(text: str, expected: str) -> None:
    """What copying damaged is mended; what nobody can know stays."""
    assert repaired(text) == expected


@given(st.text())
def test_repaired_text_can_be_stored(text: str) -> None:
    """Whatever came in, the result is valid UTF-8 and has no control characters but line feeds."""
    result = repaired(text)
    result.encode("utf-8")
    assert not any(char < " " and char != "\n" for char in result)
    assert "\n" not in one_line(text)
    assert all(line and line == line.strip() for line in lines_of(text))


def test_headlines_compare_by_letters_and_figures() -> None:
    """Case, blanks and punctuation make no other headline."""
    assert squeezed("Banjir, Warga Legok!") == squeezed("BANJIR warga legok")
