"""Which words of this archive are forms of one stem?

A family is the set of an archive's terms that share a stem. Postings hold surface forms only; a
typed word is answered by its whole family, so a corrected stem is a new small table and not a new
index (design, section 3).
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from search.errors import DamagedIndex
from search.files import replace_text


class Families:
    """Stem -> the terms of an archive that have it; immutable."""

    def __init__(self, forms: Iterable[tuple[str, tuple[str, ...]]] = ()) -> None:
        self._forms = dict(forms)

    @classmethod
    def of(cls, vocabulary: Iterable[str], stem: Callable[[str], str]) -> "Families":
        """Group a vocabulary by stem; the forms of a family come sorted."""
        return cls().extended(vocabulary, stem)

    def extended(self, terms: Iterable[str], stem: Callable[[str], str]) -> "Families":
        """The same table with these terms in it; itself where it has them all."""
        more: defaultdict[str, set[str]] = defaultdict(set)
        for term in terms:
            key = stem(term)
            if term not in self._forms.get(key, ()):
                more[key].add(term)
        if not more:
            return self
        merged = dict(self._forms)
        for key, added in more.items():
            merged[key] = tuple(sorted({*merged.get(key, ()), *added}))
        return Families(merged.items())

    def forms(self, stem: str) -> tuple[str, ...]:
        """The archive's terms with this stem, sorted; () where it has none."""
        return self._forms.get(stem, ())

    def __len__(self) -> int:
        return len(self._forms)

    def save(self, path: Path) -> str:
        """Write the table as lines `stem<TAB>form form ...`, sorted; returns its SHA-256."""
        rows = (f"{stem}\t{' '.join(forms)}\n" for stem, forms in sorted(self._forms.items()))
        text = "".join(rows)
        replace_text(path, text)
        return _digest(text.encode())

    @classmethod
    def load(cls, path: Path, digest: str = "") -> "Families":
        """Read what `save` wrote; `digest` is what it returned, "" where that is not known.

        Raises:
            DamagedIndex: the file is missing, is no such table, or another one.
        """
        try:
            content = path.read_bytes()
            lines = content.decode().split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise DamagedIndex(f"{path}: cannot be read ({error})", path=str(path)) from error
        if digest and digest != _digest(content):
            raise DamagedIndex(f"{path}: the checksum does not fit", path=str(path))
        if lines.pop() != "" or any(line.count("\t") != 1 for line in lines):
            raise DamagedIndex(f"{path}: is not a table of families", path=str(path))
        cells = (line.split("\t") for line in lines)
        return cls((stem, tuple(forms.split(" "))) for stem, forms in cells)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
