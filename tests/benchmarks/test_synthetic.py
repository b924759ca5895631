"""The invented archive is what its page says it is."""

import re
from collections import Counter
from itertools import islice
from statistics import fmean, median

import numpy as np
import pytest

from benchmarks.synthetic import Synthetic
from benchmarks.vocabulary import AFFIXES, InventedStemmer, Vocabulary, root_of
from search import Story

_COUNT = 1_200
_WORD = re.compile(r"[^\W_]+")


@pytest.fixture(scope="module")
def archive() -> list[Story]:
    """More stories than one batch."""
    return list(Synthetic(_COUNT, seed=7))


def words_of(story: Story) -> list[str]:
    """The words of title and body, lower case."""
    return [word.lower() for text in (story.title, *story.body) for word in _WORD.findall(text)]


def test_a_seed_is_an_archive(archive: list[Story]) -> None:
    """The same seed invents the same stories, another one others."""
    assert list(Synthetic(_COUNT, seed=7)) == archive
    assert list(islice(Synthetic(_COUNT, seed=8), 10)) != archive[:10]


def test_a_small_archive_is_the_beginning_of_a_large_one(archive: list[Story]) -> None:
    """Story n hangs on the seed and n only."""
    assert list(islice(Synthetic(1_000_000, seed=7), 50)) == archive[:50]
    assert len(archive) == _COUNT


def test_ids_are_distinct(archive: list[Story]) -> None:
    """No story takes another's place."""
    assert len({story.id for story in archive}) == _COUNT


def test_a_story_has_about_300_tokens(archive: list[Story]) -> None:
    """On average; long and short ones there are."""
    lengths = [len(words_of(story)) for story in archive]
    assert 280 < fmean(lengths) < 320
    assert min(lengths) < 120
    assert max(lengths) > 700


def test_families_have_a_dozen_forms() -> None:
    """Half of the common roots have 12 forms or more, none more than there are affixes."""
    sizes = Vocabulary(7).family_sizes(5_000)
    assert 10 <= median(sizes.tolist()) <= 14
    assert sizes.max() <= len(AFFIXES)


def test_forms_of_a_root_come_back_to_it() -> None:
    """Every form can be taken apart in one way, whatever its affixes."""
    for prefix, suffix in AFFIXES:
        for root in ("baruma", "satong", "kato", "nugalur"):
            assert root_of(prefix + root + suffix) == root


def test_words_are_spelt_apart() -> None:
    """No two ranks share a spelling."""
    words = Vocabulary(7).words(np.arange(50_000))
    assert len(set(words)) == len(words)


def test_invented_words_have_their_root_as_stem() -> None:
    """Known or not; words of the language keep the stem they have."""
    stemmer = InventedStemmer()
    assert stemmer.stem("membarumakan") == "baruma"
    assert stemmer.known["membarumakan"] == "baruma"
    assert stemmer.stem("pembangunan") == "bangun"


def test_the_vocabulary_grows_slower_than_the_text(archive: list[Story]) -> None:
    """Heaps: twice the stories hold fewer than 1.7 times, and more than 1.3 times the words."""
    half = {word for story in archive[: _COUNT // 2] for word in words_of(story)}
    whole = {word for story in archive for word in words_of(story)}
    assert 1.3 < len(whole) / len(half) < 1.7


def test_words_come_in_bursts(archive: list[Story]) -> None:
    """A word of middling frequency stands more often in its stories than chance would have it."""
    times: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for story in archive:
        words = words_of(story)
        times.update(words)
        within.update(set(words))
    some = [word for word, count in within.items() if 12 <= count <= 60]
    assert fmean(times[word] / within[word] for word in some) > 1.15


def test_one_story_in_twenty_is_undated(archive: list[Story]) -> None:
    """The others lie within twelve years."""
    dated = [story.published for story in archive if story.published is not None]
    assert 0.02 < 1 - len(dated) / _COUNT < 0.09
    years = {moment.year for moment in dated}
    assert {"2012", "2023"} <= years
    assert len(years) == 12


def test_authors_topics_and_places_repeat(archive: list[Story]) -> None:
    """About 60 authors, 400 topics, some stories without an author."""
    authors = {author for story in archive for author in story.authors}
    topics = {topic for story in archive for topic in story.topics}
    assert 50 <= len(authors) <= 60
    assert 250 <= len(topics) <= 400
    assert any(not story.authors for story in archive)
    assert all(story.topics for story in archive)
