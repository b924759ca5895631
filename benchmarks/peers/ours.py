"""How is Telusur's engine measured? Through its port, as every face of the archive asks it."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.questions import Kind, Question
from search import FacetName, Stemmer, Story
from search.engines.whoosh import WhooshIndex
from search.ports import ENOUGH, Reader, Request
from search.query.knowledge import Knowledge
from search.query.planning import plan

from . import FACET_LIMIT, LIMIT, Answer

FACETS = (FacetName.AUTHOR, FacetName.TOPIC, FacetName.MONTH)


class Ours:
    """Our index in a folder; `enough` is 0, so that every word must stand in every story found."""

    questions: int | None = None

    def __init__(
        self, folder: Path, stemmer: Stemmer, *, enough: int = 0, memory_mb: int = 512
    ) -> None:
        self.name = "telusur" if enough == 0 else f"telusur, enough {enough}"
        self.index = WhooshIndex(folder)
        self._stemmer = stemmer
        self._enough = enough
        self._memory_mb = memory_mb
        self._reader: Reader | None = None

    def build(self, stories: Iterable[Story], stemmed: Sequence[str] | None = None) -> float:
        """Index the stories in one commit."""
        self.index.create()
        started = time.perf_counter()
        writer = self.index.writer(self._stemmer, memory_mb=self._memory_mb)
        try:
            writer.add(stories)
            writer.commit(archive_id="benchmark", epoch="benchmark", revision=1)
        finally:
            writer.close()
        return time.perf_counter() - started

    @property
    def reader(self) -> Reader:
        """A snapshot, opened when first needed."""
        if self._reader is None:
            self._reader = self.index.reader()
        return self._reader

    def text(self, question: Question) -> str:
        """As a reader types it; exact words stand in quotes."""
        return query_text(question)

    def search(self, text: str) -> Answer:
        """Plan and ask."""
        found = self.reader.search(request(text, self._stemmer, enough=self._enough))
        return Answer(found.total, tuple(id_ for id_, _ in found.hits), found.facets)

    def close(self) -> None:
        """Close the reader."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None


def request(text: str, stemmer: Stemmer, *, enough: int = ENOUGH) -> Request:
    """What is asked of the port for a text: ten hits and three facets.

    Without what no peer does: words near each other are not looked at a second time.
    """
    wanted = plan(text, Knowledge(stem=stemmer.stem)).plan
    return Request(
        plan=replace(wanted, near=()),
        limit=LIMIT,
        facets=FACETS,
        facet_limit=FACET_LIMIT,
        enough=enough,
    )


def query_text(question: Question) -> str:
    """A question in our query language."""
    words = [f'"{word}"' for word in question.words] if question.is_exact else question.words
    match question.kind:
        case Kind.ANY:
            return " ATAU ".join(words)
        case Kind.PHRASE_2 | Kind.PHRASE_3:
            return f'"{" ".join(question.words)}"'
        case Kind.PREFIX:
            return f"{question.words[0]}*"
        case Kind.DATED:
            assert question.months is not None
            return f"tanggal:{'..'.join(question.months)} {words[0]}"
        case Kind.FUZZY:
            return f"{question.words[0]}~1"
        case Kind.HEADLINE:
            return question.printed
        case _:
            return " ".join(words)
