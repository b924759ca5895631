"""Which stories belong to a story, and what ties them?

The story's most telling words become a query (Rocchio's "more like this": Manning, Raghavan,
Schuetze, Introduction to Information Retrieval, 2008, ch. 9); what the found stories share of them
is the reason shown. Built above the engine from its counts.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .language.tokens import tokenize
from .language.wordlists import FUNCTION_WORDS, QUESTION_WORDS
from .ports import Reader, Request
from .query.clauses import Family, Plan, Word
from .store import Store
from .values import Reason, Related, Story

_CANDIDATES: Final = 60  # stems whose counts are asked for: those that stand most often
_TELLING: Final = 14  # stems that make the query
_TIES_SHOWN: Final = 4
_LEAST_SHARE: Final = 0.2  # of the telling weight a story must share, else it is no relative
_TITLE_COUNTS: Final = 3  # a word of the headline counts as often
_SHORTEST: Final = 3  # letters of a telling word

Stem = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Telling:
    """A word that tells what a story is about."""

    stem: str
    form: str
    weight: float


def related(
    story: Story, reader: Reader, store: Store, stem: Stem, *, limit: int
) -> tuple[Related, ...]:
    """The stories nearest to `story`, best first, each with what ties it; at most `limit`."""
    telling = _telling(story, reader, stem)
    if not telling or limit <= 0:
        return ()
    words = tuple(Word(t.form, Family(t.form, t.stem)) for t in telling)
    found = reader.search(Request(plan=Plan(words=words), limit=limit * 4 + 1))
    stories = store.get_many(story_id for story_id, _ in found.hits if story_id != story.id)
    whole = sum(t.weight for t in telling)
    relatives: list[Related] = []
    for story_id, score in found.hits:
        other = stories.get(story_id)
        if other is None:
            continue
        own = _counts(other, stem)
        shared = [t for t in telling if t.stem in own]
        if sum(t.weight for t in shared) >= _LEAST_SHARE * whole and len(shared) > 1:
            relatives.append(
                Related(story=other, score=score, reason=_reason(story, other, shared))
            )
    return tuple(relatives[:limit])


def _telling(story: Story, reader: Reader, stem: Stem) -> list[_Telling]:
    """The stems of a story with the highest tf-idf, weightiest first."""
    counts = _counts(story, stem)
    often = sorted(counts, key=lambda key: (-sum(counts[key].values()), key))[:_CANDIDATES]
    forms = {key: max(counts[key], key=lambda f: (counts[key][f], f)) for key in often}
    total = max(1, reader.state.stories)
    weighed: list[_Telling] = []
    for key, number in zip(often, reader.count_terms([forms[k] for k in often]), strict=True):
        if number > 1 or total == 1:  # a word of this story alone finds nothing else
            idf = math.log(1 + (total - number + 0.5) / (number + 0.5))
            tf = 1 + math.log(sum(counts[key].values()))
            weighed.append(_Telling(key, forms[key], tf * idf))
    return sorted(weighed, key=lambda t: (-t.weight, t.stem))[:_TELLING]


def _counts(story: Story, stem: Stem) -> Mapping[str, Counter[str]]:
    """Stem -> how often each of its forms stands in the story; no function words, no figures."""
    counts: dict[str, Counter[str]] = {}
    for times, text in ((_TITLE_COUNTS, story.title), *((1, part) for part in story.body)):
        for token in tokenize(text):
            term = token.terms[0]
            if term in FUNCTION_WORDS or term in QUESTION_WORDS:
                continue
            if len(term) >= _SHORTEST and not term[0].isdigit():
                counts.setdefault(stem(term), Counter())[term] += times
    return counts


def _reason(story: Story, other: Story, shared: list[_Telling]) -> Reason:
    days = None
    if story.published and other.published:
        first, second = story.published.days().start, other.published.days().start
        days = abs((first - second).days) if first and second else None
    return Reason(
        terms=tuple(t.form for t in shared[:_TIES_SHOWN]),
        places=tuple(place for place in other.places if place in story.places),
        days=days,
    )
