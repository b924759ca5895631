"""Generations of the index: which is in use, which came before."""

from pathlib import Path

import pytest

from search import ArchiveNotFound, DamagedIndex, Generations


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    """Four generations, the third in use; files and folders of other names among them."""
    found = Generations(tmp_path / "index")
    for _ in range(4):
        found.begin()
    found.switch("000003")
    (found.folder / "000009").write_text("a file")
    (found.folder / "catatan").mkdir()
    return found


def test_generations_come_oldest_first(generations: Generations) -> None:
    """Only folders named by six figures count."""
    assert generations.names() == ["000001", "000002", "000003", "000004"]
    assert [path.name for path in generations.before("000003")] == ["000002", "000001"]


def test_the_one_in_use_is_what_current_names(generations: Generations) -> None:
    """Until the switch a new generation is not in use."""
    new = generations.begin()
    assert (new.name, generations.current().name) == ("000005", "000003")
    generations.switch(new.name)
    assert generations.current() == new


def test_tidying_keeps_the_last_one_and_what_is_newer(generations: Generations) -> None:
    """What is in use, the one before and an unfinished newer one stay."""
    generations.tidy()
    assert generations.names() == ["000002", "000003", "000004"]
    generations.tidy(keep=0)
    assert generations.names() == ["000003", "000004"]


def test_a_damaged_generation_is_set_aside_with_all_its_files(generations: Generations) -> None:
    """It is no generation any more, and a second one of the same number gets its own name."""
    folder = generations.folder / "000002"
    for content in ("satu", "dua", "tiga"):
        folder.mkdir(exist_ok=True)
        (folder / "isi").write_text(content)
        generations.set_aside(folder)
    assert generations.names() == ["000001", "000003", "000004"]
    assert [path.name for path in generations.damaged()] == [
        "000002-damaged", "000002-damaged-2", "000002-damaged-3",
    ]  # fmt: skip
    assert [(path / "isi").read_text() for path in generations.damaged()] == ["satu", "dua", "tiga"]


def test_what_was_set_aside_is_deleted_only_where_nothing_may_be_left(
    generations: Generations,
) -> None:
    """Tidying passes it over, but for an erased story every older file goes."""
    generations.set_aside(generations.folder / "000001")
    generations.tidy()
    assert [path.name for path in generations.damaged()] == ["000001-damaged"]
    generations.tidy(keep=0)
    assert generations.damaged() == [] and generations.names() == ["000003", "000004"]


def test_no_index_yet_is_said_with_what_makes_one(tmp_path: Path) -> None:
    """An empty home is no damage."""
    empty = Generations(tmp_path / "index")
    assert empty.names() == []
    with pytest.raises(ArchiveNotFound, match="telusur reindex"):
        empty.current()


@pytest.mark.parametrize(
    "content",
    [b"000007\n", b"", b"../../etc\n", b"catatan\n", b"\xff\xfe", b"000001\n000003\n"],
    ids=["one not there", "empty", "a path", "another folder", "no text", "two names"],
)
def test_a_current_that_names_none_is_damage(generations: Generations, content: bytes) -> None:
    """No folder but a generation's is ever opened."""
    (generations.folder / "CURRENT").write_bytes(content)
    with pytest.raises(DamagedIndex, match="CURRENT"):
        generations.current()
