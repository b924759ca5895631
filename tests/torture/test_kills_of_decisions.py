"""Decisions, backups and restores survive that their processes are killed at any moment.

TELUSUR_TORTURE_KILLS says how often (10), TELUSUR_TORTURE_SEED draws the moments.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import sleep

import pytest

from indexer.upkeep import remove_stories
from search import Home, LiveArchive, Query, Status, Store, settle, withdraw
from search.backup import back_up, unpack
from search.decisions import in_force
from search.newsroom import Newsroom
from search.restoring import restore
from tests.archives import archive_of, keep
from tests.builders import a_story

KILLS = int(os.environ.get("TELUSUR_TORTURE_KILLS", "10"))
NOW = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)
_LONGEST_S = 0.25  # a few decisions; a backup, or a restore, of the stories below

_HEAD = """
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from search import Home, publish, settle, withdraw
from search.backup import back_up
from search.restoring import restore
home, file, chance = Home(Path(sys.argv[1])), Path(sys.argv[2]), Random(sys.argv[3])
now = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)
print("ready", flush=True)
"""
_DECIDE = """
for _ in count():
    ids = chance.sample([f"s{n}" for n in range(300)], chance.choice((1, 2, 50)))
    if chance.random() < 0.5:
        withdraw(home, ids, reason="dicoba", by="x", now=now)
    else:
        publish(home, ids, by="x", now=now)
"""
_BACK_UP = """
while True:
    back_up(home, file, now=now, force=True)
"""
_RESTORE = """
while True:
    restore(home, file, now=now)
"""


@pytest.fixture
def chance() -> Random:
    """Of this run; its seed is printed, so that it can be had again."""
    seed = int(os.environ.get("TELUSUR_TORTURE_SEED", secrets.randbelow(1 << 32)))
    print(f"TELUSUR_TORTURE_SEED={seed} TELUSUR_TORTURE_KILLS={KILLS}")  # noqa: T201
    return Random(seed)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of three hundred stories."""
    return archive_of(
        tmp_path / "arsip",
        [a_story(id=f"s{n}", title=f"Kabar {n}", body="banjir " * 200) for n in range(300)],
    )


def kills(home: Home, file: Path, work: str, chance: Random) -> Iterator[None]:
    """Let a process work for a while, then SIGKILL; again and again."""
    for number in range(KILLS):
        arguments = [str(home.path), str(file), str(chance.random() + number)]
        with subprocess.Popen(
            [sys.executable, "-c", _HEAD + work, *arguments], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            sleep(chance.uniform(0, _LONGEST_S))
            assert process.poll() is None, "it ended by itself"
            process.kill()
        yield


def is_whole(home: Home) -> bool:
    """Whether SQLite finds nothing wrong with the store."""
    with closing(Store(home.store)) as store:
        return store.faults_found() == []


def seen(home: Home) -> set[str]:
    """Ids of what an open server shows."""
    live = LiveArchive(home)
    try:
        hits = live.current().search(Query(), limit=1_000).hits
        return {hit.story.id for hit in hits}
    finally:
        live.close()


def test_a_killed_decision_is_taken_or_not_and_is_never_half(
    home: Home, tmp_path: Path, chance: Random
) -> None:
    """What newsroom.db has is what is seen, once a writer has begun; the store is whole."""
    decided = 0
    for _ in kills(home, tmp_path / "x", _DECIDE, chance):
        assert is_whole(home)
        settle(home, NOW)
        with closing(Newsroom(home.newsroom)) as newsroom:
            made = in_force(newsroom)
        assert len(made) >= decided, "a decision that was there is gone"
        decided = len(made)
        held = {own for own, decision in made.items() if decision.hold(NOW)}
        with closing(Store(home.store)) as store:
            assert {c.id for c in store.changes(0) if c.story is None} == held
        assert seen(home) == {f"s{n}" for n in range(300)} - held


def test_a_killed_backup_leaves_the_older_one_or_the_newer(
    home: Home, tmp_path: Path, chance: Random
) -> None:
    """The file is whole at every moment."""
    file = tmp_path / "cadangan"
    back_up(home, file, now=NOW)
    for number, _ in enumerate(kills(home, file, _BACK_UP, chance)):
        folder = tmp_path / f"isi{number}"
        folder.mkdir()
        assert unpack(file, folder).stories == 300
    back_up(home, file, now=NOW, force=True)
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_killed_restore_shows_nothing_that_was_taken_down(
    home: Home, tmp_path: Path, chance: Random
) -> None:
    """Each database is one of before or of after; the next restore ends what was begun."""
    file = tmp_path / "cadangan"
    back_up(home, file, now=NOW)
    withdraw(home, ["s1"], reason="dicoba", by="x", now=NOW)
    remove_stories(home, ["s2"], "", erase=False)
    keep(home, [a_story(id="s3", title="Diubah")])
    for _ in kills(home, file, _RESTORE, chance):
        assert is_whole(home)
        with closing(Store(home.store)) as store:
            assert store.get("s1").status is Status.WITHDRAWN
            assert store.get("s3").title in ("Diubah", "Kabar 3")
            assert {change.id for change in store.changes(0) if change.story is None} == {
                "s1",
                "s2",
            }
        with closing(Newsroom(home.newsroom)) as newsroom:
            assert set(in_force(newsroom)) == {"s1"}
    restore(home, file, now=NOW)
    with closing(Store(home.store)) as store:
        assert store.get("s3").title == "Kabar 3"
    assert not (home.path / ".restoring").exists()
