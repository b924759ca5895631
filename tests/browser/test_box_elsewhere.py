"""The box in a frame, under an article, on the portal of the demo; and can everyone use it?"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, expect

from tests.browser.portals import Portal, opens_portal, visits
from tests.browser.reader import NARROW, WIDE, Reader, a_reader

_FRAME = '<iframe src="{site}/sematan/bingkai" title="Arsip" width="600" height="400"></iframe>'
_PORTAL = "/sematan/portal"
_RELATED = '<telusur-terkait story="khr-1001"></telusur-terkait>'
_AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
_LOOK = """async () => {
    const found = await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa',
            'best-practice'],
        resultTypes: ['violations'],
        rules: {'target-size': {enabled: true}},
    });
    return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.flat()).join(' ')}`);
}"""


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def anyone(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Reader]:
    """A reader at a desk, once with scripts and once without."""
    with a_reader(browser, site, java_script_enabled=request.param) as someone:
        yield someone


def _frame(reader: Reader) -> FrameLocator:
    return reader.page.frame_locator("iframe")


def test_a_frame_leads_to_the_results_in_the_whole_window(anyone: Reader, portal: Portal) -> None:
    """In a page of an origin that is set, with scripts and without."""
    visits(anyone, portal, _FRAME.format(site=anyone.site))
    field = _frame(anyone).locator("input:visible")
    field.fill("banjir")
    with anyone.page.expect_navigation():
        field.press("Enter")
    assert anyone.address == "/cari?q=banjir"


def test_a_frame_finds_as_one_types(reader: Reader, portal: Portal) -> None:
    """Its list lies inside it."""
    visits(reader, portal, _FRAME.format(site=reader.site))
    _frame(reader).get_by_role("combobox").press_sequentially("banjir")
    first = _frame(reader).get_by_role("option").first
    expect(first).to_be_visible()
    expect(first).to_have_attribute("target", "_top")


def test_no_other_page_may_frame_anything(reader: Reader, portal: Portal) -> None:
    """Neither pages of the archive in an origin that is set, nor the box in one that is not."""
    visits(reader, portal, f'<iframe src="{reader.site}/cari?q=banjir" title="Arsip"></iframe>')
    reader.page.wait_for_timeout(300)
    assert any("frame-ancestors" in said for said in reader.complaints)
    reader.complaints.clear()
    elsewhere = portal.origin.replace("127.0.0.1", "localhost")
    portal.page = portal.page.replace("/cari?q=banjir", "/sematan/bingkai")
    reader.page.goto(f"{elsewhere}/portal-uji")
    reader.page.wait_for_timeout(300)
    assert any("frame-ancestors" in said for said in reader.complaints)
    reader.complaints.clear()
    reader.asked.clear()


def _asked_related(reader: Reader) -> list[str]:
    return [address for address in reader.asked if "/api/v1/related" in address]


def test_related_stories_come_when_one_reads_that_far(reader: Reader) -> None:
    """Nothing is asked while they are far below; then they stand there as a list with a heading."""
    opens_portal(reader, f"<p>Isi</p>{_RELATED}", css="p { height: 4000px }")
    reader.page.wait_for_timeout(300)
    assert _asked_related(reader) == []
    reader.page.mouse.wheel(0, 4_000)
    related = reader.page.locator("telusur-terkait")
    expect(related.get_by_role("heading", level=2)).to_have_text("Berita terkait")
    expect(related.get_by_role("listitem")).to_have_count(4)
    expect(related.get_by_role("link").first).to_have_text(re.compile("^Ratusan Warga Legok"))
    href = related.get_by_role("link").first.get_attribute("href") or ""
    assert href.startswith("https://kabarhulu.example/lingkungan-bencana/1002/")
    expect(related.get_by_role("listitem").first).to_contain_text("Maret 2024")
    assert len(_asked_related(reader)) == 1


@pytest.mark.parametrize("story", ["tidak-ada", "halaman/tidak-ada"])
def test_an_article_is_whole_where_nothing_is_known_of_it(reader: Reader, story: str) -> None:
    """Neither a heading nor an error stands under it."""
    with reader.page.expect_response("**/api/v1/related*"):
        opens_portal(reader, f'<telusur-terkait story="{story}"></telusur-terkait>')
    reader.page.wait_for_timeout(200)
    assert reader.page.locator("telusur-terkait").inner_text() == ""


def test_related_stories_are_those_of_the_page_where_none_is_named(reader: Reader) -> None:
    """Its canonical address is what the archive is asked for."""
    reader.opens("/berita/khr-1001")
    own = reader.page.locator("link[rel=canonical]").get_attribute("href")
    opens_portal(reader, f'<link rel="canonical" href="{own}"><telusur-terkait></telusur-terkait>')
    found = reader.page.locator("telusur-terkait a").first
    expect(found).to_have_text(re.compile("^Ratusan Warga Legok"))


@pytest.mark.parametrize("look", ["polos", "gelap", "kasar"])
def test_the_demo_shows_every_way_under_its_policy(reader: Reader, look: str) -> None:
    """In each of its themes: list, dialog, link, English, frame; its log hears of the search."""
    reader.opens(f"{_PORTAL}?tema={look}")
    reader.page.locator("#dalam input").press_sequentially("pasar")
    expect(reader.page.locator("#dalam [role=option]").first).to_be_visible()
    expect(reader.page.locator("#kabar")).to_contain_text("telusur:search")
    reader.presses("Escape")
    reader.page.locator("#jendela button.opener").click()
    reader.page.locator("#jendela input").press_sequentially("banjir")
    expect(reader.page.locator("#jendela [role=option]").first).to_be_visible()
    reader.presses("Escape")
    reader.page.locator("#inggris input").press_sequentially("banjir")
    expect(reader.page.locator("#inggris [role=option]").last).to_contain_text("See all")
    reader.presses("Escape")
    reader.page.locator("iframe").scroll_into_view_if_needed()
    expect(_frame(reader).get_by_role("combobox")).to_be_visible()
    reader.page.locator("#tautan input").fill("banjir")
    with reader.page.expect_navigation():
        reader.page.locator("#tautan input").press("Enter")
    assert reader.address == "/cari?q=banjir"


@pytest.mark.parametrize("where", ["list", "dialog", "fault", "nothing", "frame", "demo"])
def test_axe_finds_nothing(browser: Browser, site: str, where: str) -> None:
    """Open, with one chosen: WCAG 2.2 A and AA, and best practice; wide, narrow, light, dark."""
    with a_reader(browser, site, bypass_csp=True, reduced_motion="reduce") as someone:
        _opens_as(someone, where)
        someone.page.evaluate(_AXE)
        for size in (WIDE, NARROW):
            someone.page.set_viewport_size(size)
            for scheme in ("light", "dark"):
                someone.page.emulate_media(color_scheme=scheme)
                assert someone.page.evaluate(_LOOK) == []
            assert someone.overflow <= 0


def _opens_as(reader: Reader, where: str) -> None:
    """Goes to a page with the box, and types until it stands as it is to be looked at."""
    if where == "demo":
        reader.opens(f"{_PORTAL}?tema=gelap")
        expect(reader.page.locator("telusur-terkait a").first).to_be_visible()
        return
    if where == "frame":
        reader.opens("/sematan/bingkai")
    else:
        mode = "dialog" if where == "dialog" else "inline"
        css = ":root { color-scheme: light dark } body { background: Canvas; color: CanvasText }"
        opens_portal(reader, f'<telusur-box mode="{mode}"></telusur-box>{_RELATED}', css=css)
    if where == "fault":
        reader.page.route("**/api/v1/search*", lambda route: route.fulfill(status=500))
    if where == "dialog":
        reader.page.locator("button.opener").click()
    field = reader.page.locator("telusur-box #q")
    field.press_sequentially("zzyzxqq" if where == "nothing" else "banjir")
    found = ".note" if where == "nothing" else "[role=option] >> nth=0"
    expect(reader.page.locator(f"telusur-box {found}")).to_be_visible()
    reader.presses("ArrowDown")
