"""Which short forms, long forms and spellings count as one in a home?

The shipped lists, without what the newsroom removed, with what it added, and with what this
archive's own stories explain (mined, until it is rejected). Nothing here touches the index: a
decision holds from the next query on.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from .errors import BadQuery
from .language.mining import Mine, Pair
from .language.spellings import words_of
from .language.stems import sastrawi
from .language.variants import Lexicon, Synonym, shipped_synonyms
from .newsroom import Newsroom, now
from .store import Store

ACRONYM: Final = "acronym"
ACRONYM_IN_CAPITALS: Final = "acronym-capitals"
SPELLING: Final = "spelling-variant"
_NOTES: Final = {ACRONYM_IN_CAPITALS: "match only in capitals"}

_Key = tuple[tuple[str, ...], tuple[str, ...]]


class Standing(StrEnum):
    """Where a pair comes from, or why it is not used; verdicts of newsroom.db among them."""

    SHIPPED = "shipped"
    ADDED = "added"
    MINED = "mined"
    ACCEPTED = "accepted"
    REMOVED = "removed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Entry:
    """One pair; `count` is the stories that explain it, 0 where it was not mined."""

    synonym: Synonym
    standing: Standing
    count: int = 0

    @property
    def is_used(self) -> bool:
        """Whether queries are read by it."""
        return self.standing not in (Standing.REMOVED, Standing.REJECTED)

    def to_json(self) -> dict[str, object]:
        """The entry for scripts."""
        own = self.synonym
        return {
            "short": own.short, "long": own.long, "kind": own.kind, "note": own.note,
            "status": self.standing.value, "count": self.count, "used": self.is_used,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class MineReport:
    """What mining found: `new` pairs wait for review, of `kept` ones in all."""

    stories: int
    new: tuple[Entry, ...]
    kept: int


def lexicon_of(newsroom: Newsroom) -> Lexicon:
    """What queries of this home are read by. Valid as long as `newsroom.version` stays.

    Raises:
        DamagedStore: as Newsroom.
    """
    return Lexicon(entry.synonym for entry in entries(newsroom) if entry.is_used)


def entries(newsroom: Newsroom) -> list[Entry]:
    """Every pair known, the shipped ones first, then by frequency; also what is not used."""
    with newsroom.reading() as connection:
        own = {} if connection is None else _rows(connection)
    result = []
    for synonym, key in zip(shipped_synonyms(), _shipped_keys(), strict=True):
        decided = own.get(key)
        is_removed = decided is not None and not decided.is_used
        result.append(Entry(synonym, Standing.REMOVED if is_removed else Standing.SHIPPED))
    rest = [own[key] for key in own.keys() - set(_shipped_keys())]
    return result + sorted(rest, key=_rank)


def waiting(newsroom: Newsroom) -> list[Entry]:
    """The mined pairs on which nobody decided yet, the most frequent first."""
    return [entry for entry in entries(newsroom) if entry.standing is Standing.MINED]


def add(newsroom: Newsroom, short: str, long: str, kind: str = ACRONYM) -> bool:
    """Use a pair from now on; returns whether that changes anything.

    Raises:
        BadQuery: one of the two holds no word, or both are the same words.
    """
    synonym = Synonym(short.strip(), long.strip(), kind, _NOTES.get(kind, ""))
    key = _key(synonym)
    if key[0] == key[1] or not all(any(map(str.isalnum, "".join(words))) for words in key):
        raise BadQuery(f"{short!r} and {long!r} are no two names of one thing", piece=short)
    known = [entry for entry in entries(newsroom) if _key(entry.synonym) == key]
    is_shipped = key in _shipped_keys()
    if any(entry.standing is Standing.SHIPPED for entry in known) or (
        any(entry.standing is Standing.ADDED and entry.synonym == synonym for entry in known)
    ):
        return False
    with newsroom.writing() as connection:
        _forget(connection, known)
        if not is_shipped:
            count = max((entry.count for entry in known), default=0)
            _put(connection, Entry(synonym, Standing.ADDED, count))
    return True


def remove(newsroom: Newsroom, short: str, long: str = "") -> list[Entry]:
    """Use a short form's pairs no more (with `long`: only that one); returns those it had.

    What was added by hand is gone; what was shipped or mined is remembered as removed.
    """
    own, other = words_of(short), words_of(long)
    found = [
        entry
        for entry in entries(newsroom)
        if entry.is_used and _key(entry.synonym)[0] == own
        and (not other or _key(entry.synonym)[1] == other)
    ]  # fmt: skip
    if found:
        with newsroom.writing() as connection:
            _forget(connection, found)
            for entry in found:
                if entry.standing is not Standing.ADDED or entry.count:
                    _put(connection, Entry(entry.synonym, Standing.REMOVED, entry.count))
    return found


def decide(
    newsroom: Newsroom, accepted: Iterable[Entry] = (), rejected: Iterable[Entry] = ()
) -> None:
    """Keep the review's verdicts on mined pairs; all or none."""
    verdicts = [Entry(entry.synonym, Standing.ACCEPTED, entry.count) for entry in accepted]
    verdicts += [Entry(entry.synonym, Standing.REJECTED, entry.count) for entry in rejected]
    with newsroom.writing() as connection:
        _forget(connection, verdicts)
        for entry in verdicts:
            _put(connection, entry)


