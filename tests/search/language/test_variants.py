"""What else is a word called? Spellings, short forms and long forms, from lists and by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.oldspelling import respelt
from search.language.spellings import Spellings, joined, split
from search.language.variants import ACRONYM_SHARE, Lexicon, Synonym, shipped_synonyms

LEXICON = Lexicon(shipped_synonyms())


def said(text: str, lexicon: Lexicon = LEXICON) -> dict[tuple[int, int], set[str]]:
    """Range of typed words -> what they are called too; what the archive must have left out."""
    printed = text.split()
    found: dict[tuple[int, int], set[str]] = {}
    for own in lexicon.expansions([word.lower() for word in printed], printed):
        words = {" ".join(v.words) for v in own.variants if not v.if_found and not v.if_name}
        if words:
            found.setdefault((own.start, own.end), set()).update(words)
    return found


@pytest.mark.parametrize(
    ("typed", "span", "expected"),
    [
        pytest.param("Walikota Jambi", (0, 1), "wali kota", id="joined to split"),
        pytest.param("rapat wali kota", (1, 3), "walikota", id="split to joined"),
        pytest.param("kementrian", (0, 1), "kementerian", id="non-standard to standard"),
        pytest.param("kementerian", (0, 1), "kementrian", id="standard to non-standard"),
        pytest.param("muara jambi", (0, 2), "muaro jambi", id="a place spelt two ways"),
        pytest.param("pemkot", (0, 1), "pemerintah kota", id="short to long"),
        pytest.param("pemerintah kota jambi", (0, 2), "pemkot", id="long to short"),
        pytest.param("wawako", (0, 1), "wakil walikota", id="another spelling in a long form"),
        pytest.param("kementrian dalam negeri", (0, 3), "kemendagri", id="a long form misspelt"),
        pytest.param("energi dan sumber daya mineral", (0, 5), "esdm", id="with function words"),
        pytest.param("tempat pembuangan akhir", (0, 3), "tpa", id="a long form named in a note"),
        pytest.param("PBB", (0, 1), "perserikatan bangsa-bangsa", id="another meaning in capitals"),
    ],
)
def test_a_word_has_its_other_names(typed: str, span: tuple[int, int], expected: str) -> None:
    """Each is offered for the words it stands for."""
    assert expected in said(typed)[span]


@pytest.mark.parametrize(
    ("typed", "unwanted"),
    [
        pytest.param("pbb", "pajak bumi dan bangunan", id="an ambiguous one in small letters"),
        pytest.param("lalu lintas", "lantas", id="a short form that is a word"),
        pytest.param("pemkot", "pemkab", id="a second step"),
        pytest.param("pemerintah daerah kota", "pemkot", id="words apart"),
        pytest.param("kota pemerintah", "pemkot", id="words the other way round"),
    ],
)
def test_what_is_not_meant_is_not_offered(typed: str, unwanted: str) -> None:
    """Neither from small letters, nor over two steps, nor from parts."""
    assert not any(unwanted in words for words in said(typed).values())


def test_acronyms_are_one_step_and_worth_less() -> None:
    """A short form's other long form is not offered for the long one."""
    lexicon = Lexicon([Synonym("AB", "Alfa Beta", "x"), Synonym("AB", "Aneka Buah", "x")])
    assert said("alfa beta", lexicon) == {(0, 2): {"ab"}}
    (own,) = lexicon.expansions(["ab"], ["ab"])
    assert {variant.share for variant in own.variants} == {ACRONYM_SHARE}
    assert {variant.shown for variant in own.variants} == {"Alfa Beta", "Aneka Buah"}


def test_quoted_words_are_only_joined_and_split() -> None:
    """No acronym, no misspelling, no old spelling."""
    assert ("pj", "wali", "kota") in LEXICON.spellings(["pj", "walikota"])
    assert ("kerjasama",) in LEXICON.spellings(["kerja", "sama"])
    assert LEXICON.spellings(["pemkot"]) == (("pemkot",),)
    assert LEXICON.spellings(["kementrian"]) == (("kementrian",),)
    assert LEXICON.spellings(["djambi"]) == (("djambi",),)


@given(st.lists(st.sampled_from(["wali", "kota", "walikota", "kerja", "sama", "x", "19"])))
def test_a_quoted_text_is_first_among_its_few_spellings(words: list[str]) -> None:
    """As given first, each once, at most sixteen."""
    found = LEXICON.spellings(words)
    assert found[0] == tuple(words) and len(set(found)) == len(found) <= 16


def test_equal_forms_are_one_class_however_they_are_listed() -> None:
    """The standard of a standard is the standard; a circle ends."""
    spellings = Spellings(
        [(("a",), ("b",)), (("b",), ("c", "d")), (("x",), ("y",)), (("y",), ("x",))]
    )
    assert set(spellings.of(("a",))) == {("b",), ("c", "d")}
    assert set(spellings.of(("c", "d"))) == {("a",), ("b",)}
    assert [piece.word for piece in spellings.standard(["z", "a"])] == ["z", "c", "d"]
    assert spellings.of(("x",)) in ((("y",),), ())


@pytest.mark.parametrize(
    ("word", "halves"),
    [
        ("pascabencana", ("pasca", "bencana")), ("antarkota", ("antar", "kota")),
        ("nonaktif", ("non", "aktif")), ("g20", ("g", "20")), ("covid19", ("covid", "19")),
        ("nona", ()), ("antara", ()), ("20", ()), ("jambi", ()),
    ],
)  # fmt: skip
def test_prefixes_and_figures_may_stand_alone(word: str, halves: tuple[str, ...]) -> None:
    """A prefix needs a word behind it; letters and figures are two halves."""
    assert split(word) == halves


def test_neighbours_may_have_been_written_as_one() -> None:
    """Not function words, nor what is too short to tell."""
    assert joined(["bulu", "tangkis", "di", "g", "20"]) == {0: "bulutangkis", 3: "g20"}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("soekarno", "sukarno"), ("sukarno", "soekarno"), ("djambi", "jambi"),
        ("tjokroaminoto", "cokroaminoto"), ("sjahrir", "syahrir"), ("achmad", "akhmad"),
        ("soerabaja", "surabaya"), ("djojohadikoesoemo", "joyohadikusumo"), ("jambi", "djambi"),
        ("cut", "")
    ],
)  # fmt: skip
def test_names_have_old_spellings(name: str, other: str) -> None:
    """In both directions; short words have none."""
    assert other in respelt(name) if other else respelt(name) == ()


@given(st.text(max_size=30))
def test_any_word_can_be_respelt(word: str) -> None:
    """Never itself, never without end."""
    found = respelt(word)
    assert word not in found and len(found) <= 64
