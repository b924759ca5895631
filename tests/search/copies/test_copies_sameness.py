"""Which pairs are copies, and which only look like it?"""

import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.cleaning import derive
from indexer.raw import RawStory, Refused
from indexer.sources import read
from search import Kind, Story
from search.copies.sameness import LEAST, Copyable, same_news
from search.copies.shingles import similarity
from tests.builders import a_story

_CASES = Path("tests/cases/copies")
_CORPUS = "TELUSUR_CORPUS"


def _rows(name: str) -> list[dict[str, str]]:
    with (_CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


_STORIES = json.loads((_CASES / "stories.json").read_text(encoding="utf-8"))
_PAIRS = _rows("pairs.tsv")


def _pair(row: dict[str, str]) -> tuple[Story, Story]:
    """The story of a row, and the same with the row's edits."""
    first = a_story(id="1", title=_STORIES[row["story"]]["title"],
                    body=tuple(_STORIES[row["story"]]["body"]))  # fmt: skip
    title, body = first.title, "\n".join(first.body)
    for edit in filter(None, row["edits"].split(" || ")):
        field, _, change = edit.partition(": ")
        old, arrow, new = change.partition("=> ")
        old = old.removesuffix(" ")
        assert arrow, edit
        if field == "title":
            assert old in title, edit
            title = title.replace(old, new)
        elif old:
            assert old in body, edit
            body = body.replace(old, new)
        else:
            body += f"\n{new}"
    kind = Kind(row["kind"]) if row["kind"] else first.kind
    return first, replace(first, id="2", title=title, body=tuple(body.split("\n")), kind=kind)


@pytest.mark.parametrize("row", _PAIRS, ids=[f"{row['story']}: {row['reason']}" for row in _PAIRS])
def test_a_copy_is_told_from_another_story(row: dict[str, str]) -> None:
    """Every pair of tests/cases/copies/pairs.tsv is judged as it says, whichever comes first."""
    first, second = _pair(row)
    assert same_news(first, second) is (row["verdict"] == "same")
    assert same_news(second, first) is (row["verdict"] == "same")


def test_the_cases_are_many_and_of_both_kinds() -> None:
    """At least forty pairs, a third of each verdict at the least; all but one are near."""
    verdicts = [row["verdict"] for row in _PAIRS]
    assert len(verdicts) >= 40
    assert min(verdicts.count("same"), verdicts.count("different")) * 3 >= len(verdicts)
    far = [row["reason"] for row in _PAIRS if _similarity(*_pair(row)) < 0.85]
    assert far == ["too much of it is another text"]


def test_a_text_with_too_much_of_its_own_is_no_copy() -> None:
    """Below nine tenths of all shingles nothing else is asked."""
    story = a_story(body=" ".join(f"kata{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"))
    longer = replace(story, id="s2", body=(story.body[0] + " dan lain sebagainya",))
    assert _similarity(story, longer) < LEAST
    assert not same_news(story, longer)


def test_stories_without_words_are_no_copies() -> None:
    """There is nothing that they could share."""
    assert not same_news(a_story(id="1", title="", body=()), a_story(id="2", title="", body=()))


def test_of_the_pairs_that_were_read_no_wrong_one_is_folded() -> None:
    """Real pairs, judged by reading them; the table has their ids only."""
    wrong = [row for row in _rows("judged.tsv") if (row["verdict"], row["rule"]) == ("different",
             "folded")]  # fmt: skip
    assert len(_rows("judged.tsv")) >= 200 and not wrong


@pytest.mark.skipif(
    _CORPUS not in os.environ,
    reason=f"{_CORPUS} names no folder with the stories that were judged",
)
def test_the_rule_answers_as_the_table_of_judged_pairs_says() -> None:
    """Similarity and answer of every judged pair, worked out anew from the stories."""
    rows = _rows("judged.tsv")
    wanted = {row[end] for row in rows for end in ("id_a", "id_b")}
    stories: dict[str, Story] = {}
    for path in sorted(Path(os.environ[_CORPUS]).glob("stories*.jsonl.xz")):
        for raw in read(path):
            if isinstance(raw, RawStory) and raw.id in wanted:
                derived = derive(raw)
                assert not isinstance(derived, Refused)
                stories[raw.id] = derived.story
    found = []
    for row in rows:
        first, second = stories[row["id_a"]], stories[row["id_b"]]
        answer = "folded" if same_news(first, second) else "apart"
        found.append({**row, "rule": answer, "similarity": f"{_similarity(first, second):.3f}"})
    assert found == rows


def _similarity(first: Story, second: Story) -> float:
    return similarity(Copyable(first).shingles, Copyable(second).shingles)
