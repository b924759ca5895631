"""Does a story satisfy a clause? Each kind of clause by its definition in search.query.clauses."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from search.language.families import family_of
from search.language.tokens import tokenize
from search.ports import MAX_EXPANSIONS
from search.query.clauses import (
    All,
    Boosted,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Sequence,
    Valued,
    Variants,
    Without,
)
from search.values import facet_values

from .distance import edit_distance
from .entries import Entry, Place

TermTest = Callable[[str], bool]


class Matcher:
    """Answers for the stories of one snapshot and one request.

    `stem` maps a term to its stem. What a pattern or fuzzy word stands for depends on the
    vocabulary of all `entries`, since only the first terms of it count (MAX_EXPANSIONS).
    """

    def __init__(self, entries: tuple[Entry, ...], stem: Callable[[str], str]) -> None:
        self._entries = entries
        self._stem = stem
        self._known: dict[Clause, dict[str, bool]] = {}
        self._expansions: dict[Pattern | Fuzzy, tuple[frozenset[str], bool]] = {}

    def matches(self, clause: Clause, entry: Entry) -> bool:
        """Whether the story satisfies the clause; each story is read once for each clause."""
        known = self._known.setdefault(clause, {})
        story_id = entry.story.id
        if story_id not in known:
            known[story_id] = self._match(clause, entry)
        return known[story_id]

    def _match(self, clause: Clause, entry: Entry) -> bool:
        match clause:
            case Family() | Exact() | Pattern() | Fuzzy():
                fits = self.term_test(clause)
                return any(
                    fits(term) for _, terms in entry.places_in(clause.fields) for term in terms
                )
            case Sequence():
                return any(next(runs(clause, entry.places[f]), None) for f in clause.fields)
            case Dated():
                moment = entry.story.published
                return moment is not None and clause.days.covers(moment.days())
            case Valued():
                values = facet_values(entry.story, clause.facet)
                return any(_holds(value, clause.words) for value in values)
            case Every():
                return True
            case All():
                return all(self.matches(part, entry) for part in clause.clauses)
            case Either() | Variants():
                return any(self.matches(part, entry) for part in clause.clauses)
            case Without():
                return not self.matches(clause.clause, entry)
            case Boosted():
                return self.matches(clause.clause, entry)

    def term_test(self, clause: Family | Exact | Pattern | Fuzzy) -> TermTest:
        """A test whether a term is one of those the clause stands for."""
        match clause:
            case Family():
                return lambda term: self._is_form(term, clause)
            case Exact():
                return clause.terms.__contains__
            case Pattern() | Fuzzy():
                return self._expansion(clause)[0].__contains__

    def _is_form(self, term: str, family: Family) -> bool:
        if term == family.typed or term in family.also:
            return True
        return term not in family.but and family_of(term, self._stem) == family.stem

    def is_cut(self, clause: Clause) -> bool:
        """Whether a pattern or fuzzy word in the clause has more terms than may count."""
        match clause:
            case Pattern() | Fuzzy():
                return self._expansion(clause)[1]
            case All() | Either():
                return any(self.is_cut(part) for part in clause.clauses)
            case Without() | Boosted():
                return self.is_cut(clause.clause)
            case _:
                return False

    def expansion(self, clause: Pattern | Fuzzy) -> tuple[str, ...]:
        """The terms a clause stands for, sorted."""
        return tuple(sorted(self._expansion(clause)[0]))

    def _expansion(self, clause: Pattern | Fuzzy) -> tuple[frozenset[str], bool]:
        """The first terms of the snapshot that fit, and whether there were more than may count.

        The vocabulary is that of all text fields of all living stories, wherever is asked.
        """
        known = self._expansions.get(clause)
        if known is None:
            vocabulary = frozenset[str]().union(*(entry.terms for entry in self._entries))
            fitting = sorted(filter(_fits(clause), vocabulary))
            known = frozenset(fitting[:MAX_EXPANSIONS]), len(fitting) > MAX_EXPANSIONS
            self._expansions[clause] = known
        return known


def runs(clause: Sequence, places: tuple[Place, ...]) -> Iterator[tuple[int, int]]:
    """(first, last) position of each way to begin that fills the slots in order, closest end first.

    With slop n the last slot stands at most n positions further than side by side.
    """
    slots = [[at for at, terms in places if _any_in(terms, slot)] for slot in clause.slots]
    for first in slots[0]:
        last = first
        for filled in slots[1:]:
            later = bisect_right(filled, last)
            if later == len(filled):
                return  # nor does a later beginning find this slot filled
            last = filled[later]
        if last <= first + len(slots) - 1 + clause.slop:
            yield first, last


def _any_in(terms: tuple[str, ...], slot: tuple[str, ...]) -> bool:
    return any(term in slot for term in terms)


def _fits(clause: Pattern | Fuzzy) -> TermTest:
    match clause:
        case Pattern():
            expression = re.compile(".*".join(map(re.escape, clause.parts)), re.DOTALL)
            return lambda term: expression.fullmatch(term) is not None
        case Fuzzy():
            term, edits = clause.term, clause.edits
            return lambda other: (
                abs(len(term) - len(other)) <= edits and edit_distance(term, other) <= edits
            )


def _holds(value: str, words: tuple[str, ...]) -> bool:
    """Whether the words stand side by side in a facet value; hyphenated ones in any spelling.

    "Covid-19" holds ("covid-19",), ("covid19",) and ("covid", "19"), as a quoted text would.
    """
    places = [token.terms for token in tokenize(value)]
    starts = range(len(places) - len(words) + 1)
    return any(all(word in places[start + i] for i, word in enumerate(words)) for start in starts)
