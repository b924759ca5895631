"""Which words of a text answer a query?

The answer is that of `tokenize` and of each clause's definition, without reading every text token
by token: tokens never reach over a blank, so each run between blanks is looked at once for a query
and its answer is kept. Only the values of sums of rupiah reach further, and are read in full.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Set
from collections.abc import Sequence as Sequence_
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from string import punctuation
from typing import Final, NamedTuple

from .language.families import family_of
from .language.folding import APOSTROPHES, MAX_TERM_CHARS
from .language.tokens import Token, tokenize
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

_EDGES: Final = f"{punctuation}{APOSTROPHES}“”«»–—…•"  # of a run; never part of a word there
_PORTION: Final = 2_000  # characters of a body that are searched at once
_SUM: Final = re.compile(r"[Rr][Pp]\.?\s{0,3}\d")
_SUM_TERM: Final = "idr:"

Stem = Callable[[str], str]
_Leaf = Family | Exact | Sequence | Pattern | Fuzzy


class Match(NamedTuple):
    """A token that answers: `text[start:end]`, and the number of the query's word it answers."""

    start: int
    end: int
    word: int


class _Answer(NamedTuple):
    """A token that a clause asks for: where it stands, its place among the tokens, its bits."""

    start: int
    end: int
    place: int
    bits: int


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A sequence: the bit of each of its slots, and of all."""

    slots: tuple[int, ...]
    all_slots: int
    slop: int
    fields: tuple[TextField, ...]
    word: int


class Marker:
    """Finds what answers one plan; keep it for all texts of a page."""

    def __init__(self, plan: Plan, stem: Stem) -> None:
        self._stem = stem
        self._terms: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._but: dict[str, int] = {}  # bits of families that a term was taken out of
        self._tests: list[tuple[Callable[[str], bool], int]] = []
        self._alone: list[tuple[int, int]] = []  # bit and number of the word
        self._ordered: list[_Ordered] = []
        self._asked = dict.fromkeys(TextField, 0)  # bits of what is asked of each field
        self._next_bit = 1
        self._read: set[str] = set()
        self._answering: dict[str, tuple[_Answer, ...]] = {}
        self._answering_runs: set[str] = set()
        self._wanted = {stem("")}  # the stem of what is not plain to see
        self.words = 0
        """The query's words that can be marked; matches bear the numbers from 0 up."""
        for clause in (*(word.clause for word in plan.words), *plan.strict):
            for leaves in _said(clause):
                self._add(leaves)
        self._asks_sums = bool(self._tests) or any(t.startswith(_SUM_TERM) for t in self._terms)

    def matches(self, text: str, field: TextField) -> list[Match]:
        """What answers in one text of a story, in order of its place; ranges may overlap."""
        if not self._asked[field]:
            return []
        if self._asks_sums and _SUM.search(text):
            return self._matches(self._in_full(text), text, field)
        return self._matches(self._answers(text), text, field)

    def body_matches(self, body: Sequence_[str]) -> Iterator[tuple[str, list[Match]]]:
        """The paragraphs of a body that hold an answer, in order, and what answers in each.

        The same as `matches` of each, but quicker: several are searched as one text, and no more
        than are asked for.
        """
        if self._asks_sums and any(map(_SUM.search, body)):
            for number, text in enumerate(body):
                if matches := self.matches(text, _field(number)):
                    yield text, matches
            return
        for first, paragraphs in _portions(body):
            answers = iter(self._answers("\n".join(paragraphs)))
            answer = next(answers, None)
            begins = 0
            for number, text in enumerate(paragraphs, start=first):
                if answer is None:
                    break
                ends = begins + len(text)
                own: list[_Answer] = []
                while answer is not None and answer.start < ends:
                    start, end, place, bits = answer
                    own.append(_Answer(start - begins, end - begins, place, bits))
                    answer = next(answers, None)
                if own and (matches := self._matches(own, text, _field(number))):
                    yield text, matches
                begins = ends + 1

    def _matches(self, answers: list[_Answer], text: str, field: TextField) -> list[Match]:
        """What the tokens of a text answer in a field."""
        asked = self._asked[field]
        found = [
            Match(start, end, word)
            for start, end, _, bits in answers
            if bits & asked
            for bit, word in self._alone
            if bits & bit & asked
        ]
        if self._ordered:
            held = reduce(or_, (answer.bits for answer in answers), 0)
            whole = [o for o in self._ordered if field in o.fields and not o.all_slots & ~held]
            placed = self._with_places(answers, text) if whole else answers
            for ordered in whole:
                found += _in_order(placed, ordered)
        found.sort()
        return found

    def _in_full(self, text: str) -> list[_Answer]:
        """The tokens of a text that any clause asks for, by reading all of it."""
        return [
            _Answer(token.start, token.end, token.position, bits)
            for token in tokenize(text)
            if (bits := self._bits(token.terms))
        ]

    def _answers(self, text: str) -> list[_Answer]:
        """The same in order, without their places and the values of sums, run by run."""
        runs = set(text.split())
        if new := runs - self._read:
            self._read |= new
            self._learn(new)
        answers: list[_Answer] = []
        for run in runs & self._answering_runs:
            own = self._answering[run]
            at = text.find(run)
            while at >= 0:
                after = at + len(run)
                if (not at or text[at - 1].isspace()) and not text[after : after + 1].strip():
                    for start, end, place, bits in own:
                        answers.append(_Answer(at + start, at + end, place, bits))
                at = text.find(run, after)
        answers.sort()
        return answers

    def _with_places(self, answers: list[_Answer], text: str) -> list[_Answer]:
        """The same with their places in the text: the tokens that stand before each."""
        placed: list[_Answer] = []
        left = iter(answers)
        answer = next(left, None)
        at = position = 0
        for run in text.split():
            begins = text.index(run, at)
            at = begins + len(run)
            tokens = _tokens(run)
            while answer is not None and answer.start < at:
                within = bisect(tokens, answer.start - begins, key=_token_start) - 1
                placed.append(answer._replace(place=position + within))
                answer = next(left, None)
            position += len(tokens)
        return placed

    def _learn(self, runs: Set[str]) -> None:
        """Find out which of some runs hold a token that answers."""
        for run in runs if self._tests else self._likely(runs):
            answers = tuple(
                _Answer(start, end, place, bits)
                for place, (start, end, own) in enumerate(_tokens(run))
                if (bits := self._bits(own))
            )
            if answers:
                self._answering[run] = answers
                self._answering_runs.add(run)

    def _likely(self, runs: Set[str]) -> Iterator[str]:
        """The runs with a term that has the stem of one that is asked for."""
        stem, wanted = self._stem, self._wanted
        stems = map(stem, map(_plain_term, runs))
        for run in [run for run, its_stem in zip(runs, stems, strict=True) if its_stem in wanted]:
            for term in _all_terms(run):
                if term and stem(term) in wanted:
                    yield run
                    break

    def _bits(self, terms: Iterable[str]) -> int:
        """What a token with these terms answers."""
        stem, stems = self._stem, self._stems
        bits = 0
        for term in terms:
            bits |= self._terms.get(term, 0)
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
                self._ordered.append(_Ordered(slots, bits, leaf.slop, leaf.fields, self.words))
            else:
                self._alone.append((self._add_word(leaf), self.words))
        self.words += 1

    def _add_word(self, leaf: Family | Exact | Pattern | Fuzzy) -> int:
        match leaf:
            case Exact():
                return self._add_terms(leaf.terms, leaf)
            case Family():
                bit = self._add_terms((leaf.typed, *leaf.also), leaf)
                self._stems[leaf.stem] = self._stems.get(leaf.stem, 0) | bit
                self._wanted.add(leaf.stem)
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
            self._wanted.add(self._stem(term))
        for field in leaf.fields:
            self._asked[field] |= bit
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


