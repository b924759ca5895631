"""The peer we stand on: Whoosh as it comes, its own codec and searcher.

Slow to build, so it is built once and kept. Its month facet is a keyword: the date facet it has
would take 200 ms alone.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from whoosh import fields, index, sorting
from whoosh.analysis import StandardAnalyzer
from whoosh.qparser import GtLtPlugin, MultifieldParser, QueryParser
from whoosh.qparser.plugins import FuzzyTermPlugin, PrefixPlugin

from benchmarks.questions import Kind, Question
from search import Story

from . import LIMIT, Answer

_BUILT: Final = "built.txt"  # seconds the build took


class StockWhoosh:
    """Whoosh in a folder."""

    name = "whoosh"
    questions: int | None = 5

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._searcher: Any = None  # Whoosh is not typed
        self._parser: QueryParser = MultifieldParser(["title", "body"], _schema())
        self._parser.add_plugin(FuzzyTermPlugin())
        self._parser.replace_plugin(PrefixPlugin())
        self._parser.add_plugin(GtLtPlugin())

    @property
    def is_built(self) -> bool:
        """Whether the folder holds a finished index."""
        return (self._folder / _BUILT).exists()

    def build(self, stories: Sequence[Story], stemmed: Sequence[str] | None = None) -> float:
        """Index, or say how long it took when it was done."""
        if not self.is_built:
            self._folder.mkdir(parents=True, exist_ok=True)
            started = time.perf_counter()
            writer = index.create_in(self._folder, _schema()).writer(limitmb=256)
            for story in stories:
                published = story.published
                writer.add_document(
                    id=story.id,
                    title=story.title,
                    body="\n".join((*story.body, *story.captions)),
                    author=story.authors[0] if story.authors else "",
                    topic=",".join(topic.replace(",", " ") for topic in story.topics),
                    month=(published.month or "") if published else "",
                    date=published.start.replace(tzinfo=None) if published else None,
                )
            writer.commit()
            seconds = time.perf_counter() - started
            (self._folder / _BUILT).write_text(str(seconds), "utf-8")
        self._searcher = index.open_dir(self._folder).searcher()
        return float((self._folder / _BUILT).read_text("utf-8"))

    def text(self, question: Question) -> str | None:
        """In Whoosh's query language, the words as they are."""
        words = question.words
        match question.kind:
            case Kind.ANY:
                return " OR ".join(words)
            case Kind.PHRASE_2 | Kind.PHRASE_3:
                return f'"{" ".join(words)}"'
            case Kind.PREFIX:
                return f"{words[0]}*"
            case Kind.DATED:
                assert question.months is not None
                first, last = (month.replace("-", "") for month in question.months)
                return f"{words[0]} date:[{first} TO {last}]"
            case Kind.FUZZY:
                return f"{words[0]}~1"
            case _:
                return " ".join(words)

    def search(self, text: str) -> Answer:
        """Parse, search and group in one call."""
        facets = sorting.Facets()
        facets.add_field("author").add_field("month").add_field("topic", allow_overlap=True)
        results = self._searcher.search(self._parser.parse(text), limit=LIMIT, groupedby=facets)
        groups = [results.groups(name) for name in ("author", "month", "topic")]
        return Answer(len(results), tuple(hit["id"] for hit in results), groups)

    def close(self) -> None:
        """Close the searcher."""
        if self._searcher is not None:
            self._searcher.close()


def _schema() -> fields.Schema:
    words = StandardAnalyzer(stoplist=None, minsize=1)
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(analyzer=words),
        body=fields.TEXT(analyzer=words),
        author=fields.ID(sortable=True),
        topic=fields.KEYWORD(commas=True, sortable=True),
        month=fields.ID(sortable=True),
        date=fields.DATETIME(sortable=True),
    )
