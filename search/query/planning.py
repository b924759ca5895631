"""What does the archive have to look for? A tree of typed words made into clauses.

The rules of what matches are the design's (section 4, "What matches"): content words are wanted,
function words only score, quotes are exact, a field or an operator always binds.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from search.dates import DayRange, range_of
from search.errors import BadQuery
from search.language.folding import fold
from search.language.numbers import money
from search.language.tokens import Token, tokenize
from search.language.wordlists import FUNCTION_WORDS, QUESTION_WORDS
from search.values import FacetName, Piece

from .budget import MAX_WORDS, first_words, words_in
from .clauses import (
    ALL_FIELDS,
    All,
    Boosted,
    Clause,
    Dated,
    Either,
    Every,
    Exact,
    Family,
    Fuzzy,
    Pattern,
    Plan,
    Sequence,
    TextField,
    Valued,
    Without,
    Word,
)
from .syntax import Negated, Node, Tree, Unit, read, without

_TEXT_FIELDS: Final = {
    "title": (TextField.TITLE,),
    "body": (TextField.LEAD, TextField.BODY),
    "caption": (TextField.CAPTION,),
}
_FACET_FIELDS: Final = {
    "topic": FacetName.TOPIC,
    "author": FacetName.AUTHOR,
    "place": FacetName.PLACE,
    "kind": FacetName.KIND,
}

Stem = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Planned:
    """A query as an engine sees it, and as a reader is told it was understood."""

    plan: Plan
    understood: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the query: its clause, what it is, where it stood."""

    kind: str
    text: str
    span: tuple[int, int]
    clause: Clause


def plan(text: str, stem: Stem) -> Planned:
    """Plan the text of a query; `stem` maps a folded word to its stem.

    Raises:
        BadQuery: too long, or a `tanggal:` that names no days.
    """
    tree = read(text)
    parts = [part for part in _parts(tree, stem) if part is not None]
    parts = list({(p.clause, p.kind): p for p in reversed(parts)}.values())[::-1]  # first of equals
    parts, cut = _within_budget(parts)
    relaxable = "function" if all(p.kind == "function" for p in parts) else "word"
    loose = not tree.binding
    words = tuple(Word(p.text, p.clause) for p in parts if loose and p.kind == relaxable)
    strict = tuple(
        p.clause
        for p in parts
        if p.kind not in ("word", "function") or (not loose and p.kind == relaxable)
    )
    if not parts and tree.text:  # nothing but signs: that asks for no story, not for all
        strict = (Without(Every()),)
    lifts = tuple(p.clause for p in parts if p.kind == "function" and relaxable != "function")
    return Planned(
        Plan(words=words, strict=strict, lifts=lifts, cut=cut),
        understood=" ".join(p.text for p in parts),
        pieces=tuple(Piece(kind=p.kind, text=p.text, remove=without(tree, p.span)) for p in parts),
    )


def _within_budget(parts: list[_Part]) -> tuple[list[_Part], bool]:
    """The first parts with MAX_WORDS words in all, and whether anything was cut off."""
    kept, left = list[_Part](), MAX_WORDS
    for part in parts:
        # A hyphenated word is one word, in however many spellings it is looked for.
        words = 1 if part.kind in ("word", "function") else words_in(part.clause)
        if words > left:
            fits = [replace(part, clause=first_words(part.clause, left))] if left else []
            return [*kept, *fits], True
        kept.append(part)
        left -= words
    return kept, False


def _parts(tree: Tree, stem: Stem) -> Iterator[_Part | None]:
    """The parts of the query in order; runs of plain words are read as one text, for the sums."""
    run: list[Unit] = []
    for node in tree.parts:
        is_plain = isinstance(node, Unit) and _is_plain(node)
        if run and not (is_plain and _is_beside(tree.text, run[-1], node)):
            yield from _words(tree.text, run[0].span[0], run[-1].span[1], stem)
            run = []
        if is_plain:
            assert isinstance(node, Unit)
            run.append(node)
        else:
            yield _node_part(tree, node, stem)
    if run:
        yield from _words(tree.text, run[0].span[0], run[-1].span[1], stem)


def _is_beside(line: str, unit: Unit, node: Node) -> bool:
    """Whether nothing but signs stands between two units; an operator is no word."""
    return not any(char.isalnum() for char in line[unit.span[1] : node.span[0]])


def _is_plain(node: Unit) -> bool:
    marked = node.quoted or node.field or node.edits is not None or node.boost != 1.0
    return not marked and "*" not in node.text


