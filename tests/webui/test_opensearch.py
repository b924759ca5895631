"""Searching the archive from a browser's own address bar."""

from xml.etree import ElementTree

from flask.testing import FlaskClient

from tests.webui.pages import page_at

_IN = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_every_page_names_the_description(client: FlaskClient) -> None:
    """A browser finds it from any page, an error's too."""
    for address, status in (("/", 200), ("/cari?q=banjir", 200), ("/berita/s1", 200), ("/x", 404)):
        named = page_at(client, address, status).all("link", rel="search")
        assert [link["type"] for link in named] == ["application/opensearchdescription+xml"]
        assert client.get(named[0]["href"]).status_code == 200


def test_the_description_leads_to_pages_feed_and_suggestions(client: FlaskClient) -> None:
    """Each template answers with the type that it says, for any words."""
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    urls = ElementTree.fromstring(answer.data).findall(f"{_IN}Url")
    assert len(urls) == 3
    for url in urls:
        place = url.attrib["template"].replace("{searchTerms}", "banjir%20sengeti")
        found = client.get(place.removeprefix("http://localhost"))
        assert (found.status_code, found.mimetype) == (200, url.attrib["type"])


def test_suggestions_are_headlines_in_the_form_browsers_ask_for(client: FlaskClient) -> None:
    """The text as typed comes first, then a list of headlines."""
    text, headlines = client.get("/cari/usul.json?q=banjir+sur").get_json()
    assert (text, headlines) == ("banjir sur", ["Banjir Surut di Sengeti"])
    assert client.get("/cari/usul.json").get_json() == ["", []]
