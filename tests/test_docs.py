"""The papers say what is there."""

import re
from itertools import chain
from pathlib import Path

import click
import pytest

from search import BadQuery
from search.language.stems import Stemmer
from search.language.wordlists import FUNCTION_WORDS, QUESTION_WORDS
from search.ports import ENOUGH, MAX_EXPANSIONS
from search.query.knowledge import Knowledge
from search.query.planning import MAX_WORDS, plan
from search.query.syntax import FIELD_NAMES, MAX_QUERY_CHARS
from telusur import main

_PAPERS = [*Path().glob("*.md"), *Path("docs").rglob("*.md"), Path("index_data/README.md")]
_DECISIONS = sorted(Path("docs/decisions").glob("0*.md"))
_LANGUAGE = Path("docs/query-language.md").read_text("utf-8")
_EXAMPLES = [
    example
    for row in _LANGUAGE.splitlines()
    if row.startswith("| `")
    for example in re.findall(r"`([^`]+)`", row.split(" | ")[0])
]


def _id(path: Path) -> str:
    return path.as_posix()


def test_every_path_in_the_architecture_exists() -> None:
    """ARCHITECTURE.md names only files and folders that are there, and is at most 200 lines."""
    text = Path("ARCHITECTURE.md").read_text("utf-8")
    paths = re.findall(r"((?:search|indexer|webui|tests|docs)/[\w/-]*(?:\.\w+)?)", text)
    assert len(paths) > 20
    assert [path for path in paths if not Path(path).exists()] == []
    code = chain.from_iterable(Path(root).rglob("*.py") for root in ("search", "indexer", "webui"))
    modules = {path.name for path in code} | {"telusur.py"}
    assert set(re.findall(r"(?<!/)\b(\w+\.py)\b", text)) <= modules
    assert len(text.splitlines()) <= 200


def test_every_test_named_in_the_architecture_exists() -> None:
    """What keeps an invariant is a test that can be run."""
    named = set(re.findall(r"`(test_\w+)`", Path("ARCHITECTURE.md").read_text("utf-8")))
    tests = "\n".join(path.read_text("utf-8") for path in Path("tests").rglob("test_*.py"))
    assert len(named) > 10
    assert named <= set(re.findall(r"^def (test_\w+)", tests, re.MULTILINE))


def test_every_module_of_search_is_in_the_architecture() -> None:
    """No module directly in search/ is left out of the map."""
    text = Path("ARCHITECTURE.md").read_text("utf-8")
    modules = {path.name for path in Path("search").glob("*.py")} - {"__init__.py"}
    assert {name for name in modules if name not in text} == set()


@pytest.mark.parametrize("paper", _PAPERS, ids=_id)
def test_every_link_leads_somewhere(paper: Path) -> None:
    """A link to a file of the project names one that is there."""
    links = re.findall(r"\]\(([^)#\s]+)\)", paper.read_text("utf-8"))
    inside = [link for link in links if not link.startswith("https://")]
    assert [link for link in inside if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("decision", _DECISIONS, ids=_id)
def test_a_decision_has_its_four_parts(decision: Path) -> None:
    """Context, decision, what was given up, how to know it was wrong; on half a page."""
    text = decision.read_text("utf-8")
    parts = ["Context.", "Decision.", "What we gave up.", "How we would know it was wrong."]
    assert re.findall(r"^\*\*([^*]+)\*\*", text, re.MULTILINE) == parts
    assert len(text.splitlines()) <= 40
    assert decision.name in Path("docs/decisions/README.md").read_text("utf-8")


@pytest.mark.parametrize("example", _EXAMPLES)
def test_every_example_of_the_query_language_is_read(example: str) -> None:
    """Each example becomes a plan that asks for something."""
    assert not plan(example, Knowledge(stem=Stemmer().stem)).plan.is_empty


def test_the_query_language_names_every_field() -> None:
    """Each name that makes a field stands on the reader's page."""
    assert [name for name in FIELD_NAMES if not re.search(rf"\b{name}\b", _LANGUAGE)] == []


def test_the_figures_of_the_query_language_are_the_programs() -> None:
    """The page's 50 stories, 64 words, 1,024 terms, sixty words and 100,000 characters are true."""
    for figure in (ENOUGH, MAX_WORDS, MAX_EXPANSIONS, MAX_QUERY_CHARS):
        assert f"{figure:,}" in _LANGUAGE
    assert "Some sixty function words" in _LANGUAGE
    assert 55 <= len(FUNCTION_WORDS | QUESTION_WORDS) < 65


def test_what_the_query_language_calls_refused_is_refused() -> None:
    """Days that are none are a BadQuery."""
    assert "`tanggal:kemarin`" in _LANGUAGE
    with pytest.raises(BadQuery):
        plan("tanggal:kemarin", Knowledge(stem=Stemmer().stem))


def test_every_command_of_the_readme_exists() -> None:
    """README shows only commands and options that the program has."""
    context = click.Context(main)
    text = Path("README.md").read_text("utf-8")
    calls = re.findall(r"^telusur ([a-z]+)(.*?)(?: #.*)?$", text, re.MULTILINE)
    assert calls
    for name, rest in calls:
        command = main.get_command(context, name)
        assert command is not None, name
        known = set(chain.from_iterable(parameter.opts for parameter in command.params))
        assert set(re.findall(r"--[a-z-]+", rest)) <= known
