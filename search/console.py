"""What do all commands have in common? Options used twice, and how errors end."""

import json
import os
from pathlib import Path
from typing import Any

import click

from .errors import ArchiveError
from .settings import DEFAULT_HOME, HOME_VARIABLE, Home
from .values import Snippet


def _home(_: click.Context, __: click.Parameter, value: Path) -> Home:
    return Home(value)


home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEFAULT_HOME,
    envvar=HOME_VARIABLE,
    show_default=True,
    show_envvar=True,
    callback=_home,
    help="The archive's data folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
quiet_option = click.option("--quiet", is_flag=True, help="No progress; only what went wrong.")


def json_text(value: Any) -> str:
    """A value as JSON for a person's eyes too: indented, letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def marked(snippet: Snippet) -> str:
    """A snippet for a terminal: what matched in bold, and control characters made harmless."""
    pieces = ((harmless(piece), hit) for piece, hit in snippet.pieces())
    return "".join(click.style(piece, bold=True) if hit else piece for piece, hit in pieces)


def harmless(text: str) -> str:
    """A text for a terminal: control characters are blanks."""
    return "".join(c if c.isprintable() else " " for c in text)


class _Failure(click.ClickException):
    """An error worded for a person, ending the command with its exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc] # click means it to be set


class ArchiveGroup(click.Group):
    """A group whose commands end an ArchiveError with its message and exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ArchiveError as error:
            raise _Failure(str(error), error.exit_code) from error
        except BrokenPipeError:  # the reader of our output, such as head, has gone
            os._exit(0)
        except OSError as error:  # a full disk, a folder that may not be written
            where = f"{error.filename}: " if error.filename else ""
            raise _Failure(f"{where}{error.strerror or error}", 1) from error
