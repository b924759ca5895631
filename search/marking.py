"""Which words of a text answer a query?

The answer is that of `tokenize` and of each clause's definition, without reading every text token
by token: tokens never reach over a blank, so each run between blanks is looked at once for a query
and its answer is kept. Nearly all runs are plain words, which need no look if the terms that answer
are known. Only the values of sums of rupiah reach further, and are read in full.
"""

import re
from bisect import bisect, bisect_left
from collections.abc import Iterator, Set
from collections.abc import Sequence as Sequence_
from functools import reduce
from itertools import filterfalse
from operator import or_
from typing import Final

from .asked import Asked, Forms, Ordered, Stem
from .language.folding import MAX_TERM_CHARS
from .language.runs import EDGES, UNCLEAR, all_terms, plain, plain_term, run_tokens
from .language.tokens import tokenize
from .query.clauses import Plan, TextField

_PORTION: Final = 1_000  # characters of a body that are searched at once: often enough for all
_LATER_PORTION: Final = 4_000
_SUM: Final = re.compile(r"[Rr][Pp]\.?\s{0,3}\d")


Match = tuple[int, int, int]
"""A token that answers: its start and end in a text, half-open, and the number of the query's word
it answers. A plain tuple: a page has thousands.
"""

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
        self._asks_figures = any(map(str.isdigit, set("".join(asked.terms))))
        # A longer word is filed under its beginning, so that it may look like none that answers.
        longest = max(map(len, asked.terms), default=0)
        self._plain_speak = self._by_terms and longest < MAX_TERM_CHARS
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

    def body_matches(self, body: Sequence_[str]) -> Iterator[tuple[str, int, list[Match]]]:
        """The paragraphs of a body that hold an answer, in order, each with what answers in it and
        with a number that is to be taken off the places of that.

        The same as `matches` of each, but quicker: several are searched as one text, and no more
        than are asked for.
        """
        of_field = self._asked.of_field
        alike = of_field[TextField.LEAD] == of_field[TextField.BODY]
        if not alike or (self._asks_sums and any(map(_SUM.search, body))):
            for number, text in enumerate(body):
                if matches := self.matches(text, _field(number)):
                    yield text, 0, matches
            return
        for first, paragraphs in _portions(body):
            answers = self._answers("\n".join(paragraphs))
            if not answers:
                continue
            found, wholes = self._alone(answers, TextField.BODY)
            at = begins = 0
            for number, text in enumerate(paragraphs, start=first):
                ends = begins + len(text)
                if wholes:
                    own = answers[bisect_left(answers, (begins,)) : bisect_left(answers, (ends,))]
                    if matches := self._matches(own, text, _field(number), begins):
                        yield text, 0, matches
                else:
                    to = bisect_left(found, (ends,), at)
                    if to > at:
                        yield text, begins, found[at:to]
                        at = to
                begins = ends + 1

    def _matches(
        self, answers: list[_Answer], text: str, field: TextField, begins: int = 0
    ) -> list[Match]:
        """What the tokens of a text answer in a field; they are counted from before it begins."""
        found, wholes = self._alone(answers, field)
        if begins:
            found = [(start - begins, end - begins, word) for start, end, word in found]
        if wholes:
            placed = self._with_places(answers, text, begins)
            for ordered in wholes:
                found += _in_order(placed, ordered)
        if self._asked.ordered:
            found.sort()
        return found

    def _alone(self, answers: list[_Answer], field: TextField) -> tuple[list[Match], list[Ordered]]:
        """What the tokens answer each by itself, and the sequences that may be whole in them."""
        asked, known = self._asked.of_field[field], self._words_of
        all_bits = {bits for _, _, _, bits in answers}
        for bits in all_bits:
            if (own := bits & asked) not in known:
                known[own] = tuple(word for bit, word in self._asked.alone if own & bit)
        found = [
            (start, end, word) for start, end, _, bits in answers for word in known[bits & asked]
        ]
        held = reduce(or_, all_bits, 0)
        return found, [
            own for own in self._asked.ordered if field in own.fields and not own.all_slots & ~held
        ]

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
            yield from ((start, end, ordered.word) for start, end, _, _ in chain)


def _field(number: int) -> TextField:
    """The field of a body's paragraph."""
    return TextField.BODY if number else TextField.LEAD


def _portions(body: Sequence_[str]) -> Iterator[tuple[int, Sequence_[str]]]:
    """Paragraphs in order, some at a time, with the number of the first."""
    first = chars = 0
    enough = _PORTION
    for number, text in enumerate(body, start=1):
        chars += len(text)
        if chars >= enough or number == len(body):
            yield first, body[first:number]
            first, chars, enough = number, 0, _LATER_PORTION


def _token_start(token: tuple[int, int, tuple[str, ...]]) -> int:
    return token[0]
