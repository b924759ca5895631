"""Does an index built by several processes answer as one built by one?"""

from pathlib import Path

import pytest

from indexer.following import WORTH_A_PROCESS, Effort, Watch
from indexer.reindexing import reindex
from search import FacetName, Generations, Home, Store, index_in
from search.ports import Request
from search.query.clauses import Exact, Family, Plan, Word
from search.serial import story_text
from tests.builders import a_story

_COUNT = 2 * WORTH_A_PROCESS + 7
_WORDS = "banjir sungai jalan pasar sekolah hujan kebun sawit kota desa jembatan listrik".split()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A store of just enough short stories for two processes, some removed again."""
    made = Home(tmp_path_factory.mktemp("large"))
    store = Store.create(made.store)
    with store.writing() as writer:
        for number in range(_COUNT + 50):
            picked = [_WORDS[number // step % len(_WORDS)] for step in (1, 7, 60)]
            story = a_story(
                id=f"s{number}",
                title=f"{picked[0].title()} {number}",
                body=(f"Di {picked[1]} dan {picked[2]}nya.",),
                topics=(picked[1],),
            )
            writer.put(story, raw=story_text(story), cleaner=1)
        for number in range(50):
            writer.remove(f"s{number * 3}", "test")
    store.close()
    return made


def _asked(folder: Path) -> list[object]:
    reader = index_in(folder).reader()
    plans = [
        Plan(),
        Plan(words=(Word("banjir", Family("banjir", "banjir")),)),
        Plan(words=(Word("a", Family("sungai", "sungai")), Word("b", Exact(("di",))))),
        Plan(strict=(Exact(("sawitnya",)), Exact(("desa",)))),
    ]
    requests = [Request(plan=plan, limit=50, facets=(FacetName.TOPIC,)) for plan in plans]
    try:
        return [reader.state.stories, *(reader.search(request) for request in requests)]
    finally:
        reader.close()


def test_two_processes_build_what_one_builds(home: Home) -> None:
    """The same stories, hits, scores, totals and facets; the progress adds up to all changes."""
    one = reindex(home, full=True, effort=Effort(jobs=1))
    alone = _asked(Generations(home.index).current())
    heard: list[int] = []
    totals: list[int] = []
    two = reindex(
        home,
        full=True,
        effort=Effort(jobs=2, memory_mb=256),
        watch=Watch(on_start=totals.append, on_change=heard.append),
    )
    assert _asked(Generations(home.index).current()) == alone
    assert alone[0] == _COUNT
    assert (two.added, two.removed) == (one.added, one.removed) == (_COUNT, 50)
    assert totals == [_COUNT + 50] and sum(heard) == _COUNT + 50


def test_what_came_while_it_was_built_is_followed_after(home: Home) -> None:
    """An index built by several processes goes on with the next change like any other."""
    store = Store(home.store)
    with store.writing() as writer:
        story = a_story(id="s1", title="Gempa di kota", body=("Terasa.",))
        writer.put(story, raw=story_text(story), cleaner=1)
    store.close()
    done = reindex(home)
    assert not done.full and (done.added, done.removed) == (1, 0)
    assert done.state is not None and done.state.stories == _COUNT
