"""How much of a query may an engine be asked?

A pasted page, a list of a thousand alternatives or a quoted chapter is cut to its first words, and
the answer says that it is partial: what a search may cost does not hang on who types it.
"""

from typing import Final

from .clauses import All, Boosted, Clause, Either, Exact, Sequence, Without

MAX_WORDS: Final = (
    64  # a headline has at most about 25; a pasted page is cut, and the answer says so
)


def words_in(clause: Clause) -> int:
    """How many words a clause asks for: its terms, patterns and values, each of a phrase too."""
    match clause:
        case All() | Either():
            return sum(map(words_in, clause.clauses))
        case Without() | Boosted():
            return words_in(clause.clause)
        case Sequence():
            return len(clause.slots)
        case _:
            return 1


def first_words(clause: Clause, count: int) -> Clause:
    """The clause with its first `count` words, 1 or more; itself where it has no more."""
    if words_in(clause) <= count:
        return clause
    match clause:
        case All() | Either():
            kept: list[Clause] = []
            for part in clause.clauses:
                if count <= 0:
                    break
                kept.append(first_words(part, count))
                count -= words_in(part)
            return kept[0] if len(kept) == 1 else type(clause)(tuple(kept))
        case Without():
            return Without(first_words(clause.clause, count))
        case Boosted():
            return Boosted(first_words(clause.clause, count), clause.factor)
        case Sequence():
            if count == 1:
                return Exact(clause.slots[0], clause.fields)
            return Sequence(clause.slots[:count], clause.slop, clause.fields)
        case _:
            return clause
