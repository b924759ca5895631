"""The inbox: in order, once, and refused where it must be."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from search import Home, Inbox, Push, Refusal, Status, Store, Story
from search.holds import Hold
from search.pushes import State
from tests.builders import a_story


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A folder without anything in it."""
    return Home(tmp_path)


@pytest.fixture
def inbox(home: Home) -> Iterator[Inbox]:
    """Its inbox."""
    with closing(Inbox(home)) as inbox:
        yield inbox


def a_push(story: str, title: str = "Kabar", *, again: bool = False) -> Push:
    """A story as it is pushed."""
    return Push(story=story, raw=json.dumps({"id": story, "title": title}), again=again)


def clean(raw: str) -> Story | Refusal:
    """The story of such a push."""
    values = json.loads(raw)
    if values["title"] == "tidak ada":
        return Refusal(reason="has no text")
    return a_story(id=values["id"], title=values["title"])


def drained(inbox: Inbox, home: Home) -> int:
    """How many pushes were taken in."""
    with closing(Store.create(home.store)) as store:
        return inbox.drain(store, clean, 1)


def titles(home: Home) -> dict[str, str]:
    """What the store has."""
    with closing(Store(home.store)) as store:
        return {story_id: story.title for story_id, _, story, _ in store.raw_stories()}


def state(inbox: Inbox, number: int | Refusal) -> State:
    """What became of a push."""
    assert isinstance(number, int)
    pushed = inbox.look(number)
    assert pushed is not None
    return pushed.state


def test_pushes_are_taken_in_by_order(inbox: Inbox, home: Home) -> None:
    """Of one id the later wins; numbers rise; nothing is left to do after it."""
    pushes = [a_push("a", "satu"), a_push("b"), a_push("a", "dua"), Push(story="b", raw=None)]
    numbers = inbox.put(pushes, by="cms")
    assert numbers == (1, 2, 3, 4) and inbox.has_waiting
    assert drained(inbox, home) == 4
    assert titles(home) == {"a": "dua"}
    assert not inbox.has_waiting and drained(inbox, home) == 0
    pushed = inbox.look(4)
    assert pushed is not None and (pushed.state, pushed.revision) == (State.KEPT, 4)


def test_the_same_again_changes_nothing(inbox: Inbox, home: Home) -> None:
    """An equal push leaves the store's revision as it was."""
    inbox.put([a_push("a")], by="cms")
    drained(inbox, home)
    (number,) = inbox.put([a_push("a")], by="cms")
    drained(inbox, home)
    assert state(inbox, number) is State.UNCHANGED
    with closing(Store(home.store)) as store:
        assert store.revision == 1


def test_what_was_removed_stays_away_unless_again(inbox: Inbox, home: Home) -> None:
    """A tombstone refuses a push, in the store as in the inbox; `again` lifts it."""
    inbox.put([a_push("a"), Push(story="a", raw=None)], by="cms")
    (waiting,) = inbox.put([a_push("a")], by="cms")
    assert isinstance(waiting, Refusal) and waiting.code == "removed"
    drained(inbox, home)
    (kept,) = inbox.put([a_push("a")], by="cms")
    assert isinstance(kept, Refusal) and kept.code == "removed"
    inbox.put([a_push("a", "kembali", again=True)], by="cms")
    drained(inbox, home)
    assert titles(home) == {"a": "kembali"}


def test_a_story_removed_while_its_push_waited_stays_away(inbox: Inbox, home: Home) -> None:
    """What was taken in is refused after all, and says why."""
    inbox.put([a_push("a", "satu")], by="cms")
    drained(inbox, home)
    (number,) = inbox.put([a_push("a", "dua")], by="cms")
    with closing(Store(home.store)) as store, store.writing() as writer:
        writer.remove("a", "keliru")
    drained(inbox, home)
    assert state(inbox, number) is State.REFUSED and titles(home) == {}


def test_only_what_is_there_can_be_removed(inbox: Inbox, home: Home) -> None:
    """An unknown id and one already removed are refused, a waiting one is not."""
    gone = Push(story="a", raw=None)
    first, put, removed, again = inbox.put([gone, a_push("a"), gone, gone], by="cms")
    assert isinstance(first, Refusal) and first.code == "unknown"
    assert (put, removed) == (1, 2)
    assert isinstance(again, Refusal) and again.code == "unknown"
    drained(inbox, home)
    assert titles(home) == {}


def test_a_withdrawn_story_stays_withdrawn(inbox: Inbox, home: Home) -> None:
    """A push changes its text, not that it is held back."""
    inbox.put([a_push("a", "satu")], by="cms")
    drained(inbox, home)
    with closing(Store(home.store)) as store, store.writing() as writer:
        writer.hold("a", Hold(Status.WITHDRAWN))
    inbox.put([a_push("a", "dua")], by="cms")
    drained(inbox, home)
    with closing(Store(home.store)) as store:
        assert (store.get("a").title, store.get("a").status) == ("dua", Status.WITHDRAWN)


def test_what_another_cleaner_refuses_is_told(inbox: Inbox, home: Home) -> None:
    """The others of its batch go in."""
    numbers = inbox.put([a_push("a"), a_push("b", "tidak ada"), a_push("c")], by="cms")
    drained(inbox, home)
    assert [state(inbox, own) for own in numbers] == [State.KEPT, State.REFUSED, State.KEPT]
    assert titles(home).keys() == {"a", "c"}


def test_a_push_is_taken_in_once(inbox: Inbox, home: Home) -> None:
    """Whoever died between the store and the inbox does not undo what came after."""
    inbox.put([a_push("a", "satu")], by="cms")
    drained(inbox, home)
    with closing(Store(home.store)) as store, store.writing() as writer:
        writer.put(a_story(id="a", title="dari impor"), raw="{}", cleaner=1)
    # As a kill leaves it: the store has it, the inbox does not know.
    inbox.close()
    with closing(sqlite3.connect(home.inbox)) as raw, raw:
        raw.execute("UPDATE pushes SET state = 'waiting', raw = ?", (a_push("a", "satu").raw,))
    assert inbox.has_waiting and drained(inbox, home) == 1
    assert titles(home) == {"a": "dari impor"} and not inbox.has_waiting


def test_a_new_inbox_begins_anew(home: Home) -> None:
    """Where the file was lost, the numbers of the old one keep nothing out."""
    with closing(Inbox(home)) as old:
        old.put([a_push(f"s{n}") for n in range(5)], by="cms")
        drained(old, home)
    for path in home.path.glob("inbox.db*"):
        path.unlink()
    with closing(Inbox(home)) as new:
        assert new.put([a_push("a")], by="cms") == (1,)
        drained(new, home)
    assert "a" in titles(home)


def test_no_text_is_left_behind(inbox: Inbox, home: Home) -> None:
    """What went through is in the store alone."""
    inbox.put([a_push("a", "Rahasia Besar")], by="cms")
    drained(inbox, home)
    inbox.tidy()
    assert not any(b"Rahasia Besar" in path.read_bytes() for path in home.path.glob("inbox.db*"))
