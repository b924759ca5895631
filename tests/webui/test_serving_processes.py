"""One process or several on one port, and how they end: real ones."""

import json
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from search import Home
from tests.archives import archive_of
from tests.builders import a_story
from tests.webui.gated import ANSWER
from tests.webui.servers import Server, served, until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGTERM and its children are POSIX")

ONE_OR_TWO = pytest.mark.parametrize("processes", [1, 2], ids=["one process", "two processes"])


class _Gate:
    """The page that waits, and who asked for it."""

    def __init__(self, server: Server, home: Home) -> None:
        self._server, self._folder = server, home.path / "gate"
        self._answers: dict[str, tuple[int, str, bytes] | OSError] = {}
        self._asking: dict[str, threading.Thread] = {}

    def begin(self, name: str) -> None:
        """Ask for the page, and come back once somebody answers it."""
        self._asking[name] = threading.Thread(target=self._ask, args=(name,), daemon=True)
        self._asking[name].start()
        until((self._folder / f"{name}.begun").exists)

    def _ask(self, name: str) -> None:
        try:
            self._answers[name] = self._server.get(f"/tunggu/{name}")
        except OSError as error:
            self._answers[name] = error

    def open(self, name: str) -> None:
        """Let the page answer."""
        (self._folder / f"{name}.go").touch()

    def answer(self, name: str) -> tuple[int, str, bytes] | OSError:
        """What came of asking."""
        self._asking[name].join()
        return self._answers[name]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An archive of one story."""
    return archive_of(tmp_path, [a_story(id="1", title="Banjir di Sengeti")])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An archive for the tests that one server is enough for."""
    return archive_of(tmp_path_factory.mktemp("arsip"), [a_story(id="1", title="Banjir")])


@pytest.fixture(scope="module")
def two(shared: Home) -> Iterator[Server]:
    """Two processes over it, each of which answers one request at a time."""
    with served("-m", "tests.webui.gated", str(shared.path), "2") as server:
        yield server


def _everybody(server: Server) -> dict[str, int]:
    """Each of the two processes, with how many stories it knows."""
    known: dict[str, int] = {}

    def are_both_seen() -> bool:
        # Several at once: of two idle processes the same one may be the quicker for a long time.
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(server.get, ["/healthz"] * 4))
        for status, process, content in answers:
            assert status == 200
            known[process] = json.loads(content)["stories"]
        return len(known) == 2

    until(are_both_seen)
    return known


def test_two_processes_answer_at_the_same_time(two: Server, shared: Home) -> None:
    """While one process is busy the other answers, on the same port."""
    gate = _Gate(two, shared)
    gate.begin("a")
    assert two.get("/cari?q=banjir")[0] == 200
    gate.begin("b")
    gate.open("a")
    gate.open("b")
    answers = [gate.answer("a"), gate.answer("b")]
    processes = {answer[1] for answer in answers if isinstance(answer, tuple)}
    assert len(processes) == 2


def test_every_process_sees_a_new_commit(two: Server, shared: Home) -> None:
    """What was indexed is in the next answer of each of them."""
    assert set(_everybody(two).values()) == {1}
    archive_of(shared.path, [a_story(id="2", title="Banjir surut")])
    assert set(_everybody(two).values()) == {2}


def test_a_process_that_was_killed_is_replaced(two: Server) -> None:
    """Requests go on meanwhile, and the log says on one line what happened."""
    before = set(_everybody(two))
    killed = min(before)
    os.kill(int(killed), signal.SIGKILL)
    line = f"Process {killed} ended (killed by SIGKILL)."
    until(lambda: line in two.lines)
    after = set(_everybody(two))
    assert len(after - before) == 1 and killed not in after


@ONE_OR_TWO
def test_sigterm_lets_a_request_end(home: Home, processes: int) -> None:
    """Nothing new is accepted, what is under way is answered whole, and the exit code is 0."""
    with served("-m", "tests.webui.gated", str(home.path), str(processes)) as server:
        gate = _Gate(server, home)
        gate.begin("a")
        server.process.terminate()
        until(server.refuses)
        gate.open("a")
        answer = gate.answer("a")
        assert isinstance(answer, tuple)
        assert answer[0] == 200 and answer[2] == ANSWER.encode()
        assert server.end() == 0


@ONE_OR_TWO
def test_a_second_signal_waits_for_nobody(home: Home, processes: int) -> None:
    """Ctrl-C twice ends it with 0 though a request is under way."""
    with served("-m", "tests.webui.gated", str(home.path), str(processes)) as server:
        gate = _Gate(server, home)
        gate.begin("a")
        server.process.send_signal(signal.SIGINT)
        until(server.refuses)
        server.process.send_signal(signal.SIGINT)
        assert server.end() == 0
        assert isinstance(gate.answer("a"), OSError)


def test_an_idle_connection_holds_nothing_up(home: Home) -> None:
    """A browser that keeps its connection open does not delay the end, and is not an error."""
    with served("-m", "tests.webui.gated", str(home.path), "1") as server:
        idle = HTTPConnection("127.0.0.1", server.port)
        idle.request("GET", "/healthz")
        assert idle.getresponse().read()
        server.process.terminate()
        assert server.end() == 0
        idle.close()
        assert len(server.lines) == 1


def test_children_end_with_a_parent_that_was_killed(home: Home) -> None:
    """Nobody is left to hold the port."""
    with served("-m", "tests.webui.gated", str(home.path), "2") as server:
        _everybody(server)
        server.process.kill()
        until(server.refuses)


def test_a_process_that_cannot_start_ends_all(home: Home) -> None:
    """The parent gives up with 1, and the log says that no process could start."""
    with served("-m", "tests.webui.gated", str(home.path), "2", "broken") as server:
        assert server.end() == 1
        assert "RuntimeError: no page can be made" in server.lines
        assert any(line.endswith("could not start (exit code 1).") for line in server.lines)
