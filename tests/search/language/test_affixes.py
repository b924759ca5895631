"""Which roots can a word have been made of, and which words can be made of a root?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.affixes import MIN_ROOT, derived, nasal, roots, unsounded

WORDS = "tulis kirim sapu pukul bantu dukung gali hitung ambil lihat rawat masuk jual cari".split()


def test_every_word_made_of_a_root_leads_back_to_it() -> None:
    """`roots` undoes what `derived` does."""
    for root in WORDS:
        lost = [word for word in derived(root) if root not in roots(word)]
        assert lost == []


@pytest.mark.parametrize(
    ("word", "root"),
    [
        pytest.param("kerusakan", "rusak", id="not rusa, which would be deer"),
        pytest.param("penyelidikan", "selidik", id="peny- restores an s"),
        pytest.param("diperbarui", "baru", id="two prefixes and a suffix"),
        pytest.param("keterbukaannya", "buka", id="ke-ter-...-an with a clitic"),
        pytest.param("belajarlah", "ajar", id="bel- before ajar"),
        pytest.param("berasa", "rasa", id="one r for two"),
        pytest.param("pekerja", "kerja", id="pe- without a sound"),
    ],
)
def test_a_root_is_reached(word: str, root: str) -> None:
    """Each by some way."""
    assert root in roots(word)


def test_affixes_that_go_together_cost_less() -> None:
    """ke-...-an around rusak is likelier than ke-...-kan around rusa."""
    ways = roots("kerusakan")
    assert ways["rusak"] < ways["rusa"]
    assert roots("pengawasan")["awas"] < roots("pengawasan")["kawasan"] + 0.5


@pytest.mark.parametrize("root", WORDS)
def test_the_bare_verb_of_speech_leads_back(root: str) -> None:
    """Of numpuk, ngirim and nyapu the first letter is known again; of others nothing is said."""
    if root[0] in "ptsk":
        assert unsounded(nasal(root)) == root


@given(st.text("abdegiklmnprstuy", max_size=20))
def test_any_letters_have_roots_that_are_shorter(word: str) -> None:
    """No root is the word itself, a scrap, or longer; each costs something."""
    for root, cost in roots(word).items():
        assert MIN_ROOT <= len(root) < len(word)
        assert cost > 0
