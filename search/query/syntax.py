"""What did the reader type? The text of the search box as a tree of words and operators.

Anything typed is readable: what is no syntax is a word. docs/query-language.md is the reader's
page; its examples are tested. Only a text too long to be a query is refused.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from search.errors import BadQuery
from search.language.folding import plain_text

MAX_QUERY_CHARS: Final = 100_000  # about a whole newspaper page; a longer paste is no question
FIELD_NAMES: Final = {
    "judul": "title", "title": "title", "isi": "body", "body": "body", "foto": "caption",
    "caption": "caption", "topik": "topic", "topic": "topic", "penulis": "author",
    "author": "author", "tempat": "place", "place": "place", "jenis": "kind", "kind": "kind",
    "tanggal": "date", "date": "date",
}  # fmt: skip
"""The only names that make `name:` a field, in Indonesian and English."""

_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"'})
_OPERATORS: Final = {
    "DAN": "and",
    "AND": "and",
    "ATAU": "or",
    "OR": "or",
    "BUKAN": "not",
    "NOT": "not",
}
_NAMES: Final = "|".join(FIELD_NAMES)
_SUFFIX: Final = r"(?:~(?P<{0}edits>\d{{0,2}}))?(?:\^(?P<{0}boost>\d{{1,3}}(?:\.\d{{1,3}})?))?"
_UNIT: Final = re.compile(
    rf"(?P<minus>-(?=[^\W\d_]|\"))?(?:(?P<field>{_NAMES}):(?=[^\s)]))?"
    rf"(?:\"(?P<quoted>[^\"]*)\"{_SUFFIX.format('q')}"
    rf"|(?P<word>[^\s\"()~^]+){_SUFFIX.format('w')}(?=[\s\"()]|$)"
    r"|(?P<rest>[^\s\"()]+))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One word or quoted phrase as typed, with what stands on it."""

    text: str
    quoted: bool = False
    field: str = ""
    """"title", "body", "caption", "topic", "author", "place", "kind", "date", or ""."""
    edits: int | None = None
    """The number behind `~`: edits of a word, extra positions of a phrase."""
    boost: float = 1.0
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Group:
    """Parts joined by "and" or "or"; at least one."""

    joint: str
    parts: tuple["Node", ...]
    span: tuple[int, int] = (0, 0)
    """Brackets included."""


@dataclass(frozen=True, slots=True)
class Negated:
    """What must not be there."""

    part: "Node"
    span: tuple[int, int] = (0, 0)
    """The minus or the word BUKAN included."""


Node = Unit | Group | Negated


@dataclass(frozen=True, slots=True)
class Tree:
    """A query read: the parts it joins, and whether an explicit DAN makes every word binding."""

    text: str
    """The query on one line, typographic quotes made plain; spans refer to it."""
    parts: tuple[Node, ...]
    binding: bool = False


def read(text: str) -> Tree:
    """Read a query.

    assert read("banjir -bungo").parts[0] == Unit("banjir", span=(0, 6))

    Raises:
        BadQuery: longer than MAX_QUERY_CHARS.
    """
    if len(text) > MAX_QUERY_CHARS:
        raise BadQuery(
            f"the query has {len(text):,} characters; at most {MAX_QUERY_CHARS:,} can be read",
            reason="too-long", piece=text[:40],
        )  # fmt: skip
    line = plain_text(text).translate(_QUOTES)
    tokens = _scan(line)
    return _Reader(line, tokens).tree()


_Item = tuple[str, Unit | None, bool, tuple[int, int]]  # kind, unit, is negated, span


def _scan(line: str) -> list[_Item]:
    """Cut a line into units, operators and brackets."""
    items: list[_Item] = []
    shouting = line.upper() == line  # "RAPAT DPRD DAN PEMKOT": capitals mean nothing
    at = 0
    while at < len(line):
        char = line[at]
        if char in "()":
            items.append((char, None, False, (at, at + 1)))
            at += 1
            continue
        match = None if char.isspace() else _UNIT.match(line, at)
        if match is None:  # a blank, or a quote without its partner
            at += 1
            continue
        at = match.end()
        opens = match.start() == 0 or line[match.start() - 1] in " ("
        operator = _OPERATORS.get(match["word"] or "") if not match["field"] else None
        if operator and not shouting and not match["wedits"] and not match["wboost"]:
            items.append((operator, None, False, match.span()))
            continue
        unit = _unit(match)
        if unit is not None:
            items.append(("unit", unit, bool(match["minus"]) and opens, match.span()))
    return items


