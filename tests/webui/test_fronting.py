"""The site behind a path, behind a proxy, and under the names it answers to."""

from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from search import LiveArchive
from telusur import main
from tests.webui.pages import page_at
from webui import WebSettings, create_app
from webui.fronting import base_url_of, host_of, network_of

_ID = "{http://www.w3.org/2005/Atom}id"
_FORGED = {
    "X-Forwarded-Host": "jahat.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Prefix": "/jahat",
    "Forwarded": "host=jahat.example;proto=https",
}


def _site(client: FlaskClient, **settings: object) -> Flask:
    """The same archive's pages with other settings."""
    live: LiveArchive = client.application.extensions["telusur"]
    return create_app(live, WebSettings(page_size=2, **settings))  # type: ignore[arg-type]


def _feed_id(site: Flask, headers: dict[str, str], sender: str) -> str:
    """What the site takes for its own address, as its feed says it."""
    answer = site.test_client().get(
        "/cari.atom?q=banjir", headers=headers, environ_overrides={"REMOTE_ADDR": sender}
    )
    return ElementTree.fromstring(answer.data).findtext(_ID) or ""


@pytest.mark.parametrize(
    "address",
    ["/", "/cari?q=banjir", "/cari?q=zzz", "/berita/s1", "/tidakada", "/cari?hal=x",
     "/cari/penulis", "/topik/bencana"],
    ids=["front", "hits", "nothing found", "story", "unknown", "unreadable", "values", "topic"],
)  # fmt: skip
@pytest.mark.parametrize("mount", ["/arsip", ""], ids=["path passed on", "path taken away"])
def test_every_address_on_a_page_has_the_path_of_the_site(
    client: FlaskClient, address: str, mount: str
) -> None:
    """Links, forms, styles and scripts carry the path, whether or not a proxy takes it away."""
    site = _site(client, base_url="https://portal.example/arsip").test_client()
    status = client.get(address).status_code
    page = page_at(site, mount + address, status)
    ours = [link for link in page.links if link.startswith("/")]
    assert ours and all(link.startswith("/arsip/") for link in ours)
    canonical = [link["href"] for link in page.all("link", rel="canonical")]
    assert all(href.startswith("https://portal.example/arsip/") for href in canonical)


def test_redirect_and_feed_have_the_path_too(client: FlaskClient) -> None:
    """A redirect stays below the path; a feed's addresses have it behind the host that was set."""
    site = _site(client, base_url="https://portal.example/arsip").test_client()
    assert site.get("/arsip/?q=banjir").location == "/arsip/cari?q=banjir"
    feed = ElementTree.fromstring(site.get("/arsip/cari.atom?q=banjir").data)
    addresses = [element.text for element in feed.iter(_ID)]
    addresses += [element.get("href") for element in feed.iter() if element.get("href")]
    assert len(addresses) > 4
    assert all(str(own).startswith("https://portal.example/arsip/") for own in addresses)


def test_a_path_that_only_begins_alike_is_another(client: FlaskClient) -> None:
    """/arsipkota is no page of a site at /arsip; /arsip itself is the front page."""
    site = _site(client, base_url="https://portal.example/arsip").test_client()
    assert page_at(site, "/arsip").all("form", action="/arsip/cari")
    page_at(site, "/arsipkota", 404)


@pytest.mark.parametrize(
    ("trusted", "sender", "is_believed"),
    [
        ((), "127.0.0.1", False),
        (("127.0.0.1",), "127.0.0.1", True),
        (("127.0.0.1",), "::ffff:127.0.0.1", True),
        (("127.0.0.1",), "127.0.0.2", False),
        (("10.1.0.0/16", "fd00::/8"), "10.1.2.3", True),
        (("10.1.0.0/16", "fd00::/8"), "fd12::1", True),
        (("10.1.0.0/16", "fd00::/8"), "10.2.2.3", False),
        (("10.1.0.0/16",), "", False),
    ],
    ids=["nobody is trusted", "trusted", "trusted over IPv6", "another address", "in a network",
         "in an IPv6 network", "outside the network", "no address"],
)  # fmt: skip
def test_only_a_trusted_proxy_is_believed(
    client: FlaskClient, trusted: tuple[str, ...], sender: str, is_believed: bool
) -> None:
    """Host and scheme that a request claims count only where a trusted proxy sent it."""
    site = _site(client, trusted_proxies=tuple(map(network_of, trusted)))
    own = _feed_id(site, _FORGED, sender)
    expected = "https://jahat.example" if is_believed else "http://localhost"
    assert own == f"{expected}/cari?q=banjir"


