"""What archive can everybody measure? One invented from a seed, as large as wanted.

Story n depends on the seed and n only, so 10,000 stories are the beginning of 1,000,000. They are
streamed: memory holds the vocabulary spelt so far and one batch. Like a real archive: 300 tokens a
story, words of a story and of its topic repeated, fixed phrases, topics with days on which much
falls together, one story in twenty undated. Unlike one: the sentences mean nothing, and the order
of stories is not that of their days.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search import Kind, Moment, Story

from .vocabulary import Vocabulary, shares

BATCH: Final = 1_000

_FIRST_DAY: Final = date(2012, 1, 1)
_DAYS: Final = 12 * 365
_AUTHORS: Final = 60
_TOPICS: Final = 400
_PLACES: Final = 120
_TOPIC_WORDS: Final = 150
_BURSTS: Final = 3  # stretches of days on which a topic is news
_PHRASES: Final = 20_000
_SENTENCE: Final = 16  # tokens, on average
_PARAGRAPH: Final = 3  # sentences
_TITLE: Final = 8

_FROM_TOPIC: Final = 0.10  # share of tokens drawn from the topic's own words
_REPEATED: Final = 0.20  # share that repeats an earlier token of the story
_KINDS: Final = (Kind.NEWS,) * 17 + (Kind.ADVERTORIAL, Kind.OPINION, Kind.PHOTO)

_Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _World:
    """What stays the same in every batch."""

    cumulated: NDArray[np.float64]
    topic_words: _Ids
    bursts: _Ids
    phrases: _Ids
    authors: list[str]
    topics: list[str]
    places: list[str]


class Synthetic:
    """An invented archive of `count` stories."""

    def __init__(self, count: int, seed: int = 1) -> None:
        self.count = count
        self.seed = seed
        self.vocabulary = Vocabulary(seed)
        rng = np.random.default_rng((seed, 1))
        cumulated = shares().cumsum()
        mid = rng.integers(300, 30_000, (_TOPICS, _TOPIC_WORDS))
        self._world = _World(
            cumulated=cumulated,
            topic_words=mid,
            bursts=rng.integers(0, _DAYS, (_TOPICS, _BURSTS)),
            phrases=np.searchsorted(cumulated, rng.random((_PHRASES, 3))),
            authors=_names(self.vocabulary, rng, _AUTHORS, 2),
            topics=[name.lower() for name in _names(self.vocabulary, rng, _TOPICS, 1)],
            places=_names(self.vocabulary, rng, _PLACES, 1),
        )

    def __iter__(self) -> Iterator[Story]:
        for batch in range(-(-self.count // BATCH)):
            stories = self._batch(batch)
            yield from stories[: self.count - batch * BATCH]

    def _batch(self, batch: int) -> list[Story]:
        rng = np.random.default_rng((self.seed, 2, batch))
        topics = _zipf(rng, _TOPICS, (BATCH, 3))
        lengths = rng.lognormal(np.log(265.0), 0.5, BATCH).astype(np.int64).clip(60, 2_000)
        ends = lengths.cumsum()
        ranks = self._draw(rng, topics[:, 0], lengths, ends)
        stops = _sentence_ends(rng, ends)
        words = self.vocabulary.words(ranks)
        for at in stops.tolist():
            words[at] += "."
        for at in (stops[:-1] + 1).tolist():
            words[at] = words[at].capitalize() if words[at].islower() else words[at]
        words[0] = words[0].capitalize()
        days = self._days(rng, topics[:, 0])
        dated = rng.random(BATCH) >= 0.05
        author = _zipf(rng, _AUTHORS, (BATCH, 2))
        place = _zipf(rng, _PLACES, (BATCH, 2))
        counts = rng.choice(4, (BATCH, 3), p=(0.1, 0.6, 0.25, 0.05)).tolist()
        minutes = rng.integers(0, len(_KINDS), BATCH).tolist()
        paragraphs = _paragraphs(stops, ends)
        stories = []
        start = 0
        for row, end in enumerate(ends.tolist()):
            title_end = start + _TITLE
            cuts = paragraphs[row]
            texts = [
                " ".join(words[left:right])
                for left, right in zip([title_end, *cuts], [*cuts, end], strict=True)
            ]
            authors, others, places = counts[row]
            stories.append(
                Story(
                    id=f"s{batch * BATCH + row:07d}",
                    title=" ".join(words[start:title_end]).replace(".", ""),
                    body=tuple(texts),
                    source="synthetic",
                    published=Moment.of_day(days[row]) if dated[row] else None,
                    authors=_named(self._world.authors, author[row], authors),
                    topics=_named(self._world.topics, topics[row], 1 + others),
                    places=_named(self._world.places, place[row], places),
                    kind=_KINDS[minutes[row]],
                )
            )
            start = end
        return stories

    def _draw(self, rng: np.random.Generator, topics: _Ids, lengths: _Ids, ends: _Ids) -> _Ids:
        """The ranks of all tokens of a batch, story after story."""
        total = int(ends[-1])
        ranks = np.searchsorted(self._world.cumulated, rng.random(total))
        row = np.repeat(np.arange(BATCH), lengths)
        choice = rng.random(total)
        own = np.flatnonzero(choice < _FROM_TOPIC)
        column = (rng.random(len(own)) ** 2 * _TOPIC_WORDS).astype(np.int64)
        ranks[own] = self._world.topic_words[topics[row[own]], column]
        phrase = rng.integers(0, max(total - 3, 1), total // 50)
        which = (rng.random(len(phrase)) ** 3 * _PHRASES).astype(np.int64)
        for slot in range(3):
            ranks[phrase + slot] = self._world.phrases[which, slot]
        starts = ends - lengths
        again = np.flatnonzero((choice > 1 - _REPEATED) & (np.arange(total) > starts[row]))
        back = starts[row[again]]
        ranks[again] = ranks[back + (rng.random(len(again)) * (again - back)).astype(np.int64)]
        return ranks

    def _days(self, rng: np.random.Generator, topics: _Ids) -> list[date]:
        """Half of a topic's stories fall on its bursts, about three weeks each."""
        anywhere = rng.integers(0, _DAYS, BATCH)
        burst = self._world.bursts[topics, rng.integers(0, _BURSTS, BATCH)]
        near = (burst + rng.normal(0.0, 10.0, BATCH).astype(np.int64)).clip(0, _DAYS - 1)
        days = np.where(rng.random(BATCH) < 0.5, near, anywhere)
        return [_FIRST_DAY + timedelta(days=day) for day in days.tolist()]


