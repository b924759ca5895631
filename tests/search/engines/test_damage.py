"""What is noticed of files that were cut short, changed in one bit, exchanged or lost?"""

import json
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from search.engines.whoosh import WhooshIndex
from search.engines.whoosh.record import RECORD_NAME, read_record
from search.errors import DamagedIndex
from search.language.stems import Stemmer
from search.ports import Found, Request
from search.query.clauses import Exact, Family, Fuzzy, Pattern, Plan, Sequence
from search.values import FacetName
from tests.builders import a_story, must, words

_TAIL = struct.Struct("<QQ8s")  # length and checksum of the footer, and the end mark
ASKED = (
    Request(plan=Plan(), facets=tuple(FacetName)),
    Request(plan=words(Family("banjir", "banjir"), Exact(("kota",)))),
    Request(plan=must(Sequence((("hujan",), ("deras",))))),
    Request(plan=must(Pattern(("ba", "")), Fuzzy("pasat"))),
    Request(plan=Plan(), fold=True),
)


@dataclass(frozen=True, slots=True)
class Place:
    """An array of a file: where its bytes lie, half-open."""

    path: Path
    name: str
    start: int
    end: int


def _footer(content: bytes) -> tuple[int, int]:
    """Where the footer of a file lies."""
    length, _, _ = _TAIL.unpack(content[-_TAIL.size :])
    end = len(content) - _TAIL.size
    return end - length, end


def _arrays(path: Path) -> Iterator[Place]:
    content = path.read_bytes()
    start, end = _footer(content)
    for name, (kind, offset, length, _) in json.loads(content[start:end])["arrays"].items():
        yield Place(path, name, offset, offset + length * np.dtype(kind).itemsize)


@pytest.fixture(scope="module")
def stemmer() -> Stemmer:
    """The stems of the language."""
    return Stemmer()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, stemmer: Stemmer) -> WhooshIndex:
    """Two segments with deleted stories and a copy, and both files of the families' table."""
    index = WhooshIndex(tmp_path_factory.mktemp("indeks"))
    index.create()
    same = {f"sama-{number}": a_story(id=f"sama-{number}") for number in (1, 2)}
    for revision in (1, 2):
        writer = index.writer(stemmer, texts=lambda ids: {own: same[own] for own in ids})
        writer.add([same[f"sama-{revision}"]])
        writer.add(
            a_story(
                id=f"s{revision}-{number}",
                title=f"Banjir Kota {number}",
                body=(f"Hujan deras kata{revision}.", "Membanjiri pasar, dibangun lagi."),
                captions=("Banjir di pasar",),
                published="2023-01-27",
                authors=("Wulan Tresnani", "Yen"),
                topics=("banjir bandang", "hukum"),
                places=("Kota Jambi", "Tebo"),
            )
            for number in range(5)
        )
        writer.remove(["s1-0"] if revision == 2 else [])
        writer.commit(archive_id="arsip", epoch="e1", revision=revision)
        writer.close()
    record = read_record(index.folder)
    assert len(record.segments) == len(record.families) == 2
    assert record.segments[0].deleted and record.copies is not None
    return index


@pytest.fixture(scope="module")
def answers(index: WhooshIndex) -> list[Found]:
    """What the index answers when nothing is damaged."""
    reader = index.reader()
    assert list(reader.faults()) == []
    return [reader.search(request) for request in ASKED]


@pytest.fixture(scope="module")
def places(index: WhooshIndex) -> list[Place]:
    """Every array of every file that has any bytes."""
    found = [place for path in _files(index) for place in _arrays(path)]
    assert len(found) > 100
    return [place for place in found if place.end > place.start]


def _files(index: WhooshIndex) -> list[Path]:
    return sorted(path for path in index.folder.iterdir() if path.name != RECORD_NAME)


