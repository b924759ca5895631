"""The peer in C that everybody has: SQLite FTS5 with its own tokenizer and bm25()."""

import re
import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from benchmarks.questions import Kind, Question
from search import Story

from . import FACET_LIMIT, LIMIT, Answer

_WORD: Final = re.compile(r"\w+")
_SCHEMA: Final = """
CREATE VIRTUAL TABLE f USING fts5(title, body, prefix='3 4');
CREATE TABLE stories (number INTEGER PRIMARY KEY, id TEXT, author TEXT, month TEXT);
CREATE TABLE topics (number INTEGER, topic TEXT);
CREATE INDEX topics_of ON topics (number);
CREATE TEMP TABLE found (number INTEGER PRIMARY KEY, score REAL);
"""
_FACETS: Final = (
    "SELECT author, count(*) FROM found JOIN stories USING (number) GROUP BY 1",
    "SELECT month, count(*) FROM found JOIN stories USING (number) GROUP BY 1",
    "SELECT topic, count(*) FROM found JOIN topics USING (number) GROUP BY 1",
)


class Fts5:
    """FTS5 in a file; title worth three times the body."""

    name = "fts5"
    questions: int | None = 12

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "fts5.db"
        self._path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._path)
        self._connection.executescript(_SCHEMA)

    def build(self, stories: Iterable[Story], stemmed: Sequence[str] | None = None) -> float:
        """One transaction."""
        started = time.perf_counter()
        run = self._connection
        for number, story in enumerate(stories):
            body = "\n".join((*story.body, *story.captions))
            run.execute(
                "INSERT INTO f (rowid, title, body) VALUES (?, ?, ?)", (number, story.title, body)
            )
            author = story.authors[0] if story.authors else None
            month = story.published.month if story.published else None
            run.execute(
                "INSERT INTO stories VALUES (?, ?, ?, ?)", (number, story.id, author, month)
            )
            run.executemany(
                "INSERT INTO topics VALUES (?, ?)", [(number, topic) for topic in story.topics]
            )
        run.commit()
        return time.perf_counter() - started

    def text(self, question: Question) -> str | None:
        """In FTS5's language, the words as they are; days and misspellings it cannot ask for."""
        words = [f'"{word}"' for word in question.words]
        match question.kind:
            case Kind.ANY:
                return " OR ".join(words)
            case Kind.PHRASE_2 | Kind.PHRASE_3:
                return f'"{" ".join(question.words)}"'
            case Kind.PREFIX:
                return f"{words[0]} *"
            case Kind.DATED | Kind.FUZZY:
                return None
            case _:
                return " AND ".join(words)

    def search(self, text: str) -> Answer:
        """All hits with their scores into a table, then the best and the counts from it."""
        run = self._connection
        run.execute("DELETE FROM found")
        run.execute(
            "INSERT INTO found SELECT rowid, bm25(f, 3.0, 1.0) FROM f WHERE f MATCH ?", (text,)
        )
        total = run.execute("SELECT count(*) FROM found").fetchone()[0]
        rows = run.execute(
            "SELECT id FROM found JOIN stories USING (number) ORDER BY score LIMIT ?", (LIMIT,)
        ).fetchall()
        limited = (f"{sql} ORDER BY 2 DESC LIMIT {FACET_LIMIT}" for sql in _FACETS)
        facets = [run.execute(sql).fetchall() for sql in limited]
        return Answer(total, tuple(row[0] for row in rows), facets)

    def ranked(self, text: str, limit: int) -> list[str]:
        """Ids of the best stories with any of the words, for measures of relevance."""
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        if not words:
            return []
        rows = self._connection.execute(
            "SELECT id FROM f JOIN stories ON number = f.rowid WHERE f MATCH ?"
            " ORDER BY bm25(f, 3.0, 1.0) LIMIT ?",
            (words, limit),
        )
        return [row[0] for row in rows]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
