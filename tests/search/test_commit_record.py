"""The one record that makes a Whoosh commit visible."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import ArchiveNotFound, DamagedIndex, IndexState, index_in
from search.engines.whoosh.record import (
    RECORD_NAME,
    Record,
    SegmentEntry,
    read_record,
    write_record,
)

RECORD = Record(
    number=3,
    state=IndexState(archive_id="a", epoch="e", revision=12, stories=7),
    segments=(SegmentEntry(segid="x1", stories=9, lengths=(("body", 40), ("title", 12)),
                           deleted=(2, 5)),),
    families="families-3.tsv",
    language="pysastrawi 1",
)  # fmt: skip


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    """It is JSON text, and replaces the one before without leaving anything beside it."""
    write_record(tmp_path, Record(state=RECORD.state))
    write_record(tmp_path, RECORD)
    assert read_record(tmp_path) == RECORD
    assert [path.name for path in tmp_path.iterdir()] == [RECORD_NAME]
    json.loads((tmp_path / RECORD_NAME).read_text("utf-8"))


@given(place=st.integers(min_value=0), char=st.sampled_from('0159aex"{}[],:é\n'))
def test_a_changed_character_is_never_taken_for_a_record(
    place: int, char: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any one changed character is damage, unless it changes no value."""
    folder = tmp_path_factory.mktemp("catatan")
    write_record(folder, RECORD)
    text = (folder / RECORD_NAME).read_text("utf-8")
    at = place % len(text)
    (folder / RECORD_NAME).write_text(f"{text[:at]}{char}{text[at + 1 :]}", "utf-8")
    try:
        assert read_record(folder) == RECORD
    except DamagedIndex as error:
        assert error.values["path"] == str(folder / RECORD_NAME)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"record": {}}', b'{"record": 1, "sha256": 2}', b"\x80\x04N."],
    ids=["empty", "torn", "a list", "null", "no checksum", "no values", "a pickle"],
)
def test_what_is_no_record_is_damage(tmp_path: Path, content: bytes) -> None:
    """Nothing else is read for one, and it is never unpickled."""
    (tmp_path / RECORD_NAME).write_bytes(content)
    with pytest.raises(DamagedIndex):
        read_record(tmp_path)


def test_a_folder_without_a_record_is_no_index(tmp_path: Path) -> None:
    """That is not damage: there was never a commit."""
    with pytest.raises(ArchiveNotFound):
        read_record(tmp_path)
    assert index_in(tmp_path).commit_seen() is None


def test_a_new_index_is_empty(tmp_path: Path) -> None:
    """It has a record from the beginning, and the value seen changes with it."""
    index = index_in(tmp_path / "000001")
    assert not index.exists
    index.create()
    assert index.exists and index.reader().state.stories == 0
    seen = index.commit_seen()
    write_record(tmp_path / "000001", RECORD)
    assert index.commit_seen() != seen