class _Changed:
    """A context in which a file is another one."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path = path
        self._content = content
        self._whole = path.read_bytes()

    def __enter__(self) -> None:
        # A new file: the old one may still be mapped, and writing into it would change that too.
        self._path.unlink()
        self._path.write_bytes(self._content)

    def __exit__(self, *_: object) -> None:
        self._path.unlink()
        self._path.write_bytes(self._whole)


def _flipped(path: Path, at: int, bit: int) -> _Changed:
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << bit
    return _Changed(path, bytes(content))


def _fault_at_opening(index: WhooshIndex) -> str:
    """Why the index cannot be opened; "" where it can."""
    try:
        index.reader().close()
    except DamagedIndex as error:
        return str(error)
    return ""


def test_a_bit_in_any_array_is_noticed_and_named(index: WhooshIndex, places: list[Place]) -> None:
    """Reading all of an index names the file and the array, and nothing but these."""
    for place in places:
        for at in {place.start, (place.start + place.end) // 2, place.end - 1}:
            with _flipped(place.path, at, at % 8):
                faults = _fault_at_opening(index) or "\n".join(index.reader().faults())
                assert faults == f"{place.path}: the checksum of {place.name} does not fit"


def test_a_damaged_array_ends_a_search_in_no_other_way(
    index: WhooshIndex, places: list[Place]
) -> None:
    """Whoever searches before it was noticed gets an answer, or is told of the damage."""
    for place in places:
        for at in {place.start, (place.start + place.end) // 2, place.end - 1}:
            for bit in (0, 7):
                with _flipped(place.path, at, bit):
                    _search(index)


def _search(index: WhooshIndex) -> None:
    try:
        reader = index.reader(frozenset({"s1-1"}))
        for request in ASKED:
            reader.search(request)
        reader.usage(["banjir"])
        reader.titles((("banjir",),), "b", 5)
        reader.titles((), "b", 5)
    except DamagedIndex as error:
        assert str(index.folder) in str(error)


def test_a_bit_between_two_arrays_changes_nothing(
    index: WhooshIndex, places: list[Place], answers: list[Found]
) -> None:
    """There is only padding; the answers are those of before."""
    file = places[0].path
    ends = sorted(place.end for place in places if place.path == file)
    gaps = [end for end in ends if all(end != p.start for p in places if p.path == file)]
    with _flipped(file, gaps[0], 3):
        reader = index.reader()
        assert list(reader.faults()) == []
        assert [reader.search(request) for request in ASKED] == answers


def test_any_bit_of_what_describes_the_arrays_is_noticed(index: WhooshIndex) -> None:
    """Footer and end of a file are checked when it is opened, the begin mark when all is read."""
    for path in _files(index):
        content = path.read_bytes()
        start, end = _footer(content)
        for at in (*range(start, len(content), 3), *range(end, len(content))):
            with _flipped(path, at, at % 8):
                assert str(path) in _fault_at_opening(index)
        for at in range(8):
            with _flipped(path, at, at % 8):
                assert str(path) in "".join(index.reader().faults())


def test_any_bit_of_the_record_is_noticed(index: WhooshIndex, answers: list[Found]) -> None:
    """It cannot be opened, unless the bit stands in white space and changes no value."""
    path = index.folder / RECORD_NAME
    record = read_record(index.folder)
    for at in range(path.stat().st_size):
        for bit in range(8):
            with _flipped(path, at, bit):
                fault = _fault_at_opening(index)
                assert str(path) in fault or (not fault and read_record(index.folder) == record)


def test_a_file_cut_short_at_any_length_is_noticed(index: WhooshIndex, places: list[Place]) -> None:
    """It cannot be opened, and the message names it."""
    for path in _files(index):
        content = path.read_bytes()
        own = [place for place in places if place.path == path]
        edges = {edge for place in own for edge in (place.start, place.end, place.end - 1)}
        ends = {0, 1, 7, 8, 24, 32, *(len(content) - n for n in (1, 8, 9, 16, 24, 25))}
        for length in sorted(edges | ends):
            with _Changed(path, content[:length]):
                assert str(path) in _fault_at_opening(index)


def test_a_record_cut_short_at_any_length_is_noticed(index: WhooshIndex) -> None:
    """But for the line's end, which says nothing."""
    path = index.folder / RECORD_NAME
    content = path.read_bytes()
    for length in range(len(content) - 1):
        with _Changed(path, content[:length]):
            assert str(path) in _fault_at_opening(index)


