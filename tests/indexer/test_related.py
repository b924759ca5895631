"""Are lists of other stories told from a story's own lists?"""

import pytest

from indexer.related import looks_like_headline, without_related

HEADLINES = [
    "- Bupati Tebo Lantik Dua Puluh Pejabat",
    "- Harga Karet Petani Bungo Naik Lagi",
    "- Wali Kota Buka Lomba Perahu Sipin",
]
GLUED = [f"{line}0" for line in HEADLINES]
OWN = [
    "- beras lima kilogram untuk tiap keluarga",
    "- minyak goreng dua liter dan gula pasir",
    "- uang tunai seratus ribu rupiah saja",
]


@pytest.mark.parametrize(
    ("lines", "is_page", "kept"),
    [
        pytest.param([*HEADLINES, "Isi."], True, ["Isi."], id="a page opens with it"),
        pytest.param(["Isi.", *HEADLINES, "Isi."], True, ["Isi.", "Isi."], id="inside a page"),
        pytest.param(["Isi.", *GLUED, "Isi."], False, ["Isi.", "Isi."], id="glued share counts"),
        pytest.param(["Isi.", *HEADLINES], False, ["Isi.", *HEADLINES], id="a record's bullets"),
        pytest.param(["Isi.", *OWN], True, ["Isi.", *OWN], id="a page's own list"),
        pytest.param(["Isi.", "Berita Terkait", *HEADLINES], False, ["Isi."], id="under a heading"),
        pytest.param(
            ["Isi.", "Baca juga:", "Bupati Tebo Lantik Pejabat", "Lalu ia pulang."],
            False,
            ["Isi.", "Lalu ia pulang."],
            id="a headline without bullet",
        ),
    ],
)
def test_cuts_lists_of_other_stories(lines: list[str], is_page: bool, kept: list[str]) -> None:
    """Lists of headlines go, whole, wherever they stand; a story's own lists stay."""
    story, related = without_related(lines, is_page=is_page)
    assert [line.text for line in story] == kept
    assert len(story) + len(related) == len(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Banjir Legok Surut, Warga Pulang", True, id="a headline"),
        pytest.param("Siapa Calon Bupati Tebo?", True, id="a question"),
        pytest.param("Banjir di Legok surut kemarin.", False, id="a sentence"),
        pytest.param("Banjir Surut", False, id="too short"),
        pytest.param("1. Cara Mengurus Izin Usaha", False, id="a numbered subheading"),
        pytest.param("dan warga pulang ke rumah", False, id="a sentence going on"),
    ],
)
def test_knows_a_headline(text: str, expected: bool) -> None:
    """A headline opens with a capital, has four words or more and ends without a stop."""
    assert looks_like_headline(text) is expected
