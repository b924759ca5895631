"""A server in a process of its own, as a test sees it: what it says, and what it answers."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import TypeVar

T = TypeVar("T")
_PATIENCE_S = 30.0  # before a test gives up on what must happen


def until(look: Callable[[], T]) -> T:
    """What `look` gives, once that is true."""
    deadline = time.monotonic() + _PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < deadline, "what must happen did not"
        time.sleep(0.02)
    return found


def ask(
    port: int, path: str, *, headers: Mapping[str, str] | None = None, source: str = "127.0.0.1"
) -> tuple[int, Mapping[str, str], bytes]:
    """Status, headers and content of an answer, over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S, source_address=(source, 0))
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


class Server:
    """A Python program that tells on stderr where it serves."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, *arguments], stderr=subprocess.PIPE, text=True
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line.rstrip("\n"))

    @property
    def port(self) -> int:
        """Where it serves; waits until it says so."""
        said = until(lambda: [line for line in self.lines if "http://127.0.0.1:" in line])
        return int(said[0].split("http://127.0.0.1:")[1].split("/")[0])

    def get(self, path: str) -> tuple[int, str, bytes]:
        """Status, process and content of an answer."""
        status, headers, content = ask(self.port, path)
        return status, headers.get("X-Process", ""), content

    def refuses(self) -> bool:
        """Whether it accepts no connection any more."""
        try:
            self.get("/healthz")
        except OSError:
            return True
        return False

    def end(self) -> int:
        """Its exit code, once it has ended; then all of its lines are there."""
        code = self.process.wait(_PATIENCE_S)
        self._reader.join(_PATIENCE_S)
        return code


@contextmanager
def served(*arguments: str) -> Iterator[Server]:
    """A running server, ended when the test is done with it."""
    server = Server(arguments)
    try:
        yield server
    finally:
        server.process.kill()
        server.end()
        assert server.process.stderr is not None
        server.process.stderr.close()
