"""A reporter with a deadline looks for a story; the core errands also with scripts switched off."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.reader import Reader, a_reader


def test_a_headline_half_remembered_finds_its_story_first(anyone: Reader) -> None:
    """From the front page, a few words into the one box, and it is the first hit."""
    anyone.opens("/")
    anyone.searches("jaksa banding vonis")
    assert anyone.hits[0] == "Jaksa Banding Vonis Bibit Pinang"


def test_a_search_is_narrowed_by_topic_and_year_and_widened_again(anyone: Reader) -> None:
    """Two clicks narrow, each is shown as a piece, and a click on a piece takes it back."""
    anyone.opens("/cari?q=banjir")
    whole = anyone.total
    anyone.follows("lingkungan-bencana", within="nav.facets")
    narrowed = anyone.total
    assert 0 < narrowed < whole
    anyone.unfolds("Tahun")
    anyone.follows("2024", within="nav.facets")
    assert "Topik: lingkungan-bencana" in anyone.text
    assert "Tahun: 2024" in anyone.text
    assert 0 < anyone.total <= narrowed
    anyone.follows("Topik: lingkungan-bencana")
    anyone.follows("Tahun: 2024")
    assert anyone.total == whole


def test_what_does_not_belong_is_left_out(anyone: Reader) -> None:
    """Stories with a topic are left out by the sign beside it, and the rest is what remains."""
    anyone.opens("/cari?q=banjir")
    whole = anyone.total
    anyone.follows("kecualikan lingkungan-bencana", within="nav.facets")
    assert "bukan topik: lingkungan-bencana" in anyone.text
    left = anyone.total
    assert 0 < left < whole
    about = anyone.page.locator("article.hit .about").all_inner_texts()
    assert len(about) == left
    assert [text for text in about if "lingkungan-bencana" in text] == []


def test_the_newest_stands_first_where_that_is_asked(anyone: Reader) -> None:
    """By date, newest first and oldest first, the days stand in order."""
    anyone.opens("/cari?q=banjir")
    anyone.follows("terbaru")
    days = _days(anyone)
    assert days == sorted(days, reverse=True)
    anyone.follows("terlama")
    assert _days(anyone) == sorted(_days(anyone))


def _days(reader: Reader) -> list[str]:
    times = reader.page.locator("article.hit .about time").all()
    return [(time.get_attribute("datetime") or "")[:10] for time in times]


def test_the_archive_is_paged_to_its_very_end(anyone: Reader) -> None:
    """From page to page by "Berikutnya", every story comes once, and the last page has no next."""
    anyone.opens("/cari?urut=terbaru")
    total, seen = anyone.total, anyone.page.locator("article.hit h2 a")
    stories: list[str] = []
    for _ in range(10):
        stories += [link.get_attribute("href") or "" for link in seen.all()]
        if not anyone.page.get_by_role("link", name="Berikutnya").count():
            break
        anyone.follows("Berikutnya")
    assert len(stories) == len(set(stories)) == total > 100
    assert "Halaman 6 dari 6" in anyone.text


def test_a_shared_address_shows_a_colleague_the_same(
    anyone: Reader, browser: Browser, site: str
) -> None:
    """The address is the whole state: reload it, or open it elsewhere, and nothing differs."""
    anyone.opens("/cari?q=pasar&urut=terbaru")
    anyone.unfolds("Penulis")
    anyone.follows("Yusral Fadli", within="nav.facets")
    shown = (anyone.headline, anyone.hits)
    anyone.reloads()
    assert (anyone.headline, anyone.hits) == shown
    with a_reader(browser, site) as colleague:
        colleague.opens(anyone.address)
        assert (colleague.headline, colleague.hits) == shown
        assert colleague.box.input_value() == "pasar"


def test_a_range_of_days_is_set_by_the_two_boxes(anyone: Reader) -> None:
    """From 1 to 31 March 2024: only stories of these days are shown."""
    anyone.opens("/cari?q=banjir")
    anyone.page.get_by_label("Dari").fill("2024-03-01")
    anyone.page.get_by_label("Sampai").fill("2024-03-31")
    with anyone.page.expect_navigation():
        anyone.page.get_by_role("button", name="Batasi").click()
    days = _days(anyone)
    assert days
    assert all(day.startswith("2024-03-") for day in days)
    assert "q=banjir" in anyone.address


def test_stories_without_a_date_can_be_seen_alone(anyone: Reader) -> None:
    """What no date filter ever shows is a choice of its own among the years."""
    anyone.opens("/cari")
    anyone.unfolds("Tahun")
    anyone.follows("tanpa tanggal", within="nav.facets")
    assert anyone.total == 11
    assert _days(anyone) == []


def test_nothing_found_says_what_to_loosen(anyone: Reader) -> None:
    """Where every condition together finds nothing, one click lets go of one and finds."""
    anyone.opens("/cari?q=banjir&topik=otomotif&tempat=Tebo")
    assert anyone.headline.startswith("Tidak ada berita yang cocok")
    first = anyone.page.locator("section.empty li a").first
    with anyone.page.expect_navigation():
        first.click()
    assert anyone.total > 0


def test_a_slip_of_the_finger_is_put_right_and_said(anyone: Reader) -> None:
    """A word that no story has is taken for the one that was meant; one click insists on it."""
    anyone.opens("/")
    anyone.searches("banjr")
    assert anyone.total > 0
    assert "memuat banjr; jadi yang dicari banjir" in anyone.text
    anyone.follows("Cari seperti yang diketik")
    assert anyone.total == 0


def test_other_names_of_a_thing_are_looked_for_until_told_not_to(anyone: Reader) -> None:
    """Pemkot finds Pemerintah Kota too and says so; a click looks for what was typed alone."""
    anyone.opens("/")
    anyone.searches("pemkot")
    assert "Juga mencari: Pemerintah Kota" in anyone.text
    whole = anyone.total
    anyone.follows("Cari persis kata-kata yang diketik")
    assert 0 < anyone.total < whole
    assert "Juga mencari" not in anyone.text


def test_a_press_release_printed_twice_is_one_hit_with_its_copy(reader: Reader) -> None:
    """The copy is folded under its story and can be opened, or shown as a hit of its own."""
    reader.opens("/cari?q=tambak+udang+sadu")
    folded = reader.total
    reader.unfolds("1 salinan")
    assert reader.page.locator("details.copies li a").first.is_visible()
    reader.follows("Tampilkan satu per satu")
    assert reader.total == folded + 1


def test_a_pasted_headline_with_a_colon_finds_itself(reader: Reader) -> None:
    """What was copied from another page is text, whatever signs it holds."""
    headline = "Bengkel UMKM & Anak Muda: Modal < Rp 10 Juta, Target > 500 Lulusan"
    reader.opens("/")
    reader.searches(headline)
    assert reader.hits[0] == headline


def test_words_in_quotes_are_found_as_they_stand(reader: Reader) -> None:
    """With quotes around two words, fewer stories answer than without."""
    reader.opens("/")
    reader.searches("pasar baru")
    loose = reader.total
    reader.searches('"pasar baru"')
    assert 0 < reader.total < loose


def test_the_hits_are_kept_as_a_table(reader: Reader) -> None:
    """The CSV of a search has a row for every story found, copies too."""
    reader.opens("/cari?q=banjir")
    with reader.page.expect_download() as download:
        reader.page.get_by_role("link", name="tabel (CSV)").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert len(rows) - 1 == reader.total


def test_a_date_that_is_none_is_said_in_words_with_a_way_on(reader: Reader) -> None:
    """An address somebody typed wrong is answered by a sentence, and the search goes on."""
    assert reader.opens("/cari?q=banjir&dari=kemarin").status == 400
    assert "“dari=kemarin”" in reader.text
    reader.follows("banjir")
    assert reader.total > 0


def test_a_page_that_no_longer_exists_leads_back_to_the_last(reader: Reader) -> None:
    """Page 9 of a search that has one page says so and offers the last."""
    reader.opens("/cari?q=banjir&hal=9")
    assert reader.hits == []
    reader.follows("Ke halaman terakhir")
    assert len(reader.hits) == reader.total


@pytest.mark.parametrize(
    ("facet", "part", "value"),
    [("Tempat", "tungkal", "Kuala Tungkal"), ("Penulis", "sari", "Nopita Sarirah")],
    ids=["a place", "an author"],
)
def test_a_value_far_down_a_long_list_is_looked_up(
    anyone: Reader, facet: str, part: str, value: str
) -> None:
    """A list too long for the side is a page with a box of its own."""
    anyone.opens("/cari")
    anyone.unfolds(facet)
    everything = anyone.page.locator("nav.facets .all a").filter(has_text=f"({facet})")
    if not everything.count():
        anyone.opens(f"/cari/{facet.lower()}")
    else:
        with anyone.page.expect_navigation():
            everything.click()
    anyone.page.get_by_label("Memuat").fill(part)
    with anyone.page.expect_navigation():
        anyone.page.get_by_role("button", name="Tampilkan").click()
    anyone.follows(value)
    assert f"{facet}: {value}" in anyone.text
    assert anyone.total > 0