def _words(line: str, start: int, end: int, stem: Stem) -> Iterator[_Part]:
    text = line[start:end]
    for cluster in _clusters(text):
        span = (start + cluster[0].start, start + max(token.end for token in cluster))
        clause = _word_clause(cluster, stem)
        printed = line[slice(*span)]
        yield _Part("function" if _only_scores(cluster) else "word", printed, span, clause)


def _only_scores(cluster: list[Token]) -> bool:
    term = cluster[0].terms[0]
    return len(cluster) == 1 and (term in FUNCTION_WORDS or term in QUESTION_WORDS or term == "rp")


def _clusters(text: str) -> Iterator[list[Token]]:
    """Tokens that are one word to a reader: parts of a hyphenated one, figures of one sum."""
    sums = {amount.start: amount.end for amount in money(text)}
    cluster: list[Token] = []
    end = -1
    for token in tokenize(text):
        if cluster and token.start >= end:
            yield cluster
            cluster = []
        if not cluster:
            end = sums.get(token.start, token.end)
        cluster.append(token)
    if cluster:
        yield cluster


def _word_clause(
    cluster: list[Token], stem: Stem, fields: tuple[TextField, ...] = ALL_FIELDS
) -> Clause:
    first = cluster[0]
    whole = first.terms[0]
    if len(cluster) == 1 and len(first.terms) == 1:
        return Family(whole, stem(whole), fields)
    if stem(whole) != whole:  # kota-kota, APBD-nya
        return Family(whole, stem(whole), fields)
    if len(cluster) == 1:
        return Exact(first.terms, fields)
    if first.terms[-1].startswith("idr:"):
        return Either((Exact(first.terms[-1:], fields), _sequence(cluster, 0, fields)))
    return Either((Exact(first.terms[:-1], fields), _sequence(cluster, 0, fields)))


def _sequence(tokens: list[Token], slop: int, fields: tuple[TextField, ...]) -> Clause:
    slots = tuple(_slot(token) for token in tokens)
    return Exact(slots[0], fields) if len(slots) == 1 else Sequence(slots, slop, fields)


def _slot(token: Token) -> tuple[str, ...]:
    """The terms of a quoted token; the value of a sum would match other figures."""
    return tuple(term for term in token.terms if not term.startswith("idr:"))


def _node_part(tree: Tree, node: Node, stem: Stem) -> _Part | None:
    clause = _clause(node, stem)
    if clause is None:
        return None
    kind = "exclude" if isinstance(node, Negated) else "group"
    return _Part(
        _kind(node) if isinstance(node, Unit) else kind,
        tree.text[slice(*node.span)],
        node.span,
        clause,
    )


def _kind(unit: Unit) -> str:
    if unit.field:
        return "date" if unit.field == "date" else "field"
    if unit.quoted:
        return "phrase"
    if "*" in unit.text:
        return "pattern"
    return "fuzzy" if unit.edits is not None else "word"


def _clause(node: Node, stem: Stem) -> Clause | None:
    if isinstance(node, Negated):
        inner = _clause(node.part, stem)
        return None if inner is None else Without(inner)
    if isinstance(node, Unit):
        clause = _unit_clause(node, stem)
        return Boosted(clause, node.boost) if clause is not None and node.boost != 1.0 else clause
    clauses = tuple(c for c in (_clause(part, stem) for part in node.parts) if c is not None)
    if not clauses:
        return None
    if len(clauses) == 1:
        return clauses[0]
    return Either(clauses) if node.joint == "or" else All(clauses)


def _unit_clause(unit: Unit, stem: Stem) -> Clause | None:
    if unit.field == "date":
        return Dated(_days(unit))
    if unit.field in _FACET_FIELDS:
        words = tuple(token.terms[0] for token in tokenize(unit.text))
        return Valued(_FACET_FIELDS[unit.field], words) if words else None
    fields = _TEXT_FIELDS.get(unit.field, ALL_FIELDS)
    if unit.quoted:
        tokens = tokenize(unit.text)
        return _sequence(tokens, unit.edits or 0, fields) if tokens else None
    if "*" in unit.text:
        return _starred(unit.text, fields)
    if unit.edits is not None:
        return _fuzzy(unit, fields)
    return _all(_word_clause(cluster, stem, fields) for cluster in _clusters(unit.text))


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


def _starred(text: str, fields: tuple[TextField, ...]) -> Clause | None:
    """A pattern; with a star inside also the printed parts, as papers mask words ("ter*ris")."""
    pattern, tokens = _pattern(text, fields), tokenize(text)
    if pattern is None or len(tokens) < 2:
        return pattern
    return Either((pattern, _sequence(tokens, 0, fields)))


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
