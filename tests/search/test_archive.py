"""Searching, snippets and related stories over a real index."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import (
    BadQuery,
    Choice,
    FacetName,
    Filters,
    Generations,
    Home,
    LiveArchive,
    Moment,
    Query,
    Sort,
    StaleIndex,
    Stemmer,
    Store,
    index_in,
    open_archive,
    results_to_json,
)
from search.query.knowledge import Knowledge
from search.query.planning import plan
from search.snippets import MAX_SNIPPET_CHARS, Highlighter
from tests.archives import archive_of
from tests.builders import a_story

STORIES = [
    a_story(
        id="1", title="Banjir di Sengeti", topics=("bencana",),
        body=("Sungai Batanghari meluap dan merendam Sengeti.", "Warga mengungsi ke masjid."),
        published=Moment.from_iso("2024-03-15"),
    ),
    a_story(
        id="2", title="Pengungsi Sengeti pulang", topics=("bencana",),
        body=("Banjir surut, pengungsi Sengeti pulang dari masjid setelah sungai turun.",),
        published=Moment.from_iso("2024-03-20"),
    ),
    a_story(
        id="3", title="Pasar pindah", topics=("ekonomi",), body=("Pedagang pasar pindah.",),
        published=None,
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three stories, indexed."""
    return archive_of(tmp_path_factory.mktemp("arsip"), STORIES)


def test_any_form_of_a_word_finds_its_story(home: Home) -> None:
    """mengungsi and pengungsi are one family; the typed form comes first."""
    results = open_archive(home).search(Query(text="pengungsi"))
    assert [hit.story.id for hit in results.hits] == ["2", "1"]
    assert results.total == results.total_all_words == 2


def test_few_full_matches_are_joined_by_partial_ones_and_it_is_said(home: Home) -> None:
    """The set grows and names the words given up; a date sort does not grow."""
    archive = open_archive(home)
    ranked = archive.search(Query(text="banjir surut"))
    assert (ranked.total, ranked.total_all_words, ranked.relaxed) == (2, 1, ("surut",))
    dated = archive.search(Query(text="banjir surut", sort=Sort.NEWEST))
    assert (dated.total, dated.relaxed) == (1, ())


def test_facets_ignore_their_own_choice(home: Home) -> None:
    """Choosing a topic leaves the other topics' counts."""
    filters = Filters().with_choice(FacetName.TOPIC, Choice(("ekonomi",)))
    results = open_archive(home).search(Query(filters=filters), facets=(FacetName.TOPIC,))
    assert results.total == 1
    counts = {v.value: (v.count, v.selected) for v in results.facets[FacetName.TOPIC]}
    assert counts == {"bencana": (2, False), "ekonomi": (1, True)}


def test_undated_stories_come_last_in_both_orders(home: Home) -> None:
    """Unknown dates are neither new nor old."""
    archive = open_archive(home)
    for sort, order in ((Sort.NEWEST, ["2", "1", "3"]), (Sort.OLDEST, ["1", "2", "3"])):
        assert [h.story.id for h in archive.search(Query(sort=sort)).hits] == order


def test_related_stories_name_what_ties_them(home: Home) -> None:
    """The other story of the flood is related, with words and days; the market is not."""
    (relative,) = open_archive(home).related("1")
    assert relative.story.id == "2"
    assert "sengeti" in relative.reason.terms and relative.reason.days == 5


def test_a_page_out_of_bounds_is_refused(home: Home) -> None:
    """Limits are named."""
    with pytest.raises(BadQuery, match="1000"):
        open_archive(home).search(Query(), limit=1001)
    assert open_archive(home).search(Query(), offset=10_000).hits == ()


def test_the_json_of_an_answer_has_the_fields_of_the_contract(home: Home) -> None:
    """Every field of the design's object is there."""
    answer = results_to_json(open_archive(home).search(Query(text="banjir")))
    assert set(answer) == {
        "query", "understood", "pieces", "expanded", "corrected", "partial", "relaxed", "total",
        "total_stories", "total_all_words", "took_ms", "sort", "next", "hits", "facets",
        "did_you_mean", "dates",
    }  # fmt: skip
    assert set(answer["hits"][0]) >= {
        "id", "title", "url", "published", "authors", "topics", "places", "kind", "score",
        "similar", "snippet",
    }  # fmt: skip


def test_a_foreign_index_is_never_served(tmp_path: Path) -> None:
    """An index made from another archive is a StaleIndex."""
    home = archive_of(tmp_path / "a", STORIES[:1])
    other = archive_of(tmp_path / "b", STORIES)
    home.store.unlink()
    for suffix in ("-wal", "-shm"):
        home.store.with_name(home.store.name + suffix).unlink(missing_ok=True)
    home.store.write_bytes(other.store.read_bytes())
    with pytest.raises(StaleIndex):
        open_archive(home)


