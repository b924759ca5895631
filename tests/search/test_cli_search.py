"""Are many questions answered from the command line, each in its place?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from telusur import main
from tests.archives import archive_of
from tests.builders import a_story


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive, indexed."""
    folder = tmp_path_factory.mktemp("arsip")
    stories = [
        a_story(id="s1", title="Banjir di Muara Bungo", body="Air naik sejak subuh."),
        a_story(id="s2", title="Pasar pagi dibuka", body="Pedagang sudah datang."),
    ]
    archive_of(folder, stories)
    return folder


def ask(home: Path, lines: bytes, *options: str) -> Result:
    """`telusur search --queries -` with these lines on standard input."""
    words = ("search", "--queries", "-", "--home", str(home), *options)
    return CliRunner().invoke(main, words, input=lines, catch_exceptions=False)


def test_each_line_is_answered_as_it_would_be_alone(home: Path) -> None:
    """One JSON object a line, in order, the same that a single search prints."""
    result = ask(home, b"\xef\xbb\xbfbanjir\r\npasar\r\n", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    for answer, text in zip(found, ("banjir", "pasar"), strict=True):
        words = ("search", text, "--json", "--home", str(home))
        alone = json.loads(CliRunner().invoke(main, words).stdout)
        assert answer | {"took_ms": 0} == alone | {"took_ms": 0}


def test_a_bad_line_does_not_end_the_run(home: Path) -> None:
    """Its error stands in its place; the run is done, and how many failed is said aside."""
    result = ask(home, b"banjir\n\ntanggal:kapan\npasar\n", "--json")
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer.get("total") for answer in found] == [1, None, None, 1]
    assert [answer["query"] for answer in found] == ["banjir", "", "tanggal:kapan", "pasar"]
    assert (result.exit_code, result.stderr) == (0, "2 of 4 lines could not be asked.\n")


def test_a_run_in_which_nothing_is_understood_says_so(home: Path) -> None:
    """Where no line could be asked, the exit code is that of a query not understood."""
    result = ask(home, b"tanggal:kapan\n")
    assert result.exit_code == 2
    assert result.stdout.startswith("tanggal:kapan: 'kapan' names no days")


def test_the_lines_may_lie_in_a_file(home: Path, tmp_path: Path) -> None:
    """A file is read as standard input is, and the other options hold for every line."""
    names = tmp_path / "names.txt"
    names.write_bytes(b"banjir\npasar\n")
    words = ("search", "--queries", str(names), "--limit", "0", "--home", str(home))
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert [line.split(" (")[0] for line in result.stdout.splitlines()] == [
        "1 stories for 'banjir'",
        "1 stories for 'pasar'",
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("banjir", "--queries", "-"), id="a query and a file"),
        pytest.param(("--queries", "no-such-file.txt"), id="no such file"),
    ],
)
def test_what_cannot_be_meant_is_refused(home: Path, words: tuple[str, ...]) -> None:
    """A query beside the file, or a file that is not there, is a usage error."""
    result = CliRunner().invoke(main, ["search", *words, "--home", str(home)], input=b"")
    assert result.exit_code == 2
    assert "Usage" in result.stderr


def test_near_copies_are_one_hit_unless_all_are_asked_for(tmp_path: Path) -> None:
    """The list and the JSON name what was folded; --all-copies shows each by itself."""
    dated = (("k1", "2023-02-01"), ("k2", "2023-02-02"))
    archive_of(tmp_path, [a_story(id=own, published=day) for own, day in dated])

    def asked(*options: str) -> str:
        return CliRunner().invoke(main, ("search", "--home", str(tmp_path), *options)).stdout

    folded = json.loads(asked("--json"))
    assert [hit["similar"] for hit in folded["hits"]] == [{"count": 1, "ids": ["k1"]}]
    assert (folded["total"], folded["total_stories"]) == (1, 2)
    told = asked()
    assert "near copies: k1" in told
    assert "Near copies not counted in that: 1 (--all-copies shows them)." in told
    each = json.loads(asked("--json", "--all-copies"))
    assert [hit["similar"]["count"] for hit in each["hits"]] == [0, 0]
    assert (each["total"], each["total_stories"]) == (2, 2)
