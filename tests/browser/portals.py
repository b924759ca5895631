"""What do portals look like that hold the box, and what do they forbid?"""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import Locator, Route

from tests.browser.reader import Reader

STRICT = (
    "default-src 'none'; script-src {site}; connect-src {site}; style-src 'self'; frame-src {site};"
    " img-src data:; form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'"
)
"""What docs/embedding.md asks a portal to grant, and no more; its style sheet is its own."""

HOSTILE = """
html { font-size: 62.5% !important; }
* { box-sizing: content-box !important; letter-spacing: .3em !important;
    word-spacing: 1em !important; line-height: 3 !important; text-transform: uppercase !important;
    text-align: right !important; font-style: italic !important; font-weight: 900 !important;
    color: red !important; text-indent: 2em !important; white-space: nowrap !important;
    cursor: wait !important; }
input, button, form, label, span, div, a, mark, p, dialog { display: inline !important;
    width: 30px !important; height: 200px !important; padding: 40px !important;
    margin: 30px !important; border: 9px dotted lime !important; float: right !important;
    position: static !important; background: yellow !important; border-radius: 50% !important; }
[hidden] { display: block !important; }
"""
"""A theme that forces itself on every element it can reach."""

_PLACE = "/portal-uji"
_STYLE = f"{_PLACE}.css"


class Portal:
    """A site of another origin with one page, which a test writes."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.origin = f"http://127.0.0.1:{server.server_port}"
        self.page = ""
        self.policy = ""


@contextmanager
def a_portal() -> Iterator[Portal]:
    """A portal that is served until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            is_style = self.path == _STYLE
            self.send_header("Content-Type", "text/css" if is_style else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", portal.policy)
            self.end_headers()
            self.wfile.write(b"" if is_style else portal.page.encode())

        def log_message(self, *_: object) -> None:
            """Nothing is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    portal = Portal(server)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def visits(reader: Reader, portal: Portal, body: str) -> None:
    """Go to a page of a portal of another origin, under the strict policy."""
    portal.page = _page(reader.site, body, "id")
    portal.policy = STRICT.format(site=reader.site)
    reader.opens(portal.origin + _PLACE)


def opens_portal(
    reader: Reader, body: str, *, css: str = "", policy: str = STRICT, lang: str = "id",
    path: str = "",
) -> None:  # fmt: skip
    """Go to a page of a portal with a theme and a policy of its own, at the archive's origin.

    `path` is where the archive stands there ("/arsip").
    """
    page = _page(reader.site + path, body, lang)
    headers = {"Content-Security-Policy": policy.format(site=reader.site)} if policy else {}

    def answer(route: Route) -> None:
        is_style = route.request.url.endswith(".css")
        kind = "text/css" if is_style else "text/html"
        route.fulfill(body=css if is_style else page, content_type=kind, headers=headers)

    reader.page.route(f"{reader.site}{_PLACE}*", answer)
    reader.opens(_PLACE)


def field(reader: Reader, box: str = "telusur-box") -> Locator:
    """The field of a box."""
    return reader.page.locator(f"{box} input")


def options(reader: Reader, box: str = "telusur-box") -> Locator:
    """What its list offers."""
    return reader.page.locator(f"{box} [role=option]")


def types(reader: Reader, text: str, box: str = "telusur-box") -> None:
    """Types into a box and waits for its list."""
    field(reader, box).press_sequentially(text)
    options(reader, box).first.wait_for()


def _page(site: str, body: str, lang: str) -> str:
    """The one line that a portal adds stands in its head."""
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Portal</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="{_STYLE}">'
        f'<script type="module" src="{site}/sematan/telusur.js"></script></head>'
        f"<body><main><h1>Portal</h1>{body}</main></body></html>"
    )
