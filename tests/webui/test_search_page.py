"""The search page: what it shows, and that no way from it is a dead end."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from search import LiveArchive
from tests.archives import archive_of
from tests.builders import a_story
from tests.webui.pages import Page, page_at
from webui import WebSettings, create_app


def test_a_search_shows_hits_with_marks_and_facets(client: FlaskClient) -> None:
    """A hit shows its headline and passage with the words marked; facets count it."""
    page = page_at(client, "/cari?q=banjir")
    assert "<mark>Banjir</mark> Surut di Sengeti" in page.answer.get_data(as_text=True)
    assert "2 berita untuk banjir" in page.spoken
    assert "/cari?q=banjir&topik=bencana" in page.links
    assert {"/berita/s1?q=banjir&ke=2", "/berita/s2?q=banjir&ke=1"} <= set(page.links)
    assert page.all("time", datetime="2024-03-15T10:15+07:00")
    assert "15 Maret 2024, 10.15 WIB Rina bencana Sengeti" in page.spoken


def test_the_kind_is_said_where_it_is_not_news(client: FlaskClient) -> None:
    """An opinion is called one; a date that was only printed is shown as printed."""
    page = page_at(client, "/cari?q=pandangan")
    assert "Opini tanpa tanggal Senin (27/2) opini" in page.spoken


@pytest.mark.parametrize(
    ("address", "total"),
    [
        ("/cari?tahun=~", "1 berita"),
        ("/cari?tahun=-~", "5 berita"),
        ("/cari?topik=bencana", "2 berita"),
        ("/cari?topik=-bencana", "4 berita"),
        ("/cari?topik=--murah", "1 berita"),
        ("/cari?topik=~~kira", "1 berita"),
        ("/cari?penulis=Rina&penulis=-Budi", "1 berita"),
        ("/cari?jenis=opini", "1 berita"),
        ("/cari?dari=2024-03-16", "1 berita"),
        ("/cari?dari=2023-11&sampai=2023-11", "2 berita"),
        ("/cari?bulan=2024-03&hari=2024-03-18", "1 berita"),
        ("/cari?topik=&dari=&urut=&hal=&utm_source=x", "6 berita"),
        ("/topik/bencana", "2 berita"),
        ("/topik/-murah", "1 berita"),
        ("/penulis/Rina", "2 berita"),
        ("/tempat/Sengeti", "2 berita"),
        ("/hari/2024/03/18", "1 berita"),
    ],
)
def test_an_address_says_what_is_shown(client: FlaskClient, address: str, total: str) -> None:
    """Each parameter narrows, a blank or unknown one does not; short addresses are a filter."""
    assert total in page_at(client, address).spoken


def test_every_page_of_hits_can_be_reached(client: FlaskClient) -> None:
    """Paging goes to the last hit, repeats none, and offers no page beyond it."""
    seen: list[str] = []
    address = "/cari?urut=terlama"
    while address:
        page = page_at(client, address)
        seen += [link for link in page.links if link.startswith("/berita/")]
        address = next((v["href"] for v in page.all("a", rel="next")), "")
    assert len(seen) == len(set(seen)) == 6
    assert "Halaman 3 dari 3" in page.spoken and "hal=4" not in " ".join(page.links)


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    """An address beyond the end says so and leads to the last page."""
    page = page_at(client, "/cari?hal=900")
    assert "Hasilnya tidak sampai ke halaman ini." in page.spoken
    assert "/cari?hal=3" in page.links


def test_far_pages_are_offered_with_gaps(tmp_path: Path) -> None:
    """The first, the near and the last pages are offered; a gap of one page is that page."""
    stories = [a_story(id=str(n), title=f"Kabar {n}") for n in range(12)]
    client = create_app(LiveArchive(archive_of(tmp_path, stories)), WebSettings(page_size=1))
    page = page_at(client.test_client(), "/cari?hal=5")
    assert "← Sebelumnya 1 2 3 4 5 6 7 … 12 Berikutnya →" in page.spoken


def test_what_was_understood_can_be_taken_away(client: FlaskClient) -> None:
    """Each word and each filter is a link to the search without it."""
    page = page_at(client, "/cari?q=banjir+sengeti&topik=bencana&topik=-pasar&dari=2024-01-01")
    rest = "topik=bencana&topik=-pasar&dari=2024-01-01"
    assert {
        f"/cari?q=sengeti&{rest}",
        f"/cari?q=banjir&{rest}",
        "/cari?q=banjir+sengeti&topik=-pasar&dari=2024-01-01",
        "/cari?q=banjir+sengeti&topik=bencana&dari=2024-01-01",
        "/cari?q=banjir+sengeti&topik=bencana&topik=-pasar",
    } <= set(page.links)
    assert "bukan topik: pasar" in page.spoken and "sejak 1 Januari 2024" in page.spoken


def test_what_was_relaxed_is_said(client: FlaskClient) -> None:
    """The page names how many stories hold every word, and the words given up."""
    page = page_at(client, "/cari?q=banjir+mengungsi")
    assert "Hanya 1 berita memuat semua kata" in page.spoken
    assert "Tidak selalu ada: mengungsi." in page.spoken
    assert "Tidak ada berita yang memuat semua kata" in page_at(client, "/cari?q=banjir+zzz").spoken


def test_a_search_too_wide_is_said_to_be_partial(client: FlaskClient) -> None:
    """More words than are read make the answer partial, and the page says so."""
    page = page_at(client, "/cari?q=" + "+".join(f"banjir{n}" for n in range(70)))
    assert "terlalu luas untuk dijawab seluruhnya" in page.spoken


def test_nothing_found_offers_what_finds_something(client: FlaskClient) -> None:
    """The empty state offers each filter or word whose removal finds something, with how much."""
    page = page_at(client, "/cari?q=banjir&topik=olahraga&tahun=2024")
    assert "Tidak ada berita yang cocok untuk banjir" in page.spoken
    assert "tanpa “Topik: olahraga”: 2 berita" in page.spoken
    assert "tanpa “Tahun: 2024”" not in page.spoken
    assert "/cari?q=banjir&tahun=2024" in page.links
    assert "pakai kata yang lebih umum" in page_at(client, "/cari?q=zzz").spoken


@pytest.mark.parametrize(
    "address",
    ["/cari", "/cari?q=banjir", "/cari?tahun=2024", "/cari?topik=-bencana", "/cari?penulis=Rina"],
)
def test_no_facet_leads_to_nothing(client: FlaskClient, address: str) -> None:
    """Each value to choose or exclude leads to at least one story."""
    page = page_at(client, address)
    facets = [link for link in page.links if link.startswith("/cari?") and "hal=" not in link]
    assert facets
    for link in facets:
        assert "Tidak ada berita" not in page_at(client, link).spoken, link


def test_a_chosen_value_counts_what_is_shown(client: FlaskClient) -> None:
    """Beside the one value chosen stands the number of stories on the page, also when relaxed."""
    page = page_at(client, "/cari?q=banjir+cabai&tahun=2023")
    assert "1 berita untuk" in page.spoken
    assert "2023 × (buang) 1" in page.spoken


def test_months_follow_a_year_and_days_a_month(client: FlaskClient) -> None:
    """The months of a chosen year can be chosen, and the days of a chosen month."""
    assert "bulan=" not in " ".join(page_at(client, "/cari").links)
    year = page_at(client, "/cari?tahun=2024")
    assert "Maret 2024" in year.spoken and "/cari?tahun=2024&bulan=2024-03" in year.links
    month = page_at(client, "/cari?tahun=2024&bulan=2024-03")
    assert "/cari?tahun=2024&bulan=2024-03&hari=2024-03-18" in month.links


def test_a_new_text_keeps_the_filters_and_a_range_of_days_the_text(client: FlaskClient) -> None:
    """Submitting either form as it stands gives the search that is shown."""
    address = "/cari?q=banjir&topik=bencana&dari=2024-03-01&sampai=2024-03-31&urut=terbaru"
    page = page_at(client, address)
    for form in _forms(page):
        sent = client.get("/cari", query_string=MultiDict(form))
        assert Page(sent).all("link", rel="canonical") == page.all("link", rel="canonical")
    assert page.all("link", rel="canonical")[0]["href"] == address


def _forms(page: Page) -> list[list[tuple[str, str]]]:
    """The name and value of every input, form by form."""
    forms: list[list[tuple[str, str]]] = []
    for tag, values in page.elements:
        if tag == "form":
            forms.append([])
        elif tag == "input" and "name" in values:
            forms[-1].append((values["name"], values.get("value", "")))
    sent = [form for form in forms if form]  # the one of the keys' window sends nothing
    assert len(sent) >= 2
    return sent


def test_a_search_page_has_one_address_and_is_not_indexed(home_page: Page) -> None:
    """However the parameters came, the canonical address is one; robots only follow its links."""
    canonical = home_page.all("link", rel="canonical")[0]["href"]
    assert canonical == "https://arsip.example/cari?q=banjir&topik=bencana&tahun=2024&hal=2"
    assert home_page.all("meta", name="robots")[0]["content"].startswith("noindex")


@pytest.fixture
def home_page(client: FlaskClient) -> Page:
    """A search asked in an odd order, on a site whose address is known."""
    live = client.application.extensions["telusur"]
    app = create_app(live, WebSettings(page_size=1, base_url="https://arsip.example/"))
    odd = "/cari?hal=2&tahun=2024&x=1&topik=bencana&q=banjir&dari="
    return page_at(app.test_client(), odd)


def test_a_long_pasted_text_does_not_swell_the_page(client: FlaskClient) -> None:
    """A text of 90,000 characters is answered with a page that repeats it a few times only."""
    text = "banjir sengeti " * 6_000
    answer = client.get("/cari", query_string={"q": text})
    assert answer.status_code == 200
    assert len(answer.data) < 20 * len(text)
    assert "Teks sepanjang ini tidak dapat disaring." in Page(answer).spoken


def test_near_copies_are_one_hit_that_lists_them(tmp_path: Path) -> None:
    """The others stand below it, each a link with its paper and day; a link shows them all."""
    text = "Pasar pagi dibuka kembali setelah atapnya selesai diperbaiki oleh warga."
    archive = [
        a_story(id=own, title="Pasar pagi dibuka", body=(text,), source=paper, published=day)
        for own, paper, day in (
            ("tebo", "Kabar Tebo", "2024-03-15"),
            ("bungo", "Kabar Bungo", "2024-03-16"),
        )
    ]
    client = create_app(LiveArchive(archive_of(tmp_path, archive))).test_client()
    folded = page_at(client, "/cari?q=pasar")
    assert "1 berita untuk pasar" in folded.spoken
    assert "1 salinan dengan isi yang sama digabungkan dengan beritanya." in folded.spoken
    assert "1 salinan Pasar pagi dibuka · Kabar Tebo · 15 Maret 2024" in folded.spoken
    assert len(folded.all("article")) == 1
    assert "/cari?q=pasar&salinan=semua" in folded.links
    assert "/berita/tebo?q=pasar" in folded.links
    each = page_at(client, "/cari?q=pasar&salinan=semua")
    assert len(each.all("article")) == 2 and "1 salinan" not in each.spoken
    assert "/cari?q=pasar" in each.links
    assert len(client.get("/api/v1/search?q=pasar").get_json()["hits"]) == 1
    assert len(client.get("/api/v1/search?q=pasar&copies=all").get_json()["hits"]) == 2
    assert client.get("/cari.csv?q=pasar").get_data(as_text=True).count("Pasar pagi dibuka,") == 2
    assert client.get("/cari.atom?q=pasar").get_data(as_text=True).count("<entry>") == 2
