"""Which stories does a clause match?

Sets are plain Python sets over Whoosh's postings; Whoosh's own query tree is not used (several of
its nodes return deleted stories or wrong scores: docs/decisions/0001).
"""

from collections.abc import Callable
from itertools import islice

from search.language.families import Families
from search.language.tokens import tokenize
from search.ports import MAX_EXPANSIONS
from search.query.clauses import (
    ALL_FIELDS,
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
    TextField,
    Valued,
    Without,
)
from search.query.wordtests import edit_distance_within, pattern_fits

from .postings import Postings

Numbers = set[int]


class Evaluator:
    """Evaluates the clauses of one request and remembers each answer."""

    def __init__(self, postings: Postings, families: Families) -> None:
        self.postings = postings
        self._families = families
        self._numbers: dict[Clause, Numbers] = {}
        self._expansions: dict[Clause, tuple[str, ...]] = {}
        self.cut = False
        """Whether a pattern or fuzzy word had more terms than the budget allows."""

    def matching(self, clause: Clause) -> Numbers:
        """The living stories that satisfy a clause."""
        known = self._numbers.get(clause)
        if known is None:
            known = self._numbers[clause] = self._match(clause)
        return known

    def _match(self, clause: Clause) -> Numbers:
        postings = self.postings
        match clause:
            case Family() | Exact() | Pattern() | Fuzzy():
                return postings.numbers(clause.fields, self.forms(clause))
            case Sequence():
                return {n for field in clause.fields for n in self.occurrences(clause, field)}
            case Dated():
                return {
                    number
                    for number in postings.living
                    if (moment := postings.moments[number]) and clause.days.covers(moment.days())
                }
            case Valued():
                values = postings.facets[clause.facet]
                fits = _Fits(clause.words)
                return {n for n in postings.living if any(fits(value) for value in values[n])}
            case Every():
                return set(postings.living)
            case All():
                return set.intersection(*(self.matching(part) for part in clause.clauses))
            case Either():
                return set().union(*(self.matching(part) for part in clause.clauses))
            case Without():
                return set(postings.living) - self.matching(clause.clause)
            case Boosted():
                return self.matching(clause.clause)

    def forms(self, clause: Family | Exact | Pattern | Fuzzy) -> tuple[str, ...]:
        """The terms a clause stands for in this archive."""
        match clause:
            case Family():
                forms = self._families.forms(clause.stem)
                return forms if clause.typed in forms else (clause.typed, *forms)
            case Exact():
                return clause.terms
            case _:
                known = self._expansions.get(clause)
                if known is None:
                    known = self._expansions[clause] = self._expand(clause)
                return known

    def _expand(self, clause: Pattern | Fuzzy) -> tuple[str, ...]:
        fits: Callable[[str], bool]
        if isinstance(clause, Pattern):
            prefix, fits = clause.parts[0], pattern_fits(clause.parts)
        else:
            prefix, fits = "", edit_distance_within(clause.term, clause.edits)
        living = (t for t in self.postings.starting_with(prefix) if fits(t))
        found = (t for t in living if self.postings.numbers(ALL_FIELDS, (t,)))
        terms = tuple(islice(found, MAX_EXPANSIONS + 1))
        if len(terms) > MAX_EXPANSIONS:
            self.cut = True
        return terms[:MAX_EXPANSIONS]

    def occurrences(self, clause: Sequence, field: TextField) -> dict[int, int]:
        """Story number -> how often the slots are filled in order in one field."""
        numbers = set.intersection(*(self.postings.numbers((field,), s) for s in clause.slots))
        if not numbers:
            return {}
        slots = [self.postings.positions(field, slot, numbers) for slot in clause.slots]
        counts = {n: _runs([slot.get(n, []) for slot in slots], clause.slop) for n in numbers}
        return {number: count for number, count in counts.items() if count}


def _runs(slots: list[list[int]], slop: int) -> int:
    """How many starting positions have every slot filled in order within `slop` extra positions."""
    count = 0
    for start in slots[0]:
        reachable = {start}
        for position, slot in enumerate(slots[1:], start=1):
            latest = start + position + slop
            earliest = min(reachable)
            reachable = {p for p in slot if earliest < p <= latest}
            if not reachable:
                break
        else:
            count += 1
    return count


class _Fits:
    """Whether a facet value's folded words hold the given ones side by side; remembers values."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._words = words
        self._known: dict[str, bool] = {}

    def __call__(self, value: str) -> bool:
        known = self._known.get(value)
        if known is None:
            own = [token.terms for token in tokenize(value)]
            starts = range(len(own) - len(self._words) + 1)
            known = any(
                all(word in own[at + n] for n, word in enumerate(self._words)) for at in starts
            )
            self._known[value] = known
        return known
