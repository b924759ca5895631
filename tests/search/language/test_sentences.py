"""Is a text cut where its sentences end, without loss?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.sentences import sentences


def _cut(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Hujan turun. Banjir datang!", ["Hujan turun.", "Banjir datang!"], id="two sentences"
        ),
        pytest.param(
            "Wali Kota Dr. H. Budi, S.H. M.H. hadir. Ia pulang.",
            ["Wali Kota Dr. H. Budi, S.H. M.H. hadir.", "Ia pulang."],
            id="titles and degrees",
        ),
        pytest.param(
            "“Kita harus,” katanya. “Ya!” Lalu ia pergi.",
            ["“Kita harus,” katanya.", "“Ya!”", "Lalu ia pergi."],
            id="quotations",
        ),
        pytest.param("Pasal 12. Ayat dua.", ["Pasal 12. Ayat dua."], id="a short number"),
        pytest.param("Itu tahun 2020. Kini lain.", ["Itu tahun 2020.", "Kini lain."], id="a year"),
        pytest.param("Harga Rp1.300. 000 orang", ["Harga Rp1.300.", "000 orang"], id="an amount"),
        pytest.param("Di Jl. Sudirman No. 5 sepi.", ["Di Jl. Sudirman No. 5 sepi."], id="address"),
        pytest.param("Judul tanpa titik\nIsi.", ["Judul tanpa titik", "Isi."], id="a line's end"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_cuts_where_a_sentence_ends(text: str, expected: list[str]) -> None:
    """A stop ends a sentence before a capital, unless an abbreviation or short number bears it."""
    assert _cut(text) == expected


@given(st.text(alphabet="aB. \n!?\"”(1'", max_size=80) | st.text())
def test_covers_the_text_without_loss(text: str) -> None:
    """The ranges follow each other from the first character to the last."""
    spans = sentences(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


def test_is_linear() -> None:
    """Half a megabyte of blanks or stops is cut at once."""
    for text in (" " * 500_000, ". " * 250_000, "\n " * 250_000):
        assert len(sentences(text + "x")) >= 1
