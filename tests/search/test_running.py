"""Which stories tell one running story, and why each is one of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from search import Archive, Stemmer, Story, StoryNotFound, open_archive
from search.engines.memory.index import MemoryIndex
from search.rarity import Rarity
from search.running import LONGEST
from search.settings import Home
from tests.archives import archive_of
from tests.builders import a_story, commit

# index_data/sample/README.md, "Running stories"; the page of the fires has a hash for an id.
RUNNING = {
    "a flood": "khr-1001 ars-001 khr-1002 khr-1003 kir-001 khr-1004 red-001 khr-1005",
    "a market moves": "khr-1006 khr-1007 red-002 khr-1008 khr-1009 red-019 khr-1010 kir-002",
    "peat fires": "khr-1011 khr-1012 khr-1013 red-003 khr-1058 khr-1014 4c1fbf67e8e9403b",
    "a season": "ars-002 khr-1015 khr-1016 red-004 khr-1017 khr-1018 khr-1019",
    "a bridge": "ars-003 red-005 red-006 khr-1020 khr-1021 khr-1022",
    "a trial": "khr-1023 khr-1024 red-007 khr-1025 kir-003 khr-1026 spj-001 khr-1027",
    "an election": "khr-1028 khr-1029 kir-004 khr-1030 red-008 khr-1031",
    "a fever": "khr-1032 ars-004",
}
STORIES = [pytest.param(told.split(), id=name) for name, told in RUNNING.items()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The sample archive, indexed."""
    from telusur import main

    home = tmp_path_factory.mktemp("contoh")
    for words in (["import", "index_data/sample"], ["reindex"]):
        result = CliRunner().invoke(main, [*words, "--quiet", "--home", str(home)])
        assert result.exit_code == 0, result.output
    return Home(home)


@pytest.fixture(scope="module")
def sample(home: Home) -> Archive:
    """The sample archive, open."""
    return open_archive(home)


def ids_of(archive: Archive, story_id: str) -> list[str]:
    """The others of the running story that a story is of."""
    return [own.story.id for own in archive.running(story_id)]


@pytest.mark.parametrize("told", STORIES)
def test_a_running_story_is_found_complete_and_in_order(
    sample: Archive, told: Sequence[str]
) -> None:
    """From its first story on: all others by time, unknown dates last, and at most one besides."""
    found = ids_of(sample, told[0])
    assert [own for own in found if own in told] == list(told[1:])
    assert len(found) <= len(told)


@pytest.mark.parametrize("told", STORIES)
def test_it_is_found_from_whichever_of_its_stories(sample: Archive, told: Sequence[str]) -> None:
    """Corrections, opinions, photographs and the other paper's story among them."""
    for story_id in told:
        found = ids_of(sample, story_id)
        assert [own for own in found if own in told] == [own for own in told if own != story_id]


@pytest.mark.parametrize("told", STORIES)
def test_the_reason_is_shared_with_the_story_it_names(sample: Archive, told: Sequence[str]) -> None:
    """By itself, or by way of another of the running story; its terms and names stand in both."""
    running = sample.running(told[0])
    ids = {told[0], *(own.story.id for own in running)}
    ways = 0
    for own in running:
        reason = own.reason
        assert own.story.id != reason.by and (reason.by or told[0]) in ids
        assert reason.terms or reason.names
        between = sample.story(reason.by or told[0])
        for name in reason.names:
            assert all(name in " ".join(s.body) for s in (between, own.story)), own
        for place in reason.places:
            assert place in between.places and place in own.story.places
        ways += bool(reason.by)
    if told[0] == "khr-1001":
        assert ways, "the harvest that the flood took is told by way of the flooded villages"


def test_nothing_is_a_running_story_of_itself(sample: Archive) -> None:
    """Nor is a story alone one: a feature that nothing follows."""
    assert ids_of(sample, "khr-1060") == []
    assert all(story_id not in ids_of(sample, story_id) for story_id in ("khr-1001", "red-004"))


def test_the_limit_keeps_the_nearest(sample: Archive) -> None:
    """Of all of them, still in order; none by 0."""
    every = {own.story.id: own.score for own in sample.running("khr-1006")}
    few = ids_of(sample, "khr-1006")
    assert set(few) == set(every) and len(few) <= LONGEST
    first = [own.story.id for own in sample.running("khr-1006", limit=3)]
    assert len(first) == 3 and first == [own for own in few if own in first]
    assert sample.running("khr-1006", limit=0) == ()


def test_an_unknown_story_has_none(sample: Archive) -> None:
    """The id is named."""
    with pytest.raises(StoryNotFound, match="tiada"):
        sample.running("tiada")


BODY = (
    "Jembatan gantung Kembang di hulu roboh, kata Mardanus Hakiki.",
    "Rakit milik dusun dipakai warga menyeberang; kontraktor jembatan diperiksa.",
)
OTHERS = [
    a_story(id=f"x{at}", title=f"Cabai {at}", body=(f"Harga {at} naik.",)) for at in range(40)
]


def about_the_bridge(story_id: str, day: str, title: str, *body: str) -> Story:
    """A story of a bridge that fell."""
    return a_story(id=story_id, published=day, title=title, body=body or BODY[1:])


def test_a_copy_is_told_once(tmp_path: Path) -> None:
    """Of stories under one headline the nearest is."""
    stories = [
        about_the_bridge("b1", "2024-02-01", "Jembatan gantung Kembang roboh", *BODY),
        about_the_bridge("b2", "2024-02-05", "Rakit ganti jembatan Kembang"),
        about_the_bridge("b3", "2024-02-05", "Rakit ganti jembatan Kembang"),
    ]
    archive = open_archive(archive_of(tmp_path, [*stories, *OTHERS]))
    assert len(ids_of(archive, "b1")) == 1


def test_far_in_time_is_further_away(tmp_path: Path) -> None:
    """The same words years ago were another bridge's, more likely than soon after."""
    stories = [
        about_the_bridge("b1", "2024-02-01", "Jembatan gantung Kembang roboh", *BODY),
        about_the_bridge("b2", "2024-02-20", "Jembatan gantung diperbaiki"),
        about_the_bridge("b3", "2014-02-20", "Jembatan gantung diresmikan"),
    ]
    archive = open_archive(archive_of(tmp_path, [*stories, *OTHERS]))
    scores = {own.story.id: own.score for own in archive.running("b1")}
    assert scores["b2"] > 2 * scores.get("b3", 0.0)


def test_the_command_tells_a_running_story(home: Home) -> None:
    """The oldest first, each with the story it came by where that is another."""
    from telusur import main

    asked = ["related", "khr-1001", "--running", "--home", str(home.path)]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    told = RUNNING["a flood"].split()
    places = [result.output.index(f"[{story_id}]") for story_id in told[1:]]
    assert places == sorted(places)
    assert "(with ars-001)" in result.output
    near = CliRunner().invoke(main, [*asked, "--days", "10"])
    assert "[khr-1002]" in near.output and "[khr-1005]" not in near.output


def test_counts_are_the_readers_however_often_asked() -> None:
    """What is remembered is what the reader says; rarer words weigh more, none below 0."""
    index = MemoryIndex(Stemmer().stem)
    commit(index, a_story(id="1", body=("Banjir lagi.",)), a_story(id="2", body=("Banjir surut.",)))
    rarity = Rarity(index.reader())
    assert rarity.numbers(["banjir", "surut"]) == {"banjir": 2, "surut": 1}
    assert rarity.numbers(["surut", "tiada", "surut"]) == {"surut": 1, "tiada": 0}
    assert rarity.weight(0) > rarity.weight(1) > rarity.weight(rarity.total) >= 0
