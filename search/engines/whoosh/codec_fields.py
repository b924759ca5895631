"""Which terms has each field of a segment, in Whoosh's eyes?

Whoosh keeps every field's terms apart; a segment keeps one list for all text fields, and columns
for the rest. A lexicon shows either as a sorted list of terms with their postings.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Protocol

import numpy as np

from search.query.clauses import ALL_FIELDS, TextField
from search.values import FacetName

from .codec_postings import Postings
from .container import Array
from .schema import FACETS, FIRST_DAY, ID_FIELD, LAST_DAY, VALUE_SEPARATOR
from .segment import FIELD_NUMBERS, Segment

COLUMNS: Final = (ID_FIELD, FIRST_DAY, LAST_DAY, *(facet.value for facet in FACETS))
"""The fields that hold whole values; the others are texts."""


class Lexicon(Protocol):
    """The terms of one field in order of their bytes, by number."""

    def __len__(self) -> int: ...

    def term(self, number: int) -> bytes:
        """The term with this number."""
        ...

    def first_from(self, term: bytes) -> int:
        """How many terms come before `term`."""
        ...

    def postings(self, number: int) -> Postings:
        """Where a term stands."""
        ...


class TextLexicon:
    """The terms of a text field."""

    def __init__(self, segment: Segment, field: TextField) -> None:
        self._segment = segment
        self._entries = np.flatnonzero(segment.entry_fields == FIELD_NUMBERS[field])
        starts = np.asarray(segment.term_entries)
        self._terms = np.searchsorted(starts, self._entries, side="right") - 1

    def __len__(self) -> int:
        return len(self._entries)

    def term(self, number: int) -> bytes:
        """The term with this number."""
        return self._segment.terms[int(self._terms[number])]

    def first_from(self, term: bytes) -> int:
        """How many terms of the field come before `term`."""
        return int(np.searchsorted(self._terms, self._segment.terms.first_from(term)))

    def postings(self, number: int) -> Postings:
        """Where a term stands."""
        segment, entry = self._segment, int(self._entries[number])
        block = slice(segment.entry_postings[entry], segment.entry_postings[entry + 1])
        places = slice(segment.entry_positions[entry], segment.entry_positions[entry + 1])
        return Postings(
            segment.posting_stories[block],
            segment.posting_times[block],
            segment.positions[places],
        )


class ValueLexicon:
    """The values of a column as terms, each once in a story."""

    def __init__(self, values: Sequence[bytes], stories: Array, codes: Array) -> None:
        """`values` sorted; story `stories[n]` has the value `values[codes[n]]`."""
        order = np.lexsort((stories, codes))
        self._values = values
        self._stories = stories[order]
        self._starts = np.searchsorted(codes[order], np.arange(len(values) + 1))

    def __len__(self) -> int:
        return len(self._values)

    def term(self, number: int) -> bytes:
        """The value with this number."""
        return self._values[number]

    def first_from(self, term: bytes) -> int:
        """How many values come before `term`."""
        return bisect_left(self._values, term)

    def postings(self, number: int) -> Postings:
        """Which stories have a value."""
        stories = self._stories[self._starts[number] : self._starts[number + 1]]
        return Postings(stories, np.ones(len(stories), np.uint8))


class Fields:
    """A segment as fields of the schema; what a field needs is made when it is first asked for."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self.names = tuple(sorted((*COLUMNS, *(field.value for field in ALL_FIELDS))))
        self._lexicons: dict[str, Lexicon] = {}

    def lexicon(self, name: str) -> Lexicon:
        """The terms of a field; KeyError where the schema has no such field."""
        known = self._lexicons.get(name)
        if known is None:
            if name not in self.names:
                raise KeyError(name)
            known = self._lexicons[name] = self._made(name)
        return known

    def _made(self, name: str) -> Lexicon:
        if name not in COLUMNS:
            return TextLexicon(self._segment, TextField(name))
        valued = list(self._valued(name))
        terms = sorted({value for _, value in valued})
        numbers = {term: number for number, term in enumerate(terms)}
        stories = np.array([story for story, _ in valued], np.uint16)
        codes = np.array([numbers[value] for _, value in valued], np.int64)
        return ValueLexicon(terms, stories, codes)

    def number(self, name: str, term: bytes) -> int:
        """The number of a term in a field; -1 where it stands in no story."""
        if name not in self.names:
            return -1
        lexicon = self.lexicon(name)
        number = lexicon.first_from(term)
        return number if number < len(lexicon) and lexicon.term(number) == term else -1

    def lengths(self, name: str) -> Array | None:
        """Positions of a text field for each story; None for a field that has no positions."""
        return None if name in COLUMNS else self._segment.lengths(TextField(name))

    def values(self, name: str) -> list[bytes]:
        """For each story its value in a column, several joined by VALUE_SEPARATOR, b"" for none."""
        found: list[list[bytes]] = [[] for _ in range(self._segment.stories)]
        for story, value in self._valued(name):
            found[story].append(value)
        return [VALUE_SEPARATOR.encode().join(values) for values in found]

    def _valued(self, name: str) -> Iterator[tuple[int, bytes]]:
        """(story, value) of a column."""
        segment = self._segment
        if name == ID_FIELD:
            yield from enumerate(segment.ids)
        elif name in (FIRST_DAY, LAST_DAY):
            days = segment.days_from if name == FIRST_DAY else segment.days_until - 1
            for story in np.flatnonzero(segment.days_from).tolist():
                yield story, date.fromordinal(int(days[story])).isoformat().encode()
        else:
            column = segment.column(FacetName(name))
            values = [value.encode() for value in column.values]
            firsts = np.flatnonzero(column.first).tolist()
            yield from ((story, values[int(column.first[story]) - 1]) for story in firsts)
            more = zip(column.more_stories.tolist(), column.more_codes.tolist(), strict=True)
            yield from ((story, values[code - 1]) for story, code in more)
