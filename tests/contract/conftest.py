"""Which engines must keep the contract? One line each in ENGINES."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from search.engines.memory import MemoryIndex
from search.engines.whoosh import WhooshIndex
from search.language.stems import Stemmer
from search.ports import Reader, Writer
from tests.builders import Index

MakeIndex = Callable[[], Index]


@dataclass(frozen=True, slots=True)
class _OnWhoosh:
    """A Whoosh index with the stems its writers take."""

    index: WhooshIndex
    stemmer: Stemmer

    def writer(self) -> Writer:
        return self.index.writer(self.stemmer)

    def reader(self, mask: frozenset[str] = frozenset()) -> Reader:
        return self.index.reader(mask)


def _memory(_: Path, stemmer: Stemmer) -> Index:
    return MemoryIndex(stemmer.stem)


def _whoosh(folder: Path, stemmer: Stemmer) -> Index:
    index = WhooshIndex(folder)
    index.create()
    return _OnWhoosh(index, stemmer)


JUDGE = "memory"
ENGINES: dict[str, Callable[[Path, Stemmer], Index]] = {
    JUDGE: _memory,
    "whoosh": _whoosh,
}
"""Engine -> what makes an empty index of it; the folder is there, empty and its own."""


@pytest.fixture(scope="session")
def stemmer() -> Stemmer:
    """The stems of the language; one for the session, since loading its roots takes a while."""
    return Stemmer()


def _maker(name: str, stemmer: Stemmer, folders: pytest.TempPathFactory) -> MakeIndex:
    return lambda: ENGINES[name](folders.mktemp(name), stemmer)


@pytest.fixture(scope="session", params=ENGINES)
def new_index(
    request: pytest.FixtureRequest, stemmer: Stemmer, tmp_path_factory: pytest.TempPathFactory
) -> MakeIndex:
    """Makes an empty index of the engine under test at each call."""
    return _maker(request.param, stemmer, tmp_path_factory)


@pytest.fixture(scope="session", params=[name for name in ENGINES if name != JUDGE])
def judged_index(
    request: pytest.FixtureRequest, stemmer: Stemmer, tmp_path_factory: pytest.TempPathFactory
) -> MakeIndex:
    """Makes an empty index of each engine but the one that judges."""
    return _maker(request.param, stemmer, tmp_path_factory)


@pytest.fixture(scope="session")
def judge(stemmer: Stemmer, tmp_path_factory: pytest.TempPathFactory) -> MakeIndex:
    """Makes an empty index of the engine that judges the others."""
    return _maker(JUDGE, stemmer, tmp_path_factory)


@pytest.fixture
def index(new_index: MakeIndex) -> Index:
    """An empty index of the engine under test."""
    return new_index()
