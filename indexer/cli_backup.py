"""How does an archive become one file and come back from it, from the command line?"""

from datetime import UTC, datetime
from pathlib import Path

import click

from search import WIB, Home
from search.backup import Manifest, back_up
from search.console import home_option, json_option, json_text, quiet_option
from search.restoring import RestoreReport, restore

from .reindexing import reindex

_BYTES_OF_A_MB = 1_000_000


@click.command(name="backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Write over FILE where it is there.")
@quiet_option
@json_option
@home_option
def backup_command(file: Path, force: bool, quiet: bool, as_json: bool, home: Home) -> None:
    """Write the whole archive to FILE, while others go on reading and writing it.

    Stories, removals, decisions and corrections are in it; the index is not, it can be made
    again. FILE is a tar packed with zstd, there at once and whole, or not.

    \b
    Example:
        telusur backup arsip-2026-11-24.tar.zst
    """
    try:
        made = back_up(home, file, now=datetime.now(UTC), force=force)
    except FileExistsError:
        raise click.ClickException(f"{file}: is there already; --force writes over it") from None
    size = file.stat().st_size
    if as_json:
        click.echo(json_text({**_manifest_json(made), "bytes": size}))
    elif not quiet:
        click.echo(f"{made.stories:,} stories in {size / _BYTES_OF_A_MB:,.1f} MB.", err=True)


@click.command(name="restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="FILE")  # fmt: skip
@quiet_option
@json_option
@home_option
def restore_command(file: Path, quiet: bool, as_json: bool, home: Home) -> None:
    """Put the archive in the state of the backup FILE, and build the index anew.

    FILE is checked first. What was removed, withdrawn or put under embargo since stays so; the
    state before is set aside in the archive's folder. Nothing is served until the index is built.

    \b
    Example:
        telusur restore arsip-2026-11-24.tar.zst
    """
    done = restore(home, file, now=datetime.now(UTC))
    for remark in done.remarks:
        click.echo(f"Mind: {remark}", err=True)
    if not quiet:
        click.echo(_restore_text(done), err=True)
    built = reindex(home)
    if as_json:
        values = {
            **_manifest_json(done.manifest),
            "aside": str(done.aside) if done.aside else None,
            "removals_kept": done.removals,
            "decisions_kept": done.decisions,
            "remarks": done.remarks,
            "indexed": built.state.stories if built.state else 0,
        }
        click.echo(json_text(values))
    elif not quiet and built.state:
        click.echo(f"The index holds {built.state.stories:,} stories.", err=True)


def _manifest_json(made: Manifest) -> dict[str, object]:
    return {
        "stories": made.stories,
        "revision": made.revision,
        "made_at": made.made_at.astimezone(UTC).isoformat(timespec="seconds"),
    }


def _restore_text(done: RestoreReport) -> str:
    made = done.manifest
    lines = [
        f"Back to {made.made_at.astimezone(WIB):%Y-%m-%d %H:%M} WIB: {made.stories:,} stories."
    ]
    if done.removals or done.decisions:
        lines.append(
            f"  {done.removals:,} removals and {done.decisions:,} decisions made since were kept"
        )
    if done.aside:
        lines.append(f"  the state before lies in {done.aside}; delete it when it is not needed")
    return "\n".join([*lines, "Building the index ..."])


commands = [backup_command, restore_command]
