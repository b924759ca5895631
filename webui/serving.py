"""How do the pages reach a browser? waitress, on a port bound before it is told.

One process; several of them on one port are `hosting.py`'s.
"""

import errno
import signal
import socket
from collections.abc import Callable
from time import monotonic
from types import FrameType
from typing import Any, Final, Protocol

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

PORTS_TRIED: Final = 21  # the one asked for and the twenty after it
FINISH_S: Final = 9.0
"""What requests under way may take after SIGTERM; whoever sent it often kills after ten."""

_HEADER_BYTES: Final = 1 << 20  # an address may hold a query of 100,000 characters, 9 bytes each
_BODY_BYTES: Final = 32 << 20  # twice what any address takes, so that it can say how much that is
_BACKLOG: Final = 128  # connections that may wait while all threads are busy
_CONNECTIONS: Final = 800  # open ones, most of them idle; a process may have 1,024 files open
_LOOK_EVERY_S: Final = 0.05  # while the last requests end


class Turns(Protocol):
    """Who of the processes on one port is to accept the next connection."""

    def let_others_go_first(self, open_here: int) -> None:
        """Wait a moment where this process has more connections open than another."""


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on `port`, or on the next free one after it.

    Raises:
        OSError: none of PORTS_TRIED ports is free, or the host is no address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, candidate))
            bound.listen(_BACKLOG)
        except OSError as error:
            bound.close()
            if error.errno != errno.EADDRINUSE:
                raise
            continue
        return bound
    raise OSError(errno.EADDRINUSE, f"no free port from {port} on")


def address_of(bound: socket.socket, host: str) -> str:
    """What a browser is to be told: "http://127.0.0.1:8000/"."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{bound.getsockname()[1]}/"


def serve(
    app: Flask,
    bound: socket.socket,
    *,
    threads: int,
    on_ready: Callable[[], None],
    turns: Turns | None = None,
) -> None:
    """Serve until SIGTERM or Ctrl-C; then accept nothing more, and finish what is under way.

    What is not done after FINISH_S, or at a second signal, is cut. With `turns` the process is one
    of several, and a second signal says nothing: a service manager sends one to each process, and
    so does the parent.
    """
    channels: dict[int, Any] = {}
    server = create_server(
        app,
        channels,
        sockets=[bound],
        threads=threads,
        ident=None,
        max_request_header_size=_HEADER_BYTES,
        max_request_body_size=_BODY_BYTES,
        connection_limit=_CONNECTIONS,
        clear_untrusted_proxy_headers=False,  # fronting.py knows which proxies are trusted
    )
    accept = server.handle_accept

    def accept_in_turn() -> None:
        if turns is not None:
            turns.let_others_go_first(len(server.active_channels))
        accept()  # nothing where another did

    server.handle_accept = accept_in_turn
    signals: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        if turns is None or not signals:
            signals.append(number)
        server.pull_trigger()

    stop_on_signals(stop)
    on_ready()
    while not signals:
        # What this process could only queue, another may answer now.
        server.accepting = sum(map(_is_busy, server.active_channels.values())) < threads
        wasyncore.loop(timeout=1.0, use_poll=True, map=channels, count=1)
    _finish(server, channels, signals)


def _finish(server: Any, channels: dict[int, Any], signals: list[int]) -> None:
    """Send what is under way to its end, and close each connection when it waits for more."""
    deadline = monotonic() + FINISH_S
    wasyncore.dispatcher.close(server)  # the listening socket; its threads go on
    wait_s = 0.0  # what has arrived already is read before anybody is called idle
    while len(signals) < 2 and monotonic() < deadline:
        wasyncore.loop(timeout=wait_s, use_poll=True, map=channels, count=1)
        for channel in list(server.active_channels.values()):
            if _is_idle(channel):
                channel.handle_close()
        if not server.active_channels:
            break
        wait_s = _LOOK_EVERY_S
    server.task_dispatcher.shutdown(timeout=0.5 if not server.active_channels else 0)


def stop_on_signals(stop: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    """Have SIGTERM and Ctrl-C call `stop`; one that is ignored from outside stays so."""
    for number in (signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, stop)


def _is_busy(channel: Any) -> bool:
    """Whether a request of a connection has a thread, or waits for one."""
    return bool(channel.requests)


def _is_idle(channel: Any) -> bool:
    """Whether a connection waits for its next request: none is there, whole or in part, and all
    that was answered is sent. In this order: a thread takes a request away when it has answered."""
    return not channel.requests and channel.request is None and not channel.total_outbufs_len
