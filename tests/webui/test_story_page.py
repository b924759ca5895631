"""The story page."""

import pytest
from flask.testing import FlaskClient

from search import LiveArchive
from tests.archives import archive_of
from tests.builders import a_moment, a_story
from tests.webui.pages import Page, page_at
from webui import WebSettings, create_app

_RELEASE = (
    "Balai bahasa membuka kelas menulis cerita rakyat untuk guru sekolah dasar di tiga kecamatan.",
    "Kepala balai mengatakan kelas itu berlangsung setiap akhir pekan selama dua bulan penuh.",
    "Peserta belajar menyusun alur, memilih tokoh, dan membacakan naskahnya di depan kawan-kawan"
    " sekelas, lalu naskah terbaik dicetak menjadi buku bacaan untuk perpustakaan sekolah"
    " masing-masing dan dibagikan tanpa bayaran kepada murid yang tinggal jauh dari kota.",
)
_TOLD = [
    a_story(
        id="awal",
        title="Batanghari Siaga",
        body=(
            "Air Sungai Batanghari naik sejak subuh dan merendam jalan setapak di tepian, " * 3,
            "Warga melapor ke posko.",
            "Petugas mengukur sungai, lalu berjaga di jembatan Batanghari.",
        ),
        published="2024-03-15",
        topics=("bencana",),
        url="https://kabar.example/awal",
    ),
    a_story(
        id="ralat", title="Ralat Angka", body="Angka yang benar 14 desa.", published="2024-03-16",
        corrects=("awal",),
    ),
    a_story(
        id="lanjut", title="Batanghari Surut", body="Air surut.", published="2024-03-18",
        topics=("bencana",), continues=("https://kabar.example/awal",),
    ),
    a_story(
        id="rilis", title="Kelas Menulis Dibuka", body=_RELEASE, published="2024-05-02",
        modified=a_moment("2024-05-02"),
    ),
    a_story(
        id="salinan", title="Kelas Menulis Dibuka", published="2024-05-02", source="Suara Pesisir",
        body=tuple(text.replace("mengatakan", "menuturkan") for text in _RELEASE),
    ),
]  # fmt: skip
"""A story with its correction and its continuation, and a release printed twice."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The pages over them."""
    home = archive_of(tmp_path_factory.mktemp("cerita"), _TOLD)
    return create_app(LiveArchive(home), WebSettings(page_size=2)).test_client()


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
    assert "b" not in page.tags
    assert all(own["src"].startswith("/static/") for own in page.all("script"))
    assert "<script>alert(1)</script>" in page.text
    assert not any(link.startswith("javascript") for link in page.links)


def test_the_words_of_the_query_are_marked(client: FlaskClient) -> None:
    """With ?q= headline and text are marked, and a link shows the story without marks."""
    marked, plain = page_at(client, "/berita/s2?q=surut"), page_at(client, "/berita/s2")
    assert len(marked.all("mark")) == 2 and not plain.all("mark")
    assert "1 tanda untuk “surut”" in marked.spoken and "Tampilkan tanpa tanda" in marked.spoken
    assert not plain.all("p", **{"class": "marks"}) and "Tautan tetap" in plain.spoken
    assert "/berita/s2" in marked.links
    assert not page_at(client, "/berita/s2?q=tanggal:xx").all("mark")


def test_a_query_that_only_the_headline_answers_is_said_to_be_one(told: FlaskClient) -> None:
    """Where nothing of the text is marked, the page says so and offers no jump."""
    page = page_at(told, "/berita/awal?q=siaga")
    assert "“siaga” hanya ada di judulnya Tampilkan tanpa tanda" in page.spoken
    assert "#tanda-1" not in page.links and not _jump(page)


def test_one_jumps_from_mark_to_mark_without_scripts(told: FlaskClient) -> None:
    """Marks side by side are one stop; each paragraph with some leads to the next one's first."""
    page = page_at(told, "/berita/awal?q=sungai+batanghari")
    stops = [mark["id"] for mark in page.all("mark") if "id" in mark]
    assert stops == [f"tanda-{number}" for number in range(1, 6)]
    assert len(page.all("mark")) == 9  # one in the headline
    assert "5 tanda untuk “sungai batanghari” Ke tanda pertama" in page.spoken
    assert "1–3 dari 5 · berikutnya" in page.spoken and "4–5 dari 5 · kembali ke" in page.spoken
    steps = ["#tanda-1", "#tanda-4", "#judul"]
    assert [link for link in page.links if link in steps] == steps


def test_scripts_find_a_bar_with_its_words_and_keys(told: FlaskClient) -> None:
    """The bar is hidden until a script shows it; what it says stands in the page."""
    (bar,) = _jump(page_at(told, "/berita/awal?q=sungai"))
    assert "hidden" in bar
    assert bar["data-place"] == "{tanda} dari {semua} tanda"
    page = page_at(told, "/berita/awal?q=sungai")
    buttons = [own["value"] for own in page.all("button") if own.get("aria-keyshortcuts")]
    assert buttons == ["-1", "1"]


