"""How is an archive asked from the command line? search, story, related, check, stats, evaluate."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from .answers import related_to_json, results_to_json
from .archive import Archive, open_archive
from .console import home_option, json_option, marked
from .dates import range_of
from .errors import ArchiveError, BadQuery
from .evaluation import evaluate, read_queries
from .generations import Generations
from .language.stems import Stemmer, load_stems
from .serial import story_to_json
from .settings import Home
from .store import Store
from .values import PAGE_LIMIT, Choice, FacetName, Filters, Query, Results, Sort, Story
from .verifying import check as check_home

_FACETS = (FacetName.TOPIC, FacetName.AUTHOR, FacetName.PLACE, FacetName.KIND)


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--topic, --author, --place, --kind, --from and --until."""
    for name in reversed(_FACETS):
        help_text = f"Only stories with this {name.value}; -VALUE excludes; may be repeated."
        command = click.option(f"--{name.value}", multiple=True, help=help_text)(command)
    command = click.option(
        "--from", "first", default="", help="From this day on: 2023, 2023-02 or 2023-02-27."
    )(command)
    return click.option(
        "--until", "last", default="", help="Up to and including this day (or month, or year)."
    )(command)


@click.command()
@click.argument("query", default="")
@_filter_options
@click.option(
    "--sort", type=click.Choice([s.value for s in Sort]), default="relevan", show_default=True,
    help="Best first, newest first, or oldest first.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(0, PAGE_LIMIT), default=10, show_default=True,
              help="The most hits to print.")  # fmt: skip
@click.option("--offset", type=click.IntRange(0), default=0, help="Hits to pass over.")
@click.option("--facets", is_flag=True, help="Also count topics, authors, places, kinds, years.")
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Ask every line of this file; with --json one object a line.")  # fmt: skip
@json_option
@home_option
def search(
    query: str, sort: str, limit: int, offset: int, facets: bool, queries: Path | None,
    as_json: bool, home: Home, first: str, last: str, **chosen: tuple[str, ...],
) -> None:  # fmt: skip
    """Find the stories that answer QUERY, best first.

    \b
    Example:
        telusur search 'banjir "kota jambi" -bungo' --topic sosial --from 2024
    """
    filters = _filters(chosen, first, last)
    wanted = (*_FACETS, FacetName.YEAR, FacetName.MONTH, FacetName.DAY) if facets else ()
    archive = open_archive(home)

    def ask(text: str) -> Results:
        asked = Query(text=text, filters=filters, sort=Sort(sort))
        return archive.search(asked, limit=limit, offset=offset, facets=wanted)

    if queries is not None:
        for line in queries.read_text("utf-8", "replace").splitlines():
            _print_line(ask, line, as_json=as_json)
        return
    results = ask(query)
    click.echo(_as_json(results_to_json(results)) if as_json else _listing(results))


def _print_line(ask: Callable[[str], Results], text: str, *, as_json: bool) -> None:
    """One answer of many; a query that cannot be read does not stop the others."""
    try:
        results = ask(text)
    except BadQuery as error:
        values: dict[str, Any] = {"query": text, "error": error.code, "message": str(error)}
        click.echo(json.dumps(values, ensure_ascii=False) if as_json else f"{text}: {error}")
        return
    values = results_to_json(results)
    click.echo(json.dumps(values, ensure_ascii=False) if as_json else _listing(results))


def _filters(chosen: dict[str, tuple[str, ...]], first: str, last: str) -> Filters:
    filters = Filters(days=_days(first, last))
    for name in _FACETS:
        values = chosen[name.value]
        include = tuple(v for v in values if not v.startswith("-"))
        exclude = tuple(v[1:] for v in values if v.startswith("-"))
        filters = filters.with_choice(name, Choice(include, exclude))
    return filters


def _days(first: str, last: str) -> Any:
    days = range_of(f"{first}..{last}")
    if days is None:
        raise BadQuery(
            f"--from {first!r} --until {last!r} name no days (write 2023, 2023-02 or 2023-02-27)",
            reason="date", piece=first or last,
        )  # fmt: skip
    return days


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _listing(results: Results) -> str:
    """Hits as a reader's list, then what is to be said about the whole."""
    lines: list[str] = []
    for number, hit in enumerate(results.hits, start=results.offset + 1):
        story = hit.story
        day = story.published.iso()[:10] if story.published else "no date"
        about = " · ".join((day, *story.authors[:2], *story.topics[:2]))
        lines += [f"{number}. {marked(hit.title)}", f"   {about}  [{story.id}]"]
        lines += [f"   {marked(hit.snippet)}", ""]
    lines.append(f"{results.total:,} stories for {results.understood!r} ({results.took_ms} ms)")
    if results.relaxed:
        lines.append(
            f"{results.total_all_words:,} of them hold every word;"
            f" not in all: {', '.join(results.relaxed)}"
        )
    if results.partial:
        lines.append("The query was too wide for its budget: there may be more.")
    for name, values in results.facets.items():
        counts = ", ".join(f"{v.value or 'unknown'} {v.count:,}" for v in values[:8])
        lines += [f"{name.value}: {counts}"] if counts else []
    return "\n".join(lines)


