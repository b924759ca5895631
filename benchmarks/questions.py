"""What is asked? Queries of nine kinds, drawn by a seed from the archive that is searched.

A question is words, not text: each engine writes it in its own language. Words are content words
as they stand in the stories; "common" ones stand in 5 to 30 % of them.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from search import Stemmer, Story
from search.language.wordlists import FUNCTION_WORDS, QUESTION_WORDS
from search.query.clauses import Boosted, Family
from search.query.knowledge import Knowledge
from search.query.planning import plan

SAMPLE: Final = 20_000  # stories that word counts are estimated from
MANY: Final = 0.2  # a phrase with a word in more stories than this is counted apart
_COMMON: Final = (0.05, 0.30)
_WORD: Final = re.compile(r"[^\W\d_]+")
_RUN: Final = re.compile(r"[a-zA-Z]+(?: [a-z]+)+")
_DATED_MONTHS: Final = 6


class Kind(StrEnum):
    """A class of queries."""

    WORD = "one common word"
    BOTH = "two words, both"
    ANY = "three words, any"
    PHRASE_2 = "phrase of two"
    PHRASE_3 = "phrase of three"
    PREFIX = "prefix of 3 or 4 letters"
    DATED = "half a year and a word"
    FUZZY = "one letter wrong"
    HEADLINE = "whole headline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One query.

    `words` are folded; a prefix is one of 3 or 4 letters, a fuzzy word is misspelt. `months` are
    the first and last as "2016-01". `printed` is a headline as it stands, and `lifts` its function
    words: they need not stand in a story but add to its score. `is_exact` asks for the words as
    they are instead of their families. `has_many`: a word stands in very many stories.
    """

    kind: Kind
    words: tuple[str, ...]
    months: tuple[str, str] | None = None
    printed: str = ""
    lifts: tuple[str, ...] = ()
    is_exact: bool = False
    has_many: bool = False


FAMILIES: Final = (Kind.WORD, Kind.BOTH, Kind.ANY, Kind.DATED, Kind.HEADLINE)
"""Kinds that are asked with stem families (as users search) and, but headlines, exactly too."""


class Questions:
    """Draws questions from stories."""

    def __init__(self, stories: Iterable[Story], stemmer: Stemmer, seed: int) -> None:
        self._random = random.Random(seed)
        self._stories: list[Story] = []
        self._stemmer = stemmer
        counts: Counter[str] = Counter()
        for story in stories:
            self._stories.append(story)
            text = " ".join((story.title, *story.body))
            counts.update(set(map(str.lower, _WORD.findall(text))))
        self._share = {word: count / len(self._stories) for word, count in counts.items()}
        low, high = _COMMON
        self._common = [w for w, s in self._share.items() if low < s < high and self._is_plain(w)]
        self._some = [w for w, s in self._share.items() if s > 0.0005 and self._is_plain(w)]
        if len(self._common) < 3:
            raise ValueError("too few stories to draw common words from")

    def draw(self, kind: Kind, count: int) -> list[Question]:
        """Up to `count` distinct questions of one kind, with families where the kind has them."""
        found: dict[Question, None] = {}
        for _ in range(count * 50):
            if len(found) == count:
                break
            if (question := self._one(kind)) is not None:
                found[question] = None
        return list(found)

    def _is_plain(self, word: str) -> bool:
        if word in FUNCTION_WORDS or word in QUESTION_WORDS or not 3 <= len(word) <= 20:
            return False
        words = plan(word, Knowledge(stem=self._stemmer.stem)).plan.words
        return len(words) == 1 and isinstance(words[0].clause, Family) and word.isascii()

    def _one(self, kind: Kind) -> Question | None:
        rng = self._random
        match kind:
            case Kind.WORD:
                return Question(kind=kind, words=(rng.choice(self._common),))
            case Kind.BOTH:
                return Question(kind=kind, words=tuple(rng.sample(self._common, 2)))
            case Kind.ANY:
                return Question(kind=kind, words=tuple(rng.sample(self._common, 3)))
            case Kind.PHRASE_2 | Kind.PHRASE_3:
                return self._phrase(kind, 2 if kind is Kind.PHRASE_2 else 3)
            case Kind.PREFIX:
                return Question(kind=kind, words=(rng.choice(self._some)[: rng.choice((3, 4))],))
            case Kind.DATED:
                month = self._month()
                word = rng.choice(self._common)
                return month and Question(kind=kind, words=(word,), months=month)
            case Kind.FUZZY:
                word = rng.choice([w for w in self._some if len(w) > 5])
                at = rng.randrange(1, len(word) - 1)
                wrong = rng.choice("aiueorstnl")
                return Question(kind=kind, words=(word[:at] + wrong + word[at + 1 :],))
            case Kind.HEADLINE:
                return self._headline()

    def _phrase(self, kind: Kind, length: int) -> Question | None:
        story = self._random.choice(self._stories)
        runs = _RUN.findall(self._random.choice(story.body)) if story.body else []
        if not runs:
            return None
        words = self._random.choice(runs).lower().split(" ")
        if len(words) < length:
            return None
        at = self._random.randrange(len(words) - length + 1)
        chosen = tuple(words[at : at + length])
        many = any(self._share.get(word, 0.0) > MANY for word in chosen)
        return Question(kind=kind, words=chosen, is_exact=True, has_many=many)

    def _month(self) -> tuple[str, str] | None:
        moment = self._random.choice(self._stories).published
        if moment is None or moment.month is None:
            return None
        year, month = int(moment.month[:4]), int(moment.month[5:7])
        last = year * 12 + month - 1 + _DATED_MONTHS - 1
        return moment.month[:7], f"{last // 12}-{last % 12 + 1:02d}"

    def _headline(self) -> Question | None:
        title = self._random.choice(self._stories).title
        wanted = plan(title, Knowledge(stem=self._stemmer.stem)).plan
        clauses = [word.clause for word in wanted.words]
        words = tuple(clause.typed for clause in clauses if isinstance(clause, Family))
        if wanted.strict or len(words) < len(clauses) or len(words) < 2 or '"' in title:
            return None
        own = (lift.clause if isinstance(lift, Boosted) else lift for lift in wanted.lifts)
        lifts = tuple(clause.typed for clause in own if isinstance(clause, Family))
        return Question(kind=Kind.HEADLINE, words=words, printed=title, lifts=lifts)
