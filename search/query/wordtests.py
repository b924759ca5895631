"""Does a term fit a pattern, or lie near a word? The meaning of two clauses, for every engine."""

from collections.abc import Callable
from typing import AnyStr


def pattern_fits(parts: tuple[AnyStr, ...]) -> Callable[[AnyStr], bool]:
    """A test whether a term is the parts in order with anything between (clauses.Pattern).

    Terms are texts, or the UTF-8 of texts, as the parts are.
    """
    first, middle, last = parts[0], parts[1:-1], parts[-1] if len(parts) > 1 else parts[0][:0]

    def fits(term: AnyStr) -> bool:
        if len(term) < len(first) + len(last) or not term.endswith(last):
            return False
        if not term.startswith(first):
            return False
        at, end = len(first), len(term) - len(last)
        for part in middle:
            found = term.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True

    return fits


def edit_distance_within(term: str, edits: int) -> Callable[[str], bool]:
    """A test whether a word is at most `edits` edits from `term`.

    Edits are insertion, deletion, change, and swap of two neighbours, no part edited twice
    (optimal string alignment; Boytsov, Indexing Methods for Approximate Dictionary Searching,
    2011).
    """

    def fits(other: str) -> bool:
        if abs(len(other) - len(term)) > edits:
            return False
        before: list[int] = []
        above = list(range(len(other) + 1))
        for i, char in enumerate(term, start=1):
            row = [i]
            for j, theirs in enumerate(other, start=1):
                cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (char != theirs))
                swap = i > 1 and j > 1 and char == other[j - 2] and term[i - 2] == theirs
                row.append(min(cost, before[j - 2] + 1) if swap else cost)
            if min(row) > edits:
                return False
            before, above = above, row
        return above[-1] <= edits

    return fits
