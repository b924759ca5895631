"""Which engines must keep the contract? One line each in ENGINES."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from search.engines.memory import MemoryIndex
from search.engines.whoosh import WhooshIndex
from search.language.stems import Stemmer
from search.ports import IndexState, Reader, Writer
from search.values import Story
from tests.builders import Index

MakeIndex = Callable[[], Index]


class _OnWhoosh:
    """A Whoosh index with the stems its writers take, and the stories as a store has them."""

    def __init__(self, index: WhooshIndex, stemmer: Stemmer) -> None:
        self.index = index
        self.stemmer = stemmer
        self.stories: dict[str, Story] = {}

    def writer(self) -> Writer:
        return _Storing(self.index.writer(self.stemmer, texts=self.texts), self.stories)

    def texts(self, story_ids: Iterable[str]) -> dict[str, Story]:
        return {own: self.stories[own] for own in story_ids if own in self.stories}

    def reader(self, mask: frozenset[str] = frozenset()) -> Reader:
        return self.index.reader(mask)


@dataclass(frozen=True, slots=True)
class _Storing:
    """A writer whose stories are in the store before they are in the index."""

    writer: Writer
    stories: dict[str, Story]

    def add(self, stories: Iterable[Story]) -> None:
        added = list(stories)
        self.stories.update({story.id: story for story in added})
        self.writer.add(added)

    def remove(self, story_ids: Iterable[str]) -> None:
        removed = list(story_ids)
        for story_id in removed:
            self.stories.pop(story_id, None)
        self.writer.remove(removed)

    def commit(self, *, archive_id: str, epoch: str, revision: int, stamp: str = "") -> IndexState:
        return self.writer.commit(
            archive_id=archive_id, epoch=epoch, revision=revision, stamp=stamp
        )

    def close(self) -> None:
        self.writer.close()


def _memory(_: Path, stemmer: Stemmer) -> Index:
    return MemoryIndex(stemmer.stem)


def _whoosh(folder: Path, stemmer: Stemmer) -> Index:
    index = WhooshIndex(folder)
    index.create()
    return _OnWhoosh(index, stemmer)


def _merge_whoosh(index: Index) -> None:
    assert isinstance(index, _OnWhoosh)
    index.index.merge_all(index.stemmer)


def _as_it_is(_: Index) -> None:
    """An engine that has no parts to merge."""


@dataclass(frozen=True, slots=True)
class Engine:
    """How the contract comes by an engine's indexes."""

    make: Callable[[Path, Stemmer], Index]
    """Makes an empty index; the folder is there, empty and its own."""
    merge: Callable[[Index], None] = _as_it_is
    """Brings all that was committed into one part, which changes no answer."""


JUDGE = "memory"
ENGINES = {
    JUDGE: Engine(_memory),
    "whoosh": Engine(_whoosh, _merge_whoosh),
}


@pytest.fixture(scope="session")
def stemmer() -> Stemmer:
    """The stems of the language; one for the session, since loading its roots takes a while."""
    return Stemmer()


def _maker(name: str, stemmer: Stemmer, folders: pytest.TempPathFactory) -> MakeIndex:
    return lambda: ENGINES[name].make(folders.mktemp(name), stemmer)


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine under test."""
    return str(request.param)


@pytest.fixture(scope="session")
def new_index(engine: str, stemmer: Stemmer, tmp_path_factory: pytest.TempPathFactory) -> MakeIndex:
    """Makes an empty index of the engine under test at each call."""
    return _maker(engine, stemmer, tmp_path_factory)


@pytest.fixture(scope="session")
def merge(engine: str) -> Callable[[Index], None]:
    """Merges an index of the engine under test."""
    return ENGINES[engine].merge


@pytest.fixture(scope="session")
def judge(stemmer: Stemmer, tmp_path_factory: pytest.TempPathFactory) -> MakeIndex:
    """Makes an empty index of the engine that judges the others, and itself in other layouts."""
    return _maker(JUDGE, stemmer, tmp_path_factory)


@pytest.fixture
def index(new_index: MakeIndex) -> Index:
    """An empty index of the engine under test."""
    return new_index()
