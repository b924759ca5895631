"""The list under the search box, as HTML."""

import pytest
from flask.testing import FlaskClient

from tests.webui.pages import Page, page_at


def _options(page: Page) -> list[str]:
    return [option["href"] for option in page.all("a", role="option")]


def test_headlines_places_authors_and_topics_are_offered_by_their_beginning(
    client: FlaskClient,
) -> None:
    """Each sort has a group with a heading, and every option leads somewhere."""
    page = page_at(client, "/cari/usul?q=ban")
    assert "/berita/s2" in _options(page)
    assert [group["aria-labelledby"] for group in page.all("div", role="group")] == ["usul-judul"]
    by_name = page_at(client, "/cari/usul?q=rin")
    assert _options(by_name) == ["/cari?penulis=Rina&urut=terbaru"]
    assert "2 berita" in by_name.spoken
    for link in (*_options(page), *_options(by_name)):
        assert client.get(link).status_code == 200


def test_how_many_there_are_is_told(client: FlaskClient) -> None:
    """What a screen reader says stands on the fragment, for none too."""
    for typed, said in (
        ("rin", "1 usulan"),
        ("zzzz", "Tidak ada usulan"),
        ("", "Tidak ada usulan"),
    ):
        page = page_at(client, f"/cari/usul?q={typed}")
        assert page.elements[0][1]["data-said"] == said


@pytest.mark.parametrize("typed", ['"', "judul:(", "<script>", "%00%E2%80%AE", "a" * 5_000, "🌶️"])
def test_anything_typed_is_answered_with_a_list(client: FlaskClient, typed: str) -> None:
    """Half of a query is normal input: no sign of it is an error, or becomes markup."""
    page = page_at(client, f"/cari/usul?q={typed}")
    assert not page.all("script")


def test_markup_in_a_headline_stays_text(client: FlaskClient) -> None:
    """A suggested headline is shown as printed."""
    page = page_at(client, "/cari/usul?q=banjir+mer")
    assert "Banjir <b>Merendam</b>" in page.spoken and not page.all("b")
