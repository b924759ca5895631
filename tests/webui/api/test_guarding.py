"""Whose pages may ask the API, and how much one address may."""

from ipaddress import ip_network
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search import Home, LiveArchive
from webui import WebSettings, create_app
from webui.api.rates import Rates

_PORTAL = "https://portal.example"


def _client(home: Home, settings: WebSettings) -> FlaskClient:
    return create_app(LiveArchive(home), settings).test_client()


def _from(client: FlaskClient, origin: str, **more: str) -> TestResponse:
    return client.get("/api/v1/search?q=banjir", headers={"Origin": origin, **more})


def test_only_pages_of_configured_origins_may_read(sample: Home) -> None:
    """Theirs are named in the answer, whatever it is; others are not, and caches are told."""
    client = _client(sample, WebSettings(cors_origins=(_PORTAL,)))
    own = _from(client, _PORTAL)
    assert own.headers["Access-Control-Allow-Origin"] == _PORTAL
    assert "RateLimit" in own.headers["Access-Control-Expose-Headers"]
    again = _from(client, _PORTAL, **{"If-None-Match": own.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == _PORTAL
    other = _from(client, "https://lain.example")
    assert "Access-Control-Allow-Origin" not in other.headers
    assert all("Origin" in answer.headers["Vary"] for answer in (own, again, other))
    wrong = client.get("/api/v1/search?limit=x", headers={"Origin": _PORTAL})
    assert wrong.headers["Access-Control-Allow-Origin"] == _PORTAL
    page = client.get("/cari?q=banjir", headers={"Origin": _PORTAL})
    assert "Access-Control-Allow-Origin" not in page.headers


def test_without_origins_no_page_of_others_may_read(sample: Home) -> None:
    """And with a star every page may."""
    assert "Access-Control-Allow-Origin" not in _from(
        _client(sample, WebSettings()), _PORTAL
    ).headers  # fmt: skip
    everybody = _from(_client(sample, WebSettings(cors_origins=("*",))), _PORTAL)
    assert everybody.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in everybody.headers


def test_a_browser_may_ask_before_it_sends_a_batch(sample: Home) -> None:
    """A preflight is answered without a body, and is not counted."""
    client = _client(sample, WebSettings(cors_origins=(_PORTAL,)))
    asked = {"Origin": _PORTAL, "Access-Control-Request-Method": "POST"}
    answer = client.options("/api/v1/batch", headers=asked)
    assert (answer.status_code, answer.data) == (204, b"")
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


@pytest.fixture
def few(tmp_path: Path) -> WebSettings:
    """Three requests a minute, behind one proxy."""
    return WebSettings(
        api_rate=3, rates_file=tmp_path / "rates", trusted_proxies=(ip_network("127.0.0.1"),)
    )


def test_who_asks_too_much_is_told_when_to_ask_again(sample: Home, few: WebSettings) -> None:
    """A 429 with Retry-After; before it every answer tells what is left. Pages are not counted."""
    client = _client(sample, few)
    left = [client.get("/api/v1/suggest?q=ban").headers["RateLimit"] for _ in range(3)]
    assert [text.split(";")[1] for text in left] == ["r=2", "r=1", "r=0"]
    refused = client.get("/api/v1/suggest?q=ban")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert refused.content_type == "application/problem+json"
    assert refused.headers["RateLimit-Policy"] == '"address";q=3;w=60'
    assert client.get("/cari?q=banjir").status_code == 200


def test_a_batch_costs_its_questions(sample: Home, few: WebSettings) -> None:
    """Two questions are two requests; a batch above what is left is refused whole."""
    client = _client(sample, few)
    two = {"queries": [{"q": "banjir"}, {"q": "sungai"}]}
    assert client.post("/api/v1/batch", json=two).headers["RateLimit"].split(";")[1] == "r=1"
    assert client.post("/api/v1/batch", json=two).status_code == 429


def test_addresses_behind_a_known_proxy_are_counted_apart(sample: Home, few: WebSettings) -> None:
    """By X-Forwarded-For; of IPv6 a customer's whole network is one address."""
    client = _client(sample, few)

    def left(address: str) -> str:
        answer = client.get("/api/v1/suggest", headers={"X-Forwarded-For": address})
        return answer.headers["RateLimit"].split(";")[1]

    assert [left("203.0.113.1"), left("203.0.113.2"), left("203.0.113.1")] == ["r=2", "r=2", "r=1"]
    assert [left("2001:db8::1"), left("2001:db8::2"), left("2001:db8:1::1")] == [
        "r=2",
        "r=1",
        "r=2",
    ]


def test_processes_count_together(sample: Home, few: WebSettings) -> None:
    """Two apps with one file are one limit."""
    first, second = _client(sample, few), _client(sample, few)
    asked = [own.get("/api/v1/suggest").status_code for own in (first, second, first, second)]
    assert asked == [200, 200, 200, 429]


def test_a_bucket_fills_evenly(tmp_path: Path) -> None:
    """Sixty a minute is one a second, up to sixty at once."""
    rates = Rates(tmp_path / "rates", 60)
    assert [rates.take("a", 1, 1_000.0).left for _ in range(60)][-1] == 0
    assert rates.take("a", 1, 1_000.0).wait_s == 1
    assert rates.take("a", 1, 1_001.0).wait_s == 0
    assert rates.take("a", 3, 1_002.0).wait_s == 2
    assert rates.take("a", 90, 1_100.0) == rates.take("b", 90, 1_100.0)


def test_a_limit_that_cannot_be_counted_refuses_nobody(tmp_path: Path) -> None:
    """A file that cannot be written stops no request."""
    rates = Rates(tmp_path / "nowhere" / "rates", 1)
    assert [rates.take("a", 1, 1_000.0).wait_s for _ in range(3)] == [0, 0, 0]


def test_a_body_too_large_is_refused(client: FlaskClient) -> None:
    """A 413, and nothing of it is read as JSON."""
    answer = client.post("/api/v1/batch", data=b"[" * 2_000_000, content_type="application/json")
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")
