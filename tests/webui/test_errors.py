"""What is said when something goes wrong."""

import logging
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from search import ArchiveError, BadQuery
from tests.webui.pages import page_at
from webui import create_app, errors
from webui.words import faults


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/berita/tidakada", 404, "Berita tidak ditemukan"),
        ("/tidak/ada", 404, "Halaman tidak ada"),
        ("/cari?q=tanggal:xx", 400, "“xx”"),
        ("/cari?dari=kapan", 400, "“dari=kapan”"),
        ("/cari?sampai=2024-02-30", 400, "“sampai=2024-02-30”"),
        ("/cari?dari=2024&sampai=2023", 400, "Rentang tanggal terbalik"),
        ("/cari?hal=-1", 400, "“hal=-1” bukan angka dari 1 sampai 1.000.000.000"),
        ("/cari?hal=0", 400, "hal=0"),
        ("/cari?urut=acak", 400, "“urut=acak”"),
        ("/cari?q=" + "a" * 100_001, 400, "Teks yang dicari terlalu panjang"),
        ("/cari?q=%ff%00%1b", 200, ""),
        ("/%ff%fe", 404, "Halaman tidak ada"),
        ("/cari?q=" + "%22(" * 500, 200, ""),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_bad_address_is_answered_with_a_page(
    client: FlaskClient, address: str, status: int, said: str
) -> None:
    """What cannot be read or is not there gets a page that says which part, and a way on."""
    page = page_at(client, address, status)
    assert said in page.spoken
    assert "/" in page.links


def test_the_words_can_be_kept_without_the_parameter_at_fault(client: FlaskClient) -> None:
    """A bad parameter beside good words leads to the search for those words."""
    page = page_at(client, "/cari?q=banjir&dari=kapan", 400)
    assert "/cari?q=banjir" in page.links
    alone = page_at(client, "/cari?q=tanggal:xx&topik=a", 400)
    assert not any(link.startswith("/cari?q=") for link in alone.links)


def test_a_page_only_to_be_read_says_so(client: FlaskClient) -> None:
    """A POST is a 405 in words of its own, not "our fault"."""
    answer = client.post("/cari")
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]
    assert "Alamat ini hanya dapat dibaca" in answer.get_data(as_text=True)


def test_a_missing_archive_is_a_page_and_not_a_trace(empty: FlaskClient) -> None:
    """Without an archive every page says how to make one, may be asked again, is kept nowhere."""
    for address in ("/", "/cari?q=banjir", "/berita/s1", "/cari.csv", "/cari.atom"):
        page = page_at(empty, address, 503)
        assert "telusur import" in page.spoken
        assert page.answer.headers["Retry-After"] == "30"
        assert page.answer.headers["Cache-Control"] == "no-store"
    assert empty.get("/api/v1/search").content_type == "application/problem+json"


def test_an_unexpected_error_is_a_page_and_logged(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody expected is told in Indonesian; only the log has the cause."""
    app = create_app(client.application.extensions["telusur"])

    @app.get("/rusak")
    def _broken() -> str:
        raise RuntimeError("sandi rahasia")

    with caplog.at_level(logging.ERROR):
        page = page_at(app.test_client(), "/rusak", 500)
    assert "Ada yang salah di pihak kami" in page.spoken and "rahasia" not in page.spoken
    assert "unexpected error at '/rusak'" in caplog.text and "rahasia" in caplog.text


def test_every_error_has_a_status_and_words() -> None:
    """No error of the tree reaches a reader without a sentence."""
    for kind in _below(ArchiveError):
        assert kind in errors.STATUS, kind
        assert faults.has_words(kind.code), kind
        assert all(faults.error_words(kind("in English", piece="x")))


def _below(kind: type[ArchiveError]) -> Iterator[type[ArchiveError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _below(below)


def test_a_quoted_part_cannot_turn_the_sentence_around() -> None:
    """Controls and direction marks are left out of the quote; braces in it mean nothing."""
    _, sentence = faults.error_words(BadQuery("x", piece="a\u202eb\u2067\x1b{piece}"))
    assert "“ab{piece}”" in sentence
