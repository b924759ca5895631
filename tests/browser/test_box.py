"""What does the search box do in a page that is not ours?"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from tests.browser.portals import HOSTILE, Portal, opens_portal, visits
from tests.browser.reader import PHONE, Reader, a_reader

_BOX = "<telusur-box></telusur-box>"
_API = "**/api/v1/search*"


def _field(reader: Reader, box: str = "telusur-box") -> Locator:
    return reader.page.locator(f"{box} input")


def _options(reader: Reader, box: str = "telusur-box") -> Locator:
    return reader.page.locator(f"{box} [role=option]")


def _types(reader: Reader, text: str, box: str = "telusur-box") -> None:
    """Types into a box and waits for its list."""
    _field(reader, box).press_sequentially(text)
    _options(reader, box).first.wait_for()


def _chosen(reader: Reader) -> str | None:
    return _field(reader).get_attribute("aria-activedescendant")


def test_one_line_puts_it_into_a_bare_page(reader: Reader) -> None:
    """A page without policy and style finds stories with marks, date and topic, as one types."""
    opens_portal(reader, _BOX, policy="")
    _types(reader, "banjir batanghari")
    first = _options(reader).first
    assert "banjir" in [text.lower() for text in first.locator("mark").all_inner_texts()]
    about = first.locator(".about > *").all_inner_texts()
    assert re.fullmatch(r"\d{1,2} \w+ 2024", about[0])
    assert about[1] in ("lingkungan-bencana", "ekonomi")
    assert first.locator(".snippet").inner_text()
    assert (first.get_attribute("href") or "").startswith("https://kabarhulu.example/")


def test_it_lies_under_a_strict_policy(reader: Reader) -> None:
    """Nothing inline, no text made HTML: the browser has nothing to complain of."""
    boxes = '<telusur-box id="i"></telusur-box><telusur-box id="d" mode="dialog"></telusur-box>'
    opens_portal(reader, boxes)
    _types(reader, "pasar", "#i")
    reader.presses("Escape")
    reader.page.locator("#d button.opener").click()
    _types(reader, "pasar", "#d")


def test_a_word_half_typed_finds_what_it_begins(reader: Reader) -> None:
    """As one types, and not only once a word is whole."""
    opens_portal(reader, _BOX)
    _types(reader, "batanghar")
    assert "Batanghari" in _options(reader).first.inner_text()


def test_it_stands_in_a_page_of_another_origin(reader: Reader, portal: Portal) -> None:
    """The script comes across, and finds its archive by its own address."""
    visits(reader, portal, _BOX)
    _types(reader, "banjir")
    assert reader.page.url.startswith(portal.origin)
    assert any(address.startswith(f"{reader.site}/api/v1/search") for address in reader.asked)


def test_a_page_of_an_origin_that_is_not_set_gets_no_answer(reader: Reader, portal: Portal) -> None:
    """The script comes, the archive's answers do not; the box says that it cannot be reached."""
    visits(reader, portal, _BOX)
    reader.page.goto(reader.page.url.replace("127.0.0.1", "localhost"))
    _field(reader).fill("banjir")
    expect(reader.page.locator("telusur-box .note")).to_contain_text("tidak dapat dihubungi")
    assert any("CORS" in said for said in reader.complaints)
    reader.complaints.clear()
    reader.asked.clear()


def test_it_finds_its_archive_under_a_path(reader: Reader) -> None:
    """Script, API and page of results stand below the same path."""

    def without_path(route: Route) -> None:
        route.continue_(url=route.request.url.replace("/arsip/", "/"))

    reader.page.route("**/arsip/**", without_path)
    opens_portal(reader, _BOX, path="/arsip")
    _types(reader, "banjir")
    last = _options(reader).last.get_attribute("href")
    assert last == f"{reader.site}/arsip/cari?q=banjir"


def test_no_theme_gets_into_it(reader: Reader) -> None:
    """Every size and look of field, button and list is what it is in a page without style."""
    looks = []
    placed = """telusur-box { all: unset !important; display: block !important;
        width: 600px !important; font-family: serif !important }"""
    for css in ("", HOSTILE):
        opens_portal(reader, _BOX, css=css + placed)
        _types(reader, "pasar")
        looks.append(_looks(reader))
        reader.page.unroute("**/portal-uji*")
    assert looks[0] == looks[1]


