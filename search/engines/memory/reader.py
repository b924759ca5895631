"""How does the memory engine answer a request? By looking at every story."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from search.language.families import family_of
from search.ports import Explained, Found, IndexState, Request, Usage, facet_page
from search.query.clauses import Clause, Fuzzy, Plan
from search.values import FacetName, FacetValue, Filters, Sort, facet_values

from .entries import Entry
from .folding import Groups
from .matching import Matcher
from .scoring import Scorer
from .titles import title_level
from .usage import usage_of

_Ranked = tuple[Entry, float, Explained | None]
_WINDOW: Final = 200  # the best hits whose words are looked at for standing near each other


class MemoryReader:
    """A Reader (search.ports) of one commit of a MemoryIndex; threads may share it."""

    def __init__(
        self,
        entries: Sequence[Entry],
        state: IndexState,
        stem: Callable[[str], str],
        groups: Groups,
    ) -> None:
        self.state = state
        self._entries = tuple(entries)
        self._stem = stem
        self._groups = groups

    def search(self, request: Request) -> Found:
        """Answer one request (search.ports.Reader.search), however long it takes."""
        plan, matcher = request.plan, Matcher(self._entries, self._stem)
        passing = self._passing(request.filters, plan, matcher)
        allowed = _allowed(request, passing, matcher)
        chosen = _holding(plan, passing, allowed, matcher)
        held = [[matcher.matches(word.clause, entry) for entry in chosen] for word in plan.words]
        cut = plan.cut or any(map(matcher.is_cut, _asked(plan)))
        ordered = self._ordered(request, chosen, matcher)
        copies: dict[str, tuple[str, ...]] = {}
        if request.fold:
            copies = self._groups.folded([entry.story.id for entry, _, _ in ordered])
            ordered = [own for own in ordered if own[0].story.id in copies]
        total = len(ordered)
        if request.sort is Sort.RELEVANCE:
            ordered = self._looked_at(request.plan, ordered, matcher)
        ranked = ordered[request.offset :][: request.limit]
        explained = tuple(how for _, _, how in ranked if how is not None)
        return Found(
            hits=tuple((entry.story.id, score) for entry, score, _ in ranked),
            total=total,
            total_stories=len(chosen),
            total_all_words=sum(all(h[i] for h in held) for i in range(len(chosen))),
            held=tuple(map(all, held)),
            facets={name: self._facet(request, name, allowed, matcher) for name in request.facets},
            partial="terms" if cut else None,
            copies={
                entry.story.id: others
                for entry, _, _ in ranked
                if (others := copies.get(entry.story.id))
            },
            explained=explained if request.explain else (),
        )

    def count_terms(self, terms: Sequence[str]) -> tuple[int, ...]:
        """In how many stories each term stands (as it is, any text field)."""
        return tuple(sum(term in entry.terms for entry in self._entries) for term in terms)

    def usage(self, terms: Sequence[str]) -> tuple[Usage, ...]:
        """How each term is used; exact, since nothing is kept of stories that are gone."""
        return tuple(usage_of(term, self._entries) for term in terms)

    def neighbours(self, term: str, edits: int) -> tuple[str, ...]:
        """The terms at most `edits` slips away, sorted; the first MAX_EXPANSIONS."""
        return Matcher(self._entries, self._stem).expansion(Fuzzy(term, edits))

    def forms(self, stem: str) -> tuple[str, ...]:
        """The terms of a stem's family, sorted."""
        terms = {term for entry in self._entries for term in entry.terms}
        return tuple(sorted(term for term in terms if family_of(term, self._stem) == stem))

    def copies(self, story_id: str) -> tuple[str, ...]:
        """The other stories of a story's group of near copies, sorted."""
        living = sorted(entry.story.id for entry in self._entries)
        group = next((own for own in self._groups.all_of(living) if story_id in own), ())
        return tuple(own for own in group if own != story_id)

    def titles(self, words: Sequence[Sequence[str]], prefix: str, limit: int) -> tuple[str, ...]:
        """The stories whose title holds what is being typed (search.ports.Reader.titles)."""
        levels = [(entry, title_level(entry, words, prefix)) for entry in self._entries]
        found = [(level, *own.recency, own.story.id) for own, level in levels if level is not None]
        return tuple(story_id for *_, story_id in sorted(found)[:limit])

    def faults(self) -> Iterator[str]:
        """None: nothing is read that could be damaged."""
        return iter(())

    def close(self) -> None:
        """Let go of the stories."""
        self._entries = ()

    def _passing(self, filters: Filters, plan: Plan, matcher: Matcher) -> list[Entry]:
        """The stories that pass the filters and every strict clause."""
        return [
            entry
            for entry in self._entries
            if filters.accepts(entry.story)
            and all(matcher.matches(clause, entry) for clause in plan.strict)
        ]

    def _facet(
        self, request: Request, name: FacetName, allowed: int, matcher: Matcher
    ) -> tuple[FacetValue, ...]:
        """Counts as if nothing were chosen in this facet, with the words the set may miss."""
        passing = self._passing(request.filters.without(name), request.plan, matcher)
        counts: Counter[str | None] = Counter()
        for entry in _holding(request.plan, passing, allowed, matcher):
            counts.update(set(facet_values(entry.story, name)) or (None,))
        return facet_page(counts, request.filters, name, request.facet_limit)

    def _ordered(self, request: Request, chosen: list[Entry], matcher: Matcher) -> list[_Ranked]:
        """In the order asked for; nearness is not counted yet."""
        match request.sort:
            case Sort.NEWEST:
                ordered = sorted(chosen, key=lambda entry: (entry.recency, entry.story.id))
                return [(entry, 0.0, None) for entry in ordered]
            case Sort.OLDEST:
                ordered = sorted(chosen, key=lambda entry: (entry.age, entry.story.id))
                return [(entry, 0.0, None) for entry in ordered]
            case Sort.RELEVANCE:
                return self._by_relevance(request.plan, chosen, matcher)

    def _by_relevance(self, plan: Plan, chosen: list[Entry], matcher: Matcher) -> list[_Ranked]:
        scorer = Scorer(self._entries, matcher)
        ranked: list[_Ranked] = []
        for entry in chosen:
            parts, factors = scorer.parts(plan, entry), scorer.factors(plan, entry)
            apart = Explained(parts=parts, near=0.0, factors=factors)
            ranked.append((entry, sum(parts) * math.prod(factors), apart))
        return sorted(ranked, key=_by_score)

    def _looked_at(self, plan: Plan, ranked: list[_Ranked], matcher: Matcher) -> list[_Ranked]:
        """With what nearness adds to the best."""
        scorer = Scorer(self._entries, matcher)
        ranked = list(ranked)
        for at, (entry, _, how) in enumerate(ranked[:_WINDOW]):
            assert how is not None  # as by relevance
            near = scorer.near(plan, entry)
            score = (sum(how.parts) + near) * math.prod(how.factors)
            ranked[at] = entry, score, replace(how, near=near)
        return sorted(ranked, key=_by_score)


def _asked(plan: Plan) -> tuple[Clause, ...]:
    """All clauses in the order in which their scores are added (docs/ranking.md)."""
    return *(word.clause for word in plan.words), *plan.strict, *plan.lifts


def _allowed(request: Request, passing: list[Entry], matcher: Matcher) -> int:
    """How many content words a story of the set may miss: as many as it takes for `enough`."""
    missing = [_missing(request.plan, entry, matcher) for entry in passing]
    allowed = 0
    while allowed + 1 < len(request.plan.words) and (
        sum(count <= allowed for count in missing) < request.enough
    ):
        allowed += 1
    return allowed


def _holding(plan: Plan, passing: list[Entry], allowed: int, matcher: Matcher) -> list[Entry]:
    return [entry for entry in passing if _missing(plan, entry, matcher) <= allowed]


def _missing(plan: Plan, entry: Entry, matcher: Matcher) -> int:
    """How many of the plan's words the story does not hold."""
    return sum(not matcher.matches(word.clause, entry) for word in plan.words)


def _by_score(ranked: _Ranked) -> tuple[float, tuple[bool, int], str]:
    entry, score, _ = ranked
    return -float(f"{score:.6g}"), entry.recency, entry.story.id
