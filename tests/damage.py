"""What goes wrong on a disk: bytes that change, and stores that are put back from a copy."""

import sqlite3
import time
from pathlib import Path

from search import Home, LiveArchive

_BYTES = 256  # more than any gap between two arrays


def spoil(folder: Path) -> Path:
    """Change bytes within the largest file of a generation, which still opens; returns the file.

    Give it an archive of some size: in a file of a few stories the changed bytes may be the footer.
    """
    path = max(folder.iterdir(), key=lambda path: path.stat().st_size)
    with path.open("r+b") as file:
        place = path.stat().st_size // 4
        file.seek(place)
        changed = bytes(byte ^ 0xFF for byte in file.read(_BYTES))
        file.seek(place)
        file.write(changed)
    return path


def copy_store(home: Home, copy: Path) -> None:
    """Copy the store of a home to a file."""
    source, target = sqlite3.connect(home.store), sqlite3.connect(copy)
    source.backup(target)
    source.close()
    target.close()


def put_back(home: Home, copy: Path) -> None:
    """Put a copy in the place of a home's store, as somebody who does not know better would."""
    for path in home.path.glob("archive.db-*"):
        path.unlink()
    copy.replace(home.store)


def wait_until_verified(live: LiveArchive) -> None:
    """Return when nothing is being verified any more."""
    deadline = time.monotonic() + 60
    while live.is_verifying:
        assert time.monotonic() < deadline
        time.sleep(0.005)
