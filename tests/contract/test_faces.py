"""One question has one answer, whichever face of the archive is asked."""

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from search import Home, LiveArchive, Sort
from search.cli_search import search as command
from tests.archives import archive_of
from tests.builders import a_story
from tests.webui.pages import page_at
from webui import WebSettings, create_app

_SAME = "Warga kampung di tepi sungai menunggu bantuan beras sejak banjir besar pekan lalu. " * 12
STORIES = [
    a_story(id=f"b{n}", title=f"Banjir {place} Hari Ke-{n}", published=f"2024-03-{n + 1:02}",
            body=f"Banjir di {place} setinggi {n} meter, kata bupati.", topics=("bencana",))
    for n, place in enumerate(("Sengeti", "Bangko", "Bungo", "Kerinci", "Tebo"), start=1)
] + [
    a_story(id="k1", title="Warga Menunggu Bantuan", body=_SAME, published="2024-03-09"),
    a_story(id="k2", title="Warga Menunggu Bantuan", body=_SAME, published="2024-03-10"),
    a_story(id="p", title="Pasar Bangko Ramai", body="Pasar ramai lagi.", published="2023-11"),
    a_story(id="o", title="Opini Bangsa", body="Bangsa dan bangunan.", topics=("opini",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Five floods, a pair of copies, and two others."""
    return archive_of(tmp_path_factory.mktemp("arsip"), STORIES)


@pytest.fixture(scope="module")
def client(home: Home) -> Iterator[FlaskClient]:
    """The pages and the API."""
    live = LiveArchive(home)
    yield create_app(live, WebSettings(page_size=20)).test_client()
    live.close()


_QUESTIONS = [
    pytest.param("banjir", {}, id="one word"),
    pytest.param("warga bantuan", {}, id="copies"),
    pytest.param("banjir bupati", {"topic": "bencana"}, id="filtered"),
    pytest.param("", {}, id="all stories"),
    pytest.param('"banjir bangko"', {}, id="a phrase"),
    pytest.param("banjjir", {}, id="misspelt"),
]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("fold", [True, False], ids=["folded", "every copy"])
@pytest.mark.parametrize(("text", "chosen"), _QUESTIONS)
def test_every_face_gives_the_same_hits_in_the_same_order(
    home: Home, client: FlaskClient, text: str, chosen: dict[str, str], fold: bool, sort: Sort
) -> None:
    """Page, its JSON, API, a batch, a walk by cursor and command; of the newest the feed too."""
    named = {**({} if fold else {"copies": "all"}), **chosen, "q": text, "sort": sort.value}
    api = client.get(f"/api/v1/search?{urlencode(named)}").get_json()
    expected = [hit["id"] for hit in api["hits"]]
    assert expected
    asked: dict[str, object] = {**named, **{name: [own] for name, own in chosen.items()}}
    batch = client.post("/api/v1/batch", json={"queries": [asked]}).get_json()["answers"][0]
    assert [hit["id"] for hit in batch["hits"]] == expected
    assert list(_walked(client, urlencode(named))) == expected
    indonesian = {"q": text, "urut": sort.value, "topik": chosen.get("topic", "")}
    page = urlencode({**indonesian, **({} if fold else {"salinan": "semua"})})
    assert _on_page(client, page) == expected
    as_json = client.get(f"/cari.json?{page}").get_json()
    assert [hit["id"] for hit in as_json["hits"]] == expected
    assert _by_command(home, text, chosen, fold, sort) == expected
    if sort is Sort.NEWEST and not fold:
        assert _in_feed(client, page) == expected


def _walked(client: FlaskClient, asked: str) -> Iterator[str]:
    cursor = ""
    while cursor is not None:
        page = client.get(f"/api/v1/search?{asked}&limit=2&cursor={cursor}").get_json()
        yield from (hit["id"] for hit in page["hits"])
        cursor = page["cursor"]


def _on_page(client: FlaskClient, asked: str) -> list[str]:
    """The hits by the links of their headlines; copies stand below these."""
    elements = page_at(client, f"/cari?{asked}").elements
    links = (own.get("href", "") for (tag, _), (_, own) in pairwise(elements) if tag == "h2")
    return [own.split("/berita/")[1].split("?")[0] for own in links if "/berita/" in own]


def _in_feed(client: FlaskClient, asked: str) -> list[str]:
    names = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(client.get(f"/cari.atom?{asked}").data)
    ids = (entry.findtext("a:id", "", names) for entry in feed.findall("a:entry", names))
    return [own.rsplit("/", 1)[1] for own in ids]


def _by_command(
    home: Home, text: str, chosen: dict[str, str], fold: bool, sort: Sort, *more: str
) -> list[str]:
    options = [part for name, own in chosen.items() for part in (f"--{name}", own)]
    options += [] if fold else ["--all-copies"]
    told = ["--home", str(home.path), "--sort", sort.value, "--limit", "20", "--json", *more]
    done = CliRunner().invoke(command, [text, *options, *told])
    return re.findall(r'^      "id": "(\w+)"', done.stdout, re.M)


@pytest.mark.parametrize(
    "text", ["ban", "banjir ban", "pasar bangk", "b", "banjir di", '"banjir b']
)
def test_a_text_being_typed_has_one_answer_too(home: Home, client: FlaskClient, text: str) -> None:
    """`prefix=true` and `--prefix` find the same."""
    api = client.get("/api/v1/search", query_string={"q": text, "prefix": "true"}).get_json()
    expected = [hit["id"] for hit in api["hits"]]
    assert _by_command(home, text, {}, True, Sort.RELEVANCE, "--prefix") == expected
