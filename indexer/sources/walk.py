"""Which files lie in a folder, in which order, and how much is there to read?"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_Entry = tuple[Path, str]  # a path, and what it is below the folder given


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a folder: a file to be read, or the reason why it is none."""

    path: Path
    below: str
    """Its path below the folder given, with `/`; the name itself for a single file."""
    size: int = 0
    """Bytes on disk."""
    reason: str = ""


def walk(folder: Path) -> Iterator[Found]:
    """All that lies in `folder`, in the order of names, folders where their name stands.

    Hidden names and README* are skipped. Links are followed, but no folder is entered twice.

    Raises:
        OSError: `folder` itself cannot be listed.
    """
    status = folder.stat()
    names = _names(folder)
    return _walk([(folder / name, name) for name in names], {(status.st_dev, status.st_ino)})


def size_of(path: Path) -> int:
    """Bytes on disk of a file, or of all files of a folder that `read` will look at: the whole of
    what `on_bytes` will have heard of at the end. 0 where the path cannot be looked at.
    """
    try:
        if path.is_dir():
            return sum(found.size for found in walk(path))
        return path.stat().st_size
    except (OSError, ValueError):  # ValueError: a null byte in the path
        return 0


def why_no_file(status: os.stat_result) -> str:
    """Why something with this status is not opened; "" for a regular file."""
    # Opening a pipe waits for its other end, and a device may never end.
    return "" if stat.S_ISREG(status.st_mode) else "is a pipe, socket or device, not a file"


def worded(error: OSError) -> str:
    """The reason in an operating system's error, as a sentence about the path."""
    if isinstance(error, FileNotFoundError):
        return "does not exist, or is a link to what does not"
    return f"cannot be opened: {error.strerror}"


def _walk(top: list[_Entry], entered: set[tuple[int, int]]) -> Iterator[Found]:
    # Not recursive: folders may lie deeper than Python may call.
    open_folders = [iter(top)]
    while open_folders:
        entry = next(open_folders[-1], None)
        if entry is None:
            open_folders.pop()
            continue
        path, below = entry
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode):
                yield _file(path, below, status)
                continue
            folder = (status.st_dev, status.st_ino)
            if folder in entered:
                yield Found(path, below, reason="is a folder that is read under another name")
                continue
            entered.add(folder)
            open_folders.append(iter([(path / n, f"{below}/{n}") for n in _names(path)]))
        except OSError as error:
            yield Found(path, below, reason=worded(error))


def _file(path: Path, below: str, status: os.stat_result) -> Found:
    reason = why_no_file(status)
    return Found(path, below, size=0 if reason else status.st_size, reason=reason)


def _names(folder: Path) -> list[str]:
    names = sorted(entry.name for entry in folder.iterdir())
    return [name for name in names if not name.startswith(".") and not name.startswith("README")]
