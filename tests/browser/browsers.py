"""What is needed to look at the pages: Debian's Chromium, and a served home."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, sync_playwright

MISSING = "no Chromium on this machine (apt-get install chromium, or TELUSUR_CHROMIUM=path)"
SOURCES = ("index_data/sample", "tests/browser/tambahan.jsonl")
"""The sample archive, and what it lacks: a near copy, signs that could be markup, other years."""
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> str | None:
    """The path of a Chromium that is installed here, if there is one; none is ever downloaded."""
    given = os.environ.get("TELUSUR_CHROMIUM")
    return given or next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A browser without windows, driven by Playwright; LookupError where there is none."""
    path = chromium()
    if path is None:
        raise LookupError(MISSING)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path, args=["--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield opened
        opened.close()


def fill(home: Path) -> None:
    """Import and index the stories, as `make demo` does it."""
    for words in (["import", *SOURCES, "--quiet"], ["reindex", "--quiet"]):
        command = [sys.executable, "telusur.py", *words, "--home", str(home)]
        subprocess.run(command, check=True, capture_output=True)


@contextmanager
def served(home: Path, *options: str) -> Iterator[str]:
    """`telusur serve` over a home until the block ends; the address, http://127.0.0.1:40123."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "telusur.py", "serve", "--port", str(port), "--home", str(home)]
    command += options
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(command, stderr=log)
        try:
            _wait_for(port, server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: IO[str]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            log.seek(0)
            raise AssertionError(f"telusur serve ended before it answered:\n{log.read()}")
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("telusur serve does not answer")