def _zipf(rng: np.random.Generator, size: int, shape: tuple[int, ...]) -> _Ids:
    """Numbers below `size`, n with a share like 1 / (n + 3)."""
    cumulated = (1.0 / (np.arange(size) + 3.0)).cumsum()
    return np.searchsorted(cumulated / cumulated[-1], rng.random(shape))


def _names(vocabulary: Vocabulary, rng: np.random.Generator, count: int, parts: int) -> list[str]:
    """Distinct names of one or more words, each with a capital; figures are none."""
    found: dict[str, None] = {}
    while len(found) < count:
        words = vocabulary.words(rng.integers(5_000, 50_000, parts))
        if all(word.isalpha() for word in words):
            found[" ".join(word.capitalize() for word in words)] = None
    return list(found)


def _named(names: list[str], ranks: _Ids, count: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[rank] for rank in ranks.tolist()[:count]))


def _sentence_ends(rng: np.random.Generator, ends: _Ids) -> _Ids:
    """Where a full stop stands: the last token of each title, story and sentence."""
    gaps = rng.integers(_SENTENCE // 2, _SENTENCE * 3 // 2, int(ends[-1]) * 2 // _SENTENCE + 2)
    inside = gaps.cumsum()
    starts = np.concatenate(([0], ends[:-1]))
    stops = np.concatenate((inside[inside < ends[-1]], ends - 1, starts + _TITLE - 1))
    return np.unique(stops)


def _paragraphs(stops: _Ids, ends: _Ids) -> list[list[int]]:
    """Where a new paragraph begins within each story's body."""
    cuts = []
    start = 0
    first, last = np.searchsorted(stops, np.concatenate(([0], ends[:-1]))), 0
    for row, end in enumerate(ends.tolist()):
        last = int(np.searchsorted(stops, end))
        begins = (stops[int(first[row]) : last][_PARAGRAPH::_PARAGRAPH] + 1).tolist()
        cuts.append([at for at in begins if start + _TITLE < at < end])
        start = end
    return cuts
