"""Disks on which something goes wrong: power that is cut, room that runs out.

A PowerCutDisk writes to a real folder and keeps a log of what it was asked; `after_power_cut`
makes the folder as it may be found when the power went at a point of that log. The rules are those
of POSIX at their worst: content is on the disk after the file's sync, a name (made, changed or
removed) after the folder's sync; until then each may be there or not, whatever came after it, and
content may be cut short or be zeros.
"""

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from search.files import Disk


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the log; `name` and `to` are names in the folder."""

    step: str
    """make, write, sync, rename, remove, sync folder; or what a test noted."""
    name: str = ""
    to: str = ""
    file: int = 0
    """Which file a name was given to: names change, the file stays the same."""
    content: bytes = b""


class QuietDisk(Disk):
    """A disk that syncs nothing: in a test that would only cost time."""

    def write(self, path: Path, parts: Sequence[bytes | memoryview]) -> None:
        """Write a new file."""
        path.write_bytes(b"".join(parts))

    def sync_folder(self, folder: Path) -> None:
        """Nothing."""


class PowerCutDisk(QuietDisk):
    """A disk that keeps a log; `log` goes on one that ends where a process was killed."""

    def __init__(self, log: Sequence[Entry] = ()) -> None:
        self.log = list(log)
        self._files = _names(log)

    def note(self, step: str, name: str = "") -> None:
        """Mark a place of the log."""
        self.log.append(Entry(step, name))

    def write(self, path: Path, parts: Sequence[bytes | memoryview]) -> None:
        """Write for real, and log the three steps of it."""
        content = b"".join(parts)
        file = self._files[path.name] = len(self.log)
        for step in ("make", "write", "sync"):
            self.log.append(Entry(step, path.name, file=file, content=content))
        super().write(path, parts)

    def rename(self, path: Path, target: Path) -> None:
        """Rename for real, and log it."""
        file = self._files[target.name] = self._files.pop(path.name)
        super().rename(path, target)
        self.log.append(Entry("rename", path.name, target.name, file))

    def remove(self, path: Path) -> None:
        """Remove for real, and log it."""
        super().remove(path)
        self.log.append(Entry("remove", path.name))

    def sync_folder(self, folder: Path) -> None:
        """Log it."""
        self.log.append(Entry("sync folder"))


def after_kill(log: Sequence[Entry]) -> dict[str, bytes]:
    """Names and contents of a folder after a process was killed at the end of `log`."""
    contents = {entry.file: entry.content for entry in log if entry.step == "write"}
    return {name: contents.get(file, b"") for name, file in _names(log).items()}


def after_power_cut(log: Sequence[Entry], chance: Random, kept: float) -> dict[str, bytes]:
    """Names and contents of a folder after the power went at the end of `log`.

    What was not synced is kept with the probability `kept`, each step for itself.
    """
    last = max((at for at, entry in enumerate(log) if entry.step == "sync folder"), default=-1)
    names = _names([entry for at, entry in enumerate(log) if at <= last or chance.random() < kept])
    contents = {entry.file: entry.content for entry in log if entry.step == "write"}
    synced = {entry.file for entry in log if entry.step == "sync"}
    return {
        name: contents[file] if file in synced else _spoiled(contents.get(file, b""), chance)
        for name, file in names.items()
    }


def _names(log: Sequence[Entry]) -> dict[str, int]:
    """Which file has which name after these steps."""
    names: dict[str, int] = {}
    for entry in log:
        if entry.step == "make":
            names[entry.name] = entry.file
        elif entry.step == "rename":
            names.pop(entry.name, None)
            names[entry.to] = entry.file
        elif entry.step == "remove":
            names.pop(entry.name, None)
    return names


def _spoiled(content: bytes, chance: Random) -> bytes:
    """What may be left of content that was not synced."""
    cut = chance.randrange(len(content) + 1)
    return chance.choice((b"", content, content[:cut], content[:cut].ljust(len(content), b"\0")))


class FailingDisk(QuietDisk):
    """A disk of which the `fails_at`-th step (from 0) fails, and all after it where `for_good`."""

    def __init__(self, fails_at: int, error: int = errno.ENOSPC, *, for_good: bool) -> None:
        self.steps = 0
        self._fails_at = fails_at
        self._error = error
        self._for_good = for_good

    def _step(self, path: Path) -> None:
        at, self.steps = self.steps, self.steps + 1
        if at == self._fails_at or (self._for_good and at > self._fails_at):
            raise OSError(self._error, os.strerror(self._error), str(path))

    @property
    def has_failed(self) -> bool:
        """Whether a step failed."""
        return self.steps > self._fails_at

    def write(self, path: Path, parts: Sequence[bytes | memoryview]) -> None:
        """Write, or fail and leave nothing, as Disk.write promises."""
        self._step(path)
        super().write(path, parts)

    def rename(self, path: Path, target: Path) -> None:
        """Rename, or fail."""
        self._step(path)
        super().rename(path, target)

    def sync_folder(self, folder: Path) -> None:
        """Sync, or fail: what was done may be lost or not, here it is not."""
        self._step(folder)
        super().sync_folder(folder)

    def remove(self, path: Path) -> None:
        """Remove, or fail."""
        self._step(path)
        super().remove(path)
