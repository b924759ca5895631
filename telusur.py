"""The command `telusur`: gathers the three packages' subcommands, and nothing else."""

from importlib import import_module
from typing import Final

import click

from search.console import ArchiveGroup

_PACKAGES: Final = {
    "import": "indexer", "reindex": "indexer", "search": "search", "story": "search",
    "related": "search", "remove": "indexer", "reclean": "indexer", "serve": "webui",
    "check": "search", "stats": "search", "rollback": "indexer", "evaluate": "search",
    "stem": "search", "synonyms": "search", "withdraw": "indexer", "embargo": "indexer",
    "publish": "indexer", "held": "indexer", "backup": "indexer", "restore": "indexer",
    "token": "search",
}  # fmt: skip


class _Telusur(ArchiveGroup):
    """Imports a package's commands only when one of them is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_PACKAGES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        package = _PACKAGES.get(cmd_name)
        if package is None:
            return None
        commands = import_module(f"{package}.cli").commands
        return next((c for c in commands if c.name == cmd_name), None)


@click.command(cls=_Telusur)
@click.version_option(package_name="telusur")
@click.pass_context
def main(context: click.Context) -> None:
    """Telusur: full-text search for the archive of an Indonesian newspaper."""
    if context.invoked_subcommand == "serve":  # the pages do not know who brings stories in
        context.obj = import_module("webui.newsdesk").Newsdesk(
            read_record=import_module("indexer.pushing").read_record,
            work_on=import_module("indexer.worker").run_worker,
        )


if __name__ == "__main__":
    main()
