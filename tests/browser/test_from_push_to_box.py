"""An errand from end to end: what the newsroom sends and takes down, a portal's reader sees."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, expect

from search import Home
from tests.archives import archive_of
from tests.browser.browsers import served
from tests.browser.portals import field, opens_portal, options
from tests.browser.reader import Reader, a_reader
from tests.builders import a_story

_WITHIN_MS = 2_000  # what the issue allows from a push to the box


def _command(home: Home, *words: str) -> str:
    command = [sys.executable, "telusur.py", *words, "--home", str(home.path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _puts(site: str, token: str, title: str) -> None:
    """Push the story, as a content management system does."""
    content = json.dumps({"title": title, "body": f"{title}. Warga menonton."}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    place = f"{site}/api/v1/stories/baru"
    with urlopen(Request(place, content, headers, method="PUT")) as answer:
        assert answer.status == 202


def _asks_until(reader: Reader, typed: str, count: int) -> None:
    """Type into the box anew until it offers so many stories; the last option leads to all."""
    box, found = field(reader), options(reader).filter(has_not_text="Lihat semua")

    def asked(page: Page) -> bool:
        with page.expect_response("**/api/v1/search*"):
            box.fill("")
            box.press_sequentially(typed)
        page.wait_for_timeout(50)
        return found.count() == count

    for _ in range(20):
        if asked(reader.page):
            return
    expect(found).to_have_count(count)


def _seen(site: str, words: str) -> list[str]:
    """The faces that tell of the story."""
    faces = (f"/api/v1/search?q={words}", f"/cari.atom?q={words}", f"/cari?q={words}",
             f"/cari/usul?q={words}", f"/cari.csv?q={words}")  # fmt: skip
    found = []
    for face in faces:
        with urlopen(site + face) as answer:
            if "Jerapah" in answer.read().decode():
                found.append(face)
    return found


def test_a_story_is_pushed_found_changed_and_withdrawn(
    needs_chromium: None, browser: Browser, tmp_path: Path
) -> None:
    """It is in the open page's box, then with its new headline, then nowhere any more."""
    home = archive_of(tmp_path / "arsip", [a_story(id="s1", title="Pasar Pagi Dibuka")])
    token = json.loads(_command(home, "token", "create", "--name", "cms", "--scope", "push",
                                "--json"))["token"]  # fmt: skip
    with served(Path(home.path)) as site, a_reader(browser, site) as reader:
        opens_portal(reader, "<telusur-box></telusur-box>")
        _puts(site, token, "Jerapah Lahir di Kebun Binatang")
        _asks_until(reader, "jerapah", 1)
        expect(options(reader).first).to_contain_text("Jerapah Lahir")
        _puts(site, token, "Jerapah Diberi Nama Tebo")
        _asks_until(reader, "jerapah teb", 1)
        expect(options(reader).first).to_contain_text("Diberi Nama Tebo", timeout=_WITHIN_MS)
        assert len(_seen(site, "jerapah")) == 5
        _command(home, "withdraw", "baru", "--reason", "permintaan keluarga")
        _asks_until(reader, "jerapah", 0)
        assert _seen(site, "jerapah") == []
        gone = reader.page.request.get(f"{site}/berita/baru")
        assert gone.status == 410 and "Jerapah" not in gone.text()
