"""The archive in pages that are not ours: the script, the frame, the portal made to show them."""

import gzip
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from search import Home, LiveArchive
from telusur import main
from tests.webui.pages import page_at
from webui import WebSettings, create_app
from webui.fronting import origin_of
from webui.words.embedding import BOX

_SCRIPT = "/sematan/telusur.js"
_FRAME = "/sematan/bingkai"
_PORTAL = "/sematan/portal"
_OF_STORY = Path("webui/static/sematan")


def _client(home: Home, **settings: object) -> FlaskClient:
    return create_app(LiveArchive(home), WebSettings(**settings)).test_client()  # type: ignore[arg-type]


def test_the_script_answers_any_origin(client: FlaskClient) -> None:
    """A module script is fetched under CORS, and by pages that isolate themselves."""
    answer = client.get(_SCRIPT, headers={"Origin": "https://portal.example"})
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_script_is_kept_for_minutes_and_then_asked_for_again(client: FlaskClient) -> None:
    """What was kept is not sent again while it holds, also to an origin of others."""
    first = client.get(_SCRIPT)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(_SCRIPT, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    other = client.get(_SCRIPT, headers={"If-None-Match": 'W/"000000000000"'})
    assert other.status_code == 200


def test_the_script_needs_no_archive(empty: FlaskClient) -> None:
    """Where the archive is not there yet the script says so itself."""
    assert empty.get(_SCRIPT).status_code == 200
    assert empty.get(_FRAME).status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_the_script_is_15_kb_at_most_on_the_wire(client: FlaskClient, coding: str) -> None:
    """With its words in two languages and its style."""
    answer = client.get(_SCRIPT, headers={"Accept-Encoding": coding})
    assert answer.headers["Content-Encoding"] == coding
    assert len(answer.data) <= 15_000
    if coding == "gzip":
        assert gzip.decompress(answer.data) == client.get(_SCRIPT).data


def test_the_script_makes_no_markup_and_loads_nothing_else() -> None:
    """It works where HTML made of text and code made of text are forbidden."""
    code = (_OF_STORY / "telusur.js").read_text("utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function",
                 "document.write", "localStorage", "cookie", 'setAttribute("style"'):  # fmt: skip
        assert word not in code
    assert not re.search(r"^import |import\(", code, re.MULTILINE)


def test_the_box_says_the_same_in_both_languages() -> None:
    """Each sentence is there in Indonesian and in English, with the same places to fill."""
    assert _shape(BOX["id"]) == _shape(BOX["en"])


def _shape(words: dict[str, object]) -> dict[str, object]:
    """The names of sentences and what is filled into each; a number's forms count as one."""
    shape: dict[str, object] = {}
    for name, own in words.items():
        if isinstance(own, dict):
            shape[name] = _shape({n: text for n, text in own.items() if n != "one"})
        else:
            shape[name] = sorted(re.findall(r"{\w+}", str(own)))
    return shape


@pytest.mark.parametrize(
    ("settings", "allowed"),
    [
        ({}, "'none'"),
        ({"frame_origins": ("https://a.example", "https://b.example:8443")},
         "https://a.example https://b.example:8443"),
        ({"demo_portal": True}, "'self'"),
    ],
    ids=["nobody", "those named", "the demo's own"],
)  # fmt: skip
def test_only_origins_that_are_set_may_frame_the_box(
    home: Home, settings: dict[str, object], allowed: str
) -> None:
    """The policy of the frame names them; that of every other page names none."""
    client = _client(home, **settings)
    assert f"frame-ancestors {allowed};" in f"{_policy(client, _FRAME)};"
    for address in ("/", "/cari?q=banjir", "/berita/s1", "/tidak-ada"):
        assert "frame-ancestors 'none';" in f"{_policy(client, address)};"


def _policy(client: FlaskClient, address: str) -> str:
    return client.get(address).headers["Content-Security-Policy"]


def test_a_frame_kept_by_a_browser_keeps_its_policy(home: Home) -> None:
    """No answer to a conditional request puts the policy of other pages in its place."""
    client = _client(home, frame_origins=("https://portal.example",))
    tag = client.get("/").headers["ETag"]
    first = client.get(_FRAME)
    again = client.get(_FRAME, headers={"If-None-Match": first.headers.get("ETag", tag)})
    assert "https://portal.example" in again.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("query", "lang", "said"),
    [("", "id", "Cari"), ("?bahasa=en", "en", "Search"), ("?bahasa=xx", "id", "Cari")],
    ids=["usual", "English", "unknown"],
)
def test_the_frame_is_a_form_where_no_script_runs(
    client: FlaskClient, query: str, lang: str, said: str
) -> None:
    """It leads out of the frame to the results."""
    page = page_at(client, _FRAME + query)
    assert page.all("html")[0]["lang"] == lang
    (form,) = page.all("form")
    assert (form["action"], form["method"], form["target"]) == ("/cari", "get", "_top")
    assert said in page.spoken


