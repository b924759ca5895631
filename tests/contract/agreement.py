"""When do two readers answer alike? Exactly, but for the last bits of a score."""

from collections.abc import Sequence
from itertools import combinations
from math import isclose, prod
from typing import Final

import pytest

from search.ports import Found, Reader, Request
from search.values import Sort

NEAR: Final = 1e-5
"""How far two engines' scores may be apart, relative (docs/ranking.md)."""

_LAST_BITS: Final = 1e-9
"""What the order of a float64 sum can change, relative, and much to spare."""


def assert_agree(
    ours: Reader,
    judging: Reader,
    asked: Sequence[Request],
    terms: Sequence[str],
    *,
    usage_is_exact: bool,
) -> None:
    """Compare all that two readers can be asked.

    The rates of a term's usage are compared only where `usage_is_exact`: no story was ever masked,
    removed or replaced.
    """
    assert ours.state == judging.state
    assert ours.count_terms(terms) == judging.count_terms(terms)
    used, expected = ours.usage(terms), judging.usage(terms)
    assert [each.stories for each in used] == [each.stories for each in expected]
    if usage_is_exact:
        assert used == expected
    assert list(ours.faults()) == []
    for request in asked:
        assert_same_answer(ours.search(request), judging.search(request), request.sort)


def assert_same_answer(ours: Found, judged: Found, sort: Sort) -> None:
    """Compare two answers to one request for all hits."""
    assert (ours.total, ours.total_all_words, ours.held, ours.partial) == (
        judged.total, judged.total_all_words, judged.held, judged.partial
    )  # fmt: skip
    assert ours.total_stories == judged.total_stories
    assert _folded(ours) == _folded(judged)
    assert dict(ours.facets) == dict(judged.facets)
    _assert_explained_alike(ours, judged)
    order = [story_id for story_id, _ in ours.hits]
    expected = [story_id for story_id, _ in judged.hits]
    if sort is not Sort.RELEVANCE:
        assert order == expected
        return
    scores = dict(judged.hits)
    assert dict(ours.hits) == pytest.approx(scores, rel=NEAR, abs=0.0)
    assert len(order) == len(expected)
    place = {story_id: at for at, story_id in enumerate(expected)}
    for before, after in combinations(order, 2):
        in_order = place[before] < place[after]
        assert in_order or _may_swap(scores[before], scores[after]), (order, expected)


def _folded(found: Found) -> dict[str, list[str]]:
    """Which stories each hit stands for; in what order is a matter of the last bits too."""
    return {shown: sorted(others) for shown, others in found.copies.items()}


def _assert_explained_alike(ours: Found, judged: Found) -> None:
    """The parts of each score are the same, and make the score."""
    assert len(ours.explained) == len(judged.explained)
    expected = dict(zip((story for story, _ in judged.hits), judged.explained, strict=False))
    for (story, score), own in zip(ours.hits, ours.explained, strict=False):
        theirs = expected[story]
        for numbers, others in ((own.parts, theirs.parts), (own.factors, theirs.factors)):
            assert numbers == pytest.approx(others, rel=NEAR, abs=1e-12)
        assert own.near == pytest.approx(theirs.near, rel=NEAR, abs=1e-12)
        assert (sum(own.parts) + own.near) * prod(own.factors) == pytest.approx(score, rel=1e-6)


def _may_swap(one: float, other: float) -> bool:
    """Whether the last bits of two scores decide which of them is first, or whether neither is."""
    return isclose(one, other, rel_tol=NEAR) and len(_roundings(one) | _roundings(other)) > 1


def _roundings(score: float) -> set[str]:
    return {f"{score * (1 + bits):.6g}" for bits in (-_LAST_BITS, 0.0, _LAST_BITS)}