def test_of_several_values_the_proxy_s_own_counts(client: FlaskClient) -> None:
    """A proxy adds its value at the end; what the client sent before it is not believed."""
    site = _site(client, trusted_proxies=(network_of("127.0.0.1"),))
    forged = {"X-Forwarded-Host": "jahat.example, portal.example", "X-Forwarded-Proto": "x, https"}
    assert _feed_id(site, forged, "127.0.0.1").startswith("https://portal.example/")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("portal.example", 200),
        ("Portal.Example:8000", 200),
        ("portal.example.", 200),
        ("arsip.koran.example", 200),
        ("koran.example", 200),
        ("situs.example:443", 200),
        ("[::1]:8000", 200),
        ("jahat.example", 400),
        ("portal.example.jahat.example", 400),
        ("jahatkoran.example", 400),
        ("", 400),
    ],
)
def test_the_site_answers_to_its_own_names_only(
    client: FlaskClient, host: str, status: int
) -> None:
    """The names allowed, those below one with a dot, and that of base_url; else a page with 400."""
    allowed = tuple(map(host_of, ("portal.example", ".koran.example", "::1")))
    site = _site(client, allowed_hosts=allowed, base_url="https://situs.example")
    answer = site.test_client().get("/cari?q=banjir", headers={"Host": host})
    assert answer.status_code == status
    is_refused = "tidak dibuka dengan nama" in answer.get_data(as_text=True)
    assert is_refused == (status == 400)


@pytest.mark.parametrize(
    ("path", "sender", "status"),
    [("/healthz", "127.0.0.1", 200), ("/healthz", "192.0.2.1", 400), ("/", "127.0.0.1", 400)],
    ids=["from here", "from elsewhere", "another page"],
)
def test_a_probe_from_this_machine_needs_no_name(
    client: FlaskClient, path: str, sender: str, status: int
) -> None:
    """/healthz answers this machine by whatever name it asks."""
    site = _site(client, allowed_hosts=("portal.example",))
    answer = site.test_client().get(path, environ_overrides={"REMOTE_ADDR": sender})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("https://portal.example", "https://portal.example"),
        ("https://portal.example/", "https://portal.example"),
        ("http://Portal.Example:8080/Arsip/Lama/", "http://portal.example:8080/Arsip/Lama"),
        ("http://[::1]:8000/arsip", "http://[::1]:8000/arsip"),
    ],
)
def test_a_base_url_is_written_one_way(text: str, read: str) -> None:
    """Without the last slash, its host in small letters."""
    assert base_url_of(text) == read
    assert base_url_of(read) == read


@pytest.mark.parametrize(
    "arguments",
    [
        ["--base-url", "portal.example/arsip"],
        ["--base-url", "ftp://portal.example"],
        ["--base-url", "https:///arsip"],
        ["--base-url", "https://a:b@portal.example"],
        ["--base-url", "https://portal.example/?q=x"],
        ["--base-url", "https://portal.example/#"],
        ["--base-url", "https://portal.example/a//b"],
        ["--base-url", "https://portal.example/../arsip"],
        ["--base-url", "https://portal.example/arsip berita"],
        ["--base-url", "https://portal.example:99999"],
        ["--base-url", "https://[portal"],
        ["--base-url", "https://por tal.example"],
        ["--trusted-proxy", "portal.example"],
        ["--trusted-proxy", "127.0.0.1", "--trusted-proxy", "10.0.0.1/8"],
        ["--trusted-proxy", "127.0.0.1:8000"],
        ["--allowed-host", "https://portal.example"],
        ["--allowed-host", "portal.example:8000"],
        ["--allowed-host", "*"],
        ["--allowed-host", ""],
        ["--processes", "0"],
        ["--processes", "dua"],
    ],
    ids=" ".join,
)
def test_a_malformed_setting_is_a_usage_error(arguments: list[str]) -> None:
    """Exit code 2, and the message names the option and what was given."""
    result = CliRunner().invoke(main, ["serve", *arguments])
    assert result.exit_code == 2
    assert arguments[-2] in result.output and arguments[-1] in result.output


def test_every_setting_from_the_environment_is_in_the_docs() -> None:
    """docs/deployment.md names each variable that `telusur serve` reads, beside its option."""
    context = click.Context(main)
    command = main.get_command(context, "serve")
    assert command is not None
    text = Path("docs/deployment.md").read_text("utf-8")
    pairs = [(own.opts[0], own.envvar) for own in command.params if own.envvar]
    assert len(pairs) > 3
    assert [pair for pair in pairs if f"| `{pair[0]}` | `{pair[1]}` |" not in text] == []


def test_settings_come_from_the_environment_too() -> None:
    """Lists are parted by blanks; what is malformed there is a usage error as well."""
    for name in ("TELUSUR_BASE_URL", "TELUSUR_TRUSTED_PROXIES", "TELUSUR_ALLOWED_HOSTS"):
        result = CliRunner().invoke(main, ["serve"], env={name: "127.0.0.1 no!thing"})
        assert result.exit_code == 2
        assert "no!thing" in result.output
