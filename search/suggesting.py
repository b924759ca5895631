"""What may be meant by a text that is still being typed?

Headlines, places, authors and topics that a reader can go on with. Built above the engine: it
says whose headlines hold the words and counts the values; the store gives the headlines, so that
what was removed or held back since is not shown.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from heapq import nsmallest
from typing import Final

from .language.folding import fold
from .ports import Reader, Request
from .query.clauses import Plan
from .query.halftyped import HalfTyped, beginnings, half_typed
from .query.knowledge import Knowledge
from .query.planning import plan
from .results import SuggestedHeadline, SuggestedValue, Suggestions
from .store import Store
from .values import FacetName, FacetValue, Snippet

SECTIONS: Final = (FacetName.PLACE, FacetName.AUTHOR, FacetName.TOPIC)
"""The facets whose values are offered."""

_SPARE: Final = 4  # times the limit are asked for: headlines recur, and stories go
_ALL: Final = 1 << 30  # values of a facet: more than any has
_LAST: Final = "\U0010ffff"  # sorts behind all that may follow a prefix

_FEWEST_LETTERS: Final = 2
"""For headlines. One letter begins a word of every tenth, and the newest of those tell nothing;
among places, authors and topics it points to the largest, which is often the one meant."""


class Suggester:
    """Answers from one snapshot; threads share it.

    `knowledge` is that of the snapshot: a misspelt text is read with it.
    """

    def __init__(self, reader: Reader, store: Store, knowledge: Knowledge) -> None:
        self._reader = reader
        self._store = store
        self._knowledge = knowledge

    def suggest(self, text: str, limit: int) -> Suggestions:
        """At most `limit` of each sort for `text`, which may be anything."""
        typed = half_typed(text)
        if not typed.key or not limit:
            return Suggestions(text=text)
        found = self._offered(text, typed, limit)
        if found.is_empty:
            for meant in self._corrected(typed.key):
                instead = self._offered(text, half_typed(meant), limit)
                if not instead.is_empty:
                    return replace(instead, meant=meant)
        return found

    def _corrected(self, key: str) -> Iterator[str]:
        """What may have been meant: other words in place of those that no story has, or hardly any.

        The last word may be a slip too, but more likely it is not finished.
        """
        before, blank, last = key.rpartition(" ")
        for text, kept in ((before, blank + last), (key, "")):
            planned = plan(text, self._knowledge, expand=False)
            corrected = planned.corrected.text if planned.corrected else ""
            yield from (meant + kept for meant in (corrected, planned.suggested) if meant)

    def _offered(self, text: str, typed: HalfTyped, limit: int) -> Suggestions:
        places, authors, topics = (tuple(values.beginning(typed, limit)) for values in self._values)
        return Suggestions(
            text=text,
            headlines=tuple(self._headlines(typed, limit)),
            places=places,
            authors=authors,
            topics=topics,
        )

    def _headlines(self, typed: HalfTyped, limit: int) -> Iterator[SuggestedHeadline]:
        """Stories by their headlines, of those alike the first."""
        if typed.letters < _FEWEST_LETTERS:
            return
        found = self._reader.titles(typed.words, typed.prefix, limit * _SPARE)
        shown: set[str] = set()
        for at in range(0, len(found), limit):  # rarely more than the first of these is needed
            part = found[at : at + limit]
            stories = self._store.get_many(part)
            for story in (stories[story_id] for story_id in part if story_id in stories):
                headline, marks = fold(story.title), typed.marks_in(story.title)
                if headline in shown or marks is None:  # None: it is another one since
                    continue
                shown.add(headline)
                yield SuggestedHeadline(story, Snippet(story.title, marks))
                if len(shown) == limit:
                    return

    @cached_property
    def _values(self) -> tuple["_Values", ...]:
        """The values of each section. Two threads may both make them: they are the same."""
        every = Request(plan=Plan(), limit=0, facets=SECTIONS, facet_limit=_ALL)
        facets = self._reader.search(every).facets
        return tuple(_Values(facets[name]) for name in SECTIONS)


class _Values:
    """The values of a facet by what their words begin with."""

    def __init__(self, counted: Sequence[FacetValue]) -> None:
        self._values = [(own.value, own.count) for own in counted if own.value]  # largest first
        filed = [(key, at) for at, (name, _) in enumerate(self._values) for key in beginnings(name)]
        filed.sort()
        self._keys = [key for key, _ in filed]
        self._places = [at for _, at in filed]

    def beginning(self, typed: HalfTyped, limit: int) -> Iterator[SuggestedValue]:
        """The largest values in which what was typed begins at a word."""
        first = bisect_left(self._keys, typed.key)
        last = bisect_left(self._keys, typed.key + _LAST)
        for at in nsmallest(limit, set(self._places[first:last])):
            name, count = self._values[at]
            yield SuggestedValue(Snippet(name, typed.marks_in(name) or ()), count)
