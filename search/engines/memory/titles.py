"""How does a title hold what is being typed? By its definition in search.ports.Reader.titles."""

from collections.abc import Sequence

from search.query.clauses import TextField

from .entries import Entry


def title_level(entry: Entry, words: Sequence[Sequence[str]], prefix: str) -> int | None:
    """0 where a story's title begins with all of it, 1 if it is in a row, 2 in order, 3 anyhow;
    None where it is not there.
    """
    places = entry.places[TextField.TITLE]
    standing = [[at for at, terms in places if set(word) & set(terms)] for word in words]
    begun = [at for at, terms in places if any(term.startswith(prefix) for term in terms)]
    if not any(all(any(at != last for at in own) for own in standing) for last in begun):
        return None
    standing.append(begun)
    rows = [
        first for first in standing[0] if all(first + at in own for at, own in enumerate(standing))
    ]
    if rows:
        return 0 if min(rows) == 0 else 1
    return 2 if _in_order(standing) else 3


def _in_order(standing: Sequence[Sequence[int]]) -> bool:
    last = -1
    for own in standing:
        later = [at for at in own if at > last]
        if not later:
            return False
        last = min(later)
    return True
