"""The port, and the address that is told."""

import socket

import pytest

from webui.serving import PORTS_TRIED, address_of, bind


def test_a_busy_port_gives_way_to_the_next_free_one() -> None:
    """The port asked for is taken where it is free, else one of the twenty after it."""
    with bind("127.0.0.1", 18_600) as first:
        port = first.getsockname()[1]
        with bind("127.0.0.1", port) as second:
            assert port < second.getsockname()[1] < port + PORTS_TRIED
            assert address_of(second, "127.0.0.1").startswith("http://127.0.0.1:")


def test_a_foreign_host_is_refused_at_once() -> None:
    """An address that is not this machine's is an OSError, not a search for ports."""
    with pytest.raises(OSError):
        bind("192.0.2.1", 18_600)


def test_an_ipv6_address_is_told_in_brackets() -> None:
    """A browser understands http://[::1]:8000/."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert address_of(bound, "::1").startswith("http://[::1]:")