def _looks(reader: Reader) -> Any:
    return reader.page.evaluate("""() => {
        const root = document.querySelector('telusur-box').shadowRoot;
        const names = ['boxSizing', 'letterSpacing', 'wordSpacing', 'lineHeight', 'textTransform',
            'fontStyle', 'fontWeight', 'fontSize', 'color', 'textIndent', 'whiteSpace', 'display',
            'backgroundColor', 'float', 'textAlign', 'cursor', 'width', 'height'];
        const seen = 'form, input, button, .panel, .note, a, .title, .snippet, mark';
        return [...root.querySelectorAll(seen)].map(node => names.map(
            name => `${node.className || node.tagName} ${name}: ${getComputedStyle(node)[name]}`));
    }""")


def test_a_theme_that_gives_all_elements_a_style_leaves_it_usable(reader: Reader) -> None:
    """With `!important` on the element itself too: the list is seen and leads on."""
    opens_portal(reader, _BOX, css=HOSTILE)
    _types(reader, "pasar")
    expect(_options(reader).first).to_be_in_viewport()
    field = _field(reader).bounding_box()
    assert field is not None and field["height"] < 60


def test_it_is_themed_by_variables_and_parts(reader: Reader) -> None:
    """Colours by variables, anything else by parts."""
    css = ("telusur-box { --telusur-accent: rgb(120, 0, 80); --telusur-radius: 0px }"
           " telusur-box::part(button) { text-transform: uppercase }")  # fmt: skip
    opens_portal(reader, _BOX, css=css)
    button = reader.page.locator("telusur-box button")
    expect(button).to_have_css("background-color", "rgb(120, 0, 80)")
    expect(button).to_have_css("border-radius", "0px")
    expect(button).to_have_css("text-transform", "uppercase")


@pytest.mark.parametrize(
    ("css", "attribute", "paper"),
    [
        ("", "", "rgb(255, 255, 255)"),
        (":root { color-scheme: light dark }", "", "rgb(27, 26, 24)"),
        ("", 'theme="dark"', "rgb(27, 26, 24)"),
        (":root { color-scheme: light dark }", 'theme="light"', "rgb(255, 255, 255)"),
    ],
    ids=["a light page", "a page of both", "set dark", "set light"],
)
def test_it_is_dark_where_its_page_is(
    browser: Browser, site: str, css: str, attribute: str, paper: str
) -> None:
    """A reader's wish for dark pages counts where the page heeds it too."""
    with a_reader(browser, site, color_scheme="dark") as someone:
        opens_portal(someone, f"<telusur-box {attribute}></telusur-box>", css=css)
        expect(_field(someone)).to_have_css("background-color", paper)


@pytest.fixture
def at_edge(on_phone: Reader) -> Iterator[Reader]:
    """A phone, and a small box at the right edge of a page."""
    css = "body { margin: 0 } telusur-box { width: 170px; margin-left: auto }"
    opens_portal(on_phone, _BOX, css=css)
    yield on_phone


