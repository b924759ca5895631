"""How are the pages started from the command line?"""

import click

from search import Home, LiveArchive
from search.console import home_option

from . import create_app
from .serving import address_of, bind
from .serving import serve as serve_app
from .settings import WebSettings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True,
              help="The port; a busy one gives way to the next free.")  # fmt: skip
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True,
              help="Requests answered at a time.")  # fmt: skip
@click.option("--budget-ms", type=click.IntRange(1), default=2_000, show_default=True,
              help="Time after which a search answers with what it has, and says so.")  # fmt: skip
@home_option
def serve(host: str, port: int, threads: int, budget_ms: int, home: Home) -> None:
    """Serve the pages and the API until Ctrl-C.

    \b
    Example:
        telusur serve --port 8080
    """
    try:
        bound = bind(host, port)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host}:{port} ({error.strerror})") from error

    def ready() -> None:
        actual = bound.getsockname()[1]
        if actual != port:
            click.echo(f"Port {port} is busy; using {actual}.", err=True)
        click.echo(f"Serving {home.path} at {address_of(bound, host)} (Ctrl-C ends it)", err=True)

    app = create_app(LiveArchive(home, budget_ms=budget_ms), WebSettings())
    serve_app(app, bound, threads=threads, on_ready=ready)


commands = [serve]
