"""Are the people who wrote a story told from desks, portals and codes?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.bylines import Byline, read_byline, split_authors


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("Rina -detikNews", ("Rina",), id="a desk"),
        pytest.param("Rina,\n\n  Budi Karya\n\nTim Redaksi", ("Rina", "Budi Karya"), id="a team"),
        pytest.param("Dr. Budi, S.H., M.H.", ("Dr. Budi, S.H., M.H.",), id="degrees"),
        pytest.param("Ani, S.Pd, Budi", ("Ani, S.Pd", "Budi"), id="a degree between names"),
        pytest.param("Rina dan Budi/Ani", ("Rina", "Budi", "Ani"), id="joined names"),
        pytest.param("Rina, Rina", ("Rina",), id="twice"),
        pytest.param("redaksi@kabar.example", (), id="an address"),
        pytest.param("Tim Redaksi - detikNews", (), id="an editorial desk"),
        pytest.param("Tidak ditemukan", (), id="a scrape's nothing"),
        pytest.param("Kabar Hulu", (), id="the portal's name"),
        pytest.param("kabarhulu.example", (), id="the portal's address"),
        pytest.param("Advertorial", (), id="a kind"),
    ],
)
def test_an_author_field_names_people(field: str, expected: tuple[str, ...]) -> None:
    """Names are parted, degrees stay with them, and who is nobody is left out."""
    assert split_authors(field, source="Kabar Hulu") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Penulis: Yeni | Editor: Mas", Byline(authors=("Yeni",)), id="labels"),
        pytest.param("(Rina Apriyanti)", Byline(authors=("Rina Apriyanti",)), id="a name alone"),
        pytest.param("Selesai. (Yen)iklan", Byline(before="Selesai.", code="Yen"), id="glued"),
        pytest.param("(yen/mas)", Byline(code="yen/mas"), id="two codes"),
        pytest.param(
            "Laporan Wartawan Kabar.example, Rina Apriyanti",
            Byline(authors=("Rina Apriyanti",)),
            id="a correspondent",
        ),
    ],
)
def test_a_byline_is_parted(line: str, expected: Byline) -> None:
    """Writers, not editors, are authors; a code is kept as printed, the text before it too."""
    assert read_byline(line) == expected


@given(st.text(), st.text())
def test_never_raises(line: str, source: str) -> None:
    """Whatever the text, there is an answer, and no empty name in it."""
    assert isinstance(read_byline(line), Byline)
    assert all(split_authors(line, source=source))
