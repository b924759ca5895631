"""How are the pages started from the command line?"""

import gc
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import click

from search import ArchiveError, Home, LiveArchive
from search.console import home_option

from . import create_app
from .api.guarding import asking_origin_of
from .api.pushed import ReadRecord
from .fronting import base_url_of, host_of, network_of, origin_of
from .hosting import CAN_HOST, host
from .newsdesk import Newsdesk
from .serving import Turns, address_of, bind
from .serving import serve as serve_app
from .settings import WebSettings


def _each(read: Callable[[str], Any]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Has an option's text, or each of its texts, read; a malformed one is a usage error."""

    def callback(context: click.Context, parameter: click.Parameter, value: Any) -> Any:
        def one(text: str) -> Any:
            try:
                return read(text)
            except ValueError as error:
                raise click.BadParameter(f"{text!r}: {error}.", context, parameter) from error

        return tuple(map(one, value)) if isinstance(value, tuple) else one(value)

    return callback


@click.command()
@click.option(
    "--host",
    "host_name",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port; a busy one gives way to the next free.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that serve, each with its own threads; one for each core is right.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="Requests answered at a time, in each process.",
)
@click.option(
    "--budget-ms",
    type=click.IntRange(1),
    default=2_000,
    show_default=True,
    help="Time after which a search answers with what it has, and says so.",
)
@click.option(
    "--base-url",
    metavar="URL",
    default="",
    envvar="TELUSUR_BASE_URL",
    show_envvar=True,
    callback=_each(base_url_of),
    help="Where readers find the site, e.g. https://portal.example/arsip/; its path"
    " goes before every address.",
)
@click.option(
    "--trusted-proxy",
    "trusted_proxies",
    metavar="ADDRESS",
    multiple=True,
    envvar="TELUSUR_TRUSTED_PROXIES",
    show_envvar=True,
    callback=_each(network_of),
    help="From where X-Forwarded-For, -Proto and -Host are believed, e.g. 127.0.0.1 or"
    " 10.0.0.0/8; may be given again.",
)
@click.option(
    "--allowed-host",
    "allowed_hosts",
    metavar="NAME",
    multiple=True,
    envvar="TELUSUR_ALLOWED_HOSTS",
    show_envvar=True,
    callback=_each(host_of),
    help="A name the site answers to, besides that of --base-url; any if none is given."
    " May be given again.",
)
@click.option(
    "--cors-origin",
    "cors_origins",
    metavar="ORIGIN",
    multiple=True,
    envvar="TELUSUR_CORS_ORIGINS",
    show_envvar=True,
    callback=_each(asking_origin_of),
    help="Whose pages may read the API, e.g. https://portal.example, or * for all; may be given"
    " again.",
)
@click.option(
    "--api-rate",
    type=click.IntRange(0),
    default=6_000,
    show_default=True,
    envvar="TELUSUR_API_RATE",
    show_envvar=True,
    help="Requests that one address may make of the API a minute; 0 for any number.",
)
@click.option(
    "--frame-origin",
    "frame_origins",
    metavar="ORIGIN",
    multiple=True,
    envvar="TELUSUR_FRAME_ORIGINS",
    show_envvar=True,
    callback=_each(origin_of),
    help="Whose pages may show the search box in a frame, e.g. https://portal.example; may be"
    " given again.",
)
@click.option(
    "--demo-portal",
    is_flag=True,
    help="Also serve /sematan/portal, an invented portal that shows the search box.",
)
@click.option(
    "--worker/--no-worker",
    default=True,
    show_default=True,
    help="Whether to start what takes in pushed stories, ends embargoes and lets the index follow.",
)
@home_option
@click.pass_context
def serve(context: click.Context, host_name: str, port: int, processes: int, threads: int,
          budget_ms: int, base_url: str,
          trusted_proxies: tuple[Any, ...], allowed_hosts: tuple[str, ...],
          cors_origins: tuple[str, ...], api_rate: int, frame_origins: tuple[str, ...],
          demo_portal: bool, worker: bool,
          home: Home) -> None:  # fmt: skip
    """Serve the pages and the API until Ctrl-C or SIGTERM; requests under way are finished.

    \b
    Example:
        telusur serve --port 8080
        telusur serve --processes 2 --base-url https://portal.example/arsip/ \\
            --trusted-proxy 127.0.0.1
    """
    if processes > 1 and not CAN_HOST:
        raise click.UsageError("This system cannot serve with several processes; leave it at one.")
    settings = WebSettings(
        base_url=base_url,
        trusted_proxies=trusted_proxies,
        allowed_hosts=allowed_hosts,
        cors_origins=cors_origins,
        api_rate=api_rate,
        frame_origins=frame_origins,
        demo_portal=demo_portal,
    )
    try:
        bound = bind(host_name, port)
    except OSError as error:
        why = error.strerror or str(error)
        raise click.ClickException(f"cannot listen on {host_name}:{port} ({why})") from error

    def ready() -> None:
        actual = bound.getsockname()[1]
        if actual != port:
            _tell(f"Port {port} is busy; using {actual}.")
        several = f" with {processes} processes" if processes > 1 else ""
        where = address_of(bound, host_name)
        _tell(f"Serving {home.path} at {where}{several} (Ctrl-C ends it)")
        if demo_portal:
            path = urlsplit(base_url).path.strip("/")
            _tell(f"The demo portal: {where}{f'{path}/' if path else ''}sematan/portal")

    with TemporaryDirectory(prefix="telusur-", ignore_cleanup_errors=True) as shared:
        settings = replace(settings, rates_file=Path(shared) / "rates")
        desk = context.find_object(Newsdesk)
        work = partial(_serve_archive, home, settings, desk.read_record if desk else None,
                       threads=threads, budget_ms=budget_ms)  # fmt: skip
        beside = partial(desk.work_on, home) if desk and worker and CAN_HOST else None
        if processes == 1 and beside is None:
            work(bound, ready)
        elif not host(
            work, bound, processes=processes, on_ready=ready, tell=_tell, beside=beside
        ):  # fmt: skip
            raise click.ClickException("no process can serve; what went wrong is told above")


def _serve_archive(
    home: Home,
    settings: WebSettings,
    read_record: ReadRecord | None,
    bound: socket.socket,
    on_ready: Callable[[], None],
    turns: Turns | None = None,
    *,
    threads: int,
    budget_ms: int,
) -> None:
    """What each process does; nothing of the archive is open before."""
    live = LiveArchive(home, budget_ms=budget_ms)
    with suppress(ArchiveError):  # what is wrong is said on every page, and may pass
        live.current()  # now, and not while the first reader waits
    app = create_app(live, settings, read_record=read_record)
    gc.collect()
    gc.freeze()  # lists and stems stay: to go through them each time costs a tenth of a page
    serve_app(app, bound, threads=threads, on_ready=on_ready, turns=turns)


def _tell(line: str) -> None:
    click.echo(line, err=True)


commands = [serve]
