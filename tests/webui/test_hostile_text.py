"""Everything imported or typed is text."""

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import LiveArchive
from tests.archives import archive_of
from tests.builders import a_story
from tests.webui.pages import Page
from webui import create_app

_WRITTEN = frozenset(
    "html head meta title link body a header div form label input button main footer details "
    "summary dl dt dd code section h1 h2 h3 p ul li nav article span bdi q mark time strong "
    "fieldset legend script auto-complete dialog kbd pre del ins svg "
    "rect table caption thead tbody tr th td abbr b i ol".split()
)
"""Every element that a template writes."""

_SIGNS = (
    *"< > & \" ' / = ! -- - * % ( ) ]]> {{7*7}} {%x%} <script>alert(1)</script>".split(),
    *"\u202e \u2067 \u2069 \u200f \x00 \x1b \ufffe 😀 ب é banjir judul: javascript:".split(" "),
    "<img src=x onerror=alert(1)>", "</textarea>", " ",
)  # fmt: skip
_HOSTILE = st.lists(st.sampled_from(_SIGNS), max_size=10).map("".join)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=_HOSTILE, body=_HOSTILE, value=_HOSTILE, query=_HOSTILE)
def test_hostile_text_never_becomes_markup(
    title: str, body: str, value: str, query: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever a story holds and a reader types, a page has only what the templates wrote."""
    values = (value,) if value.strip() else ()
    story = a_story(id="x", title=title, body=body, url=value, source=value, date_text=value,
                    authors=values, author_code=value, topics=values, places=values,
                    dateline=value, captions=(body,))  # fmt: skip
    others = [a_story(id="y", title=title, body=body), a_story(id="z", title="Kabar lain")]
    home = archive_of(tmp_path_factory.mktemp("musuh"), [story, *others])
    client = create_app(LiveArchive(home)).test_client()
    for address in ("/", "/hari", "/topik", "/penulis", "/tempat"):
        _is_plain(client, address, {})
    _is_plain(client, "/cari/usul", {"q": query})
    _is_plain(client, "/cari/penulis", {"q": query, "isi": value})
    for address in ("/cari", "/berita/x"):
        _is_plain(client, address, {"q": query, "topik": value})
    _is_plain(client, "/cari", {"q": query, "dari": value or "x"})
    for address in ("/cari.atom", "/cari.csv", "/cari.json"):
        assert client.get(address, query_string={"topik": value}).status_code == 200


def _is_plain(client: FlaskClient, address: str, asked: dict[str, str]) -> None:
    answer = client.get(address, query_string=asked)
    assert answer.status_code in (200, 400)
    page = Page(answer)
    assert page.tags <= _WRITTEN
    assert all(set(own) == {"type", "src"} for own in page.all("script"))
    assert not any(name.startswith("on") for _, values in page.elements for name in values)
    assert all(link.startswith(("/", "#", "data:,", "http://", "https://")) for link in page.links)


@given(query=st.text(max_size=30), value=st.text(max_size=30))
@settings(max_examples=30, deadline=None)
def test_anything_typed_is_answered(client: FlaskClient, query: str, value: str) -> None:
    """No text in any parameter is our fault: an answer or a 400, never a 500."""
    asked = {"q": _sent(query), "penulis": _sent(value)}
    for address in ("/cari", "/cari.json", "/cari.csv", "/cari.atom", "/api/v1/search"):
        assert client.get(address, query_string=asked).status_code in (200, 400)
    assert client.get("/berita/s1", query_string=asked).status_code == 200


def _sent(text: str) -> str:
    """A text as it can be sent at all: a lone surrogate has no UTF-8."""
    return text.encode("utf-8", "replace").decode()
