"""Prints docs/cli.md: every command with its help, as the program has it."""

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
        own = click.Context(command, parent=context, info_name=name, terminal_width=96)
        parts.append(f"## telusur {name}\n\n```text\n{command.get_help(own)}\n```")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    click.echo(page(), nl=False)
