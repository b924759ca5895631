"""A whole source: formats told by content, folders in order, and what cannot be read said so."""

import gzip
import json
import os
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer.raw import RawStory, Refused, hashed_id
from indexer.sources import MAX_RECORD_BYTES, SourceOptions, Tally, read, size_of
from search.errors import BadSource

GOOD = '{"id": "baik", "body": "Banjir surut."}\n'
PAGE = "Banjir Surut\nKeterangan Gambar : sungai\nJambi - Banjir surut, Senin (27/2). (Yen)\n"


def written(path: Path, data: str | bytes) -> Path:
    """The path, after writing the file and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_page_is_one_story_with_the_hash_of_its_name(tmp_path: Path) -> None:
    """All text of a page is its body; line ends are line feeds."""
    path = written(tmp_path / "000_a.txt", "\ufeff" + PAGE.replace("\n", "\r\n"))
    assert list(read(path, SourceOptions(year=2023))) == [
        RawStory(
            id=hashed_id("000_a.txt"), origin=path.as_posix(), form="page", body=PAGE, year=2023
        )
    ]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """Files of all formats are read; hidden ones and README are not; ids are of the path below."""
    written(tmp_path / "b" / "1.txt", PAGE)
    written(tmp_path / "a.jsonl", GOOD)
    written(tmp_path / "c.csv.gz", gzip.compress(b"id,isi\nx,Isi\n"))
    written(tmp_path / ".cache", GOOD)
    written(tmp_path / ".git" / "x", GOOD)
    written(tmp_path / "README.md", PAGE)
    ids = [story.id for story in read(tmp_path)]
    assert ids == ["baik", hashed_id("b/1.txt"), "x"]


def test_a_page_keeps_its_id_wherever_the_folder_lies(tmp_path: Path) -> None:
    """Only the path below the SOURCE counts."""
    written(tmp_path / "satu" / "2023" / "a.txt", PAGE)
    written(tmp_path / "dua" / "2023" / "a.txt", PAGE)
    (one,) = read(tmp_path / "satu")
    (two,) = read(tmp_path / "dua")
    assert one.id == two.id


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "a picture", id="a picture"),
        pytest.param(b"%PDF-1.4\nteks teks teks", "a PDF document", id="a PDF"),
        pytest.param(b"PK\x03\x04abc", "a zip archive", id="a zip archive"),
        pytest.param(b"SQLite format 3\0abc", "an SQLite database", id="a database"),
        pytest.param(gzip.compress(gzip.compress(b"x")), "packed twice", id="packed twice"),
        pytest.param(b"\0" * 257 + b"ustar", "a tar archive", id="a tar archive"),
        pytest.param(bytes(range(256)) * 4, "is not text", id="binary data"),
        pytest.param("berita daerah".encode("utf-16-le"), "--encoding", id="UTF-16 without mark"),
        pytest.param(b"12345 67890\n", "no letters", id="only digits"),
        pytest.param(b'[{"id": "a"}]', "one JSON array", id="a JSON array"),
        pytest.param(b'{\n  "id": "a"\n}', "over lines", id="a spread object"),
        pytest.param(b"<!DOCTYPE html><p>Isi</p>", "HTML", id="HTML"),
    ],
)
def test_what_is_of_no_known_format_is_said_plainly(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    """Given itself it is a BadSource; in a folder it is refused and the others are read."""
    path = written(tmp_path / "a", data)
    with pytest.raises(BadSource, match=reason) as error:
        list(read(path))
    assert error.value.values["path"] == path
    written(tmp_path / "b.jsonl", GOOD)
    refused, story = read(tmp_path)
    assert isinstance(refused, Refused) and reason in refused.reason
    assert refused.origin == path.as_posix()
    assert isinstance(story, RawStory)


def test_json_lines_are_known_even_when_the_first_line_is_broken(tmp_path: Path) -> None:
    """A list with one bad line at its top does not become a page."""
    refused, *stories = read(written(tmp_path / "a", "rusak\n" + GOOD * 3))
    assert isinstance(refused, Refused) and refused.origin.endswith(":1")
    assert len(stories) == 3


def test_a_page_may_begin_with_a_bracket(tmp_path: Path) -> None:
    """`[FOTO]` at the top of a page is no JSON array."""
    (story,) = read(written(tmp_path / "a", "[FOTO] Banjir di Jambi\nIsi.\n"))
    assert isinstance(story, RawStory) and story.form == "page"


def test_a_given_format_is_not_guessed_again(tmp_path: Path) -> None:
    """With `--format page` a file that looks like a list is one story."""
    (story,) = read(written(tmp_path / "a", GOOD), SourceOptions(format="page"))
    assert isinstance(story, RawStory) and story.body == GOOD


@pytest.mark.parametrize("data", ["", "\n \n", "\ufeff"], ids=["no byte", "blank", "only a mark"])
def test_an_empty_file_holds_nothing(data: str, tmp_path: Path) -> None:
    """A file without text is a source without stories, not an error."""
    assert list(read(written(tmp_path / "a", data))) == []
    assert list(read(tmp_path)) == []


def test_a_blank_page_is_refused(tmp_path: Path) -> None:
    """A page said to be one, with only white space, is no story."""
    path = written(tmp_path / "a", " \n")
    refusal = Refused(origin=path.as_posix(), reason="has no text")
    assert list(read(path, SourceOptions(format="page"))) == [refusal]


def test_a_file_that_breaks_off_gives_its_stories_and_one_refusal(tmp_path: Path) -> None:
    """Of a cut off list the whole lines go in; the half line at its end is not refused as well."""
    lines = "".join(
        json.dumps({"id": str(n), "body": f"Isi {n} {hash(n)}"}) + "\n" for n in range(20_000)
    )
    path = written(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())[:-30])
    *stories, last = read(path)
    assert last == Refused(origin=path.as_posix(), reason="is cut off: its gzip data has no end")
    assert len(stories) > 10_000 and all(isinstance(story, RawStory) for story in stories)


def test_a_packed_file_cut_off_at_once_is_refused(tmp_path: Path) -> None:
    """Even where nothing could be unpacked it is said."""
    (refused,) = read(written(tmp_path / "a.gz", gzip.compress(b"x")[:5]))
    assert isinstance(refused, Refused) and "cut off" in refused.reason


def _missing(path: Path) -> None:
    pass


def _loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(_missing, id="missing"),
        pytest.param(_loop, id="a link to itself"),
        pytest.param(os.mkfifo, id="a pipe"),
        pytest.param(Path.mkdir, id="an empty folder"),
    ],
)
def test_a_source_that_cannot_be_read_is_a_bad_source(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    """The path given itself raises; nothing hangs."""
    path = tmp_path / "a"
    make(path)
    with pytest.raises(BadSource, match="a "):
        list(read(path))


def test_odd_things_in_a_folder_are_refused(tmp_path: Path) -> None:
    """Pipes, links to nowhere and folders met again are named, and the rest is read."""
    written(tmp_path / "z.jsonl", GOOD)
    os.mkfifo(tmp_path / "pipa")
    (tmp_path / "hilang").symlink_to(tmp_path / "tidak-ada")
    (tmp_path / "putaran").symlink_to(tmp_path)
    *refused, story = read(tmp_path)
    assert [Path(item.origin).name for item in refused] == ["hilang", "pipa", "putaran"]
    assert all(isinstance(item, Refused) for item in refused)
    assert story.id == "baik"


@contextmanager
def without_privileges() -> Iterator[None]:
    """Within, nobody special reads: root, who may read everything, becomes the user nobody."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(own)


