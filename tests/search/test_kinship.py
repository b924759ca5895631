"""The near copies of a story, as a page shows them: public, in order of time, with what differs."""

from pathlib import Path

import pytest

from search import Home, Side, Status, Store, StoryNotFound, open_archive
from tests.archives import archive_of, keep
from tests.builders import a_story

_TEXT = (
    "Air sungai naik sejak malam dan merendam jalan di tepi kampung sehingga warga menumpang"
    " {} untuk mengantar anak mereka yang harus masuk pagi. Kepala kampung meminta bantuan tenda"
    " serta selimut karena banyak rumah belum bisa ditempati dan lantai penuh lumpur kering."
    " Petugas dari kantor kabupaten mencatat kerusakan kebun karet dan sawah, lalu pulang sebelum"
    " hujan turun lagi sore itu."
)
STORIES = [
    a_story(id="c", title="Banjir", body=_TEXT.format("sampan"), published="2024-03-03"),
    a_story(id="a", title="Banjir", body=_TEXT.format("perahu"), published="2024-03-02"),
    a_story(id="b", title="Banjir", body=_TEXT.format("perahu"), published="2024-03-01"),
    a_story(id="lain", title="Pasar pindah", body="Pedagang pasar pindah."),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A story told three times, and another one."""
    return archive_of(tmp_path_factory.mktemp("arsip"), STORIES)


def test_copies_come_in_order_of_time_with_what_differs(home: Home) -> None:
    """LEFT is the story asked about; a copy word for word differs in nothing."""
    earlier, later = open_archive(home).copies("a")
    assert (earlier.story.id, later.story.id) == ("b", "c")
    assert earlier.differs.is_none and not later.differs.is_none
    told = [(own.side, own.text) for own in later.differs.body if own.side is not Side.SAME]
    assert told == [(Side.LEFT, "perahu"), (Side.RIGHT, "sampan")]


def test_a_story_without_copies_has_none(home: Home) -> None:
    """And one that is not there is no story."""
    archive = open_archive(home)
    assert archive.copies("lain") == ()
    with pytest.raises(StoryNotFound):
        archive.copies("tiada")


def test_copies_are_as_many_as_asked_for(home: Home) -> None:
    """The oldest of them."""
    assert [copy.story.id for copy in open_archive(home).copies("c", limit=1)] == ["b"]


def test_a_copy_removed_or_held_since_the_snapshot_is_not_shown(tmp_path: Path) -> None:
    """The store is asked what may be seen, at once."""
    home = archive_of(tmp_path, STORIES)
    archive = open_archive(home)
    store = Store(home.store)
    with store.writing() as writer:
        writer.remove("b", "salah")
    store.close()
    keep(home, [a_story(id="c", status=Status.EMBARGOED)])
    assert archive.copies("a") == ()
    with pytest.raises(StoryNotFound):
        archive.copies("c")
