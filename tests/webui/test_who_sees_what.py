"""Is a story that readers may not see gone from everything they can ask?

Two archives are asked the same: one holds the story and holds it back, the other never had it.
Every route of the app is asked, so that a new one is asked too or fails here.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from indexer.reindexing import reindex, rollback
from search import (
    Generations,
    Home,
    LiveArchive,
    embargo,
    publish,
    publish_due,
    story_key,
    withdraw,
)
from search.backup import back_up
from search.restoring import restore
from tests.archives import archive_of, keep
from tests.builders import a_story
from tests.damage import wait_until_verified
from webui import WebSettings, create_app

NOW = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)
FAR = NOW + timedelta(days=365 * 500)

SHARED = " ".join(f"Warga kampung ke{n} menunggu bantuan di tepi sungai." for n in range(30))
SECRET = a_story(
    id="rahasia-77",
    title="Zirkonium Terpendam di Bukit Kemuning",
    body=(f"Penambang zirkonium bernama Wicaksana membuka lubang Tembesu. {SHARED}",),
    published="2019-08-17T08:00+07:00",
    authors=("Xaverius Qodir",),
    topics=("pertambangan-gelap",),
    places=("Bukit Kemuning",),
    captions=("Lubang zirkonium.",),
    url="https://kabar.example/zirkonium",
)
OTHERS = [
    a_story(id="a", title="Banjir Merendam Sengeti", body=SHARED, published="2024-03-15",
            authors=("Rina",), topics=("bencana",), places=("Sengeti",)),
    a_story(id="b", title="Ralat: Luas Tambang", body="Luas tambang itu dua hektare.",
            published="2024-03-16", authors=("Rina",), topics=("bencana",),
            corrects=("rahasia-77",)),
    a_story(id="c", title="Banjir Surut di Sengeti", body="Banjir surut dan warga pulang.",
            published="2024-03-18", places=("Sengeti",), continues=(SECRET.url,)),
    a_story(id="d", title="Pasar Baru Dibuka", body="Pasar baru dibuka di Sengeti.",
            published="2023-11", authors=("Budi",)),
    *(
        a_story(id=f"e{n}", title=f"Kabar Desa {n}", body=f"Desa {n} panen padi {n} ton.",
                published=f"2023-0{n}-11", topics=("pertanian",), authors=("Budi",))
        for n in range(1, 10)
    ),
]  # fmt: skip

ASKED = (
    "",
    "banjir",
    SECRET.title,
    "zirkonium",
    "zirkoniun",  # a slip of the only one who has the word
    "zirk",
    "penambang Wicaksana",
    '"lubang Tembesu"',
    "penulis:Xaverius",
    "xav",
    "kemun",
)
_PARAMETERS = (
    *({"q": text} for text in ASKED),
    {"topik": "pertambangan-gelap", "topic": "pertambangan-gelap"},
    {"penulis": "Xaverius Qodir", "author": "Xaverius Qodir", "facets": "author,place,year"},
    {"tempat": "Bukit Kemuning", "place": "Bukit Kemuning", "facets": "topic,month,kind"},
    {"dari": "2019-08", "sampai": "2019-08", "from": "2019-08", "until": "2019-08"},
    {"bulan": "2019-08", "month": "2019-08", "facets": "day"},
    {"urut": "terlama", "sort": "terlama", "limit": "50", "salinan": "semua", "copies": "all"},
    {"saring": "zirk", "cari": "buk"},
    {"id": SECRET.id, "story": SECRET.id, "url": SECRET.url, "key": SECRET.id},
)
_VALUES = {
    "key": (SECRET.id, "a", "b", "c"),
    "story_id": (SECRET.id, "a", "b", "c"),
    "id": (SECRET.id, "a", "b", "c"),
    "value": ("Xaverius Qodir", "Bukit Kemuning", "pertambangan-gelap", "Rina"),
    "year": ("2019", "2024"),
    "month": ("08", "03"),
    "day": ("17", "15"),
    "facet": ("author", "place", "topic"),
    "name": ("author", "place", "topic"),
}
"""What stands for each argument of a route: something of the story, something of the others."""

_SENT: dict[str, tuple[object, ...]] = {
    "/api/v1/batch": ({"queries": [{"q": text, "facets": ["topic"]} for text in ASKED]},),
}
"""Of each route that is asked by POST the JSON to send."""
_FILES = frozenset({"static", "embedding.script"})
"""Endpoints that send files of the program."""
_WRITES = frozenset({"push"})
"""Blueprints that take stories in and give none out; they ask for a token."""
_FOR_A_STORY = re.compile(rf"/{SECRET.id}(\.|/|$)|[?&](id|story|key|url)=")
"""Addresses that name the one story: of a withdrawn one these are a 410."""


def addresses(client: FlaskClient) -> Iterator[str]:
    """Every route with all that may stand in it, and with every question behind it.

    Of one that is asked by POST also what is sent, after a blank.
    """
    for rule in sorted(client.application.url_map.iter_rules(), key=str):
        if rule.endpoint in _FILES or rule.endpoint.split(".")[0] in _WRITES:
            continue
        if "GET" not in (rule.methods or ()):
            assert rule.rule in _SENT, f"{rule}: say in _SENT how it is asked, or that it writes"
            yield from (f"{rule.rule} {json.dumps(body)}" for body in _SENT[rule.rule])
            continue
        for path in _paths(rule):
            for values in _PARAMETERS if not rule.arguments - set(rule.defaults or ()) else ({},):
                yield f"{path}?{urlencode(values)}" if any(values.values()) else path


def _ask(client: FlaskClient, address: str, tag: str = "") -> TestResponse:
    path, blank, body = address.partition(" ")
    if blank:
        return client.post(path, data=body, content_type="application/json")
    return client.get(path, headers={"If-None-Match": tag} if tag else {})


def _paths(rule: Rule) -> Iterator[str]:
    filled = [rule.rule]
    for name in rule.arguments:
        part = re.compile(rf"<(?:[^<>]*:)?{name}>")
        if any(part.search(path) for path in filled):
            assert name in _VALUES, f"{rule}: say in _VALUES what may stand for {name}"
            filled = [part.sub(quote(own), path) for path in filled for own in _VALUES[name]]
    return iter(filled)


def seen(answer: TestResponse) -> tuple[int, str, dict[str, str]]:
    """What a reader sees of an answer, but for the time it took and how the index lies."""
    text = answer.get_data(as_text=True)
    text = re.sub(r'"(took_ms|revision)": ?[\d.]+', r'"\1": 0', text)
    text = re.sub(r'"cursor": ?"[^"]*"', '"cursor": ""', text)
    text = re.sub(r"\d\d\.\d\d WIB", "", text)  # when the index was written
    if text.startswith('{"status":'):  # /healthz tells how the index is
        text = re.sub(r'"(status|fault)":"[^"]*"', r'"\1":""', text)
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in ("ETag", "Date", "Content-Length")
    }
    return answer.status_code, text, headers


def answers(client: FlaskClient) -> dict[str, tuple[int, str, dict[str, str]]]:
    """What is seen at every address."""
    return {address: seen(_ask(client, address)) for address in addresses(client)}


def _client(home: Home) -> FlaskClient:
    return create_app(LiveArchive(home), WebSettings(page_size=5)).test_client()


def _stop(client: FlaskClient) -> None:
    client.application.extensions["telusur"].close()


@pytest.fixture(scope="module")
def never(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str, dict[str, str]]]:
    """The answers of an archive that never had the story."""
    client = _client(archive_of(tmp_path_factory.mktemp("tiada"), OTHERS))
    try:
        return answers(client)
    finally:
        _stop(client)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of two generations that both have the story, which came in between the others."""
    home = archive_of(tmp_path / "arsip", [*OTHERS[:3], SECRET, *OTHERS[3:]])
    reindex(home, full=True)
    return home


