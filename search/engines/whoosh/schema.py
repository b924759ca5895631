"""Which fields does the Whoosh index have?

Four text fields of surface forms with positions, and the facet fields. Nothing is stored: facet
values, id and date are read from columns, the text from the store.
"""

from collections.abc import Iterator
from typing import Any, Final

from whoosh.analysis import Analyzer, Token
from whoosh.columns import VarBytesColumn
from whoosh.fields import ID, KEYWORD, TEXT, Schema

from search.language.tokens import tokenize_paragraphs
from search.ports import indexed_text
from search.query.clauses import TextField
from search.values import Story

SCHEMA_VERSION: Final = 2  # raise it when fields, tokens or terms change: the index is then rebuilt

PARAGRAPH_SEPARATOR: Final = "\n"  # a cleaned paragraph is one line
VALUE_SEPARATOR: Final = "\x1f"  # cleaned values hold no control characters


class TextAnalyzer(Analyzer):  # type: ignore[misc] # whoosh is untyped
    """Our tokens as Whoosh wants them; notes every term that passes in `terms`."""

    def __init__(self) -> None:
        self.terms: set[str] = set()

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        """Tokens of a field: its paragraphs joined by PARAGRAPH_SEPARATOR."""
        token = Token(positions=True, boost=1.0)
        token.boost = 1.0
        for tokens in tokenize_paragraphs(value.split(PARAGRAPH_SEPARATOR)):
            for ours in tokens:
                token.pos = ours.position
                for term in ours.terms:
                    token.text = term
                    self.terms.add(term)
                    yield token


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


def schema(analyzer: TextAnalyzer) -> Schema:
    """The schema, with the analyzer its text fields use."""
    text = {field.value: TEXT(analyzer=analyzer, phrase=True) for field in TextField}
    facets = {
        name: KEYWORD(analyzer=ValueAnalyzer()) for name in ("topic", "author", "place", "kind")
    }
    for field in facets.values():
        field.column_type = VarBytesColumn()
    return Schema(
        id=ID(unique=True, sortable=VarBytesColumn()),
        date=ID(sortable=VarBytesColumn()),
        **text,
        **facets,
    )


def document(story: Story) -> dict[str, str]:
    """A story as the fields of one Whoosh document; empty fields are left out."""
    fields = {
        "id": story.id,
        "date": story.published.iso() if story.published else "",
        "topic": VALUE_SEPARATOR.join(story.topics),
        "author": VALUE_SEPARATOR.join(story.authors),
        "place": VALUE_SEPARATOR.join(story.places),
        "kind": story.kind.value,
    }
    for field, paragraphs in indexed_text(story).items():
        fields[field.value] = PARAGRAPH_SEPARATOR.join(paragraphs)
    return {name: value for name, value in fields.items() if value}
