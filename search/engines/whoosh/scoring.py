"""What does each clause add to the score of a story?

Joint BM25F with a family as one term; its constants are first guesses until docs/ranking.md is
written.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from search.query.clauses import (
    All,
    Boosted,
    Clause,
    Either,
    Exact,
    Family,
    Plan,
    Sequence,
    TextField,
    Without,
)

from .evaluator import Evaluator

# Robertson, Zaragoza: The Probabilistic Relevance Framework (2009), section 3.6.
_K1: Final = 1.2
_FIELD: Final = {  # field -> (weight, length normalisation b)
    TextField.TITLE: (3.0, 0.4),
    TextField.LEAD: (1.3, 0.5),
    TextField.BODY: (1.0, 0.75),
    TextField.CAPTION: (0.5, 0.75),
}
_UNTYPED: Final = 0.6  # what a form that was not typed counts of one that was

Scores = dict[int, float]


def scored(evaluator: Evaluator, plan: Plan, numbers: Iterable[int]) -> Scores:
    """The score of each of the stories, in float64, summed in the order of the query."""
    scorer = _Scorer(evaluator, dict.fromkeys(numbers, 0.0))
    for clause in (*(word.clause for word in plan.words), *plan.strict, *plan.lifts):
        scorer.add(clause, 1.0)
    return scorer.scores


class _Scorer:
    def __init__(self, evaluator: Evaluator, scores: Scores) -> None:
        self._evaluator = evaluator
        self.scores = scores

    def add(self, clause: Clause, factor: float) -> None:
        """Add what a clause is worth to each story that satisfies it."""
        match clause:
            case Family():
                self._spread(self._family(clause), factor)
            case Exact():
                self._spread(self._alternatives(clause), factor)
            case Sequence():
                self._spread(self._phrase(clause), factor)
            case All() | Either():
                for part in clause.clauses:
                    self.add(part, factor)
            case Boosted():
                self.add(clause.clause, factor * clause.factor)
            case Without():
                pass
            case _:  # patterns, fuzzy words, dates and values are worth a constant
                for number in self._evaluator.matching(clause) & self.scores.keys():
                    self.scores[number] += factor

    def _family(self, clause: Family) -> dict[TextField, Scores]:
        frequencies: dict[TextField, Scores] = {}
        for field in clause.fields:
            sums: defaultdict[int, float] = defaultdict(float)
            for form in self._evaluator.forms(clause):
                share = 1.0 if form == clause.typed else _UNTYPED
                for number, tf in self._evaluator.postings.weights(field, form).items():
                    sums[number] += share * tf
            frequencies[field] = sums
        return frequencies

    def _alternatives(self, clause: Exact) -> dict[TextField, Scores]:
        """Alternatives of one token stand at the same places, so the largest count holds."""
        frequencies: dict[TextField, Scores] = {}
        for field in clause.fields:
            best: Scores = {}
            for term in clause.terms:
                for number, tf in self._evaluator.postings.weights(field, term).items():
                    best[number] = max(best.get(number, 0.0), tf)
            frequencies[field] = best
        return frequencies

    def _phrase(self, clause: Sequence) -> dict[TextField, Scores]:
        return {
            field: {n: float(c) for n, c in self._evaluator.occurrences(clause, field).items()}
            for field in clause.fields
        }

    def _spread(self, frequencies: dict[TextField, Scores], factor: float) -> None:
        """BM25F: field frequencies joined, then saturated; idf over living stories."""
        postings = self._evaluator.postings
        count = len(set().union(*frequencies.values()))
        idf = math.log(1 + (len(postings.living) - count + 0.5) / (count + 0.5))
        joined: defaultdict[int, float] = defaultdict(float)
        for field, sums in frequencies.items():
            weight, b = _FIELD[field]
            average = postings.average_length[field]
            for number in self.scores.keys() & sums.keys():
                length = postings.length(number, field)
                joined[number] += weight * sums[number] / (1 - b + b * length / average)
        for number, tf in joined.items():
            self.scores[number] += factor * idf * tf * (_K1 + 1) / (tf + _K1)
