"""What is measured: search pages as they come over the wire, from a real server to a load tool.

`telusur serve` answers in processes of its own; `wrk` asks for one page after another, with 1
client of one process and with 10 of two. It runs on the same machine and takes its part of it.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from indexer.reindexing import reindex
from search import Home

from .archives import Archive
from .indexing import Say
from .page import texts_asked
from .reporting import Report, table

_LOADS: Final = ((1, 1), (2, 10))  # processes, clients
_WARMING_S: Final = 3
_READY_S: Final = 60.0
_ENCODINGS: Final = "gzip, br"
_SCRIPT: Final = """\
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = 0
wrk.headers["Accept-Encoding"] = "%s"
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format("TOLD %%d %%d %%d %%d %%d %%d\\n",
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    summary.requests, summary.duration,
    failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
"""


class NoLoadTool(Exception):
    """wrk is not installed."""


@dataclass(frozen=True, slots=True)
class Load:
    """What one load came to: milliseconds a page, and pages a second."""

    p50: float
    p95: float
    p99: float
    rate: float
    failed: int


def pages(archive: Archive, *, queries: int, seed: int, seconds: int, say: Say) -> Report:
    """Measure; `queries` of each class of questions.

    Raises:
        NoLoadTool: wrk is not installed.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise NoLoadTool("this needs the load tool wrk (Debian's package of that name)")
    reindex(archive.home)
    texts = [t for _, own in texts_asked(archive, queries=queries, seed=seed) for t in own]
    folder = archive.home.path.parent
    listed = folder / "pages.txt"
    # Every seventh, and round again: classes take turns.
    turns = [text for first in range(7) for text in texts[first::7]]
    listed.write_text("".join(f"/cari?{urlencode({'q': text})}\n" for text in turns), "ascii")
    script = folder / "pages.lua"
    script.write_text(_SCRIPT % (listed, _ENCODINGS), "ascii")
    report = Report("pages", f"{archive.name}: {archive.count():,}")
    rows = []
    for processes, clients in _LOADS:
        with _served(archive.home, processes) as address:
            plain, packed = _weights(address, turns)
            _load(wrk, script, address, clients, _WARMING_S)
            load = _load(wrk, script, address, clients, seconds)
        times = [f"{value:.1f}" for value in (load.p50, load.p95, load.p99)]
        rows.append([f"{clients} of {processes}", *times, f"{load.rate:.0f}", str(load.failed)])
        report.note(
            f"{clients} client{'s' if clients > 1 else ''} of {processes}"
            f" process{'es' if processes > 1 else ''}: p50 {times[0]}, p95 {times[1]} ms,"
            f" {load.rate:.0f} pages/s" + (f", {load.failed} failed" if load.failed else "")
        )
    heads = ["clients of processes", "p50 ms", "p95 ms", "p99 ms", "pages/s", "failed"]
    say(table(heads, rows))
    say(f"a page: {plain / 1000:.1f} kB of HTML, {packed / 1000:.1f} kB on the wire (mean)")
    report.note(f"HTML {plain / 1000:.1f} kB, {packed / 1000:.1f} kB packed")
    return report


@contextmanager
def _served(home: Home, processes: int) -> Iterator[str]:
    """`telusur serve` over a home, until the block ends; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "telusur", "serve", "--home", str(home.path),
               "--port", str(port), "--processes", str(processes)]  # fmt: skip
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers, and has read its index whole.

    Raises:
        RuntimeError: it ended, or did not answer in time.
    """
    until = time.monotonic() + _READY_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address) as answer:
                if b'"verifying":false' in answer.read().replace(b" ", b""):
                    return
        except (URLError, ConnectionError):
            pass
        time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def _weights(address: str, texts: Sequence[str]) -> tuple[float, float]:
    """Mean bytes of some pages, as they are and as they are sent."""
    some = texts[:: max(1, len(texts) // 50)]
    plain = packed = 0
    for text in some:
        place = f"{address}/cari?{urlencode({'q': text})}"
        with urlopen(place) as answer:
            plain += len(answer.read())
        with urlopen(Request(place, headers={"Accept-Encoding": _ENCODINGS})) as answer:
            packed += len(answer.read())
    return plain / len(some), packed / len(some)


def _load(wrk: str, script: Path, address: str, clients: int, seconds: int) -> Load:
    """Have pages asked for, each client one after another."""
    ran = subprocess.run(
        [wrk, "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(script), address],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = re.search(r"^TOLD (.*)$", ran.stdout, re.MULTILINE)
    if told is None:
        raise RuntimeError(f"wrk said: {ran.stdout}")
    p50, p95, p99, requests, duration, failed = map(int, told[1].split())
    rate = requests / (duration / 1_000_000)
    return Load(p50 / 1000, p95 / 1000, p99 / 1000, rate, failed)
