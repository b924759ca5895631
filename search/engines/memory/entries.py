"""What does the memory engine keep of a story? Its text as tokens, and when it was published."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from search.language.tokens import tokenize_paragraphs
from search.ports import indexed_text
from search.query.clauses import TextField
from search.values import Story

Place = tuple[int, tuple[str, ...]]
"""A position of a field and the terms that stand there, each once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A story and the places of each of its text fields, in order of position."""

    story: Story
    places: Mapping[TextField, tuple[Place, ...]]
    terms: frozenset[str]
    """Every term of the story, whatever its field."""

    def places_in(self, fields: Iterable[TextField]) -> Iterator[Place]:
        """The places of some fields, one field after another."""
        for field in fields:
            yield from self.places[field]

    @property
    def recency(self) -> tuple[bool, int]:
        """Sorts newer stories first and those without a date last."""
        moment = self.story.published
        return moment is None, -moment.minutes() if moment else 0

    @property
    def age(self) -> tuple[bool, int]:
        """Sorts older stories first and those without a date last all the same."""
        moment = self.story.published
        return moment is None, moment.minutes() if moment else 0


def entry_of(story: Story) -> Entry:
    """Tokenize a story's text."""
    places = {
        field: tuple(
            (token.position, tuple(dict.fromkeys(token.terms)))
            for tokens in tokenize_paragraphs(paragraphs)
            for token in tokens
        )
        for field, paragraphs in indexed_text(story).items()
    }
    terms = frozenset(term for field in places.values() for _, terms in field for term in terms)
    return Entry(story, places, terms)
