"""How much of their wording do two stories share?

The measure is the Jaccard similarity of their shingles, the sets of all runs of three words
(Broder, On the resemblance and containment of documents, 1997). It is exact; what finds the pairs
worth measuring is search.copies.fingerprints.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from .words import Word

RUN: Final = 3
"""Words of a shingle."""

Shingle = tuple[str, ...]


def shingles(title: Sequence[Word], body: Sequence[Word]) -> frozenset[Shingle]:
    """Every run of three words within headline or body; a part of fewer words is one run."""
    return frozenset((*_runs(title), *_runs(body)))


def similarity(first: frozenset[Shingle], second: frozenset[Shingle]) -> float:
    """Shingles of both over shingles of either, 0.0 to 1.0; two texts without words share none."""
    shared = len(first & second)
    return shared / max(1, len(first) + len(second) - shared)


def _runs(words: Sequence[Word]) -> Iterator[Shingle]:
    texts = [word.text for word in words]
    if 0 < len(texts) < RUN:
        yield tuple(texts)
    yield from zip(texts, texts[1:], texts[2:], strict=False)
