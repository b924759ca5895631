"""The pages as a browser gets them, over a real archive."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import ArchiveError, Home, Kind, LiveArchive, Moment, StoryNotFound
from tests.archives import archive_of, keep
from tests.builders import a_story
from webui import WebSettings, create_app, errors, words

STORIES = [
    a_story(
        id="s1",
        title="Banjir <b>Merendam</b> & Memutus Jalan",
        body=("Banjir merendam jalan di Sengeti.", "Warga mengungsi <script>alert(1)</script>."),
        published=Moment.from_iso("2024-03-15T10:15+07:00"),
        authors=("Rina",),
        topics=("bencana",),
        url="javascript:alert(1)",
    ),
    a_story(
        id="s2",
        title="Banjir Surut di Sengeti",
        body=("Banjir di Sengeti surut dan warga pulang.",),
        published=Moment.from_iso("2024-03-18"),
        topics=("bencana",),
        url="https://kabar.example/s2",
    ),
    a_story(
        id="aneh/id ü",
        title="Opini tanpa tanggal",
        body=("Sebuah pandangan tentang jembatan.",),
        published=None,
        kind=Kind.OPINION,
    ),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Three stories, indexed."""
    return archive_of(tmp_path_factory.mktemp("arsip"), STORIES)


@pytest.fixture(scope="module")
def client(home: Home) -> FlaskClient:
    """The pages over them, two hits a page."""
    return create_app(LiveArchive(home), WebSettings(page_size=2)).test_client()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "action", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def _parsed(client: FlaskClient, address: str, status: int = 200) -> _Tags:
    answer = client.get(address)
    assert answer.status_code == status, address
    parser = _Tags()
    parser.feed(answer.get_data(as_text=True))
    return parser


def test_the_front_page_says_what_the_archive_holds(client: FlaskClient) -> None:
    """The number of stories, the days they span and the newest ones are on the front page."""
    text = _parsed(client, "/").text
    assert "3 berita, dari 15 Maret 2024 sampai 18 Maret 2024" in text
    assert "Banjir Surut di Sengeti" in text


def test_a_search_shows_hits_with_marks_and_facets(client: FlaskClient) -> None:
    """A hit shows its headline and passage with the words marked; facets count it."""
    page = client.get("/cari?q=banjir").get_data(as_text=True)
    assert "<mark>Banjir</mark> Surut di Sengeti" in page
    assert "2 berita untuk" in page
    assert "/cari?q=banjir&amp;topik=bencana" in page


def test_a_plain_form_address_leads_to_the_search(client: FlaskClient) -> None:
    """/?q= redirects to /cari, so that a portal's plain form works."""
    answer = client.get("/?q=banjir")
    assert (answer.status_code, answer.location) == (302, "/cari?q=banjir")


def test_nothing_found_offers_what_to_loosen(client: FlaskClient) -> None:
    """The empty state is a page that names each filter and word that could go."""
    page = _parsed(client, "/cari?q=banjir&topik=olahraga")
    assert "Tidak ada berita yang cocok" in page.text
    assert "/cari?q=banjir" in page.links


def test_undated_stories_can_be_chosen(client: FlaskClient) -> None:
    """The unknown year is a value like the others."""
    page = _parsed(client, "/cari?tahun=~")
    assert "1 berita" in page.text
    assert "tanpa tanggal" in page.text


def test_every_page_of_hits_can_be_reached(client: FlaskClient) -> None:
    """Paging goes to the last hit and offers no page beyond it."""
    first, second = _parsed(client, "/cari"), _parsed(client, "/cari?hal=2")
    assert "/cari?hal=2" in first.links
    assert not any("hal=3" in link for link in second.links)
    assert "Halaman 2 dari 2" in second.text


def test_what_a_story_says_is_text_and_never_markup(client: FlaskClient) -> None:
    """Markup in a story comes out as text; a javascript address is no link."""
    page = _parsed(client, "/berita/s1?q=banjir")
    assert "script" not in page.tags and "b" not in page.tags
    assert "<script>alert(1)</script>" in page.text
    assert not any(link.startswith("javascript") for link in page.links)


def test_a_story_page_shows_related_stories_with_their_reason(client: FlaskClient) -> None:
    """Under a story stands what belongs to it, and why."""
    page = _parsed(client, "/berita/s1")
    assert "Berita terkait" in page.text
    assert "sama-sama:" in page.text and "selisih 3 hari" in page.text


def test_a_story_with_an_odd_id_has_a_page(client: FlaskClient) -> None:
    """An id that is unsafe in an address is reached by its key."""
    page = _parsed(client, "/cari?q=pandangan")
    link = next(link for link in page.links if link.startswith("/berita/"))
    assert "Opini tanpa tanggal" in _parsed(client, link).text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/berita/tidakada", 404),
        ("/tidak/ada", 404),
        ("/cari?q=tanggal:xx", 400),
        ("/cari?dari=kapan", 400),
        ("/cari?hal=-1", 400),
        ("/cari?urut=acak", 400),
        ("/hari/2024/13/45", 400),
        ("/cari?q=%ff%00%1b", 200),
        ("/cari?q=" + "%22(" * 500, 200),
    ],
)
def test_a_bad_address_is_answered_with_a_page(
    client: FlaskClient, address: str, status: int
) -> None:
    """What cannot be read or is not there gets a page in Indonesian with a way on."""
    page = _parsed(client, address, status)
    assert "main" in page.tags
    assert "/" in page.links


