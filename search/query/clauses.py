"""What must an engine match? The words of a query as clauses over terms.

Clauses are what remains of a query once the language has had its say; engines know nothing of
Indonesian. All are frozen, so equal questions are equal values.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from search.dates import DayRange
from search.values import FacetName


class TextField(StrEnum):
    """A searchable part of a story's text; each counts its positions from 0."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"


ALL_FIELDS: tuple[TextField, ...] = tuple(TextField)


@dataclass(frozen=True, slots=True)
class Family:
    """Stories with any form of a word: the typed one, or any term of the archive with this stem.

    Terms of `also` are forms too, those of `but` are not: what the newsroom corrected since the
    index was built.
    """

    typed: str
    stem: str
    fields: tuple[TextField, ...] = ALL_FIELDS
    also: tuple[str, ...] = ()
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exact:
    """Stories with one of these terms as they are."""

    terms: tuple[str, ...]
    fields: tuple[TextField, ...] = ALL_FIELDS


@dataclass(frozen=True, slots=True)
class Sequence:
    """Stories where the slots are filled in order within one field.

    Each slot is a set of alternatives. With slop 0 they stand side by side; with slop n the last
    stands at most n positions further than that.
    """

    slots: tuple[tuple[str, ...], ...]
    slop: int = 0
    fields: tuple[TextField, ...] = ALL_FIELDS


@dataclass(frozen=True, slots=True)
class Variants:
    """Stories with any of at least one clause: one word said in several ways.

    An occurrence of the n-th clause counts as `shares[n]` (above 0) of one; together they are
    one term, whose rarity is that of all of them.
    """

    clauses: tuple[Family | Exact | Sequence, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Stories with a term that fits `parts` joined by any run of characters.

    ("bang", "") is the prefix bang*; ("ke", "an") is ke*an.
    """

    parts: tuple[str, ...]
    fields: tuple[TextField, ...] = ALL_FIELDS


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Stories with a term at most `edits` insertions, deletions, changes or swaps away (1 or 2)."""

    term: str
    edits: int = 1
    fields: tuple[TextField, ...] = ALL_FIELDS


@dataclass(frozen=True, slots=True)
class Dated:
    """Stories published wholly within these days."""

    days: DayRange


@dataclass(frozen=True, slots=True)
class Valued:
    """Stories with a facet value whose folded words hold these, side by side and in order."""

    facet: FacetName
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All stories."""


@dataclass(frozen=True, slots=True)
class All:
    """Stories that satisfy every one of at least one clause."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Stories that satisfy any of at least one clause."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Stories that do not satisfy the clause; it adds nothing to a score."""

    clause: "Clause"


@dataclass(frozen=True, slots=True)
class Boosted:
    """The clause with its share of the score multiplied by `factor` (above 0)."""

    clause: "Clause"
    factor: float


Said = Family | Exact | Sequence | Variants
"""A word or phrase that stands at positions of a text."""

Clause = (
    Family
    | Exact
    | Sequence
    | Variants
    | Pattern
    | Fuzzy
    | Dated
    | Valued
    | Every
    | All
    | Either
    | Without
    | Boosted
)


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of the query: how it was typed, and what matches it."""

    text: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Preferred:
    """Multiplies the score of a story that satisfies the clause by `by` (above 0)."""

    clause: Clause
    by: float


@dataclass(frozen=True, slots=True)
class Recent:
    """Multiplies a score by `floor` (0 to 1) for the oldest stories up to 1 for those of `today`.

    What is above the floor halves with each `half_life` (days); an unknown date gets the floor.
    """

    today: date
    floor: float
    half_life: int


Factor = Preferred | Recent


@dataclass(frozen=True, slots=True)
class Plan:
    """A query ready for an engine.

    A story matches if it satisfies every clause of `strict` and all of `words` (or, where those
    are too few, all but some: search.ports.Reader.search). The others change scores only, as
    docs/ranking.md says: `lifts` add, the words of a pair in `near` add where they stand near each
    other, `factors` multiply.
    """

    words: tuple[Word, ...] = ()
    strict: tuple[Clause, ...] = ()
    lifts: tuple[Clause, ...] = ()
    near: tuple[tuple[Said, Said], ...] = ()
    factors: tuple[Factor, ...] = ()
    cut: bool = False
    """Whether the budget of query words cut it short; the answer is then partial."""

    @property
    def is_empty(self) -> bool:
        """Whether the query asks for nothing in particular: every story matches."""
        return not self.words and not self.strict
