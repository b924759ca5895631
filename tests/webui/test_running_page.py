"""The page of a running story."""

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from search import Home, LiveArchive
from tests.webui.pages import page_at
from webui import create_app


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The pages over the sample archive."""
    from telusur import main

    home = tmp_path_factory.mktemp("contoh")
    for words in (["import", "index_data/sample"], ["reindex"]):
        result = CliRunner().invoke(main, [*words, "--quiet", "--home", str(home)])
        assert result.exit_code == 0, result.output
    return create_app(LiveArchive(Home(home))).test_client()


def test_a_running_story_is_told_in_order_with_the_one_that_was_opened(
    sample: FlaskClient,
) -> None:
    """A trial is told from its first story to its last; the one opened stands in its place."""
    page = page_at(sample, "/berita/khr-1025/rangkaian")
    told = "khr-1023 khr-1024 red-007 khr-1025 kir-003 khr-1026 spj-001 khr-1027".split()
    shown = [link.removeprefix("/berita/") for link in page.links if link.startswith("/berita/")]
    assert [key for key in shown if key in told][1:] == told  # behind the way back
    assert page.all("a", href="/berita/khr-1025")[1].get("aria-current") == "true"
    assert "/berita/khr-1025/rangkaian" in page_at(sample, "/berita/khr-1025").links


def test_a_story_that_is_part_of_none_says_so(client: FlaskClient) -> None:
    """Where nothing else tells of the matter, the page is a sentence and a way back."""
    page = page_at(client, "/berita/s5/rangkaian")
    assert "Tidak ditemukan berita lain tentang peristiwa yang sama." in page.spoken
    assert "/berita/s5" in page.links


def test_the_running_story_of_an_unknown_story_is_not_there(client: FlaskClient) -> None:
    """It is answered like the story itself."""
    page_at(client, "/berita/tidak-ada/rangkaian", 404)
