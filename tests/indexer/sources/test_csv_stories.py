"""CSV as spreadsheets write it: any delimiter and encoding, and no row lost in silence."""

from pathlib import Path

import pytest

from indexer.raw import RawStory, Refused, hashed_id
from indexer.sources import SourceOptions, Tally, read
from search.errors import BadSource


def found(
    path: Path, data: str | bytes, options: SourceOptions | None = None, tally: Tally | None = None
) -> list[RawStory | Refused]:
    """What a file of this content holds."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(path, options, tally=tally))


def short(items: list[RawStory | Refused]) -> list[tuple[str, str]]:
    """Each story as (id, body), each refusal as (line, reason)."""
    return [
        (item.id, item.body)
        if isinstance(item, RawStory)
        else (item.origin.rpartition(":")[2], item.reason)
        for item in items
    ]


@pytest.mark.parametrize(
    "delimiter", [";", ",", "\t", "|"], ids=["semicolon", "comma", "tab", "bar"]
)
def test_the_header_tells_the_delimiter(delimiter: str, tmp_path: Path) -> None:
    """The delimiter is the one that cuts the header into columns we know."""
    rows = [("id", "judul", "isi", "x"), ("1", "Banjir", '"Hujan; angin, | petir"', "")]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (story,) = found(tmp_path / "a", text)
    assert isinstance(story, RawStory)
    assert (story.id, story.title, story.body) == ("1", "Banjir", "Hujan; angin, | petir")
    assert story.form == "record"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "cp1252"],
    ids=["plain", "BOM", "UTF-16", "Windows"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["Unix", "Windows", "Macintosh"])
def test_every_encoding_of_excel_is_read(encoding: str, line_end: str, tmp_path: Path) -> None:
    """Encodings and line ends are recognised by content."""
    text = line_end.join(["ID;Isi", "1;“Ayo” – café", "2;biasa", ""])
    assert short(found(tmp_path / "a", text.encode(encoding))) == [
        ("1", "“Ayo” – café"),
        ("2", "biasa"),
    ]


def test_windows_lines_are_counted_and_one_stray_line_does_not_turn_the_file(
    tmp_path: Path,
) -> None:
    """A file of UTF-8 stays so when one line of it is Windows-1252."""
    tally = Tally()
    data = "id;isi\n1;é\n2;“ya”\n".encode() + b"3;\x93tidak\x94\n"
    items = found(tmp_path / "a", data, tally=tally)
    assert short(items) == [("1", "é"), ("2", "“ya”"), ("3", "“tidak”")]
    assert tally.windows_1252_lines == 1


def test_a_first_line_sep_names_the_delimiter(tmp_path: Path) -> None:
    """Excel's own first line is obeyed and is no row."""
    assert short(found(tmp_path / "a", "sep=|\r\nid|isi;x\r\n1|a;b\r\n", _mapped("isi;x"))) == [
        ("1", "a;b")
    ]


def test_cells_of_several_lines_keep_them_and_rows_know_their_first_line(tmp_path: Path) -> None:
    """A quoted body has its paragraphs on lines; a refusal names the line where the row starts."""
    text = 'id;isi\r\n1;"satu\r\n\r\ndua ""tiga"""\r\n;"a\r\nb"\r\n3;c\r\n'
    assert short(found(tmp_path / "a", text)) == [
        ("1", 'satu\n\ndua "tiga"'),
        ("5", "has neither id nor url; name a column with --map id=COLUMN"),
        ("3", "c"),
    ]


def test_rows_with_too_many_or_too_few_cells(tmp_path: Path) -> None:
    """Missing last cells are empty unless the body is one; more text than columns is refused."""
    text = "id;isi;penulis\n1;a\n2;b;Yen;\n3;c;Yen;lebih\n4\n;;\n5;e;Tin\n"
    assert short(found(tmp_path / "a", text)) == [
        ("1", "a"),
        ("2", "b"),
        (
            "4",
            "has 4 cells, the header 3; text with a delimiter, quote or line break must be quoted",
        ),
        ("5", "has no body; it has 1 cells, the header 3"),
        ("5", "e"),
    ]


def test_an_unclosed_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    """The row with the quote is refused with its line; all others are stories."""
    rows = [f'{number};"Isi nomor {number}"' for number in range(1, 2001)]
    rows[499] = '500;"Isi tanpa akhir'
    items = found(tmp_path / "a", "id;isi\n" + "\n".join(rows))
    refused = [item for item in items if isinstance(item, Refused)]
    assert [item.origin.rpartition(":")[2] for item in refused] == ["501"]
    assert len(items) == 2000


def test_a_very_long_cell_is_read_whole(tmp_path: Path) -> None:
    """A body over the csv module's limit of 131,072 characters is no trouble."""
    (story,) = found(tmp_path / "a", f'id;isi\n1;"{"a" * 300_000}"')
    assert isinstance(story, RawStory) and len(story.body) == 300_000


def test_map_names_columns_nobody_would_guess(tmp_path: Path) -> None:
    """`--map` makes a table readable whose columns are not known."""
    options = SourceOptions(map=(("body", "Naskah Akhir"), ("url", "laman")))
    (story,) = found(tmp_path / "a", "laman;Naskah Akhir\nhttps://contoh.id/1;Isi\n", options)
    assert isinstance(story, RawStory)
    assert (story.id, story.body) == (hashed_id("https://contoh.id/1"), "Isi")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("a.txt", SourceOptions(), id="recognised"),
        pytest.param("a.csv", SourceOptions(), id="named so"),
        pytest.param("a.txt", SourceOptions(format="csv"), id="said to be CSV"),
        pytest.param("a.txt", SourceOptions(map=(("body", "naskah"),)), id="mapped wrongly"),
    ],
)
def test_a_table_without_a_known_body_is_not_taken_as_a_page(
    name: str, options: SourceOptions, tmp_path: Path
) -> None:
    """It is refused with its columns and the option that helps."""
    with pytest.raises(BadSource, match=r"--map body=COLUMN \(id, ringkas, foto\)"):
        found(tmp_path / name, "id;ringkas;foto\n1;a;b\n", options)


def test_a_header_alone_is_an_empty_source(tmp_path: Path) -> None:
    """A table without rows holds nothing, and that is fine."""
    assert found(tmp_path / "a", "id;isi\n") == []


def test_the_header_again_is_no_story(tmp_path: Path) -> None:
    """Tables joined into one file bring their headers along."""
    assert short(found(tmp_path / "a", "id;isi\n1;a\nid;isi\n2;b\n")) == [("1", "a"), ("2", "b")]


def test_of_two_columns_of_one_name_the_first_counts(tmp_path: Path) -> None:
    """Duplicate columns give one clean value."""
    assert short(found(tmp_path / "a", "id;isi;isi\n1;a;b\n")) == [("1", "a")]


def test_null_bytes_in_cells_are_dropped_and_counted(tmp_path: Path) -> None:
    """Nulls never reach a story."""
    tally = Tally()
    assert short(found(tmp_path / "a", "id;isi\n1;Banjir\0 lagi\n", tally=tally)) == [
        ("1", "Banjir lagi")
    ]
    assert tally.nulls == 1


def _mapped(column: str) -> SourceOptions:
    return SourceOptions(map=(("body", column),))
