"""Which stem's family does a word of the archive belong to?"""

import pytest

from search.language.families import family_of
from search.language.stems import Stemmer


@pytest.mark.parametrize(
    ("term", "family"),
    [
        pytest.param("pembangunan", "bangun", id="a derived word belongs to its root"),
        pytest.param("bangun", "bangun", id="a root belongs to itself"),
        pytest.param("kota-kota", None, id="a doubled word is said by its parts"),
        pytest.param("bersama-sama", None, id="one part with the stem is enough"),
        pytest.param("apbd-nya", None, id="a word with its clitic is said by the word"),
        pytest.param("covid-19", "covid-19", id="a name of two parts"),
        pytest.param("17-an", "17-an", id="a figure with its suffix"),
        pytest.param("", "", id="nothing"),
        pytest.param("2.500", "2.500", id="a figure is its own stem"),
        pytest.param("e-ktp", "e-ktp", id="parts with other stems say nothing of the whole"),
    ],
)
def test_a_term_has_one_family_at_most(term: str, family: str | None) -> None:
    """A term is a form of its stem, but for a hyphenated one with a part that is one already."""
    assert family_of(term, Stemmer().stem) == family


def test_a_stray_hyphen_makes_no_part() -> None:
    """What stands before or behind a hyphen may be nothing; nothing has no stem."""
    assert family_of("-", lambda word: word.strip("-")) == ""
