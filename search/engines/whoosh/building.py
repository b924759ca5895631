"""How do stories become segments, within a budget of memory?

A builder takes stories until its tokens fill the budget or a segment is full, then writes the
segment's file. Files are whole and synced when their names are returned; no commit knows them
yet, so several processes may build into one folder.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from search.files import Disk
from search.ports import DEFAULT_MEMORY_MB
from search.values import Story

from .container import write_arrays
from .inverting import inverted
from .segment import FIELD_NUMBERS, FINGERPRINTS, MAX_STORIES, SEGMENT, Segment
from .stories import StoryColumns
from .strings import narrowed
from .tokenizing import Tokenizer, Tokens

SUFFIX: Final = ".seg"

_HALF: Final = MAX_STORIES // 2
_BATCH: Final = 256  # stories cut at once: their text and arrays stay within the processor's cache
_TOKEN_BYTES: Final = 25  # of one token while a segment is inverted: arrays, keys and copies
_WORD_BYTES: Final = 280  # of one printed word in the tokenizer's table
_BASE_BYTES: Final = 64 << 20  # of the interpreter and its modules


@dataclass(frozen=True, slots=True)
class Built:
    """A segment's file: its name in the index folder, its identity, and its number of stories."""

    name: str
    identity: int
    stories: int


class Builder:
    """Builds segments in one folder.

    `memory_mb` bounds what one process uses; `max_stories` the stories of a segment.
    """

    def __init__(
        self,
        folder: Path,
        disk: Disk,
        *,
        memory_mb: int = DEFAULT_MEMORY_MB,
        max_stories: int = MAX_STORIES,
    ) -> None:
        self._folder = folder
        self._disk = disk
        budget = max((memory_mb << 20) - _BASE_BYTES, 32 << 20)
        self._most_tokens = budget * 4 // 5 // _TOKEN_BYTES
        self._most_words = budget // 5 // _WORD_BYTES
        self._most_stories = max_stories
        self._tokenizer = Tokenizer()
        self._begin()

    def _begin(self) -> None:
        self._waiting: list[Story] = []
        self._batches: list[Tokens] = []
        self._columns = StoryColumns()
        self._tokens = 0

    def __len__(self) -> int:
        """Stories taken that are not in a file yet."""
        return len(self._columns) + len(self._waiting)

    def add(self, story: Story) -> Built | None:
        """Take a story; returns the segment that it filled, if it did."""
        self._waiting.append(story)
        if len(self) >= self._most_stories or (len(self) == _HALF and not self._has_room()):
            return self.finish()
        if len(self._waiting) >= _BATCH:
            self._cut()
            if self._tokens >= self._most_tokens or self._tokenizer.words_known >= self._most_words:
                return self.finish()
        return None

    def _has_room(self) -> bool:
        """Whether half a segment leaves memory enough for another quarter at least.

        Where it does not, the half is written, as two halves can be merged and larger parts not.
        """
        return self._tokens <= self._most_tokens * 2 // 3

    def finish(self) -> Built | None:
        """Write what was taken as a segment; None where there is nothing."""
        self._cut()
        if not len(self._columns):
            return None
        lengths = np.concatenate([batch.lengths for batch in self._batches])
        prints = np.concatenate([batch.prints for batch in self._batches])
        # The list is emptied there.
        arrays = {
            **inverted(self._batches, self._tokenizer.vocabulary).arrays(),
            FINGERPRINTS: prints.ravel(),
            **self._columns.arrays(),  # behind the postings: Segment reads ahead from there
            **{f"length_{field}": narrowed(lengths[:, at]) for field, at in FIELD_NUMBERS.items()},
        }
        built = write_segment(self._folder, self._disk, arrays, len(self._columns))
        self._begin()
        if self._tokenizer.words_known >= self._most_words // 2:
            self._tokenizer.forget()
        return built

    def forget(self) -> None:
        """Drop what was taken and is in no file yet."""
        self._begin()

    def _cut(self) -> None:
        if self._waiting:
            cut = self._tokenizer.cut(self._waiting)
            self._batches.append(cut)
            self._tokens += len(cut.terms)
            for story in self._waiting:
                self._columns.add(story)
            self._waiting = []


def build(
    folder: Path, stories: Iterable[Story], disk: Disk, *, memory_mb: int = DEFAULT_MEMORY_MB
) -> Iterator[Built]:
    """Segments of all the stories; no two of these may have the same id."""
    builder = Builder(folder, disk, memory_mb=memory_mb)
    for story in stories:
        built = builder.add(story)
        if built is not None:
            yield built
    last = builder.finish()
    if last is not None:
        yield last


def terms_of(folder: Path, built: Iterable[Built]) -> set[str]:
    """The terms of some segments."""
    segments = (Segment(folder / own.name) for own in built)
    return {term.decode("utf-8", "surrogatepass") for own in segments for term in own.terms}


def seen_in(folder: Path, built: Iterable[Built]) -> dict[str, tuple[int, int, int]]:
    """The words of letters in some segments: positions, capitalised, and so inside a sentence."""
    seen: dict[str, tuple[int, int, int]] = {}
    for own in built:
        segment = Segment(folder / own.name)
        counts = zip(*(array.tolist() for array in segment.term_counts), strict=True)
        for term, (times, capitalised, inside) in zip(segment.terms, counts, strict=True):
            if term.isalpha():  # of ASCII letters only: others are not stemmed
                word = term.decode()
                known = seen.get(word, (0, 0, 0))
                seen[word] = known[0] + times, known[1] + capitalised, known[2] + inside
    return seen


def write_segment(folder: Path, disk: Disk, arrays: dict[str, np.ndarray], stories: int) -> Built:
    """Write a segment's file under a name that no other file has."""
    name = f"{secrets.token_hex(8)}{SUFFIX}"
    identity = write_arrays(disk, folder / name, SEGMENT, arrays, {"stories": stories})
    return Built(name, identity, stories)
