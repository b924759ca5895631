"""Are only certain places given to the facet?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.places import find_places, jambi_gazetteer


@pytest.mark.parametrize(
    ("text", "dateline", "expected"),
    [
        pytest.param("Rapat itu dibuka.", "Jambi", ("Jambi",), id="the dateline"),
        pytest.param("", "Bangko, Jambi", ("Bangko", "Jambi"), id="place and region"),
        pytest.param("Wali Kota Jambi membuka rapat.", "", ("Jambi",), id="a city after its cue"),
        pytest.param("Walikota Jambi hadir.", "", ("Jambi",), id="an old spelling of the cue"),
        pytest.param(
            "Bupati Merangin meninjau Kecamatan Tabir.", "", ("Merangin", "Tabir"), id="a district"
        ),
        pytest.param("Warga Kec. Kota Baru resah.", "", ("Kota Baru",), id="a short cue"),
        pytest.param("Banjir di Sarolangun dan Tebo.", "", ("Sarolangun", "Tebo"), id="no cue"),
        pytest.param("DPRD MUARO JAMBI rapat", "", ("Muaro Jambi",), id="capitals"),
        pytest.param("Muara Jambi", "", ("Muaro Jambi",), id="an old spelling"),
        pytest.param("Pemkab Tanjabbar", "", ("Tanjung Jabung Barat",), id="a short form"),
        pytest.param("Air Sungai Batanghari naik.", "", (), id="a river"),
        pytest.param("Bupati Batanghari", "", ("Batanghari",), id="its regency"),
        pytest.param("Pangkalan Kerinci di Riau", "", (), id="another province"),
        pytest.param("Harapan warga Tepian", "", (), id="villages with ordinary names"),
        pytest.param("kota jambi", "", (), id="small letters are no name"),
        pytest.param("Berkota Jambi", "", (), id="a cue inside a word"),
    ],
)
def test_finds_certain_places_only(text: str, dateline: str, expected: tuple[str, ...]) -> None:
    """A place needs a dateline, a cue, or a name that means nothing else."""
    assert find_places([text], dateline=dateline) == expected


def test_names_each_place_once_dateline_first() -> None:
    """Places stand in the order of their first mention, after those of the dateline."""
    texts = ["Tebo dan Bungo", "Kabupaten Tebo, Kabupaten Merangin"]
    assert find_places(texts, dateline="Bungo") == ("Bungo", "Tebo", "Merangin")


def test_the_gazetteer_has_no_villages() -> None:
    """The gazetteer knows 1 province, 9 regencies, 2 cities and the districts by name."""
    sizes = {cue: len(names) for cue, names in jambi_gazetteer().by_cue.items()}
    assert (sizes["provinsi"], sizes["kabupaten"], sizes["kota"]) == (1, 9, 2)
    assert 130 <= sizes["kecamatan"] <= 141


@given(st.text(), st.text())
def test_never_raises_nor_repeats(text: str, dateline: str) -> None:
    """Whatever the text, places are distinct and not empty."""
    found = find_places([text], dateline=dateline)
    assert len(set(found)) == len(found)
    assert all(found)
