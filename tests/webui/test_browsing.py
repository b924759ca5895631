"""The calendar and the lists: what is there, for who does not know the word yet?"""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from search import LiveArchive
from tests.archives import archive_of
from tests.builders import a_story
from tests.webui.pages import Page, page_at
from webui import create_app

_SHEET = Path("webui/static/browse.css").read_text("utf-8")


def test_the_calendar_shows_years_and_months_with_their_counts(client: FlaskClient) -> None:
    """Each year and month with stories is a way to it, the newest first; an empty month is none."""
    page = page_at(client, "/hari")
    assert "5 berita bertanggal, dari 2022 sampai 18 Maret 2024." in page.spoken
    ways = [link for link in page.links if re.fullmatch(r"/hari/\d{4}.*", link)]
    assert ways == ["/hari/2024", "/hari/2024/03", "/hari/2023", "/hari/2023/11", "/hari/2022"]
    assert "2024 2 berita" in page.spoken and "Mar 2 berita" in page.spoken


@pytest.mark.parametrize(
    ("address", "said", "href"),
    [
        ("/hari", "1 berita tanpa tanggal", "/cari?tahun=~&urut=terbaru"),
        ("/hari", "1 berita yang hanya diketahui tahunnya",
         "/cari?tahun=-~&bulan=~&urut=terbaru"),
        ("/hari/2022", "1 berita yang hanya diketahui tahunnya",
         "/cari?tahun=2022&bulan=~&urut=terbaru"),
        ("/hari/2023", "1 berita yang hanya diketahui bulannya",
         "/cari?tahun=2023&bulan=-~&hari=~&urut=terbaru"),
        ("/hari/2023/11", "1 berita yang hanya diketahui bulannya",
         "/cari?bulan=2023-11&hari=~&urut=terbaru"),
    ],
    ids=["undated", "known by the year", "of one year", "known by the month", "of one month"],
)  # fmt: skip
def test_what_stands_on_no_day_is_said_and_can_be_reached(
    client: FlaskClient, address: str, said: str, href: str
) -> None:
    """Stories of which no day is known are counted beside the calendar, and the way finds them."""
    page = page_at(client, address)
    assert said in page.spoken and href in page.links
    count = said.split(" yang")[0].split(" tanpa")[0]
    assert page_at(client, href).spoken.count(count) >= 1


def test_a_year_links_each_day_that_has_stories(client: FlaskClient) -> None:
    """Twelve months, a table each; a day without stories leads nowhere."""
    page = page_at(client, "/hari/2024")
    assert len(page.all("table")) == 12 and len(page.all("th", scope="col")) == 7 * 12
    days = [link for link in page.links if re.fullmatch(r"/hari/2024/\d\d/\d\d", link)]
    assert days == ["/hari/2024/03/15", "/hari/2024/03/18"]
    assert "/hari/2024/03" in page.links and "/hari/2024/02" not in page.links
    assert "15 (1 berita)" in page.spoken
    assert page.all("a", rel="prev")[0]["href"] == "/hari/2023"
    assert not page.all("a", rel="next")


def test_a_month_is_a_table_of_weeks_from_monday(client: FlaskClient) -> None:
    """Each day with its number of stories, and the months before and after that have any."""
    page = page_at(client, "/hari/2024/03")
    assert len(page.all("table")) == 1 and len(page.all("tr")) == 1 + 5
    titles = [values["title"] for values in page.all("abbr")]
    assert titles == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    assert "Maret 2024" in page.spoken and "18 1 berita" in page.spoken
    assert page.all("a", rel="prev")[0]["href"] == "/hari/2023/11"
    assert "/cari?bulan=2024-03&urut=terbaru" in page.links
    assert "/cari?topik=bencana&bulan=2024-03&urut=terbaru" in page.links
    assert "/cari?tempat=Sengeti&bulan=2024-03&urut=terbaru" in page.links


@pytest.mark.parametrize("address", ["/hari/2020", "/hari/2023/12"], ids=["year", "month"])
def test_a_time_without_stories_leads_to_the_nearest(client: FlaskClient, address: str) -> None:
    """A year or month of which nothing is there says so, and is no dead end."""
    page = page_at(client, address)
    assert "Tidak ada berita dari" in page.spoken
    ways = {values["href"] for values in page.all("a") if values.get("rel") in ("prev", "next")}
    assert ways and all(page_at(client, way) for way in ways)


@pytest.mark.parametrize(
    "address",
    ["/hari/2024/13", "/hari/2024/00", "/hari/1800", "/hari/9999", "/hari/24", "/hari/kemarin",
     "/hari/2024/3", f"/hari/{'9' * 5000}", "/hari/-2024", "/hari/2024/03/"],
    ids=["month 13", "month zero", "too early", "too late", "two figures", "a word", "one figure",
         "thousands of figures", "negative", "a slash too many"],
)  # fmt: skip
def test_a_time_that_is_none_is_not_found(client: FlaskClient, address: str) -> None:
    """What is no year or month is an unknown page, never an error of ours."""
    assert "Halaman tidak ada" in page_at(client, address, 404).spoken


def test_a_list_names_every_value_with_its_stories_and_years(client: FlaskClient) -> None:
    """The largest first; what has none is a way of its own; each name leads to its stories."""
    page = page_at(client, "/penulis")
    assert "3 penulis · 3 berita tanpa nama penulis" in page.spoken
    assert "Rina 2023–2024 2" in page.spoken and "Budi 2023 1" in page.spoken
    assert page.spoken.index("Rina") < page.spoken.index("Budi")
    assert {"/cari?penulis=~&urut=terbaru", "/cari?penulis=Rina&urut=terbaru",
            "/penulis?urut=abjad"} <= set(page.links)  # fmt: skip


