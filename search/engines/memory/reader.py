"""How does the memory engine answer a request? By looking at every story."""

from collections import Counter
from collections.abc import Callable, Sequence

from search.ports import Found, IndexState, Request, facet_page
from search.query.clauses import Plan
from search.values import FacetName, FacetValue, Filters, Sort, facet_values

from .entries import Entry
from .matching import Matcher
from .scoring import Scorer


class MemoryReader:
    """A Reader (search.ports) of one commit of a MemoryIndex; threads may share it."""

    def __init__(
        self, entries: Sequence[Entry], state: IndexState, stem: Callable[[str], str]
    ) -> None:
        self.state = state
        self._entries = tuple(entries)
        self._stem = stem

    def search(self, request: Request) -> Found:
        """Answer one request (search.ports.Reader.search)."""
        plan, matcher = request.plan, Matcher(self._entries, self._stem)
        chosen = self._form(request, request.filters, matcher)
        held = [[matcher.matches(word.clause, entry) for entry in chosen] for word in plan.words]
        asked = (*plan.strict, *(word.clause for word in plan.words))
        cut = plan.cut or any(matcher.is_cut(clause) for clause in asked)
        page = self._ranked(request, chosen, matcher)[request.offset :][: request.limit]
        return Found(
            hits=tuple((entry.story.id, score) for entry, score in page),
            total=len(chosen),
            total_all_words=sum(all(h[i] for h in held) for i in range(len(chosen))),
            held=tuple(map(all, held)),
            facets={name: self._facet(request, name, matcher) for name in request.facets},
            partial="terms" if cut else None,
        )

    def count_terms(self, terms: Sequence[str]) -> tuple[int, ...]:
        """In how many stories each term stands (as it is, any text field)."""
        return tuple(sum(term in entry.terms for entry in self._entries) for term in terms)

    def close(self) -> None:
        """Let go of the stories."""
        self._entries = ()

    def _form(self, request: Request, filters: Filters, matcher: Matcher) -> list[Entry]:
        """The set: filters and strict clauses hold, and all words or as many as it takes."""
        plan = request.plan
        base = [
            entry
            for entry in self._entries
            if filters.accepts(entry.story)
            and all(matcher.matches(clause, entry) for clause in plan.strict)
        ]
        missing = [_missing(plan, entry, matcher) for entry in base]
        allowed = 0
        while allowed + 1 < len(plan.words) and (
            sum(count <= allowed for count in missing) < request.enough
        ):
            allowed += 1
        return [entry for entry, count in zip(base, missing, strict=True) if count <= allowed]

    def _facet(self, request: Request, name: FacetName, matcher: Matcher) -> tuple[FacetValue, ...]:
        """Counts of the set formed anew, as if nothing were chosen in this facet."""
        counts: Counter[str | None] = Counter()
        for entry in self._form(request, request.filters.without(name), matcher):
            counts.update(set(facet_values(entry.story, name)) or (None,))
        return facet_page(counts, request.filters, name, request.facet_limit)

    def _ranked(
        self, request: Request, chosen: list[Entry], matcher: Matcher
    ) -> list[tuple[Entry, float]]:
        match request.sort:
            case Sort.NEWEST:
                ordered = sorted(chosen, key=lambda entry: (entry.recency, entry.story.id))
                return [(entry, 0.0) for entry in ordered]
            case Sort.OLDEST:
                ordered = sorted(chosen, key=lambda entry: (entry.age, entry.story.id))
                return [(entry, 0.0) for entry in ordered]
            case Sort.RELEVANCE:
                scorer = Scorer(self._entries, matcher)
                plan = request.plan
                asked = (*(word.clause for word in plan.words), *plan.strict, *plan.lifts)
                scored = [
                    (entry, sum(scorer.score(clause, entry) for clause in asked))
                    for entry in chosen
                ]
                return sorted(scored, key=_by_score)


def _missing(plan: Plan, entry: Entry, matcher: Matcher) -> int:
    """How many of the plan's words the story does not hold."""
    return sum(not matcher.matches(word.clause, entry) for word in plan.words)


def _by_score(ranked: tuple[Entry, float]) -> tuple[float, tuple[bool, int], str]:
    entry, score = ranked
    return -float(f"{score:.6g}"), entry.recency, entry.story.id
