"""A reader opens the served pages: a real process, a real port."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from search import Home
from tests.archives import archive_of
from tests.builders import a_story


def test_a_busy_port_gives_way_and_sigterm_ends_it_cleanly(tmp_path: Path) -> None:
    """The next free port is told, answers, and the process ends with 0 on SIGTERM."""
    home: Home = archive_of(tmp_path, [a_story(id="1", title="Banjir di Sengeti")])
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        server = subprocess.Popen(
            [sys.executable, "telusur.py", "serve", "--port", str(port)],
            env={**os.environ, "TELUSUR_HOME": str(home.path)}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert server.stderr is not None
        assert server.stderr.readline().startswith(f"Port {port} is busy; using ")
        address = server.stderr.readline().split(" at ")[1].split(" ")[0]
    with urlopen(f"{address}api/v1/search?q=banjir", timeout=10) as answer:
        assert json.load(answer)["total"] == 1
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=10) == 0
    server.stderr.close()
