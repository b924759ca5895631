"""Which terms of the archive are forms of a stem? A table in files of its own.

The table belongs to the archive, not to a segment, so a corrected stem is a new table and no new
index. A large file holds nearly all of it; what came since stands in a small one that each commit
with new words writes anew, until it is large enough to be folded in.
"""

import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from search.files import Disk
from search.language.families import family_of

from .container import ArrayFile, write_arrays
from .strings import Strings, string_arrays

FAMILIES: Final = "families"
SUFFIX: Final = ".fam"

_SMALL: Final = 4_096  # forms that the second file may hold at least
_SHARE: Final = 8  # ... or this part of the first


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of the table, as a commit names it."""

    name: str
    identity: int


class _Forms:
    """One file: stems, and the forms of each one after another."""

    def __init__(self, path: Path) -> None:
        self.file = ArrayFile(path, FAMILIES)
        self._stems = Strings(self.file, "stem")
        self.forms = Strings(self.file, "form")
        self._bounds = self.file.array("stem_forms").data

    def of(self, stem: bytes) -> list[bytes]:
        number = self._stems.number(stem)
        if number < 0:
            return []
        return [self.forms[at] for at in range(self._bounds[number], self._bounds[number + 1])]

    def items(self) -> Iterator[tuple[bytes, list[bytes]]]:
        forms = list(self.forms)
        for number, stem in enumerate(self._stems):
            yield stem, forms[self._bounds[number] : self._bounds[number + 1]]


class FamilyTable:
    """Stem -> forms, as UTF-8; immutable."""

    def __init__(self, folder: Path, files: Iterable[TableFile]) -> None:
        """Open the files of a table.

        Raises:
            DamagedIndex: one cannot be read, or is not the one that was committed.
        """
        self.files = tuple(files)
        self._parts = [_Forms(folder / file.name) for file in self.files]
        for part, file in zip(self._parts, self.files, strict=True):
            part.file.expect(file.identity)

    def forms(self, stem: str) -> list[bytes]:
        """The archive's terms with this stem; [] where it has none."""
        key = stem.encode("utf-8", "surrogatepass")
        return [form for part in self._parts for form in part.of(key)]

    def __contains__(self, term: bytes) -> bool:
        return any(part.forms.number(term) >= 0 for part in self._parts)

    def __len__(self) -> int:
        return sum(len(part.forms) for part in self._parts)

    def faults(self) -> Iterator[str]:
        """What is damaged in its files."""
        for part in self._parts:
            yield from part.file.faults()

    def extended(
        self, folder: Path, disk: Disk, terms: Iterable[bytes], stem: Callable[[str], str]
    ) -> tuple[TableFile, ...]:
        """The files of a table with these terms too; nothing is written where it has them all."""
        for part in self._parts:  # damage must not be copied under a new checksum
            part.file.expect_whole()
        unknown = [term for term in terms if term not in self] if self._parts else terms
        new: defaultdict[str, list[bytes]] = defaultdict(list)
        for term in sorted(unknown):
            family = family_of(term.decode("utf-8", "surrogatepass"), stem)
            if family is not None:
                new[family].append(term)
        if not new:
            return self.files
        kept, folded = self._parts[:1], self._parts[1:]
        count = sum(map(len, new.values())) + sum(len(part.forms) for part in folded)
        if kept and count > max(_SMALL, len(kept[0].forms) // _SHARE):
            kept, folded = [], self._parts
        for part in folded:
            for name, forms in part.items():
                own = new[name.decode("utf-8", "surrogatepass")]
                own += forms
                own.sort()
        return (*self.files[: len(kept)], _write(folder, disk, new))


def _write(folder: Path, disk: Disk, families: Mapping[str, list[bytes]]) -> TableFile:
    """Write a file of stems and their sorted forms."""
    stems = sorted(families)
    forms = [families[stem] for stem in stems]
    arrays = {
        **string_arrays("stem", [stem.encode("utf-8", "surrogatepass") for stem in stems]),
        **string_arrays("form", [form for own in forms for form in own]),
        "stem_forms": np.cumsum([0, *map(len, forms)]).astype(np.uint32),
    }
    name = f"{secrets.token_hex(8)}{SUFFIX}"
    identity = write_arrays(disk, folder / name, FAMILIES, arrays, {"stems": len(stems)})
    return TableFile(name, identity)
