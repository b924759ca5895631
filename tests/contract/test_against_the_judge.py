"""Does an engine answer as the memory engine does, which reads every story?"""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from search.ports import Reader, Request
from search.values import Sort
from tests.builders import Index
from tests.strategies import STORY_IDS, TERMS, Change, batches, requests


def _bring(index: Index, changes: list[Change], revision: int) -> None:
    """Bring one batch in, change by change."""
    writer = index.writer()
    for story_id, story in changes:
        if story is None:
            writer.remove([story_id])
        else:
            writer.add([story])
    writer.commit(archive_id="arsip", epoch="e1", revision=revision)
    writer.close()


def _answers(reader: Reader, request: Request) -> dict[str, object]:
    """All of an answer that engines must agree on: under `relevan` the set, not its order."""
    found = reader.search(request)
    hits = [story_id for story_id, _ in found.hits]
    return {
        "hits": hits if request.sort is not Sort.RELEVANCE else sorted(hits),
        "total": found.total,
        "total_all_words": found.total_all_words,
        "held": found.held,
        "facets": dict(found.facets),
        "partial": found.partial,
    }


@settings(max_examples=60, deadline=None)
@given(
    changes=batches(),
    asked=st.lists(requests(), min_size=1, max_size=4),
    mask=st.frozensets(st.sampled_from(STORY_IDS), max_size=2),
)
def test_answers_as_the_judge_does(
    judged_index: Callable[[], Index],
    judge: Callable[[], Index],
    changes: list[list[Change]],
    asked: list[Request],
    mask: frozenset[str],
) -> None:
    """After each commit, sets, totals, facets, held words, date orders and counts are the same."""
    index, judging = judged_index(), judge()
    opened: list[tuple[Reader, Reader]] = []
    for revision, batch in enumerate(changes, start=1):
        _bring(index, batch, revision)
        _bring(judging, batch, revision)
        opened.append((index.reader(mask), judging.reader(mask)))
    for ours, theirs in opened:  # the older snapshots too, after all later commits
        assert ours.state == theirs.state
        assert ours.count_terms(TERMS) == theirs.count_terms(TERMS)
        for request in asked:
            assert _answers(ours, request) == _answers(theirs, request)
        ours.close()
        theirs.close()
