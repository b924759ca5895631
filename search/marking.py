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
from functools import lru_cache, reduce
from itertools import filterfalse
from operator import or_
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Final, NamedTuple

from .asked import Asked, Forms, Ordered, Stem
from .language.folding import MAX_TERM_CHARS
from .language.tokens import Token, tokenize
from .query.clauses import Plan, TextField

_EDGES: Final = "-'`.,/"  # what may stand inside of a token; at the ends of a run it is no part
_UNCLEAR: Final = "?"
_KEPT: Final = {ord(own): ord(own) for own in f"{ascii_lowercase}{digits}{_EDGES}{_UNCLEAR}"}
_SMALL: Final = dict(zip(map(ord, ascii_uppercase), map(ord, ascii_lowercase), strict=True))
_PLAIN: Final = bytes((_KEPT | _SMALL).get(code, ord(" ")) for code in range(256))
_SIGNS: Final = tuple((sign, " ") for sign in "“”–—…•\u00a0") + (("’", "'"), ("‘", "'"))
"""The usual ones that are not ASCII, and others that part words, or join them, alike."""
_PORTION: Final = 1_000  # characters of a body that are searched at once
_SUM: Final = re.compile(r"[Rr][Pp]\.?\s{0,3}\d")


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


class Marker:
    """Finds what answers one plan; keep it for all texts of a page.

    Quicker with `forms`, but only for texts of the archive that these are of.
    """

    def __init__(self, plan: Plan, stem: Stem, forms: Forms | None = None) -> None:
        self._stem = stem
        self._asked = asked = Asked(plan, stem, forms)
        self._asks_sums = asked.sums
        self._by_terms = forms is not None and not asked.tests
        # A longer word is filed under its beginning, so that it may look like none that answers.
        self._plain_speak = self._by_terms and all(len(t) < MAX_TERM_CHARS for t in asked.terms)
        self._wanted = asked.stems | {stem("")}  # and that of what is not plain to see
        self._read: set[str] = set()
        self._answering: dict[str, tuple[_Answer, ...]] = {}
        self._answering_runs: set[str] = set()
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
        asked = self._asked.of_field[field]
        found = [
            Match(start, end, word)
            for start, end, _, bits in answers
            if bits & asked
            for bit, word in self._asked.alone
            if bits & bit & asked
        ]
        if self._asked.ordered:
            held = reduce(or_, (answer.bits for answer in answers), 0)
            whole = [
                o for o in self._asked.ordered if field in o.fields and not o.all_slots & ~held
            ]
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
            if (bits := self._asked.bits(token.terms))
        ]

    def _answers(self, text: str) -> list[_Answer]:
        """The same in order, without their places and the values of sums, run by run."""
        plain = _plain(text)
        runs = set(plain.split())
        if self._plain_speak:
            runs = (runs & self._asked.terms).union(filterfalse(str.isalpha, runs))
        if new := runs - self._read:
            self._read |= new
            self._learn(new)
        answers: list[_Answer] = []
        for run in runs & self._answering_runs:
            own, between = self._answering[run], f" {run} "
            at = plain.find(between)
            while at >= 0:
                for start, end, place, bits in own:
                    answers.append(_Answer(at + start, at + end, place, bits))
                at = plain.find(between, at + len(run) + 1)
        if _UNCLEAR in plain:
            answers += self._unclear_answers(text, plain)
        answers.sort()
        return answers

    def _unclear_answers(self, text: str, plain: str) -> Iterator[_Answer]:
        """Those in the runs that are not plain, read as they are printed."""
        at = plain.find(_UNCLEAR)
        while at >= 0:
            begins, ends = plain.rfind(" ", 0, at), plain.find(" ", at)
            run = text[begins : ends - 1]
            if run not in self._read:
                self._read.add(run)
                self._learn({run})
            for start, end, place, bits in self._answering.get(run, ()):
                yield _Answer(begins + start, begins + end, place, bits)
            at = plain.find(_UNCLEAR, ends)

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
        """Find out which of some runs in small letters hold a token that answers."""
        likely = runs if self._asked.tests else self._likely(runs)
        for run in self._holding(runs) if self._by_terms else likely:
            answers = tuple(
                _Answer(start, end, place, bits)
                for place, (start, end, own) in enumerate(_tokens(run))
                if (bits := self._asked.bits(own))
            )
            if answers:
                self._answering[run] = answers
                self._answering_runs.add(run)

    def _holding(self, runs: Set[str]) -> Iterator[str]:
        """The runs with a term that answers."""
        terms = self._asked.terms
        for run in runs:
            word = run.strip(_EDGES)
            if word.isascii() and word.isalpha():
                if word[:MAX_TERM_CHARS] in terms:
                    yield run
            elif not terms.isdisjoint(_all_terms(run)):
                yield run

    def _likely(self, runs: Set[str]) -> Iterator[str]:
        """The runs with a term that has the stem of one that is asked for."""
        stem, wanted = self._stem, self._wanted
        stems = map(stem, map(_plain_term, runs))
        for run in [run for run, its_stem in zip(runs, stems, strict=True) if its_stem in wanted]:
            for term in _all_terms(run):
                if term and stem(term) in wanted:
                    yield run
                    break


def _in_order(answers: list[_Answer], ordered: Ordered) -> Iterator[Match]:
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


def _plain(text: str) -> str:
    """A text in small letters with a blank for whatever parts words, and one at each end.

    What is not ASCII, but for a few signs, is _UNCLEAR. Every letter keeps its place, one further.
    """
    text = text.replace(_UNCLEAR, " ")
    if not text.isascii():
        for sign, own in _SIGNS:
            text = text.replace(sign, own)
    plain = b" %b " % text.encode("ascii", "replace").translate(_PLAIN)
    return plain.replace(b", ", b"  ").replace(b". ", b"  ").decode("ascii")


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
