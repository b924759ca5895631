"""The peer in Rust: tantivy by its Python package, one writer thread.

Two fields: the text with positions, and the same text stemmed beforehand (stems are not timed, and
have no positions: fewer bytes to write). Author, topic and month are columns; a hit's id comes
through a number column, the quickest way there is.
"""

import calendar
import re
import shutil
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import tantivy

from benchmarks.questions import Kind, Question
from search import Stemmer, Story

from . import FACET_LIMIT, LIMIT, Answer, whole_text

_HEAP: Final = 256 << 20  # bytes
_WORD: Final = re.compile(r"\w+")

_FACETS: Final[dict[str, Any]] = {
    name: {"terms": {"field": name, "size": FACET_LIMIT}} for name in ("author", "topic", "month")
}


class Tantivy:
    """tantivy in a folder."""

    name = "tantivy"
    questions: int | None = None

    def __init__(self, folder: Path, stemmer: Stemmer) -> None:
        self._folder = folder
        self._stemmer = stemmer
        self._ids: list[str] = []
        self._index: tantivy.Index | None = None

    def build(self, stories: Sequence[Story], stemmed: Sequence[str] | None) -> float:
        """One writer, one commit."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        started = time.perf_counter()
        self._index = _open(self._folder)
        writer = self._index.writer(_HEAP, 1)
        for number, story in enumerate(stories):
            writer.add_document(_document(number, story, stemmed[number] if stemmed else ""))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        seconds = time.perf_counter() - started
        self._ids = [story.id for story in stories]
        return seconds

    def update(self, number: int, story: Story, stemmed: str) -> float:
        """Replace one story, commit, and see it; returns seconds."""
        assert self._index is not None
        started = time.perf_counter()
        writer = self._index.writer(_HEAP, 1)
        writer.delete_documents_by_query(self._index.parse_query(f"number:{number}"))
        writer.add_document(_document(number, story, stemmed))
        writer.commit()
        self._index.reload()
        found = self._index.searcher().search(
            self._index.parse_query(story.title.split()[0].lower(), ["text"]), LIMIT
        )
        seconds = time.perf_counter() - started
        assert found.hits
        return seconds

    def text(self, question: Question) -> str | None:
        """In tantivy's query language; words are stemmed beforehand."""
        field = "text" if question.is_exact else "stems"
        words = list(question.words)
        if not question.is_exact and question.kind is not Kind.PREFIX:
            words = [self._stemmer.stem(word) for word in words]
        match question.kind:
            case Kind.ANY:
                return " OR ".join(f"{field}:{word}" for word in words)
            case Kind.PHRASE_2 | Kind.PHRASE_3:
                return f'text:"{" ".join(words)}"'
            case Kind.PREFIX:
                return f"text:/{words[0]}.*/"
            case Kind.FUZZY:
                return f"~{question.words[0]}"  # the language has no sign for it: see `search`
            case Kind.DATED:
                assert question.months is not None
                first, last = question.months
                year, month = map(int, last.split("-"))
                end = f"{last}-{calendar.monthrange(year, month)[1]}T23:59:59Z"
                return f"+{field}:{words[0]} +day:[{first}-01T00:00:00Z TO {end}]"
            case _:
                lifts = [f"{field}:{self._stemmer.stem(word)}" for word in question.lifts]
                return " ".join((*(f"+{field}:{word}" for word in words), *lifts))

    def search(self, text: str) -> Answer:
        """One pass for hits and count, one for the three facets: the API has no joint one."""
        index = self._index
        assert index is not None
        if text.startswith("~"):
            query = tantivy.Query.fuzzy_term_query(index.schema, "text", text[1:], 1)
        else:
            query = index.parse_query(text, ["text"], allow_regexes=True)
        searcher = index.searcher()
        found = searcher.search(query, LIMIT, True)
        facets = searcher.aggregate(query, _FACETS)
        numbers = searcher.fast_field_values("number", [address for _, address in found.hits])
        total: int = found.count  # type: ignore[attr-defined] # its stub lacks it
        return Answer(total, tuple(self._ids[int(n or 0)] for n in numbers), facets)

    def ranked(self, text: str, limit: int) -> list[str]:
        """Ids of the best stories with any of the words or their stems (measures of relevance)."""
        index = self._index
        assert index is not None
        words = [word.lower() for word in _WORD.findall(text)]
        if not words:
            return []
        stems = (f"stems:{self._stemmer.stem(word)}" for word in words)
        query = index.parse_query(" ".join((*(f"text:{word}" for word in words), *stems)), ["text"])
        searcher = index.searcher()
        addresses = [address for _, address in searcher.search(query, limit).hits]
        numbers = searcher.fast_field_values("number", addresses)
        return [self._ids[int(number or 0)] for number in numbers]

    def close(self) -> None:
        """Let go of the index."""
        self._index = None


def _open(folder: Path) -> tantivy.Index:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", tokenizer_name="plain", index_option="position")
    schema.add_text_field("stems", tokenizer_name="blanks", index_option="freq")
    schema.add_text_field("author", fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("topic", fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_unsigned_field("month", fast=True)
    schema.add_unsigned_field("number", fast=True, indexed=True)
    schema.add_date_field("day", fast=True, indexed=True)
    index = tantivy.Index(schema.build(), path=str(folder))
    plain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    index.register_tokenizer("plain", plain.filter(tantivy.Filter.lowercase()).build())
    blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    index.register_tokenizer("blanks", blanks.build())
    return index


def _document(number: int, story: Story, stemmed: str) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("text", whole_text(story))
    document.add_text("stems", stemmed)
    document.add_unsigned("number", number)
    for author in story.authors:
        document.add_text("author", author)
    for topic in story.topics:
        document.add_text("topic", topic)
    if story.published is not None and story.published.month is not None:
        day = story.published.days().start
        assert day is not None
        document.add_unsigned("month", day.year * 100 + day.month)
        document.add_date("day", datetime(day.year, day.month, day.day, tzinfo=UTC))
    return document
