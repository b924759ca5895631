"""What every page has, and the front page."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search import Home, LiveArchive, Store, StoryNotFound
from tests.archives import archive_of
from tests.webui.conftest import STORIES
from tests.webui.pages import page_at
from webui import create_app

_STYLES = "".join(path.read_text("utf-8") for path in Path("webui/static").glob("*.css"))

EVERY_KIND = pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/cari?q=banjir", 200), ("/cari?q=zzz", 200), ("/berita/s1", 200),
     ("/hari", 200), ("/hari/2024", 200), ("/hari/2024/03", 200), ("/penulis?urut=abjad", 200),
     ("/tidakada", 404), ("/cari?hal=x", 400)],
    ids=["front", "hits", "nothing found", "story", "calendar", "year", "month", "list",
         "unknown", "unreadable"],
)  # fmt: skip


@EVERY_KIND
def test_every_page_has_its_landmarks(client: FlaskClient, address: str, status: int) -> None:
    """A page has a language, one main, one first heading, a search form and a skip link."""
    page = page_at(client, address, status)
    assert page.all("html") == [{"lang": "id"}]
    assert [len(page.all(tag)) for tag in ("main", "h1")] == [1, 1]
    assert page.all("title")  # a drawing has titles of its own
    assert len(page.all("form", role="search")) == 1
    assert page.links[1:] and page.all("a", href="#isi", **{"class": "skip"})
    ids = [values["id"] for _, values in page.elements if "id" in values]
    assert len(ids) == len(set(ids))
    labels = [values[k] for _, values in page.elements for k in ("for", "aria-labelledby")
              if k in values]  # fmt: skip
    assert set(labels) <= set(ids)


@EVERY_KIND
def test_a_page_needs_nothing_from_elsewhere_and_nothing_inline(
    client: FlaskClient, address: str, status: int
) -> None:
    """No inline script, style or handler, nothing loaded from another host."""
    page = page_at(client, address, status)
    assert not page.tags & {"style", "img", "iframe", "object"}
    scripts = page.all("script", type="module")
    assert scripts == page.all("script")
    assert all(script["src"].startswith("/static/") for script in scripts)
    names = {name for _, values in page.elements for name in values}
    assert not any(name == "style" or name.startswith("on") for name in names)
    loaded = [values["href"] for values in page.all("link", rel="stylesheet")]
    assert loaded[0].startswith("/static/base.css?v=") and len(loaded) <= 3
    assert {link: _status(client, link) for link in loaded} == dict.fromkeys(loaded, 200)
    assert "url(" not in _STYLES and "@import" not in _STYLES


@EVERY_KIND
def test_a_page_forbids_foreign_content_and_framing(
    client: FlaskClient, address: str, status: int
) -> None:
    """Every answer carries a strict policy; a HEAD has the same headers and no text."""
    answer = client.head(address)
    assert answer.status_code == status and answer.data == b""
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@EVERY_KIND
def test_every_link_of_a_page_leads_somewhere(
    client: FlaskClient, address: str, status: int
) -> None:
    """No page offers an address of ours that is not there."""
    links = {link for link in page_at(client, address, status).links if link.startswith("/")}
    assert links
    assert {link: _status(client, link) for link in links} == dict.fromkeys(links, 200)


def _status(client: FlaskClient, address: str) -> int:
    with client.get(address) as answer:  # a file that is sent stays open until it is closed
        return answer.status_code


def test_the_front_page_says_what_the_archive_holds(client: FlaskClient) -> None:
    """The number of stories, the days they span, the newest, topics and years."""
    page = page_at(client, "/")
    assert "6 berita, dari 2022 sampai 18 Maret 2024." in page.spoken
    assert page.spoken.index("Banjir Surut di Sengeti") < page.spoken.index("Harga Cabai Naik")
    assert {"/cari?topik=bencana&urut=terbaru", "/cari?tahun=2024&urut=terbaru",
            "/cari?tahun=~&urut=terbaru", "/cari?urut=terbaru"} <= set(page.links)  # fmt: skip


def test_the_front_page_of_an_empty_archive_says_so(tmp_path: Path) -> None:
    """An archive with no story has a front page that says it."""
    client = create_app(LiveArchive(archive_of(tmp_path, []))).test_client()
    assert "Belum ada berita di arsip ini." in page_at(client, "/").spoken


def test_a_plain_form_address_leads_to_the_search(client: FlaskClient) -> None:
    """/?q= redirects to /cari, so that a portal's plain form works."""
    answer = client.get("/?q=banjir")
    assert (answer.status_code, answer.location) == (302, "/cari?q=banjir")


def test_a_running_server_sees_what_was_indexed_since(tmp_path: Path) -> None:
    """A commit is seen by the next request, without a restart."""
    home = archive_of(tmp_path, STORIES[:1])
    client = create_app(LiveArchive(home)).test_client()
    assert client.get("/healthz").get_json()["stories"] == 1
    archive_of(home.path, STORIES[1:3])
    assert client.get("/healthz").get_json()["stories"] == 3


def test_a_removed_story_is_gone_before_the_index_follows(tmp_path: Path) -> None:
    """A tombstone hides a story at once, from counts too."""
    home = archive_of(tmp_path, STORIES[:3])
    live = LiveArchive(home)
    client = create_app(live).test_client()
    assert client.get("/api/v1/search?q=sengeti").get_json()["total"] == 2
    _remove(home, "s2")
    assert client.get("/api/v1/search?q=sengeti").get_json()["total"] == 1
    page_at(client, "/berita/s2", 404)
    with pytest.raises(StoryNotFound):
        live.current().story("s2")


def _remove(home: Home, story_id: str) -> None:
    store = Store(home.store)
    with store.writing() as writer:
        writer.remove(story_id, "")
    store.close()


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(scheme: int) -> None:
    """Every pair of text and ground has a contrast of 4.5 (WCAG 2.2 AA), edges 3."""
    blocks = re.findall(r":root \{([^}]*)\}", _STYLES)
    colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", blocks[scheme]))
    grounds = [colour["paper"], colour["chip"]]
    for text in ("ink", "soft", "link", "accent"):
        assert min(_contrast(colour[text], ground) for ground in grounds) >= 4.5, text
    assert _contrast(colour["mark-ink"], colour["mark"]) >= 4.5
    assert _contrast(colour["edge"], colour["paper"]) >= 3


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances, the lighter first."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
