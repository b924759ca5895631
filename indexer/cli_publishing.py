"""How does the newsroom say from the command line what is public?"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import click

from search import (
    WIB,
    Decided,
    Decision,
    HeldStory,
    Home,
    Moment,
    decisions_about,
    embargo,
    held_stories,
    publish,
    system_user,
    withdraw,
)
from search.console import harmless, home_option, json_option, json_text

from .upkeep import follow_decisions

_Command = TypeVar("_Command", bound=Callable[..., Any])

_DONE: Final = {"withdraw": "withdrawn", "embargo": "under embargo", "publish": "public"}


def _deciding(command: _Command) -> _Command:
    """The arguments that all decisions share."""
    for option in (
        home_option,
        json_option,
        click.option("--by", default=system_user, show_default="the user of this machine",
                     help="Who decides; kept."),
        click.argument("story_ids", nargs=-1, required=True, metavar="ID..."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(name="withdraw")
@_deciding
@click.option("--reason", required=True, help="Why; kept, and never shown to readers.")
def withdraw_command(
    story_ids: tuple[str, ...], reason: str, by: str, as_json: bool, home: Home
) -> None:
    """Take the stories with each ID back: they are gone from every answer at once.

    Their text stays in the archive, and their pages say that they were withdrawn. This holds
    through imports, rebuilds and restores, until `telusur publish`.

    \b
    Example:
        telusur withdraw khr-1001 --reason "the court asked for it"
    """
    done = withdraw(home, story_ids, reason=reason, by=by, now=datetime.now(UTC))
    _tell(home, done, as_json=as_json)


@click.command(name="embargo")
@_deciding
@click.option("--until", "until_text", required=True, metavar="WHEN",
              help="A WIB day, from its beginning, or a time: 2026-12-01T06:00.")  # fmt: skip
@click.option("--reason", default="", help="Why; kept, and never shown to readers.")
def embargo_command(
    story_ids: tuple[str, ...], until_text: str, reason: str, by: str, as_json: bool, home: Home
) -> None:
    """Hold the stories with each ID back until a time: for readers they are not there.

    A server lets them in within a second of it; without one the next `telusur reindex` does.

    \b
    Example:
        telusur embargo khr-1001 --until 2026-12-01T06:00
    """
    now = datetime.now(UTC)
    until = _instant(until_text, now)
    done = embargo(home, story_ids, until=until, reason=reason, by=by, now=now)
    _tell(home, done, as_json=as_json)


@click.command(name="publish")
@_deciding
@click.option("--reason", default="", help="Why; kept.")
def publish_command(
    story_ids: tuple[str, ...], reason: str, by: str, as_json: bool, home: Home
) -> None:
    """Let the stories with each ID be seen: ends what `withdraw` or `embargo` began.

    \b
    Example:
        telusur publish khr-1001 --reason "settled"
    """
    done = publish(home, story_ids, reason=reason, by=by, now=datetime.now(UTC))
    _tell(home, done, as_json=as_json)


@click.command()
@click.argument("story_ids", nargs=-1, metavar="[ID...]")
@json_option
@home_option
def held(story_ids: tuple[str, ...], as_json: bool, home: Home) -> None:
    """List the stories that are held back; of each ID, everything decided about it, oldest first.

    \b
    Example:
        telusur held
        telusur held khr-1001
    """
    found: tuple[Decision | HeldStory, ...]
    found = decisions_about(home, story_ids) if story_ids else held_stories(home)
    if as_json:
        click.echo(json_text([own.to_json() for own in found]))
        return
    for own in found:
        click.echo(_decision_line(own) if isinstance(own, Decision) else _held_text(own))
    if not found:
        click.echo("Nothing was decided about it." if story_ids else "Nothing is held back.")


def _instant(text: str, now: datetime) -> datetime:
    moment = Moment.from_iso(text.strip())
    if moment is None or moment.day is None:
        raise click.BadParameter(
            "write a day or a time, e.g. 2026-12-01 or 2026-12-01T06:00", param_hint="--until"
        )
    if moment.start <= now:
        raise click.BadParameter(f"{_wib(moment.start)} has passed", param_hint="--until")
    return moment.start


def _tell(home: Home, done: Decided, *, as_json: bool) -> None:
    """Bring the index up, then say what was done; ends with 1 where an id is unknown."""
    waits = follow_decisions(home) if done.decisions else ""
    if as_json:
        values = {
            "decisions": [own.to_json() for own in done.decisions],
            "unknown": list(done.unknown),
            "indexed": not waits,
        }
        click.echo(json_text(values))
    elif done.decisions:
        what = _DONE[done.decisions[0].verdict]
        click.echo(f"{len(done.decisions)} {what}{_until(done.decisions[0])}.", err=True)
    if waits:
        click.echo(f"The index follows later: {waits}", err=True)
    if done.unknown:
        raise click.ClickException(f"No such story: {harmless(', '.join(done.unknown))}")


def _until(made: Decision | HeldStory) -> str:
    return f" until {_wib(made.until)}" if made.until else ""


def _decision_line(made: Decision) -> str:
    why = f": {made.reason}" if made.reason else ""
    return harmless(
        f"{_wib(made.at)}  {made.story}  {made.verdict.value}{_until(made)}  by {made.by}{why}"
    )


def _held_text(own: HeldStory) -> str:
    made = own.decision
    who = f"  by {made.by} at {_wib(made.at)}" if made else ""
    why = f": {made.reason}" if made and made.reason else ""
    title = own.title or "(removed)"
    return harmless(f"{own.id}  {own.status.value}{_until(own)}  {title}{who}{why}")


def _wib(instant: datetime) -> str:
    return f"{instant.astimezone(WIB):%Y-%m-%d %H:%M} WIB"


commands = [withdraw_command, embargo_command, publish_command, held]
