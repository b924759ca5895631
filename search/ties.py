"""What ties one story to another: which telling words and names do both hold?

A telling word stands often in its story and seldom in the archive (tf-idf: Manning, Raghavan,
Schuetze, Introduction to Information Retrieval, 2008, ch. 6). A name is a run of two or more words
with a capital inside a sentence.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Final, NamedTuple

from .language.calendarwords import MONTHS, WEEKDAYS
from .language.casing import SENTENCE_SIGNS
from .language.folding import fold
from .language.tokens import tokenize
from .language.wordlists import FUNCTION_WORDS, QUESTION_WORDS
from .marking import Marker
from .ports import Reader
from .query.clauses import Factor, Family, Plan, TextField, Word
from .rarity import Rarity
from .values import Story

_WEIGHED: Final = 32  # stems whose counts are asked for
_LONG: Final = 10  # letters that a word is likelier by as if it stood once more
_TELLING: Final = 12  # words that tell what the story is about
_CORE: Final = 6  # the weightiest of them; who shares none of these and no name is no relative
IN_TITLE: Final = 2  # a word of the headline counts as often more
SHORTEST: Final = 3  # letters of a telling word
NAME_FACTOR: Final = 1.25  # of the weight of a word with a capital inside a sentence
_TERMS_SHOWN: Final = 4
_NAMES_WEIGHED: Final = 8  # names of a story, its first
_NAMES_SHOWN: Final = 3
_NAME_SHARE: Final = 0.02  # of the stories; a name whose words all stand in more ties nothing
_NAME_WEIGHT: Final = 0.4  # of the weight of its rarest word
UNSAID: Final = frozenset((*FUNCTION_WORDS, *QUESTION_WORDS, *MONTHS, *WEEKDAYS, "wib", "kata"))
_NAME: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]*(?: [A-ZÀ-ÖØ-Þ][\w’'-]*)+")

Stem = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that tells what a story is about: its stem, its most frequent form, and how much."""

    stem: str
    form: str
    weight: float


class Shared(NamedTuple):
    """What two stories share, and how much that is of what tells the one (0.0 and up)."""

    strength: float
    terms: tuple[str, ...]
    names: tuple[str, ...]


