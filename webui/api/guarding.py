"""Who may ask the API, from which pages, and how much?

Pages of other origins only where these are set (CORS); one address so much a minute, told in
RateLimit headers (draft-ietf-httpapi-ratelimit-headers).
"""

import time
from ipaddress import ip_address, ip_network
from typing import Final

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import TooManyRequests

from webui.fronting import origin_of
from webui.settings import WebSettings

from .problems import is_api
from .rates import WINDOW_S, Rates, Told

EVERY_ORIGIN: Final = "*"
_RATES: Final = "telusur-rates"
_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_ASKED_WITH: Final = "Content-Type, If-None-Match"
_SHOWN: Final = "ETag, RateLimit, RateLimit-Policy, Retry-After"
_ASK_AGAIN_S: Final = "600"  # how long a browser may remember what another origin may do


def asking_origin_of(text: str) -> str:
    """An origin whose pages may ask, or "*" for every one.

    Raises:
        ValueError: it is none.
    """
    return text if text == EVERY_ORIGIN else origin_of(text)


def install(app: Flask, settings: WebSettings) -> None:
    """Have an app limit what the API is asked, and tell browsers whose pages may ask it."""
    if settings.api_rate and settings.rates_file is not None:
        app.extensions[_RATES] = Rates(settings.rates_file, settings.api_rate)

    @app.before_request
    def guard() -> Response | None:
        if not is_api():
            return None
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return Response(status=204)
        charge(1)
        return None

    @app.after_request
    def tell(answer: Response) -> Response:
        if is_api():
            _tell_origin(answer, settings.cors_origins)
            if "told" in g:
                _tell_rate(answer, settings.api_rate, g.told)
        return answer


def charge(cost: int) -> None:
    """Take so many requests from whoever asks.

    Raises:
        TooManyRequests: they are not left.
    """
    rates: Rates | None = current_app.extensions.get(_RATES)
    if rates is None or cost < 1:
        return
    told = rates.take(_asking(request.remote_addr or ""), cost, time.time())
    g.told = told
    if told.wait_s:
        raise TooManyRequests(
            f"This address has asked too much; ask again in {told.wait_s} seconds.",
            retry_after=told.wait_s,
        )


def _asking(address: str) -> str:
    """Whose bucket it is: an address; of IPv6 the network that one customer gets."""
    try:
        own = ip_address(address)
    except ValueError:
        return address  # a socket of this machine has none
    return str(own) if own.version == 4 else str(ip_network((own, 64), strict=False))


def _tell_origin(answer: Response, origins: tuple[str, ...]) -> None:
    if not origins:
        return
    origin = request.headers.get("Origin", "")
    if EVERY_ORIGIN not in origins:
        answer.vary.add("Origin")
        if origin not in origins:
            return
    answer.headers["Access-Control-Allow-Origin"] = (
        EVERY_ORIGIN if EVERY_ORIGIN in origins else origin
    )
    answer.headers["Access-Control-Expose-Headers"] = _SHOWN
    if request.method == "OPTIONS":
        answer.headers["Access-Control-Allow-Methods"] = _METHODS
        answer.headers["Access-Control-Allow-Headers"] = _ASKED_WITH
        answer.headers["Access-Control-Max-Age"] = _ASK_AGAIN_S


def _tell_rate(answer: Response, rate: int, told: Told) -> None:
    answer.headers["RateLimit-Policy"] = f'"address";q={rate};w={WINDOW_S}'
    answer.headers["RateLimit"] = f'"address";r={told.left};t={told.full_in_s}'
