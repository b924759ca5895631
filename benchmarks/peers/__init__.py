"""What must an engine do to be measured? The same: a text, parsed, to ids, counts and facets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from benchmarks.questions import Question
from search import Story
from search.ports import indexed_text

LIMIT = 10  # hits of one answer
FACET_LIMIT = 20  # values of one facet


@dataclass(frozen=True, slots=True)
class Answer:
    """How many stories, the ids of the best, and the values of author, topic and month."""

    total: int
    ids: tuple[str, ...]
    facets: object = field(repr=False)


class Peer(Protocol):
    """An engine in a folder of its own."""

    name: str
    questions: int | None
    """Questions of each kind that a slow engine is asked, once each; None: all, several times."""

    def build(self, stories: Sequence[Story], stemmed: Sequence[str] | None) -> float:
        """Index the stories, synced, and open them; returns seconds.

        `stemmed` is each story's text with every word replaced by its stem, where wanted.
        """
        ...

    def text(self, question: Question) -> str | None:
        """The question in the engine's own language; None where it has no words for it."""
        ...

    def search(self, text: str) -> Answer:
        """Answer a text."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


def whole_text(story: Story) -> str:
    """All that is searched of a story, as one text."""
    return "\n".join(line for lines in indexed_text(story).values() for line in lines)


def folder_bytes(folder: Path) -> int:
    """The size of everything below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
