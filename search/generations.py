"""Which generation of the index is in use, and which was before?

    index/CURRENT    the name of the one in use; replaced in one step
    index/000007/    one generation, whole
    index/000006-damaged/   one that was set aside

A full rebuild makes a new folder beside the old ones and then switches; the last one stays for a
rollback. A damaged one is set aside, never deleted by surprise.
"""

import re
import shutil
from pathlib import Path
from typing import Final

from .errors import ArchiveNotFound, DamagedIndex
from .files import replace_text, sync_folder

CURRENT_NAME: Final = "CURRENT"
_NAME: Final = re.compile(r"\d{6}")
_DAMAGED: Final = re.compile(r"\d{6}-damaged(-\d+)?")


class Generations:
    """The generations below one folder (Home.index)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Every generation there is, oldest first; finished or not, but not set aside."""
        return self._named(_NAME)

    def damaged(self) -> list[Path]:
        """What was set aside; it serves nobody and may be deleted by hand."""
        return [self.folder / name for name in self._named(_DAMAGED)]

    def _named(self, pattern: re.Pattern[str]) -> list[str]:
        if not self.folder.is_dir():
            return []
        folders = (path for path in self.folder.iterdir() if path.is_dir())
        return sorted(path.name for path in folders if pattern.fullmatch(path.name))

    def current(self) -> Path:
        """The folder of the generation in use.

        Raises:
            ArchiveNotFound: there is no index yet.
            DamagedIndex: CURRENT names no generation that is there.
        """
        path = self.folder / CURRENT_NAME
        try:
            name = path.read_text("utf-8").strip()
        except FileNotFoundError:
            raise ArchiveNotFound(
                f"{self.folder}: no index yet; make one with: telusur reindex",
                path=str(self.folder),
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise DamagedIndex(f"{path}: cannot be read ({error})", path=str(path)) from error
        if not _NAME.fullmatch(name) or not (self.folder / name).is_dir():
            raise DamagedIndex(f"{path}: names no generation ({name[:40]!r})", path=str(path))
        return self.folder / name

    def before(self, name: str) -> list[Path]:
        """The generations older than one, newest first."""
        return [self.folder / other for other in reversed(self.names()) if other < name]

    def begin(self) -> Path:
        """Make the folder of a new generation, not yet in use."""
        names = self.names()
        folder = self.folder / f"{int(names[-1]) + 1 if names else 1:06d}"
        folder.mkdir(parents=True)
        sync_folder(self.folder)
        return folder

    def switch(self, name: str) -> None:
        """Put a generation in use."""
        replace_text(self.folder / CURRENT_NAME, f"{name}\n")

    def drop(self, folder: Path) -> None:
        """Delete one generation that is not in use."""
        shutil.rmtree(folder)

    def set_aside(self, folder: Path) -> Path:
        """Take a damaged generation out of the row, with all its files; returns where it is now."""
        aside = folder.with_name(f"{folder.name}-damaged")
        number = 1
        while aside.exists():
            number += 1
            aside = folder.with_name(f"{folder.name}-damaged-{number}")
        folder.rename(aside)
        sync_folder(self.folder)
        return aside

    def tidy(self, *, keep: int = 1) -> None:
        """Delete generations older than the current one but for the `keep` newest of them.

        With 0 those set aside go too: nothing is to be left that holds what was erased.
        """
        for folder in self.before(self.current().name)[keep:]:
            self.drop(folder)
        if keep == 0:
            for folder in self.damaged():
                self.drop(folder)
