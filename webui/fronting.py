"""Where do the pages stand in the outside world: at which address, behind whom, by what name?

A proxy in front says who asked and how (X-Forwarded-For, -Proto, -Host); anybody can send these, so
they are dropped unless they come from a proxy that is trusted.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from .settings import Network, WebSettings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_FORWARDED: Final = (
    "HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PREFIX", "HTTP_X_FORWARDED_BY",
)  # fmt: skip
_PLAIN_PATH: Final = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?")
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST_NAME: Final = re.compile(rf"\.?(?:{_LABEL}\.)*{_LABEL}")
_PORT: Final = re.compile(r":[0-9]*$")


def base_url_of(text: str) -> str:
    """The address of a site as it is set, without the last "/"; "" for none.

    Raises:
        ValueError: it is no http(s) address with a host and at most a plain path.
    """
    if not text:
        return ""
    parts = urlsplit(text)  # a ValueError where a bracket or the port is none
    is_site = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    if not is_site or parts.username is not None:
        raise ValueError("write it as https://portal.example/arsip/")
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        raise ValueError("it has no ? and no #")
    host_of(parts.hostname or "")
    segments = parts.path.split("/")
    if not _PLAIN_PATH.fullmatch(parts.path) or {".", ".."} & set(segments):
        raise ValueError("its path has letters, digits and -._~ between single slashes")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}".rstrip("/")


def origin_of(text: str) -> str:
    """An origin as a browser names it, e.g. https://portal.example or http://localhost:8080.

    Raises:
        ValueError: it is none.
    """
    site = base_url_of(text)
    parts = urlsplit(site)
    if not site or parts.path:
        raise ValueError("write it as https://portal.example, without a path")
    usual = {"http": 80, "https": 443}[parts.scheme]
    return site.removesuffix(f":{usual}")


def network_of(text: str) -> Network:
    """An address or a network of proxies, e.g. 127.0.0.1, 10.0.0.0/8 or ::1.

    Raises:
        ValueError: it is none.
    """
    return ip_network(text)


def host_of(text: str) -> str:
    """A name the site answers to; with a dot before it also all names below it.

    Raises:
        ValueError: it is no name of a host and no IP address.
    """
    name = text.lower()
    try:
        return f"[{name}]" if isinstance(ip_address(name.strip("[]")), IPv6Address) else name
    except ValueError:
        pass
    if len(name) > 254 or not _HOST_NAME.fullmatch(name):
        raise ValueError("write a name such as portal.example, without http:// and port")
    return name


def install(app: Flask, settings: WebSettings) -> None:
    """Have an app stand where its settings say."""
    path = urlsplit(settings.base_url).path.rstrip("/")
    app.wsgi_app = _Front(app.wsgi_app, path, settings.trusted_proxies)  # type: ignore[method-assign]
    if not settings.allowed_hosts:
        return
    own = urlsplit(settings.base_url).hostname
    allowed = [*settings.allowed_hosts, *([host_of(own)] if own else [])]

    @app.before_request
    def refuse_foreign_names() -> None:
        is_probe = request.path == "/healthz" and _is_from_here(request.remote_addr)
        if not is_probe and not _is_among(request.environ.get("HTTP_HOST", ""), allowed):
            raise SecurityError


def _is_among(host: str, allowed: Iterable[str]) -> bool:
    """Whether a Host header, with its port or without, is one of the names allowed."""
    name = _PORT.sub("", host.lower()).removesuffix(".")
    return any(
        name == own.removeprefix(".") or (own.startswith(".") and name.endswith(own))
        for own in allowed
    )


def _is_from_here(address: str | None) -> bool:
    try:
        return _plain_address(address or "").is_loopback
    except ValueError:
        return False


class _Front:
    """What every request passes through before the pages see it."""

    def __init__(self, pages: "WSGIApplication", path: str, trusted: Iterable[Network]) -> None:
        self._pages = pages
        self._behind_proxy = ProxyFix(pages, x_for=1, x_proto=1, x_host=1)
        self._path = path
        self._trusted = tuple(trusted)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if self._path:
            self._mount(environ)
        if self._trusts(environ.get("REMOTE_ADDR", "")):
            return self._behind_proxy(environ, start_response)
        for name in _FORWARDED:
            environ.pop(name, None)
        return self._pages(environ, start_response)

    def _mount(self, environ: "WSGIEnvironment") -> None:
        """Tell the pages the path they stand at; a proxy may have taken it away already."""
        asked = environ.get("PATH_INFO", "")
        if asked == self._path or asked.startswith(f"{self._path}/"):
            environ["PATH_INFO"] = asked[len(self._path) :] or "/"
        environ["SCRIPT_NAME"] = self._path

    def _trusts(self, address: str) -> bool:
        try:
            asking = _plain_address(address)
        except ValueError:
            return False
        return any(asking in network for network in self._trusted)


def _plain_address(text: str) -> IPv4Address | IPv6Address:
    """An address; an IPv4 one that came over IPv6 as what it is (RFC 4291, section 2.5.5.2)."""
    address = ip_address(text)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
