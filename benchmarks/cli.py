"""What can be measured? One subcommand each; every run but `curves` adds a line to results.md."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from .archives import Archive, from_files, invented
from .curves import curves
from .reporting import Report, add_line

_SOME_STORIES: Final = 10_000  # invented where no files are given

_files = click.option("--stories", "files", multiple=True,
                      type=click.Path(exists=True, path_type=Path),
                      help="On this file, as `telusur import` reads it; repeatable.")  # fmt: skip
_limit = click.option("--limit", type=click.IntRange(100),
                      help="Only the first stories of the files.")  # fmt: skip
_synthetic = click.option("--synthetic", type=click.IntRange(1_000, 10_000_000),
                          default=_SOME_STORIES, show_default=True,
                          help="Without --stories: how many stories to invent.")  # fmt: skip
_seed = click.option("--seed", type=click.IntRange(0), default=1, show_default=True,
                     help="What invented stories and drawn queries hang on.")  # fmt: skip
_work = click.option("--work", type=click.Path(file_okay=False, path_type=Path),
                     default="index_data/benchmarks", show_default=True,
                     help="Where archives and slow indexes are kept between runs.")  # fmt: skip
_record = click.option("--record/--no-record", default=True, show_default=True,
                       help="Add a line to benchmarks/results.md.")  # fmt: skip
_runs = click.option("--runs", type=click.IntRange(1, 100), default=5, show_default=True,
                     help="Times everything is measured; the median counts.")  # fmt: skip
_per_class = click.option("--queries-per-class", "queries", type=click.IntRange(3, 1_000),
                          default=60, show_default=True,
                          help="Queries drawn of each class.")  # fmt: skip
_memory = click.option("--memory", "memory_mb", type=click.IntRange(64), default=512,
                       show_default=True,
                       help="Megabytes an index may be built in.")  # fmt: skip
_whoosh = click.option("--whoosh/--no-whoosh", default=True, show_default=True,
                       help="Take Whoosh as it comes along; built once, for minutes.")  # fmt: skip


def _on_stories(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say on what is measured."""
    for option in (_record, _work, _seed, _synthetic, _limit, _files):
        command = option(command)
    return command


@click.group()
def main() -> None:
    """Measure speed, memory and relevance beside peers, on the same stories in the same run."""


@main.command("indexing")
@_on_stories
@_runs
@_memory
@_whoosh
def indexing_command(**given: Any) -> None:
    """How fast stories become an index, and in how much memory."""
    from .indexing import indexing

    archive = _archive(given)
    _kept(indexing(archive, say=click.echo, **_of(given, "runs", "memory_mb", "whoosh")), given)


@main.command("searching")
@_on_stories
@_runs
@_per_class
@_whoosh
def searching_command(**given: Any) -> None:
    """How long answers take, class by class."""
    from .searching import searching

    options = _of(given, "runs", "queries", "seed", "whoosh")
    _kept(searching(_archive(given), say=click.echo, **options), given)


@main.command("page")
@_on_stories
@_per_class
def page_command(**given: Any) -> None:
    """What a whole search page costs, snippets and suggestions included."""
    from .page import page

    _kept(page(_archive(given), say=click.echo, **_of(given, "queries", "seed")), given)


@main.command("pages")
@_on_stories
@_per_class
@click.option("--seconds", type=click.IntRange(2), default=15, show_default=True,
              help="How long each load lasts.")  # fmt: skip
def pages_command(**given: Any) -> None:
    """Search pages end to end, asked for by an outside load tool (wrk)."""
    from .pages import NoLoadTool, pages

    try:
        report = pages(_archive(given), say=click.echo, **_of(given, "queries", "seed", "seconds"))
    except NoLoadTool as error:
        raise click.ClickException(str(error)) from error
    _kept(report, given)


@main.command("opening")
@_on_stories
@_runs
def opening_command(**given: Any) -> None:
    """What it costs to open an index and to keep it open."""
    from .opening import opening

    _kept(opening(_archive(given), say=click.echo, **_of(given, "runs", "seed")), given)


@main.command("updating")
@_on_stories
@_runs
def updating_command(**given: Any) -> None:
    """How soon a changed story is found, and how fast segments are merged."""
    from .updating import updating

    _kept(updating(_archive(given), say=click.echo, **_of(given, "runs")), given)


@main.command("scale")
@_seed
@_work
@_runs
@_per_class
@_memory
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Draw an SVG too.")
@click.option("--up-to", type=click.IntRange(1_000), default=1_000_000, show_default=True,
              help="Stories at most.")  # fmt: skip
@_record
def scale_command(plot: Path | None, up_to: int, **given: Any) -> None:
    """How each cost grows with the archive; always on invented stories."""
    from .scale import scale

    work: Path = given["work"]
    work.mkdir(parents=True, exist_ok=True)
    options = _of(given, "runs", "queries", "seed", "memory_mb")
    report, sizes, costs = scale(work, up_to=up_to, say=click.echo, **options)
    if plot is not None:
        from .plotting import plot as draw

        draw(sizes, costs, plot)
    _kept(report, given)


@main.command("curves")
@_on_stories
def curves_command(**given: Any) -> None:
    """How like a real archive the invented one is."""
    curves(_archive(given), seed=given["seed"], say=click.echo)


@main.command("relevance")
@_on_stories
@click.option("--queries", "known", required=True, help="Rows story_id, kind, query.",
              type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
def relevance_command(known: Path, **given: Any) -> None:
    """How well stories are found that somebody knows to be there."""
    from .relevance import relevance

    _kept(relevance(_archive(given), known, say=click.echo), given)


def _archive(given: dict[str, Any]) -> Archive:
    if given["files"]:
        return from_files(given["files"], given["work"], given["limit"])
    return invented(given["synthetic"], given["seed"], given["work"])


def _of(given: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: given[name] for name in names}


def _kept(report: Report, given: dict[str, Any]) -> None:
    if given["record"]:
        add_line(report, date.today())
