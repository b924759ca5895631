"""Can everyone read every page? axe-core looks; what it cannot see is in docs/accessibility.md."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.addresses import BARE_PAGES, PAGES, Place
from tests.browser.reader import NARROW, WIDE, Reader, a_reader

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
_ALL = {
    "type": "tag",
    "values": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
    ],
}  # fmt: skip
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""All that can differ between light and dark."""
_LOOK = """async (what) => {
    const found = await axe.run(document, {
        runOnly: what, resultTypes: ['violations'],
        rules: what.type === 'tag' ? {'target-size': {enabled: true}} : {},
    });
    return found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target).join(' ')}`);
}"""


@pytest.fixture(scope="module")
def window(browser: Browser, site: str) -> Iterator[Reader]:
    """One window for all pages; opening one for each would take longer than looking.

    Without motion: colours that fade from light to dark would be looked at half way.
    """
    with a_reader(browser, site, reduced_motion="reduce") as someone:
        yield someone


@pytest.mark.parametrize("place", [*PAGES, *BARE_PAGES], ids=lambda place: place.name)
def test_axe_finds_nothing(window: Reader, bare_site: str, place: Place) -> None:
    """No rule of WCAG 2.2 A and AA, nor a best practice, is broken: wide, narrow, light, dark."""
    site = bare_site if place in BARE_PAGES else window.site
    assert window.opens(site + place.address).status == place.status
    assert _faults(window) == {}


@pytest.mark.parametrize(
    "name", ["search-narrowed", "search-compared", "story-marks", "story-copy", "calendar-month"]
)
def test_axe_finds_nothing_in_what_unfolds(window: Reader, name: str) -> None:
    """Filters, figures, citations, copies and help hold to the rules when they are open."""
    (place,) = [place for place in PAGES if place.name == name]
    window.opens(place.address)
    window.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert _faults(window) == {}


def test_axe_finds_what_is_wrong(window: Reader) -> None:
    """The net holds: a picture without words and grey on grey are found."""
    window.opens("/cari?q=banjir")
    window.page.evaluate("""() => {
        document.querySelector('h1').className = 'unread';
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('.unread { color: #777; background: #888 }');
        document.adoptedStyleSheets = [sheet];
        document.querySelector('main').append(document.createElement('img'));
    }""")
    found = _faults(window)
    assert len(found) == 4
    for name, faults in found.items():
        rules = [fault.split(":")[0] for fault in faults]
        assert rules == (["color-contrast"] if "dark" in name else ["color-contrast", "image-alt"])


def test_axe_finds_nothing_in_what_is_offered(window: Reader) -> None:
    """The list under the box holds to the rules while it is open, with one chosen."""
    window.opens("/")
    window.box.press_sequentially("jem")
    window.page.get_by_role("option").first.wait_for()
    window.presses("ArrowDown")
    assert _faults(window) == {}


def test_axe_finds_nothing_in_the_list_of_keys(window: Reader) -> None:
    """The dialog of keys holds to the rules while it is open."""
    window.opens("/cari?q=banjir")
    window.page.locator("main").focus()
    window.presses("?")
    window.page.get_by_role("dialog").wait_for()
    assert _faults(window) == {}


def _faults(reader: Reader) -> dict[str, list[str]]:
    """What axe finds on the page as it stands, by window and colours."""
    reader.page.evaluate(AXE)
    faults = {}
    for size in (WIDE, NARROW):
        reader.page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            reader.page.emulate_media(color_scheme=scheme)
            found = reader.page.evaluate(_LOOK, _ALL if scheme == "light" else _COLOURS)
            if found:
                faults[f"{size['width']} px, {scheme}"] = found
    return faults
