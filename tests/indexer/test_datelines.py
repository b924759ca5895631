"""Is a dateline told from a sentence, and its place from the portal?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.datelines import Dateline, as_name, split_dateline, without_lost_dateline


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        pytest.param("JAMBI - Ia hadir.", "Jambi", id="capitals"),
        pytest.param("JAMBI, Kabar.example – Ia hadir.", "Jambi", id="place and portal"),
        pytest.param("KABAR.CO.ID, Jambi -Ia hadir.", "Jambi", id="portal and place"),
        pytest.param("KABAR.CO.ID | JAMBI - Ia hadir.", "Jambi", id="an upright line"),
        pytest.param("Kabar.example – Ia hadir.", "", id="a portal only"),
        pytest.param("Jakarta (ANTARA) - Ia hadir.", "Jakarta", id="an agency"),
        pytest.param("Jambi (KABAR HULU) - Ia hadir.", "Jambi", id="a name in brackets"),
        pytest.param("KABAR.CO.ID - JAKARTA. Ia hadir.", "Jakarta", id="a full stop"),
        pytest.param("BUNGO, — Ia hadir.", "Bungo", id="a portal lost"),
        pytest.param("Bangko, Jambi – Ia hadir.", "Bangko, Jambi", id="place and region"),
        pytest.param("MUARO JAMBI – Ia hadir.", "Muaro Jambi", id="two words"),
        pytest.param("TEBO - Ia hadir.", "Tebo", id="four letters"),
    ],
)
def test_cuts_the_dateline_off(paragraph: str, place: str) -> None:
    """Every shape gives its place, in the case of a name, and the text after it."""
    found = split_dateline(paragraph)
    assert found is not None
    assert found.place == place
    assert found.rest.lstrip().startswith("Ia hadir.")


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("KPK - Komisi itu menahan dua orang.", id="an acronym"),
        pytest.param("Jakarta-Bandung macet.", id="two cities"),
        pytest.param("Rusia–Ukraina berdamai.", id="two countries"),
        pytest.param("Wali Kota Jambi Al Haris - Sani menang.", id="a pair of candidates"),
        pytest.param("Kabar.com, JakartaMarc Tjoe-A-On menang.", id="glued words"),
        pytest.param("Pemilu 2024 - Hasil hitung cepat.", id="a figure"),
    ],
)
def test_leaves_sentences_alone(paragraph: str) -> None:
    """A hyphen or a dash in a sentence makes no dateline."""
    assert split_dateline(paragraph) is None


def test_a_dash_at_the_beginning_is_what_remains_of_a_dateline() -> None:
    """The dash goes, the text stays; a paragraph without one is unchanged."""
    assert without_lost_dateline(", - Polisi datang.") == "Polisi datang."
    assert without_lost_dateline("Polisi datang.") == "Polisi datang."


def test_names_keep_what_is_no_word() -> None:
    """Words are written as names, abbreviations of regions stay in capitals."""
    assert as_name("BANDUNG BARAT, DKI JAKARTA") == "Bandung Barat, DKI Jakarta"


@given(st.text(alphabet="ABcd.,-– (", max_size=60) | st.text())
def test_the_rest_is_the_end_of_the_paragraph(paragraph: str) -> None:
    """Whatever the text, what follows a dateline is a suffix of it."""
    found = split_dateline(paragraph)
    assert found is None or (isinstance(found, Dateline) and paragraph.endswith(found.rest))
