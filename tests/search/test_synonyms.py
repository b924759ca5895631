"""Do the shipped lists, the newsroom's word and the archive's own stories add up?"""

from pathlib import Path

import pytest

from search import BadQuery, Home, Store, Story
from search.language.variants import shipped_synonyms
from search.newsroom import Newsroom
from search.synonyms import (
    ACRONYM_IN_CAPITALS,
    SPELLING,
    Entry,
    Standing,
    add,
    decide,
    entries,
    lexicon_of,
    mine,
    mined,
    remove,
    waiting,
)
from tests.archives import keep
from tests.builders import a_story


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A home in which nothing was decided yet."""
    return Newsroom(Home(tmp_path).newsroom)


def stories(*texts: str, first: int = 0) -> list[Story]:
    """Stories that each hold one sentence, and a last one."""
    bodies = [(f"{text} hadir di balai desa.", "Rapat usai.") for text in texts]
    return [a_story(id=f"s{n}", body=body) for n, body in enumerate(bodies, start=first)]


def store_of(newsroom: Newsroom, *texts: str, first: int = 0) -> Store:
    """The newsroom's archive with a story for each sentence."""
    home = Home(newsroom.path.parent)
    keep(home, stories(*texts, first=first))
    return Store(home.store)


def longs(newsroom: Newsroom, short: str) -> set[str]:
    """What typed words are short or long for."""
    found = lexicon_of(newsroom).expansions(short.lower().split(), short.split())
    variants = (variant for expansion in found for variant in expansion.variants)
    return {variant.shown for variant in variants if variant.kind == "acronym"}


def standing(newsroom: Newsroom, short: str) -> list[Standing]:
    """How the pairs of a short form stand."""
    return [entry.standing for entry in entries(newsroom) if entry.synonym.short == short]


def test_without_a_newsroom_the_shipped_lists_hold(newsroom: Newsroom) -> None:
    """Nothing needs to be decided, and looking makes no file."""
    assert [entry.synonym for entry in entries(newsroom)] == list(shipped_synonyms())
    assert longs(newsroom, "Pemkot") == {"Pemerintah Kota"}
    assert not newsroom.path.exists()


def test_a_shipped_pair_can_be_removed_and_comes_back(newsroom: Newsroom) -> None:
    """It is remembered as removed until it is added again."""
    before = newsroom.version
    assert [entry.synonym.long for entry in remove(newsroom, "pemkot")] == ["Pemerintah Kota"]
    assert (longs(newsroom, "Pemkot"), standing(newsroom, "Pemkot")) == (set(), [Standing.REMOVED])
    assert newsroom.version != before
    assert remove(newsroom, "Pemkot") == []
    assert add(newsroom, "PEMKOT", "pemerintah kota")
    assert standing(newsroom, "Pemkot") == [Standing.SHIPPED]


def test_what_is_added_is_used_at_once(newsroom: Newsroom) -> None:
    """Both ways, and gone without a trace when it is removed."""
    assert add(newsroom, "Balabak", "Balai Lapang Bakti")
    assert not add(newsroom, "Balabak", "Balai Lapang Bakti")
    assert "Balai Lapang Bakti" in longs(newsroom, "Balabak")
    assert longs(newsroom, "Balai Lapang Bakti") == {"Balabak"}
    assert len(remove(newsroom, "Balabak", "balai lapang bakti")) == 1
    assert "Balai Lapang Bakti" not in {e.synonym.long for e in entries(newsroom)}


def test_only_the_named_long_form_is_removed(newsroom: Newsroom) -> None:
    """The other one of the same short form stays."""
    add(newsroom, "BTX", "Balai Taman Rimba")
    add(newsroom, "BTX", "Bantuan Tani Raya")
    remove(newsroom, "BTX", "Balai Taman Rimba")
    assert longs(newsroom, "BTX") == {"Bantuan Tani Raya"}


def test_a_pair_may_be_for_capitals_only(newsroom: Newsroom) -> None:
    """Typed in small letters the short form is a word like any other."""
    add(newsroom, "KUDA", "Kelompok Usaha Desa", ACRONYM_IN_CAPITALS)
    assert longs(newsroom, "KUDA") == {"Kelompok Usaha Desa"}
    assert longs(newsroom, "kuda") == set()


def test_a_spelling_may_be_added(newsroom: Newsroom) -> None:
    """It counts as the same word, in full."""
    add(newsroom, "telkomm", "telkomx", SPELLING)
    (expansion,) = lexicon_of(newsroom).expansions(["telkomm"], ["telkomm"])
    assert [(v.words, v.share) for v in expansion.variants] == [(("telkomx",), 1.0)]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        pytest.param("", "Balai Desa", id="nothing for short"),
        pytest.param("BD", " - ; ", id="nothing for long"),
        pytest.param("balai desa", "Balai  Desa", id="the same words"),
    ],
)
def test_what_is_no_pair_is_refused(newsroom: Newsroom, short: str, long: str) -> None:
    """Nothing is kept of it."""
    with pytest.raises(BadQuery):
        add(newsroom, short, long)
    assert not newsroom.path.exists()


