"""Who is writing, and may somebody else begin?

One writer an archive: an OS lock (released by the system when its process dies, however it dies)
and beside it a note of owner, pid and start, told to whoever waits.
"""

import getpass
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import ArchiveBusy


@contextmanager
def writer_lock(
    home: Path, task: str, *, name: str = "writer", wait_s: float = 0.0
) -> Iterator[None]:
    """Hold the archive's one writer lock; `task` says what for, e.g. "import".

    Another `name` is another lock: a full rebuild has its own, so that imports go on beside it.

    Raises:
        ArchiveBusy: another process holds it and did not let go within `wait_s` seconds.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / f"{name}.lock")
    try:
        lock.acquire(timeout=wait_s)
    except Timeout:
        raise _busy(home, name) from None
    note = home / f"{name}.json"
    try:
        values = {"owner": _owner(), "pid": os.getpid(), "task": task, "since": int(time.time())}
        note.write_text(json.dumps(values), "utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _busy(home: Path, name: str) -> ArchiveBusy:
    """Words who holds the lock, as far as its note says."""
    values: dict[str, object] = {}
    with suppress(OSError, ValueError):  # the note is written just after the lock is taken
        values = json.loads((home / f"{name}.json").read_text("utf-8"))
    since = values.get("since")
    age_s = max(0, int(time.time()) - since) if isinstance(since, int) else None
    return ArchiveBusy(
        f"{home}: another process is writing (task {values.get('task', 'unknown')},"
        f" owner {values.get('owner', 'unknown')}, pid {values.get('pid', 'unknown')},"
        f" for {'an unknown time' if age_s is None else f'{age_s} s'}); try again when it is done",
        owner=values.get("owner"),
        pid=values.get("pid"),
        age_s=age_s,
    )


def _owner() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"
