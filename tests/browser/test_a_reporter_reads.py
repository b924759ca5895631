"""A reporter opens a story and goes on from there."""

import json

from playwright.sync_api import Browser

from tests.browser.reader import Reader, a_reader


def test_a_hit_is_opened_and_the_way_back_leads_to_the_same_hits(anyone: Reader) -> None:
    """The story shows the words that were looked for, and Back shows the list as it was."""
    anyone.opens("/cari?q=banjir&urut=terbaru")
    hits, address = anyone.hits, anyone.address
    anyone.follows(hits[2])
    assert anyone.headline == hits[2]
    assert "banjir" in {m.lower() for m in anyone.page.locator("mark").all_inner_texts()}
    anyone.goes_back()
    assert (anyone.address, anyone.hits) == (address, hits)


def test_what_belongs_to_a_story_is_named_with_its_reason(anyone: Reader) -> None:
    """Under a story stand others of the same matter, each saying what ties it."""
    anyone.opens("/berita/khr-1026")
    related = anyone.page.locator("section.related li")
    assert related.count() > 2
    assert "sama-sama" in anyone.page.locator("section.related").inner_text()
    headline = related.first.get_by_role("link").inner_text()
    anyone.follows(headline)
    assert anyone.headline == " ".join(headline.split())


def test_the_day_of_a_story_leads_to_what_else_was_printed(anyone: Reader) -> None:
    """A click on the date shows every story of that day."""
    anyone.opens("/berita/kir-002")
    anyone.follows("5 Agustus 2024")
    assert anyone.address.startswith("/hari/2024/08/05")
    assert anyone.total == 2
    assert any("Saksi Bibit Pinang" in hit for hit in anyone.hits)


def test_a_name_under_the_headline_leads_to_all_its_stories(reader: Reader) -> None:
    """The author is a link to everything they wrote, the newest first."""
    reader.opens("/berita/khr-1063")
    reader.follows("Burhan Seloko")
    assert reader.total == 9
    assert "Penulis: Burhan Seloko" in reader.text


def test_a_story_without_title_date_or_author_is_read_all_the_same(reader: Reader) -> None:
    """What is not known is said, and nothing is made up."""
    reader.opens("/berita/khr-1060")
    assert "tanpa tanggal" in reader.text
    assert "kalimat pertamanya dipakai" in reader.text
    assert len(reader.page.locator(".story .text p").all()) > 1


def test_the_address_of_a_story_is_shared_without_the_marks(reader: Reader) -> None:
    """The permanent link is the story's own address, whatever was looked for."""
    reader.opens("/berita/khr-1005?q=banjir")
    assert reader.page.locator("mark").count() > 0
    reader.follows("Tautan tetap")
    assert reader.address == "/berita/khr-1005"
    assert reader.page.locator("mark").count() == 0


def test_a_story_goes_onto_paper_without_the_furniture(reader: Reader) -> None:
    """In print the box and the help are gone and the text is black on white."""
    reader.opens("/berita/khr-1005?q=banjir")
    reader.page.emulate_media(media="print", color_scheme="dark")
    assert not reader.box.is_visible()
    assert reader.page.locator(".story .text").is_visible()
    colours = reader.page.evaluate("""() => {
        const of = name => getComputedStyle(document.querySelector(name));
        return [of('.story .text p').color, of('body').backgroundColor];
    }""")
    ink, paper = ([int(n) for n in c.strip("rgba()").split(",")[:3]] for c in colours)
    assert sum(ink) < 100
    assert sum(paper) > 700 or colours[1].endswith(", 0)")


def test_the_reader_jumps_from_mark_to_mark(browser: Browser, site: str) -> None:
    """Without scripts: from the heading to the first mark, from each passage to the next."""
    with a_reader(browser, site, java_script_enabled=False) as reader:
        reader.opens("/berita/khr-1005?q=banjir+batanghari")
        reader.page.get_by_role("link", name="Ke tanda pertama").click()
        assert reader.page.locator("#tanda-1:target").count() == 1
        assert _is_seen(reader, "#tanda-1")
        reader.page.get_by_role("link", name="berikutnya").first.click()
        assert reader.page.locator("mark:target").get_attribute("id") != "tanda-1"
        assert _is_seen(reader, "mark:target")


