"""Where does a term stand? Whoosh's postings, lengths, lexicon and columns, as plain Python.

Everything is read through Whoosh's own reader; deleted and masked stories never come out. Stories
are numbers here, valid for one snapshot.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from search.dates import Moment
from search.query.clauses import ALL_FIELDS, TextField
from search.values import FacetName

from .schema import VALUE_SEPARATOR

_TEXT_COLUMNS = {
    FacetName.TOPIC: "topic",
    FacetName.AUTHOR: "author",
    FacetName.PLACE: "place",
    FacetName.KIND: "kind",
}


class Postings:
    """One snapshot of a Whoosh index."""

    def __init__(self, reader: Any, mask: frozenset[str]) -> None:
        self._reader = reader
        self.ids = self._column("id")
        self.living = frozenset(
            number
            for number, story_id in enumerate(self.ids)
            if story_id not in mask and not reader.is_deleted(number)
        )
        dates = self._column("date")
        self.moments = [Moment.from_iso(text) if text else None for text in dates]
        self.facets: Mapping[FacetName, list[tuple[str, ...]]] = {
            **{facet: self._values(name) for facet, name in _TEXT_COLUMNS.items()},
            FacetName.YEAR: [(m.year,) if m else () for m in self.moments],
            FacetName.MONTH: [(m.month,) if m and m.month else () for m in self.moments],
            FacetName.DAY: [(m.day,) if m and m.day else () for m in self.moments],
        }

    def weights(self, field: TextField, term: str) -> dict[int, float]:
        """Story number -> how often a term stands in a field; {} where nowhere."""
        if (field.value, term) not in self._reader:
            return {}
        matcher = self._reader.postings(field.value, term)
        found: dict[int, float] = {}
        while matcher.is_active():
            found[matcher.id()] = matcher.weight()
            matcher.next()
        return {number: tf for number, tf in found.items() if number in self.living}

    def numbers(self, fields: Iterable[TextField], terms: Iterable[str]) -> set[int]:
        """The stories with any of the terms in any of the fields."""
        found: set[int] = set()
        listed = list(terms)
        for field in fields:
            for term in listed:
                if (field.value, term) in self._reader:
                    found.update(self._reader.postings(field.value, term).all_ids())
        return found & self.living

    def positions(
        self, field: TextField, terms: Iterable[str], numbers: set[int]
    ) -> dict[int, list[int]]:
        """Story number -> sorted positions of any of the terms, for the given stories only."""
        found: dict[int, set[int]] = {}
        for term in terms:
            if (field.value, term) not in self._reader:
                continue
            matcher = self._reader.postings(field.value, term)
            for number in sorted(numbers):
                if not matcher.is_active():
                    break
                if matcher.id() < number:
                    matcher.skip_to(number)
                if matcher.is_active() and matcher.id() == number:
                    found.setdefault(number, set()).update(matcher.value_as("positions"))
        return {number: sorted(places) for number, places in found.items()}

    def length(self, number: int, field: TextField) -> int:
        """How many terms a story has in a field, as Whoosh keeps it (one byte, so rounded)."""
        return int(self._reader.doc_field_length(number, field.value, 0))

    @cached_property
    def average_length(self) -> dict[TextField, float]:
        """Mean length of each field over all stories written, at least 1."""
        count = max(1, self._reader.doc_count_all())
        return {
            field: max(1.0, self._reader.field_length(field.value) / count) for field in ALL_FIELDS
        }

    def starting_with(self, prefix: str) -> Iterator[str]:
        """Terms of any text field with a prefix, sorted."""
        for term in self._lexicon[bisect_left(self._lexicon, prefix) :]:
            if not term.startswith(prefix):
                return
            yield term

    @cached_property
    def _lexicon(self) -> Sequence[str]:
        terms = {term for field in ALL_FIELDS for term in self._reader.lexicon(field.value)}
        return sorted(term.decode() for term in terms)

    def close(self) -> None:
        """Close Whoosh's reader."""
        self._reader.close()

    def _column(self, name: str) -> list[str]:
        values: list[str] = []
        for leaf, _ in self._reader.leaf_readers():
            count = leaf.doc_count_all()
            if not leaf.has_column(name):
                values.extend("" for _ in range(count))
                continue
            column = leaf.column_reader(name, translate=False)
            values.extend(column[number].decode() for number in range(count))
        return values

    def _values(self, name: str) -> list[tuple[str, ...]]:
        return [tuple(text.split(VALUE_SEPARATOR)) if text else () for text in self._column(name)]
