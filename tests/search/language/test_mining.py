"""Are short forms found where a text explains them, and nothing else?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.mining import MIN_STORIES, Mine, Pair, explained_in, long_form


@pytest.mark.parametrize(
    ("short", "before", "expected"),
    [
        pytest.param("BPS", "kata Kepala Badan Pusat Statistik", "Badan Pusat Statistik",
                     id="initials, one word too many on the left"),
        pytest.param("BPBD", "Badan Penanggulangan Bencana Daerah",
                     "Badan Penanggulangan Bencana Daerah", id="an office"),
        pytest.param("Diskominfo", "Dinas Komunikasi dan Informatika",
                     "Dinas Komunikasi dan Informatika", id="first syllables over a link"),
        pytest.param("Bappilu", "Ketua Badan Pemenangan Pemilu", "Badan Pemenangan Pemilu",
                     id="a syllable from a word's end"),
        pytest.param("Polsek", "anggota Kepolisian Sektor", "Kepolisian Sektor",
                     id="a first word that opens behind its prefix"),
        pytest.param("APBD", "rancangan anggaran pendapatan dan belanja daerah",
                     "anggaran pendapatan dan belanja daerah", id="a long form without capitals"),
        pytest.param("PBB", "Perserikatan Bangsa-Bangsa", "Perserikatan Bangsa-Bangsa",
                     id="a doubled word gives two letters"),
        pytest.param("BMKG", "menurut Badan Meteorologi, Klimatologi, dan Geofisika",
                     "Badan Meteorologi, Klimatologi, dan Geofisika", id="a list with commas"),
        pytest.param("MBG", "program “Makan Bergizi Gratis”", "Makan Bergizi Gratis",
                     id="in quotes"),
        pytest.param("P3K", "Pertolongan Pertama pada Kecelakaan",
                     "Pertolongan Pertama pada Kecelakaan", id="a figure repeats its letter"),
        pytest.param("K3", "Keselamatan dan Kesehatan Kerja", "Keselamatan dan Kesehatan Kerja",
                     id="a figure behind the letter"),
        pytest.param("TP PKK", "Tim Penggerak Pemberdayaan dan Kesejahteraan Keluarga",
                     "Tim Penggerak Pemberdayaan dan Kesejahteraan Keluarga", id="two words"),
        pytest.param("SPBU", "Stasiun Pengisian Bahan Bakar Umum",
                     "Stasiun Pengisian Bahan Bakar Umum", id="one word gives no letter"),
    ],
)  # fmt: skip
def test_the_long_form_is_cut_at_its_bound(short: str, before: str, expected: str) -> None:
    """The long form begins with the word that gives the first letter, and is as printed."""
    assert long_form(short, before) == expected


@pytest.mark.parametrize(
    ("short", "before"),
    [
        pytest.param("Pol", "Inspektur Jenderal Polisi", id="a rank"),
        pytest.param("Purn", "Perwira Urusan", id="a retired officer"),
        pytest.param("kiri", "Kepala Irigasi", id="where somebody stands in a picture"),
        pytest.param("27", "Dua Tujuh", id="an age"),
        pytest.param("27/2", "hari Senin", id="a day"),
        pytest.param("Yen", "Yuli Endang", id="a reporter's code"),
        pytest.param("Golkar", "Partai Golkar", id="a word of the name itself"),
        pytest.param("PDI", "Pak Dani", id="letters that open no word"),
        pytest.param("KPK", "Komisi. Pemberantasan Korupsi", id="over a full stop"),
        pytest.param("PT", "Provinsi Jambi Timur", id="two letters and three words"),
        pytest.param("ABCD", "Aneka Barito Cendana Damai Tbk", id="a share's code"),
        pytest.param("PJU", "para juru ukur", id="a word that only counts people"),
        pytest.param("WIB", "pukul 10.00", id="nothing alike"),
        pytest.param("BPS", "", id="nothing before it"),
    ],
)
def test_what_stands_in_brackets_for_another_reason_is_left_out(short: str, before: str) -> None:
    """Ranks, codes, ages and names that merely follow a name explain nothing."""
    assert long_form(short, before) == ""


def test_every_bracket_of_a_story_is_read() -> None:
    """Pairs come in order, from each paragraph, with or without a blank before the bracket."""
    text = (
        "Dinas Perhubungan (Dishub) dan Badan Kepegawaian Daerah (BKD) rapat.",
        "Hadir Ikatan Dokter Indonesia(IDI).",
        "Rapat usai.",
    )
    assert list(explained_in(text)) == [
        ("Dishub", "Dinas Perhubungan"),
        ("BKD", "Badan Kepegawaian Daerah"),
        ("IDI", "Ikatan Dokter Indonesia"),
    ]


def test_the_code_that_ends_a_story_explains_nothing() -> None:
    """What closes the last paragraph is the reporter's; inside it a bracket counts."""
    assert list(explained_in(["Rapat ditutup Tim Kerja Lapangan (TKL)."])) == []
    assert len(list(explained_in(["Tim Kerja Lapangan (TKL) pulang."]))) == 1


