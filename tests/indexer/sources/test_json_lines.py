"""JSON Lines: whatever stands on a line becomes a story or a refusal, and the next is read."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.raw import RawStory, Refused, hashed_id
from indexer.sources import MAX_RECORD_BYTES, SourceOptions, Tally, read

GOOD = '{"id": "baik", "body": "Banjir surut."}'


def found(
    path: Path, data: str | bytes, options: SourceOptions | None = None, tally: Tally | None = None
) -> list[RawStory | Refused]:
    """What a file of this content holds."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(path, options, tally=tally))


def one(path: Path, record: object, tally: Tally | None = None) -> RawStory | Refused:
    """What one record becomes; a good one after it must always be read."""
    first, last = found(path, f"{json.dumps(record)}\n{GOOD}\n", tally=tally)
    assert isinstance(last, RawStory) and last.id == "baik"
    return first


def test_a_record_becomes_a_story_with_its_place(tmp_path: Path) -> None:
    """All fields come over as they are; other keys are ignored."""
    path = tmp_path / "a.jsonl"
    record = {
        "id": " 7 ",
        "url": "https://contoh.id/7",
        "source": "Contoh",
        "title": "Banjir",
        "body": "Satu.\nDua.",
        "date": "2023-02-27",
        "author": ["Yen", "Tin"],
        "topic": "Daerah",
        "views": {"n": 1},
    }
    options = SourceOptions(year=2023, date_order="dmy")
    assert found(path, "\n" + json.dumps(record), options) == [
        RawStory(
            id="7",
            origin=f"{path.as_posix()}:2",
            form="record",
            url="https://contoh.id/7",
            source="Contoh",
            title="Banjir",
            body="Satu.\nDua.",
            date="2023-02-27",
            author="Yen, Tin",
            topic="Daerah",
            year=2023,
            date_order="dmy",
        )
    ]


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        pytest.param({"id": 7, "body": "x"}, "id", "7", id="a number as id"),
        pytest.param({"id": 10**30, "body": "x"}, "id", "1" + "0" * 30, id="a long number"),
        pytest.param({"id": 1.50, "body": "x"}, "id", "1.5", id="a fraction as id"),
        pytest.param({"id": "a", "body": ["p", None, "q", 3]}, "body", "p\nq\n3", id="paragraphs"),
        pytest.param({"id": "a", "body": "x", "title": None}, "title", "", id="null is empty"),
        pytest.param({"id": "a", "body": "x", "date": float("nan")}, "date", "", id="NaN is null"),
        pytest.param({"id": "a", "isi": "x", "judul": "T"}, "title", "T", id="Indonesian keys"),
        pytest.param({"id": "a", "body": "x\ud800y"}, "body", "x\ufffdy", id="half a surrogate"),
        pytest.param({"id": "a", "body": "\0x\0"}, "body", "x", id="null bytes"),
        pytest.param({"id": "a", "body": "a\x01\x1bb"}, "body", "a\x01\x1bb", id="controls stay"),
        pytest.param(
            {"url": " https://contoh.id/1 ", "body": "x"},
            "id",
            hashed_id("https://contoh.id/1"),
            id="the url's hash as id",
        ),
        pytest.param(
            {"id": "", "url": "u", "body": "x"}, "id", hashed_id("u"), id="an empty id is none"
        ),
        pytest.param({"id": "a", "body": "x", "topic": True}, "topic", "", id="no text at all"),
    ],
)
def test_values_become_clean_text(
    record: dict[str, object], field: str, value: str, tmp_path: Path
) -> None:
    """Whatever a field holds, the story's is text."""
    story = one(tmp_path / "a", record)
    assert isinstance(story, RawStory)
    assert getattr(story, field) == value


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param('{"body": "x"}', "has neither id nor url", id="no id"),
        pytest.param('{"id": " ", "body": "x"}', "only white space", id="a blank id"),
        pytest.param(f'{{"id": "{"a" * 501}", "body": "x"}}', "501 characters", id="a long id"),
        pytest.param('{"id": true, "body": "x"}', "true or false", id="a truth value as id"),
        pytest.param('{"id": "a"}', "has no body", id="no body"),
        pytest.param('{"id": "a", "body": " \\n\\u00a0"}', "has no body", id="a blank body"),
        pytest.param('{"id": "a", "body": {"p": 1}}', "an object", id="an object as body"),
        pytest.param('{"id": "a", "body": false}', "true or false", id="a truth value as body"),
        pytest.param('{"id": "a", "body": ["x", {}]}', "a list", id="a list with more"),
        pytest.param('{"id": "a", "body": [["x"]]}', "a list", id="a list in a list"),
        pytest.param('["a"]', "not a JSON object", id="an array"),
        pytest.param("17", "not a JSON object", id="a number"),
        pytest.param('{"id": "a", "body": "x"', "is not JSON", id="cut off"),
        pytest.param(f"{GOOD},", "more follows", id="a comma after it"),
        pytest.param("[" * 100_000, "nested too deep", id="deep arrays"),
        pytest.param(
            '{"id": "a", "body": ' + '{"a":' * 100_000 + "1" + "}" * 100_001,
            "nested too deep",
            id="deep objects",
        ),
    ],
)
def test_what_is_no_story_is_refused_with_its_line(line: str, reason: str, tmp_path: Path) -> None:
    """The line is named, and those before and after it are read."""
    path = tmp_path / "a.jsonl"
    first, refused, last = found(path, f"{GOOD}\n{line}\n{GOOD}\n")
    assert isinstance(first, RawStory) and isinstance(last, RawStory)
    assert isinstance(refused, Refused)
    assert refused.origin == f"{path.as_posix()}:2"
    assert reason in refused.reason


