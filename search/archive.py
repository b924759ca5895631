"""What is an archive, and how is it asked? The face of this package.

archive = open_archive(Home(Path("index_data")))
for hit in archive.search(Query(text="banjir jambi")).hits:
    print(hit.story.title)
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from .errors import BadQuery
from .homelanguage import knowledge_of
from .kinship import copies, linked
from .naming import public, story_named
from .opening import open_reader
from .ports import ENOUGH, IndexState, Reader, Request
from .query.clauses import Plan
from .query.knowledge import Knowledge
from .query.planning import Planned, plan
from .rarity import Rarity
from .related import related
from .results import Copy, Linked, Results, Suggestions
from .running import LONGEST, running
from .settings import Home
from .showing import hits_of
from .snippets import Highlighter
from .store import Store
from .suggesting import Suggester
from .values import PAGE_LIMIT, FacetName, Filters, Query, Related, Snippet, Sort, Story
from .vocabulary import ReaderVocabulary

_ENOUGH_FOR_DATES: Final = 1  # a date sort is relaxed only where nothing holds every word


class Archive:
    """A snapshot of all public stories, open for reading. Threads may share it.

    `budget_ms` is what a search may take before it answers from what it has read (ports.Request).
    """

    def __init__(
        self,
        reader: Reader,
        store: Store,
        knowledge: Knowledge,
        *,
        budget_ms: float | None = None,
    ) -> None:
        self._budget_ms = budget_ms
        self._reader = reader
        self._rarity = Rarity(reader)
        self._store = store
        self._stem = knowledge.stem
        self._knowledge = replace(knowledge, vocabulary=ReaderVocabulary(reader))
        self._suggester = Suggester(reader, store, self._knowledge)

    def _planned(self, query: Query) -> Planned:
        ranked = query.sort is Sort.RELEVANCE
        knowledge = replace(self._knowledge, today=query.today if ranked else None)
        return plan(
            query.text,
            knowledge,
            expand=query.expand,
            correct=query.correct,
            prefix=query.prefix,
        )

    @cached_property
    def years(self) -> Mapping[str | None, int]:
        """How many stories there are of each year, the undated under None."""
        request = Request(plan=Plan(), limit=0, facets=(FacetName.YEAR,), facet_limit=10_000)
        return {own.value: own.count for own in self._reader.search(request).facets[FacetName.YEAR]}

    @property
    def state(self) -> IndexState:
        """The commit this snapshot sees."""
        return self._reader.state

    def search(
        self,
        query: Query,
        *,
        limit: int = 20,
        offset: int = 0,
        facets: tuple[FacetName, ...] = (),
        facet_limit: int = 20,
        explain: bool = False,
    ) -> Results:
        """Find the stories that answer `query`.

        Args:
            query: what is asked; an empty text finds every story the filters pass.
            limit: the most hits to return, 0 to PAGE_LIMIT.
            offset: hits to pass over, 0 or more; any page can be reached.
            facets: which facets to count; `day` is counted only within one month.
            facet_limit: values of a facet, besides the chosen ones.
            explain: whether to say of each hit how its score came about (by relevance only).

        Raises:
            BadQuery: the text cannot be understood.
            DamagedIndex, DamagedStore: files cannot be read.
        """
        started = time.perf_counter()
        if not 0 <= limit <= PAGE_LIMIT or offset < 0 or facet_limit < 0:
            said = f"a page has 0 to {PAGE_LIMIT} hits and begins at 0 or later"
            raise BadQuery(said, reason="page")
        planned = self._planned(query)
        asked = tuple(f for f in facets if f is not FacetName.DAY or _in_one_month(query.filters))
        request = Request(
            plan=planned.plan,
            filters=query.filters,
            sort=query.sort,
            limit=limit,
            offset=offset,
            facets=asked,
            facet_limit=facet_limit,
            enough=_enough(query.sort),
            budget_ms=self._budget_ms,
            fold=query.fold,
            explain=explain,
        )
        found = self._reader.search(request)
        highlighter = Highlighter(planned.plan, self._stem, self._reader.forms)
        words = planned.plan.words
        return Results(
            query=query,
            understood=planned.understood,
            pieces=planned.pieces,
            hits=tuple(hits_of(found, planned, self._store, highlighter)),
            total=found.total,
            total_stories=found.total_stories,
            total_all_words=found.total_all_words,
            relaxed=tuple(w.text for w, held in zip(words, found.held, strict=True) if not held),
            partial=found.partial,
            expanded=planned.expanded,
            corrected=planned.corrected,
            dates=planned.dates,
            suggested=planned.suggested,
            offset=offset,
            limit=limit,
            took_ms=round((time.perf_counter() - started) * 1000, 1),
            facets={name: found.facets.get(name, ()) for name in facets},
        )

    def all_hits(self, query: Query) -> Iterator[tuple[Story, float]]:
        """Every story that answers `query` with its score, in order; streams, marks nothing, and
        folds nothing.

        Raises:
            BadQuery: at once, not while streaming.
        """
        request = Request(
            plan=self._planned(query).plan,
            filters=query.filters,
            sort=query.sort,
            limit=self.state.stories,
            enough=_enough(query.sort),
        )
        return self._stories_of(self._reader.search(request).hits)

    def _stories_of(self, hits: Sequence[tuple[str, float]]) -> Iterator[tuple[Story, float]]:
        for at in range(0, len(hits), PAGE_LIMIT):
            part = hits[at : at + PAGE_LIMIT]
            stories = self._store.get_many(story_id for story_id, _ in part)
            yield from ((stories[key], score) for key, score in part if key in stories)

    def story(self, story_id: str) -> Story:
        """One public story by its id.

        Raises:
            StoryNotFound: no public story has this id.
            StoryWithdrawn: it was published, and taken back.
        """
        return public(self._store.get(story_id), "id", story_id)

    def story_at(self, key: str) -> Story:
        """One public story by its key in addresses (`story_key`).

        Raises:
            StoryNotFound: no public story has this key.
            StoryWithdrawn: it was published, and taken back.
        """
        return public(self._store.with_key(key), "key", key)

    def story_named(self, name: str) -> Story:
        """One public story by its id, else by its own URL.

        Raises:
            StoryNotFound: no public story has this id or URL.
            StoryWithdrawn: it was published, and taken back.
        """
        return story_named(self._store, name)

    def related(
        self, story_id: str, *, limit: int = 5, days: int | None = None
    ) -> tuple[Related, ...]:
        """Stories near one, best first, each with what ties it.

        Args:
            story_id: the one.
            limit: the most stories to return.
            days: only those so many days before or after it, at most.

        Raises:
            StoryNotFound: no public story has this id.
            StoryWithdrawn: it was published, and taken back.
        """
        story = public(self._store.get(story_id), "id", story_id)
        reader, store, rarity = self._reader, self._store, self._rarity
        return related(story, reader, store, self._stem, rarity, limit=limit, days=days)

    def running(self, story_id: str, *, limit: int = LONGEST) -> tuple[Related, ...]:
        """The others of the running story that one is of, the oldest first, unknown dates last.

        Each with what ties it to this one, or to the one that it came by (`Reason.by`).

        Args:
            story_id: the one.
            limit: the most stories to return, 0 to LONGEST; the nearest are.

        Raises:
            StoryNotFound: no public story has this id.
            StoryWithdrawn: it was published, and taken back.
        """
        story = public(self._store.get(story_id), "id", story_id)
        reader, store, rarity = self._reader, self._store, self._rarity
        return running(story, reader, store, self._stem, rarity, limit=limit)

    def linked(self, story_id: str) -> Linked:
        """The public stories that one corrects or continues, and those that do so to it.

        Raises:
            StoryNotFound: no public story has this id.
            StoryWithdrawn: it was published, and taken back.
        """
        return linked(self.story(story_id), self._store)

    def copies(self, story_id: str, *, limit: int = 20) -> tuple[Copy, ...]:
        """The near copies of one story, at most `limit` of them, with what differs from it.

        Raises:
            StoryNotFound: no public story has this id.
            StoryWithdrawn: it was published, and taken back.
        """
        return copies(self.story(story_id), self._reader, self._store, limit=limit)

    def suggest(self, text: str, *, limit: int = 5) -> Suggestions:
        """What may be meant by a text still being typed, whatever it is; at most `limit` a sort.

        Raises:
            DamagedIndex, DamagedStore: files cannot be read.
        """
        return self._suggester.suggest(text, max(0, limit))

    def marked(self, story: Story, text: str) -> tuple[Snippet, ...]:
        """The headline and every paragraph of a story, the words of a query's text marked.

        A text that cannot be read marks nothing.
        """
        try:
            wanted = self._planned(Query(text=text)).plan
            highlighter = Highlighter(wanted, self._stem, self._reader.forms)
        except BadQuery:
            highlighter = Highlighter(Plan(), self._stem)
        return (highlighter.title(story), *highlighter.paragraphs(story))

    def close(self) -> None:
        """Let go of the snapshot's files."""
        self._reader.close()


def open_archive(home: Home) -> Archive:
    """Open the archive of a home folder for reading.

    Where the index in use is damaged, the newest older generation that opens serves in its place.

    Raises:
        ArchiveNotFound: there is no archive, or no index yet.
        StaleIndex: the index was made from another archive, or by another version.
        DamagedIndex: no generation can be opened.
        DamagedStore: archive.db cannot be read; then nothing may be served.
    """
    store = Store(home.store)
    return Archive(open_reader(home, store).reader, store, knowledge_of(home))


def _enough(sort: Sort) -> int:
    return ENOUGH if sort is Sort.RELEVANCE else _ENOUGH_FOR_DATES


def _in_one_month(filters: Filters) -> bool:
    """Whether the filters leave the days of one month only."""
    months = filters.choice(FacetName.MONTH).include
    if len(months) == 1 and months[0] is not None:
        return True
    start, last = filters.days.start, filters.days.last
    return start is not None and last is not None and f"{start:%Y-%m}" == f"{last:%Y-%m}"
