"""What is measured: how like a real archive the invented one is.

Both by the words of title and body: growth of the vocabulary (Heaps), how often the word of each
rank stands (Zipf), in how many stories it stands, sizes of stem families, lengths of stories.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from search import Story

from .archives import Archive
from .indexing import Say
from .measuring import growth_exponent, percentile
from .reporting import table
from .synthetic import Synthetic
from .vocabulary import InventedStemmer

_WORD: Final = re.compile(r"[^\W_]+")
_RANKS: Final = (1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000)
_PERCENTS: Final = (5, 25, 50, 75, 95)
_COMMON: Final = 0.01  # families are counted of words in this share of the stories or more


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """What describes an archive's words."""

    growth: tuple[tuple[int, int, int], ...]
    """(stories, tokens, distinct words), the stories doubling."""
    times: Sequence[int]
    """How often each word stands, most first."""
    stories_with: Sequence[int]
    """In how many stories each word stands, most first."""
    families: Sequence[int]
    """Forms in the archive of the stem of each common word that has other forms."""
    lengths: Sequence[int]
    """Tokens of each story."""


def curves_of(stories: Iterable[Story], stem: Callable[[str], str]) -> Curves:
    """Count the words of stories."""
    times: Counter[str] = Counter()
    within: Counter[str] = Counter()
    lengths: list[int] = []
    growth: list[tuple[int, int, int]] = []
    tokens = 0
    for story in stories:
        words = [word.lower() for word in _WORD.findall("\n".join((story.title, *story.body)))]
        times.update(words)
        within.update(set(words))
        lengths.append(len(words))
        tokens += len(words)
        if len(lengths).bit_count() == 1:
            growth.append((len(lengths), tokens, len(times)))
    if not growth or growth[-1][0] != len(lengths):
        growth.append((len(lengths), tokens, len(times)))
    forms = Counter(stem(word) for word in times)
    common = [word for word, count in within.items() if count >= _COMMON * len(lengths)]
    families = [size for word in common if (size := forms[stem(word)]) > 1]
    return Curves(
        growth=tuple(growth),
        times=sorted(times.values(), reverse=True),
        stories_with=sorted(within.values(), reverse=True),
        families=families,
        lengths=lengths,
    )


def curves(archive: Archive, *, seed: int, say: Say) -> None:
    """Print an archive's curves beside those of an invented one of the same size."""
    real = curves_of(archive.stories(), archive.stemmer().stem)
    count = len(real.lengths)
    made = curves_of(Synthetic(count, seed), InventedStemmer().stem)
    head = (f"{count:,} stories", archive.name, "synthetic")
    pairs = [
        (f"distinct words in {stories:,} stories", f"{words:,}", f"{other:,}")
        for (stories, _, words), (_, _, other) in zip(real.growth, made.growth, strict=True)
        if stories >= 64
    ]
    for name, value in _figures().items():
        pairs.append((name, value(real), value(made)))
    say(table(head, pairs))


def _figures() -> dict[str, Callable[[Curves], str]]:
    """What is printed of an archive, by name."""
    figures: dict[str, Callable[[Curves], str]] = {
        "Heaps' exponent, second half": lambda c: f"{_heaps(c):.2f}",
        "words in over 20 % of stories": partial(_above, share=0.2),
        "words in over 5 % of stories": partial(_above, share=0.05),
    }
    for rank in _RANKS:
        figures[f"rank {rank:,}: per million tokens"] = partial(_per_million, rank=rank)
    for rank in _RANKS[:9]:
        figures[f"rank {rank:,}: % of stories"] = partial(_percent, rank=rank)
    for percent in _PERCENTS:
        figures[f"family of a common word, {percent} %"] = partial(_family, percent=percent)
    for percent in _PERCENTS:
        figures[f"tokens a story, {percent} %"] = partial(_length, percent=percent)
    return figures


def _heaps(of: Curves) -> float:
    points = of.growth[len(of.growth) // 2 :]
    return growth_exponent([p[1] for p in points], [p[2] for p in points])


def _per_million(of: Curves, rank: int) -> str:
    return _at(of.times, rank, 1e6 / sum(of.lengths))


def _percent(of: Curves, rank: int) -> str:
    return _at(of.stories_with, rank, 100 / len(of.lengths))


def _at(values: Sequence[int], rank: int, factor: float) -> str:
    return f"{values[rank - 1] * factor:,.4g}" if rank <= len(values) else "-"


def _family(of: Curves, percent: float) -> str:
    return f"{percentile(of.families, percent):,.0f}"


def _length(of: Curves, percent: float) -> str:
    return f"{percentile(of.lengths, percent):,.0f}"


def _above(of: Curves, share: float) -> str:
    return str(sum(count > share * len(of.lengths) for count in of.stories_with))
