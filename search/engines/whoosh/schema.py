"""Which fields does the index have in Whoosh's eyes?

Four text fields of surface forms with positions, the day and the facets as whole values, and the
id, which alone is stored. Only search.engines.whoosh.codec needs this; our own reader does not.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from whoosh.analysis import Analyzer, Token
from whoosh.columns import VarBytesColumn
from whoosh.fields import ID, KEYWORD, TEXT, Schema
from whoosh.formats import Positions

from search.language.folding import fold
from search.language.tokens import tokenize_paragraphs
from search.query.clauses import TextField
from search.values import FacetName

ID_FIELD: Final = "id"
FIRST_DAY: Final = "date"
LAST_DAY: Final = "last_date"
"""The first and last WIB day a story may lie on, "2024-03-01"; the same where the day is known."""
FACETS: Final = (FacetName.TOPIC, FacetName.AUTHOR, FacetName.PLACE, FacetName.KIND)

PARAGRAPH_SEPARATOR: Final = "\n"  # a cleaned paragraph is one line
VALUE_SEPARATOR: Final = "\x1f"  # cleaned values hold no control characters


class TextAnalyzer(Analyzer):  # type: ignore[misc] # whoosh is untyped
    """Our tokens as Whoosh wants them.

    Of a query (mode "query") each position gives its first term only, the word as printed: the
    others would have to match as well, or stand in a phrase one after another. What Whoosh says
    is no text to cut (a wildcard, a bound of a range) is folded and left whole.
    """

    def __call__(
        self, value: str, *, mode: str = "", tokenize: bool = True, **_: Any
    ) -> Iterator[Token]:
        """Tokens of a field: its paragraphs joined by PARAGRAPH_SEPARATOR."""
        token = Token(positions=True, chars=True, boost=1.0)
        token.boost = 1.0
        if not tokenize:
            token.text, token.pos, token.startchar, token.endchar = fold(value), 0, 0, len(value)
            yield token
            return
        paragraphs = value.split(PARAGRAPH_SEPARATOR)
        start = 0
        for paragraph, tokens in zip(paragraphs, tokenize_paragraphs(paragraphs), strict=True):
            for ours in tokens:
                token.pos = ours.position
                token.startchar, token.endchar = start + ours.start, start + ours.end
                for term in ours.terms[:1] if mode == "query" else ours.terms:
                    token.text = term
                    yield token
            start += len(paragraph) + len(PARAGRAPH_SEPARATOR)


class ValueAnalyzer(Analyzer):  # type: ignore[misc] # whoosh is untyped
    """Whole facet values as terms."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        """One token a value."""
        token = Token(boost=1.0)
        token.boost = 1.0
        for part in value.split(VALUE_SEPARATOR):
            if part:
                token.text = part
                yield token


class PlainPositions(Positions):  # type: ignore[misc] # whoosh is untyped
    """Positions as numbers of 4 bytes; Whoosh's own are a pickle, which could execute code."""

    def encode(self, poslist: Iterable[int]) -> bytes:
        """The positions of one posting, ascending."""
        return np.fromiter(poslist, "<u4").tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """What `encode` was given."""
        positions: list[int] = np.frombuffer(valuestring, "<u4").tolist()
        return positions

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many positions there are."""
        return len(valuestring) // 4


def schema() -> Schema:
    """The schema; every call makes one of its own."""
    fields = {field.value: TEXT(analyzer=TextAnalyzer(), phrase=True) for field in TextField}
    for text in fields.values():
        text.format = PlainPositions()
    facets = {facet.value: KEYWORD(analyzer=ValueAnalyzer()) for facet in FACETS}
    for facet in facets.values():
        facet.column_type = VarBytesColumn()
    days = {name: ID(sortable=VarBytesColumn()) for name in (FIRST_DAY, LAST_DAY)}
    story_id = ID(unique=True, stored=True, sortable=VarBytesColumn())
    return Schema(**{ID_FIELD: story_id}, **days, **fields, **facets)
