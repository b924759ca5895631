"""Prints docs/cli.md: every command with its help, as the program has it."""

from collections.abc import Iterator

import click

from telusur import main


def page() -> str:
    """The page as text."""
    context = click.Context(main, info_name="telusur")
    parts = [
        "# Commands",
        "Written by `make docs` from the program's own help; results go to stdout, progress and"
        " reports to stderr. Exit codes: 0 done, 1 the task failed, 2 not understood.",
    ]
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None, name
        parts += _sections(command, click.Context(command, parent=context, info_name=name))
    return "\n\n".join(parts) + "\n"


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command's help and, of a group, that of each of its own commands."""
    context.terminal_width = 96
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for name, own in command.commands.items():
            yield from _sections(own, click.Context(own, parent=context, info_name=name))


if __name__ == "__main__":
    click.echo(page(), nl=False)
