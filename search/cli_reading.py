"""How is a query to be read? The options that all commands share which ask the archive."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from .dates import range_of, today_wib
from .errors import BadQuery
from .values import Query


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--today, --no-expand and --no-correct."""
    command = click.option(
        "--no-correct", is_flag=True, help="No replacing of words that no story has."
    )(command)
    command = click.option(
        "--no-expand", is_flag=True, help="No other spellings, acronyms and long forms."
    )(command)
    return click.option(
        "--today", metavar="DATE", default="",
        help="The day that 'kemarin' and the age of stories are counted from; the WIB day by"
        " default.",
    )(command)  # fmt: skip


def asked_as(today: str, no_expand: bool, no_correct: bool) -> Query:
    """The query of these options, without a text.

    Raises:
        BadQuery: `today` is no day.
    """
    return Query(today=_day(today), expand=not no_expand, correct=not no_correct)


def _day(text: str) -> date:
    if not text:
        return today_wib()
    days = range_of(text)
    if days is None or days.start is None or days.start != days.last:
        raise BadQuery(f"--today {text!r} is no day: write 2023-02-27", reason="date", piece=text)
    return days.start
