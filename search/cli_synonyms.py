"""How does a newsroom look through the synonyms that its queries are read by?"""

import sys
from collections.abc import Iterable
from contextlib import nullcontext

import click

from . import synonyms as lists
from .console import harmless, home_option, json_option, json_text, quiet_option
from .newsroom import Newsroom
from .settings import Home
from .store import Store
from .synonyms import Entry

_KINDS = {"acronym": lists.ACRONYM, "spelling": lists.SPELLING}
_ANSWERS = {"a": "accept", "r": "reject", "s": "skip", "q": "quit"}


@click.group()
def synonyms() -> None:
    """List, change, mine and review short forms, long forms and spellings.

    What is decided here holds at once, in an open server too.

    \b
    Example:
        telusur synonyms list pemkot
    """


@synonyms.command(name="list")
@click.argument("text", default="")
@click.option("--all", "also_unused", is_flag=True, help="Also what was removed or rejected.")
@json_option
@home_option
def list_command(text: str, also_unused: bool, as_json: bool, home: Home) -> None:
    """Print the pairs in use; with TEXT only those that hold it.

    \b
    Example:
        telusur synonyms list pemkot
    """
    wanted = text.casefold()
    found = [
        entry
        for entry in lists.entries(Newsroom(home.newsroom))
        if (also_unused or entry.is_used)
        and (wanted in entry.synonym.short.casefold() or wanted in entry.synonym.long.casefold())
    ]
    _print(found, as_json=as_json)


@synonyms.command()
@click.argument("short")
@click.argument("long")
@click.option("--kind", type=click.Choice(list(_KINDS)), default="acronym", show_default=True,
              help="A short form, or another spelling of the same word.")  # fmt: skip
@click.option("--capitals", is_flag=True, help="Only where SHORT is typed in capitals.")
@home_option
def add(short: str, long: str, kind: str, capitals: bool, home: Home) -> None:
    """Let SHORT and LONG find each other.

    \b
    Example:
        telusur synonyms add Disporapar "Dinas Pemuda, Olahraga, dan Pariwisata"
    """
    if capitals and kind != "acronym":
        raise click.UsageError("--capitals is for acronyms only.")
    own = lists.ACRONYM_IN_CAPITALS if capitals else _KINDS[kind]
    is_new = lists.add(_newsroom(home), short, long, own)
    click.echo("Added." if is_new else "Nothing changed: it is in use already.", err=True)


@synonyms.command()
@click.argument("short")
@click.argument("long", default="")
@home_option
def remove(short: str, long: str, home: Home) -> None:
    """Let SHORT stand for itself only, or no more for LONG.

    \b
    Example:
        telusur synonyms remove PMI "Palang Merah Indonesia"
    """
    gone = lists.remove(_newsroom(home), short, long)
    if not gone:
        pair = f"{short} = {long}" if long else short
        raise click.ClickException(f"{pair}: no such pair is in use.")
    for entry in gone:
        click.echo(f"Removed: {_told(entry)}", err=True)


@synonyms.command()
@quiet_option
@json_option
@home_option
def mine(quiet: bool, as_json: bool, home: Home) -> None:
    """Find the short forms that the archive's own stories explain: "Badan Pusat Statistik (BPS)".

    What three stories explain alike is used until it is rejected.

    \b
    Example:
        telusur synonyms mine
    """
    store = Store(home.store)
    total = store.count_changes(0)
    bar = click.progressbar(length=total, label="mining", file=sys.stderr)
    with nullcontext() if quiet else bar as shown:
        report = lists.mine(
            store, Newsroom(home.newsroom), lambda: shown.update(1) if shown else None
        )
    if as_json:
        new = [entry.to_json() for entry in report.new]
        click.echo(json_text({"stories": report.stories, "kept": report.kept, "new": new}))
        return
    _print(report.new)
    if not quiet:
        click.echo(f"{report.stories:,} stories explain {report.kept:,} pairs that no shipped list"
                   f" has; {len(report.new):,} are new.", err=True)  # fmt: skip


@synonyms.command()
@click.option("--accept", "accepted", multiple=True, metavar="SHORT",
              help="Keep what was mined for SHORT; may be repeated.")  # fmt: skip
@click.option("--reject", "rejected", multiple=True, metavar="SHORT",
              help="Use no more what was mined for SHORT; may be repeated.")  # fmt: skip
@json_option
@home_option
def review(accepted: tuple[str, ...], rejected: tuple[str, ...], as_json: bool, home: Home) -> None:
    """Decide on mined pairs: asked one by one on a terminal, else what waits is listed.

    \b
    Example:
        telusur synonyms review --accept BPPRD --reject KSM
    """
    newsroom = _newsroom(home)
    if accepted or rejected:
        lists.decide(newsroom, _mined(newsroom, accepted), _mined(newsroom, rejected))
        return
    left = lists.waiting(newsroom)
    if as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _print(left, as_json=as_json)
        return
    _ask(newsroom, left)


def _ask(newsroom: Newsroom, left: list[Entry]) -> None:
    """Ask about each pair; every answer is kept before the next question."""
    for number, entry in enumerate(left, start=1):
        click.echo(f"{number}/{len(left)}  {_told(entry)}")
        answer = click.prompt(
            "  " + ", ".join(f"{key} {word}" for key, word in _ANSWERS.items()),
            type=click.Choice(list(_ANSWERS)), show_choices=False,
        )  # fmt: skip
        if answer == "q":
            return
        if answer == "a":
            lists.decide(newsroom, accepted=[entry])
        elif answer == "r":
            lists.decide(newsroom, rejected=[entry])
    click.echo("Nothing waits." if not left else "That was all.")


def _mined(newsroom: Newsroom, shorts: Iterable[str]) -> list[Entry]:
    found = []
    for short in shorts:
        own = lists.mined(newsroom, short)
        if not own:
            raise click.ClickException(f"{short}: nothing was mined for it.")
        found += own
    return found


def _newsroom(home: Home) -> Newsroom:
    """The newsroom's file of a home that has an archive; a mistyped folder is not made."""
    Store(home.store).close()
    return Newsroom(home.newsroom)


def _print(found: Iterable[Entry], *, as_json: bool = False) -> None:
    if as_json:
        click.echo(json_text([entry.to_json() for entry in found]))
        return
    for entry in found:
        click.echo(_told(entry))


def _told(entry: Entry) -> str:
    """A pair on one line: "KPK = Komisi ... (mined in 12 stories)"."""
    own = entry.synonym
    about = f"{entry.standing} in {entry.count:,} stories" if entry.count else str(entry.standing)
    if own.note:
        about += f"; {own.note}"
    return harmless(f"{own.short} = {own.long} ({about})")
