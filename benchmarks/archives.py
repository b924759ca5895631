"""Which stories are measured? Those of files, or an invented archive, kept ready in a work folder.

Import, invention and stems are done once and kept: WORK/<name>/home is an archive as `telusur`
makes it (without an index), so that what is timed begins with the stories.
"""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.importing import import_stories
from indexer.sources import SourceOptions
from search import Home, Stemmer, Store, Story, load_stems, save_stems
from search.language.tokens import tokenize
from search.ports import indexed_text

from .synthetic import Synthetic
from .vocabulary import InventedStemmer

_WHOLE = "whole"  # the name of an empty file: what lies beside it was finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Stories to measure on, and the folder for what is built of them."""

    name: str
    folder: Path
    is_invented: bool

    @property
    def home(self) -> Home:
        """The archive's store and stems."""
        return Home(self.folder / "home")

    def stories(self) -> Iterator[Story]:
        """Every public story, streamed from the store."""
        store = Store(self.home.store)
        try:
            yield from (change.story for change in store.changes(0) if change.story)
        finally:
            store.close()

    def count(self) -> int:
        """How many stories there are."""
        store = Store(self.home.store)
        try:
            return store.counts().stories
        finally:
            store.close()

    def stemmer(self, *, known: bool = True) -> Stemmer:
        """A stemmer that knows every word of the archive, or none yet."""
        kind = InventedStemmer if self.is_invented else Stemmer
        return kind(load_stems(self.home.stems) if known else None)


def from_files(files: tuple[Path, ...], work: Path, limit: int | None = None) -> Archive:
    """The stories of files that `telusur import` reads; at most `limit` of them."""
    marks = "".join(f"{file.name} {file.stat().st_size}\n" for file in files)
    digest = hashlib.sha256(f"{marks}{limit}".encode()).hexdigest()[:8]
    name = "+".join(file.name.split(".")[0] for file in files)
    archive = Archive(name=name, folder=work / f"{name}-{digest}", is_invented=False)
    if not (archive.folder / _WHOLE).exists():
        import_stories(files, archive.home, SourceOptions())
        if limit is not None:
            _keep_first(archive.home, limit)
        _finish(archive)
    elif not load_stems(archive.home.stems):  # those of other rules
        _finish(archive)
    return archive


def invented(count: int, seed: int, work: Path) -> Archive:
    """`count` stories of `benchmarks.synthetic`."""
    archive = Archive(
        name=f"synthetic seed {seed}", folder=work / f"synthetic-{seed}-{count}", is_invented=True
    )
    if not (archive.folder / _WHOLE).exists():
        source = Synthetic(count, seed)
        store = Store.create(archive.home.store)
        try:
            with store.writing() as writer:
                for story in source:
                    writer.put(story, raw="", cleaner=1)
        finally:
            store.close()
        _finish_invented(archive, source)
    elif not load_stems(archive.home.stems):  # those of other rules
        _finish_invented(archive, Synthetic(count, seed))
    return archive


def _finish_invented(archive: Archive, source: Synthetic) -> None:
    save_stems(archive.home.stems, dict(source.vocabulary.stems()).items())
    _finish(archive)


def stem_all(stories: Iterator[Story], stemmer: Stemmer) -> tuple[int, float]:
    """Stem every distinct term once; returns (terms, seconds spent on stemming alone)."""
    terms: set[str] = set()
    for story in stories:
        for paragraphs in indexed_text(story).values():
            for paragraph in paragraphs:
                terms.update(term for token in tokenize(paragraph) for term in token.terms)
    started = time.perf_counter()
    for term in sorted(terms):
        stemmer.stem(term)
    return len(terms), time.perf_counter() - started


def _keep_first(home: Home, limit: int) -> None:
    store = Store(home.store)
    try:
        rest = [change.id for change in store.changes(0)][limit:]
        with store.writing() as writer:
            for story_id in rest:
                writer.remove(story_id, "beyond the limit", erase=True)
    finally:
        store.close()


def _finish(archive: Archive) -> None:
    stemmer = archive.stemmer()
    stem_all(archive.stories(), stemmer)
    save_stems(archive.home.stems, stemmer.known.items())
    (archive.folder / _WHOLE).touch()