def test_a_snapshot_does_not_see_later_commits(tmp_path: Path) -> None:
    """An open archive answers as it did; a live one opens the newer commit."""
    home = archive_of(tmp_path, STORIES[:1])
    live = LiveArchive(home)
    old = live.current()
    archive_of(tmp_path, STORIES[1:])
    assert old.search(Query()).total == 1
    assert live.current().search(Query()).total == 3


def test_the_commit_record_is_json_and_guarded(tmp_path: Path) -> None:
    """A changed record is damaged, and no pickle lies beside the segments."""
    from search import DamagedIndex

    home = archive_of(tmp_path, STORIES)
    folder = Generations(home.index).current()
    assert not list(folder.glob("*.toc"))
    record = folder / "commit.json"
    record.write_text(record.read_text("utf-8").replace('"number": 1', '"number": 2'), "utf-8")
    with pytest.raises(DamagedIndex, match="checksum"):
        index_in(folder).reader()
    assert Store(home.store).revision == 3


STEM = Stemmer().stem


@given(
    st.text(st.sampled_from("banjir Jambi. kota-Ü😀\u202e"), max_size=700),
    st.sampled_from(["banjir", '"kota jambi"', "ba*", "jambi~", "yang"]),
)
def test_a_snippet_is_a_passage_with_marks_in_it(text: str, query: str) -> None:
    """Marks are sorted, apart and inside; the pieces joined are the text; its length is bounded."""
    story = a_story(body=tuple(part for part in text.split(".") if part.strip()) or ("isi",))
    snippet = Highlighter(plan(query, Knowledge(stem=STEM)).plan, STEM).snippet(story)
    assert "".join(piece for piece, _ in snippet.pieces()) == snippet.text
    ends = [position for mark in snippet.marks for position in mark]
    assert ends == sorted(ends) and all(0 <= end <= len(snippet.text) for end in ends)
    assert all(start < end for start, end in snippet.marks)
    assert len(snippet.text) <= MAX_SNIPPET_CHARS + 2


def test_the_snippet_is_the_passage_with_most_of_the_query() -> None:
    """Two words in one sentence beat one word twice."""
    story = a_story(
        body=("Banjir, banjir lagi.", "Hujan turun. Banjir melanda kota Jambi sejak pagi.")
    )
    snippet = Highlighter(plan("banjir jambi", Knowledge(stem=STEM)).plan, STEM).snippet(story)
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["Banjir", "Jambi"]


def test_a_held_story_is_answered_like_an_unknown_one(tmp_path: Path) -> None:
    """An embargoed story is in no list and has no page, though the store holds it."""
    from search import Status, StoryNotFound

    held = a_story(id="9", title="Banjir besok", status=Status.EMBARGOED)
    archive = open_archive(archive_of(tmp_path, [*STORIES, held]))
    assert archive.search(Query(text="besok")).total == 0
    for ask in (archive.story, archive.story_at, archive.related):
        with pytest.raises(StoryNotFound):
            ask("9")


def test_threads_share_a_snapshot(home: Home) -> None:
    """Eight threads asking one archive get the answers that one gets."""
    from concurrent.futures import ThreadPoolExecutor

    archive = open_archive(home)
    texts = ["banjir", "pengungsi sengeti", '"sungai batanghari"', "pasar", "ban*", "masjid~"] * 20

    def ask(text: str) -> list[str]:
        return [hit.story.id for hit in archive.search(Query(text=text)).hits]

    alone = [ask(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, texts)) == alone


def test_a_headline_with_a_masked_word_finds_itself(tmp_path: Path) -> None:
    """Papers print "ter*ris"; pasted, it is found, and so is the word by its pattern."""
    masked = a_story(id="m", title="Terduga Ter*ris Ditangkap")
    plain = a_story(id="p", title="Teroris lain ditangkap")
    archive = open_archive(archive_of(tmp_path, [masked, plain]))
    assert archive.search(Query(text=masked.title)).hits[0].story.id == "m"
    assert archive.search(Query(text="ter*ris")).total == 2


def test_an_archive_of_one_recurring_headline_can_be_built(tmp_path: Path) -> None:
    """Stories that share a headline do not make a rebuild look damaged."""
    same = [a_story(id=str(n), title="Foto Hari Ini", body=(f"Isi {n}.",)) for n in range(60)]
    assert open_archive(archive_of(tmp_path, same)).search(Query(text="foto")).total == 60


def test_all_hits_are_those_of_the_pages(home: Home) -> None:
    """The table of all hits has the pages' stories, scores and order."""
    archive = open_archive(home)
    for query in (Query(text="banjir surut"), Query(sort=Sort.OLDEST), Query(text="tidakada")):
        pages = archive.search(query, limit=100).hits
        assert list(archive.all_hits(query)) == [(hit.story, hit.score) for hit in pages]
    with pytest.raises(BadQuery):
        archive.all_hits(Query(text="tanggal:kapan"))
