"""How is a question asked from the command line, and how are many?"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

import click

from .answers import results_to_json
from .archive import open_archive
from .batch import answers, lines_of
from .cli_reading import asked_as, reading_options
from .cli_telling import explained, told
from .console import harmless, home_option, json_option, json_text, marked
from .dates import range_of
from .errors import BadQuery
from .results import Results
from .settings import Home
from .values import PAGE_LIMIT, Choice, FacetName, Filters, Sort

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
@reading_options
@click.option("--prefix", is_flag=True,
              help="QUERY is still being typed: its last word may be the beginning of one."
              )  # fmt: skip
@click.option("--all-copies", is_flag=True, help="Every near copy of a story as a hit of its own.")
@click.option("--explain", is_flag=True, help="Say of each hit how its score came about.")
@click.option("--queries", "lines", type=click.File("rb"), metavar="FILE",
              help="Ask every line of FILE (- is standard input); with --json one object a line."
              )  # fmt: skip
@json_option
@home_option
def search(
    query: str, sort: str, limit: int, offset: int, facets: bool, today: str, no_expand: bool,
    no_correct: bool, prefix: bool, all_copies: bool, explain: bool, lines: BinaryIO | None,
    as_json: bool, home: Home, first: str, last: str, **chosen: tuple[str, ...],
) -> None:  # fmt: skip
    """Find the stories that answer QUERY, best first.

    \b
    Example:
        telusur search 'banjir "kota jambi" -bungo' --topic sosial --from 2024
    """
    if lines is not None and query:
        raise click.UsageError("Give a QUERY or --queries, not both.")
    filters = _filters(chosen, first, last)
    wanted = (*_FACETS, FacetName.YEAR, FacetName.MONTH, FacetName.DAY) if facets else ()
    asked_so = asked_as(today, no_expand, no_correct)
    whole = replace(asked_so, filters=filters, sort=Sort(sort), fold=not all_copies, prefix=prefix)
    archive = open_archive(home)

    def ask(text: str) -> Results:
        asked = replace(whole, text=text)
        return archive.search(asked, limit=limit, offset=offset, facets=wanted, explain=explain)

    if lines is not None:
        _answer_all(lines, ask, as_json=as_json)
        return
    results = ask(query)
    click.echo(json_text(results_to_json(results)) if as_json else _listing(results))


def _answer_all(lines: BinaryIO, ask: Callable[[str], Results], *, as_json: bool) -> None:
    """One answer a line; ends as not understood only where no line could be asked."""
    asked = refused = 0
    for answer in answers(lines_of(lines), ask):
        if isinstance(answer.outcome, Results):
            asked += 1
            text = _listing(answer.outcome)
        else:
            refused += 1
            text = f"{harmless(answer.query)}: {answer.outcome}"
        click.echo(json.dumps(answer.to_json(), ensure_ascii=False) if as_json else text)
    if refused:
        click.echo(f"{refused:,} of {asked + refused:,} lines could not be asked.", err=True)
    if refused and not asked:
        raise SystemExit(BadQuery.exit_code)


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


def _listing(results: Results) -> str:
    """Hits as a reader's list, then what is to be said about the whole."""
    lines: list[str] = []
    for number, hit in enumerate(results.hits, start=results.offset + 1):
        story = hit.story
        day = story.published.iso()[:10] if story.published else "no date"
        about = " · ".join((day, *story.authors[:2], *story.topics[:2]))
        lines += [f"{number}. {marked(hit.title)}", f"   {about}  [{story.id}]"]
        lines += [f"   {marked(hit.snippet)}"]
        if hit.copies:
            lines.append(f"   near copies: {', '.join(copy.id for copy in hit.copies)}")
        lines += [*explained(hit), ""]
    lines.append(f"{results.total:,} stories for {results.understood!r} ({results.took_ms} ms)")
    if results.total_stories > results.total:
        folded = results.total_stories - results.total
        lines.append(f"Near copies not counted in that: {folded:,} (--all-copies shows them).")
    lines += told(results)
    if results.relaxed:
        lines.append(
            f"{results.total_all_words:,} stories hold every word;"
            f" not in all: {', '.join(results.relaxed)}"
        )
    if results.partial:
        lines.append("The query was too wide for its budget: there may be more.")
    for name, values in results.facets.items():
        counts = ", ".join(f"{v.value or 'unknown'} {v.count:,}" for v in values[:8])
        lines += [f"{name.value}: {counts}"] if counts else []
    return "\n".join(lines)