def test_what_is_framed_carries_the_path_of_the_site(home: Home) -> None:
    """Behind a proxy under a path, script, style and form stand under it."""
    client = _client(home, base_url="https://portal.example/arsip", demo_portal=True)
    for address in (_FRAME, _PORTAL):
        page = page_at(client, f"/arsip{address}")
        assert all(
            link.startswith(("/arsip/", "data:", "https://portal.example/")) for link in page.links
        )
        assert f"/arsip{_SCRIPT}" in page.links
    assert "https://portal.example/arsip/sematan/telusur.js" in page.spoken


def test_a_story_of_any_id_is_led_to(client: FlaskClient) -> None:
    """The box has an id, of which the address of the archive's page may be a hash."""
    for story_id, title in (("s1", "Banjir <b>Merendam</b>"), ("aneh/id ü", "Opini tanpa")):
        answer = client.get("/sematan/berita", query_string={"id": story_id})
        assert answer.status_code == 302
        assert title in page_at(client, answer.headers["Location"]).spoken
    assert client.get("/sematan/berita").status_code == 404


def test_a_plain_form_leads_to_the_results(client: FlaskClient) -> None:
    """A form that asks the front page for ?q= needs no script at all."""
    answer = client.get("/?q=banjir+sengeti")
    assert answer.status_code in (301, 302, 303, 308)
    assert answer.headers["Location"].endswith("/cari?q=banjir+sengeti")


def test_the_portal_is_there_where_it_was_asked_for(home: Home, client: FlaskClient) -> None:
    """It shows the archive's newest story as its own."""
    assert client.get(_PORTAL).status_code == 404
    page = page_at(_client(home, demo_portal=True), _PORTAL)
    assert "Banjir Surut di Sengeti" in page.spoken
    assert [own["story"] for own in page.all("telusur-terkait")] == ["s2"]


def test_the_portal_opens_over_no_archive(tmp_path: Path) -> None:
    """It then says what is missing."""
    page = page_at(_client(Home(tmp_path), demo_portal=True), _PORTAL)
    assert "Arsip belum berisi berita" in page.spoken


@pytest.mark.parametrize("address", [_FRAME, _PORTAL, f"{_PORTAL}?tema=kasar"])
def test_no_script_or_style_stands_in_a_page_itself(home: Home, address: str) -> None:
    """The policies need no 'unsafe-inline', and have none."""
    client = _client(home, demo_portal=True)
    assert "unsafe" not in _policy(client, address)
    page = page_at(client, address)
    assert all("src" in script for script in page.all("script"))
    assert page.all("style") == []
    assert not any(
        name == "style" or name.startswith("on") for _, own in page.elements for name in own
    )


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://portal.example", "https://portal.example"),
        ("https://Portal.example/", "https://portal.example"),
        ("https://portal.example:443", "https://portal.example"),
        ("http://localhost:8080", "http://localhost:8080"),
    ],
)
def test_an_origin_is_written_as_browsers_do(text: str, origin: str) -> None:
    """Small letters, no usual port, no path."""
    assert origin_of(text) == origin


@pytest.mark.parametrize(
    "text", ["", "*", "portal.example", "https://a.example/b", "https://a.example; x"]
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    """Nothing that is set can widen the policy."""
    with pytest.raises(ValueError):
        origin_of(text)


def test_serve_refuses_an_origin_that_is_none() -> None:
    """It is a usage error, told before anything is served."""
    answer = CliRunner().invoke(main, ["serve", "--frame-origin", "portal.example/x"])
    assert answer.exit_code == 2
    assert "--frame-origin" in answer.output
