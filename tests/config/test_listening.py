"""Where the web server listens, tried on real sockets."""

import errno
import socket
from collections.abc import Iterator

import pytest

from config.listening import addresses


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on 127.0.0.1 on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as trial:
            trial.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_localhost_is_every_loopback_address_of_this_machine() -> None:
    port = free_port()
    assert addresses("localhost", port) == [f"127.0.0.1:{port}"] + [f"[::1]:{port}"] * has_ipv6()


def test_an_address_is_bound_as_it_is_written() -> None:
    port = free_port()
    assert addresses("127.0.0.1", port) == [f"127.0.0.1:{port}"]
    assert addresses("0.0.0.0", port) == [f"0.0.0.0:{port}"]  # noqa: S104


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0.0.0.0"])  # noqa: S104
def test_a_port_that_is_taken_is_an_error(host: str, taken: int) -> None:
    with pytest.raises(OSError, match="in use") as caught:
        addresses(host, taken)
    assert caught.value.errno == errno.EADDRINUSE


def test_an_address_of_another_machine_is_an_error() -> None:
    with pytest.raises(OSError, match="is not an address of this machine") as caught:
        addresses("192.0.2.1", free_port())
    assert caught.value.errno == errno.EADDRNOTAVAIL


def test_a_name_that_cannot_be_is_an_error() -> None:
    with pytest.raises(socket.gaierror):
        addresses("no such host", free_port())
