"""Stories by their names, numbers over time, and errors as a program reads them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search import LiveArchive
from tests.archives import archive_of
from tests.builders import a_story
from webui import create_app


def test_a_story_is_found_by_its_id_and_by_its_url(tmp_path: Path) -> None:
    """An id goes before a URL; nothing is named by an empty one."""
    stories = [
        a_story(id="a/b ü", url="https://kabar.example/1"),
        a_story(id="https://kabar.example/1", title="Sebuah id"),
        a_story(id="c", url="https://kabar.example/c"),
    ]
    client = create_app(LiveArchive(archive_of(tmp_path, stories))).test_client()

    def named(name: str) -> object:
        return client.get("/api/v1/story", query_string={"story": name}).get_json().get("id")

    assert named("a/b ü") == client.get("/api/v1/stories/a%2Fb%20%C3%BC").get_json()["id"]
    assert named("https://kabar.example/1") == "https://kabar.example/1"
    assert named("https://kabar.example/c") == "c"
    near = client.get("/api/v1/related", query_string={"story": "https://kabar.example/c"})
    assert near.get_json()["story"] == "c"
    assert named("") is None


def test_a_timeline_adds_up(client: FlaskClient) -> None:
    """Its periods and the stories between them are the stories of the question."""
    told = client.get("/api/v1/timeline?q=banjir").get_json()
    found = client.get("/api/v1/facets?q=banjir&facets=year").get_json()
    assert sum(own["count"] for own in told["periods"]) + told["vague"] == found["total_stories"]
    assert all(own["count"] <= own["of"] for own in told["periods"])


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/api/v1/search?limit=x", 400, "The query cannot be understood"),
        ("/api/v1/search?limit=", 400, "The query cannot be understood"),
        ("/api/v1/search?sort=", 400, "The query cannot be understood"),
        ("/api/v1/search?prefix=", 400, "The query cannot be understood"),
        ("/api/v1/stories/tiada", 404, "There is no such story"),
        ("/api/v1/lain", 404, "Not Found"),
    ],
    ids=[
        "a parameter",
        "a blank number",
        "a blank choice",
        "a blank flag",
        "a story",
        "an address",
    ],
)
def test_errors_are_told_in_english(
    client: FlaskClient, address: str, status: int, title: str
) -> None:
    """Problem Details below /api/; pages speak Indonesian still."""
    problem = client.get(address).get_json()
    assert (problem["status"], problem["title"]) == (status, title)
    assert "tidak" in client.get("/berita/tiada").get_data(as_text=True)


def test_the_order_of_parameters_makes_no_other_answer(client: FlaskClient) -> None:
    """One question has one tag."""
    first, second = ("q=banjir&limit=2", "limit=2&q=banjir")
    tags = {client.get(f"/api/v1/search?{own}").headers["ETag"] for own in (first, second)}
    assert len(tags) == 1


def test_what_is_typed_whole_comes_before_what_only_begins_so(tmp_path: Path) -> None:
    """The last word may be a beginning; one letter is a word, and an operator stays one."""
    stories = [
        a_story(id="ban", title="Ban Pecah", body="Ban pecah."),
        a_story(id="banjir", title="Banjir Besar", body="Banjir besar."),
        a_story(id="pasar", title="Pasar Besar", body="Pasar besar."),
    ]
    client = create_app(LiveArchive(archive_of(tmp_path, stories))).test_client()

    def found(text: str, prefix: str = "true") -> list[str]:
        asked = {"q": text, "prefix": prefix}
        answer = client.get("/api/v1/search", query_string=asked).get_json()
        return [hit["id"] for hit in answer["hits"]]

    assert found("ban") == ["ban", "banjir"] and found("ban", "false") == ["ban"]
    assert found("besar pas")[0] == "pasar"
    assert found("b") == [] and found("judul:ban") == ["ban"]
