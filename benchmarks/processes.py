"""What does one fresh process need? Runs a probe in its own process and watches its memory.

Linux only: memory is read from /proc. "Anonymous" is what a process holds beside mapped files,
shared pages counted once (Pss_Anon of smaps_rollup), summed over the process and its children.
"""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from search import Stemmer

from .vocabulary import InventedStemmer

_EVERY_S: Final = 0.05
_ANONYMOUS: Final = re.compile(r"^Pss_Anon:\s+(\d+) kB", re.MULTILINE)
_RSS_ANONYMOUS: Final = re.compile(r"^RssAnon:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a probe found out, and the most anonymous memory seen over all its processes, bytes."""

    values: dict[str, Any]
    peak: int


def run(probe: str, **arguments: object) -> Ran:
    """Run one probe of `benchmarks.probes` in a fresh process.

    Raises:
        subprocess.CalledProcessError: it failed; what it wrote is on stderr.
    """
    with started(probe, **arguments) as process, _Watch(process.pid) as watch:
        out, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, f"probe {probe}")
    return Ran(json.loads(out), watch.peak)


@contextmanager
def started(probe: str, **arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A probe that runs beside this process; killed at the end if it still does."""
    command = [sys.executable, "-m", "benchmarks.probes", probe, json.dumps(arguments)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def known_as(stems: Path, stemmer: Stemmer) -> dict[str, object]:
    """How a probe is told to make the same stemmer."""
    return {"stems": str(stems), "invented": isinstance(stemmer, InventedStemmer)}


def own_anonymous_bytes() -> int:
    """RssAnon of this process."""
    match = _RSS_ANONYMOUS.search(Path("/proc/self/status").read_text("ascii"))
    assert match is not None
    return int(match[1]) << 10


def forget_files(folder: Path) -> None:
    """Write out and drop every file below a folder from the system's cache."""
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


class _Watch:
    """Looks at a process and its descendants from time to time."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.peak = 0

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY_S):
            self.peak = max(self.peak, sum(map(_anonymous, _family(self._pid))))


def _family(pid: int) -> list[int]:
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                found += _family(int(child))
    except OSError:  # gone between two looks
        pass
    return found


def _anonymous(pid: int) -> int:
    try:
        match = _ANONYMOUS.search(Path(f"/proc/{pid}/smaps_rollup").read_text("ascii"))
    except OSError:
        return 0
    return int(match[1]) << 10 if match else 0
