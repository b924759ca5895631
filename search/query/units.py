"""Which clause does a marked part of a query make: a field, a phrase, a star, `kata~`, brackets?"""

from collections.abc import Iterable

from search.dates import DayRange, range_of
from search.errors import BadQuery
from search.language.folding import fold
from search.language.tokens import tokenize
from search.values import FacetName

from .clauses import (
    ALL_FIELDS,
    All,
    Boosted,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Fuzzy,
    Pattern,
    Sequence,
    TextField,
    Valued,
    Without,
)
from .knowledge import Knowledge
from .syntax import Negated, Node, Unit
from .wording import in_order, said_so, typed_words, word_clause

_TEXT_FIELDS = {
    "title": (TextField.TITLE,),
    "body": (TextField.LEAD, TextField.BODY),
    "caption": (TextField.CAPTION,),
}
_FACET_FIELDS = {
    "topic": FacetName.TOPIC,
    "author": FacetName.AUTHOR,
    "place": FacetName.PLACE,
    "kind": FacetName.KIND,
}


def is_plain(unit: Unit) -> bool:
    """Whether nothing is marked on a unit: it is a word of the text."""
    marked = unit.quoted or unit.field or unit.edits is not None or unit.boost != 1.0
    return not marked and "*" not in unit.text


def kind_of(node: Node) -> str:
    """What a reader is told that a part is (values.Piece.kind)."""
    if not isinstance(node, Unit):
        return "exclude" if isinstance(node, Negated) else "group"
    if node.field:
        return "date" if node.field == "date" else "field"
    if node.quoted:
        return "phrase"
    if "*" in node.text:
        return "pattern"
    return "fuzzy" if node.edits is not None else "word"


def node_clause(node: Node, knowledge: Knowledge) -> Clause | None:
    """What a part asks for; None where it holds no word.

    Raises:
        BadQuery: a `tanggal:` names no days.
    """
    if isinstance(node, Negated):
        inner = node_clause(node.part, knowledge)
        return None if inner is None else Without(inner)
    if isinstance(node, Unit):
        clause = _unit_clause(node, knowledge)
        return Boosted(clause, node.boost) if clause is not None and node.boost != 1.0 else clause
    found = (node_clause(part, knowledge) for part in node.parts)
    clauses = tuple(clause for clause in found if clause is not None)
    if len(clauses) < 2:
        return clauses[0] if clauses else None
    return Either(clauses) if node.joint == "or" else All(clauses)


def _unit_clause(unit: Unit, knowledge: Knowledge) -> Clause | None:
    if unit.field == "date":
        return Dated(_days(unit))
    if unit.field in _FACET_FIELDS:
        words = tuple(token.terms[0] for token in tokenize(unit.text))
        return Valued(_FACET_FIELDS[unit.field], words) if words else None
    fields = _TEXT_FIELDS.get(unit.field, ALL_FIELDS)
    if unit.quoted:
        return _phrase(unit, fields, knowledge)
    if "*" in unit.text:
        return _starred(unit.text, fields)
    if unit.edits is not None:
        return _fuzzy(unit, fields)
    return _all(word_clause(word, knowledge, fields) for word in typed_words(unit.text))


def _all(clauses: Iterable[Clause]) -> Clause | None:
    found = tuple(clauses)
    if len(found) > 1:
        return All(found)
    return found[0] if found else None


def _days(unit: Unit) -> DayRange:
    days = range_of(unit.text)
    if days is None:
        raise BadQuery(
            f"{unit.text!r} names no days: write 2023, 2023-02, 2023-02-27 or 2020..2021",
            reason="date", piece=unit.text,
        )  # fmt: skip
    return days


def _phrase(unit: Unit, fields: tuple[TextField, ...], knowledge: Knowledge) -> Clause | None:
    """The quoted words in order, joined or split as the paper may have written them."""
    tokens, slop = tuple(tokenize(unit.text)), unit.edits or 0
    if not tokens:
        return None
    clauses: list[Exact | Sequence] = [in_order(tokens, slop, fields)]
    if knowledge.lexicon is not None:
        words = tuple(token.terms[0] for token in tokens)
        for spelling in knowledge.lexicon.spellings(words):
            if spelling != words:
                clauses.append(in_order(tuple(tokenize(" ".join(spelling))), slop, fields))
    return said_so(tuple(clauses))


def _starred(text: str, fields: tuple[TextField, ...]) -> Clause | None:
    """A pattern; with a star inside also the printed parts, as papers mask words ("ter*ris")."""
    pattern, tokens = _pattern(text, fields), tuple(tokenize(text))
    if pattern is None or len(tokens) < 2:
        return pattern
    return Either((pattern, in_order(tokens, 0, fields)))


def _pattern(text: str, fields: tuple[TextField, ...]) -> Clause | None:
    """`bang*`; what is no letter or figure ends a part only where a star stands."""
    parts = ["".join(term for term in map(_bare, part)) for part in text.split("*")]
    if not any(parts):
        return Every()
    kept = [parts[0], *(part for part in parts[1:-1] if part), parts[-1]]
    return Pattern(tuple(kept), fields)


def _bare(char: str) -> str:
    folded = fold(char)
    return folded if folded.isalnum() or folded in ("-", ",", ".") else ""


def _fuzzy(unit: Unit, fields: tuple[TextField, ...]) -> Clause | None:
    tokens = tokenize(unit.text)
    if not tokens:
        return None
    term = tokens[0].terms[0]
    edits = min(unit.edits or 1, 1 if len(term) < 5 else 2)
    return Exact((term,), fields) if len(term) < 3 else Fuzzy(term, edits, fields)
