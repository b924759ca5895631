"""What is offered while a reader still types?"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.reindexing import reindex, rollback
from search import (
    Archive,
    Home,
    Snippet,
    Status,
    Story,
    SuggestedHeadline,
    SuggestedValue,
    Suggestions,
    open_archive,
    suggestions_to_json,
)
from tests.archives import archive_of, keep
from tests.builders import a_moment, a_story

STORIES = (
    a_story(id="1", title="Kebanjiran lagi, warga Sengeti mengungsi", published="2024-03-15",
            places=("Sengeti", "Muaro Jambi"), authors=("Siti Aminah",),
            topics=("Banjir bandang",)),
    a_story(id="2", title="Warga kebanjiran di Tebo", published="2024-05-01",
            places=("Tebo", "Jambi"), authors=("Andi Jamil",), topics=("Cuaca",)),
    a_story(id="3", title="Kebanggaan warga Kota Jambi", published="2023-01-02",
            places=("Kota Jambi", "Jambi"), authors=("Siti Aminah",), topics=("Budaya",)),
    a_story(id="4", title="Warga bangga", published=None, places=("Jambi",)),
    a_story(id="5", title="Harga cabai naik", published="2024-01-01", topics=("Covid-19",),
            authors=("Jum’at Hidayat",), body="Sungai meluap, kata warga di pasar."),
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Five stories of floods, pride and the market."""
    return open_archive(archive_of(tmp_path_factory.mktemp("arsip"), STORIES))


def ids(found: Suggestions) -> list[str]:
    """The stories whose headlines are offered."""
    return [own.story.id for own in found.headlines]


def marked(snippet: Snippet) -> str:
    """The text with its marks in brackets."""
    return "".join(f"[{piece}]" if own else piece for piece, own in snippet.pieces())


def counted(values: Sequence[SuggestedValue]) -> list[tuple[str, int]]:
    """The values, marked, with their counts."""
    return [(marked(own.value), own.count) for own in values]


def test_what_begins_so_is_offered_in_sections(archive: Archive) -> None:
    """Headlines, places, authors and topics, each with what was typed of it."""
    found = archive.suggest("jam")
    assert [marked(own.title) for own in found.headlines] == ["Kebanggaan warga Kota [Jam]bi"]
    assert counted(found.places) == [("[Jam]bi", 3), ("Kota [Jam]bi", 1), ("Muaro [Jam]bi", 1)]
    assert counted(found.authors) == [("Andi [Jam]il", 1)]
    assert (found.topics, found.meant, found.text) == ((), "", "jam")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("keban", ["1", "3", "2"], id="who begins so comes first, then the newer"),
        pytest.param("kebanj", ["1", "2"], id="one letter more"),
        pytest.param("banjir", [], id="a stem finds no other form"),
        pytest.param("warga keb", ["2", "1", "3"], id="in a row, then the newer of the others"),
        pytest.param("keb warga", [], id="a word before the last is whole"),
        pytest.param("WARGA, bang", ["4"], id="capitals and signs"),
        pytest.param("sungai", [], id="a word of the text only"),
        pytest.param("kebanjiran tebo war", ["2"], id="any order"),
    ],
)
def test_headlines_hold_all_that_was_typed(
    archive: Archive, text: str, expected: list[str]
) -> None:
    """The last word as far as it goes, the best first."""
    assert ids(archive.suggest(text)) == expected


@pytest.mark.parametrize(
    ("text", "places", "authors", "topics"),
    [
        pytest.param("kota j", ["[Kota J]ambi"], [], [], id="in a row"),
        pytest.param("jambi kota", [], [], [], id="not in another order"),
        pytest.param("juma", [], ["[Jum’a]t Hidayat"], [], id="without an apostrophe"),
        pytest.param("covid1", [], [], ["[Covid-1]9"], id="joined"),
        pytest.param("covid 19", [], [], ["[Covid-19]"], id="split"),
        pytest.param("s", ["[S]engeti"], ["[S]iti Aminah"], [], id="one letter"),
    ],
)
def test_values_hold_it_word_by_word(
    archive: Archive, text: str, places: list[str], authors: list[str], topics: list[str]
) -> None:
    """Places, authors and topics of which some words begin so."""
    found = archive.suggest(text)
    offered = (found.places, found.authors, found.topics)
    assert [[marked(own.value) for own in values] for values in offered] == [
        places, authors, topics
    ]  # fmt: skip


def test_one_letter_offers_no_headlines(archive: Archive) -> None:
    """It begins a word of too many; a second word of one letter does not."""
    assert ids(archive.suggest("k")) == []
    assert ids(archive.suggest("warga k")) == ["2", "3", "1"]


@pytest.mark.parametrize(
    "text",
    ["", "  ", "-", '"', "***", "🌊", "\x00"],
    ids=["nothing", "blanks", "a minus", "a quote", "stars", "an emoji", "a zero byte"],
)
def test_nothing_typed_offers_nothing(archive: Archive, text: str) -> None:
    """No letter, no offer."""
    assert archive.suggest(text) == Suggestions(text=text)


def test_each_section_has_its_limit(archive: Archive) -> None:
    """So many of each sort, or none."""
    assert ids(archive.suggest("warga", limit=2)) == ["2", "4"]
    assert len(archive.suggest("jam", limit=1).places) == 1
    assert archive.suggest("jam", limit=0).is_empty
    assert archive.suggest("jam", limit=-1).is_empty