@click.command()
@click.argument("story_id", metavar="ID")
@json_option
@home_option
def story(story_id: str, as_json: bool, home: Home) -> None:
    """Print the story ID.

    \b
    Example:
        telusur story khr-1001
    """
    found = Store(home.store).get(story_id)
    click.echo(_as_json(story_to_json(found)) if as_json else _story_text(found))


def _story_text(found: Story) -> str:
    printed = found.published.iso() if found.published else found.date_text or "no date"
    about = " · ".join((printed, *found.authors, *found.topics, found.kind.value))
    return "\n\n".join((found.title, about, *found.body, *found.captions, found.url)).rstrip()


@click.command()
@click.argument("story_id", metavar="ID")
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True,
              help="The most stories to print.")  # fmt: skip
@json_option
@home_option
def related(story_id: str, limit: int, as_json: bool, home: Home) -> None:
    """Print the stories related to ID, each with the words that tie it.

    \b
    Example:
        telusur related khr-1001 --limit 3
    """
    found = open_archive(home).related(story_id, limit=limit)
    if as_json:
        click.echo(_as_json(related_to_json(found)))
        return
    for relative in found:
        day = relative.story.published.iso()[:10] if relative.story.published else "no date"
        ties = ", ".join((*relative.reason.terms, *relative.reason.places))
        click.echo(f"{day}  {relative.story.title}  [{relative.story.id}]\n            {ties}")
    if not found:
        click.echo("No related stories.")


@click.command()
@json_option
@home_option
def check(as_json: bool, home: Home) -> None:
    """Check that store and index are whole and belong together.

    \b
    Example:
        telusur check
    """
    stem = Stemmer(load_stems(home.stems)).stem
    faults = list(check_home(home, stem))
    if as_json:
        click.echo(_as_json({"whole": not faults, "faults": faults}))
    elif not faults:
        click.echo(f"{home.path}: whole")
    for fault in () if as_json else faults:
        click.echo(fault)
    if faults:
        raise SystemExit(1)


@click.command()
@json_option
@home_option
def stats(as_json: bool, home: Home) -> None:
    """Say how much is in the archive, and how far the index has come.

    \b
    Example:
        telusur stats --json
    """
    values = _stats(home)
    if as_json:
        click.echo(_as_json(values))
        return
    for name, value in values.items():
        click.echo(f"{name:>16}  {'-' if value is None else value}")


def _stats(home: Home) -> dict[str, Any]:
    store = Store(home.store)
    counts = store.counts()
    values: dict[str, Any] = {
        "stories": counts.stories, "removed": counts.removed, "undated": counts.undated,
        "first_day": counts.first_day, "last_day": counts.last_day, "revision": store.revision,
        "indexed": None, "index_revision": None, "generation": None,
        "generations": len(Generations(home.index).names()),
        "bytes": sum(f.stat().st_size for f in home.path.rglob("*") if f.is_file()),
    }  # fmt: skip
    try:
        state = open_archive(home).state
        values["indexed"], values["index_revision"] = state.stories, state.revision
        values["generation"] = Generations(home.index).current().name
    except ArchiveError as error:
        values["index_fault"] = str(error)
    return values


@click.command(name="evaluate")
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@home_option
def evaluate_command(queries: Path, as_json: bool, home: Home) -> None:
    """Measure how well known stories are found: QUERIES has rows story_id, kind, query.

    \b
    Example:
        telusur evaluate known-item.tsv
    """
    archive: Archive = open_archive(home)
    rows = read_queries(queries)
    bar = click.progressbar(rows, label="asking", file=sys.stderr)
    with bar as asked:
        report = evaluate(asked, archive)
    if as_json:
        click.echo(_as_json({name: score.to_json() for name, score in report.items()}))
        return
    click.echo(f"{'':>10} {'queries':>8} {'MRR@10':>7} {'hit@1':>6} {'hit@10':>7}")
    for name, score in report.items():
        click.echo(
            f"{name:>10} {score.queries:>8} {score.mrr:>7.3f} {score.hit1:>6.3f}"
            f" {score.hit10:>7.3f}"
        )


commands = [search, story, related, check, stats, evaluate_command]