def test_a_number_of_a_million_digits_is_an_id_too_long(tmp_path: Path) -> None:
    """Python's limit for digits does not matter, since numbers stay as printed."""
    refused, last = found(tmp_path / "a", f'{{"id": {"9" * 1_000_000}, "body": "x"}}\n{GOOD}')
    assert isinstance(refused, Refused) and "1,000,000 characters" in refused.reason
    assert isinstance(last, RawStory)


def test_of_a_key_twice_the_last_counts(tmp_path: Path) -> None:
    """Duplicate keys give one clean value."""
    (story,) = found(tmp_path / "a", '{"id": "a", "body": "satu", "body": "dua"}')
    assert isinstance(story, RawStory) and story.body == "dua"


def test_what_was_mended_is_counted(tmp_path: Path) -> None:
    """Nulls, Windows-1252 lines, lost characters and values left out are in the caller's tally."""
    tally = Tally()
    lines = [
        b'{"id": "a", "body": "x\0\\u0000y"}',
        b'{"id": "b", "body": "kata \x93ya\x94 \x81"}',
        '{"id": "c", "body": "kata “ya”", "topic": {}}'.encode(),
        b'{"id": "d", "body": "\\ud800"}',
    ]
    stories = found(tmp_path / "a", b"\n".join(lines), tally=tally)
    bodies = [story.body for story in stories if isinstance(story, RawStory)]
    assert bodies == ["xy", "kata “ya” \ufffd", "kata “ya”", "\ufffd"]
    assert tally == Tally(nulls=2, windows_1252_lines=1, undecodable=2, not_text=1)


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32"], ids=["UTF-8", "UTF-16", "UTF-32"]
)
def test_a_byte_order_mark_tells_the_encoding(encoding: str, tmp_path: Path) -> None:
    """Files with a BOM are read as what it says."""
    (story,) = found(tmp_path / "a", '{"id": "é", "body": "“Siapa?”"}\n'.encode(encoding))
    assert isinstance(story, RawStory) and (story.id, story.body) == ("é", "“Siapa?”")


def test_a_given_encoding_overrides(tmp_path: Path) -> None:
    """With `--encoding cp437` no guess is made."""
    data = '{"id": "a", "body": "café"}'.encode("cp437")
    (story,) = found(tmp_path / "a", data, SourceOptions(encoding="cp437"))
    assert isinstance(story, RawStory) and story.body == "café"


@pytest.mark.parametrize(("encoding", "written"), [("utf-16", "utf-16-le"), ("utf8", "utf-8-sig")])
def test_a_given_encoding_works_with_a_mark_and_without(
    encoding: str, written: str, tmp_path: Path
) -> None:
    """`--encoding utf-16` takes a file without a mark as Windows writes it; marks are no text."""
    options = SourceOptions(encoding=encoding)
    (story,) = found(tmp_path / "a", '{"id": "a", "body": "café"}'.encode(written), options)
    assert isinstance(story, RawStory) and story.body == "café"


def test_a_line_over_the_limit_is_refused_and_the_next_read(tmp_path: Path) -> None:
    """A line of more than MAX_RECORD_BYTES costs itself only."""
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.write(f'{GOOD}\n{{"id": "besar", "body": "')
        for _ in range(MAX_RECORD_BYTES // 1024 + 1):
            file.write("a" * 1024)
        file.write(f'"}}\n{GOOD}\n')
    first, refused, last = read(path)
    assert isinstance(first, RawStory) and isinstance(last, RawStory)
    assert refused == Refused(origin=f"{path.as_posix()}:2", reason="is longer than 20 MiB")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)
fields = st.sampled_from(["id", "url", "title", "body", "isi", "date", "author", "topic", "x"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    lines=st.lists(
        st.dictionaries(fields, json_values).map(lambda record: json.dumps(record).encode())
        | st.binary(max_size=20),
        max_size=5,
    )
)
def test_nothing_on_a_line_raises(lines: list[bytes], tmp_path: Path) -> None:
    """Any lines give stories that can be stored, and refusals with a place."""
    data = b"\n".join([GOOD.encode(), *lines])
    for story in found(tmp_path / "a", data, SourceOptions(format="jsonl")):
        if isinstance(story, RawStory):
            assert story.id == story.id.strip() != ""
            assert RawStory.from_json(story.to_json()).body == story.body
            assert "\0" not in story.to_json()
            story.to_json().encode()
        else:
            assert story.reason and ":" in story.origin
