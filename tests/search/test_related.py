"""Which stories belong together, and why."""

from pathlib import Path

import pytest

from search import Archive, Query, Status, Store, StoryNotFound, open_archive
from tests.archives import archive_of
from tests.builders import a_story

FLOOD = a_story(
    id="1", title="Banjir rendam Sengeti", places=("Sengeti", "Jambi"), published="2024-03-15",
    body=("Sungai Batanghari meluap; banjir merendam rumah warga.", "Warga mengungsi ke masjid."),
)  # fmt: skip
AFTER = a_story(
    id="2", title="Pengungsi banjir Sengeti pulang", places=("Sengeti",), published="2024-03",
    body=("Sungai Batanghari surut, warga pulang dari masjid.",),
)  # fmt: skip
ONCE_MORE = a_story(
    id="3", title="Banjir lagi", published=None,
    body=("Sungai meluap lagi, warga mengungsi.",),
)  # fmt: skip
MARKET = a_story(id="4", title="Harga cabai naik", body=("Pedagang pasar mengeluh.",))
TRADE = a_story(id="5", title="Cabai mahal", body=("Harga di pasar naik.",))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Three stories of a flood and two of the market."""
    folder = tmp_path_factory.mktemp("arsip")
    return open_archive(archive_of(folder, [FLOOD, AFTER, ONCE_MORE, MARKET, TRADE]))


def test_stories_of_one_matter_are_related(archive: Archive) -> None:
    """The floods belong together, the market does not; none is related to itself."""
    relatives = archive.related("1")
    assert [relative.story.id for relative in relatives] == ["2", "3"]
    assert [relative.story.id for relative in archive.related("4")] == ["5"]


def test_the_best_comes_first_and_no_more_than_asked_for(archive: Archive) -> None:
    """Scores fall; the limit holds, and nothing is asked for by 0."""
    scores = [relative.score for relative in archive.related("1")]
    assert scores == sorted(scores, reverse=True)
    assert [relative.story.id for relative in archive.related("1", limit=1)] == ["2"]
    assert archive.related("1", limit=0) == ()


def test_the_reason_is_what_both_stories_hold(archive: Archive) -> None:
    """Content words of the story, shared places, and days only where both dates are known."""
    after, once_more = archive.related("1")
    assert after.reason.places == ("Sengeti",) and once_more.reason.places == ()
    assert set(after.reason.terms) & {"banjir", "sengeti", "sungai", "batanghari"}
    assert not set(after.reason.terms) & {"dari", "ke", "yang"}
    assert once_more.reason.days is None


def test_a_story_alone_has_no_relatives(tmp_path: Path) -> None:
    """Nothing shares its words."""
    archive = open_archive(archive_of(tmp_path, [FLOOD, MARKET]))
    assert archive.related("1") == () and archive.related("4") == ()


def test_an_unknown_story_has_none_to_be_related_to(archive: Archive) -> None:
    """The id is named."""
    with pytest.raises(StoryNotFound, match="tiada"):
        archive.related("tiada")


@pytest.mark.parametrize("held", [False, True], ids=["removed", "withdrawn"])
def test_what_left_after_the_snapshot_is_not_shown(tmp_path: Path, held: bool) -> None:
    """An open archive shows no story that the store meanwhile removed or holds back."""
    home = archive_of(tmp_path, [FLOOD, AFTER])
    archive = open_archive(home)
    assert archive.related("1") and archive.search(Query(text="pengungsi pulang")).hits
    store = Store(home.store)
    with store.writing() as writer:
        if held:
            writer.put(a_story(id="2", title=AFTER.title, body=AFTER.body,
                               status=Status.WITHDRAWN), raw="", cleaner=1)  # fmt: skip
        else:
            writer.remove("2", "")
    store.close()
    assert archive.related("1") == ()
    assert [hit.story.id for hit in archive.search(Query(text="pulang")).hits] == []
