"""The house keeps its own rules."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import search
from search import ArchiveError, errors

CODE = [path for root in ("search", "indexer", "webui") for path in Path(root).rglob("*.py")]


def test_modules_fit_in_a_head() -> None:
    """No module has more than 300 lines."""
    long = {str(p): n for p in CODE if (n := len(p.read_text("utf-8").splitlines())) > 300}
    assert long == {}


def test_modules_open_with_a_docstring() -> None:
    """Every module says first what it is about."""
    assert [str(p) for p in CODE if not p.read_text("utf-8").startswith('"""')] == []


def test_the_front_door_loads_no_engine() -> None:
    """`import search` costs neither Whoosh nor PySastrawi."""
    code = "import search, sys; print([m for m in ('whoosh', 'Sastrawi') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_front_door_names_all_it_offers() -> None:
    """Every name of __all__ is there, sorted once."""
    assert len(set(search.__all__)) == len(search.__all__)
    assert all(hasattr(search, name) for name in search.__all__)


def test_every_error_stands_in_the_drawing() -> None:
    """The tree in search/errors.py is whole."""
    drawing = errors.__doc__ or ""
    assert all(kind.__name__ in drawing for kind in ArchiveError.__subclasses__())


def test_nothing_names_a_path_of_a_machine() -> None:
    """No file of the project carries a home directory or a registry's host."""
    words = ("/root" + "/", "/home" + "/", "pypi." + "org", "files.python" + "hosted")
    names = [*CODE, *Path("tests").rglob("*.py"), *Path("docs").rglob("*.md"), Path("Makefile")]
    found = [str(p) for p in names if any(w in p.read_text("utf-8") for w in words)]
    assert found == []


def test_the_drawing_gives_each_error_its_exit_code() -> None:
    """`exit n` behind a name is the class's own; no two errors share a code."""
    drawn = dict(re.findall(r"── (\w+) .*exit (\d)$", errors.__doc__ or "", re.MULTILINE))
    kinds = ArchiveError.__subclasses__()
    assert drawn == {kind.__name__: str(kind.exit_code) for kind in kinds}
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_no_import_climbs_out_of_its_package() -> None:
    """One dot at most: what lies elsewhere is named in full."""
    climbing = [str(p) for p in CODE if re.search(r"^\s*from \.\.", p.read_text("utf-8"), re.M)]
    assert climbing == []


def test_every_test_states_its_claim() -> None:
    """A test opens with a docstring whose first line is a whole sentence."""
    silent = []
    for path in Path("tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                claim = (ast.get_docstring(node) or "").split("\n")[0]
                if not claim.endswith((".", "?", "!")):
                    silent.append(f"{path}::{node.name}")
    assert silent == []
