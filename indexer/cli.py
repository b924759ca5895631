"""How are stories brought in and the index kept, from the command line?"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any, TextIO

import click

from search import DEFAULT_MEMORY_MB, BadSource, Home
from search.console import home_option, json_option, quiet_option

from .cli_backup import commands as keeping
from .cli_publishing import commands as publishing
from .following import Effort, ReindexReport, Watch, cores
from .importing import ImportReport, import_stories
from .raw import Refused
from .reindexing import reindex, rollback
from .sources import SourceOptions, size_of
from .upkeep import reclean, remove_stories

_LOG_EVERY_S = 10.0  # seconds between two lines of progress where there is no terminal
_SHOWN_REFUSED = 20  # refusals printed; --report has them all
_SIZE = re.compile(r"(\d{1,9})\s*([MG]?)B?", re.IGNORECASE)
_LEAST_MB = 128


def _megabytes(_: click.Context, __: click.Parameter, value: str) -> int:
    match = _SIZE.fullmatch(value.strip())
    if match is None:
        raise click.BadParameter("write a size such as 512M or 2G")
    size = int(match[1]) * (1024 if match[2].upper() == "G" else 1)
    if size < _LEAST_MB:
        raise click.BadParameter(f"indexing needs at least {_LEAST_MB}M")
    return size


def _pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> Any:
    pairs = [tuple(value.split("=", 1)) for value in values]
    if any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise click.BadParameter("write --map ours=theirs, e.g. --map title=judul")
    return tuple(pairs)


@contextmanager
def _progress(label: str, total: int, *, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, a line now and then in a log, nothing where quiet."""
    if quiet:
        yield lambda _: None
        return
    stderr = sys.stderr
    if stderr.isatty():
        with click.progressbar(length=max(1, total), label=label, file=stderr) as bar:
            yield bar.update
        return
    done = 0
    last = monotonic()

    def log(step: int) -> None:
        nonlocal done, last
        done += step
        if monotonic() - last >= _LOG_EVERY_S:
            last = monotonic()
            click.echo(f"{label}: {100 * done // max(1, total)} %", err=True)

    yield log


@click.command(name="import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...",
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["jsonl", "csv", "page"]),
              help="Do not recognise the format, it is this.")  # fmt: skip
@click.option("--encoding", help="Do not recognise the encoding, it is this, e.g. cp1252.")
@click.option("--map", "map_", multiple=True, callback=_pairs, metavar="OURS=THEIRS",
              help="Which column is which, e.g. title=judul; may be repeated.")  # fmt: skip
@click.option("--year", type=click.IntRange(1900, 2100),
              help="The year of days printed without one, e.g. Senin (27/2).")  # fmt: skip
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="How slash dates are read.")
@click.option("--again", is_flag=True, help="Let removed stories come back.")
@click.option("--max-refused", type=click.IntRange(0), help="End with 1 if more are refused.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path),
              help="Write every refusal to this file, one JSON object a line.")  # fmt: skip
@quiet_option
@json_option
@home_option
def import_command(
    sources: tuple[Path, ...], format_: str | None, encoding: str | None, map_: Any,
    year: int | None, date_order: str | None, again: bool, max_refused: int | None,
    report: Path | None, quiet: bool, as_json: bool, home: Home,
) -> None:  # fmt: skip
    """Read stories from each SOURCE, a file or a folder, into the archive.

    JSON Lines, CSV and text pages as scraped, also packed as .gz, .xz or .zst; format and
    encoding are recognised by content.

    \b
    Example:
        telusur import stories.jsonl.xz pages/ --report refused.jsonl
    """
    options = SourceOptions(
        format=format_, encoding=encoding, map=map_, year=year, date_order=date_order or ""
    )
    shown = _Refusals()
    with ExitStack() as stack:
        file = stack.enter_context(_report_file(report)) if report else None
        total = sum(size_of(source) for source in sources if source.exists())
        on_bytes = stack.enter_context(_progress("importing", total, quiet=quiet))

        def refuse(refused: Refused) -> None:
            shown.add(refused)
            if file is not None:
                file.write(json.dumps(asdict(refused), ensure_ascii=False) + "\n")

        try:
            done = import_stories(
                sources, home, options, again=again, on_refused=refuse, on_bytes=on_bytes
            )
        except KeyboardInterrupt:
            click.echo("\nStopped. What was read is kept; run it again to go on.", err=True)
            raise SystemExit(1) from None
    shown.print()
    for message in done.failed:
        click.echo(f"Error: {message}", err=True)
    if as_json:
        click.echo(json.dumps(_import_json(done), indent=2))
    elif not quiet:
        click.echo(_import_text(done), err=True)
    if done.is_failure(max_refused):
        raise SystemExit(1)


