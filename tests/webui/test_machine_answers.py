"""JSON, CSV, Atom and health."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from indexer.reindexing import reindex
from search import (
    PAGE_LIMIT,
    Choice,
    DamagedIndex,
    FacetName,
    Filters,
    Generations,
    Home,
    LiveArchive,
    Query,
    results_to_json,
    today_wib,
)
from tests.archives import archive_of
from tests.builders import a_story
from tests.damage import spoil, wait_until_verified
from webui import WebSettings, create_app
from webui.rendering import the_archive

_ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_api_gives_the_object_of_the_command(client: FlaskClient) -> None:
    """/api/v1/search is results_to_json of the same search, in its order, but for the time."""
    live: LiveArchive = client.application.extensions["telusur"]
    chosen = Filters().with_choice(FacetName.TOPIC, Choice(("bencana",)))
    facets = (FacetName.TOPIC, FacetName.YEAR)
    found = live.current().search(
        Query(text="banjir", filters=chosen, today=today_wib()),
        limit=1,
        facets=facets,
        facet_limit=3,
    )
    expected = results_to_json(found) | {"took_ms": 0}
    address = "/api/v1/search?q=banjir&topic=bencana&limit=1&facets=topic,year&facet_limit=3"
    answer = client.get(address).get_json()
    assert answer | {"took_ms": 0, "cursor": ""} == expected | {"cursor": ""}
    assert list(answer) == [*expected, "cursor"]


def test_the_api_and_the_page_give_the_same_answer(client: FlaskClient) -> None:
    """One question has one answer, whichever way it is asked."""
    api = client.get("/api/v1/search?q=banjir&topic=bencana&facets=topic").get_json()
    page = client.get("/cari.json?q=banjir&topik=bencana").get_json()
    assert [hit["id"] for hit in api["hits"]] == [hit["id"] for hit in page["hits"]]
    assert api["total"] == page["total"] == 2
    assert api["facets"]["topic"][0] == {
        "value": "bencana", "count": 2, "selected": True, "excluded": False,
    }  # fmt: skip


def test_the_api_knows_every_name_of_the_command(client: FlaskClient) -> None:
    """Filters, days, order and place in the result have the command's English names."""
    address = (
        "/api/v1/search?author=Rina&place=-Jambi&kind=berita&year=2024&month=2024-03&from=2024"
        "&until=2024-03-17&sort=terlama&limit=5&offset=0&facets=day&facets=kind"
    )
    answer = client.get(address).get_json()
    assert [hit["id"] for hit in answer["hits"]] == ["s1"]
    assert set(answer["facets"]) == {"day", "kind"}


@pytest.mark.parametrize(
    ("parameter", "said"),
    [
        ("limit=5000", "limit=5000"),
        ("offset=-1", "offset=-1"),
        ("sort=foo", "sort=foo"),
        ("facets=topic,umur", "topic,umur"),
        ("from=kemarin", "from=kemarin"),
        ("from=2024&until=2023", "until=2023"),
        ("q=tanggal:xx", "xx"),
        ("facet_limit=x", "facet_limit=x"),
    ],
)
def test_the_api_words_errors_as_problem_details(
    client: FlaskClient, parameter: str, said: str
) -> None:
    """A bad parameter is a 400 of application/problem+json (RFC 9457) that says which."""
    answer = client.get(f"/api/v1/search?{parameter}")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    problem = answer.get_json()
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == 400 and said in problem["detail"]


def test_unknown_addresses_of_the_api_are_problems_too(client: FlaskClient) -> None:
    """404 and 405 below /api/ are JSON; a 405 says what is allowed."""
    assert client.get("/api/v2/x").content_type == "application/problem+json"
    answer = client.post("/api/v1/search")
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]


