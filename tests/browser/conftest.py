"""A served sample archive, and a browser to look at it with.

Without a Chromium these tests are skipped, and the end of the run says so in one line.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.browsers import MISSING, a_browser, chromium, fill, served
from tests.browser.portals import Portal, a_portal
from tests.browser.reader import PHONE, Reader, a_reader


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of a run what was not tested, and why."""
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if MISSING in str(r.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} BROWSER TESTS SKIPPED: {MISSING}", red=True)


@pytest.fixture(scope="session")
def needs_chromium() -> None:
    """Skip at once where there is none, before anything is imported and served."""
    if chromium() is None:
        pytest.skip(MISSING)


@pytest.fixture(scope="session")
def portal(needs_chromium: None) -> Iterator[Portal]:
    """A site of another origin, whose pages may ask the API and show the frame."""
    with a_portal() as served_portal:
        yield served_portal


@pytest.fixture(scope="session")
def site(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample archive, served by a process of its own."""
    home = tmp_path_factory.mktemp("contoh")
    fill(home)
    allowed = ("--frame-origin", portal.origin, "--cors-origin", portal.origin)
    with served(home, "--demo-portal", *allowed) as address:
        yield address


@pytest.fixture(scope="session")
def bare_site(needs_chromium: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a folder that has no archive yet."""
    with served(tmp_path_factory.mktemp("kosong")) as address:
        yield address


@pytest.fixture(scope="module")
def browser(needs_chromium: None) -> Iterator[Browser]:
    """One browser a module, so that nothing of it outlives these tests."""
    with a_browser() as opened:
        yield opened


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Reader]:
    """A reader at a desk, with scripts."""
    with a_reader(browser, site) as someone:
        yield someone


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def anyone(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Reader]:
    """A reader at a desk, once with scripts and once without."""
    with a_reader(browser, site, java_script_enabled=request.param) as someone:
        yield someone


@pytest.fixture
def on_phone(browser: Browser, site: str) -> Iterator[Reader]:
    """A reader with a phone in the hand."""
    window = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    with a_reader(browser, site, **window) as someone:
        yield someone