def test_what_three_stories_explain_is_used_until_rejected(newsroom: Newsroom) -> None:
    """Mining finds it, review takes it away."""
    store = store_of(newsroom, *["Balai Taman Rimba (BTR)"] * 3, *["Pondok Sungai Lama (PSL)"] * 2)
    seen: list[int] = []
    report = mine(store, newsroom, lambda: seen.append(1))
    assert (report.stories, report.kept, len(seen)) == (5, 1, 5)
    assert [(e.synonym.short, e.synonym.long, e.count) for e in report.new] == [
        ("BTR", "Balai Taman Rimba", 3)
    ]
    assert waiting(newsroom) == list(report.new)
    assert longs(newsroom, "btr") == {"Balai Taman Rimba"}
    decide(newsroom, rejected=mined(newsroom, "btr"))
    assert (longs(newsroom, "BTR"), waiting(newsroom)) == (set(), [])


def test_mining_again_keeps_verdicts_and_counts_anew(newsroom: Newsroom) -> None:
    """A rejected pair stays rejected, an accepted one accepted; nothing is new twice."""
    park, pond, hut = (
        "Balai Taman Rimba (BTR)",
        "Kolam Ikan Desa (KLID)",
        "Pondok Sungai Lama (PSL)",
    )
    mine(store_of(newsroom, *[park, pond, hut] * 3), newsroom)
    decide(newsroom, mined(newsroom, "BTR"), mined(newsroom, "KLID"))
    remove(newsroom, "PSL")
    report = mine(store_of(newsroom, park, pond, first=9), newsroom)
    assert report.new == ()
    found = {e.synonym.short: (e.standing, e.count) for e in entries(newsroom) if e.count}
    assert found == {
        "BTR": (Standing.ACCEPTED, 4), "KLID": (Standing.REJECTED, 4), "PSL": (Standing.REMOVED, 3),
    }  # fmt: skip


def test_a_pair_the_archive_no_longer_bears_out_goes(newsroom: Newsroom) -> None:
    """Where its stories were taken out, the next mining forgets it, unless somebody decided."""
    park, pond = "Balai Taman Rimba (BTR)", "Kolam Ikan Desa (KLID)"
    store = store_of(newsroom, *[park] * 3, *[pond] * 3)
    mine(store, newsroom)
    decide(newsroom, accepted=mined(newsroom, "KLID"))
    with store.writing() as writer:
        for story_id in ("s0", "s3"):
            writer.remove(story_id, "test", erase=False)
    mine(store, newsroom)
    assert standing(newsroom, "BTR") == []
    assert standing(newsroom, "KLID") == [Standing.ACCEPTED]


def test_what_is_shipped_is_not_mined(newsroom: Newsroom) -> None:
    """A pair of the lists, or another spelling of one, is known already."""
    texts = ["Pemerintah Kota (Pemkot)", "Komisi Pemilihan Umum (KPU)", "Wakil Walikota (Wawako)"]
    assert mine(store_of(newsroom, *texts * 3), newsroom).new == ()


def test_another_meaning_of_a_shipped_short_form_counts_in_capitals_only(
    newsroom: Newsroom,
) -> None:
    """Else a reader who types the usual one in small letters would get both."""
    mine(store_of(newsroom, *["Kebun Padi Utara (KPU)"] * 3), newsroom)
    assert "Kebun Padi Utara" in longs(newsroom, "KPU")
    assert "Kebun Padi Utara" not in longs(newsroom, "kpu")


def test_adding_what_was_mined_makes_it_the_newsrooms(newsroom: Newsroom) -> None:
    """It waits no longer; removed, it does not come back by mining."""
    store = store_of(newsroom, *["Balai Taman Rimba (BTR)"] * 3)
    mine(store, newsroom)
    assert add(newsroom, "BTR", "Balai Taman Rimba")
    assert standing(newsroom, "BTR") == [Standing.ADDED]
    remove(newsroom, "BTR")
    mine(store, newsroom)
    assert standing(newsroom, "BTR") == [Standing.REMOVED]


def test_a_pair_is_told_whole_to_scripts() -> None:
    """JSON holds what the list holds."""
    entry = Entry(shipped_synonyms()[0], Standing.SHIPPED)
    assert set(entry.to_json()) == {"short", "long", "kind", "note", "status", "count", "used"}