def _follow(home: Home) -> None:
    reindex(home)


def _rebuild(home: Home) -> None:
    reindex(home, full=True)


def _import_again(home: Home) -> None:
    changed = replace(SECRET, title=f"{SECRET.title} Lagi")
    keep(home, [changed, SECRET])
    reindex(home)


def _roll_back(home: Home) -> None:
    reindex(home)
    rollback(home)


def _damage(home: Home) -> None:
    (Generations(home.index).current() / "commit.json").write_text("{", "utf-8")


def _restore(home: Home) -> None:
    restore(home, home.path / "cadangan", now=NOW)
    reindex(home)


def _lose_newsroom_and_rebuild(home: Home) -> None:
    for path in home.path.glob("newsroom.db*"):
        path.unlink()
    reindex(home, full=True)


_WITHDRAWN = (
    pytest.param(True, lambda home: None, id="withdrawn, at once"),
    pytest.param(True, _follow, id="withdrawn, the index followed"),
    pytest.param(True, _rebuild, id="withdrawn, rebuilt"),
    pytest.param(True, _import_again, id="withdrawn, imported again, changed"),
    pytest.param(True, _roll_back, id="withdrawn, rolled back"),
    pytest.param(True, _damage, id="withdrawn, damaged"),
    pytest.param(True, _restore, id="withdrawn, restored from before"),
    pytest.param(True, _lose_newsroom_and_rebuild, id="withdrawn, decisions lost"),
)
_HELD = (
    pytest.param(False, lambda home: None, id="embargo, at once"),
    pytest.param(False, _roll_back, id="embargo, rolled back"),
    pytest.param(False, _restore, id="embargo, restored from before"),
)


