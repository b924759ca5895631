"""Dull stories and small helpers, so that a test names only what it is about."""

from collections.abc import Iterable
from typing import Any, Protocol

from search.dates import Moment
from search.ports import Found, IndexState, Reader, Request, Writer
from search.query.clauses import Clause, Exact, Plan, Word
from search.values import Story


class Index(Protocol):
    """What every engine's index offers, beside the two ports."""

    def writer(self) -> Writer:
        """A writer; the caller sees to it that there is one at a time."""
        ...

    def reader(self, mask: frozenset[str] = frozenset()) -> Reader:
        """A snapshot of the newest commit, without the stories of `mask`."""
        ...


def a_story(**changes: Any) -> Story:
    """A dull public story with these fields changed; a `body` of one text is one paragraph.

    `published` may be ISO 8601 of any precision.
    """
    values: dict[str, Any] = {
        "id": "s1",
        "title": "Kabar hari ini",
        "body": ("Isi kabar.",),
        **changes,
    }
    if isinstance(values["body"], str):
        values["body"] = (values["body"],)
    if isinstance(values.get("published"), str):
        values["published"] = a_moment(values["published"])
    return Story(**values)


def a_moment(iso: str) -> Moment:
    """The moment an ISO 8601 text of any precision names."""
    moment = Moment.from_iso(iso)
    assert moment is not None, f"{iso!r} names no moment"
    return moment


def commit(
    index: Index, *stories: Story, remove: Iterable[str] = (), revision: int = 1
) -> IndexState:
    """Remove and then add stories in one batch, and commit it."""
    writer = index.writer()
    writer.remove(remove)
    writer.add(stories)
    state = writer.commit(archive_id="arsip", epoch="e1", revision=revision)
    writer.close()
    return state


def words(*clauses: Clause | str) -> Plan:
    """A plan of content words; a bare text stands for the exact term."""
    return Plan(words=tuple(Word(str(c), _clause(c)) for c in clauses))


def must(*clauses: Clause | str) -> Plan:
    """A plan of strict clauses; a bare text stands for the exact term."""
    return Plan(strict=tuple(map(_clause, clauses)))


def _clause(clause: Clause | str) -> Clause:
    return Exact((clause,)) if isinstance(clause, str) else clause


def ask(reader: Reader, plan: Plan, **request: Any) -> Found:
    """Search with a limit that no test archive reaches, unless the test sets one."""
    return reader.search(Request(plan=plan, **{"limit": 1_000, **request}))


def ids(found: Found) -> list[str]:
    """The ids of the hits in order."""
    return [story_id for story_id, _ in found.hits]


def found_ids(reader: Reader, plan: Plan, **request: Any) -> set[str]:
    """The ids of everything found."""
    return set(ids(ask(reader, plan, **request)))
