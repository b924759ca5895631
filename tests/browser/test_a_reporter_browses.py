"""A reporter who does not know the word yet looks around."""

from playwright.sync_api import Locator

from tests.browser.reader import Reader


def test_the_front_page_says_what_there_is(anyone: Reader) -> None:
    """How many stories, since when, what came last, how fresh the index is."""
    anyone.opens("/")
    assert "120 berita, dari 2 Juni 2021 sampai 22 Desember 2024" in anyone.text
    assert "Indeks diperbarui" in anyone.text
    assert anyone.hits[0].startswith("Catatan Akhir Tahun")


def test_a_day_is_found_in_the_calendar(anyone: Reader) -> None:
    """From the front page to the year, the month, the day, and the story printed on it."""
    anyone.opens("/")
    anyone.follows("Hari", within="nav.site")
    anyone.follows("2024")
    anyone.follows("Maret")
    with anyone.page.expect_navigation():
        anyone.page.locator("table.month td a").filter(has_text="15").first.click()
    assert anyone.address == "/hari/2024/03/15"
    anyone.follows("14 Desa di Batanghari Terendam")
    assert anyone.headline.startswith("14 Desa")


def test_an_author_is_found_by_a_part_of_the_name(anyone: Reader) -> None:
    """The list of authors is sifted by its own box, and a name leads to its stories."""
    anyone.opens("/")
    anyone.follows("Penulis", within="nav.site")
    anyone.page.get_by_label("Nama penulis yang memuat").fill("pranol")
    with anyone.page.expect_navigation():
        anyone.page.get_by_role("button", name="Saring").click()
    assert "1 dari" in anyone.text
    anyone.follows("Teguh Pranoloka")
    assert anyone.total == 2


def test_topics_are_listed_by_size_or_by_letter(reader: Reader) -> None:
    """The largest topic stands first, or they stand from A to Z."""
    reader.opens("/topik")
    names = reader.page.locator(".names li a")
    largest = names.all_inner_texts()
    reader.follows("abjad")
    by_letter = names.all_inner_texts()
    assert sorted(largest) == sorted(by_letter)
    assert by_letter == sorted(by_letter, key=str.casefold)
    assert largest != by_letter


def test_the_timeline_leads_from_the_years_to_a_day(anyone: Reader) -> None:
    """Each step narrows to what was chosen, and one click goes back to all years."""
    anyone.opens("/cari?q=jambi")
    whole = anyone.total
    for period, step in (("2024", "per bulan"), ("Maret 2024", "per hari")):
        _figures(anyone).get_by_role("link", name=period, exact=True).click()
        anyone.page.wait_for_load_state()
        assert step in anyone.page.locator("#garis").inner_text()
    assert 0 < anyone.total < whole
    anyone.follows("semua tahun", within=".timeline")
    assert anyone.total == whole


def _figures(reader: Reader) -> Locator:
    reader.unfolds("Angkanya")
    return reader.page.locator(".timeline table")


def test_a_bar_is_clicked_and_its_stories_are_shown(anyone: Reader) -> None:
    """The number that a bar tells is the number of stories behind it."""
    anyone.opens("/cari?q=jambi")
    bar = anyone.page.locator(".plot a").last
    told = bar.locator("title").text_content() or ""
    with anyone.page.expect_navigation():
        bar.click(position={"x": 2, "y": 60}, force=True)
    assert f"{anyone.total} berita" in told


def test_two_searches_are_seen_side_by_side(anyone: Reader) -> None:
    """A second word is drawn beside the first with its own total, and is taken away again."""
    anyone.opens("/cari?q=pasar")
    anyone.unfolds("Bandingkan")
    anyone.page.get_by_label("Bandingkan dengan").fill("banjir")
    with anyone.page.expect_navigation():
        anyone.page.locator(".timeline form button").click()
    series = anyone.page.locator(".timeline .series").inner_text()
    assert "pasar" in series
    assert "banjir" in series
    anyone.follows("hapus", within=".timeline")
    assert "banding" not in anyone.address


def test_the_growth_of_the_archive_is_not_taken_for_news(anyone: Reader) -> None:
    """A switch shows each period's share of all its stories."""
    anyone.opens("/cari?q=jambi")
    anyone.follows("bagian dari semua berita", within=".timeline")
    assert "Bagian dari semua berita" in anyone.page.locator("#garis").inner_text()
    assert "%" in _figures(anyone).inner_text()


def test_a_span_is_drawn_over_the_timeline(reader: Reader) -> None:
    """Dragging over some months narrows to them; Escape in between calls it off."""
    reader.opens("/cari?q=jambi&tahun=2024")
    plot, mouse = reader.page.locator(".plot"), reader.page.mouse
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
    middle = box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] * 0.1, middle)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.4, middle, steps=4)
    reader.presses("Escape")
    mouse.up()
    assert "dari=" not in reader.address
    mouse.move(box["x"] + box["width"] * 0.1, middle)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.4, middle, steps=4)
    with reader.page.expect_navigation():
        mouse.up()
    assert "dari=2024-02-01" in reader.address
    assert "sampai=2024-05-31" in reader.address
