"""Links between stories: both ends find each other, however a source names them, and only where
both may be seen.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import Linked, Status, Store, Story, StoryNotFound, open_archive
from search.kinship import linked
from search.links import has_links
from tests.archives import archive_of
from tests.builders import a_story

URL = "https://kabar.example/2024/{}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.create(tmp_path / "archive.db")
    yield opened
    opened.close()


def keep(store: Store, *stories: Story) -> None:
    """Put stories in one transaction."""
    with store.writing() as writer:
        for story in stories:
            writer.put(story, raw=story.id, cleaner=1)


def told(story_id: str, **changes: object) -> Story:
    """A story with an address of its own."""
    return a_story(id=story_id, url=URL.format(story_id), **changes)


def ends(store: Store, story_id: str) -> dict[str, list[str]]:
    """The ids at the other ends of a story's links, without the empty lists."""
    found = linked(store.get(story_id), store)
    lists = {
        "corrects": found.corrects, "corrected_by": found.corrected_by,
        "continues": found.continues, "continued_by": found.continued_by,
    }  # fmt: skip
    return {name: [story.id for story in own] for name, own in lists.items() if own}


@pytest.mark.parametrize("name", ["a", URL.format("a")], ids=["its id", "its address"])
def test_a_link_is_found_from_both_ends(store: Store, name: str) -> None:
    """By whichever name the source gives the other story."""
    keep(store, told("a"), told("b", corrects=(name,)), told("c", continues=(name,)))
    assert ends(store, "a") == {"corrected_by": ["b"], "continued_by": ["c"]}
    assert ends(store, "b") == {"corrects": ["a"]}
    assert ends(store, "c") == {"continues": ["a"]}


def test_a_link_leads_nowhere_until_its_story_comes_in(store: Store) -> None:
    """Nothing has to be linked again once it is there."""
    keep(store, told("b", corrects=("a", "tiada"), continues=(URL.format("a"),)))
    assert ends(store, "b") == {}
    assert store.get("b").corrects == ("a", "tiada")
    keep(store, told("a"))
    assert ends(store, "b") == {"corrects": ["a"], "continues": ["a"]}


def test_links_come_in_order_of_time(store: Store) -> None:
    """The oldest first, those of unknown date last."""
    days = {"kapan": None, "baru": "2024-03-03", "lama": "2024-03-01", "satu": "2024-03-02"}
    keep(store, told("a"))
    keep(store, *(told(own, continues=("a",), published=day) for own, day in days.items()))
    assert ends(store, "a") == {"continued_by": ["lama", "satu", "baru", "kapan"]}


def test_new_links_take_the_place_of_old_ones(store: Store) -> None:
    """A story that comes again with other links has those, and no more."""
    keep(store, told("a"), told("b"), told("c", corrects=("a",)))
    keep(store, told("c", corrects=("b",)))
    assert (ends(store, "a"), ends(store, "b")) == ({}, {"corrected_by": ["c"]})
    keep(store, told("c"))
    assert (ends(store, "b"), ends(store, "c")) == ({}, {})


@pytest.mark.parametrize("status", [Status.EMBARGOED, Status.WITHDRAWN])
def test_a_held_story_is_at_no_end_of_a_link(store: Store, status: Status) -> None:
    """What may not be seen is not named by what may, in neither direction."""
    keep(store, told("a"), told("b", corrects=("a",), status=status), told("c", continues=("b",)))
    assert (ends(store, "a"), ends(store, "c")) == ({}, {})
    keep(store, told("b", corrects=("a",)))
    assert (ends(store, "a"), ends(store, "c")) == ({"corrected_by": ["b"]}, {"continues": ["b"]})


def test_a_removed_story_is_at_no_end_of_a_link(store: Store) -> None:
    """A tombstone hides it; erased, its own links are gone from the file too."""
    keep(store, told("a"), told("b", corrects=("a",)), told("c", continues=("b",)))
    with store.writing() as writer:
        writer.remove("b", "salah")
    assert (ends(store, "a"), ends(store, "c")) == ({}, {})
    with store.writing() as writer:
        writer.remove("b", "permintaan", erase=True)
    rows = store.connection.execute("SELECT story, target FROM links").fetchall()
    assert rows == [("c", "b")]


def test_a_story_is_not_linked_with_itself(store: Store) -> None:
    """A link to oneself says nothing."""
    keep(store, told("a", corrects=("a",), continues=(URL.format("a"),)))
    assert ends(store, "a") == {}


_NAMES = st.sampled_from([*"abcd", *map(URL.format, "abc"), "tiada", ""])
_LINKS = st.lists(_NAMES, max_size=3).map(tuple)


