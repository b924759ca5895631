"""How near do stories lie to each other, by all their words?

The angle between their words weighted by how often they stand and how rare they are (tf-idf and
cosine: Manning, Raghavan, Schuetze, Introduction to Information Retrieval, 2008, ch. 6). Ties
(`ties.py`) ask what of one story another holds; this asks the same of both, and of many at once.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .language.runs import UNCLEAR, plain, run_tokens
from .rarity import Rarity
from .ties import IN_TITLE, NAME_FACTOR, SHORTEST, UNSAID, Stem
from .values import Story

Array = NDArray[Any]

_EVERYDAY: Final = 0.25  # of the stories: a word that more hold tells nothing
_OF_A_SUBJECT: Final = 250
"""Stories: a word that more hold tells of a subject, not of one matter. A running story seldom has
more than some dozens, however many an archive has.
"""
_OF_THE_PAPER: Final = frozenset("berita judul keliru maaf mohon ralat redaksi wartawan".split())
"""Words by which a paper speaks of itself: they would tie any correction to any other."""
_CAPITAL: Final = re.compile(r"(?<=[\w,] )[A-ZÀ-ÖØ-Þ]\w+")  # inside a sentence
_Word = tuple[str, str]
"""A term, and its stem."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The words of one story, whatever the archive."""

    story: Story
    weights: dict[str, float]
    """How much each stem tells of it, 1 and up."""
    forms: dict[str, str]
    """A form of each stem."""


class Profiler:
    """Reads stories; what was found out about a word is kept for the next."""

    def __init__(self, stem: Stem) -> None:
        self._stem = stem
        self._words: dict[str, _Word | None] = {}

    def profiles(self, stories: Iterable[Story]) -> Iterator[Profile]:
        """The profile of each story."""
        for story in stories:
            yield self._profile(story)

    def _profile(self, story: Story) -> Profile:
        body = "\n".join(story.body)
        runs = Counter(plain(body).split())
        for run in plain(story.title).split():
            runs[run] += 1 + IN_TITLE
        words = self._words
        for run in runs.keys() - words.keys():
            words[run] = self._word(run)
        capitals = {word.lower() for word in _CAPITAL.findall(body)}
        times: dict[str, int] = {}
        forms: dict[str, str] = {}
        named: set[str] = set()
        for run, number in runs.items():
            if (word := words[run]) is not None:
                term, own = word
                times[own] = times.get(own, 0) + number
                forms.setdefault(own, term)
                if term in capitals:
                    named.add(own)
        weights = {own: 1 + math.log(number) for own, number in times.items()}
        for own in named:
            weights[own] *= NAME_FACTOR
        return Profile(story, weights, forms)

    def _word(self, run: str) -> _Word | None:
        """The word that a run stands for; None where it tells nothing or is not plain to see."""
        term = run
        if not run.isalpha():
            if UNCLEAR in run or not (tokens := run_tokens(run)):
                return None
            term = tokens[0][2][0]
        if len(term) < SHORTEST or term[0].isdigit() or term in UNSAID:
            return None
        own = self._stem(term)
        return None if own in _OF_THE_PAPER else (term, own)


class Nearness:
    """How near the stories of some profiles are to each other."""

    def __init__(self, profiles: Sequence[Profile], rarity: Rarity) -> None:
        held = Counter[str]()
        forms: dict[str, str] = {}
        for profile in profiles:
            held.update(profile.weights.keys())
            forms |= profile.forms
        shared = [own for own, times in held.items() if times > 1]
        numbers = rarity.numbers(term for own in shared for term in (own, forms[own]))
        common = rarity.weight(min(_OF_A_SUBJECT, int(_EVERYDAY * rarity.total)))
        # A family has at least its root and this form.
        worth = {
            own: rarity.weight(max(numbers[own], numbers[forms[own]])) - common for own in shared
        }
        self.stems = tuple(own for own in shared if worth[own] > 0)
        """Those that two of the stories hold or more, and that tell something."""
        columns = {own: at for at, own in enumerate(self.stems)}
        self.weights: Array = np.zeros((len(profiles), len(self.stems)))
        """Of each story (row) and stem (column); a row's length is 1, with the words that no
        other story here holds, which are not asked for, counted as half as rare as any may be.
        """
        unknown = (rarity.weight(1) - common) / 2
        for row, profile in zip(self.weights, profiles, strict=True):
            alone = sum(w * w for own, w in profile.weights.items() if own not in worth)
            known = [own for own in profile.weights if own in columns]
            own_weights = np.array([profile.weights[own] * worth[own] for own in known])
            length = math.sqrt(float(own_weights @ own_weights) + alone * unknown**2)
            if known:
                row[[columns[own] for own in known]] = own_weights / length

    def angles(self, at: int) -> Array:
        """The cosine of each story and the one of this number, 0 to 1."""
        angles: Array = self.weights @ self.weights[at]
        return angles
