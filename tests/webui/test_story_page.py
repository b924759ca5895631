"""The story page."""

from flask.testing import FlaskClient

from search import LiveArchive
from tests.webui.pages import page_at
from webui import WebSettings, create_app


def test_a_story_page_shows_all_that_was_printed(client: FlaskClient) -> None:
    """Date, change, byline, code, place line, captions, and links to what it is filed under."""
    page = page_at(client, "/berita/s1")
    for part in ("15 Maret 2024, 10.15 WIB", "diperbarui 16 Maret 2024", "(rin)", "SENGETI –",
                 "Keterangan foto: Jalan yang terendam."):  # fmt: skip
        assert part in page.spoken
    assert {"/cari?penulis=Rina&urut=terbaru", "/cari?topik=bencana&urut=terbaru",
            "/cari?tempat=Sengeti&urut=terbaru", "/hari/2024/03/15"} <= set(page.links)  # fmt: skip


def test_what_a_story_says_is_text_and_never_markup(client: FlaskClient) -> None:
    """Markup in a story comes out as text; a javascript address is no link."""
    page = page_at(client, "/berita/s1?q=banjir")
    assert not page.tags & {"script", "b"}
    assert "<script>alert(1)</script>" in page.text
    assert not any(link.startswith("javascript") for link in page.links)


def test_the_words_of_the_query_are_marked(client: FlaskClient) -> None:
    """With ?q= headline and text are marked, and a link shows the story without marks."""
    marked, plain = page_at(client, "/berita/s2?q=surut"), page_at(client, "/berita/s2")
    assert len(marked.all("mark")) == 2 and not plain.all("mark")
    assert "Tampilkan tanpa tanda" in marked.spoken and "Tautan tetap" in plain.spoken
    assert "/berita/s2" in marked.links
    assert not page_at(client, "/berita/s2?q=tanggal:xx").all("mark")


def test_the_canonical_address_is_the_storys_own(client: FlaskClient) -> None:
    """A story that is on the paper's site points there; another one to its page here."""
    own = page_at(client, "/berita/s2")
    assert own.all("link", rel="canonical")[0]["href"] == "https://kabar.example/s2"
    assert own.all("a", href="https://kabar.example/s2")[0]["rel"] == "noopener nofollow"
    here = page_at(client, "/berita/s1?q=x")
    assert here.all("link", rel="canonical")[0]["href"] == "/berita/s1"


def test_related_stories_come_with_their_reason(client: FlaskClient) -> None:
    """Under a story stands what belongs to it, why, and how long before or after it came."""
    page = page_at(client, "/berita/s1")
    assert "Berita terkait Banjir Surut di Sengeti 18 Maret 2024 sama-sama:" in page.spoken
    assert "Sengeti · 3 hari sesudahnya" in page.spoken
    assert "3 hari sebelumnya" in page_at(client, "/berita/s2").spoken


def test_related_stories_can_be_left_out(client: FlaskClient) -> None:
    """A related_limit of 0 hides the box."""
    live: LiveArchive = client.application.extensions["telusur"]
    app = create_app(live, WebSettings(related_limit=0))
    assert "Berita terkait" not in page_at(app.test_client(), "/berita/s1").spoken


def test_a_story_with_an_odd_id_has_a_page(client: FlaskClient) -> None:
    """An id that is unsafe in an address is reached by its key; its date is shown as printed."""
    page = page_at(client, "/cari?q=pandangan")
    link = next(link for link in page.links if link.startswith("/berita/"))
    story = page_at(client, link)
    assert "Opini tanpa tanggal" in story.spoken and "Senin (27/2)" in story.spoken


def test_other_scripts_and_a_made_up_headline_survive(client: FlaskClient) -> None:
    """Right-to-left text is shown in its own direction; a derived headline is said to be one."""
    page = page_at(client, "/berita/s6")
    assert page.all("h1") == [{"dir": "auto"}]
    assert "Teks campuran مرحبا بكم dan Jambi." in page.spoken
    assert "Sumbernya tidak berjudul" in page.spoken
    assert "🌶️" in page_at(client, "/berita/s5").text


def test_a_story_as_json_has_the_fields_of_the_command(client: FlaskClient) -> None:
    """/berita/<key>.json gives the story's fields, letters as they are."""
    answer = client.get("/berita/s6.json")
    assert answer.get_json()["title"] == "مرحبا Jambi"
    assert "مرحبا" in answer.get_data(as_text=True)
    assert answer.get_json()["published"] == "2022"
