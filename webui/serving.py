"""How do the pages reach a browser? waitress in one process, on a port bound before it is told."""

import errno
import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Final

from flask import Flask
from waitress.server import create_server

PORTS_TRIED: Final = 20


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
            bound.listen(128)
        except OSError as error:
            bound.close()
            if error.errno != errno.EADDRINUSE:
                raise
            continue
        return bound
    raise OSError(errno.EADDRINUSE, f"no free port from {port} on")


def serve(app: Flask, bound: socket.socket, *, threads: int, on_ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; then return."""
    server = create_server(app, sockets=[bound], threads=threads, ident=None)

    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    on_ready()
    server.run()  # ends quietly on KeyboardInterrupt
    server.close()
