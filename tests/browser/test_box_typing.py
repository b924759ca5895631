"""What happens as one types into the box, with whatever the archive answers and whenever?"""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Route, expect

from tests.browser.portals import field, opens_portal, options, types
from tests.browser.reader import Reader

_BOX = "<telusur-box></telusur-box>"
_API = "**/api/v1/search*"


def _chosen(reader: Reader) -> str | None:
    return field(reader).get_attribute("aria-activedescendant")


def test_by_keyboard_alone(reader: Reader) -> None:
    """Tab reaches it; arrows go round the list and the field; Escape closes, Enter opens."""
    opens_portal(reader, f'<a href="/">awal</a>{_BOX}')
    reader.presses("Tab", "Tab")
    box = field(reader)
    expect(box).to_be_focused()
    reader.page.keyboard.type("tambak udang")
    options(reader).first.wait_for()
    assert (box.get_attribute("aria-expanded"), _chosen(reader)) == ("true", None)
    reader.presses("ArrowDown")
    assert _chosen(reader) == "o0"
    expect(options(reader).first).to_have_attribute("aria-selected", "true")
    reader.presses("ArrowUp")
    assert _chosen(reader) is None
    reader.presses("ArrowUp")
    assert _chosen(reader) == f"o{options(reader).count() - 1}"
    reader.presses("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    expect(box).to_have_value("tambak udang")
    expect(box).to_be_focused()
    reader.presses("ArrowDown")
    options(reader).first.wait_for()
    reader.presses("ArrowDown")
    place = options(reader).first.get_attribute("href")
    reader.page.route("https://*.example/**", lambda route: route.fulfill(body="cerita"))
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.page.url == place
    reader.asked.clear()  # the newspaper's own page, which is not ours


def test_enter_without_a_choice_leads_to_all_results(reader: Reader) -> None:
    """Also where the page's policy forbids every form."""
    opens_portal(reader, '<telusur-box topic="ekonomi"></telusur-box>')
    types(reader, "pasar")
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.address == "/cari?q=pasar&topik=ekonomi"


def test_a_dialog_gives_the_focus_back(reader: Reader) -> None:
    """Enter opens it with the focus in the field; Escape closes it, with text in the field too."""
    opens_portal(reader, '<telusur-box mode="dialog"></telusur-box>')
    reader.presses("Tab", "Enter")
    expect(field(reader)).to_be_focused()
    reader.page.keyboard.type("pasar")
    options(reader).first.wait_for()
    reader.presses("Escape")
    expect(reader.page.locator("telusur-box dialog")).to_be_hidden()
    expect(reader.page.locator("telusur-box button.opener")).to_be_focused()


def test_tab_goes_on_and_closes_the_list(reader: Reader) -> None:
    """No list is left open behind a reader who went on."""
    opens_portal(reader, f'{_BOX}<a href="/">akhir</a>')
    types(reader, "pasar")
    reader.presses("Tab", "Tab")
    expect(reader.page.locator("telusur-box .panel")).to_be_hidden()
    assert reader.focus == "akhir"


def test_a_link_box_asks_nothing_as_one_types(reader: Reader) -> None:
    """It only leads to the results."""
    opens_portal(reader, '<telusur-box mode="link"></telusur-box>')
    field(reader).press_sequentially("banjir")
    assert field(reader).get_attribute("role") is None
    with reader.page.expect_navigation():
        reader.presses("Enter")
    assert reader.address == "/cari?q=banjir"
    assert not any("/api/" in address for address in reader.asked)


def test_nothing_is_asked_before_something_is_typed(reader: Reader) -> None:
    """The page loads the script and no more; one letter asks nothing."""
    opens_portal(reader, _BOX)
    field(reader).press_sequentially("b")
    reader.page.wait_for_timeout(400)
    ours = [urlsplit(address).path for address in reader.asked]
    assert [path for path in ours if "portal-uji" not in path and path != ","] == [
        "/sematan/telusur.js"
    ]


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
        field(reader).fill("banjir")
    with reader.page.expect_response(_API):
        field(reader).fill("pompong")
    options(reader).first.wait_for()
    shown = options(reader).all_inner_texts()
    with reader.page.expect_response(lambda answer: "q=banjir" in answer.url):
        held[0].continue_()
    reader.page.wait_for_timeout(200)
    assert options(reader).all_inner_texts() == shown
    assert any("pompong" in text.lower() for text in shown)


def test_a_slow_archive_is_said_to_be_waited_for_and_then_given_up(reader: Reader) -> None:
    """First that it searches, then that it takes too long, with a way to the search page."""
    held: list[Route] = []
    reader.page.clock.install()
    opens_portal(reader, _BOX)
    reader.page.route(_API, lambda route: held.append(route))
    field(reader).fill("banjir")
    with reader.page.expect_request(_API):
        reader.page.clock.run_for(200)
    reader.page.clock.run_for(1_000)
    expect(reader.page.locator("telusur-box .note")).to_have_text("Mencari …")
    reader.page.clock.run_for(8_000)
    expect(reader.page.locator("telusur-box .note")).to_contain_text("terlalu lama")
    expect(options(reader)).to_have_text(["Buka halaman pencarian"])


def test_a_busy_archive_is_asked_again_when_it_said(reader: Reader) -> None:
    """After Retry-After, once, by itself."""
    answers = iter((503, None))

    def busy_at_first(route: Route) -> None:
        status = next(answers, None)
        route.fulfill(status=status, headers={"Retry-After": "1"}) if status else route.continue_()

    opens_portal(reader, _BOX)
    reader.page.route(_API, busy_at_first)
    field(reader).fill("banjir")
    expect(reader.page.locator("telusur-box .note")).to_contain_text("sibuk")
    expect(options(reader).first).to_contain_text(re.compile("banjir", re.IGNORECASE))


def test_offline_is_said_and_ends_by_itself(reader: Reader) -> None:
    """When the line is back, what stands in the field is asked for."""
    opens_portal(reader, _BOX)
    reader.page.context.set_offline(True)
    field(reader).fill("banjir")
    expect(reader.page.locator("telusur-box .note")).to_contain_text("sambungan internet")
    expect(reader.page.locator("telusur-box [role=status]")).to_contain_text("sambungan internet")
    reader.page.context.set_offline(False)
    expect(options(reader).first).to_contain_text(re.compile("banjir", re.IGNORECASE))
    assert all("ERR_INTERNET_DISCONNECTED" in said for said in reader.complaints)
    reader.complaints.clear()


def test_nothing_found_is_said(reader: Reader) -> None:
    """To the eye and to who listens."""
    opens_portal(reader, _BOX)
    field(reader).fill("zzyzxqq")
    expect(reader.page.locator("telusur-box .note")).to_have_text("Tidak ada berita yang cocok.")
    expect(reader.page.locator("telusur-box [role=status]")).to_have_text(
        "Tidak ada berita yang cocok."
    )
