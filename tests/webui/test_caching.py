"""What a browser may keep, and how it learns that it is still true."""

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.reindexing import reindex
from search import LiveArchive, Store
from tests.archives import archive_of, keep
from tests.builders import a_story
from webui import create_app

_PAGES = ["/", "/cari?q=banjir", "/berita/s1", "/cari.json?q=banjir", "/cari.atom", "/cari.csv"]


@pytest.mark.parametrize("address", _PAGES)
def test_an_unchanged_page_is_not_sent_again(client: FlaskClient, address: str) -> None:
    """Who brings the tag of an answer gets a 304 without a body, and the same tag."""
    first = client.get(address)
    assert first.status_code == 200 and first.headers["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_another_address_has_another_tag(client: FlaskClient) -> None:
    """A tag is good for its own address only."""
    tags = {client.get(address).headers["ETag"] for address in _PAGES}
    assert len(tags) == len(_PAGES)


def test_an_error_is_kept_by_nobody(client: FlaskClient) -> None:
    """What was not found may be there the next time."""
    answer = client.get("/berita/tidak-ada")
    assert answer.status_code == 404 and "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_style_sheet_is_kept_for_good_under_its_contents_name(client: FlaskClient) -> None:
    """The address that a page gives may be kept for good, any other must be asked for again."""
    page = client.get("/").get_data(as_text=True)
    named = page.split('rel="stylesheet" href="')[1].split('"')[0]
    for address, kept in ((named, "immutable"), ("/static/base.css", "no-cache"),
                          ("/static/base.css?v=0", "no-cache")):  # fmt: skip
        with client.get(address) as answer:
            assert answer.status_code == 200 and kept in answer.headers["Cache-Control"]


def test_a_page_is_sent_compressed_to_who_can_read_it(client: FlaskClient) -> None:
    """The compressed page is the page."""
    plain = client.get("/cari?q=banjir")
    packed = client.get("/cari?q=banjir", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data


def test_a_change_of_the_archive_changes_the_tag(tmp_path: Path) -> None:
    """A removal that no commit followed yet is seen at once, and so is a commit."""
    home = archive_of(tmp_path, [a_story(id="a"), a_story(id="b")])
    live = LiveArchive(home)
    try:
        client = create_app(live).test_client()
        first = client.get("/")
        store = Store(home.store)
        with store.writing() as writer:
            writer.remove("b", "")
        store.close()
        removed = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
        assert removed.status_code == 200
        keep(home, [a_story(id="c")])
        reindex(home)
        indexed = client.get("/", headers={"If-None-Match": removed.headers["ETag"]})
        assert indexed.status_code == 200
        assert len({a.headers["ETag"] for a in (first, removed, indexed)}) == 3
    finally:
        live.close()
