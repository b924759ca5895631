"""An archive survives that its processes are killed at any moment.

TELUSUR_TORTURE_KILLS says how often (10), TELUSUR_TORTURE_SEED draws stories and moments.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from time import sleep

import pytest

from search import ArchiveNotFound, Generations, Home, Stemmer, Store, index_in
from search.engines.whoosh.record import RECORD_NAME, read_record
from search.opening import open_reader, why_foreign
from search.ports import Reader, Request
from search.query.clauses import Plan
from search.query.knowledge import Knowledge
from search.query.planning import plan
from search.values import FacetName, Sort
from tests.contract.agreement import assert_same_answer
from tests.torture.errands import canary, done_in, errands, go_on

KILLS = int(os.environ.get("TELUSUR_TORTURE_KILLS", "10"))
_LONGEST_S = 0.8  # of a run after it began to work: a few rounds, a full rebuild among them
_EVERYTHING = Request(plan=Plan(), limit=100_000)


@pytest.fixture
def seed() -> int:
    """Of this run; printed, so that it can be had again."""
    drawn = int(os.environ.get("TELUSUR_TORTURE_SEED", secrets.randbelow(1 << 32)))
    print(f"TELUSUR_TORTURE_SEED={drawn} TELUSUR_TORTURE_KILLS={KILLS}")  # noqa: T201
    return drawn


def _run_and_kill(home: Path, notes: Path, seed: int, after_s: float) -> None:
    """Let the errands go on for a while from the moment they begin, then SIGKILL."""
    command = [sys.executable, "tests/torture/errands.py", str(home), str(notes), str(seed)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        sleep(after_s)
        assert process.poll() is None, "it ended by itself"
        process.kill()


def _assert_whole(home: Home, notes: Path) -> int:
    """The store is whole, and the index is one of its commits, whole; returns its revision."""
    if not home.store.exists():
        assert done_in(notes) == 0
        return 0
    with closing(Store(home.store)) as store:
        assert store.faults_found() == []
        try:
            folder = Generations(home.index).current()
        except ArchiveNotFound:
            assert done_in(notes) < 2, "an index that was there is gone"
            return 0
        with closing(index_in(folder).reader()) as reader:
            assert list(reader.faults()) == []
            assert why_foreign(reader.state, store) == ""
            _assert_holds_what_the_store_held(reader, store)
        with closing(open_reader(home, store).reader) as masked:
            shown = {hit for hit, _ in masked.search(_EVERYTHING).hits}
            assert set(store.get_many(shown)) == shown, "a removed story is shown"
        return reader.state.revision


def _assert_holds_what_the_store_held(reader: Reader, store: Store) -> None:
    """What the store did not change since is there in this version; what it removed is not."""
    found = reader.search(_EVERYTHING)
    assert found.total == reader.state.stories
    held = {hit for hit, _ in found.hits}
    later = {change.id for change in store.changes(reader.state.revision)}
    stories = {change.id: change.story for change in store.changes(0) if change.id not in later}
    assert held - later == {own for own, story in stories.items() if story is not None}
    words = [_canary_of(story.body[-1]) for story in stories.values() if story is not None]
    assert set(reader.count_terms(words)) <= {1}


def _canary_of(paragraph: str) -> str:
    return paragraph.split()[-1]


def _questions(seed: int) -> Iterator[Request]:
    """Some twenty questions of the words that the stories are made of."""
    words = [word for errand, _ in zip(errands(seed), range(9), strict=False)
             for story in errand.stories for word in str(story["body"]).split()[:2]]  # fmt: skip
    stemmer = Stemmer()
    chance = Random(seed)
    texts = ["", "banjir", canary("r0x0", 1), "ba*", "banjir -pasar", "topik:hukum"]
    texts += [" ".join(chance.sample(words, 2)) for _ in range(14)]
    for number, text in enumerate(texts):
        yield Request(
            plan=plan(text, Knowledge(stem=stemmer.stem)).plan,
            sort=Sort.NEWEST if number % 5 == 4 else Sort.RELEVANCE,
            limit=100_000,
            facets=tuple(FacetName),
            fold=number % 2 == 1,
        )


def test_kills_at_any_moment_cost_nothing(tmp_path: Path, seed: int) -> None:
    """After each the index opens as one whole commit and goes on where it stood.

    In the end it answers as one that was made of the same errands in peace, and no file is left.
    """
    chance = Random(seed)
    home, notes = Home(tmp_path / "home"), tmp_path / "notes"
    notes.mkdir()
    revision = 0
    for _ in range(KILLS):
        _run_and_kill(home.path, notes, seed, chance.uniform(0, _LONGEST_S))
        reached = _assert_whole(home, notes)
        assert reached >= revision, "a commit that was there is gone"
        revision = reached
    end = done_in(notes)
    while next(e.words[0] for n, e in enumerate(errands(seed)) if n == end) != "reindex":
        end += 1
    go_on(home.path, notes, seed, upto=end + 1)
    _assert_whole(home, notes)
    folder = Generations(home.index).current()
    record = read_record(folder)
    named = {own.name for own in record.segments} | {own.name for own in record.tables}
    assert {path.name for path in folder.iterdir()} == {RECORD_NAME} | named

    peace = _in_peace(tmp_path / "peace", seed, end)
    with (
        closing(index_in(folder).reader()) as ours,
        closing(index_in(Generations(peace.index).current()).reader()) as theirs,
    ):
        assert ours.state.stories == theirs.state.stories > 0
        for request in _questions(seed):
            assert_same_answer(ours.search(request), theirs.search(request), request.sort)


def _in_peace(folder: Path, seed: int, end: int) -> Home:
    """A home of the errands up to and with number `end`, indexed once."""
    notes = folder / "notes"
    notes.mkdir(parents=True)
    from telusur import main

    for number, errand in enumerate(errands(seed)):
        if errand.words[0] != "reindex" or number == end:
            main(args=errand.arguments(folder, notes), standalone_mode=False)
        if number == end:
            break
    return Home(folder)
