"""How does one snapshot of the index answer a request?"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Final

import numpy as np

from search.errors import ArchiveError, DamagedIndex
from search.ports import Found, IndexState, Request, Usage
from search.query.clauses import (
    All,
    Boosted,
    Clause,
    Either,
    Fuzzy,
    Pattern,
    Without,
)
from search.values import FacetName, FacetValue

from .container import Array
from .copytable import CopyTable
from .expansion import Expansions
from .faceting import counted, shown
from .familytable import FamilyTable
from .matching import ViewMatcher, encoded
from .ranking import Ranking
from .record import Record, deleted_from, read_record
from .scoring import idf
from .segment import Segment
from .sets import ViewSet, allowance
from .snapshot import Snapshot, View
from .titles import Titles

_SYMPTOMS: Final = (LookupError, ValueError, OverflowError, MemoryError)
"""What numbers that are not those written lead to: ranges and texts that are none."""
_TRIES: Final = 5  # a commit may delete files between reading its record and opening them


class WhooshReader:
    """A Reader (search.ports) of the newest commit in a folder; threads may share it."""

    def __init__(self, folder: Path, mask: frozenset[str] = frozenset()) -> None:
        self._folder = folder
        record, self._snapshot = _open(folder, mask)
        self._titles = Titles(self._snapshot)
        # A count is an answer too: who may not see a story is not to count it.
        self.state: IndexState = replace(
            record.state, stories=sum(view.count for view in self._snapshot.views)
        )

    def search(self, request: Request) -> Found:
        """Answer one request (search.ports.Reader.search).

        Raises:
            DamagedIndex: an array that was read is not what was written.
        """
        with self._naming_damage():
            return _Answer(self._snapshot, request).found()

    def count_terms(self, terms: Sequence[str]) -> tuple[int, ...]:
        """In how many stories each term stands."""
        with self._naming_damage():
            views = self._snapshot.views
            return tuple(
                sum(view.stories_with(own) for view in views) for own in map(encoded, terms)
            )

    def usage(self, terms: Sequence[str]) -> tuple[Usage, ...]:
        """How each term is used."""
        stories = self.count_terms(terms)
        with self._naming_damage():
            return tuple(map(self._usage, terms, stories))

    def neighbours(self, term: str, edits: int) -> tuple[str, ...]:
        """The terms at most `edits` slips away, sorted; the first MAX_EXPANSIONS."""
        with self._naming_damage():
            near = Expansions(self._snapshot.views).of(Fuzzy(term, edits)).terms
            return tuple(own.decode("utf-8", "surrogatepass") for own in near)

    def forms(self, stem: str) -> tuple[str, ...]:
        """The terms of a stem's family, sorted."""
        with self._naming_damage():
            forms = self._snapshot.families.forms(stem)
            return tuple(sorted(own.decode("utf-8", "surrogatepass") for own in forms))

    def copies(self, story_id: str) -> tuple[str, ...]:
        """The other stories of a story's group of near copies, sorted."""
        with self._naming_damage():
            return self._snapshot.copies_of(story_id)

    def titles(self, words: Sequence[Sequence[str]], prefix: str, limit: int) -> tuple[str, ...]:
        """The stories whose title holds what is being typed (search.ports.Reader.titles)."""
        slots = [tuple(map(encoded, word)) for word in words]
        with self._naming_damage():
            found = self._titles.holding(slots, encoded(prefix), limit)
            return tuple(self._snapshot.story_id(view, story) for view, story in found)

    def _usage(self, term: str, stories: int) -> Usage:
        sums = np.zeros(3, np.int64)
        for view in self._snapshot.views:
            number = view.number(encoded(term))
            if number >= 0:
                sums += [int(counts[number]) for counts in view.segment.term_counts]
        times, capitalised, inside = sums.tolist()
        return Usage(stories=stories, times=times, capitalised=capitalised, inside=inside)

    @contextmanager
    def _naming_damage(self) -> Iterator[None]:
        """Turns what a damaged array leads to into DamagedIndex, and leaves other errors alone."""
        try:
            yield
        except _SYMPTOMS as error:
            for fault in self.faults():
                raise DamagedIndex(fault, path=str(self._folder)) from error
            raise

    def faults(self) -> Iterator[str]:
        """Read every array against its checksum."""
        for view in self._snapshot.views:
            yield from view.segment.file.faults()
        yield from self._snapshot.families.faults()
        if self._snapshot.copies is not None:
            yield from self._snapshot.copies.faults()

    def close(self) -> None:
        """Let go of the files; a search that still reads keeps its own."""
        self._snapshot = Snapshot((), self._snapshot.families)
        self._titles = Titles(self._snapshot)


