"""An invented archive of six stories, and the pages over it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from search import Home, Kind, LiveArchive
from tests.archives import archive_of
from tests.builders import a_moment, a_story
from webui import WebSettings, create_app

STORIES = [
    a_story(
        id="s1",
        title="Banjir <b>Merendam</b> & Memutus Jalan",
        body=("Banjir merendam jalan di Sengeti.", "Warga mengungsi <script>alert(1)</script>."),
        published="2024-03-15T10:15+07:00",
        modified=a_moment("2024-03-16"),
        authors=("Rina",),
        author_code="rin",
        topics=("bencana",),
        places=("Sengeti",),
        dateline="SENGETI",
        captions=("Jalan yang terendam.",),
        url="javascript:alert(1)",
    ),
    a_story(
        id="s2",
        title="Banjir Surut di Sengeti",
        body="Banjir di Sengeti surut dan warga pulang.",
        published="2024-03-18",
        topics=("bencana",),
        places=("Sengeti",),
        url="https://kabar.example/s2",
    ),
    a_story(
        id="aneh/id ü",
        title="Opini tanpa tanggal",
        body="Sebuah pandangan tentang jembatan.",
        date_text="Senin (27/2)",
        kind=Kind.OPINION,
    ),
    a_story(id="s4", title="Pasar Baru Dibuka", body="Pasar baru dibuka.", published="2023-11"),
    a_story(
        id="s5",
        title="Harga Cabai Naik",
        body="Harga cabai di pasar naik 🌶️ sejak pekan lalu.",
        published="2023-11-02",
        topics=("-murah", "~kira"),
        authors=("Rina", "Budi"),
    ),
    a_story(
        id="s6",
        title="مرحبا Jambi",
        title_derived=True,
        body="Teks campuran مرحبا بكم dan Jambi.",
        published="2022",
        authors=("=1+1",),
    ),
]
"""Two of bencana, one undated, one of a month, one of a year; markup, formulas, two scripts."""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The stories, indexed; tests only read them."""
    return archive_of(tmp_path_factory.mktemp("arsip"), STORIES)


@pytest.fixture(scope="session")
def client(home: Home) -> FlaskClient:
    """The pages over them, two hits a page."""
    return create_app(LiveArchive(home), WebSettings(page_size=2)).test_client()


@pytest.fixture
def empty(tmp_path: Path) -> FlaskClient:
    """The pages over a folder without an archive."""
    return create_app(LiveArchive(Home(tmp_path))).test_client()