def _unit(match: re.Match[str]) -> Unit | None:
    quoted = match["quoted"]
    side = "w" if quoted is None else "q"
    text = quoted if quoted is not None else match["word"] or match["rest"]
    field = FIELD_NAMES.get((match["field"] or "").lower(), "")
    edits, boost = match[f"{side}edits"], match[f"{side}boost"]
    if not text.strip():
        return None
    return Unit(
        text,
        quoted=quoted is not None,
        field=field,
        edits=None if edits is None else min(int(edits or 1), 20 if quoted is not None else 2),
        boost=float(boost) if boost and float(boost) > 0 else 1.0,
        span=match.span(),
    )


class _Reader:
    """Builds the tree: `-`/BUKAN bind tightest, then ATAU between neighbours, then blanks and DAN.

    Brackets group only in a query that has an operator; elsewhere they are punctuation, as in
    "Badan Penanggulangan Bencana (BPBD)". Operators that join nothing are dropped.
    """

    def __init__(self, line: str, items: list[_Item]) -> None:
        self._line = line
        self._grouping = any(kind in ("and", "or", "not") for kind, *_ in items) or any(
            negated for _, _, negated, _ in items
        )
        self._items = items if self._grouping else [item for item in items if item[0] == "unit"]
        self._at = 0

    def tree(self) -> Tree:
        parts: list[Node] = []
        while self._at < len(self._items):
            parts.extend(self._joined(0))
            self._at += 1  # over a bracket that closes nothing
        binding = any(kind == "and" for kind, *_ in self._items)
        return Tree(self._line, tuple(parts), binding)

    def _joined(self, depth: int) -> list[Node]:
        """Parts up to a closing bracket or the end, ATAU-neighbours already made groups."""
        parts: list[Node] = []
        either = False
        while self._at < len(self._items) and self._items[self._at][0] != ")":
            kind = self._items[self._at][0]
            if kind in ("and", "or"):
                either = kind == "or" and bool(parts)
                self._at += 1
                continue
            part = self._part(depth)
            if part is None:
                continue
            if either:
                last = parts.pop()
                others = last.parts if isinstance(last, Group) and last.joint == "or" else (last,)
                part = Group("or", (*others, part), (last.span[0], part.span[1]))
            parts.append(part)
            either = False
        return parts

    def _part(self, depth: int) -> Node | None:
        kind, unit, negated, span = self._items[self._at]
        self._at += 1
        if kind == "unit" and unit is not None:
            return Negated(unit, span) if negated else unit
        if kind == "not":
            if self._at >= len(self._items) or self._items[self._at][0] not in ("unit", "("):
                return None
            part = self._part(depth)
            if part is None or isinstance(part, Negated):
                return part
            return Negated(part, (span[0], part.span[1]))
        if kind != "(" or depth >= 20:  # nobody nests deeper; hostile input would exhaust the stack
            return None
        return self._bracketed(span[0], depth)

    def _bracketed(self, start: int, depth: int) -> Node | None:
        """What stands in brackets, up to the closing one or the end."""
        inner = self._joined(depth + 1)
        end = self._items[min(self._at, len(self._items) - 1)][3][1]
        self._at += 1  # over the closing bracket
        if not inner:
            return None
        only = inner[0]
        if len(inner) > 1 or isinstance(only, Negated):
            return Group("and", tuple(inner), (start, end))
        return replace(only, span=(start, end))


def without(tree: Tree, span: tuple[int, int]) -> str:
    """The query's text with one unit cut out, blanks joined."""
    return " ".join((tree.text[: span[0]] + " " + tree.text[span[1] :]).split())