def test_a_list_can_be_had_by_the_alphabet(client: FlaskClient) -> None:
    """Names stand under their initial, those that begin with no letter under Lainnya."""
    page = page_at(client, "/penulis?urut=abjad")
    at = [page.spoken.index(text) for text in ("B Budi", "R Rina", "Lainnya =1+1")]
    assert at == sorted(at)
    assert "/penulis" in page.links


@pytest.mark.parametrize("typed", ["rin", "RIN", "Rína", "ina "])
def test_a_list_can_be_sifted_without_scripts(client: FlaskClient, typed: str) -> None:
    """A part of a name finds it, whatever its case and accents."""
    page = page_at(client, f"/penulis?cari={typed}&urut=abjad")
    assert "1 dari 3 penulis memuat" in page.spoken
    assert "Rina" in page.spoken and "Budi" not in page.spoken
    assert page.all("input", name="cari", value=typed.strip())
    assert page.all("input", name="urut", value="abjad")
    assert page.all("meta", name="robots", content="noindex, follow")


def test_a_name_that_is_not_there_offers_to_search_for_it(client: FlaskClient) -> None:
    """Nothing found is no dead end, and what was typed stays text."""
    page = page_at(client, "/tempat?cari=<b>zz")
    assert "Tidak ada nama tempat yang memuat “<b>zz”." in page.spoken
    assert {"/cari?q=%3Cb%3Ezz", "/tempat"} <= set(page.links)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An archive of 700 authors, two of them odd."""
    names = [f"{chr(ord('A') + at % 26)}nwar {at:03}" for at in range(698)]
    stories = [
        a_story(id=f"s{at}", authors=(name,), published="2024-03-15")
        for at, name in enumerate([*names, "<b>Ucok</b>", "Émile"])
    ]
    home = archive_of(tmp_path_factory.mktemp("banyak"), stories)
    return create_app(LiveArchive(home)).test_client()


def test_a_long_list_comes_in_pages(many: FlaskClient) -> None:
    """No page is heavy, every name is on one of them, and a page too far is the last."""
    seen: list[str] = []
    for number in (1, 2, 3):
        page = page_at(many, f"/penulis?urut=abjad&hal={number}")
        assert len(page.answer.data) < 80_000
        assert f"Halaman {number} dari 3" in page.spoken
        seen += [link for link in page.links if link.startswith("/cari?penulis=")]
    assert len(seen) == len(set(seen)) == 700
    assert "Halaman 3 dari 3" in page_at(many, "/penulis?urut=abjad&hal=999").spoken


def test_every_initial_is_a_jump_to_where_it_begins(many: FlaskClient) -> None:
    """An initial leads to the page and the heading of its first name, from every page."""
    ways = [link for link in page_at(many, "/penulis?urut=abjad&hal=2").links if "#huruf-" in link]
    assert len(ways) == 26 + 1
    for way in ways:
        address, _, anchor = way.partition("#")
        assert page_at(many, address).all("h2", id=anchor)


def test_names_are_text_and_sorted_without_accents(many: FlaskClient) -> None:
    """Markup in a name is shown, and É stands under E."""
    page = page_at(many, "/penulis?cari=ucok")
    assert "<b>Ucok</b>" in page.spoken and "b" not in page.tags
    found = page_at(many, "/penulis?cari=mil&urut=abjad").spoken
    assert "E Émile" in found


@given(typed=st.text(max_size=30), order=st.sampled_from(["abjad", "terbanyak", "", "x"]))
@settings(max_examples=40, deadline=None)
def test_whatever_is_typed_sifts_a_list(client: FlaskClient, typed: str, order: str) -> None:
    """Any text is a part of a name, and stays text on the page."""
    sent = typed.encode("utf-8", "replace").decode()
    answer = client.get("/penulis", query_string={"cari": sent, "urut": order})
    page = Page(answer)
    assert answer.status_code == 200 and not page.tags & {"b", "img", "style"}
    assert len(page.all("input", name="cari")) == 1


def test_a_page_number_that_is_none_is_refused(client: FlaskClient) -> None:
    """As on the pages of a search."""
    assert "bukan angka" in page_at(client, "/penulis?hal=x", 400).spoken


@pytest.mark.parametrize("address", ["/hari", "/hari/2024", "/hari/2024/03", "/topik", "/penulis"])
def test_an_empty_archive_can_be_browsed(tmp_path: Path, address: str) -> None:
    """Where there is nothing every page of browsing is a page."""
    client = create_app(LiveArchive(archive_of(tmp_path, []))).test_client()
    assert page_at(client, address).all("h1")


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_a_number_can_be_read_on_every_shade(scheme: int) -> None:
    """Every shade and the text on it have a contrast of 4.5 (WCAG 2.2 AA)."""
    block = re.findall(r"\.heat \{ (--s1[^}]*)\}", _SHEET)[scheme]
    colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    texts = {"s1": "on", "s2": "on", "s3": "on", "s4": "on-deep", "s5": "on-deep"}
    for ground, text in texts.items():
        assert _contrast(colour[ground], colour[text]) >= 4.5, ground


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances, the lighter first."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_day_leads_to_its_month_and_to_the_days_beside_it(client: FlaskClient) -> None:
    """From a day one goes on to the nearest ones with something printed, and up."""
    page = page_at(client, "/hari/2024/03/15")
    assert {"/hari/2024/03", "/hari/2024/03/18", "/hari/2023/11/02"} <= set(page.links)


@pytest.mark.parametrize("day", ["2024/02/30", "2024/13/01", "2024/3/1", "0000/01/01"])
def test_a_day_that_no_calendar_has_is_not_there(client: FlaskClient, day: str) -> None:
    """An impossible day, and another way to write one, is a page that is not there."""
    page_at(client, f"/hari/{day}", 404)
