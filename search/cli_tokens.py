"""Who may push stories to the server, as said from the command line?"""

import re
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import click

from .console import harmless, home_option, json_option, json_text
from .dates import WIB
from .locking import system_user
from .newsroom import Newsroom
from .settings import Home
from .tokens import MAX_NAME_CHARS, Scope, Token, all_tokens, create_token, revoke_token

_AFTER: Final = re.compile(r"(\d{1,5})\s*([hd])")
_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1)}


class _Expiry(click.ParamType["datetime"]):
    """A WIB day, whose last moment it is, or a time from now such as 90d or 12h."""

    name = "when"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The first instant at which a token is no longer valid."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        now = datetime.now(UTC)
        try:
            if match := _AFTER.fullmatch(text):
                expires = now + int(match[1]) * _UNITS[match[2]]
            else:
                day = date.fromisoformat(text) + timedelta(days=1)
                expires = datetime.combine(day, time(), WIB)
        except (ValueError, OverflowError):
            self.fail(f"{text!r}: write a day such as 2027-01-31, or 90d, or 12h.", param, ctx)
        if expires <= now:
            self.fail(f"{text!r} is over already.", param, ctx)
        return expires


def _named(ctx: click.Context, param: click.Parameter, value: str) -> str:
    name = value.strip()
    if not 0 < len(name) <= MAX_NAME_CHARS or not name.isprintable():
        raise click.BadParameter(f"write 1 to {MAX_NAME_CHARS} plain characters.", ctx, param)
    return name


@click.group()
def token() -> None:
    """Make, list and revoke the tokens with which programs push stories to the server.

    \b
    Example:
        telusur token create --name cms --expires 365d
    """


@token.command()
@click.option("--name", required=True, callback=_named, help="Of the program that gets it.")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    default=[Scope.PUSH.value],
    show_default=True,
    help="What it allows: to put stories, to remove them, or (push) both; may be repeated.",
)
@click.option(
    "--expires",
    type=_Expiry(),
    metavar="WHEN",
    help="The last WIB day it is valid, or 90d, or 12h from now; by default it has no end.",
)
@click.option(
    "--by",
    default=system_user,
    show_default="the user of this machine",
    help="Who makes it; kept.",
)
@json_option
@home_option
def create(
    name: str, scopes: tuple[str, ...], expires: datetime | None, by: str, as_json: bool, home: Home
) -> None:
    """Make a token and print it, this once: only a hash of it is kept.

    \b
    Example:
        telusur token create --name cms --scope put --expires 2027-12-31
    """
    now = datetime.now(UTC)
    with closing(Newsroom(home.newsroom)) as newsroom:
        made, text = create_token(
            newsroom, name, map(Scope, scopes), by=by, now=now, expires_at=expires
        )
    if as_json:
        click.echo(json_text({"token": text, **made.to_json(now)}))
        return
    click.echo(text)
    click.echo(
        f"Token {made.id} for {made.name}, {_scopes(made)}, {_end(made)}.\n"
        "It is not shown again; a program sends it as `Authorization: Bearer TOKEN`.",
        err=True,
    )


@token.command(name="list")
@json_option
@home_option
def list_tokens(as_json: bool, home: Home) -> None:
    """List every token ever made, the oldest first; the tokens themselves nobody has.

    \b
    Example:
        telusur token list
    """
    now = datetime.now(UTC)
    with closing(Newsroom(home.newsroom)) as newsroom:
        tokens = all_tokens(newsroom)
    if as_json:
        click.echo(json_text([own.to_json(now) for own in tokens]))
        return
    for own in tokens:
        about = (own.id, own.state(now), harmless(own.name), _scopes(own), _end(own),
                 f"made {own.made_at:%Y-%m-%d} by {harmless(own.made_by)}")  # fmt: skip
        click.echo("  ".join(about))
    if not tokens:
        click.echo("There are no tokens.", err=True)


@token.command()
@click.argument("which", nargs=-1, required=True, metavar="ID|NAME...")
@json_option
@home_option
def revoke(which: tuple[str, ...], as_json: bool, home: Home) -> None:
    """Make the token of each ID, or all tokens of a NAME, worthless at once.

    \b
    Example:
        telusur token revoke cms
    """
    now = datetime.now(UTC)
    revoked: list[Token] = []
    unknown: list[str] = []
    with closing(Newsroom(home.newsroom)) as newsroom:
        for own in which:
            found = revoke_token(newsroom, own, now)
            revoked += found
            unknown += [] if found else [own]
    if as_json:
        click.echo(json_text({"revoked": [own.id for own in revoked], "unknown": unknown}))
    elif revoked:
        names = ", ".join(f"{own.id} ({harmless(own.name)})" for own in revoked)
        click.echo(f"Revoked: {names}.", err=True)
    if unknown:
        names = ", ".join(map(harmless, unknown))
        raise click.ClickException(f"no token in force is called {names}")


def _scopes(own: Token) -> str:
    return "+".join(sorted(own.scopes))


def _end(own: Token) -> str:
    if own.expires_at is None:
        return "without end"
    return f"until {own.expires_at.astimezone(WIB):%Y-%m-%d %H:%M} WIB"


commands = [token]
