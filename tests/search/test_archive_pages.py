"""Pages, filters and facets of a real archive: nothing repeats, nothing is left out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from search import (
    PAGE_LIMIT,
    Archive,
    BadQuery,
    Choice,
    DayRange,
    FacetName,
    Filters,
    Query,
    Sort,
    Status,
    StoryNotFound,
    month_range,
    open_archive,
    story_key,
)
from tests.archives import archive_of
from tests.builders import a_story

STORIES = [
    a_story(
        id=f"s{number}",
        title=f"Rapat ke-{number}" if number % 3 else f"Banjir ke-{number}",
        body=("Wali Kota Jambi membuka rapat." if number % 2 else "Warga pulang.",),
        published=f"2024-0{1 + number % 3}-1{number % 5}" if number != 7 else None,
        authors=("Yen",) if number % 4 else (),
    )
    for number in range(1, 14)
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Thirteen stories of three months, one undated."""
    return open_archive(archive_of(tmp_path_factory.mktemp("arsip"), STORIES))


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", ["", "rapat", "banjir jambi", "yang"])
def test_pages_neither_repeat_nor_leave_out(archive: Archive, sort: Sort, text: str) -> None:
    """All pages in a row are the one long page; `next_offset` leads through them."""
    whole = archive.search(Query(text=text, sort=sort), limit=100)
    ids = [hit.story.id for hit in whole.hits]
    assert len(set(ids)) == len(ids) == whole.total
    paged: list[str] = []
    offset: int | None = 0
    while offset is not None:
        page = archive.search(Query(text=text, sort=sort), limit=4, offset=offset)
        paged += [hit.story.id for hit in page.hits]
        offset = page.next_offset
    assert paged == ids


@pytest.mark.parametrize(
    "bounds",
    [{"limit": -1}, {"limit": PAGE_LIMIT + 1}, {"offset": -1}, {"facet_limit": -1}],
    ids=["fewer than none", "too many", "before the first", "fewer than no facet values"],
)
def test_a_page_that_cannot_be_is_refused(archive: Archive, bounds: dict[str, Any]) -> None:
    """The limits are named, and it counts as a bad query."""
    with pytest.raises(BadQuery, match=str(PAGE_LIMIT)) as raised:
        archive.search(Query(), **bounds)
    assert raised.value.values["reason"] == "page"


def test_no_hits_may_be_asked_for(archive: Archive) -> None:
    """A limit of 0 counts."""
    results = archive.search(Query(), limit=0)
    assert (results.total, results.hits, results.next_offset) == (13, (), None)


def test_days_pass_only_what_lies_wholly_in_them(archive: Archive) -> None:
    """The undated story never passes; both edges are days of the range."""
    filters = Filters(days=DayRange(date(2024, 1, 1), date(2025, 1, 1)))
    assert archive.search(Query(filters=filters)).total == 12
    january = archive.search(Query(filters=Filters(days=month_range(2024, 1))), limit=100)
    expected = {s.id for s in STORIES if s.published and s.published.month == "2024-01"}
    assert {hit.story.id for hit in january.hits} == expected


def test_facets_count_the_unknown_value(archive: Archive) -> None:
    """Stories without author or date count under None; choosing it finds them."""
    results = archive.search(Query(), facets=(FacetName.AUTHOR, FacetName.YEAR))
    counts = {v.value: v.count for v in results.facets[FacetName.AUTHOR]}
    assert counts == {"Yen": 10, None: 3}
    undated = Filters().with_choice(FacetName.YEAR, Choice((None,)))
    assert [h.story.id for h in archive.search(Query(filters=undated)).hits] == ["s7"]


def test_days_are_counted_within_one_month_only(archive: Archive) -> None:
    """`day` is empty until a month is chosen or the range lies in one."""
    facets = (FacetName.DAY,)
    assert archive.search(Query(), facets=facets).facets[FacetName.DAY] == ()
    chosen = Filters().with_choice(FacetName.MONTH, Choice(("2024-02",)))
    for filters in (chosen, Filters(days=month_range(2024, 2))):
        days = archive.search(Query(filters=filters), facets=facets).facets[FacetName.DAY]
        assert days and all((day.value or "").startswith("2024-02-") for day in days)


def test_a_field_and_a_date_in_the_box_bind(archive: Archive) -> None:
    """`penulis:` and `tanggal:` narrow like the filters do."""
    assert archive.search(Query(text="penulis:yen")).total == 10
    assert archive.search(Query(text="-penulis:yen")).total == 3
    assert archive.search(Query(text="tanggal:2024-01..2024-02 tanggal:2023..")).total == 8


def test_a_story_is_reached_by_id_and_key(tmp_path: Path) -> None:
    """Odd ids have keys; held and unknown ones are told alike, word for word."""
    odd = a_story(id="berita/2024 é")
    held = a_story(id="h", status=Status.EMBARGOED)
    archive = open_archive(archive_of(tmp_path, [odd, held]))
    assert archive.story(odd.id) == archive.story_at(story_key(odd.id)) == odd
    messages = []
    for story_id in ("h", "x"):
        with pytest.raises(StoryNotFound) as raised:
            archive.story(story_id)
        messages.append(str(raised.value).replace(repr(story_id), "ID"))
    assert messages[0] == messages[1]


def test_a_whole_story_is_marked_for_reading(archive: Archive) -> None:
    """Headline first, then every paragraph; a text that cannot be read marks nothing."""
    story = archive.story("s1")
    title, lead = archive.marked(story, "rapat")
    assert title.marks == ((0, 5),) and [lead.text[a:b] for a, b in lead.marks] == ["rapat"]
    assert all(part.marks == () for part in archive.marked(story, "rapat tanggal:kapan"))


def test_a_headline_pasted_whole_finds_its_story_first(archive: Archive) -> None:
    """Every headline is its own best query."""
    for story in STORIES:
        assert archive.search(Query(text=story.title)).hits[0].story.id == story.id


def test_a_long_paste_is_cut_and_the_answer_says_so(archive: Archive) -> None:
    """Ten thousand words are answered, as a lower bound."""
    text = " ".join(["rapat", *(f"kata{number}" for number in range(10_000))])
    assert archive.search(Query(text=text)).partial == "terms"
