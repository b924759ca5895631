"""What is an archive, and how is it asked? The face of this package.

archive = open_archive(Home(Path("index_data")))
for hit in archive.search(Query(text="banjir jambi")).hits:
    print(hit.story.title)
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Final

from .errors import BadQuery, StoryNotFound
from .homelanguage import knowledge_of
from .opening import open_reader
from .ports import ENOUGH, Explained, IndexState, Reader, Request
from .query.clauses import Plan
from .query.knowledge import Knowledge
from .query.planning import Planned, plan
from .related import related
from .results import Explanation, Hit, Results, ScorePart
from .settings import Home
from .snippets import Highlighter
from .store import Store
from .values import PAGE_LIMIT, FacetName, Filters, Query, Related, Snippet, Sort, Status, Story
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
        self._store = store
        self._stem = knowledge.stem
        self._knowledge = replace(knowledge, vocabulary=ReaderVocabulary(reader))

    def _planned(self, query: Query) -> Planned:
        ranked = query.sort is Sort.RELEVANCE
        knowledge = replace(self._knowledge, today=query.today if ranked else None)
        return plan(query.text, knowledge, expand=query.expand, correct=query.correct)

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
            raise BadQuery(
                f"a page has 0 to {PAGE_LIMIT} hits and begins at 0 or later", reason="page"
            )
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
        shown = (story_id for story_id, _ in found.hits)
        stories = self._store.get_many(chain(shown, *found.copies.values()))
        highlighter = Highlighter(planned.plan, self._stem, self._reader.forms)
        explained = [_explanation(planned, own) for own in found.explained]
        hits = tuple(
            replace(
                _hit(stories[story_id], score, highlighter, how),
                copies=tuple(_those_of(found.copies.get(story_id, ()), stories)),
            )
            for (story_id, score), how in zip_longest(found.hits, explained)
            if story_id in stories  # removed since the snapshot
        )
        words = planned.plan.words
        return Results(
            query=query,
            understood=planned.understood,
            pieces=planned.pieces,
            hits=hits,
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
        found = self._reader.search(
            Request(
                plan=self._planned(query).plan,
                filters=query.filters,
                sort=query.sort,
                limit=self.state.stories,
                enough=_enough(query.sort),
            )
        )
        return self._stories_of(found.hits)

    def _stories_of(self, hits: Sequence[tuple[str, float]]) -> Iterator[tuple[Story, float]]:
        for at in range(0, len(hits), PAGE_LIMIT):
            part = hits[at : at + PAGE_LIMIT]
            stories = self._store.get_many(story_id for story_id, _ in part)
            yield from ((stories[key], score) for key, score in part if key in stories)

    def story(self, story_id: str) -> Story:
        """One public story by its id.

        Raises:
            StoryNotFound: no public story has this id.
        """
        return _public(self._store.get(story_id))

    def story_at(self, key: str) -> Story:
        """One public story by its key in addresses (`story_key`).

        Raises:
            StoryNotFound: no public story has this key.
        """
        return _public(self._store.with_key(key))

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
        """
        story = _public(self._store.get(story_id))
        return related(story, self._reader, self._store, self._stem, limit=limit, days=days)

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


def _public(story: Story) -> Story:
    """The story, unless it is held back: then it is answered like an unknown one."""
    if story.status is not Status.PUBLIC:
        raise StoryNotFound(f"no story has the id {story.id!r}", id=story.id)
    return story


def _explanation(planned: Planned, found: Explained) -> Explanation:
    """The numbers of a score with what each comes from."""
    numbers = (*found.parts, found.near, *found.factors)
    parts = tuple(
        ScorePart(cause, text, number)
        for (cause, text), number in zip(planned.causes, numbers, strict=True)
    )
    return Explanation(parts[: len(found.parts) + 1], parts[len(found.parts) + 1 :])


def _hit(
    story: Story, score: float, highlighter: Highlighter, explanation: Explanation | None
) -> Hit:
    return Hit(
        explanation=explanation,
        story=story,
        score=score,
        title=highlighter.title(story),
        snippet=highlighter.snippet(story),
    )


def _those_of(story_ids: Iterable[str], stories: Mapping[str, Story]) -> Iterator[Story]:
    """The stories that are still there."""
    return (stories[story_id] for story_id in story_ids if story_id in stories)


def _in_one_month(filters: Filters) -> bool:
    """Whether the filters leave the days of one month only."""
    months = filters.choice(FacetName.MONTH).include
    if len(months) == 1 and months[0] is not None:
        return True
    start, last = filters.days.start, filters.days.last
    return start is not None and last is not None and f"{start:%Y-%m}" == f"{last:%Y-%m}"