def mined(newsroom: Newsroom, short: str) -> list[Entry]:
    """The pairs of a short form that mining found, whatever was decided on them."""
    own = words_of(short)
    reviewed = (Standing.MINED, Standing.ACCEPTED, Standing.REJECTED)
    return [
        entry for entry in entries(newsroom)
        if entry.standing in reviewed and words_of(entry.synonym.short) == own
    ]  # fmt: skip


def mine(
    store: Store, newsroom: Newsroom, on_story: Callable[[], None] = lambda: None
) -> MineReport:
    """Look through every public story for pairs that no shipped list has.

    Verdicts stay; a pair on which nobody decided goes where the archive no longer bears it out.

    Raises:
        DamagedStore: as Store and Newsroom.
    """
    field = Mine()
    stories = 0
    for change in store.changes(0):
        if change.story is not None:
            field.add(change.story.body)
            stories += 1
        on_story()
    found = _unknown(field.pairs(sastrawi().knows))
    with newsroom.writing() as connection:
        before = _rows(connection)
        new = tuple(entry for entry in found if _key(entry.synonym) not in before)
        undecided = [entry for entry in before.values() if entry.standing is Standing.MINED]
        _forget(connection, [*undecided, *found])
        for entry in found:
            old = before.get(_key(entry.synonym), entry)
            kept = entry if old.standing is Standing.MINED else old
            _put(connection, Entry(kept.synonym, kept.standing, entry.count))
    return MineReport(stories, new, len(found))


def _unknown(pairs: Sequence[Pair]) -> list[Entry]:
    """The mined pairs that the shipped lists lack, as entries."""
    shipped = Lexicon(shipped_synonyms())
    shorts = {short for short, _ in _shipped_keys()}
    found = []
    for pair in pairs:
        short, long = words_of(pair.short), words_of(pair.long)
        in_capitals = [word.upper() for word in short]
        known = {variant.words for expansion in shipped.expansions(short, in_capitals)
                 if expansion.end - expansion.start == len(short)
                 for variant in expansion.variants}  # fmt: skip
        if long in known or not short or not long:
            continue
        is_disputed = pair.in_capitals or short in shorts
        kind = ACRONYM_IN_CAPITALS if is_disputed else ACRONYM
        synonym = Synonym(pair.short, pair.long, kind, _NOTES.get(kind, ""))
        found.append(Entry(synonym, Standing.MINED, pair.count))
    return found


def _rank(entry: Entry) -> tuple[int, str, str]:
    return -entry.count, entry.synonym.short, entry.synonym.long


@cache
def _shipped_keys() -> tuple[_Key, ...]:
    return tuple(map(_key, shipped_synonyms()))


def _key(synonym: Synonym) -> _Key:
    return words_of(synonym.short), words_of(synonym.long)


def _rows(connection: sqlite3.Connection) -> dict[_Key, Entry]:
    """What newsroom.db holds, by the words of the two forms."""
    rows = connection.execute("SELECT short, long, kind, verdict, count FROM synonyms").fetchall()
    found = (
        Entry(Synonym(short, long, kind, _NOTES.get(kind, "")), Standing(verdict), count)
        for short, long, kind, verdict, count in rows
    )
    return {_key(entry.synonym): entry for entry in found}


def _put(connection: sqlite3.Connection, entry: Entry) -> None:
    own = entry.synonym
    connection.execute(
        "INSERT OR REPLACE INTO synonyms (short, long, kind, verdict, count, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (own.short, own.long, own.kind, entry.standing.value, entry.count, now()),
    )


def _forget(connection: sqlite3.Connection, known: Iterable[Entry]) -> None:
    """Delete the rows of these pairs, however they are printed."""
    keys = {_key(entry.synonym) for entry in known}
    rows = connection.execute("SELECT short, long FROM synonyms").fetchall()
    gone = [row for row in rows if (words_of(row[0]), words_of(row[1])) in keys]
    connection.executemany("DELETE FROM synonyms WHERE short = ? AND long = ?", gone)
