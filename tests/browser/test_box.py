"""What does the search box do in a page that is not ours?"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.portals import HOSTILE, Portal, field, opens_portal, options, types, visits
from tests.browser.reader import PHONE, Reader, a_reader

_BOX = "<telusur-box></telusur-box>"


def test_one_line_puts_it_into_a_bare_page(reader: Reader) -> None:
    """A page without policy and style finds stories with marks, date and topic, as one types."""
    opens_portal(reader, _BOX, policy="")
    types(reader, "banjir batanghari")
    first = options(reader).first
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
    types(reader, "pasar", "#i")
    reader.presses("Escape")
    reader.page.locator("#d button.opener").click()
    types(reader, "pasar", "#d")


def test_a_word_half_typed_finds_what_it_begins(reader: Reader) -> None:
    """As one types, and not only once a word is whole."""
    opens_portal(reader, _BOX)
    types(reader, "batanghar")
    assert "Batanghari" in options(reader).first.inner_text()


def test_it_stands_in_a_page_of_another_origin(reader: Reader, portal: Portal) -> None:
    """The script comes across, and finds its archive by its own address."""
    visits(reader, portal, _BOX)
    types(reader, "banjir")
    assert reader.page.url.startswith(portal.origin)
    assert any(address.startswith(f"{reader.site}/api/v1/search") for address in reader.asked)


def test_a_page_of_an_origin_that_is_not_set_gets_no_answer(reader: Reader, portal: Portal) -> None:
    """The script comes, the archive's answers do not; the box says that it cannot be reached."""
    visits(reader, portal, _BOX)
    reader.page.goto(reader.page.url.replace("127.0.0.1", "localhost"))
    field(reader).fill("banjir")
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
    types(reader, "banjir")
    last = options(reader).last.get_attribute("href")
    assert last == f"{reader.site}/arsip/cari?q=banjir"


def test_no_theme_gets_into_it(reader: Reader) -> None:
    """Every size and look of field, button and list is what it is in a page without style."""
    looks = []
    placed = """telusur-box { all: unset !important; display: block !important;
        width: 600px !important; font-family: serif !important }"""
    for css in ("", HOSTILE):
        opens_portal(reader, _BOX, css=css + placed)
        types(reader, "pasar")
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
    types(reader, "pasar")
    expect(options(reader).first).to_be_in_viewport()
    box = field(reader).bounding_box()
    assert box is not None and box["height"] < 60


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
        expect(field(someone)).to_have_css("background-color", paper)


@pytest.fixture
def at_edge(on_phone: Reader) -> Iterator[Reader]:
    """A phone, and a small box at the right edge of a page."""
    css = "body { margin: 0 } telusur-box { width: 170px; margin-left: auto }"
    opens_portal(on_phone, _BOX, css=css)
    yield on_phone


def test_on_a_phone_the_list_stays_in_the_window(at_edge: Reader) -> None:
    """However narrow the box; and the page does not scroll sideways."""
    types(at_edge, "banjir")
    panel = at_edge.page.locator("telusur-box .panel").bounding_box()
    assert panel is not None
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= PHONE["width"]
    assert panel["width"] > 330
    assert at_edge.overflow <= 0


def test_on_a_phone_the_dialog_has_the_whole_window(on_phone: Reader) -> None:
    """It opens by a tap, fills the window, closes by a tap."""
    opens_portal(on_phone, '<telusur-box mode="dialog"></telusur-box>')
    on_phone.page.locator("telusur-box button.opener").tap()
    types(on_phone, "banjir")
    dialog = on_phone.page.locator("telusur-box dialog")
    box = dialog.bounding_box()
    assert box is not None and (box["x"], box["width"]) == (0, PHONE["width"])
    on_phone.page.locator("telusur-box button.closer").tap()
    expect(dialog).to_be_hidden()


def test_several_boxes_do_not_know_each_other(reader: Reader) -> None:
    """Each has its own list, words and choice."""
    opens_portal(
        reader, '<telusur-box id="a"></telusur-box><telusur-box id="b" lang="en"></telusur-box>'
    )
    types(reader, "pasar", "#a")
    expect(options(reader, "#b")).to_have_count(0)
    types(reader, "banjir", "#b")
    expect(reader.page.locator("#a .panel")).to_be_hidden()
    assert field(reader, "#a").input_value() == "pasar"


def test_it_speaks_the_language_of_its_place(reader: Reader) -> None:
    """That of the element, else of the page; dates too."""
    boxes = '<telusur-box id="e"></telusur-box><telusur-box id="i" lang="id"></telusur-box>'
    opens_portal(reader, boxes, lang="en-GB")
    types(reader, "banjir batanghari", "#e")
    expect(reader.page.locator("#e button")).to_have_text("Search")
    expect(reader.page.locator("#i button")).to_have_text("Cari")
    assert re.search(r"\bMarch|\bApril", options(reader, "#e").first.inner_text())
    expect(options(reader, "#e").last).to_have_text(re.compile(r"See all \d+ stories"))


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
    types(reader, "tambak udang")
    place = options(reader).first.get_attribute("href")
    options(reader).first.click()
    heard = dict(reader.page.evaluate("heard"))
    assert heard["search"]["query"] == "tambak udang" and heard["search"]["total"] >= 1
    assert heard["open"]["url"] == place and heard["open"]["place"] == 1
    assert reader.address == "/portal-uji"


def test_what_a_story_holds_never_becomes_markup(reader: Reader) -> None:
    """Signs of markup are text, and marks lie where they should behind signs of two units."""
    opens_portal(reader, _BOX, policy="")
    types(reader, "ajaib")
    html = reader.page.evaluate(
        "document.querySelector('telusur-box').shadowRoot.querySelector('[role=listbox]').innerHTML"
    )
    assert not re.search(r"<(script|img|b|i)\b", html)
    marks = reader.page.locator("telusur-box mark").all_inner_texts()
    assert marks and all(mark.lower().startswith("ajaib") for mark in marks)