@st.composite
def _stories(draw: st.DrawFn) -> list[Story]:
    """Up to four stories, linked at random; two may have one address, one has none."""
    urls = {"a": URL.format("a"), "b": URL.format("b"), "c": URL.format("b"), "d": ""}
    return [
        a_story(id=own, url=urls[own], corrects=draw(_LINKS), continues=draw(_LINKS))
        for own in draw(st.lists(st.sampled_from("abcd"), unique=True, min_size=1))
    ]


@settings(deadline=None, max_examples=30)
@given(before=_stories(), after=_stories())
def test_links_in_both_directions_agree(
    tmp_path_factory: pytest.TempPathFactory, before: list[Story], after: list[Story]
) -> None:
    """A story names another as corrected exactly where that one names it as its correction."""
    with closing(Store.create(tmp_path_factory.mktemp("s") / "archive.db")) as store:
        keep(store, *before)
        keep(store, *after)
        stories = {story.id: story for story in (*before, *after)}
        found = {own: ends(store, own) for own in stories}
        for own, story in stories.items():
            for one, other in (("corrects", "corrected_by"), ("continues", "continued_by")):
                forth = set(found[own].get(one, ()))
                back = {them for them in stories if own in found[them].get(other, ())}
                names = set(getattr(story, one)) - {""}
                meant = {them for them, its in stories.items() if {them, its.url} & names} - {own}
                assert forth == back == meant


def test_an_archive_gives_the_links_of_public_stories(tmp_path: Path) -> None:
    """Whole stories in four lists; of a story that is not to be seen there is nothing to say."""
    correction = told("b", corrects=("a",))
    hidden = told("h", continues=("a",), status=Status.EMBARGOED)
    archive = open_archive(archive_of(tmp_path, [told("a"), correction, hidden]))
    assert archive.linked("a") == Linked(corrected_by=(correction,))
    assert archive.linked("b") == Linked(corrects=(told("a"),))
    for story_id in ("h", "tiada"):
        with pytest.raises(StoryNotFound):
            archive.linked(story_id)


def _as_it_was_before(path: Path, *stories: Story) -> None:
    """Make a store as it was before stories had links: no table, and no such fields."""
    with closing(Store.create(path)) as store:
        keep(store, *stories)
        for drop in ("TABLE links", "INDEX stories_by_url"):
            store.connection.execute(f"DROP {drop}")
        store.connection.execute(
            "UPDATE stories SET story = json_remove(story, '$.corrects', '$.continues')"
        )


def test_a_store_from_before_the_links_gets_them_with_its_next_story(tmp_path: Path) -> None:
    """Reading it changes nothing; a transaction that fails leaves it as it was."""
    path = tmp_path / "archive.db"
    _as_it_was_before(path, told("a"), told("b"))
    with closing(Store(path)) as store:
        assert (store.get("a"), ends(store, "a")) == (told("a"), {})
        assert not has_links(store.connection)
        with pytest.raises(StoryNotFound), store.writing() as writer:
            writer.put(told("c", corrects=("a",)), raw="", cleaner=1)
            writer.remove("tiada", "")
        assert not has_links(store.connection)
        with store.writing() as writer:
            writer.remove("b", "salah", erase=True)
        assert not has_links(store.connection)
        keep(store, told("c", corrects=(URL.format("a"),)))
        assert ends(store, "a") == {"corrected_by": ["c"]}
        assert store.faults_found() == []


def test_links_that_stories_have_already_are_found_in_a_table_made_later(tmp_path: Path) -> None:
    """The table is made of what the stories say."""
    path = tmp_path / "archive.db"
    with closing(Store.create(path)) as store:
        keep(store, told("a"), told("b", corrects=("a",)), told("c", continues=("a", "a")))
        store.connection.execute("DROP TABLE links")
        store.connection.execute("DROP INDEX stories_by_url")
        keep(store, told("d"))
        assert ends(store, "a") == {"corrected_by": ["b"], "continued_by": ["c"]}


_KILLED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from search import Store
store = Store(Path(sys.argv[1]))
with store.writing() as writer:
    story = store.get("a")
    writer.put(replace(story, id="c", corrects=("a",)), raw="", cleaner=1)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_while_the_table_is_made_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """It is made in the transaction of the first story, or not at all; the next one makes it."""
    path = tmp_path / "archive.db"
    _as_it_was_before(path, told("a"))
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(path)], env=environment)
    assert killed.returncode == -signal.SIGKILL
    with closing(Store(path)) as store:
        assert not has_links(store.connection) and store.revision == 1
        keep(store, replace(told("c"), corrects=("a",)))
        assert ends(store, "a") == {"corrected_by": ["c"]} and store.faults_found() == []
