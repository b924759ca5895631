"""What holds for every page, as a browser shows it?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Response

from search import Home, LiveArchive
from tests.browser.addresses import BARE_PAGES, NOT_PAGES, PAGES, PARTS, Place
from tests.browser.reader import NARROW, Reader, a_reader
from webui import create_app

_KB = 1_000

_ONE_OF_A_KIND = (
    "front", "search-narrowed", "story-marks", "calendar-month", "authors", "error-date",
)  # fmt: skip

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""WCAG 2.2, criterion 1.4.12: what a reader may set without losing anything."""


def _name(place: Place) -> str:
    return place.name


@pytest.fixture(scope="module")
def narrow(browser: Browser, site: str) -> Iterator[Reader]:
    """One window of 320 pixels for all pages."""
    with a_reader(browser, site, viewport=NARROW, bypass_csp=True) as someone:
        yield someone


def test_every_page_of_the_program_is_looked_at(tmp_path: object) -> None:
    """Each address that can be opened and is no data stands in tests/browser/addresses.py."""
    routes = create_app(LiveArchive(Home(tmp_path))).url_map  # type: ignore[arg-type]
    here = routes.bind("localhost")
    paths = [place.address.split("?")[0] for place in (*PAGES, *PARTS) if place.status != 404]
    looked_at = {here.match(path, return_rule=True)[0].rule for path in paths}
    pages = {
        rule.rule
        for rule in routes.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.rule.startswith(NOT_PAGES[0])
        and not rule.rule.endswith(NOT_PAGES[1])
    }  # fmt: skip
    assert pages - looked_at == set()


@pytest.mark.parametrize("place", [*PAGES, *BARE_PAGES], ids=_name)
def test_no_page_scrolls_sideways(narrow: Reader, bare_site: str, place: Place) -> None:
    """At 320 pixels nothing is wider than the window, nor when text is set wider and looser."""
    narrow.opens((bare_site if place in BARE_PAGES else narrow.site) + place.address)
    assert narrow.overflow <= 0
    narrow.page.add_style_tag(content=SPACED)
    assert narrow.overflow <= 0


@pytest.mark.parametrize("name", _ONE_OF_A_KIND)
def test_text_alone_can_be_twice_as_large(browser: Browser, site: str, name: str) -> None:
    """WCAG 2.2, criterion 1.4.4: at 200 % nothing is wider than a window of 1280 pixels."""
    (place,) = [place for place in PAGES if place.name == name]
    with a_reader(browser, site, bypass_csp=True) as reader:
        reader.opens(place.address)
        reader.page.add_style_tag(content="html { font-size: 212.5% !important }")
        assert reader.overflow <= 0


def test_pages_are_told_apart_by_their_titles(narrow: Reader) -> None:
    """A topic, an author, a place and a day each name themselves in the title of their page."""
    for name, part in (("topic", "ekonomi"), ("author", "Hendri Satmoko"), ("place", "Jambi"),
                       ("day", "15 Maret 2024"), ("story", "Banjir Batanghari"),
                       ("search", "banjir")):  # fmt: skip
        (place,) = [place for place in PAGES if place.name == name]
        narrow.opens(place.address)
        assert part in narrow.page.title()


@pytest.mark.parametrize("address", ["/cari?q=jambi", "/cari", "/cari?urut=terbaru"])
def test_a_page_of_twenty_hits_is_light(browser: Browser, site: str, address: str) -> None:
    """HTML and style 80 KB at most, 140 KB with all it loads, 40 KB on the wire."""
    answers: list[Response] = []
    with a_reader(browser, site) as reader:
        reader.page.on("response", lambda answer: answers.append(answer))
        reader.opens(address)
        reader.page.wait_for_load_state("networkidle")
        assert len(reader.hits) == 20
        answers = [a for a in answers if a.url.startswith("http")]
        sizes = {a.url: (a.headers["content-type"].split(";")[0], len(a.body())) for a in answers}
        wire = sum(
            a.request.sizes()["responseBodySize"] + a.request.sizes()["responseHeadersSize"]
            for a in answers
        )
    text = sum(n for kind, n in sizes.values() if kind in ("text/html", "text/css"))
    assert text <= 80 * _KB
    assert sum(n for _, n in sizes.values()) <= 140 * _KB
    assert wire <= 40 * _KB


