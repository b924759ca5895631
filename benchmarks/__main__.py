"""What is measured: importing, indexing, searching and, with --queries, how well known stories are
found; beside SQLite FTS5 on the same cleaned stories, in the same run, as ratios.

Corpus: --stories FILE (anything `telusur import` reads), by default the sample archive, which is
too small for more than a look. How to run:
make bench STORIES=stories.jsonl.xz QUERIES=known-item.tsv
"""

import tempfile
from pathlib import Path

import click

from search import Home

from .measuring import indexing, relevance, searching


@click.command()
@click.option("--stories", type=click.Path(exists=True, path_type=Path),
              default="index_data/sample", show_default=True, help="What to import.")  # fmt: skip
@click.option("--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Rows story_id, kind, query: measure relevance too.")  # fmt: skip
@click.option("--runs", type=click.IntRange(1, 100), default=3, show_default=True,
              help="Times each query is asked; the median counts.")  # fmt: skip
def main(stories: Path, queries: Path | None, runs: int) -> None:
    """Measure speed and relevance beside SQLite FTS5."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        rows = [*indexing(stories, home), *searching(home, runs)]
        if queries is not None:
            rows += relevance(home, queries)
    for name, ours, peer, unit in rows:
        ratio = f"{ours / peer:8.2f}" if peer else f"{'-':>8}"
        other = f"{peer:12,.3f}" if peer else f"{'-':>12}"
        click.echo(f"{name:<34}{ours:12,.3f}{other}{ratio}  {unit}")


if __name__ == "__main__":
    click.echo(f"{'':<34}{'telusur':>12}{'fts5':>12}{'ratio':>8}")
    main()
