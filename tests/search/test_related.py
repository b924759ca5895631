"""Which stories belong together, and why."""

from dataclasses import replace
from pathlib import Path

import pytest

from search import Archive, Query, Status, Stemmer, Store, Story, StoryNotFound, open_archive
from search.engines.memory.index import MemoryIndex
from search.rarity import Rarity
from search.related import days_between, in_time_order, related
from search.settings import Home
from search.values import Related
from tests.archives import archive_of, keep
from tests.builders import a_story, commit

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


def relatives_of(
    folder: Path, story: Story, *others: Story, limit: int = 5, days: int | None = None
) -> tuple[Related, ...]:
    """The stories related to one in a small archive."""
    stories = [story, *others]
    index = MemoryIndex(stem)
    commit(index, *stories)
    keep(Home(folder), stories)
    store, reader = Store(Home(folder).store), index.reader()
    return related(story, reader, store, stem, Rarity(reader), limit=limit, days=days)


stem = Stemmer().stem


def ids_of(found: tuple[Related, ...]) -> list[str]:
    """Their ids in order."""
    return [own.story.id for own in found]


def about_the_bridge(story_id: str, published: str | None, last: str, **changes: object) -> Story:
    """A story of one bridge; `last` makes its text its own."""
    return a_story(
        id=story_id,
        published=published,
        title=f"Jembatan Kembang {last}",
        body=(
            "Jembatan gantung di hulu roboh, kata Mardanus Hakiki.",
            f"Warga {last} menyeberang dengan rakit. {last.title()} belum juga {last}.",
        ),
        **changes,
    )


BRIDGE = about_the_bridge("b1", "2024-02-01", "menunggu")


def test_names_that_both_print_are_told(tmp_path: Path) -> None:
    """As printed, without what opens a sentence; their words are not told again as terms."""
    other = a_story(
        id="b2",
        title="Kontraktor ditahan",
        body=("Menurut polisi, Mardanus Hakiki ditahan karena jembatan roboh.",),
    )
    (relative,) = relatives_of(tmp_path, BRIDGE, other)
    assert relative.reason.names == ("Mardanus Hakiki",)
    assert not {"mardanus", "hakiki"} & set(relative.reason.terms)
    assert {"jembatan", "roboh"} & set(relative.reason.terms)


def test_of_equal_ties_the_nearer_in_time_is_stronger(tmp_path: Path) -> None:
    """An old story is found still."""
    near = about_the_bridge("b2", "2024-02-20", "selesai")
    far = about_the_bridge("b3", "2019-02-20", "retak")
    found = relatives_of(tmp_path, BRIDGE, far, near)
    assert ids_of(found) == ["b2", "b3"] and found[0].score > found[1].score


def test_days_restrict(tmp_path: Path) -> None:
    """Only stories so many days before or after; nothing is near a story without a date."""
    near, far, vague = (
        about_the_bridge("b2", "2024-01-22", "retak"),
        about_the_bridge("b3", "2024-02-12", "selesai"),
        about_the_bridge("b4", None, "lama"),
    )
    for folder, days, expected in (("a", 10, ["b2"]), ("b", 11, ["b2", "b3"]), ("c", 0, [])):
        found = relatives_of(tmp_path / folder, BRIDGE, near, far, vague, days=days)
        assert sorted(ids_of(found)) == expected
    assert relatives_of(tmp_path / "d", vague, near, far, days=9) == ()


def test_a_copy_of_the_story_is_no_relative(tmp_path: Path) -> None:
    """Printed again under another headline and with another last line; a correction is none."""
    lines = tuple(f"Rakit ke-{at} milik dusun {at} mulai dipakai pagi ini." for at in range(9))
    story = replace(BRIDGE, body=BRIDGE.body + lines)
    again = replace(story, id="b2", title="Jembatan Kembang roboh", body=(*story.body, "Sumber."))
    assert relatives_of(tmp_path / "a", story, again) == ()
    mended = tuple(line.replace("ke-8", "ke-7") for line in story.body)
    correction = replace(story, id="b3", title="Ralat: Jembatan Kembang", body=mended)
    assert ids_of(relatives_of(tmp_path / "b", story, correction)) == ["b3"]


def test_of_two_copies_one_is_shown(tmp_path: Path) -> None:
    """Stories under one headline are one to a reader: the stronger is shown."""
    other = about_the_bridge("b3", "2024-02-03", "selesai")
    same_headline = a_story(id="b4", title=other.title.upper(), body=(*other.body, "Lagi."))
    assert ids_of(relatives_of(tmp_path, BRIDGE, other, same_headline)) == ["b3"]


def test_days_between_are_counted_either_way() -> None:
    """From whichever is older; None where a date is unknown."""
    one, other = a_story(published="2024-02-28"), a_story(published="2024-03-01")
    assert days_between(one, other) == days_between(other, one) == 2
    assert days_between(one, a_story()) is None


def test_related_stories_can_be_told_in_order(tmp_path: Path) -> None:
    """The oldest first, those of unknown date last."""
    stories = [
        about_the_bridge("b2", None, "lama"),
        about_the_bridge("b3", "2024-02-12", "selesai"),
        about_the_bridge("b4", "2024-01-22", "retak"),
    ]
    found = in_time_order(relatives_of(tmp_path, BRIDGE, *stories))
    assert ids_of(found) == ["b4", "b3", "b2"]