def test_a_second_page_loads_no_style_again(browser: Browser, site: str) -> None:
    """Styles and scripts come from the browser's cache from the second page on."""
    with a_reader(browser, site) as reader:
        reader.opens("/cari?q=banjir")
        answers: list[Response] = []
        reader.page.on("response", lambda answer: answers.append(answer))
        reader.opens("/cari?q=jambi")
        reader.page.wait_for_load_state("networkidle")
        carried = [a for a in answers if "/static/" in a.url and not a.from_service_worker]
        assert [a.url for a in carried if a.request.sizes()["responseBodySize"] > 0] == []


def test_nothing_moves_for_who_wants_no_motion(browser: Browser, site: str) -> None:
    """With prefers-reduced-motion no element has a transition or an animation."""
    with a_reader(browser, site, reduced_motion="reduce") as reader:
        for place in PAGES:
            if place.name not in _ONE_OF_A_KIND:
                continue
            reader.opens(place.address)
            moving = reader.page.evaluate("""() => [...document.querySelectorAll('*')].filter(e => {
                const s = getComputedStyle(e);
                return parseFloat(s.transitionDuration) > .01 || s.animationName !== 'none'
                    || s.scrollBehavior === 'smooth';
            }).map(e => e.tagName)""")
            assert moving == [], place.name


_FOCUS = """() => {
    const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
    const drawn = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1
        || s.boxShadow !== 'none';
    const top = document.elementFromPoint(
        Math.min(Math.max(r.left + r.width / 2, 0), innerWidth - 1),
        Math.min(Math.max(r.top + r.height / 2, 0), innerHeight - 1));
    const seen = r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight
        && top !== null && (e.contains(top) || top.contains(e) || top.closest('label') !== null);
    // A bar of the timeline is drawn in another colour; an outline would be stretched with it.
    const bar = e.matches('.plot a') && e.matches(':focus-visible')
        && getComputedStyle(e.lastElementChild).stroke
            !== getComputedStyle(e.parentNode.querySelector('a:not(:focus) path:last-child')
                || e.parentNode).stroke;
    // The button inside a date's field takes the focus from it and has a ring of the browser's.
    const inner = e.type === 'date' && !e.matches(':focus-visible');
    return {what: e.tagName + ' ' + (e.innerText || e.name || e.id || '').slice(0, 40),
            ends: e === document.body, drawn: drawn || inner || bar, seen: seen || bar};
}"""


@pytest.mark.parametrize("forced", ["none", "active"], ids=["own colours", "forced colours"])
@pytest.mark.parametrize("name", _ONE_OF_A_KIND)
def test_the_focus_is_always_seen(browser: Browser, site: str, name: str, forced: str) -> None:
    """Tab by Tab through a page, what has the focus is drawn so and nothing covers it."""
    (place,) = [place for place in PAGES if place.name == name]
    with a_reader(browser, site, forced_colors=forced, reduced_motion="reduce") as reader:
        # What is offered at the box has its own test; here it would come in between.
        reader.page.route("**/cari/usul*", lambda route: route.fulfill(body=""))
        reader.opens(place.address)
        unseen = []
        for _ in range(300):
            reader.presses("Tab")
            focus = reader.page.evaluate(_FOCUS)
            if focus["ends"]:
                break
            if not (focus["drawn"] and focus["seen"]):
                unseen.append(focus["what"])
        assert focus["ends"], "Tab never leaves the page"
        assert unseen == []
