"""Which stems did the newsroom correct, and what does that change in a family made before?

Corrections hold at query time: the families' table of the index stays as it was built, and each
query adds to a stem's family what was moved there since, and leaves out what was moved away.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol


class Stems(Protocol):
    """What is asked of the stems that an index was built with (search.language.stems.Stemmer)."""

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        ...

    def rule(self, word: str) -> str:
        """The rule that gave it."""
        ...

    def by_rules(self, word: str) -> tuple[str, str]:
        """Its stem and rule as if no newsroom had corrected it."""
        ...

    def corrected(self) -> Iterable[str]:
        """The words whose stem is a newsroom's correction."""
        ...


@dataclass(frozen=True, slots=True)
class Corrections:
    """Word -> stem, both folded; a word with its own letters for a stem is left whole."""

    stems: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.stems)

    def stem(self, word: str) -> str | None:
        """The corrected stem of a word; None where the newsroom said nothing of it."""
        return self.stems.get(word)


NO_CORRECTIONS: Final = Corrections()


class CorrectedStems:
    """The stems an index was built with, and over them what the newsroom corrected since.

    A correction that was taken back since the index was built is undone too.
    """

    def __init__(self, built: Stems, corrections: Corrections) -> None:
        self._built = built
        self._changed: dict[str, tuple[str, str]] = {}
        also: defaultdict[str, list[str]] = defaultdict(list)
        but: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted({*corrections.stems, *built.corrected()}):
            before, now = built.stem(word), corrections.stem(word)
            stem, rule = built.by_rules(word) if now is None else (now, "correction")
            self._changed[word] = stem, rule
            if stem != before:
                also[stem].append(word)
                but[before].append(word)
        self._also = {stem: tuple(words) for stem, words in also.items()}
        self._but = {stem: tuple(words) for stem, words in but.items()}

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        changed = self._changed.get(word)
        return self._built.stem(word) if changed is None else changed[0]

    def rule(self, word: str) -> str:
        """What gave the word its stem, a search.language.stems.Rule."""
        changed = self._changed.get(word)
        return self._built.rule(word) if changed is None else changed[1]

    def overlay(self, stem: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Terms to add to a stem's family in the index, and terms to take out (clauses.Family).

        Both are empty once the corrections were built in.
        """
        return self._also.get(stem, ()), self._but.get(stem, ())
