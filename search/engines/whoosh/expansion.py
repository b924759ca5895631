"""Which terms do a pattern and a fuzzy word stand for?

The first MAX_EXPANSIONS, in sorted order, of the terms that living stories have: whatever the
segments are, the answer is the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import OSA

from search.ports import MAX_EXPANSIONS
from search.query.clauses import Fuzzy, Pattern
from search.query.wordtests import pattern_fits

from .snapshot import View


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a clause stands for: some terms, or those of a range of the sorted terms.

    `terms` are sorted. Of a prefix they need not be told apart: `ranges` says where in the terms
    of each view they lie.
    """

    terms: tuple[bytes, ...] = ()
    ranges: Mapping[View, range] | None = None
    is_cut: bool = False
    """Whether there were more terms than may count."""


class Expansions:
    """The expansions of one request, each worked out when it is first asked for."""

    def __init__(self, views: tuple[View, ...]) -> None:
        self._views = views
        self._known: dict[Pattern | Fuzzy, Expansion] = {}

    def of(self, clause: Pattern | Fuzzy) -> Expansion:
        """The terms that a clause stands for."""
        known = self._known.get(clause)
        if known is None:
            known = self._known[clause] = _expansion(clause, self._views)
        return known

    @property
    def is_cut(self) -> bool:
        """Whether a clause that was asked for has more terms than may count."""
        return any(known.is_cut for known in self._known.values())


def _expansion(clause: Pattern | Fuzzy, views: tuple[View, ...]) -> Expansion:
    if isinstance(clause, Pattern) and clause.parts[0] and clause.parts[1:] == ("",):
        return _of_prefix(clause.parts[0].encode("utf-8", "surrogatepass"), views)
    terms, is_cut = _first_living(views, _finder(clause))
    return Expansion(terms=terms, is_cut=is_cut)


def _of_prefix(prefix: bytes, views: tuple[View, ...]) -> Expansion:
    ranges = {view: view.segment.terms.prefixed(prefix) for view in views}
    if sum(map(len, ranges.values())) <= MAX_EXPANSIONS:
        return Expansion(ranges=ranges)
    terms, is_cut = _first_living(views, lambda view: iter(ranges[view]))
    if is_cut:
        beyond = terms[-1] + b"\0"
        for view, own in ranges.items():
            ranges[view] = range(own.start, view.segment.terms.first_from(beyond))
    return Expansion(ranges=ranges, is_cut=is_cut)


Finder = Callable[[View], Iterator[int]]
"""The numbers of the terms that fit, in a view, ascending."""


def _first_living(views: Iterable[View], finder: Finder) -> tuple[tuple[bytes, ...], bool]:
    """The first terms that fit and live, sorted; whether there were more than may count."""
    found: set[bytes] = set()
    for view in views:
        living = (number for number in finder(view) if _lives(view, number))
        found.update(view.segment.terms[at] for at in islice(living, MAX_EXPANSIONS + 1))
    terms = sorted(found)
    return tuple(terms[:MAX_EXPANSIONS]), len(terms) > MAX_EXPANSIONS


def _lives(view: View, number: int) -> bool:
    if view.all_living:
        return True
    entries = view.segment.term_entries
    start = view.entry_postings[entries[number]]
    stop = view.entry_postings[entries[number + 1]]
    return bool(view.living[view.segment.posting_stories[start:stop]].any())


def _finder(clause: Pattern | Fuzzy) -> Finder:
    if isinstance(clause, Fuzzy):
        return lambda view: _near(view, clause.term, clause.edits)
    parts = tuple(part.encode("utf-8", "surrogatepass") for part in clause.parts)
    fits = pattern_fits(parts)
    prefix, suffix, longest = parts[0], parts[-1], max(parts, key=len)

    def numbers(view: View) -> Iterator[int]:
        terms = view.segment.terms
        likely: Iterable[int]
        if suffix:
            likely = terms.ending(suffix, terms.prefixed(prefix)).tolist()
        elif prefix or not longest:
            likely = terms.prefixed(prefix)
        else:
            likely = terms.holding(longest)
        return (number for number in likely if fits(terms[number]))

    return numbers


def _near(view: View, term: str, edits: int) -> Iterator[int]:
    terms = view.segment.terms
    wanted = term.encode("utf-8", "surrogatepass")
    likely = view.segment.sized_terms.likely(wanted, edits) if term.isascii() else range(len(terms))
    for number in likely:
        other = terms[number]
        # Of ASCII the bytes are the letters.
        letters = other if other.isascii() else other.decode("utf-8", "surrogatepass")
        if OSA.distance(term, letters, score_cutoff=edits) <= edits:
            yield number
