"""A result is read to its end, whatever its size."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.reindexing import reindex
from search import LiveArchive, withdraw
from tests.archives import archive_of, keep
from tests.builders import a_story
from webui import create_app


def _walk(client: FlaskClient, address: str) -> list[str]:
    """The ids of all hits, page after page."""
    ids: list[str] = []
    page = client.get(address).get_json()
    while True:
        ids += [hit["id"] for hit in page["hits"]]
        if page["cursor"] is None:
            return ids
        page = client.get(f"{address}&cursor={page['cursor']}").get_json()


@pytest.mark.parametrize("sort", ["relevan", "terbaru", "terlama"])
@pytest.mark.parametrize("text", ["", "banjir warga", "kota ja&prefix=true"])
def test_a_cursor_leads_to_the_end(client: FlaskClient, sort: str, text: str) -> None:
    """Page after page gives what one page gives that holds all: each hit once, in order."""
    address = f"/api/v1/search?q={quote(text, safe='&=')}&sort={sort}"
    whole = client.get(f"{address}&limit=1000").get_json()
    assert whole["cursor"] is None and whole["total"] > 3
    assert _walk(client, f"{address}&limit=3") == [hit["id"] for hit in whole["hits"]]


def _cursor(client: FlaskClient, question: str = "q=banjir") -> str:
    cursor = client.get(f"/api/v1/search?{question}&limit=1").get_json()["cursor"]
    assert isinstance(cursor, str)
    return cursor


@pytest.mark.parametrize("broken", [
    pytest.param(lambda text: text[:-3], id="cut"),
    pytest.param(lambda text: text[:20] + ("A" if text[20] != "A" else "B") + text[21:],
                 id="one character changed"),
    pytest.param(lambda text: "ü" + text, id="no letter of ours"),
    pytest.param(lambda text: "x", id="one letter"),
    pytest.param(lambda text: "=" * 8, id="nothing but padding"),
])  # fmt: skip
def test_a_broken_cursor_is_refused(client: FlaskClient, broken: object) -> None:
    """It is a 400 that says so."""
    assert callable(broken)
    cursor = quote(broken(_cursor(client)))
    answer = client.get(f"/api/v1/search?q=banjir&cursor={cursor}")
    assert answer.status_code == 400 and "broken" in answer.get_json()["detail"]


def test_a_cursor_is_good_for_its_own_question_only(client: FlaskClient) -> None:
    """Another text, sort or filter is a 400; another number of hits is not."""
    cursor = _cursor(client)
    for other in (
        "q=sungai",
        "q=banjir&sort=terbaru",
        "q=banjir&year=2024",
        "q=banjir&prefix=true",
    ):
        assert client.get(f"/api/v1/search?{other}&cursor={cursor}").status_code == 400
    assert client.get(f"/api/v1/search?q=banjir&limit=2&cursor={cursor}").status_code == 200


def test_a_page_may_be_as_large_as_behind_an_offset(tmp_path: Path) -> None:
    """A thousand hits a page: the cursor still leads to the end."""
    stories = [a_story(id=f"{n:04}", title=f"Kabar {n}") for n in range(2_100)]
    client = create_app(LiveArchive(archive_of(tmp_path, stories))).test_client()
    ids = _walk(client, "/api/v1/search?q=kabar&copies=all&limit=1000")
    assert len(ids) == len(set(ids)) == len(stories)


def test_a_cursor_ends_with_its_archive(tmp_path: Path) -> None:
    """After a commit, and after a withdrawal at once, it is a 410."""
    home = archive_of(tmp_path, [a_story(id=f"a{n}", title=f"Kabar {n}") for n in range(5)])
    live = LiveArchive(home)
    client = create_app(live).test_client()
    try:
        address = "/api/v1/search?q=kabar&copies=all&limit=2"
        cursor = client.get(address).get_json()["cursor"]
        keep(home, [a_story(id="b", title="Kabar baru")])
        reindex(home)
        gone = client.get(f"{address}&cursor={cursor}")
        assert gone.status_code == 410 and gone.get_json()["type"] == "urn:telusur:cursor-gone"
        cursor = client.get(address).get_json()["cursor"]
        withdraw(home, ["a1"], reason="sengketa", by="redaktur", now=datetime.now(UTC))
        assert client.get(f"{address}&cursor={cursor}").status_code == 410
    finally:
        live.close()
