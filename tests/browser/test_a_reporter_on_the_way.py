"""A reporter without a mouse, or with a phone in the hand."""

from playwright.sync_api import Locator, Route

from tests.browser.reader import Reader


def test_a_story_is_found_and_read_by_keys_alone(anyone: Reader) -> None:
    """Tab to the box, type, Enter; jump over the filters, Tab to the first hit, Enter."""
    anyone.opens("/")
    anyone.tabs_to("q", within="form.box", most=12)
    anyone.page.keyboard.type("banding vonis")
    with anyone.page.expect_navigation():
        anyone.presses("Enter")
    anyone.page.locator("body").evaluate("document.activeElement.blur()")
    anyone.tabs_to("Langsung ke hasil", most=5)
    anyone.presses("Enter")
    anyone.tabs_to(anyone.hits[0], most=6)
    with anyone.page.expect_navigation():
        anyone.presses("Enter")
    assert anyone.headline == "Jaksa Banding Vonis Bibit Pinang"


def test_a_facet_is_opened_and_chosen_by_keys_alone(reader: Reader) -> None:
    """The folded list of authors opens with Enter, and a name in it is chosen with Enter."""
    reader.opens("/cari?q=pasar")
    reader.tabs_to("Penulis", within="nav.facets")
    reader.presses("Enter")
    reader.tabs_to("Yusral Fadli", most=20)
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert "Penulis: Yusral Fadli" in reader.text


def test_a_search_is_made_narrowed_and_read_with_a_thumb(on_phone: Reader) -> None:
    """On a phone the hits come first, the filters unfold, and nothing scrolls sideways."""
    on_phone.opens("/")
    on_phone.searches("banjir")
    first = on_phone.page.locator("article.hit h2 a").first
    assert (first.bounding_box() or {"y": 9_999})["y"] < 844
    on_phone.page.get_by_text("Saring", exact=True).tap()
    with on_phone.page.expect_navigation():
        on_phone.page.locator("nav.facets").get_by_role("link", name="ekonomi").first.tap()
    assert on_phone.overflow <= 0
    on_phone.follows(on_phone.hits[0])
    assert on_phone.overflow <= 0
    assert on_phone.page.locator("mark").count() > 0


def test_help_is_one_line_away_and_its_examples_can_be_read(on_phone: Reader) -> None:
    """What can be typed unfolds at the end of every page."""
    on_phone.opens("/")
    on_phone.unfolds("Cara mencari", within="body")
    assert on_phone.page.get_by_text("banjir -bungo").is_visible()
    assert on_phone.overflow <= 0


def test_a_headline_is_offered_while_it_is_typed(reader: Reader) -> None:
    """A few letters bring headlines; an arrow and Enter open the story."""
    reader.opens("/")
    offered = _typed(reader, "jembatan mol")
    assert "Jembatan Pulau Kembang Molor" in offered.first.inner_text()
    reader.presses("ArrowDown")
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.headline.startswith("Jembatan Pulau Kembang Molor")


def test_what_is_offered_can_be_passed_over(reader: Reader) -> None:
    """Escape closes the list and keeps the text; Enter then looks for what was typed."""
    reader.opens("/")
    offered = _typed(reader, "jembatan")
    reader.presses("Escape")
    offered.first.wait_for(state="hidden")
    assert reader.box.input_value() == "jembatan"
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.address.startswith("/cari?q=jembatan")


def test_what_is_offered_too_late_is_not_shown(reader: Reader) -> None:
    """On a bad line the list comes when the reader has gone on; it then covers nothing."""
    late: list[Route] = []
    reader.page.route("**/cari/usul*", lambda route: late.append(route))
    reader.opens("/cari?q=pasar")
    reader.box.press("End")
    with reader.page.expect_request("**/cari/usul?q=pasa"):
        reader.box.press("Backspace")
    reader.tabs_to("terbaru")
    for route in late:
        route.continue_()
    reader.page.wait_for_timeout(300)
    assert not reader.page.locator("#usul").is_visible()


def test_names_and_topics_are_offered_in_sections(reader: Reader) -> None:
    """The beginning of a place's name offers the place with its number of stories."""
    reader.opens("/")
    _typed(reader, "tungk")
    assert reader.page.locator("#usul").get_by_text("Tempat").is_visible()
    assert reader.page.get_by_role("option", name="Kuala Tungkal").first.is_visible()


def _typed(reader: Reader, text: str) -> Locator:
    """Types letter by letter, as a person does; what is offered then."""
    reader.box.press_sequentially(text)
    offered = reader.page.locator("#usul").get_by_role("option")
    offered.first.wait_for()
    reader.page.wait_for_load_state("networkidle")
    return offered


def test_single_keys_lead_through_the_hits(reader: Reader) -> None:
    """/ goes to the box; in the list of hits j and k go on and back, and Enter opens."""
    reader.opens("/cari?q=banjir")
    hits = reader.hits
    reader.presses("/")
    assert reader.page.evaluate("document.activeElement.id") == "q"
    assert reader.box.input_value() == "banjir"
    reader.page.locator("#hasil").focus()
    reader.presses("j", "j", "k", "j")
    assert reader.focus == hits[1]
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.headline == hits[1]


def test_the_keys_are_listed_and_the_focus_comes_back(reader: Reader) -> None:
    """? shows what each key does; Escape closes it, and the focus is where it was."""
    reader.opens("/cari?q=banjir")
    reader.tabs_to("terbaru")
    reader.presses("?")
    keys = reader.page.get_by_role("dialog")
    assert "ke kotak pencarian" in keys.inner_text()
    reader.presses("Escape")
    keys.wait_for(state="hidden")
    assert reader.focus == "terbaru"


def test_single_keys_are_switched_off_for_good(reader: Reader) -> None:
    """For who speaks to the machine or has an unsteady hand; it is remembered on the next page."""
    reader.opens("/cari?q=banjir")
    reader.presses("?")
    reader.page.get_by_label("Tombol satu huruf menyala").uncheck()
    reader.page.get_by_role("button", name="Tutup").click()
    for address in (reader.address, "/"):
        reader.opens(address)
        reader.page.locator("main").focus()
        reader.presses("/", "?")
        assert reader.page.evaluate("document.activeElement.id") != "q"
        assert not reader.page.get_by_role("dialog").is_visible()