class _Answer:
    """One request over one snapshot."""

    def __init__(self, snapshot: Snapshot, request: Request) -> None:
        self._snapshot = snapshot
        self._request = request
        self._expansions = Expansions(snapshot.views)
        self._matchers = [
            ViewMatcher(snapshot, number, self._expansions) for number in range(len(snapshot.views))
        ]
        self._rarities: dict[Clause, float] = {}
        budget = request.budget_ms
        self._deadline = None if budget is None else perf_counter() + budget / 1000
        self._is_late = False

    def found(self) -> Found:
        """The answer."""
        request, plan = self._request, self._request.plan
        sets = list(self._sets())
        allowed, whole = allowance(sets, len(plan.words), request.enough)
        if allowed:
            masks = [own.chosen(allowed) for own in sets]
            stories = [mask.nonzero()[0] for mask in masks]
        else:
            masks, stories = [own.whole for own in sets], [own.whole_stories for own in sets]
        ranking = Ranking(
            self._snapshot, self._matchers, request, self._rarity, self._snapshot.story_id
        )
        hits = ranking.hits(stories)
        count = sum(map(len, stories))
        return Found(
            hits=tuple(
                [(self._snapshot.story_id(view, story), score) for view, story, score in hits]
            ),
            total=count - ranking.away,
            total_stories=count,
            total_all_words=whole,
            held=tuple(
                allowed == 0 or not any(self._misses(word.clause, masks)) for word in plan.words
            ),
            facets=self._facets(sets, masks, stories, allowed),
            partial=self._partial(),
            copies=ranking.copies(hits),
            explained=ranking.explained(hits) if request.explain else (),
        )

    def satisfied(self, clause: Clause) -> int:
        """How many living stories satisfy a clause, whatever else is asked."""
        return sum(int(np.count_nonzero(matcher.mask(clause))) for matcher in self._matchers)

    def _sets(self) -> Iterator[ViewSet]:
        """The views one by one, while there is time; the rest is as if it were not there."""
        request, whole = self._request, 0
        words = sorted((word.clause for word in request.plan.words), key=self._known_count)
        for number, matcher in enumerate(self._matchers):
            if number and self._deadline is not None and perf_counter() > self._deadline:
                self._is_late = True
                self._matchers = self._matchers[:number]
                return
            own = ViewSet(matcher, request, words)
            whole += len(own.whole_stories)
            if len(words) > 1 and whole < request.enough:
                _ = own.held  # which will likely be asked for: it is to be done in time
            yield own

    def _known_count(self, clause: Clause) -> int:
        """How many stories satisfy a clause, if that is remembered; else more than there are."""
        return self._snapshot.satisfied.known(clause, self._snapshot.count + 1)

    def _misses(self, clause: Clause, masks: Sequence[Array]) -> Iterator[bool]:
        for matcher, mask in zip(self._matchers, masks, strict=True):
            yield bool((mask & ~matcher.mask(clause)).any())

    def _partial(self) -> str | None:
        if self._is_late:
            return "time"
        for clause in self._request.plan.lifts:  # under date sorts nothing else asks for them
            for pattern in _patterns(clause):
                self._expansions.of(pattern)
        return "terms" if self._expansions.is_cut or self._request.plan.cut else None

    def _rarity(self, clause: Clause) -> float:
        known = self._rarities.get(clause)
        if known is None:
            if self._is_late:
                satisfied = self.satisfied(clause)
            else:
                satisfied = self._snapshot.satisfied.of(clause, self.satisfied)
            known = self._rarities[clause] = idf(self._snapshot.count, satisfied)
        return known

    def _facets(
        self,
        sets: Sequence[ViewSet],
        masks: Sequence[Array],
        stories: Sequence[Array],
        allowed: int,
    ) -> dict[FacetName, tuple[FacetValue, ...]]:
        """Those without a choice are counted in one go, each other over a set of its own."""
        request = self._request
        chosen = {facet for facet, _ in request.filters.choices}
        plain = tuple(name for name in request.facets if name not in chosen)
        counts = counted(self._snapshot.table(plain), masks, stories) if plain else {}
        for name in chosen.intersection(request.facets):
            lifted = [own.chosen(allowed, name) for own in sets]
            numbers = [mask.nonzero()[0] for mask in lifted]
            counts |= counted(self._snapshot.table((name,)), lifted, numbers)
        column, limit = self._snapshot.column, request.facet_limit
        return {
            name: shown(column(name), counts[name], request.filters, name, limit)
            for name in request.facets
        }


def _patterns(clause: Clause) -> Iterator[Pattern | Fuzzy]:
    match clause:
        case Pattern() | Fuzzy():
            yield clause
        case All() | Either():
            for part in clause.clauses:
                yield from _patterns(part)
        case Without() | Boosted():
            yield from _patterns(clause.clause)


def _open(folder: Path, mask: frozenset[str]) -> tuple[Record, Snapshot]:
    """The newest commit's record and files, all of the same commit."""
    for _ in range(_TRIES):
        record = read_record(folder)
        try:
            return record, _snapshot(folder, record, mask)
        except ArchiveError:
            if read_record(folder) == record:
                raise
    raise DamagedIndex(f"{folder}: changes faster than it can be opened", path=str(folder))


def _snapshot(folder: Path, record: Record, mask: frozenset[str]) -> Snapshot:
    views = []
    for entry in record.segments:
        segment = Segment(folder / entry.name)
        segment.file.expect(entry.identity)
        living = ~deleted_from(entry)
        if mask:
            segment.file.expect_whole("id_")  # else a story might be shown that must not be
        hidden = [segment.story_number(story_id) for story_id in mask]
        living[[number for number in hidden if number >= 0]] = False
        views.append(View(segment, living))
    copies = CopyTable(folder, record.copies) if record.copies is not None else None
    return Snapshot(views, FamilyTable(folder, record.families), copies)