@pytest.mark.parametrize(("is_withdrawn", "then"), [*_WITHDRAWN, *_HELD])
def test_no_route_tells_of_a_story_that_is_held_back(
    home: Home,
    never: dict[str, tuple[int, str, dict[str, str]]],
    is_withdrawn: bool,
    then: Callable[[Home], None],
) -> None:
    """An open server answers at once as one that never had it; of a withdrawn one itself a 410.

    What a browser kept is not confirmed.
    """
    back_up(home, home.path / "cadangan", now=NOW)
    client = _client(home)
    try:
        kept = {
            address: (answer := _ask(client, address), answer.headers.get("ETag", ""))
            for address in addresses(client)
        }
        told = [own.get_data(as_text=True) for own, _ in kept.values()]
        assert sum("irkonium" in text and "Wicaksana" in text for text in told) > 5
        if is_withdrawn:
            withdraw(home, [SECRET.id], reason="sengketa zirkonium", by="redaktur", now=NOW)
        else:
            embargo(home, [SECRET.id], until=FAR, by="redaktur", now=NOW)
        then(home)
        wait_until_verified(client.application.extensions["telusur"])
        differing = {}
        for address, (first, tag) in kept.items():
            answer = _ask(client, address, tag)
            if is_withdrawn and _FOR_A_STORY.search(address) and answer.status_code == 410:
                text = answer.get_data(as_text=True)
                assert not re.search("irkonium|Wicaksana|Xaverius|sengketa", text), address
                assert answer.headers["Cache-Control"] == "no-store"
                assert "ETag" not in answer.headers
                continue
            now = seen(first if answer.status_code == 304 else answer)  # 304: what was kept is true
            if now != never[address]:
                differing[address] = (now, never[address])
        assert not differing, _told(differing)
    finally:
        _stop(client)


@pytest.mark.parametrize("end", ["", ".json", ".bib", ".csl.json"])
def test_a_withdrawn_story_is_gone_and_an_embargoed_one_was_never_there(
    home: Home, end: str
) -> None:
    """A 410 that names nothing of it; a 404 as that of any other id, in every form of the page."""
    odd = a_story(id="aneh/id ü", title="Zirkonium lagi")
    keep(home, [odd])
    reindex(home)
    client = _client(home)
    try:
        withdraw(home, [SECRET.id], reason="sengketa", by="redaktur", now=NOW)
        gone = client.get(f"/berita/{SECRET.id}{end}")
        assert gone.status_code == 410
        said = gone.get_json()["title"] if "json" in end else gone.get_data(as_text=True)
        assert "telah ditarik" in said and "sengketa" not in said
        embargo(home, [SECRET.id, odd.id], until=FAR, by="redaktur", now=NOW)
        unknown = client.get(f"/berita/tiada-77{end}")
        for key in (SECRET.id, story_key(odd.id)):
            held = client.get(f"/berita/{key}{end}")
            assert seen(held) == seen(unknown) and held.data == unknown.data
            assert held.status_code == 404
    finally:
        _stop(client)


def test_a_story_enters_when_its_embargo_ends(home: Home) -> None:
    """Nothing but the worker's call is needed; an open server then has it, and its page, again."""
    client = _client(home)
    try:
        before = answers(client)
        embargo(home, [SECRET.id], until=FAR, by="redaktur", now=NOW)
        reindex(home)
        assert publish_due(home, FAR - timedelta(seconds=1)) == 0
        assert client.get(f"/berita/{SECRET.id}").status_code == 404
        assert publish_due(home, FAR) == 1
        assert client.get(f"/berita/{SECRET.id}").status_code == 200
        publish(home, [SECRET.id], by="redaktur", now=NOW)  # the clock of `reindex` is the real one
        reindex(home)
        differing = {
            address: (now, before[address])
            for address, now in answers(client).items()
            if now != before[address]
        }
        assert not differing, _told(differing)
    finally:
        _stop(client)


def _told(differing: dict[str, tuple[object, object]]) -> str:
    return "\n".join(
        "\n".join([address, *unified_diff(*(repr(own).split("\\n") for own in pair), n=0)])
        for address, pair in differing.items()
    )[:8_000]
