"""Which stories does a story correct or continue, and which correct or continue it?

A source names the other story by its id or its URL. The name is kept as it is and looked up when
it is asked for, so a link may come in before the story it leads to, and leads nowhere until then.
The links lie in a table of their own beside the stories, so that both ends find each other at once.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .values import Story

LINKS_SCHEMA: Final = (
    """
CREATE TABLE links (
    target TEXT NOT NULL,       -- an id or a URL, as the source gave it
    kind TEXT NOT NULL,         -- of LinkKind
    story TEXT NOT NULL,        -- the id of the story that has the link
    PRIMARY KEY (target, kind, story)
) WITHOUT ROWID
""",
    "\nCREATE INDEX links_by_story ON links (story)",
    "\nCREATE INDEX stories_by_url ON stories (json_extract(story, '$.url'))",
)
_NAMES_AT_ONCE: Final = 400  # below SQLite's oldest limit of 999 variables, each given twice


class LinkKind(StrEnum):
    """What a link says; the names of a Story's fields."""

    CORRECTS = "corrects"
    CONTINUES = "continues"


@dataclass(frozen=True, slots=True)
class LinkIds:
    """The ids at the other ends of a story's links, held and removed stories among them."""

    corrects: frozenset[str] = frozenset()
    corrected_by: frozenset[str] = frozenset()
    continues: frozenset[str] = frozenset()
    continued_by: frozenset[str] = frozenset()


def has_links(connection: sqlite3.Connection) -> bool:
    """Whether a store has the table; one of before gets it with the next story that is put."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'links'"
    )
    return found.fetchone() is not None


def build_links(connection: sqlite3.Connection) -> None:
    """Make the table of a store that has none, in the caller's transaction."""
    for statement in LINKS_SCHEMA:
        connection.execute(statement)
    for kind in LinkKind:
        connection.execute(
            "INSERT OR IGNORE INTO links SELECT own.value, ?1, stories.id"
            " FROM stories, json_each(stories.story, '$.' || ?1) AS own",
            (kind.value,),
        )


def keep_links(connection: sqlite3.Connection, story: Story) -> None:
    """Note the links of a story in place of those it had."""
    forget_links(connection, story.id)
    connection.executemany(
        "INSERT OR IGNORE INTO links VALUES (?, ?, ?)",
        ((target, kind.value, story.id) for kind in LinkKind for target in _targets(story, kind)),
    )


def forget_links(connection: sqlite3.Connection, story_id: str) -> None:
    """Drop the links that a story has; those that lead to it are others' words."""
    connection.execute("DELETE FROM links WHERE story = ?", (story_id,))


def link_ids(connection: sqlite3.Connection, story: Story) -> LinkIds:
    """The stories that a story is linked with, in both directions; itself is never among them."""
    if not has_links(connection):
        return LinkIds()
    leading: dict[LinkKind, set[str]] = {kind: set() for kind in LinkKind}
    rows = connection.execute(
        "SELECT kind, story FROM links WHERE target IN (?, ?)", (story.id, story.url or story.id)
    )
    for kind, other in rows:
        leading[LinkKind(kind)].add(other)
    own = {kind: set(_ids_of(connection, _targets(story, kind))) for kind in LinkKind}
    itself = {story.id}
    return LinkIds(
        corrects=frozenset(own[LinkKind.CORRECTS] - itself),
        corrected_by=frozenset(leading[LinkKind.CORRECTS] - itself),
        continues=frozenset(own[LinkKind.CONTINUES] - itself),
        continued_by=frozenset(leading[LinkKind.CONTINUES] - itself),
    )


def _targets(story: Story, kind: LinkKind) -> tuple[str, ...]:
    return story.corrects if kind is LinkKind.CORRECTS else story.continues


def _ids_of(connection: sqlite3.Connection, names: Iterable[str]) -> Iterator[str]:
    """The ids of the stories that have one of some names as id or URL."""
    wanted = list(filter(None, names))
    for at in range(0, len(wanted), _NAMES_AT_ONCE):
        part = wanted[at : at + _NAMES_AT_ONCE]
        marks = ",".join("?" * len(part))
        rows = connection.execute(
            f"SELECT id FROM stories WHERE id IN ({marks})"
            f" UNION SELECT id FROM stories WHERE json_extract(story, '$.url') IN ({marks})",
            (*part, *part),
        )
        yield from (row[0] for row in rows)
