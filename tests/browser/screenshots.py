"""Takes every page as readers see it: `make screenshots`, into build/screenshots/.

wide, phone, dark and print are named after the page, e.g. search-phone.png; "plain" is without
scripts. Look at them as an art director would.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser

from tests.browser.addresses import BARE_PAGES, PAGES, Place
from tests.browser.browsers import a_browser, chromium, fill, served
from tests.browser.reader import PAPER, PHONE, WIDE, Reader, a_reader

FOLDER = Path("build/screenshots")
_VIEWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": WIDE},
    "phone": {"viewport": PHONE, "device_scale_factor": 2, "is_mobile": True, "has_touch": True},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "print": {"viewport": PAPER},
    "plain": {"viewport": WIDE, "java_script_enabled": False},
}


def take(wanted: tuple[str, ...]) -> int:
    """Take the pages whose names begin with one of `wanted`, or all; how many pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _sites() as (site, bare), a_browser() as browser:
        shots = [_take(browser, site, PAGES, wanted), _take(browser, bare, BARE_PAGES, wanted)]
    return sum(shots)


def _take(browser: Browser, site: str, places: tuple[Place, ...], wanted: tuple[str, ...]) -> int:
    chosen = [p for p in places if not wanted or p.name.startswith(wanted)]
    for view, window in _VIEWS.items():
        with a_reader(browser, site, reduced_motion="reduce", **window) as reader:
            if view == "print":
                reader.page.emulate_media(media="print")
            for place in chosen:
                _shoot(reader, place, view)
    return len(chosen) * len(_VIEWS)


def _shoot(reader: Reader, place: Place, view: str) -> None:
    reader.opens(place.address)
    reader.page.screenshot(path=FOLDER / f"{place.name}-{view}.png", full_page=True)


@contextmanager
def _sites() -> Iterator[tuple[str, str]]:
    """The sample archive and a folder without one, both served."""
    with tempfile.TemporaryDirectory() as folder:
        home, bare = Path(folder, "contoh"), Path(folder, "kosong")
        bare.mkdir()
        fill(home)
        with served(home) as site, served(bare) as bare_site:
            yield site, bare_site


if __name__ == "__main__":
    if chromium() is None:
        sys.exit("make screenshots needs Chromium: apt-get install chromium")
    click.echo(f"{take(tuple(sys.argv[1:]))} pictures in {FOLDER}/")
