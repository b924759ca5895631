"""What should a score be? The parts of docs/ranking.md's formula, for tests that work it out."""

from math import log

import pytest

from search.query.clauses import Clause, Plan
from search.values import Story
from tests.builders import Index, a_story, ask, commit, words

# As docs/ranking.md states them.
K1 = 0.55
TITLE, LEAD, BODY, CAPTION = 3.0, 1.3, 1.0, 0.5
TITLE_B, LEAD_B, BODY_B, CAPTION_B = 0.5, 0.5, 0.9, 0.75
SHARE = 0.75


def near(score: float) -> object:
    """Equal but for what two engines may differ by."""
    return pytest.approx(score, rel=1e-5, abs=0.0)


def idf(holding: int, living: int) -> float:
    """How rare a clause is that `holding` of `living` stories satisfy."""
    return log(1 + (living - holding + 0.5) / (holding + 0.5))


def saturated(x: float) -> float:
    """What joined frequencies are worth."""
    return x * (K1 + 1) / (x + K1)


def normal(b: float, length: float) -> float:
    """What a frequency is divided by in a field `length` times as long as the average."""
    return 1 - b + b * length


ONE_OF_TWO = idf(1, 2)


def scores_of(
    index: Index, plan: Plan, *archive: Story, mask: frozenset[str] = frozenset()
) -> dict[str, float]:
    """Story -> its score once these stories are brought in."""
    commit(index, *archive)
    return dict(ask(index.reader(mask), plan).hits)


def beside_a_dull_one(index: Index, clause: Clause, title: str) -> float:
    """The score of a story of this title beside one whose title has as many words, all others'."""
    dull = " ".join("x" for _ in title.split())
    archive = [
        a_story(id=name, title=text, body=()) for name, text in (("s1", title), ("s2", dull))
    ]
    return scores_of(index, words(clause), *archive)["s1"]