def test_the_api_and_the_page_give_the_same_answer(client: FlaskClient) -> None:
    """One question has one answer, whichever way it is asked."""
    api = client.get("/api/v1/search?q=banjir&topic=bencana&facets=topic").get_json()
    page = client.get("/cari.json?q=banjir&topik=bencana").get_json()
    assert [hit["id"] for hit in api["hits"]] == [hit["id"] for hit in page["hits"]]
    assert api["total"] == page["total"] == 2
    assert api["facets"]["topic"][0] == {
        "value": "bencana", "count": 2, "selected": True, "excluded": False,
    }  # fmt: skip


def test_the_api_words_errors_as_problem_details(client: FlaskClient) -> None:
    """A bad parameter is a 400 of application/problem+json (RFC 9457)."""
    answer = client.get("/api/v1/search?limit=5000")
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == 400


def test_the_table_of_hits_disarms_formulas(client: FlaskClient) -> None:
    """/cari.csv has every hit, and no cell begins as a formula would."""
    rows = client.get("/cari.csv?q=banjir").get_data(as_text=True).splitlines()
    assert len(rows) == 3
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.split(","))


def test_the_feed_is_newest_first(client: FlaskClient) -> None:
    """/cari.atom lists the newest story first."""
    feed = client.get("/cari.atom?q=banjir").get_data(as_text=True)
    assert feed.index("Banjir Surut") < feed.index("Memutus Jalan")


def test_pages_forbid_foreign_content_and_framing(client: FlaskClient) -> None:
    """Every answer carries a strict Content-Security-Policy."""
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy


def test_a_missing_archive_is_a_page_and_not_a_trace(tmp_path: Path) -> None:
    """Without an archive the pages say how to make one, and /healthz says so too."""
    client = create_app(LiveArchive(Home(tmp_path))).test_client()
    assert "telusur import" in _parsed(client, "/", 503).text
    assert client.get("/healthz").status_code == 503


def test_a_running_server_sees_what_was_indexed_since(tmp_path: Path) -> None:
    """A commit is seen by the next request, without a restart."""
    home = archive_of(tmp_path, STORIES[:1])
    client = create_app(LiveArchive(home)).test_client()
    assert client.get("/healthz").get_json()["stories"] == 1
    archive_of(home.path, STORIES[1:])
    assert client.get("/healthz").get_json()["stories"] == 3


def test_a_removed_story_is_gone_before_the_index_follows(tmp_path: Path) -> None:
    """A tombstone hides a story at once, from counts too."""
    home = archive_of(tmp_path, STORIES)
    live = LiveArchive(home)
    client = create_app(live).test_client()
    assert client.get("/api/v1/search?q=sengeti").get_json()["total"] == 2
    from search import Store

    store = Store(home.store)
    with store.writing() as writer:
        writer.remove("s2", "")
    store.close()
    assert client.get("/api/v1/search?q=sengeti").get_json()["total"] == 1
    with pytest.raises(StoryNotFound):
        live.current().story("s2")


def test_every_error_has_a_status_and_words() -> None:
    """No error of the tree reaches a reader without a sentence."""
    for kind in _below(ArchiveError):
        assert kind in errors.STATUS, kind
        assert words.has_words(kind.code), kind


def _below(kind: type[ArchiveError]) -> Iterator[type[ArchiveError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


_HOSTILE = st.text(
    alphabet=st.sampled_from("<>&\"'/=!-abcé\u202e\u200f\x00\x1b\ud83d😀ب;{}%# "), max_size=40
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=_HOSTILE, body=_HOSTILE, query=_HOSTILE)
def test_hostile_text_never_becomes_markup(
    title: str, body: str, query: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever is imported or typed, a page has no element that the templates did not write."""
    from indexer.cleaning import Derived, derive
    from indexer.raw import RawStory

    raw = RawStory(id="x", origin="t:1", form="record", title=title, body=body or "isi")
    derived = derive(raw)
    stories = [derived.story] if isinstance(derived, Derived) else []
    home = Home(tmp_path_factory.mktemp("musuh"))
    keep(home, stories)
    archive_of(home.path, [])
    client = create_app(LiveArchive(home)).test_client()
    safe = query.encode("utf-8", "replace").decode()
    for address in ("/cari", "/berita/x", "/"):
        answer = client.get(address, query_string={"q": safe} if address != "/" else {})
        parser = _Tags()
        parser.feed(answer.get_data(as_text=True))
        assert answer.status_code in (200, 404)
        assert not {"script", "img", "iframe", "b", "abc"} & set(parser.tags)
