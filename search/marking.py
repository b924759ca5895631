"""Which words of a text answer a query?

The answer is that of `tokenize` and of each clause's definition, without reading every text token
by token: tokens never reach over a blank, so each run between blanks is looked at once for a query
and its answer is kept. Nearly all runs are plain words, which need no look if the terms that answer
are known. Only the values of sums of rupiah reach further, and are read in full.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Set
from collections.abc import Sequence as Sequence_
from functools import reduce
from itertools import filterfalse
from operator import or_
from typing import Final, NamedTuple

from .asked import Asked, Forms, Ordered, Stem
from .language.folding import MAX_TERM_CHARS
from .language.runs import EDGES, UNCLEAR, all_terms, plain, plain_term, run_tokens
from .language.tokens import tokenize
from .query.clauses import Plan, TextField

_PORTION: Final = 1_000  # characters of a body that are searched at once
_SUM: Final = re.compile(r"[Rr][Pp]\.?\s{0,3}\d")


class Match(NamedTuple):
    """A token that answers: `text[start:end]`, and the number of the query's word it answers."""

    start: int
    end: int
    word: int


_Answer = tuple[int, int, int, int]
"""A token that a clause asks for: its start, its end, its place among the tokens, its bits."""


class Marker:
    """Finds what answers one plan; keep it for all texts of a page.

    Quicker with `forms`, but only for texts of the archive that these are of.
    """

    def __init__(self, plan: Plan, stem: Stem, forms: Forms | None = None) -> None:
        self._stem = stem
        self._asked = asked = Asked(plan, stem, forms)
        self._asks_sums = asked.sums
        self._by_terms = forms is not None and not asked.tests
        self._asks_figures = any(own.isdigit() for term in asked.terms for own in term)
        # A longer word is filed under its beginning, so that it may look like none that answers.
        self._plain_speak = self._by_terms and all(len(t) < MAX_TERM_CHARS for t in asked.terms)
        self._wanted = asked.stems | {stem("")}  # and that of what is not plain to see
        self._read: set[str] = set()
        self._answering: dict[str, tuple[_Answer, ...]] = {}
        self._answering_runs: set[str] = set()
        self._words_of: dict[int, tuple[int, ...]] = {}  # of bits
        self.words = asked.count
        """The query's words that can be marked; matches bear the numbers from 0 up."""

    def matches(self, text: str, field: TextField) -> list[Match]:
        """What answers in one text of a story, in order of its place; ranges may overlap."""
        if not self._asked.of_field[field]:
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
            answers = self._answers("\n".join(paragraphs))
            at = begins = 0
            for number, text in enumerate(paragraphs, start=first):
                if at == len(answers):
                    break
                ends, own = begins + len(text), at
                while at < len(answers) and answers[at][0] < ends:
                    at += 1
                if at > own:
                    matches = self._matches(answers[own:at], text, _field(number), begins)
                    if matches:
                        yield text, matches
                begins = ends + 1

    def _matches(
        self, answers: list[_Answer], text: str, field: TextField, begins: int = 0
    ) -> list[Match]:
        """What the tokens of a text answer in a field; they are counted from before it begins."""
        asked, known = self._asked.of_field[field], self._words_of
        found: list[Match] = []
        for start, end, _, bits in answers:
            own = bits & asked
            if own not in known:
                known[own] = tuple(word for bit, word in self._asked.alone if own & bit)
            for word in known[own]:
                found.append(Match(start - begins, end - begins, word))
        if self._asked.ordered:
            held = reduce(or_, (bits for _, _, _, bits in answers), 0)
            whole = [
                o for o in self._asked.ordered if field in o.fields and not o.all_slots & ~held
            ]
            if whole:
                placed = self._with_places(answers, text, begins)
                for ordered in whole:
                    found += _in_order(placed, ordered)
            found.sort()
        return found

    def _in_full(self, text: str) -> list[_Answer]:
        """The tokens of a text that any clause asks for, by reading all of it."""
        return [
            (token.start, token.end, token.position, bits)
            for token in tokenize(text)
            if (bits := self._asked.bits(token.terms))
        ]

    def _answers(self, text: str) -> list[_Answer]:
        """The same in order, without their places and the values of sums, run by run."""
        small = plain(text)
        between = small.split()
        if self._plain_speak:
            runs = self._asked.terms.intersection(between).union(filterfalse(str.isalpha, between))
        else:
            runs = frozenset(between)
        if new := runs - self._read:
            self._read |= new
            self._learn(new)
        answers: list[_Answer] = []
        for run in runs & self._answering_runs:
            own, alone = self._answering[run], f" {run} "
            at = small.find(alone)
            while at >= 0:
                for start, end, place, bits in own:
                    answers.append((at + start, at + end, place, bits))
                at = small.find(alone, at + len(run) + 1)
        if UNCLEAR in small:
            answers += self._unclear_answers(text, small)
        answers.sort()
        return answers

    def _unclear_answers(self, text: str, small: str) -> Iterator[_Answer]:
        """Those in the runs that are not plain, read as they are printed."""
        at = small.find(UNCLEAR)
        while at >= 0:
            begins, ends = small.rfind(" ", 0, at), small.find(" ", at)
            run = text[begins : ends - 1]
            if run not in self._read:
                self._read.add(run)
                self._learn({run})
            for start, end, place, bits in self._answering.get(run, ()):
                yield begins + start, begins + end, place, bits
            at = small.find(UNCLEAR, ends)

    def _with_places(self, answers: list[_Answer], text: str, begins: int) -> list[_Answer]:
        """The same counted from the text's beginning, with their places: tokens since the first."""
        small = plain(text)
        placed: list[_Answer] = []
        left = iter(answers)
        answer = next(left, None)
        at = small.rfind(" ", 0, answers[0][0] - begins + 1)
        position = 0
        for run in small[at + 1 :].split(" "):
            if answer is None:
                break
            ends = at + len(run)
            tokens = () if run.isalpha() else run_tokens(text[at:ends])
            while answer is not None and answer[0] - begins < ends:
                start, end, _, bits = answer
                start, end = start - begins, end - begins
                within = bisect(tokens, start - at, key=_token_start) - 1 if tokens else 0
                placed.append((start, end, position + within, bits))
                answer = next(left, None)
            position += 1 if run.isalpha() else len(tokens)
            at = ends + 1
        return placed

    def _learn(self, runs: Set[str]) -> None:
        """Find out which of some runs in small letters hold a token that answers."""
        likely = runs if self._asked.tests else self._likely(runs)
        for run in self._holding(runs) if self._by_terms else likely:
            if UNCLEAR in run:
                continue  # see _unclear_answers
            answers = tuple(
                (start, end, place, bits)
                for place, (start, end, own) in enumerate(run_tokens(run))
                if (bits := self._asked.bits(own))
            )
            if answers:
                self._answering[run] = answers
                self._answering_runs.add(run)

    def _holding(self, runs: Set[str]) -> Iterator[str]:
        """The runs with a term that answers."""
        terms = self._asked.terms
        for run in runs:
            word = run.strip(EDGES)
            if word.isascii() and word.isalpha():
                if word[:MAX_TERM_CHARS] in terms:
                    yield run
            elif word.isascii() and not word.islower() and not self._asks_figures:
                continue
            elif not terms.isdisjoint(all_terms(run)):
                yield run

    def _likely(self, runs: Set[str]) -> Iterator[str]:
        """The runs with a term that has the stem of one that is asked for."""
        stem, wanted = self._stem, self._wanted
        stems = map(stem, map(plain_term, runs))
        for run in [run for run, its_stem in zip(runs, stems, strict=True) if its_stem in wanted]:
            for term in all_terms(run):
                if term and stem(term) in wanted:
                    yield run
                    break


def _in_order(answers: list[_Answer], ordered: Ordered) -> Iterator[Match]:
    """The tokens that fill the slots, one match each, wherever the whole sequence stands."""
    near = [answer for answer in answers if answer[3] & ordered.all_slots]
    for number, first in enumerate(near):
        if not first[3] & ordered.slots[0]:
            continue
        chain = [first]
        latest = first[2] + len(ordered.slots) - 1 + ordered.slop
        for answer in near[number + 1 :]:
            _, _, place, bits = answer
            if len(chain) == len(ordered.slots) or place > latest:
                break
            if place > chain[-1][2] and bits & ordered.slots[len(chain)]:
                chain.append(answer)
        if len(chain) == len(ordered.slots):
            yield from (Match(start, end, ordered.word) for start, end, _, _ in chain)


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


def _token_start(token: tuple[int, int, tuple[str, ...]]) -> int:
    return token[0]
