"""Where the web server listens: the addresses of HOST that this machine has and that are free."""

import errno
import socket


def addresses(host: str, port: int) -> list[str]:
    """Return what to bind, "127.0.0.1:8000" or "[::1]:8000"; `localhost` is both where this machine has both.

    Raises OSError when one of them is taken (EADDRINUSE) or not allowed (EACCES), or when this machine has none
    (EADDRNOTAVAIL), and its subclass socket.gaierror when the name is unknown.
    """
    # Not looked up: a bare system has no /etc/hosts, and there "localhost" would be asked of a name server.
    names = ("127.0.0.1", "::1") if host == "localhost" else (host.strip("[]"),)
    found = [
        (family, address[:2])
        for name in names
        for family, _, _, _, address in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    ]
    free = [(family, name) for family, (name, _) in found if _is_here_and_free(family, (str(name), port))]
    if not free:
        raise OSError(errno.EADDRNOTAVAIL, f"{host} is not an address of this machine")
    return [f"[{name}]:{port}" if family == socket.AF_INET6 else f"{name}:{port}" for family, name in free]


def _is_here_and_free(family: socket.AddressFamily, address: tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
            return False
        raise
    return True
