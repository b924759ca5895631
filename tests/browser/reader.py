"""What does a reader do at a browser, and what do they see?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Request, Response

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PAPER = {"width": 794, "height": 1123}
"""A4 at 96 dots an inch."""
NARROW = {"width": 320, "height": 640}
"""320 CSS pixels: WCAG 2.2, criterion 1.4.10."""

_PATIENCE_MS = 10_000  # for a page on a busy machine; a fast one is not held up


class Reader:
    """A person at one browser window; notes what the browser complains of and where it asks."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.set_default_timeout(_PATIENCE_MS)
        page.on("console", self._console)
        page.on("pageerror", self._broken)
        page.on("request", self._request)

    def opens(self, address: str) -> Response:
        """Goes to an address of the site, e.g. /cari?q=banjir, or to a whole one."""
        answer = self.page.goto(urljoin(self.site, address))
        assert answer is not None
        return answer

    def searches(self, text: str) -> None:
        """Types into the one box and presses Enter."""
        self.box.fill(text)
        with self.page.expect_navigation():
            self.box.press("Enter")

    def follows(self, name: str, *, within: str = "main") -> None:
        """Clicks the first link of this name (a part of it is enough)."""
        link = self.page.locator(within).get_by_role("link", name=name).first
        with self.page.expect_navigation():
            link.click()

    def reloads(self) -> None:
        """Asks for the same page again."""
        self.page.reload()

    def goes_back(self) -> None:
        """Presses the browser's way back."""
        self.page.go_back()

    def presses(self, *keys: str) -> None:
        """Presses keys one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def unfolds(self, name: str, *, within: str = "main") -> None:
        """Opens a folded part by its line, where it is not open yet."""
        folded = self.page.locator(within).locator("details:not([open]) > summary")
        line = folded.filter(has_text=name)
        if line.count():
            line.first.click()

    def tabs_to(self, name: str, *, within: str = "body", most: int = 80) -> None:
        """Presses Tab until the focus is on what has this name; AssertionError if it never is."""
        for _ in range(most):
            self.presses("Tab")
            if name in self.focus and self.page.locator(f"{within} :focus").count():
                return
        raise AssertionError(f"{most} times Tab do not reach {name!r}")

    @property
    def box(self) -> Locator:
        """The one box."""
        return self.page.locator("#q")

    @property
    def headline(self) -> str:
        """The page's heading."""
        return _joined(self.page.locator("h1").first.inner_text())

    @property
    def hits(self) -> list[str]:
        """The headlines of the hits in order."""
        return [_joined(t) for t in self.page.locator("article.hit h2").all_inner_texts()]

    @property
    def total(self) -> int:
        """The number of stories that the heading gives; 0 where it gives none."""
        digits = self.page.locator("h1").first.inner_text().split(" ")[0].replace(".", "")
        return int(digits) if digits.isdigit() else 0

    @property
    def text(self) -> str:
        """What can be read in the page's main part."""
        return _joined(self.page.locator("main").inner_text())

    @property
    def focus(self) -> str:
        """The name or text of what has the focus, as short as it is."""
        return str(
            self.page.evaluate("""() => {
            const e = document.activeElement;
            return e.getAttribute('aria-label') || e.innerText || e.name || e.id || e.tagName;
        }""")
        )

    @property
    def address(self) -> str:
        """Where the reader is, from the path on."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        ))  # fmt: skip

    @property
    def strangers(self) -> list[str]:
        """What was asked of any other host than the site's."""
        own = (None, urlsplit(self.site).hostname)  # data: has none
        return [address for address in self.asked if urlsplit(address).hostname not in own]

    def _console(self, message: ConsoleMessage) -> None:
        # A page of status 404 is told as a resource that failed; that status is asserted elsewhere.
        if message.type in ("error", "warning") and "status of" not in message.text:
            self.complaints.append(message.text)

    def _broken(self, error: Error) -> None:
        self.complaints.append(f"script: {error.message}")

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)


@contextmanager
def a_reader(browser: Browser, site: str, **window: Any) -> Iterator[Reader]:
    """A reader in a window of their own; `window` is what Playwright's new_context takes.

    At the end the browser must have had nothing to complain of, and have asked nobody else.
    """
    settings = {"viewport": WIDE, "locale": "id-ID", "timezone_id": "Asia/Jakarta", **window}
    context = browser.new_context(**settings)
    try:
        reader = Reader(context.new_page(), site)
        yield reader
        assert reader.complaints == []
        assert reader.strangers == []
    finally:
        context.close()


def _joined(text: str) -> str:
    return " ".join(text.split())
