"""What was answered is never lost, and in order, whenever the worker or who pushes is killed.

TELUSUR_TORTURE_KILLS says how often (10), TELUSUR_TORTURE_SEED draws the moments.
"""

import json
import os
import secrets
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from time import sleep

import pytest

from indexer.worker import Worker
from search import Home, Inbox, LiveArchive, Query, Store
from tests.archives import archive_of
from tests.builders import a_story

KILLS = int(os.environ.get("TELUSUR_TORTURE_KILLS", "10"))
_LONGEST_S = 0.4  # some pushes, and some turns of a worker

_PUSH = """
import json, sys
from itertools import count
from pathlib import Path
from random import Random
from indexer.pushing import read_record
from search import Home, Inbox
home, first, chance = Home(Path(sys.argv[1])), int(sys.argv[2]), Random(sys.argv[3])
inbox = Inbox(home)
print("ready", flush=True)
for number in count(first):
    story = f"s{chance.randrange(5)}"
    done = inbox.put([read_record({"id": story, "title": f"Kabar {number}", "body": "Banjir."})],
                     by="x")
    print(json.dumps([story, number]), flush=True)
"""
_WORK = """
import sys
from pathlib import Path
from indexer.worker import Worker
from search import Home
print("ready", flush=True)
Worker(Home(Path(sys.argv[1])), lambda: False).run()
"""


def started(work: str, *arguments: str) -> subprocess.Popen[str]:
    """A process that has begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", work, *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def killed(process: subprocess.Popen[str]) -> list[str]:
    """The whole lines that a process has said before it was killed."""
    process.kill()
    said, _ = process.communicate()
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


@pytest.mark.skipif(os.name != "posix", reason="kills are POSIX")
def test_what_was_answered_is_never_lost(tmp_path: Path) -> None:
    """After every kill each story is the one of its last push that was answered, or a later one."""
    seed = int(os.environ.get("TELUSUR_TORTURE_SEED", secrets.randbelow(1 << 32)))
    print(f"TELUSUR_TORTURE_SEED={seed} TELUSUR_TORTURE_KILLS={KILLS}")  # noqa: T201
    chance = Random(seed)
    home = archive_of(tmp_path / "arsip", [a_story(id="x")])
    answered: dict[str, int] = {}
    number = 0
    for _ in range(KILLS):
        worker = started(_WORK, str(home.path))
        pusher = started(_PUSH, str(home.path), str(number), str(chance.random()))
        sleep(chance.uniform(0.0, _LONGEST_S))
        killed(worker)
        sleep(chance.uniform(0.0, _LONGEST_S / 4))
        for line in killed(pusher):
            story, number = json.loads(line)
            answered[story] = number
        number += 10  # one may have been kept and not answered
    _finish(home)
    with closing(Store(home.store)) as store:
        assert store.faults_found() == []
        kept = {story: int(store.get(story).title.split()[1]) for story in answered}
    assert all(answered[story] <= own for story, own in kept.items()), (answered, kept)
    with closing(LiveArchive(home)) as live:
        for own in kept.values():
            found = live.current().search(Query(text=f"judul:{own}", fold=False), limit=5)
            assert found.total == 1


def _finish(home: Home) -> None:
    """Let a worker that nobody kills do what is left."""
    with closing(Worker(home, lambda: False)) as worker:
        while worker.turn():
            pass
    with closing(Inbox(home)) as inbox:
        assert not inbox.has_waiting
