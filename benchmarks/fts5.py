"""The peer: SQLite FTS5 with its own tokenizer and bm25(), title worth three times the body."""

import re
import sqlite3
from collections.abc import Iterable

from search import Story

_WORD = re.compile(r"\w+")


class Fts5:
    """Stories in a table of SQLite's full-text index, in memory."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE f USING fts5(id UNINDEXED, title, body)")
        self._connection.executemany(
            "INSERT INTO f VALUES (?, ?, ?)", ((s.id, s.title, "\n".join(s.body)) for s in stories)
        )

    def search(self, text: str, limit: int) -> list[str]:
        """Ids of the best stories with any of the words."""
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        if not words:
            return []
        rows = self._connection.execute(
            "SELECT id FROM f WHERE f MATCH ? ORDER BY bm25(f, 0, 3.0, 1.0) LIMIT ?", (words, limit)
        )
        return [row[0] for row in rows]
