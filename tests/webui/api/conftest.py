"""The sample archive, and the API over it."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.importing import import_stories
from indexer.reindexing import reindex
from indexer.sources import SourceOptions
from search import Home, LiveArchive
from webui import create_app


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample archive, indexed; tests only read it."""
    home = Home(tmp_path_factory.mktemp("contoh"))
    import_stories([Path("index_data/sample/cerita.jsonl")], home, SourceOptions())
    reindex(home)
    return home


@pytest.fixture(scope="session")
def app(sample: Home) -> Flask:
    """The app over it."""
    return create_app(LiveArchive(sample))


@pytest.fixture(scope="session")
def client(app: Flask) -> FlaskClient:
    """Who asks it."""
    return app.test_client()
