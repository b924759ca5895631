"""The papers say what is there."""

import re
from pathlib import Path

import pytest

from search.language.stems import Stemmer
from search.query.planning import plan

_EXAMPLES = [
    example
    for row in Path("docs/query-language.md").read_text("utf-8").splitlines()
    if row.startswith("| `")
    for example in re.findall(r"`([^`]+)`", row.split(" | ")[0])
]


def test_every_path_in_the_architecture_exists() -> None:
    """ARCHITECTURE.md names only files and folders that are there, and is at most 200 lines."""
    text = Path("ARCHITECTURE.md").read_text("utf-8")
    paths = re.findall(r"((?:search|indexer|webui|tests)/[a-z_/]*(?:\.py)?)", text)
    assert len(paths) > 20
    assert [path for path in paths if not Path(path).exists()] == []
    assert len(text.splitlines()) <= 200


@pytest.mark.parametrize("example", _EXAMPLES)
def test_every_example_of_the_query_language_is_read(example: str) -> None:
    """Each example becomes a plan that asks for something."""
    assert not plan(example, Stemmer().stem).plan.is_empty


def test_every_command_of_the_readme_exists() -> None:
    """README shows only commands that the program has."""
    import click

    from telusur import main

    names = main.list_commands(click.Context(main))
    used = re.findall(r"^telusur ([a-z]+)", Path("README.md").read_text("utf-8"), re.MULTILINE)
    assert used and set(used) <= set(names)