def test_a_file_that_may_not_be_read_is_said() -> None:
    """Without permission the path itself is a BadSource, in a folder a refusal."""
    # tmp_path lies in folders that only their owner may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = written(folder / "a.jsonl", GOOD)
        path.chmod(0)
        written(folder / "b.jsonl", GOOD).chmod(0o644)
        with without_privileges():
            with pytest.raises(BadSource, match="cannot be opened"):
                list(read(path))
            refused, story = read(folder)
    assert isinstance(refused, Refused) and "cannot be opened" in refused.reason
    assert story.id == "baik"


def test_folders_may_lie_deeper_than_python_calls(tmp_path: Path) -> None:
    """Nesting costs no recursion."""
    deep = tmp_path
    for _ in range(1100):
        deep /= "d"
        deep.mkdir()
    path = written(deep / "a.jsonl", GOOD)
    ids = [story.id for story in read(tmp_path)]
    path.unlink()
    os.removedirs(deep)  # pytest's own cleaning up is recursive
    assert ids == ["baik"]


def test_progress_adds_up_to_the_size(tmp_path: Path) -> None:
    """Bytes heard are those of `size_of`, also for files refused."""
    written(tmp_path / "a.jsonl.gz", gzip.compress(GOOD.encode() * 5000))
    written(tmp_path / "b.bin", b"\x89PNG" + bytes(500_000))
    written(tmp_path / "c.txt", PAGE)
    heard: list[int] = []
    list(read(tmp_path, on_bytes=heard.append))
    assert sum(heard) == size_of(tmp_path) > 500_000
    assert size_of(tmp_path / "tidak-ada") == 0


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"", id="a page"),
        pytest.param(GOOD.encode() + b'{"id": "x", "body": "', id="a JSON line"),
        pytest.param(b'id;isi\n1;"', id="a quoted cell"),
        pytest.param(b"id;isi\n1;", id="a plain cell"),
    ],
)
def test_a_huge_record_is_refused_without_being_held(head: bytes, tmp_path: Path) -> None:
    """Packed 200 MiB of one record need no more memory than one record may have."""
    path = tmp_path / "a.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(head)
        for _ in range(200):
            file.write(b"abc " * (256 * 1024))
    tracemalloc.start()
    found = list(read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.reason for item in found if isinstance(item, Refused)][-1].endswith("20 MiB")
    assert peak < 2.5 * MAX_RECORD_BYTES


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"format": "xml"}, id="a format"),
        pytest.param({"encoding": "utf-9"}, id="an encoding"),
        pytest.param({"encoding": "base64"}, id="an encoding of bytes"),
        pytest.param({"date_order": "ymd"}, id="a date order"),
        pytest.param({"map": (("headline", "judul"),)}, id="a field"),
    ],
)
def test_options_that_mean_nothing_are_refused(options: dict[str, object]) -> None:
    """A name nobody knows is a BadSource that names the option."""
    with pytest.raises(BadSource) as error:
        SourceOptions(**options)  # type: ignore[arg-type]
    assert error.value.values["option"] in {"format", "encoding", "date-order", "map"}


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    """Equal source, equal answer; the tally is the caller's and goes on."""
    written(tmp_path / "a.jsonl", GOOD + '{"id": "n", "body": "a\\u0000b"}')
    tally = Tally()
    assert list(read(tmp_path, tally=tally)) == list(read(tmp_path, tally=tally))
    assert tally.nulls == 2
