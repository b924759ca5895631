"""How does one snapshot of the Whoosh index answer a request?"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from whoosh.filedb.filestore import FileStorage

from search.errors import ArchiveError, DamagedIndex
from search.language.families import Families
from search.ports import Found, IndexState, Request, facet_page
from search.query.clauses import ALL_FIELDS
from search.values import FacetName, FacetValue, Filters, Sort

from .evaluator import Evaluator
from .postings import Postings
from .record import FAULTS, Record, RecordIndex, families_of, read_record, whoosh_faults
from .schema import TextAnalyzer, schema
from .scoring import scored

_TRIES = 5  # a commit may delete files between reading its record and opening them


class WhooshReader:
    """A Reader (search.ports) of the newest commit in a folder; threads may share it."""

    def __init__(self, folder: Path, mask: frozenset[str] = frozenset()) -> None:
        self._folder = folder
        record, families, postings = _open(folder, mask)
        self.state: IndexState = record.state
        self.record = record
        self._families = families
        self._postings = postings

    def search(self, request: Request) -> Found:
        """Answer one request (search.ports.Reader.search).

        Raises:
            DamagedIndex: a file cannot be read as it should.
        """
        with whoosh_faults(self._folder, "read"):
            return self._answer(request)

    def _answer(self, request: Request) -> Found:
        evaluator = Evaluator(self._postings, self._families)
        chosen = self._form(evaluator, request, request.filters)
        facets = {name: self._facet(evaluator, request, name, chosen) for name in request.facets}
        partial = "terms" if request.plan.cut or evaluator.cut else None
        wanted = self._ranked(evaluator, request, chosen)
        page = wanted[request.offset : request.offset + request.limit]
        words = [evaluator.matching(word.clause) for word in request.plan.words]
        return Found(
            hits=tuple((self._postings.ids[number], score) for number, score in page),
            total=len(chosen),
            total_all_words=len(chosen.intersection(*words)),
            held=tuple(chosen <= numbers for numbers in words),
            facets=facets,
            partial=partial,
        )

    def count_terms(self, terms: Sequence[str]) -> tuple[int, ...]:
        """In how many stories each term stands."""
        with whoosh_faults(self._folder, "read"):
            return tuple(len(self._postings.numbers(ALL_FIELDS, (term,))) for term in terms)

    def close(self) -> None:
        """Let go of the files."""
        self._postings.close()

    def _form(self, evaluator: Evaluator, request: Request, filters: Filters) -> set[int]:
        """The set: filters and strict clauses hold, and all words or as many as it takes."""
        plan = request.plan
        base = self._filtered(filters)
        for clause in plan.strict:
            base &= evaluator.matching(clause)
        if not plan.words:
            return base
        return _relaxed(base, [evaluator.matching(w.clause) for w in plan.words], request.enough)

    def _filtered(self, filters: Filters) -> set[int]:
        postings = self._postings
        numbers = set(postings.living)
        if not filters.days.is_open:
            numbers = {
                number
                for number in numbers
                if (moment := postings.moments[number]) and filters.days.covers(moment.days())
            }
        for facet, choice in filters.choices:
            values = postings.facets[facet]
            numbers = {number for number in numbers if choice.accepts(values[number])}
        return numbers

    def _facet(
        self, evaluator: Evaluator, request: Request, name: FacetName, chosen: set[int]
    ) -> tuple[FacetValue, ...]:
        lifted = request.filters.without(name)
        numbers = chosen if lifted == request.filters else self._form(evaluator, request, lifted)
        values = self._postings.facets[name]
        counts: Counter[str | None] = Counter()
        for number in numbers:
            counts.update(set(values[number]) or (None,))
        return facet_page(counts, request.filters, name, request.facet_limit)

    def _ranked(
        self, evaluator: Evaluator, request: Request, chosen: set[int]
    ) -> list[tuple[int, float]]:
        if request.sort is Sort.RELEVANCE:
            return self._by_score(scored(evaluator, request.plan, chosen))
        backwards = request.sort is Sort.NEWEST

        def key(number: int) -> tuple[bool, int, str]:
            moment = self._postings.moments[number]
            minutes = moment.minutes() if moment else 0
            return moment is None, -minutes if backwards else minutes, self._postings.ids[number]

        return [(number, 0.0) for number in sorted(chosen, key=key)]

    def _by_score(self, scores: dict[int, float]) -> list[tuple[int, float]]:
        def key(number: int) -> tuple[float, bool, int, str]:
            moment = self._postings.moments[number]
            newer = -moment.minutes() if moment else 0
            shown = float(f"{scores[number]:.6g}")
            return -shown, moment is None, newer, self._postings.ids[number]

        return [(number, scores[number]) for number in sorted(scores, key=key)]


def _relaxed(base: set[int], words: list[set[int]], enough: int) -> set[int]:
    """Stories of `base` with all words; while there are too few, those missing one more."""
    counts: Counter[int] = Counter()
    for numbers in words:
        counts.update(base & numbers)
    levels: list[set[int]] = [set() for _ in range(len(words) + 1)]
    for number, count in counts.items():
        levels[count].add(number)
    found = levels[-1]
    for level in reversed(levels[1:-1]):
        if len(found) >= enough:
            break
        found |= level
    return found


def _open(folder: Path, mask: frozenset[str]) -> tuple[Record, Families, Postings]:
    """The newest commit's record, families and postings, all of the same commit."""
    for _ in range(_TRIES):
        record = read_record(folder)
        try:
            families = families_of(folder, record)
            storage = FileStorage(str(folder))
            index = RecordIndex(storage, schema(TextAnalyzer()), record)
            return record, families, Postings(index.reader(), mask)
        except ArchiveError:
            if read_record(folder) == record:
                raise
        except (*FAULTS, TypeError, AttributeError) as error:
            if read_record(folder) == record:
                message = f"{folder}: cannot be opened ({error!r})"
                raise DamagedIndex(message, path=str(folder)) from error
    raise DamagedIndex(f"{folder}: changes faster than it can be opened", path=str(folder))
