"""How is an archive asked from the command line? The commands that have no file of their own."""

import sys
from pathlib import Path
from typing import Any, Final

import click

from .answers import related_to_json
from .archive import Archive, open_archive
from .cli_reading import asked_as, reading_options
from .cli_search import search
from .cli_synonyms import synonyms
from .cli_tokens import token
from .cli_words import stem
from .console import home_option, json_option, json_text
from .errors import ArchiveError
from .evaluation import evaluate, read_queries
from .generations import Generations
from .language.stems import Stemmer, load_stems
from .related import in_time_order
from .running import LONGEST
from .serial import story_to_json
from .settings import Home
from .store import Store
from .values import Related, Story
from .verifying import check as check_home

_NEAREST: Final = 5  # related stories, if none says how many


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
    click.echo(json_text(story_to_json(found)) if as_json else _story_text(found))


def _story_text(found: Story) -> str:
    printed = found.published.iso() if found.published else found.date_text or "no date"
    about = " · ".join((printed, *found.authors, *found.topics, found.kind.value))
    return "\n\n".join((found.title, about, *found.body, *found.captions, found.url)).rstrip()


@click.command()
@click.argument("story_id", metavar="ID")
@click.option("--limit", type=click.IntRange(1, LONGEST),
              help="The most stories to print; by default 5, of a running story all.")  # fmt: skip
@click.option("--days", type=click.IntRange(0), help="Only stories so many days apart, at most.")
@click.option("--in-order", is_flag=True, help="The oldest first, not the nearest.")
@click.option("--running", is_flag=True,
              help="The running story that ID is one of, the oldest first.")  # fmt: skip
@json_option
@home_option
def related(
    story_id: str,
    limit: int | None,
    days: int | None,
    in_order: bool,
    running: bool,
    as_json: bool,
    home: Home,
) -> None:
    """Print the stories related to ID, each with the words, names and places that tie it.

    With --running, the other stories that tell the same matter over weeks or months, those too
    that share little with ID itself: each of these with what ties it to the story named.

    \b
    Example:
        telusur related khr-1001 --limit 10 --days 60
        telusur related khr-1001 --running
    """
    archive = open_archive(home)
    if running:
        found = archive.running(story_id, limit=limit or LONGEST)
        found = found if days is None else tuple(own for own in found if _within(own, days))
    else:
        found = archive.related(story_id, limit=limit or _NEAREST, days=days)
        found = in_time_order(found) if in_order else found
    if as_json:
        click.echo(json_text(related_to_json(found)))
        return
    for relative in found:
        day = relative.story.published.iso()[:10] if relative.story.published else "no date"
        reason = relative.reason
        ties = ", ".join((*reason.terms, *reason.names, *reason.places))
        between = f"  (with {reason.by})" if reason.by else ""
        click.echo(f"{day}  {relative.story.title}  [{relative.story.id}]")
        click.echo(f"            {ties}{between}")
    if not found:
        click.echo("No related stories.")


def _within(relative: Related, days: int) -> bool:
    own = relative.reason.days
    return own is not None and own <= days


@click.command()
@json_option
@home_option
def check(as_json: bool, home: Home) -> None:
    """Check that store and index are whole and belong together.

    \b
    Example:
        telusur check
    """
    stemmer = Stemmer(load_stems(home.stems))
    faults = list(check_home(home, stemmer.stem))
    if as_json:
        click.echo(json_text({"whole": not faults, "faults": faults}))
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
        click.echo(json_text(values))
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
@reading_options
@json_option
@home_option
def evaluate_command(
    queries: Path, today: str, no_expand: bool, no_correct: bool, as_json: bool, home: Home
) -> None:
    """Measure how well known stories are found: QUERIES has rows story_id, kind, query.

    \b
    Example:
        telusur evaluate known-item.tsv
    """
    archive: Archive = open_archive(home)
    rows = read_queries(queries)
    bar = click.progressbar(rows, label="asking", file=sys.stderr)
    with bar as asked:
        report = evaluate(asked, archive, asked_as(today, no_expand, no_correct))
    if as_json:
        click.echo(json_text({name: score.to_json() for name, score in report.items()}))
        return
    click.echo(f"{'':>10} {'queries':>8} {'MRR@10':>7} {'hit@1':>6} {'hit@10':>7}")
    for name, score in report.items():
        click.echo(
            f"{name:>10} {score.queries:>8} {score.mrr:>7.3f} {score.hit1:>6.3f}"
            f" {score.hit10:>7.3f}"
        )


commands = [search, story, related, check, stats, evaluate_command, stem, synonyms, token]
