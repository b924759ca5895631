"""Who is writing, and may somebody else begin?

One writer an archive: an OS lock (released by the system when its process dies, however it dies)
and beside it a note of owner, pid and start, told to whoever waits. A second writer waits a while,
since most writers are soon done.
"""

import getpass
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from .errors import ArchiveBusy

WAIT_S: Final = 10.0  # seconds a second writer waits: longer than a small import or reindex takes
_log = logging.getLogger(__name__)


@contextmanager
def writer_lock(
    home: Path,
    task: str,
    *,
    name: str = "writer",
    wait_s: float = WAIT_S,
    on_wait: Callable[[str], None] = _log.warning,
) -> Iterator[None]:
    """Hold the archive's one writer lock; `task` says what for, e.g. "import".

    Args:
        name: another name is another lock: a full rebuild has its own, so that imports go on
            beside it.
        wait_s: seconds to wait for another holder, 0 or more.
        on_wait: hears once, before the wait, for whom and how long; by default a logged warning,
            which a command line shows on stderr.

    Raises:
        ArchiveBusy: another process holds it and did not let go within `wait_s` seconds.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / f"{name}.lock")
    try:
        lock.acquire(timeout=0.0)
    except Timeout:
        _wait(lock, home, name, wait_s, on_wait)
    note = home / f"{name}.json"
    try:
        values = {
            "owner": system_user(),
            "pid": os.getpid(),
            "task": task,
            "since": int(time.time()),
        }
        note.write_text(json.dumps(values), "utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _wait(
    lock: FileLock, home: Path, name: str, wait_s: float, on_wait: Callable[[str], None]
) -> None:
    if wait_s > 0:
        who, _ = _holder(home, name)
        on_wait(f"{home}: {who}; waiting for it, {wait_s:g} s at most")
    try:
        lock.acquire(timeout=max(0.0, wait_s))
    except Timeout:
        who, values = _holder(home, name)
        raise ArchiveBusy(f"{home}: {who}; try again when it is done", **values) from None


def _holder(home: Path, name: str) -> tuple[str, dict[str, object]]:
    """Who holds the lock, in words and as values, as far as its note says."""
    values: dict[str, object] = {}
    with suppress(OSError, ValueError):  # the note is written just after the lock is taken
        values = json.loads((home / f"{name}.json").read_text("utf-8"))
    since = values.get("since")
    age_s = max(0, int(time.time()) - since) if isinstance(since, int) else None
    who = (
        f"another process is writing (task {values.get('task', 'unknown')},"
        f" owner {values.get('owner', 'unknown')}, pid {values.get('pid', 'unknown')},"
        f" for {'an unknown time' if age_s is None else f'{age_s} s'})"
    )
    return who, {"owner": values.get("owner"), "pid": values.get("pid"), "age_s": age_s}


def task_under_way(home: Path, name: str = "writer") -> str:
    """What the holder of a lock does, as its note says; "" where nobody holds it.

    Takes no lock, and so disturbs nobody; it may be over when this returns.
    """
    try:
        note = json.loads((home / f"{name}.json").read_text("utf-8"))
        task, pid = str(note["task"]), int(note["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return task if _is_alive(pid) else ""


def _is_alive(pid: int) -> bool:
    if os.name != "posix":
        return True  # there the question would be a signal
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def system_user() -> str:
    """Who runs this process, as the operating system names them; the number where it does not."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"
