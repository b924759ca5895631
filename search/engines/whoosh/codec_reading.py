"""What does a segment answer when Whoosh reads it? Terms by field, and what each story keeps."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.reading import TermInfo, TermNotFound

from .codec_fields import COLUMNS, Fields, Lexicon
from .codec_postings import ArrayMatcher
from .schema import ID_FIELD
from .segment import Segment


class ColumnarTermsReader(base.TermsReader):  # type: ignore[misc] # whoosh is untyped
    """The terms of one segment, field by field in order of the fields' names."""

    def __init__(self, segment: Segment) -> None:
        self._fields = Fields(segment)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._fields.number(*term) >= 0

    def indexed_field_names(self) -> tuple[str, ...]:
        """All fields of the schema."""
        return self._fields.names

    def cursor(self, fieldname: str, fieldobj: Any) -> "ColumnarCursor":
        """A walk over the terms of one field; KeyError where there is no such field."""
        return ColumnarCursor(self._fields, fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All (field, term), in order."""
        return self.terms_from(self._fields.names[0], b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """All (field, term) from this one on, through the fields that follow as well."""
        for name in self._fields.names[self._fields.names.index(fieldname) :]:
            lexicon = self._fields.lexicon(name)
            first = lexicon.first_from(prefix) if name == fieldname else 0
            yield from ((name, lexicon.term(at)) for at in range(first, len(lexicon)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with their statistics."""
        return self.items_from(self._fields.names[0], b"")

    def items_from(
        self, fieldname: str, prefix: bytes
    ) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """The terms of `terms_from` with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Statistics of a term, deleted stories counted until they are merged away.

        Raises:
            KeyError: it stands in no story, as Whoosh wants it.
        """
        number = self._fields.number(fieldname, text)
        if number < 0:
            raise KeyError((fieldname, text))
        postings = self._fields.lexicon(fieldname).postings(number)
        return postings.info(self._fields.lengths(fieldname))

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        """The postings of a term, deleted stories among them: Whoosh's reader takes those out.

        Raises:
            whoosh.reading.TermNotFound: it stands in no story.
        """
        number = self._fields.number(fieldname, text)
        if number < 0:
            raise TermNotFound((fieldname, text))
        postings = self._fields.lexicon(fieldname).postings(number)
        info = postings.info(self._fields.lengths(fieldname))
        return ArrayMatcher((fieldname, text), postings, info, format_, scorer)


class ColumnarCursor(base.FieldCursor):  # type: ignore[misc] # whoosh is untyped
    """A place among the terms of one field; past the last one every answer is None."""

    def __init__(self, fields: Fields, name: str, kind: Any) -> None:
        """`kind` is the whoosh.fields.FieldType, which knows bytes from text."""
        self._lexicon: Lexicon = fields.lexicon(name)
        self._lengths = fields.lengths(name)
        self._kind = kind
        self._at = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not before `term`."""
        wanted = term if isinstance(term, bytes) else self._kind.to_bytes(term)
        self._at = self._lexicon.first_from(wanted)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def is_valid(self) -> bool:
        """Whether it stands on a term."""
        return self._at < len(self._lexicon)

    def text(self) -> str | None:
        """The term it stands on."""
        if not self.is_valid():
            return None
        text: str = self._kind.from_bytes(self._lexicon.term(self._at))
        return text

    term = text

    def term_info(self) -> TermInfo | None:
        """The statistics of that term."""
        if not self.is_valid():
            return None
        return self._lexicon.postings(self._at).info(self._lengths)


class ColumnarStories(base.PerDocumentReader):  # type: ignore[misc] # whoosh is untyped
    """What one segment keeps story by story: lengths, columns, the id, and who is deleted."""

    def __init__(self, recorded: Any, segment: Segment) -> None:
        """`recorded` is the segment as the commit names it (search.engines.whoosh.codec)."""
        self._recorded = recorded
        self._segment = segment
        self._fields = Fields(segment)
        self._values: dict[str, list[bytes]] = {}

    def doc_count(self) -> int:
        """How many stories live."""
        count: int = self._recorded.doc_count()
        return count

    def doc_count_all(self) -> int:
        """How many stories there are, deleted ones with them."""
        return self._segment.stories

    def has_deletions(self) -> bool:
        """Whether a story is deleted."""
        return bool(self._recorded.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this story is deleted."""
        return bool(self._recorded.is_deleted(docnum))

    def deleted_docs(self) -> frozenset[int]:
        """The numbers of deleted stories."""
        deleted: frozenset[int] = self._recorded.deleted_docs()
        return deleted

    def supports_columns(self) -> bool:
        """It does."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether a field has a column: all but the texts have."""
        return fieldname in COLUMNS

    def list_columns(self) -> tuple[str, ...]:
        """The fields that have one."""
        return COLUMNS

    def column_reader(self, fieldname: str, column: Any) -> "ValueColumn":
        """A column's values; `column`, how Whoosh would have stored them, is not used."""
        known = self._values.get(fieldname)
        if known is None:
            known = self._values[fieldname] = self._fields.values(fieldname)
        return ValueColumn(known)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Positions of a field in one story, exactly; `default` for a field without positions."""
        lengths = self._fields.lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """Positions of a field in all stories, deleted ones until they are merged away."""
        lengths = self._fields.lengths(fieldname)
        return 0 if lengths is None else int(lengths.sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """Positions of a field in the story that has fewest."""
        lengths = self._fields.lengths(fieldname)
        return 0 if lengths is None else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        """Positions of a field in the story that has most."""
        lengths = self._fields.lengths(fieldname)
        return 0 if lengths is None else int(lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """The id; everything else of a story is in the store."""
        return {ID_FIELD: self._segment.story_ids([docnum])[0]}


class ValueColumn(ColumnReader):  # type: ignore[misc] # whoosh is untyped
    """One value a story."""

    def __init__(self, values: list[bytes]) -> None:
        self._column = values

    def __len__(self) -> int:
        return len(self._column)

    def __getitem__(self, docnum: int) -> bytes:
        return self._column[docnum]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._column)
