"""How does the newsroom look at the stems of words from the command line, and correct them?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import click

from .console import harmless, home_option, json_option, json_text
from .errors import ArchiveError, DamagedIndex
from .language.corrections import CorrectedStems
from .language.folding import fold
from .language.stems import Stemmer, load_stems
from .language.tokens import tokenize
from .newsroom import Newsroom
from .opening import open_reader
from .ports import Reader
from .settings import Home
from .store import Store


@dataclass(frozen=True, slots=True)
class _Stemmed:
    """A word, what it was reduced to and why, and how often the archive has each form."""

    word: str
    stem: str
    rule: str
    family: tuple[tuple[str, int], ...]

    def to_json(self) -> dict[str, Any]:
        family = [{"word": word, "count": count} for word, count in self.family]
        return {"word": self.word, "stem": self.stem, "rule": self.rule, "family": family}

    def __str__(self) -> str:
        forms = ", ".join(f"{word} {count:,}" for word, count in self.family)
        line = f"{self.word} -> {self.stem} ({self.rule})"
        return harmless(f"{line}: {forms}" if forms else line)


@click.command()
@click.argument("words", nargs=-1, metavar="WORD...")
@click.option("--set", "given", multiple=True, metavar="WORD=STEM",
              help="Give WORD this stem, for good; may be repeated.")  # fmt: skip
@click.option("--keep", "kept", multiple=True, metavar="WORD",
              help="Leave WORD whole, for good; may be repeated.")  # fmt: skip
@click.option("--unset", "undone", multiple=True, metavar="WORD",
              help="Take a correction of WORD back; may be repeated.")  # fmt: skip
@json_option
@home_option
def stem(
    words: tuple[str, ...], given: tuple[str, ...], kept: tuple[str, ...],
    undone: tuple[str, ...], as_json: bool, home: Home,
) -> None:  # fmt: skip
    """Print the stem of each WORD, the rule that gave it, and its family with story counts.

    A correction holds at once, in an open server too, and survives every rebuild.

    \b
    Example:
        telusur stem pengawasan Bekasi
        telusur stem --set dibelinya=beli --keep Pelayangan
    """
    changes = [_change(text) for text in given]
    changes += [(_word(text), _word(text)) for text in kept]
    asked = [_word(text) for text in words]
    removals = [_word(text) for text in undone]
    changed = [*(word for word, _ in changes), *removals]
    if not asked and not changed:
        raise click.UsageError("Give at least one WORD, or a correction.")
    if len(set(changed)) < len(changed):
        raise click.UsageError("Give one correction for a word, not two.")
    newsroom = Newsroom(home.newsroom)
    try:
        for word, own in changes:
            newsroom.correct(word, own)
        unknown = [word for word in removals if not newsroom.uncorrect(word)]
        stems = CorrectedStems(_built_stems(home), newsroom.corrections())
    finally:
        newsroom.close()
    for word, own in changes:
        if word != own and stems.stem(own) != own:
            click.echo(f"{own} has itself the stem {stems.stem(own)}; is that meant?", err=True)
    counts, close = _family_counts(home, stems)
    try:
        found = [_stemmed(word, stems, counts) for word in dict.fromkeys((*changed, *asked))]
    finally:
        close()
    if as_json:
        click.echo(json_text([own.to_json() for own in found]))
    for line in () if as_json else map(str, found):
        click.echo(line)
    if unknown:
        raise click.ClickException(f"Never corrected: {harmless(', '.join(unknown))}")


def _word(text: str) -> str:
    """One folded word, as the index has it.

    Raises:
        BadParameter: it is none, or several.
    """
    word = fold(text.strip())
    tokens = tokenize(word)
    if not tokens or tokens[0].terms[0] != word:
        raise click.BadParameter(f"{text!r} is not one word")
    return word


def _change(text: str) -> tuple[str, str]:
    word, equals, own = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is not WORD=STEM", param_hint="--set")
    return _word(word), _word(own)


def _built_stems(home: Home) -> Stemmer:
    try:
        return Stemmer(load_stems(home.stems))
    except DamagedIndex as error:
        click.echo(f"{error}; these are the stems of the rules alone", err=True)
        return Stemmer()


_Counts = Callable[[str], Iterator[tuple[str, int]]]


def _family_counts(home: Home, stems: CorrectedStems) -> tuple[_Counts, Callable[[], None]]:
    """A function from a stem to its forms and how many stories each stands in, and what ends it."""
    try:
        store = Store(home.store)
        try:
            reader: Reader = open_reader(home, store).reader
        finally:
            store.close()
    except ArchiveError as error:
        click.echo(f"{error}; so there are no families to show", err=True)
        return (lambda _: iter(())), (lambda: None)

    def counts(own: str) -> Iterator[tuple[str, int]]:
        also, but = stems.overlay(own)
        forms = tuple({*reader.forms(own), *also}.difference(but))
        return zip(forms, reader.count_terms(forms), strict=True)

    return counts, reader.close


def _stemmed(word: str, stems: CorrectedStems, counts: _Counts) -> _Stemmed:
    own = stems.stem(word)
    family = sorted((form for form in counts(own) if form[1]), key=lambda form: (-form[1], form[0]))
    return _Stemmed(word, own, str(stems.rule(word)), tuple(family))


commands = [stem]
