"""Which stories are copies of each other? A table in a file of its own.

It belongs to the archive, not to a segment: a story that comes in may join, and one that goes may
part, stories of any segments. A commit that changes nothing of it names the file there is.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from search.copies.grouping import Copies
from search.files import Disk

from .container import Array, ArrayFile, write_arrays
from .familytable import TableFile
from .strings import Strings, string_arrays

COPIES: Final = "copies"
SUFFIX: Final = ".cop"


@dataclass(frozen=True, slots=True)
class Groups:
    """Stories with copies: of each the stories it is a copy of, and the centre of its group."""

    copies: Copies
    centres: Mapping[str, str]


class CopyTable:
    """The stories that have copies, by number; immutable."""

    def __init__(self, folder: Path, file: TableFile) -> None:
        """Open a table.

        Raises:
            DamagedIndex: it cannot be read, or is not the one that was committed.
        """
        self.file = ArrayFile(folder / file.name, COPIES)
        self.file.expect(file.identity)
        self._ids = Strings(self.file, "id")

    def __contains__(self, story_id: str) -> bool:
        return self._ids.number(story_id.encode("utf-8", "surrogatepass")) >= 0

    @cached_property
    def ids(self) -> list[bytes]:
        """The ids of the stories."""
        return list(self._ids)

    @property
    def centres(self) -> Array:
        """Of each story the number of its group's centre."""
        return self.file.array("centre")

    def group_of(self, story_id: bytes) -> list[bytes]:
        """The ids of the stories of a group, the one asked for among them; [] if it has no copy."""
        number = self._ids.number(story_id)
        if number < 0:
            return []
        same = np.flatnonzero(self.centres == self.centres[number])
        return [self._ids[at] for at in same.tolist()]

    def groups(self) -> Groups:
        """All of it."""
        names = [own.decode("utf-8", "surrogatepass") for own in self.ids]
        copies: dict[str, set[str]] = {name: set() for name in names}
        pairs = (self.file.array(f"pair_{end}").tolist() for end in ("first", "second"))
        for one, other in zip(*pairs, strict=True):
            copies[names[one]].add(names[other])
            copies[names[other]].add(names[one])
        centres = [names[number] for number in self.centres.tolist()]
        return Groups(copies, dict(zip(names, centres, strict=True)))

    def faults(self) -> Iterator[str]:
        """What is damaged in its file."""
        yield from self.file.faults()


def write_copies(folder: Path, disk: Disk, groups: Groups) -> TableFile:
    """Write a table; stories without a copy are left out."""
    names = sorted(name for name, others in groups.copies.items() if others)
    number = {name: at for at, name in enumerate(names)}
    pairs = sorted(
        (number[name], number[other])
        for name in names
        for other in groups.copies[name]
        if name < other
    )
    arrays = {
        **string_arrays("id", [name.encode("utf-8", "surrogatepass") for name in names]),
        "centre": np.array([number[groups.centres[name]] for name in names], np.uint32),
        "pair_first": np.array([first for first, _ in pairs], np.uint32),
        "pair_second": np.array([second for _, second in pairs], np.uint32),
    }
    file_name = f"{secrets.token_hex(8)}{SUFFIX}"
    identity = write_arrays(disk, folder / file_name, COPIES, arrays, {"stories": len(names)})
    return TableFile(file_name, identity)