class Ties:
    """What ties other stories to one story."""

    def __init__(self, story: Story, reader: Reader, stem: Stem, rarity: Rarity) -> None:
        counts, capitals = _counts(story, stem)
        self._rarity = rarity
        self.telling = self._telling(counts, capitals)
        """The most telling words, weightiest first; none where nothing else can share them."""
        self._names = dict(islice(_names(story).items(), _NAMES_WEIGHED))
        self._numbers = rarity.numbers(word for name in self._names for word in name)
        self._plan = Plan(words=tuple(Word(t.form, Family(t.form, t.stem)) for t in self.telling))
        self._marker = Marker(self._plan, stem, reader.forms)
        self._whole = sum(t.weight for t in self.telling) or 1.0

    def _telling(
        self, counts: Mapping[str, Counter[str]], capitals: set[str]
    ) -> tuple[Telling, ...]:
        forms = {key: max(own, key=lambda form: (own[form], form)) for key, own in counts.items()}

        def promise(key: str) -> tuple[float, str]:
            # Of words that stand equally often the longer one is mostly the rarer.
            factor = NAME_FACTOR if key in capitals else 1.0
            return -factor * (counts[key].total() + len(forms[key]) / _LONG), key

        likely = sorted(counts, key=promise)[:_WEIGHED]
        known = self._rarity.numbers((*likely, *(forms[key] for key in likely)))
        weighed: list[Telling] = []
        for key in likely:
            form = forms[key]
            number = max(known[key], known[form])  # a family has at least its root and this form
            if (
                number > 1 or self._rarity.total == 1
            ):  # a word of this story alone finds nothing else
                weight = (1 + math.log(sum(counts[key].values()))) * self._rarity.weight(number)
                weight *= NAME_FACTOR if key in capitals else 1.0
                weighed.append(Telling(key, form, weight))
        return tuple(sorted(weighed, key=lambda t: (-t.weight, t.stem))[:_TELLING])

    def plan_with(self, factors: tuple[Factor, ...]) -> Plan:
        """Asks for the telling words."""
        return replace(self._plan, factors=factors)

    def with_story(self, other: Story) -> Shared:
        """What another story shares with this one."""
        times = [0] * len(self.telling)
        for _, _, word in self._marker.matches(other.title, TextField.TITLE):
            times[word] += IN_TITLE
        for _, _, matches in self._marker.body_matches(other.body):
            for _, _, word in matches:
                times[word] += 1
        shared = [own for own, count in zip(self.telling, times, strict=True) if count]
        weight = sum(
            own.weight * min(1.0, 0.6 + 0.2 * count)
            for own, count in zip(self.telling, times, strict=True)
            if count
        )
        names = self._shared_names(other)
        if not names and not any(times[:_CORE]):
            return Shared(0.0, (), ())
        weight += sum(_NAME_WEIGHT * self._rarity.weight(number) for _, number in names)
        shown = tuple(name for name, _ in names[:_NAMES_SHOWN])
        said = {fold(word) for name in shown for word in name.split()}
        terms = tuple(own.form for own in shared if own.form not in said)[:_TERMS_SHOWN]
        return Shared(weight / self._whole, terms, shown)

    def _shared_names(self, other: Story) -> list[tuple[str, int]]:
        """The names both print, rarest first: as printed, and in how many stories its rarest word
        stands.
        """
        pairs = {pair for name in _names(other) for pair in pairwise(name)}
        found: dict[str, int] = {}
        for name, printed in self._names.items():
            for first, last in _runs([pair in pairs for pair in pairwise(name)]):
                number = min(self._numbers[word] for word in name[first : last + 1])
                if number <= max(2, _NAME_SHARE * self._rarity.total):
                    found[" ".join(printed.split(" ")[first : last + 1])] = number
        longest = [name for name in found if not any(name != o and name in o for o in found)]
        return sorted(((name, found[name]) for name in longest), key=lambda own: (own[1], own[0]))


def names_of_both(story: Story, other: Story) -> tuple[str, ...]:
    """The names that both stories print alike, at most _NAMES_SHOWN, in the order of the other."""
    own = _names(story)
    return tuple(islice((name for key, name in _names(other).items() if key in own), _NAMES_SHOWN))


def _runs(held: list[bool]) -> Iterator[tuple[int, int]]:
    """(first word, last word) of each longest run of pairs that are held."""
    start: int | None = None
    for at, is_held in enumerate([*held, False]):
        if is_held and start is None:
            start = at
        elif not is_held and start is not None:
            yield start, at
            start = None


def _counts(story: Story, stem: Stem) -> tuple[dict[str, Counter[str]], set[str]]:
    """Stem -> how often each of its forms stands in the story, without function words, days and
    figures; and the stems that stand with a capital inside a sentence.
    """
    counts: dict[str, Counter[str]] = {}
    capitals: set[str] = set()
    for times, text in ((1 + IN_TITLE, story.title), *((1, part) for part in story.body)):
        before = 0
        for token in tokenize(text):
            term = token.terms[0]
            begins = not before or text[before : token.start].strip(" (,") != ""
            before = token.end
            if term in UNSAID or len(term) < SHORTEST or term[0].isdigit():
                continue
            key = stem(term)
            counts.setdefault(key, Counter())[term] += times
            if times == 1 and not begins and text[token.start].isupper():
                capitals.add(key)
    return counts, capitals


def _names(story: Story) -> dict[tuple[str, ...], str]:
    """The names in a body, folded and as printed; what opens a sentence is part of none."""
    names: dict[tuple[str, ...], str] = {}
    for text in story.body:
        for match in _NAME.finditer(text):
            words = match[0].split(" ")
            before = text[max(0, match.start() - 3) : match.start()].rstrip()
            if not before or before[-1] in SENTENCE_SIGNS:
                del words[0]
            folded = tuple(map(fold, words))
            if len(folded) > 1 and not any(word in UNSAID for word in folded):
                names.setdefault(folded, " ".join(words))
    return names
