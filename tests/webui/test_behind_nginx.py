"""The site at /arsip/ behind a real nginx, set up as docs/deployment.md says."""

import os
import re
import shutil
import socket
import subprocess
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree

import pytest

from search import Home
from tests.archives import archive_of
from tests.webui.conftest import STORIES
from tests.webui.servers import Server, ask, served, until

_NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
_PAGES = 400  # that the crawler looks at
_ID = "{http://www.w3.org/2005/Atom}id"

pytestmark = pytest.mark.skipif(
    _NGINX is None, reason="nginx is not installed (Debian: apt-get install nginx-light)"
)


@dataclass(frozen=True)
class _Site:
    """nginx with the pages at /arsip/, and with a second server of them at its root."""

    base: str
    plain: str
    """The second one's address: it has no base URL, so it goes by what nginx tells it."""
    behind: Server
    """What stands behind the second one."""

    def get(self, address: str, **headers: str) -> tuple[int, str, str, bytes]:
        """Status, type, where it redirects to, and content of an answer."""
        port, path = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/.*)", address).groups()  # type: ignore[union-attr]
        status, said, content = ask(int(port), path, headers=headers)
        return status, said.get("Content-Type", ""), said.get("Location", ""), content


class _Links(HTMLParser):
    """All addresses on a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Whatever a browser would follow, load or send to."""
        self.found += [
            value
            for name, value in attrs
            if value and (name in ("href", "src", "action") or name.startswith("data-href"))
        ]


def _free_ports(count: int) -> list[int]:
    bound = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [own.getsockname()[1] for own in bound]
    for own in bound:
        own.close()
    return ports


def _told_in_the_docs(port: int) -> str:
    """The lines for nginx, with the port of a server that runs."""
    text = Path("docs/deployment.md").read_text("utf-8")
    block = re.search(r"```nginx\n(.*?)```", text, re.DOTALL)
    assert block is not None
    return block[1].replace("127.0.0.1:8000", f"127.0.0.1:{port}")


def _configuration(folder: Path, servers: dict[int, str]) -> str:
    places = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    blocks = "\n".join(
        f"server {{ listen 127.0.0.1:{port}; {inside} }}" for port, inside in servers.items()
    )
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{ access_log off;\n{places}\n{blocks}\n}}\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Site]:
    """Two processes at /arsip/ and one at the root of another server, nginx before both."""
    folder = tmp_path_factory.mktemp("nginx")
    home: Home = archive_of(tmp_path_factory.mktemp("arsip"), STORIES)
    first, second = _free_ports(2)
    base = f"http://127.0.0.1:{first}/arsip/"
    common = ("telusur.py", "serve", "--home", str(home.path), "--trusted-proxy", "127.0.0.1")
    with (
        served(*common, "--port", "18660", "--processes", "2", "--base-url", base) as mounted,
        served(*common, "--port", "18681") as plain,
    ):
        at_root = _told_in_the_docs(plain.port).replace("/arsip/", "/")
        setup = folder / "nginx.conf"
        servers = {first: _told_in_the_docs(mounted.port), second: at_root}
        setup.write_text(_configuration(folder, servers), "utf-8")
        assert _NGINX is not None
        nginx = subprocess.Popen(
            [_NGINX, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(setup)]
        )
        try:
            for port in (first, second):
                until(lambda port=port: _is_open(port))  # type: ignore[misc]
            yield _Site(base, f"http://127.0.0.1:{second}/", plain)
        finally:
            nginx.terminate()
            nginx.wait()


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _addresses(kind: str, content: bytes) -> list[str]:
    """What a page or a feed leads to."""
    if kind.startswith("text/html"):
        return _Links(content).found
    if kind.startswith("application/atom+xml"):
        feed = ElementTree.fromstring(content)
        return [own for e in feed.iter() for own in (e.get("href"), e.findtext(_ID)) if own]
    return []


def test_every_address_leads_somewhere_below_the_path(site: _Site) -> None:
    """Followed from the front page, an address of ours is below /arsip/ and is there."""
    host = urljoin(site.base, "/")
    start = ["", "cari?q=banjir", "cari?q=zzz", "berita/s1?q=banjir", "cari.csv", "cari.json"]
    waiting = deque(site.base + path for path in start)
    seen, kinds = set(waiting), set()
    looked_at = 0
    while waiting and looked_at < _PAGES:
        address = waiting.popleft()
        status, kind, where, content = site.get(address)
        looked_at += 1
        assert status in (200, 302), address
        kinds.add(kind.split(";")[0])
        for found in [*_addresses(kind, content), *filter(None, [where])]:
            target = urldefrag(urljoin(address, found)).url
            if target.startswith(host):
                assert target.startswith(site.base), f"{found} on {address}"
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)
    assert looked_at > 40
    assert {"text/html", "text/css", "text/csv", "application/json",
            "application/atom+xml"} <= kinds  # fmt: skip


def test_a_redirect_stays_below_the_path(site: _Site) -> None:
    """/arsip/?q= leads to /arsip/cari, as a portal's plain form needs it."""
    status, _, where, _ = site.get(f"{site.base}?q=banjir")
    assert (status, urljoin(site.base, where)) == (302, f"{site.base}cari?q=banjir")
    assert site.get(urljoin(site.base, where))[0] == 200


def test_a_very_long_address_passes(site: _Site) -> None:
    """A pasted text of 100,000 characters is searched for, or refused by a page of ours."""
    status, _, _, content = site.get(f"{site.base}cari?q={'banjir%20' * 11_000}")
    assert status == 200 and b"</html>" in content


def test_the_proxy_says_how_it_was_asked_and_a_client_cannot(site: _Site) -> None:
    """What a client claims is overwritten by nginx, and dropped where it asks past nginx."""
    forged = {"X-Forwarded-Host": "jahat.example", "X-Forwarded-Proto": "https"}
    own = f"{site.plain}cari?q=banjir"
    content = site.get(f"{site.plain}cari.atom?q=banjir", **forged)[3]
    assert ElementTree.fromstring(content).findtext(_ID) == own
    for source, host in (("127.0.0.1", "https://jahat.example"), ("127.0.0.2", "http://situs")):
        _, _, content = ask(
            site.behind.port,
            "/cari.atom?q=banjir",
            headers={"Host": "situs", **forged},
            source=source,
        )
        assert ElementTree.fromstring(content).findtext(_ID) == f"{host}/cari?q=banjir"
