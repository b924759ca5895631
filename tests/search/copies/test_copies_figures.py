"""Which words are figures and days, and which spellings are one?"""

import pytest

from search.copies.figures import in_one_spelling
from search.copies.words import words_of


def _figures(text: str) -> list[str]:
    return [word.text for word in in_one_spelling(words_of((text,))) if word.is_figure]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("tiga korban", "3 korban", id="a digit"),
        pytest.param("hari ketiga", "hari ke-3", id="an ordinal"),
        pytest.param("dua puluh lima rumah", "25 rumah", id="tens and units"),
        pytest.param("dua belas orang", "12 orang", id="belas"),
        pytest.param("seratus dua puluh kursi", "120 kursi", id="hundreds"),
        pytest.param("dua ratus lima puluh ribu", "250.000", id="hundreds of thousands"),
        pytest.param("Rp 90 ribu", "Rp90.000", id="a sum of money"),
        pytest.param("Rp 1,5 miliar", "Rp1.500.000.000", id="a decimal and a scale"),
        pytest.param("12,50 persen", "12,5 persen", id="a nought at the end"),
        pytest.param("8 September 2024", "08/09/2024", id="a date"),
        pytest.param("Minggu pagi", "Ahad pagi", id="two names of one weekday"),
        pytest.param("Jum'at malam", "Jumat malam", id="an apostrophe"),
    ],
)
def test_two_spellings_are_one(first: str, second: str) -> None:
    """The same figures come out, in the same order."""
    assert _figures(first) == _figures(second) != []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("Senin", "Selasa", id="two weekdays"),
        pytest.param("2 Juni", "2 Juli", id="two months"),
        pytest.param("5 ribu", "5 juta", id="two scales"),
        pytest.param("ratusan warga", "puluhan warga", id="two vague numbers"),
        pytest.param("2-1", "1-2", id="two scores"),
        pytest.param("pukul 19.30", "pukul 20.30", id="two times"),
        pytest.param("dua tiga", "23", id="numbers that follow each other"),
    ],
)
def test_two_figures_stay_two(first: str, second: str) -> None:
    """Nothing that differs is brought together."""
    assert _figures(first) != _figures(second)


@pytest.mark.parametrize("text", ["Agus Salim", "kedai kopi", "Mar Adentro", "keempukan daging"])
def test_a_word_that_only_begins_like_a_figure_stays_a_word(text: str) -> None:
    """A name is no month without a figure before it, "ke" no ordinal without a number."""
    assert _figures(text) == []
    assert [word.text for word in in_one_spelling(words_of((text,)))] == text.lower().split()
