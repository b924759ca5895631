"""How do the pages reach a browser? waitress in one process, on a port bound before it is told."""

import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

from flask import Flask
from waitress.server import create_server

PORTS_TRIED: Final = 21  # the one asked for and the twenty after it
_HEADER_BYTES: Final = 1 << 20  # an address may hold a query of 100,000 characters, 9 bytes each
_BACKLOG: Final = 128  # connections that may wait while all threads are busy


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


def serve(app: Flask, bound: socket.socket, *, threads: int, on_ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; requests under way are finished, then return."""
    server = create_server(
        app, sockets=[bound], threads=threads, ident=None, max_request_header_size=_HEADER_BYTES
    )

    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        on_ready()
        server.run()  # returns on KeyboardInterrupt, once its threads are done
    except KeyboardInterrupt:  # before it ran, or a second time while its threads end
        pass
    finally:
        server.close()
