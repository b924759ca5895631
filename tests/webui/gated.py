"""The pages with one more that waits, served as `telusur serve` does, for tests of serving.

    python -m tests.webui.gated HOME PROCESSES [broken]

Every answer names its process. `/tunggu/NAME` puts a file NAME.begun into the folder HOME/gate and
answers once there is a file NAME.go. Each process answers one request at a time. Where it is
broken, no process can start.
"""

import os
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask import Response

from search import Home, LiveArchive
from webui import create_app
from webui.hosting import host
from webui.serving import Turns, address_of, bind, serve

ANSWER = "selesai" * 400_000
"""More than fits into any buffer on the way: it is sent only while somebody sends it."""


def work(
    home: Home, bound: socket.socket, on_ready: Callable[[], None], turns: Turns | None = None
) -> None:
    """Serve the archive's pages and the one that waits."""
    app = create_app(LiveArchive(home))
    gate = home.path / "gate"

    @app.get("/tunggu/<name>")
    def wait(name: str) -> str:
        (gate / f"{name}.begun").touch()
        while not (gate / f"{name}.go").exists():
            time.sleep(0.01)
        return ANSWER

    @app.after_request
    def named(answer: Response) -> Response:
        answer.headers["X-Process"] = str(os.getpid())
        return answer

    serve(app, bound, threads=1, on_ready=on_ready, turns=turns)


def broken(bound: socket.socket, on_ready: Callable[[], None], turns: Turns) -> None:
    """Fails before it serves."""
    raise RuntimeError("no page can be made")


def main(home: Home, processes: int, *, is_broken: bool) -> int:
    """Serve until a signal; 0 where one came."""
    (home.path / "gate").mkdir()
    bound = bind("127.0.0.1", 18_640)

    def tell(line: str) -> None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    do = broken if is_broken else partial(work, home)
    ready = partial(tell, address_of(bound, "127.0.0.1"))
    if processes == 1:
        do(bound, ready)
        return 0
    return 0 if host(do, bound, processes=processes, on_ready=ready, tell=tell) else 1


if __name__ == "__main__":
    sys.exit(main(Home(Path(sys.argv[1])), int(sys.argv[2]), is_broken=sys.argv[3:] == ["broken"]))