def test_a_file_that_grew_is_noticed(index: WhooshIndex) -> None:
    """Bytes after its end, as a file system may leave them."""
    for path in _files(index):
        with _Changed(path, path.read_bytes() + bytes(4096)):
            assert str(path) in _fault_at_opening(index)


def test_a_whole_file_of_another_commit_is_noticed(index: WhooshIndex) -> None:
    """Two segments, or two files of the table, that were exchanged are not taken for each other."""
    for suffix in (".seg", ".fam"):
        one, other = (path for path in _files(index) if path.suffix == suffix)
        with _Changed(one, other.read_bytes()):
            assert f"{one}: is not the file that was committed" == _fault_at_opening(index)


def test_a_file_of_another_kind_is_noticed(index: WhooshIndex) -> None:
    """A table of families under a segment's name is none."""
    files = _files(index)
    segment = next(path for path in files if path.suffix == ".seg")
    table = next(path for path in files if path.suffix == ".fam")
    with _Changed(segment, table.read_bytes()):
        assert f"{segment}: is no segment of format 1" == _fault_at_opening(index)


def test_a_lost_file_is_noticed(index: WhooshIndex) -> None:
    """The message names it."""
    for path in _files(index):
        content = path.read_bytes()
        path.unlink()
        assert str(path) in _fault_at_opening(index)
        path.write_bytes(content)
    assert _fault_at_opening(index) == ""


@pytest.fixture
def own(index: WhooshIndex, tmp_path: Path) -> WhooshIndex:
    """A copy of the index, for a test that writes."""
    return WhooshIndex(shutil.copytree(index.folder, tmp_path / "000001"))


def _own_places(own: WhooshIndex) -> Iterator[Place]:
    for path in _files(own):
        yield from (place for place in _arrays(path) if place.end > place.start)


def test_damage_is_not_merged_into_a_whole_file(own: WhooshIndex, stemmer: Stemmer) -> None:
    """What a merge reads is checked first: its file would have checksums that fit."""
    kept = read_record(own.folder)
    names = {path.name for path in own.folder.iterdir()}
    for place in _own_places(own):
        if place.path.suffix == ".seg":
            with _flipped(place.path, (place.start + place.end) // 2, 1):
                with pytest.raises(DamagedIndex, match=place.path.name):
                    own.merge_all(stemmer)
                assert read_record(own.folder) == kept
                assert {path.name for path in own.folder.iterdir()} == names


def test_a_damaged_table_is_not_folded_into_a_whole_one(own: WhooshIndex, stemmer: Stemmer) -> None:
    """New words are not written together with what is damaged in the small file."""
    kept = read_record(own.folder)
    for place in _own_places(own):
        if place.path.name == kept.families[1].name:
            with _flipped(place.path, (place.start + place.end) // 2, 1):
                writer = own.writer(stemmer)
                writer.add([a_story(id="baru", title="Katabaru")])
                with pytest.raises(DamagedIndex, match=place.path.name):
                    writer.commit(archive_id="arsip", epoch="e1", revision=3)
                writer.close()
                assert read_record(own.folder) == kept


def test_a_writer_does_not_look_for_stories_in_damaged_lists(
    own: WhooshIndex, stemmer: Stemmer
) -> None:
    """Else a story that is replaced would not be found there, and stand in the index twice."""
    for place in _own_places(own):
        if place.name.startswith("id_") and place.path.suffix == ".seg":
            with (
                _flipped(place.path, (place.start + place.end) // 2, 6),
                pytest.raises(DamagedIndex, match=place.path.name),
            ):
                own.writer(stemmer).add([a_story(id="s1-2")])


def test_a_damaged_table_of_copies_is_not_carried_on(own: WhooshIndex, stemmer: Stemmer) -> None:
    """A commit that looks for copies reads the table whole, whether it changes it or not."""
    kept = read_record(own.folder)
    for place in _own_places(own):
        if place.path.suffix == ".cop":
            with _flipped(place.path, (place.start + place.end) // 2, 0):
                writer = own.writer(stemmer, texts=lambda _: {})
                writer.add([a_story(id="baru", title="Katabaru")])
                with pytest.raises(DamagedIndex, match=place.path.name):
                    writer.commit(archive_id="arsip", epoch="e1", revision=3)
                writer.close()
                assert read_record(own.folder) == kept