def test_a_name_cut_by_the_reach_is_not_taken_for_whole() -> None:
    """However long a paragraph is, its pairs are the same."""
    text = "Kata " * 100 + "Badan Pusat Statistik (BPS) mencatat."
    assert list(explained_in([text])) == [("BPS", "Badan Pusat Statistik")]


def mined(*texts: str) -> list[Pair]:
    """The pairs of stories of one paragraph each."""
    field = Mine()
    for text in texts:
        field.add([f"{text} hadir."])
    return field.pairs()


def test_a_pair_needs_three_stories() -> None:
    """Two stories, or one that says it three times, are not enough."""
    once = "Balai Taman Rimba (BTR)"
    assert MIN_STORIES == 3
    assert mined(once, once) == []
    assert mined(f"{once}, {once}, {once}") == []
    assert mined(once, once, once) == [Pair("BTR", "Balai Taman Rimba", 3)]


def test_one_long_form_must_dominate() -> None:
    """A short form used for two things alike often says nothing; a rare rival makes it doubtful."""
    park, court = "Balai Taman Rimba (BTR)", "Bantuan Tani Raya (BTR)"
    assert mined(*[park] * 3, *[court] * 3) == []
    assert mined(*[park] * 6, *[court] * 2) == [Pair("BTR", "Balai Taman Rimba", 6, True)]
    assert mined(*[park] * 30, *[court] * 2) == [Pair("BTR", "Balai Taman Rimba", 30)]


def test_a_misprint_is_no_rival() -> None:
    """Long forms that differ by a letter or a link are one, and the usual one is kept."""
    usual = "Badan Pengawas Sungai dan Danau (BPSD)"
    others = ("Badan Pengawasan Sungai dan Danau (BPSD)", "badan pengawas sungai danau (BPSD)")
    found = mined(*[usual] * 3, *others)
    assert found == [Pair("BPSD", "Badan Pengawas Sungai dan Danau", 4)]


def test_what_is_also_a_word_counts_in_capitals_only() -> None:
    """Two letters, and a short form that is an ordinary word, are doubtful in small letters."""
    field = Mine()
    for _ in range(3):
        field.add(
            ["Badan Air Kota (BAK) dan Rukun Kota (RK) serta Balai Nelayan Sungai (BNS) ada."]
        )
    doubtful = {pair.short: pair.in_capitals for pair in field.pairs(lambda word: word == "bak")}
    assert doubtful == {"BAK": True, "RK": True, "BNS": False}


@given(st.lists(st.text(alphabet="BPsb ()-,.'’dan", max_size=60), max_size=4))
def test_no_text_is_too_strange(paragraphs: list[str]) -> None:
    """Whatever is printed, what is found stands in the text, long before short."""
    for short, long in explained_in(paragraphs):
        whole = " ".join(" ".join(paragraphs).split())
        assert short in whole
        assert long in whole
        assert len(long.replace("-", " ").split()) > 1
