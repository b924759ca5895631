"""How does a file come to the disk so that a crash leaves the old one or the new one, whole?"""

import os
from collections.abc import Sequence
from pathlib import Path


class Disk:
    """What an index asks of the disk. A test can put one in its place that loses power.

    `write` and `replace_text` return when the content is on the disk; that a new name is, only
    `sync_folder` promises (`replace_text` calls it).
    """

    def write(self, path: Path, parts: Sequence[bytes | memoryview]) -> None:
        """Write a new file from its parts and sync it; a file that failed is not left behind."""
        try:
            with path.open("wb") as file:
                for part in parts:
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            path.unlink(missing_ok=True)
            # A write that finds no room does not say in which file.
            raise OSError(error.errno, error.strerror, str(path)) from error

    def replace_text(self, path: Path, text: str) -> None:
        """Write `text` (UTF-8) to `path` in one step."""
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            self.write(temporary, [text.encode()])
            self.rename(temporary, path)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
        self.sync_folder(path.parent)

    def rename(self, path: Path, target: Path) -> None:
        """Give a file another name, in place of what had it; that it has it is not synced."""
        path.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Bring a folder's entries to the disk (POSIX; elsewhere the file system does it alone)."""
        if hasattr(os, "O_DIRECTORY"):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Delete a file; that it is gone is not synced."""
        path.unlink(missing_ok=True)


DISK = Disk()
"""The disk of this machine."""


def replace_text(path: Path, text: str) -> None:
    """Write `text` (UTF-8) to `path` in one step: temporary file, sync, rename, sync folder."""
    DISK.replace_text(path, text)


def sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk."""
    DISK.sync_folder(folder)
