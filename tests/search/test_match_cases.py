"""Does a question find a text that says it otherwise? The cases written by hand.

match.csv and phrase.csv are asked of a real archive each; variants.csv, which is long, of the
memory engine.
"""

import csv
from pathlib import Path

import pytest

from search import Kind, Query, Stemmer, Story, open_archive
from search.engines.memory import MemoryIndex
from search.language.variants import Lexicon, shipped_synonyms
from search.ports import Request
from search.query.knowledge import Knowledge
from search.query.planning import plan
from search.vocabulary import ReaderVocabulary
from tests.archives import archive_of
from tests.builders import a_story, commit


def _cases(*names: str) -> list[object]:
    """(query, text, whether the text holds all of the query) of every row."""
    cases: list[object] = []
    for name in names:
        with Path(f"tests/cases/{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                query, text = row["input"].split(" ||| ")
                found = {"match": True, "no-match": False}[row["expected"]]
                cases.append(pytest.param(query, text, found, id=f"{query} - {text[:30]}"))
    return cases


def _stories(query: str, text: str) -> tuple[Story, Story]:
    """The text, and a story with the words as typed, so that none is taken for a typing error."""
    typed = query.replace('"', "")
    return (
        a_story(id="text", title="Kabar", body=text),
        a_story(id="typed", title="Surat", body=typed, kind=Kind.OPINION),
    )


@pytest.mark.parametrize(("query", "text", "found"), _cases("match", "phrase"))
def test_an_archive_finds_a_text_by_what_it_says(
    tmp_path: Path, query: str, text: str, found: bool
) -> None:
    """A text that says all of a query, however it is spelt, is found; another is not."""
    archive = open_archive(archive_of(tmp_path, _stories(query, text)))
    results = archive.search(Query(text=query))
    archive.close()
    assert results.total_all_words == (2 if found else 1)


def _rank_cases() -> list[object]:
    with Path("tests/cases/rank.csv").open(encoding="utf-8", newline="") as file:
        rows = [row["input"].split(" ||| ") for row in csv.DictReader(file)]
    return [pytest.param(*row, id=row[0]) for row in rows]


@pytest.mark.parametrize(("query", "first", "second"), _rank_cases())
def test_what_was_typed_ranks_above_what_only_shares_its_stem(
    tmp_path: Path, query: str, first: str, second: str
) -> None:
    """Of two stories the one that says it as typed is first, in headlines and in texts."""
    archive = open_archive(archive_of(tmp_path, [
        a_story(id="second", title=second, body=(second,)),
        a_story(id="first", title=first, body=(first,)),
    ]))  # fmt: skip
    assert archive.search(Query(text=query)).hits[0].story.id == "first"
    archive.close()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The stems and the lists that come with the program."""
    return Knowledge(stem=Stemmer().stem, lexicon=Lexicon(shipped_synonyms()))


@pytest.mark.parametrize(("query", "text", "found"), _cases("variants"))
def test_a_variant_is_found_where_it_is_one(
    knowledge: Knowledge, query: str, text: str, found: bool
) -> None:
    """Other spellings, short and long forms are found both ways; what only looks so is not."""
    index = MemoryIndex(knowledge.stem)
    commit(index, *_stories(query, text))
    reader = index.reader()
    known = Knowledge(
        stem=knowledge.stem, lexicon=knowledge.lexicon, vocabulary=ReaderVocabulary(reader)
    )
    asked = Request(plan=plan(query, known).plan)
    assert reader.search(asked).total_all_words == (2 if found else 1)
