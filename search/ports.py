"""What must an engine be able to do?

Two ports in our own values: a Reader answers from one snapshot, a Writer brings changes in. Who
keeps them can be an engine: `search, count_terms, usage, titles, faults, close` and `add, remove,
commit, close`. What a score is stands in docs/ranking.md.
Snippets, related stories and suggestions are built above, once for all engines.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from search.query.clauses import Plan, TextField
from search.values import FacetName, FacetValue, Filters, Sort, Story

DEFAULT_MEMORY_MB: Final = 512
"""What indexing may use, all its processes together."""

ENOUGH: Final = 50
"""Stories at which a ranked set stops growing by those that miss words (design, section 4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """What a commit holds: the store it was made from, up to which revision, how many stories."""

    archive_id: str
    epoch: str
    revision: int
    stories: int
    stamp: str = ""
    """Names the store's transaction that made `revision`: another history has another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to an engine."""

    plan: Plan
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    """Hits wanted, 0 or more."""
    offset: int = 0
    enough: int = ENOUGH
    """Stories at which the set stops growing by those that miss content words (query.clauses)."""
    facets: tuple[FacetName, ...] = ()
    facet_limit: int = 20
    fold: bool = False
    """Whether of near copies only the first is a hit (docs/ranking.md, "Near copies")."""
    explain: bool = False
    """Whether to say of each hit how its score came about."""
    budget_ms: float | None = None
    """Time after which an engine may answer from what it has read so far; None: no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """How a score came about: (sum of `parts` + `near`) * product of `factors`.

    `parts` has a number for each clause of the plan: words, strict, lifts; `factors` one for each
    of the plan's.
    """

    parts: tuple[float, ...]
    near: float
    factors: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An engine's answer.

    `hits` are (story id, score) in order: by score to 6 significant digits, then newer (unknown
    dates last), then id; or by date, then id. Under a date sort every score is 0.0 or more and has
    no meaning. `total` counts what hits there are on all pages, `total_stories` the stories of the
    set, the copies that were folded among them; `copies` has for each hit that was shown in place
    of others their ids, in order. `total_all_words` counts the stories that hold all content words;
    `held` says for each word of the plan whether every story of the set holds it. `facets` count
    stories, as if the facet's own choice were lifted, giving up no more words than the set did.
    `partial` is None, "terms" (a pattern or fuzzy word stood for too many) or "time" (the budget
    ran out: the totals are lower bounds).
    """

    hits: tuple[tuple[str, float], ...]
    total: int
    total_stories: int
    total_all_words: int
    held: tuple[bool, ...]
    facets: Mapping[FacetName, tuple[FacetValue, ...]]
    partial: str | None = None
    copies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    explained: tuple[Explained, ...] = ()
    """One for each hit if the request wanted it and the sort is by relevance; else empty."""


MAX_EXPANSIONS: Final = 1_024
"""Terms a pattern or fuzzy word may stand for: the first in sorted order; more is "partial"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How one term is used in a snapshot; all text fields together.

    `stories` is exact. The others are for rates: they may still count stories that were removed
    or replaced since the index was built.
    """

    stories: int
    times: int
    """Positions at which it stands."""
    capitalised: int
    """Those printed with a capital first letter."""
    inside: int
    """Those of them where no sentence begins: what speaks for a name."""


class Reader(Protocol):
    """A snapshot of the index: later writes do not show through it. Threads may share it."""

    @property
    def state(self) -> IndexState:
        """The commit this reader sees, its stories counted without those that are masked."""
        ...

    def search(self, request: Request) -> Found:
        """Answer one request.

        How the set is formed: the stories that pass the filters and every strict clause, and hold
        all content words. If these are fewer than `enough`, those missing one word are added, then
        two, and so on until there are enough or only stories without any word are left.
        """
        ...

    def count_terms(self, terms: Sequence[str]) -> tuple[int, ...]:
        """In how many stories each term stands (as it is, any text field)."""
        ...

    def usage(self, terms: Sequence[str]) -> tuple[Usage, ...]:
        """How each term is used (as it is, any text field)."""
        ...

    def neighbours(self, term: str, edits: int) -> tuple[str, ...]:
        """The terms at most `edits` (1 or 2) insertions, deletions, changes or swaps away, sorted;
        the first MAX_EXPANSIONS. The term itself is among them if it stands in a story.
        """
        ...

    def forms(self, stem: str) -> tuple[str, ...]:
        """The terms whose family a stem names (language.families), as the index was built; sorted.

        Some may stand only in stories that were removed since.
        """
        ...

    def titles(self, words: Sequence[Sequence[str]], prefix: str, limit: int) -> tuple[str, ...]:
        """The first `limit` stories whose title holds of each of `words` any term, and a term that
        begins with `prefix` at a place of its own (where each word stands elsewhere too).

        First those whose title begins with all of it in a row, then those that hold it in a row,
        then in order, then anyhow; of each sort the newer first (unknown dates last), then by id.
        """
        ...

    def copies(self, story_id: str) -> tuple[str, ...]:
        """The other stories of the group of near copies that a story is in, sorted by id.

        Groups are those of the commit (docs/ranking.md, "Near copies"); a story that is not in the
        snapshot has none and is none.
        """
        ...

    def faults(self) -> Iterator[str]:
        """Read everything that opening did not and say what is damaged, one sentence each."""
        ...

    def close(self) -> None:
        """Let go of files and memory; the reader must not be used afterwards."""
        ...


class Writer(Protocol):
    """One batch of changes: all of it is kept at `commit`, or none."""

    def add(self, stories: Iterable[Story]) -> None:
        """Bring stories in; one with an id that is there replaces it."""
        ...

    def remove(self, story_ids: Iterable[str]) -> None:
        """Take stories out; ids that are not there are passed over."""
        ...

    def commit(self, *, archive_id: str, epoch: str, revision: int, stamp: str = "") -> IndexState:
        """Make the batch visible to readers opened from now on, and start the next one."""
        ...

    def close(self) -> None:
        """End without keeping what was not committed."""
        ...


def indexed_text(story: Story) -> dict[TextField, tuple[str, ...]]:
    """The paragraphs each text field is made of; the lead does not stand in the body again, nor a
    first sentence that stands in for a headline.
    """
    return {
        TextField.TITLE: () if story.title_derived else (story.title,),
        TextField.LEAD: story.body[:1],
        TextField.BODY: story.body[1:],
        TextField.CAPTION: story.captions,
    }


def facet_page(
    counts: Mapping[str | None, int], filters: Filters, name: FacetName, limit: int
) -> tuple[FacetValue, ...]:
    """The `limit` largest values of a facet and every chosen one; ties by value, unknown last."""
    choice = filters.choice(name)
    chosen = set(choice.include) | set(choice.exclude)
    if not chosen:
        largest = sorted(counts.items(), key=_by_count)[:limit]
        return tuple(FacetValue(value=value, count=count) for value, count in largest)
    ranked = [value for value, _ in sorted(counts.items(), key=_by_count)]
    shown = [*ranked[:limit], *(value for value in ranked[limit:] if value in chosen)]
    shown += sorted((value for value in chosen if value not in counts), key=lambda v: v or "")
    return tuple(
        FacetValue(
            value=value,
            count=counts.get(value, 0),
            selected=value in choice.include,
            excluded=value in choice.exclude,
        )
        for value in shown
    )


def _by_count(value: tuple[str | None, int]) -> tuple[int, bool, str]:
    return -value[1], value[0] is None, value[0] or ""
