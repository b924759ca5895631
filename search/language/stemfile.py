"""How are stems kept between runs? A line a word: the word, its stem, the rule that gave it.

The first line names the language they belong to, the second is a checksum of all the rest. A file
of another language is passed over: its words are stemmed anew.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from search.errors import DamagedIndex
from search.files import replace_text

from .wordlists import acronyms, proper_names, spelling_variants, stem_overrides

RULES_VERSION: Final = 2  # raise it when the order or a rule of search.language.stems changes

_LANGUAGE: Final = "# pysastrawi "
_CHECKSUM: Final = "# sha256 "


@cache
def language_version() -> str:
    """Names the library, rules and lists behind the stems; another one makes the cache void."""
    tables = [sorted(table.items()) for table in (stem_overrides(), spelling_variants())]
    lists = tables, sorted(proper_names()), sorted(acronyms())
    digest = hashlib.sha256(repr(lists).encode()).hexdigest()[:12]
    return f"pysastrawi {version('pysastrawi')} rules {RULES_VERSION} lists {digest}"


class StemTable(dict[str, str]):
    """Word -> stem. `rules` has the rule of each word where it is not what `usual_rule` says."""

    def __init__(self, stems: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(stems)
        self.rules: dict[str, str] = {}


def usual_rule(word: str, stem: str) -> str:
    """The rule behind most words with such a stem; only others are kept in memory."""
    return "unchanged" if word == stem else "sastrawi"


def load_stems(path: Path) -> StemTable:
    """Word -> stem as `save_stems` kept them; empty where none are kept for this language.

    Raises:
        DamagedIndex: the file is not as it was written.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return StemTable()
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path, str(error)) from error
    head, _, rest = text.partition("\n")
    if head != f"# {language_version()}":
        if not head.startswith(_LANGUAGE):
            raise _damaged(path, "its first line names no language")
        return StemTable()
    checksum, _, body = rest.partition("\n")
    if checksum != _CHECKSUM + _digest(body):
        raise _damaged(path, "is not as it was written")
    return _table(body)


def save_stems(
    path: Path, stems: Iterable[tuple[str, str]], rules: Mapping[str, str] | None = None
) -> None:
    """Keep word -> stem for the next run; replaces the file in one step.

    Args:
        path: the file.
        stems: words and their stems.
        rules: the rules of those where they are not what `usual_rule` says.
    """
    special = rules or {}
    body = "".join(
        f"{word}\t{stem}\t{special.get(word) or usual_rule(word, stem)}\n"
        for word, stem in sorted(stems)
    )
    replace_text(path, f"# {language_version()}\n{_CHECKSUM}{_digest(body)}\n{body}")


def _table(body: str) -> StemTable:
    table = StemTable()
    # Most words are their own stem, and the others share few: one text each, not one a line.
    shared: dict[str, str] = {}
    for line in body.split("\n")[:-1]:
        word, stem, rule = line.split("\t")
        if word == stem:
            table[word] = word
            if rule != "unchanged":
                table.rules[word] = shared.setdefault(rule, rule)
        else:
            table[word] = shared.setdefault(stem, stem)
            if rule != "sastrawi":
                table.rules[word] = shared.setdefault(rule, rule)
    return table


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _damaged(path: Path, why: str) -> DamagedIndex:
    return DamagedIndex(f"{path}: {why}; mend it with: telusur reindex --full", path=str(path))