def test_on_a_phone_the_list_stays_in_the_window(at_edge: Reader) -> None:
    """However narrow the box; and the page does not scroll sideways."""
    _types(at_edge, "banjir")
    panel = at_edge.page.locator("telusur-box .panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= PHONE["width"]
    assert panel["width"] > 330
    assert at_edge.overflow <= 0


def test_on_a_phone_the_dialog_has_the_whole_window(on_phone: Reader) -> None:
    """It opens by a tap, fills the window, closes by a tap."""
    opens_portal(on_phone, '<telusur-box mode="dialog"></telusur-box>')
    on_phone.page.locator("telusur-box button.opener").tap()
    _types(on_phone, "banjir")
    dialog = on_phone.page.locator("telusur-box dialog")
    box = dialog.bounding_box()
    assert box is not None and (box["x"], box["width"]) == (0, PHONE["width"])
    on_phone.page.locator("telusur-box button.closer").tap()
    expect(dialog).to_be_hidden()


def test_by_keyboard_alone(reader: Reader) -> None:
    """Tab reaches it; arrows go round the list and the field; Escape closes, Enter opens."""
    opens_portal(reader, f'<a href="/">awal</a>{_BOX}')
    reader.presses("Tab", "Tab")
    field = _field(reader)
    expect(field).to_be_focused()
    reader.page.keyboard.type("tambak udang")
    _options(reader).first.wait_for()
    assert (field.get_attribute("aria-expanded"), _chosen(reader)) == ("true", None)
    reader.presses("ArrowDown")
    assert _chosen(reader) == "o0"
    expect(_options(reader).first).to_have_attribute("aria-selected", "true")
    reader.presses("ArrowUp")
    assert _chosen(reader) is None
    reader.presses("ArrowUp")
    assert _chosen(reader) == f"o{_options(reader).count() - 1}"
    reader.presses("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    expect(field).to_have_value("tambak udang")
    expect(field).to_be_focused()
    reader.presses("ArrowDown")
    _options(reader).first.wait_for()
    reader.presses("ArrowDown")
    place = _options(reader).first.get_attribute("href")
    reader.page.route("https://*.example/**", lambda route: route.fulfill(body="cerita"))
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.page.url == place
    reader.asked.clear()  # the newspaper's own page, which is not ours


def test_enter_without_a_choice_leads_to_all_results(reader: Reader) -> None:
    """Also where the page's policy forbids every form."""
    opens_portal(reader, '<telusur-box topic="ekonomi"></telusur-box>')
    _types(reader, "pasar")
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.address == "/cari?q=pasar&topik=ekonomi"


def test_a_dialog_gives_the_focus_back(reader: Reader) -> None:
    """Enter opens it with the focus in the field; Escape closes it, with text in the field too."""
    opens_portal(reader, '<telusur-box mode="dialog"></telusur-box>')
    reader.presses("Tab", "Enter")
    expect(_field(reader)).to_be_focused()
    reader.page.keyboard.type("pasar")
    _options(reader).first.wait_for()
    reader.presses("Escape")
    expect(reader.page.locator("telusur-box dialog")).to_be_hidden()
    expect(reader.page.locator("telusur-box button.opener")).to_be_focused()


def test_tab_goes_on_and_closes_the_list(reader: Reader) -> None:
    """No list is left open behind a reader who went on."""
    opens_portal(reader, f'{_BOX}<a href="/">akhir</a>')
    _types(reader, "pasar")
    reader.presses("Tab", "Tab")
    expect(reader.page.locator("telusur-box .panel")).to_be_hidden()
    assert reader.focus == "akhir"


def test_a_link_box_asks_nothing_as_one_types(reader: Reader) -> None:
    """It only leads to the results."""
    opens_portal(reader, '<telusur-box mode="link"></telusur-box>')
    _field(reader).press_sequentially("banjir")
    assert _field(reader).get_attribute("role") is None
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.address == "/cari?q=banjir"
    assert not any("/api/" in address for address in reader.asked)


def test_nothing_is_asked_before_something_is_typed(reader: Reader) -> None:
    """The page loads the script and no more; one letter asks nothing."""
    opens_portal(reader, _BOX)
    _field(reader).press_sequentially("b")
    reader.page.wait_for_timeout(400)
    ours = [urlsplit(address).path for address in reader.asked]
    assert [path for path in ours if "portal-uji" not in path and path != ","] == [
        "/sematan/telusur.js"
    ]


def test_several_boxes_do_not_know_each_other(reader: Reader) -> None:
    """Each has its own list, words and choice."""
    opens_portal(
        reader, '<telusur-box id="a"></telusur-box><telusur-box id="b" lang="en"></telusur-box>'
    )
    _types(reader, "pasar", "#a")
    expect(_options(reader, "#b")).to_have_count(0)
    _types(reader, "banjir", "#b")
    expect(reader.page.locator("#a .panel")).to_be_hidden()
    assert _field(reader, "#a").input_value() == "pasar"


def test_it_speaks_the_language_of_its_place(reader: Reader) -> None:
    """That of the element, else of the page; dates too."""
    boxes = '<telusur-box id="e"></telusur-box><telusur-box id="i" lang="id"></telusur-box>'
    opens_portal(reader, boxes, lang="en-GB")
    _types(reader, "banjir batanghari", "#e")
    expect(reader.page.locator("#e button")).to_have_text("Search")
    expect(reader.page.locator("#i button")).to_have_text("Cari")
    assert re.search(r"\bMarch|\bApril", _options(reader, "#e").first.inner_text())
    expect(_options(reader, "#e").last).to_have_text(re.compile(r"See all \d+ stories"))


def test_a_portal_hears_of_searches_and_of_stories_opened(reader: Reader) -> None:
    """Events cross the shadow's edge, and a portal may open a story itself."""
    opens_portal(reader, _BOX)
    reader.page.evaluate("""() => { window.heard = [];
        for (const name of ['search', 'open', 'all', 'error'])
            document.addEventListener(`telusur:${name}`, event => {
                heard.push([name, event.detail]);
                if (name === 'open') event.preventDefault();
            });
    }""")
    _types(reader, "tambak udang")
    place = _options(reader).first.get_attribute("href")
    _options(reader).first.click()
    heard = dict(reader.page.evaluate("heard"))
    assert heard["search"]["query"] == "tambak udang" and heard["search"]["total"] >= 1
    assert heard["open"]["url"] == place and heard["open"]["place"] == 1
    assert reader.address == "/portal-uji"


def test_what_was_typed_last_wins_in_whatever_order_answers_come(reader: Reader) -> None:
    """The answer to the first text comes after that to the second, and is not shown."""
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        asks_first = parse_qs(urlsplit(route.request.url).query)["q"] == ["banjir"]
        held.append(route) if asks_first else route.continue_()

    opens_portal(reader, _BOX)
    # The first request is called off; here it is not, and its answer must not count all the same.
    reader.page.evaluate("AbortController.prototype.abort = () => {}")
    reader.page.route(_API, hold_the_first)
    with reader.page.expect_request(_API):
        _field(reader).fill("banjir")
    with reader.page.expect_response(_API):
        _field(reader).fill("pompong")
    _options(reader).first.wait_for()
    shown = _options(reader).all_inner_texts()
    with reader.page.expect_response(lambda answer: "q=banjir" in answer.url):
        held[0].continue_()
    reader.page.wait_for_timeout(200)
    assert _options(reader).all_inner_texts() == shown
    assert any("pompong" in text.lower() for text in shown)


def test_a_slow_archive_is_said_to_be_waited_for_and_then_given_up(reader: Reader) -> None:
    """First that it searches, then that it takes too long, with a way to the search page."""
    held: list[Route] = []
    reader.page.clock.install()
    opens_portal(reader, _BOX)
    reader.page.route(_API, lambda route: held.append(route))
    _field(reader).fill("banjir")
    with reader.page.expect_request(_API):
        reader.page.clock.run_for(200)
    reader.page.clock.run_for(1_000)
    expect(reader.page.locator("telusur-box .note")).to_have_text("Mencari …")
    reader.page.clock.run_for(8_000)
    expect(reader.page.locator("telusur-box .note")).to_contain_text("terlalu lama")
    expect(_options(reader)).to_have_text(["Buka halaman pencarian"])


def test_a_busy_archive_is_asked_again_when_it_said(reader: Reader) -> None:
    """After Retry-After, once, by itself."""
    answers = iter((503, None))

    def busy_at_first(route: Route) -> None:
        status = next(answers, None)
        route.fulfill(status=status, headers={"Retry-After": "1"}) if status else route.continue_()

    opens_portal(reader, _BOX)
    reader.page.route(_API, busy_at_first)
    _field(reader).fill("banjir")
    expect(reader.page.locator("telusur-box .note")).to_contain_text("sibuk")
    expect(_options(reader).first).to_contain_text(re.compile("banjir", re.IGNORECASE))


def test_offline_is_said_and_ends_by_itself(reader: Reader) -> None:
    """When the line is back, what stands in the field is asked for."""
    opens_portal(reader, _BOX)
    reader.page.context.set_offline(True)
    _field(reader).fill("banjir")
    expect(reader.page.locator("telusur-box .note")).to_contain_text("sambungan internet")
    expect(reader.page.locator("telusur-box [role=status]")).to_contain_text("sambungan internet")
    reader.page.context.set_offline(False)
    expect(_options(reader).first).to_contain_text(re.compile("banjir", re.IGNORECASE))
    assert all("ERR_INTERNET_DISCONNECTED" in said for said in reader.complaints)
    reader.complaints.clear()


def test_nothing_found_is_said(reader: Reader) -> None:
    """To the eye and to who listens."""
    opens_portal(reader, _BOX)
    _field(reader).fill("zzyzxqq")
    expect(reader.page.locator("telusur-box .note")).to_have_text("Tidak ada berita yang cocok.")
    expect(reader.page.locator("telusur-box [role=status]")).to_have_text(
        "Tidak ada berita yang cocok."
    )


def test_what_a_story_holds_never_becomes_markup(reader: Reader) -> None:
    """Signs of markup are text, and marks lie where they should behind signs of two units."""
    opens_portal(reader, _BOX, policy="")
    _types(reader, "ajaib")
    html = reader.page.evaluate(
        "document.querySelector('telusur-box').shadowRoot.querySelector('[role=listbox]').innerHTML"
    )
    assert not re.search(r"<(script|img|b|i)\b", html)
    marks = reader.page.locator("telusur-box mark").all_inner_texts()
    assert marks and all(mark.lower().startswith("ajaib") for mark in marks)