def test_the_table_has_every_hit_and_disarms_formulas(client: FlaskClient) -> None:
    """/cari.csv has all hits of a search, and no cell begins as a formula would."""
    answer = client.get("/cari.csv?urut=terlama")
    assert answer.mimetype == "text/csv" and "telusur.csv" in answer.headers["Content-Disposition"]
    header, *rows = csv.reader(io.StringIO(answer.get_data(as_text=True)))
    assert header[:4] == ["id", "title", "published", "authors"]
    assert [row[0] for row in rows] == ["s6", "s4", "s5", "s1", "s2", "aneh/id ü"]
    assert rows[0][3] == "'=1+1" and rows[2][4] == "'-murah, ~kira"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_table_goes_beyond_one_page_of_the_archive(tmp_path: Path) -> None:
    """More hits than the archive gives at once are all in the table, each once."""
    stories = [a_story(id=str(n), title=f"Kabar {n}") for n in range(PAGE_LIMIT + 5)]
    client = create_app(LiveArchive(archive_of(tmp_path, stories))).test_client()
    rows = list(csv.reader(io.StringIO(client.get("/cari.csv?q=kabar").get_data(as_text=True))))
    assert sorted({row[0] for row in rows[1:]}) == sorted(story.id for story in stories)
    assert len(rows) == len(stories) + 1


def test_the_feed_is_newest_first_and_links_absolutely(client: FlaskClient) -> None:
    """/cari.atom lists the newest story first whatever the order, with absolute addresses."""
    live: LiveArchive = client.application.extensions["telusur"]
    app = create_app(live, WebSettings(base_url="https://arsip.example"))
    answer = app.test_client().get("/cari.atom?q=banjir&urut=terlama")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)
    ids = [entry.findtext("a:id", namespaces=_ATOM) for entry in feed.findall("a:entry", _ATOM)]
    assert ids == ["https://arsip.example/berita/s2", "https://arsip.example/berita/s1"]
    assert feed.findtext("a:updated", namespaces=_ATOM) == "2024-03-17T17:00:00Z"
    relations = {link.get("rel"): link.get("href") for link in feed.findall("a:link", _ATOM)}
    assert relations["self"] == "https://arsip.example/cari.atom?q=banjir"
    assert all(entry.find("a:author/a:name", _ATOM) is not None for entry in feed.iter("entry"))


def test_a_feed_of_undated_stories_is_still_a_feed(client: FlaskClient) -> None:
    """Atom wants an instant of every entry; control characters in a query do not break it."""
    feed = ElementTree.fromstring(client.get("/cari.atom?tahun=~&q=%00%1b").data)
    assert feed.findtext("a:updated", namespaces=_ATOM) == "1970-01-01T00:00:00Z"


def test_health_says_whether_the_archive_can_be_searched(
    client: FlaskClient, empty: FlaskClient
) -> None:
    """/healthz is 200 and ok over an archive, 503 without one, and never kept in a cache."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "ok")
    assert answer.headers["Cache-Control"] == "no-store"
    wait_until_verified(client.application.extensions["telusur"])
    assert client.get("/healthz").get_json()["verifying"] is False
    missing = empty.get("/healthz")
    assert (missing.status_code, missing.get_json()["fault"]) == (503, "archive-not-found")


@pytest.fixture
def twice(tmp_path: Path) -> Home:
    """An archive of some size with two generations."""
    body = " ".join(f"kata{n}" for n in range(4000))
    home = archive_of(tmp_path, [a_story(id="1", body=body)])
    reindex(home, full=True)
    return home


def test_health_says_that_an_older_index_serves_a_damaged_one(twice: Home) -> None:
    """Damage is found without anybody asking for it; health is degraded, and names no file."""
    spoil(Generations(twice.index).current())
    live = LiveArchive(twice)
    client = create_app(live).test_client()
    client.get("/healthz")
    wait_until_verified(live)
    health = client.get("/healthz").get_json()
    assert health["status"] == "degraded" and "an older index serves" in health["fault"]
    assert health["stories"] == 1 and str(twice.path) not in str(health)
    live.close()


def test_a_request_that_meets_damage_is_the_last_one(twice: Home) -> None:
    """It is answered with 503; the next one by the older index."""
    live = LiveArchive(twice)
    app = create_app(live)

    @app.get("/api/v1/rusak")
    def meet() -> str:
        the_archive()
        raise DamagedIndex("this piece cannot be read")

    client = app.test_client()
    client.get("/healthz")
    wait_until_verified(live)
    spoil(Generations(twice.index).current())
    answer = client.get("/api/v1/rusak")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert client.get("/healthz").get_json()["status"] == "degraded"
    wait_until_verified(live)
    assert client.get("/healthz").get_json()["status"] == "degraded"
    assert client.get("/api/v1/search?q=kata7").get_json()["total"] == 1
    live.close()