def _in_order(answers: list[_Answer], ordered: _Ordered) -> Iterator[Match]:
    """The tokens that fill the slots, one match each, wherever the whole sequence stands."""
    near = [answer for answer in answers if answer.bits & ordered.all_slots]
    for number, first in enumerate(near):
        if not first.bits & ordered.slots[0]:
            continue
        chain = [first]
        latest = first.place + len(ordered.slots) - 1 + ordered.slop
        for answer in near[number + 1 :]:
            if len(chain) == len(ordered.slots) or answer.place > latest:
                break
            if answer.place > chain[-1].place and answer.bits & ordered.slots[len(chain)]:
                chain.append(answer)
        if len(chain) == len(ordered.slots):
            yield from (Match(own.start, own.end, ordered.word) for own in chain)


def _field(number: int) -> TextField:
    """The field of a body's paragraph."""
    return TextField.BODY if number else TextField.LEAD


def _portions(body: Sequence_[str]) -> Iterator[tuple[int, list[str]]]:
    """Paragraphs in order, some at a time, with the number of the first."""
    portion: list[str] = []
    chars = first = 0
    for number, text in enumerate(body):
        portion.append(text)
        chars += len(text)
        if chars >= _PORTION or number + 1 == len(body):
            yield first, portion
            portion, chars, first = [], 0, number + 1


@lru_cache(maxsize=1 << 17)
def _plain_term(run: str) -> str:
    """The term of a run that is one token with one term; "" where that is not plain to see."""
    word = run.strip(_EDGES)
    return word.lower()[:MAX_TERM_CHARS] if word.isascii() and word.isalpha() else ""


@lru_cache(maxsize=1 << 15)
def _tokens(run: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Start, end and terms of each token of a run without blanks, but for the value of a sum."""
    return tuple((token.start, token.end, _without_sum(token)) for token in tokenize(run))


def _without_sum(token: Token) -> tuple[str, ...]:
    return token.terms[:1] if token.terms[0] == "rp" else token.terms


@lru_cache(maxsize=1 << 15)
def _all_terms(run: str) -> frozenset[str]:
    return frozenset(term for _, _, terms in _tokens(run) for term in terms)


def _token_start(token: tuple[int, int, tuple[str, ...]]) -> int:
    return token[0]