def _is_seen(reader: Reader, what: str) -> bool:
    box, window = reader.page.locator(what).bounding_box(), reader.page.viewport_size
    return box is not None and window is not None and 0 <= box["y"] < window["height"]


def test_single_keys_go_on_to_the_next_mark_and_back(reader: Reader) -> None:
    """n and p move among the marks, the bar says which it is, and the focus is on the mark."""
    reader.opens("/berita/khr-1005?q=banjir+batanghari")
    place = reader.page.locator(".jump [role=status]")
    reader.presses("n")
    assert place.inner_text().startswith("1 dari")
    reader.presses("n")
    assert place.inner_text().startswith("2 dari")
    reader.presses("p")
    assert place.inner_text().startswith("1 dari")
    assert reader.page.evaluate("document.activeElement.id") == "tanda-1"


def test_the_next_hit_is_read_without_going_back(anyone: Reader) -> None:
    """A story opened from a search says which hit it is and leads on to the next."""
    anyone.opens("/cari?q=banjir&urut=terbaru")
    hits = anyone.hits
    anyone.follows(hits[0])
    assert f"Berita 1 dari {len(hits)}" in anyone.text
    anyone.follows("Berita berikutnya")
    assert anyone.headline == hits[1]
    anyone.follows("Hasil untuk")
    assert anyone.hits == hits
    assert "urut=terbaru" in anyone.address


def test_a_correction_is_seen_before_the_mistake_is_read(anyone: Reader) -> None:
    """A corrected story says so above its text, and the correction leads back to it."""
    anyone.opens("/berita/khr-1002")
    wrong = anyone.headline
    assert "Berita ini diralat pada 22 Maret 2024" in anyone.text
    anyone.follows("Ralat: Jumlah Pengungsi")
    assert anyone.headline == "Ralat: Jumlah Pengungsi Banjir Legok dan Sijenjang"
    anyone.follows(wrong)
    assert anyone.headline == wrong


def test_a_story_goes_on_in_the_next(reader: Reader) -> None:
    """What continues a story is linked from it, in both directions."""
    reader.opens("/berita/khr-1021")
    first = reader.headline
    assert "Dilanjutkan dalam" in reader.text
    reader.follows("Lulus Uji Beban")
    assert "Lanjutan dari" in reader.text
    reader.follows(first)
    assert reader.headline == first


def test_what_differs_between_two_copies_is_shown(anyone: Reader) -> None:
    """The other paper's copy has one sentence more; it stands there underlined and said."""
    anyone.opens("/berita/tbh-1")
    anyone.unfolds("Tambak Udang Sadu")
    added = anyone.page.locator("section.copies ins").all_inner_texts()
    assert "Bupati menjanjikan pintu air lagi" in " ".join(added)
    anyone.follows("Baca salinannya")
    assert anyone.address.startswith("/berita/tbh-2")


def test_a_story_is_cited_in_the_paper(anyone: Reader) -> None:
    """One fold holds the line a newsroom prints, BibTeX, and CSL-JSON."""
    anyone.opens("/berita/khr-1005")
    anyone.unfolds("Kutip berita ini")
    line = anyone.page.locator("#kutipan-naskah").inner_text()
    for part in ("Dedek Kurniadi", "“Banjir Batanghari Rendam", "Kabar Hulu", "22 April 2024",
                 "https://kabarhulu.example/"):  # fmt: skip
        assert part in line
    assert anyone.page.locator("#kutipan-bibtex").inner_text().startswith("@")
    csl = json.loads(anyone.page.locator("#kutipan-csl").inner_text())
    assert "article-newspaper" in json.dumps(csl)


def test_the_citation_is_copied_with_one_click(browser: Browser, site: str) -> None:
    """The button puts the line on the clipboard and says so."""
    rights = ["clipboard-read", "clipboard-write"]
    with a_reader(browser, site, permissions=rights) as reader:
        reader.opens("/berita/khr-1005")
        reader.unfolds("Kutip berita ini")
        reader.page.get_by_role("button", name="Salin Untuk naskah").click()
        reader.page.get_by_text("Disalin.").first.wait_for()
        copied = reader.page.evaluate("navigator.clipboard.readText()")
        assert copied == reader.page.locator("#kutipan-naskah").inner_text()