@contextmanager
def _report_file(path: Path) -> Iterator[TextIO]:
    try:
        file = path.open("w", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise BadSource(f"{path}: cannot be written ({error.strerror})", path=path) from error
    with file:
        yield file


class _Refusals:
    """Keeps the first refusals to be printed after the bar, and counts the rest."""

    def __init__(self) -> None:
        self._first: list[Refused] = []
        self._more = 0

    def add(self, refused: Refused) -> None:
        if len(self._first) < _SHOWN_REFUSED:
            self._first.append(refused)
        else:
            self._more += 1

    def print(self) -> None:
        for refused in self._first:
            click.echo(f"refused {refused.origin}: {refused.reason}", err=True)
        if self._more:
            click.echo(f"... and {self._more:,} more (--report FILE lists all)", err=True)


def _import_json(done: ImportReport) -> dict[str, Any]:
    values = asdict(done)
    values.update(values.pop("tally"))
    values["per_second"] = round(done.kept / done.seconds) if done.seconds else None
    return values


def _import_text(done: ImportReport) -> str:
    rate = done.kept / done.seconds if done.seconds else 0
    lines = [
        f"{done.new:,} new, {done.changed:,} changed, {done.unchanged:,} unchanged,"
        f" {done.repeated:,} repeated, {done.refused:,} refused"
        f" in {done.seconds:.1f} s ({rate:,.0f} per second)"
    ]
    remarks = (
        (done.removed, "were removed before and stay away (--again lets them back)"),
        (done.dates_unknown, "have no date that can be read"),
        (done.dates_turned, "have a slash date that only fits month/day/year"),
        (done.titles_derived, "had no title; the first sentence stands in"),
        (done.tally.nulls, "null bytes were dropped"),
        (done.tally.windows_1252_lines, "lines were not UTF-8 and were read as Windows-1252"),
        (done.tally.undecodable, "characters could not be read"),
        (done.tally.not_text, "fields held no text and were left empty"),
    )
    return "\n".join([*lines, *(f"  {count:,} {words}" for count, words in remarks if count)])


@click.command(name="reindex")
@click.option("--full", is_flag=True, help="Build a new generation, check it, then switch.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=cores,
    show_default="one for each processor",
    help="Processes that build a new generation.",
)
@click.option(
    "--memory",
    "memory_mb",
    default=f"{DEFAULT_MEMORY_MB}M",
    show_default=True,
    metavar="SIZE",
    callback=_megabytes,
    help="What all of them together may use, e.g. 512M or 2G; at least 128M.",
)
@quiet_option
@json_option
@home_option
def reindex_command(
    full: bool, jobs: int, memory_mb: int, quiet: bool, as_json: bool, home: Home
) -> None:
    """Bring the index up to the archive; searches go on meanwhile.

    \b
    Example:
        telusur reindex --full
    """
    with ExitStack() as stack:
        on_change: list[Callable[[int], None]] = [lambda _: None]

        def start(total: int) -> None:
            on_change[0] = stack.enter_context(_progress("indexing", total, quiet=quiet))

        watch = Watch(on_start=start, on_change=lambda n: on_change[0](n))
        done = reindex(home, full=full, effort=Effort(jobs=jobs, memory_mb=memory_mb), watch=watch)
    if as_json:
        click.echo(json.dumps(asdict(done), indent=2))
    elif not quiet:
        click.echo(_reindex_text(done), err=True)


def _reindex_text(done: ReindexReport) -> str:
    what = "Built anew" if done.full else "Brought up to date"
    why = f" ({done.why})" if done.why else ""
    holds = f" The index holds {done.state.stories:,} stories." if done.state else ""
    return (
        f"{what}{why}: {done.added:,} stories in, {done.removed:,} out"
        f" in {done.seconds:.1f} s.{holds}"
    )


@click.command()
@click.argument("story_ids", nargs=-1, required=True, metavar="ID...")
@click.option("--reason", default="", help="Why; kept with the tombstone.")
@click.option("--erase", is_flag=True, help="Also clear the text, older generations included.")
@home_option
def remove(story_ids: tuple[str, ...], reason: str, erase: bool, home: Home) -> None:
    """Remove the stories with each ID; imports will not bring them back.

    \b
    Example:
        telusur remove khr-1001 --reason "printed twice"
    """
    remove_stories(home, story_ids, reason, erase=erase)
    click.echo(f"{len(story_ids)} removed{' and erased' if erase else ''}.", err=True)


@click.command(name="reclean")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@quiet_option
@json_option
@home_option
def reclean_command(dry_run: bool, quiet: bool, as_json: bool, home: Home) -> None:
    """Derive every story again from what was stored raw, after the cleaning rules changed.

    \b
    Example:
        telusur reclean --dry-run
    """
    done = reclean(home, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps({**asdict(done), "dry_run": dry_run}, indent=2))
    elif not quiet:
        verb = "would change" if dry_run else "changed"
        click.echo(f"{done.changed:,} {verb}, {done.unchanged:,} unchanged.", err=True)


@click.command(name="rollback")
@home_option
def rollback_command(home: Home) -> None:
    """Put the index generation before the one in use back in use.

    \b
    Example:
        telusur rollback
    """
    folder = rollback(home)
    click.echo(f"{folder.name} is in use now; `telusur reindex` brings it up to date.", err=True)


commands = [import_command, reindex_command, remove, reclean_command, rollback_command]
commands += [*publishing, *keeping]
