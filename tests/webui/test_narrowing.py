"""Choosing among many values, and what a filter of days passes over."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search import LiveArchive
from tests.archives import archive_of
from tests.builders import a_story
from tests.webui.pages import page_at
from webui import create_app


@pytest.fixture
def crowded(tmp_path: Path) -> FlaskClient:
    """Forty stories by thirty-nine authors, one by nobody, a few with half a date or none."""
    stories = [
        a_story(
            id=f"s{n}",
            title=f"Banjir ke-{n}",
            authors=(f"Penulis {n:02}",) if n else (),
            topics=("bencana",),
            published="2024-03-15" if n > 5 else "2024" if n > 2 else None,
        )
        for n in range(40)
    ]
    return create_app(LiveArchive(archive_of(tmp_path, stories))).test_client()


def test_a_long_facet_shows_its_largest_values_and_never_hides_the_unknown_one(
    crowded: FlaskClient,
) -> None:
    """Ten values stand on the page of hits, with stories without any, and a way to all."""
    page = page_at(crowded, "/cari?q=banjir")
    authors = [link for link in page.links if "penulis=" in link and "-" not in link]
    assert len(authors) == 11 and "/cari?q=banjir&penulis=~" in authors
    assert "/cari/penulis?q=banjir" in page.links


def test_any_value_of_a_long_facet_can_be_found(crowded: FlaskClient) -> None:
    """The page of all values finds by a part of a name, in any case, and keeps the search."""
    everything = page_at(crowded, "/cari/penulis?q=banjir&topik=bencana")
    assert sum("penulis=Penulis" in link for link in everything.links) == 39
    some = page_at(crowded, "/cari/penulis?q=banjir&topik=bencana&isi=PENULIS+1")
    chosen = [link for link in some.links if "penulis=Penulis" in link]
    assert chosen == [f"/cari?q=banjir&topik=bencana&penulis=Penulis+{n}" for n in range(10, 20)]
    assert some.all("input", name="q", type="hidden") == [
        {"type": "hidden", "name": "q", "value": "banjir"}
    ]


def test_a_value_that_is_not_there_is_said_to_be_none(crowded: FlaskClient) -> None:
    """Nothing found among the values is a sentence and a way back."""
    page = page_at(crowded, "/cari/topik?isi=zzz")
    assert "Tidak ada yang memuat tulisan itu." in page.text and "/cari" in page.links


def test_a_filter_of_days_says_what_it_passes_over(crowded: FlaskClient) -> None:
    """Stories without a date, and those whose year alone is known, are told and can be seen."""
    page = page_at(crowded, "/cari?q=banjir&dari=2024-03-01&sampai=2024-03-31")
    assert "Di luar saringan tanggal ini:" in page.text
    assert "3 berita tanpa tanggal" in page.text
    assert "3 berita yang hanya diketahui tahunnya" in page.text
    for link in ("/cari?q=banjir&tahun=~", "/cari?q=banjir&tahun=2024&bulan=~"):
        assert link in page.links
        assert "3 berita" in page_at(crowded, link).text


def test_a_whole_year_passes_over_no_story_of_that_year(crowded: FlaskClient) -> None:
    """Who asks for a year gets the stories of which only the year is known."""
    page = page_at(crowded, "/cari?q=banjir&dari=2024-01-01&sampai=2024-12-31")
    assert "37 berita" in page.text
    assert "diketahui tahunnya" not in page.text
