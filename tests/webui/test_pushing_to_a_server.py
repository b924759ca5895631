"""A server with its worker: pushed stories are found, whoever dies or writes meanwhile."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from search import Home, Scope, task_under_way, writer_lock
from search.newsroom import Newsroom
from search.tokens import create_token
from tests.archives import archive_of
from tests.builders import a_story
from tests.webui.servers import Server, served, until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGTERM and its children are POSIX")


class Pushing:
    """A server of two processes and a worker, and a program that pushes to it."""

    def __init__(self, home: Home, server: Server) -> None:
        self.home, self.server = home, server
        newsroom = Newsroom(home.newsroom)
        self.token = create_token(newsroom, "cms", [Scope.PUSH], by="x", now=datetime.now(UTC))[1]
        newsroom.close()
        _ = server.port
        until(lambda: task_under_way(home.path, "worker"))

    def ask(self, method: str, path: str, content: Any = None) -> tuple[int, Any]:
        """Status and content of an answer, over a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            connection.request(method, f"/api/v1/{path}", json.dumps(content), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def finds(self, text: str) -> list[str]:
        """Ids of the stories that a search finds."""
        _, found = self.ask("GET", f"search?q={text}&correct=false&copies=all")
        return sorted(hit["id"] for hit in found["hits"])

    def worker(self) -> int:
        """The process of the worker."""
        return int(json.loads((self.home.path / "worker.json").read_text("utf-8"))["pid"])


@pytest.fixture
def pushing(tmp_path: Path) -> Iterator[Pushing]:
    """One over an archive of one story."""
    home = archive_of(tmp_path / "arsip", [a_story(id="s1", title="Banjir Surut")])
    with served(
        *("-m", "telusur", "serve", "--home", str(home.path), "--port", "8740"),
        *("--processes", "2"),
    ) as server:
        yield Pushing(home, server)
        server.process.terminate()
        server.end()


def a_record(title: str) -> dict[str, str]:
    """A story as a program pushes it."""
    return {"title": title, "body": f"{title} di Muara Angin. Warga lega."}


def test_a_pushed_story_is_found_changed_and_gone(pushing: Pushing) -> None:
    """From end to end, as a content management system would."""
    status, answer = pushing.ask("PUT", "stories/baru", a_record("Jembatan"))
    assert status == 202 and answer["waits_for"] is None
    until(lambda: pushing.finds("jembatan") == ["baru"])
    pushing.ask("PUT", "stories/baru", a_record("Pelabuhan"))
    until(lambda: pushing.finds("pelabuhan") == ["baru"] and pushing.finds("jembatan") == [])
    pushing.ask("DELETE", "stories/baru")
    until(lambda: pushing.finds("pelabuhan") == [])


def test_a_push_waits_for_nobody_and_is_found_when_they_are_done(pushing: Pushing) -> None:
    """While another writes it is answered at once, and says for whom it waits."""
    with writer_lock(pushing.home.path, "import"):
        status, answer = pushing.ask("PUT", "stories/baru", a_record("Jembatan"))
        assert status == 202 and answer["waits_for"] == "import"
        assert pushing.ask("GET", f"pushes/{answer['revision']}")[1]["state"] == "waiting"
        assert pushing.finds("jembatan") == []
    until(lambda: pushing.finds("jembatan") == ["baru"])


def test_a_worker_that_is_killed_is_started_again(pushing: Pushing) -> None:
    """What was answered is found all the same, and the log says what happened."""
    first = pushing.worker()
    os.kill(first, signal.SIGKILL)
    for number in range(20):
        assert pushing.ask("PUT", f"stories/n{number}", a_record("Jembatan"))[0] == 202
    until(lambda: len(pushing.finds("jembatan")) == 20)
    assert pushing.worker() != first
    assert any(f"The worker, process {first} ended" in line for line in pushing.server.lines)


def test_a_token_counts_in_all_processes_at_once(pushing: Pushing) -> None:
    """A token revoked by command is worthless for every process from then on."""
    assert pushing.ask("PUT", "stories/a", a_record("Jembatan"))[0] == 202
    done = subprocess.run(
        [sys.executable, "-m", "telusur", "token", "revoke", "cms", "--home",
         str(pushing.home.path)],
        capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0
    assert {pushing.ask("PUT", "stories/a", a_record("X"))[0] for _ in range(12)} == {401}


def test_the_worker_ends_with_the_server(pushing: Pushing) -> None:
    """SIGTERM ends all of them; what was pushed then is taken in by the next."""
    worker = pushing.worker()
    pushing.server.process.terminate()
    assert pushing.server.end() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    assert task_under_way(pushing.home.path, "worker") == ""


def test_a_server_may_have_no_worker(tmp_path: Path) -> None:
    """With --no-worker pushes are kept, and wait for one."""
    home = archive_of(tmp_path / "arsip", [a_story(id="s1")])
    newsroom = Newsroom(home.newsroom)
    token = create_token(newsroom, "cms", [Scope.PUSH], by="x", now=datetime.now(UTC))[1]
    newsroom.close()
    with served(
        *("-m", "telusur", "serve", "--home", str(home.path), "--port", "8740", "--no-worker")
    ) as server:
        connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request(
            "PUT", "/api/v1/stories/a", json.dumps(a_record("Jembatan")),
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )  # fmt: skip
        assert json.loads(connection.getresponse().read())["waits_for"] == "worker"
        connection.close()