@given(text=st.text(max_size=30) | st.from_regex(r'[-"*~(): ]*(DAN|topik:|ke?) [-"*~]?w?'))
def test_anything_may_be_typed(archive: Archive, text: str) -> None:
    """No text is an error, and what is offered is marked where it says."""
    found = archive.suggest(text)
    for own in found.headlines:
        assert own.title.text == own.story.title and own.title.marks
    assert json.loads(json.dumps(suggestions_to_json(found))) == suggestions_to_json(found)


def test_a_very_long_text_is_answered(archive: Archive) -> None:
    """What no headline can hold finds none, or by its beginning."""
    assert archive.suggest("warga " * 50_000).headlines == ()
    assert ids(archive.suggest("Harga cabai naik" + " " * 300 + "x")) == ["5"]


def test_a_slip_is_asked_about_where_nothing_begins_so(archive: Archive) -> None:
    """What was looked for instead is told; the word that is not finished stays as it is."""
    found = archive.suggest("kebanjirna")
    assert (found.meant, ids(found)) == ("kebanjiran", ["1", "2"])
    assert marked(found.headlines[0].title).startswith("[Kebanjiran] lagi")
    found = archive.suggest("kebanjirna teb")
    assert (found.meant, ids(found)) == ("kebanjiran teb", ["2"])
    assert archive.suggest("xqzvw").meant == ""


def test_a_headline_is_offered_once(tmp_path: Path) -> None:
    """Of those alike the newest, and others in place of the rest."""
    alike = [a_story(id=f"s{n}", title="Kabar pasar", published=f"2024-01-{n:02}")
             for n in range(1, 4)]  # fmt: skip
    other = a_story(id="x", title="Kabar ladang", published="2020-01-01")
    archive = open_archive(archive_of(tmp_path, [*alike, other]))
    assert ids(archive.suggest("kab", limit=2)) == ["s3", "x"]


def _withdraw(home: Home, story: Story) -> None:
    keep(home, [replace(story, status=Status.WITHDRAWN)])


def _embargo(home: Home, story: Story) -> None:
    keep(home, [replace(story, status=Status.EMBARGOED)])


def _rename(home: Home, story: Story) -> None:
    keep(home, [replace(story, title="Sungai surut")])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_withdraw, id="withdrawn"),
        pytest.param(_embargo, id="embargoed"),
        pytest.param(_rename, id="with another title"),
    ],
)
def test_a_headline_that_went_is_not_offered(
    tmp_path: Path, change: Callable[[Home, Story], None]
) -> None:
    """Neither by an open archive, nor by one opened before or after the index followed."""
    home = archive_of(tmp_path, STORIES)
    archive = open_archive(home)
    change(home, STORIES[0])
    assert ids(archive.suggest("kebanj")) == ["2"]
    assert ids(open_archive(home).suggest("kebanj")) == ["2"]
    reindex(home)
    assert ids(open_archive(home).suggest("kebanj")) == ["2"]
    if change is not _rename:
        assert open_archive(home).suggest("sengeti").is_empty


def test_a_rollback_offers_nothing_that_was_withdrawn(tmp_path: Path) -> None:
    """Headlines and values of a story withdrawn since the older generation stay hidden."""
    home = archive_of(tmp_path, STORIES)
    reindex(home, full=True)
    _withdraw(home, STORIES[0])
    reindex(home)
    rollback(home)
    archive = open_archive(home)
    assert ids(archive.suggest("keban")) == ["3", "2"]
    assert archive.suggest("sengeti").is_empty
    assert counted(archive.suggest("siti").authors) == [("[Siti] Aminah", 1)]


def test_held_stories_are_never_offered(tmp_path: Path) -> None:
    """A story that was never public gives no headline and no value."""
    held = replace(STORIES[0], status=Status.EMBARGOED)
    archive = open_archive(archive_of(tmp_path, [held, *STORIES[1:]]))
    assert archive.suggest("sengeti").is_empty
    assert ids(archive.suggest("keban")) == ["3", "2"]


def test_an_empty_archive_offers_nothing(tmp_path: Path) -> None:
    """There is nothing to offer, and that is no error."""
    assert open_archive(archive_of(tmp_path, [])).suggest("jambi") == Suggestions(text="jambi")


def test_threads_share_what_is_offered(tmp_path: Path) -> None:
    """Asked at once from the first question on, all get the same."""
    archive = open_archive(archive_of(tmp_path, STORIES))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(archive.suggest, ["jam"] * 32))
    assert set(map(repr, answers)) == {repr(archive.suggest("jam"))}


def test_the_json_has_a_list_for_each_sort() -> None:
    """Plain values: no HTML, no addresses of pages."""
    story = a_story(id="7", title="a < b", url="https://contoh.id/7", published=a_moment("2024-03"))
    found = Suggestions(
        text="b",
        headlines=(SuggestedHeadline(story, Snippet("a < b", ((4, 5),))),),
        places=(SuggestedValue(Snippet("Batang Hari", ((0, 1),)), 3),),
        meant="b",
    )
    assert suggestions_to_json(found) == {
        "text": "b",
        "meant": "b",
        "headlines": [{
            "id": "7", "title": "a < b", "title_marks": [[4, 5]],
            "url": "https://contoh.id/7", "published": "2024-03",
        }],
        "places": [{"value": "Batang Hari", "marks": [[0, 1]], "count": 3}],
        "authors": [],
        "topics": [],
    }  # fmt: skip
    assert suggestions_to_json(Suggestions(text=""))["meant"] is None