def test_a_correction_is_told_before_the_text_is_read(told: FlaskClient) -> None:
    """What was corrected says so at the top with the day; the correction names what it mends."""
    page = page_at(told, "/berita/awal")
    notice = "Berita ini diralat pada 16 Maret 2024: Ralat Angka 16 Maret 2024"
    assert page.spoken.index(notice) < page.spoken.index("Air Sungai Batanghari naik")
    assert "/berita/ralat" in page.links
    other = page_at(told, "/berita/ralat")
    assert "Ralat atas: Batanghari Siaga 15 Maret 2024" in other.spoken


def test_a_continued_story_leads_on_and_back(told: FlaskClient) -> None:
    """Continuations are named in both directions: what came before at the top, after at the end."""
    first, second = page_at(told, "/berita/awal"), page_at(told, "/berita/lanjut")
    assert "Dilanjutkan dalam: Batanghari Surut" in first.spoken
    assert "Lanjutan dari: Batanghari Siaga" in second.spoken
    assert "diralat" not in second.spoken


def test_near_copies_stand_with_what_differs(told: FlaskClient) -> None:
    """A copy shows the words that only one of the two has, told in words too."""
    page = page_at(told, "/berita/rilis")
    assert "Salinan dengan isi yang hampir sama" in page.spoken
    assert "(hanya di berita ini:) mengatakan (hanya di salinan:) menuturkan" in page.spoken
    assert {"del", "ins"} <= page.tags and "/berita/salinan" in page.links
    assert "Isinya sama kata demi kata." not in page.spoken
    assert "Salinan" not in page_at(told, "/berita/awal").spoken


def test_a_story_opened_from_a_search_leads_back_and_on(told: FlaskClient) -> None:
    """Its address carries the search, filters too: back to its page of hits, and to the next."""
    search = page_at(told, "/cari?q=batanghari&topik=bencana&urut=terlama")
    first = next(link for link in search.links if link.startswith("/berita/"))
    assert first == "/berita/awal?q=batanghari&topik=bencana&urut=terlama&ke=1"
    page = page_at(told, first)
    assert "Hasil untuk “batanghari” Berita 1 dari 2" in page.spoken
    assert "/cari?q=batanghari&topik=bencana&urut=terlama" in page.links
    assert not page.all("a", rel="prev")
    (on,) = page.all("a", rel="next")
    second = page_at(told, on["href"])
    assert "Berita 2 dari 2" in second.spoken and not second.all("a", rel="next")
    assert second.all("a", rel="prev")[0]["href"] == first


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("q=batanghari&ke=2", "/cari?q=batanghari"),
        ("q=batanghari&ke=9999", "/cari?q=batanghari"),
        ("q=batanghari&ke=-1&dari=xx", "/cari?q=batanghari"),
        ("topik=bencana", "/cari?topik=bencana"),
        ("q=judul:(&ke=1", "/cari?q=judul%3A%28"),
    ],
    ids=["another place", "no such place", "unreadable", "no text", "an odd query"],
)
def test_a_place_that_does_not_hold_is_not_told(
    asked: str, leads_to: str, told: FlaskClient
) -> None:
    """Where the hit is another one, or nothing can be read, there is only the way back."""
    page = page_at(told, f"/berita/awal?{asked}")
    assert "Berita 1 dari" not in page.spoken and "Berita 2 dari" not in page.spoken
    assert leads_to in page.links


def test_a_story_opened_by_itself_has_no_way_back(told: FlaskClient) -> None:
    """Without a search in the address there is nothing to go back to."""
    assert not page_at(told, "/berita/awal").all("nav", **{"class": "way"})


def test_what_shows_a_link_to_a_story_finds_what_it_needs(told: FlaskClient) -> None:
    """Headline, beginning, address and day stand in the head, on one line and not too long."""
    page = page_at(told, "/berita/awal")
    given = {own["property"]: own["content"] for own in page.all("meta") if "property" in own}
    assert given["og:type"] == "article" and given["og:title"] == "Batanghari Siaga"
    assert given["article:published_time"] == "2024-03-15"
    assert given["og:url"] == "https://kabar.example/awal"
    (description,) = page.all("meta", name="description")
    assert len(description["content"]) <= 201 and description["content"].endswith("…")


def test_a_change_at_once_is_no_change(told: FlaskClient) -> None:
    """A story changed when it was published is not called changed."""
    assert "diperbarui" not in page_at(told, "/berita/rilis").spoken


def _jump(page: Page) -> list[dict[str, str]]:
    return page.all("div", **{"class": "jump"})


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
    assert page.all("h1") == [{"id": "judul", "dir": "auto"}]
    assert "Teks campuran مرحبا بكم dan Jambi." in page.spoken
    assert "Sumbernya tidak berjudul" in page.spoken
    assert "🌶️" in page_at(client, "/berita/s5").text


def test_a_story_as_json_has_the_fields_of_the_command(client: FlaskClient) -> None:
    """/berita/<key>.json gives the story's fields, letters as they are."""
    answer = client.get("/berita/s6.json")
    assert answer.get_json()["title"] == "مرحبا Jambi"
    assert "مرحبا" in answer.get_data(as_text=True)
    assert answer.get_json()["published"] == "2022"
