"""The front page: the archive at a glance."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.reindexing import reindex
from search import Home, LiveArchive
from tests.archives import archive_of, keep
from tests.builders import a_story
from tests.webui.pages import page_at
from webui import create_app, words
from webui.contexts import Anniversary
from webui.views.front import anniversaries


def test_the_front_page_leads_to_days_topics_authors_and_places(client: FlaskClient) -> None:
    """Each way in says how much there is."""
    page = page_at(client, "/")
    assert {"/hari", "/topik", "/penulis", "/tempat"} <= set(page.links)
    for said in ("kalender sejak 2022", "3 topik", "3 penulis", "1 tempat"):
        assert said in page.spoken


def test_every_page_leads_to_the_ways_to_browse(client: FlaskClient) -> None:
    """The site's navigation stands on all pages, and says where one is."""
    for address in ("/", "/cari?q=banjir", "/berita/s1", "/hari", "/tempat"):
        page = page_at(client, address)
        assert page.all("nav", **{"class": "site"})
        assert {"/hari", "/topik", "/penulis", "/tempat"} <= set(page.links)
        here = [a["href"] for a in page.all("a", **{"aria-current": "page"})]
        assert here == ([address] if address in ("/hari", "/tempat") else [])


@pytest.fixture
def small(tmp_path: Path) -> Home:
    """An archive of one story."""
    return archive_of(tmp_path, [a_story(id="a", title="Pasar baru", published="2024-03-15")])


@pytest.fixture
def front(small: Home) -> Iterator[FlaskClient]:
    """The pages over it."""
    live = LiveArchive(small)
    yield create_app(live).test_client()
    live.close()


def test_the_front_page_says_how_fresh_the_index_is(front: FlaskClient, small: Home) -> None:
    """When it was updated, and how many stories it does not know yet."""
    said = page_at(front, "/").spoken
    assert re.search(r"Indeks diperbarui \d+ \w+ \d{4}, \d\d\.\d\d WIB; semua berita sudah", said)
    keep(small, [a_story(id="b"), a_story(id="c")])
    assert "2 berita baru atau berubah belum terindeks." in page_at(front, "/").spoken
    reindex(small)
    assert "semua berita sudah terindeks." in page_at(front, "/").spoken


def test_what_came_in_last_is_named_where_it_is_not_the_newest(tmp_path: Path) -> None:
    """An old story that came in today is seen; where the newest came last nothing is said twice."""
    new = [a_story(id=f"n{at}", title=f"Baru {at}", published="2024-03-15") for at in range(12)]
    home = archive_of(tmp_path, new)
    live = LiveArchive(home)
    client = create_app(live).test_client()
    keep(home, [a_story(id="tua", title="Kabar lama", published="1999-05-01")])
    reindex(home)
    page = page_at(client, "/")
    last = page.spoken.split("Terakhir masuk arsip")[1]
    assert last.split("1 Mei 1999")[0].strip() == "Kabar lama"
    live.close()


def test_a_paper_of_today_has_no_list_of_arrivals(front: FlaskClient) -> None:
    """Where what came last is what is newest, it is shown once."""
    assert "Terakhir masuk arsip" not in page_at(front, "/").spoken


def test_this_day_in_earlier_years_has_one_story_a_year(tmp_path: Path) -> None:
    """The last years first, five at most; this year and other days are not among them."""
    dates = ["2024-11-24", "2023-11-24", "2023-11-24", "2021-11-24", "2020-11-23", "2019-11",
             *(f"{year}-11-24" for year in range(2010, 2016))]  # fmt: skip
    stories = [
        a_story(id=f"s{at}", title=f"Kabar {at}", body=f"Isi nomor {at}.", published=published)
        for at, published in enumerate(dates)
    ]
    live = LiveArchive(archive_of(tmp_path, stories))
    found = _found(live, "2024 2023 2021 2020 2019 2015 2014 2013 2012", date(2024, 11, 24))
    assert [own.year for own in found] == ["2023", "2021", "2015", "2014", "2013"]
    others = found[0].others
    assert others is not None
    assert (others.text, others.href) == ("dan 1 berita lain", "/hari/2023/11/24")
    assert found[1].others is None
    live.close()


def test_the_29th_of_february_looks_at_leap_years_only(tmp_path: Path) -> None:
    """A day that a year does not have is passed over."""
    stories = [a_story(id="a", published="2020-02-29"), a_story(id="b", published="2023-02-28")]
    live = LiveArchive(archive_of(tmp_path, stories))
    assert [own.year for own in _found(live, "2023 2020", date(2024, 2, 29))] == ["2020"]
    live.close()


def _found(live: LiveArchive, years: str, today: date) -> list[Anniversary]:
    with create_app(live).test_request_context("/"):
        return list(anniversaries(live.current(), years.split(), today))


def test_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    """No list stands empty; who keeps the archive is told how to fill it."""
    client = create_app(LiveArchive(archive_of(tmp_path, []))).test_client()
    page = page_at(client, "/")
    assert "Belum ada berita di arsip ini." in page.spoken and "telusur import" in page.spoken
    assert not page.all("section", **{"aria-labelledby": "terbaru"})


def test_the_state_of_the_index_is_said_in_words() -> None:
    """In WIB, with a point in the time; without it where it is not known."""
    when = datetime(2026, 11, 24, 11, 40, tzinfo=UTC)
    said = words.browsing.fresh_text(when, 0)
    assert said == "Indeks diperbarui 24 November 2026, 18.40 WIB; semua berita sudah terindeks."
    assert words.browsing.fresh_text(None, 1_200).startswith("1.200 berita baru atau berubah")
    assert words.browsing.fresh_text(None, 0) == "Semua berita sudah terindeks."
