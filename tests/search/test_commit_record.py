"""The one record that makes a Whoosh commit visible."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import ArchiveNotFound, DamagedIndex, IndexState, StaleIndex, index_in
from search.engines.whoosh.familytable import TableFile
from search.engines.whoosh.record import (
    RECORD_NAME,
    Record,
    SegmentEntry,
    deleted_from,
    read_record,
    with_deleted,
    write_record,
)
from search.files import DISK
from tests.disks import QuietDisk

RECORD = Record(
    number=3,
    state=IndexState(archive_id="a", epoch="e", revision=12, stories=7, stamp="5e"),
    segments=(SegmentEntry(name="x1.seg", identity=77, stories=9, deleted="eJwTAAAAEgAS"),),
    families=(TableFile("f1.fam", 4_294_967_295), TableFile("f2.fam", 0)),
    copies=TableFile("c1.cop", 5),
    language="pysastrawi 1",
)


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    """It is JSON text, and replaces the one before without leaving anything beside it."""
    write_record(DISK, tmp_path, Record(state=RECORD.state))
    write_record(DISK, tmp_path, RECORD)
    assert read_record(tmp_path) == RECORD
    assert [path.name for path in tmp_path.iterdir()] == [RECORD_NAME]
    json.loads((tmp_path / RECORD_NAME).read_text("utf-8"))


@given(place=st.integers(min_value=0), char=st.sampled_from('0159aex"{}[],:é\n'))
def test_a_changed_character_is_never_taken_for_a_record(
    place: int, char: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any one changed character is damage, unless it changes no value."""
    folder = tmp_path_factory.mktemp("catatan")
    write_record(QuietDisk(), folder, RECORD)
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


def test_the_record_of_another_version_is_no_damage(tmp_path: Path) -> None:
    """It is whole, but of a schema that this program does not read: it says what to do."""
    write_record(DISK, tmp_path, RECORD)
    text = (tmp_path / RECORD_NAME).read_text("utf-8")
    body = {**json.loads(text)["record"], "schema": 2}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    checksum = hashlib.sha256(canonical.encode()).hexdigest()
    (tmp_path / RECORD_NAME).write_text(json.dumps({"record": body, "sha256": checksum}), "utf-8")
    with pytest.raises(StaleIndex, match=r"schema 2.* reindex --full"):
        read_record(tmp_path)


@given(st.lists(st.booleans(), max_size=40))
def test_deleted_stories_are_kept_as_a_bitmap(deleted: list[bool]) -> None:
    """What was marked is marked again, for any number of stories; nothing is kept for none."""
    entry = SegmentEntry(name="x1.seg", identity=1, stories=len(deleted))
    marked = with_deleted(entry, np.array(deleted, np.bool_))
    assert deleted_from(marked).tolist() == deleted
    assert (marked.deleted == "") == (not any(deleted))
    assert with_deleted(marked, np.zeros(len(deleted), np.bool_)) == entry


@pytest.mark.parametrize(
    "deleted",
    ["kata", "é", "eJwTAAAAEgAS=", "eJwDAAAAAAE="],
    ids=["not deflated", "not base 64", "broken base 64", "a bitmap of no story"],
)
def test_what_is_no_bitmap_is_damage(deleted: str) -> None:
    """The message names the segment."""
    entry = SegmentEntry(name="x1.seg", identity=1, stories=9, deleted=deleted)
    with pytest.raises(DamagedIndex, match=r"x1\.seg"):
        deleted_from(entry)


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
    write_record(DISK, tmp_path / "000001", RECORD)
    assert index.commit_seen() != seen
