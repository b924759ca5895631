"""Which word is a hyphenated word a form of?"""

import pytest

from search.language.hyphens import base_of

DICTIONARY = frozenset("sayur mayur warna gerak gerik suka duka kanak baik lauk anak".split())


@pytest.mark.parametrize(
    ("word", "base"),
    [
        pytest.param("apbd-nya", ("apbd", "clitic"), id="clitic"),
        pytest.param("pkl-pkl-nya", ("pkl-pkl", "clitic"), id="clitic on a doubled word"),
        pytest.param("ber-ktp", ("ktp", "prefix"), id="prefix on an acronym"),
        pytest.param("se-indonesia", ("indonesia", "prefix"), id="prefix on a name"),
        pytest.param("di-phk-kan", ("phk", "prefix"), id="prefix and suffix"),
        pytest.param("ke-68", None, id="an ordinal is no form of a word"),
        pytest.param("pemda-pemda", ("pemda", "doubled"), id="doubled"),
        pytest.param("kekanak-kanakan", ("kanak", "doubled"), id="around a doubled root"),
        pytest.param("sebaik-baiknya", ("baik", "doubled"), id="se- and -nya around one"),
        pytest.param("anak-anaknya", ("anak", "doubled"), id="doubled with a clitic"),
        pytest.param("sayur-mayur", ("sayur", "doubled"), id="rhyming echo that is a word"),
        pytest.param("lauk-pauk", ("lauk", "doubled"), id="rhyming echo that is none"),
        pytest.param("warna-warni", ("warna", "doubled"), id="echo with other vowels"),
        pytest.param("suka-duka", None, id="two words that rhyme"),
        pytest.param("non-asn", None, id="a prefix that makes another word"),
        pytest.param("rusia-ukraina", None, id="two names"),
        pytest.param("covid-19", None, id="a name with a figure"),
        pytest.param("e-ktp", None, id="a letter"),
    ],
)
def test_hyphens_are_read(word: str, base: tuple[str, str] | None) -> None:
    """The word without what its hyphens add, and why; None where it stands for itself."""
    assert base_of(word, DICTIONARY.__contains__) == base
