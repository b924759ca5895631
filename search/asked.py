"""What does a plan ask of each token of a text? Its words as bits over terms and stems.

Each clause about one word, and each slot of a sequence, has a bit of its own; a token answers the
bits of its terms. Where an archive says which forms a family has in it, the terms are all there is
to it, and no word of a text needs to be stemmed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from .language.families import family_of
from .query.clauses import (
    All,
    Boosted,
    Clause,
    Either,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Plan,
    Sequence,
    TextField,
    Variants,
)
from .query.wordtests import edit_distance_within, pattern_fits

_SUM_TERM: Final = "idr:"

Stem = Callable[[str], str]
Forms = Callable[[str], tuple[str, ...]]
"""Every term of an archive whose family a stem names (ports.Reader.forms)."""
_Leaf = Family | Exact | Sequence | Pattern | Fuzzy


@dataclass(frozen=True, slots=True)
class Ordered:
    """A sequence: the bit of each of its slots, and of all."""

    slots: tuple[int, ...]
    all_slots: int
    slop: int
    fields: tuple[TextField, ...]
    word: int


class Asked:
    """The words of a plan that can be marked, numbered from 0 up to `count`.

    With `forms` the texts must be of the archive that these are of.
    """

    def __init__(self, plan: Plan, stem: Stem, forms: Forms | None = None) -> None:
        self._stem = stem
        self._forms = forms
        self._terms: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._but: dict[str, int] = {}  # bits of families that a term was taken out of
        self._tests: list[tuple[Callable[[str], bool], int]] = []
        self._next_bit = 1
        self.alone: list[tuple[int, int]] = []
        """Bit and word of each clause that one token answers."""
        self.ordered: list[Ordered] = []
        self.of_field = dict.fromkeys(TextField, 0)
        """The bits of what is asked of each field."""
        self.stems: set[str] = set()
        """A term with none of these stems answers nothing, unless there are `tests`; not known
        where `forms` are, then `terms` alone answer.
        """
        self.count = 0
        for clause in (*(word.clause for word in plan.words), *plan.strict):
            for leaves in _said(clause):
                self._add(leaves)
        self.terms = frozenset(self._terms)
        """The terms that answer by themselves; others may by their stem or by `tests`."""

    @property
    def tests(self) -> bool:
        """Whether it asks for patterns or misspellings, which any term may answer."""
        return bool(self._tests)

    @property
    def sums(self) -> bool:
        """Whether it may ask for the value of a sum of rupiah."""
        return self.tests or any(term.startswith(_SUM_TERM) for term in self._terms)

    def bits(self, terms: Iterable[str]) -> int:
        """What a token with these terms answers."""
        stem, stems = self._stem, self._stems
        bits = 0
        for term in terms:
            bits |= self._terms.get(term, 0)
            if stems:
                family = family_of(term, stem) if "-" in term else stem(term)
                if family in stems:
                    bits |= stems[family] & ~self._but.get(term, 0)
            for test, its_bit in self._tests:
                if test(term):
                    bits |= its_bit
        return bits

    def _add(self, leaves: list[_Leaf]) -> None:
        """Learn the clauses that answer one word of the query."""
        for leaf in leaves:
            if isinstance(leaf, Sequence):
                slots = tuple(self._add_terms(slot, leaf) for slot in leaf.slots)
                bits = reduce(or_, slots)
                self.ordered.append(Ordered(slots, bits, leaf.slop, leaf.fields, self.count))
            else:
                self.alone.append((self._add_word(leaf), self.count))
        self.count += 1

    def _add_word(self, leaf: Family | Exact | Pattern | Fuzzy) -> int:
        match leaf:
            case Exact():
                return self._add_terms(leaf.terms, leaf)
            case Family() if self._forms:
                taken_out = set(leaf.but)
                forms = (term for term in self._forms(leaf.stem) if term not in taken_out)
                return self._add_terms((leaf.typed, *leaf.also, *forms), leaf)
            case Family():
                bit = self._add_terms((leaf.typed, *leaf.also), leaf)
                self._stems[leaf.stem] = self._stems.get(leaf.stem, 0) | bit
                self.stems.add(leaf.stem)
                for term in leaf.but:
                    self._but[term] = self._but.get(term, 0) | bit
                return bit
            case Pattern():
                test = pattern_fits(leaf.parts)
            case Fuzzy():
                test = edit_distance_within(leaf.term, leaf.edits)
        bit = self._add_terms((), leaf)
        self._tests.append((test, bit))
        return bit

    def _add_terms(self, terms: Iterable[str], leaf: _Leaf) -> int:
        """A new bit for a clause or slot, and the terms that answer it."""
        bit, self._next_bit = self._next_bit, self._next_bit << 1
        for term in terms:
            self._terms[term] = self._terms.get(term, 0) | bit
            if not self._forms:
                self.stems.add(self._stem(term))
        for field in leaf.fields:
            self.of_field[field] |= bit
        return bit


def _said(clause: Clause) -> Iterator[list[_Leaf]]:
    """The words of a clause, each with all that says it; what is excluded is no match."""
    match clause:
        case Family() | Exact() | Sequence() | Pattern() | Fuzzy():
            yield [clause]
        case Variants():
            yield list(clause.clauses)
        case All() | Either():
            for part in clause.clauses:
                yield from _said(part)
        case Boosted():
            yield from _said(clause.clause)
        case _:
            return
