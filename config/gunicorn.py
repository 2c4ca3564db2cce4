"""How gunicorn serves the product; it reads the names below as its settings (the Procfile names this file)."""

import gc
import os
from pathlib import Path
from threading import Thread

from django.urls import get_resolver

from config import settings
from config.listening import addresses
from letters.press import warm_up

# A reload (SIGHUP) reads this file again, while our own sockets still hold the port.
if "FAIRHAND_BIND" not in os.environ:
    os.environ["FAIRHAND_BIND"] = " ".join(addresses(settings.HOST, settings.PORT))
bind = os.environ["FAIRHAND_BIND"].split()
worker_class = "gthread"
workers = settings.WEB_PROCESSES
threads = settings.WEB_THREADS
# Once for both workers: they start sooner and share its memory.
preload_app = True
# Below the 25 s that the supervisor gives it.
graceful_timeout = 20
# A heartbeat file on a slow disk would make a busy worker look dead.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) and Path("/dev/shm").is_dir() else None  # noqa: S108
# Its default takes the word of any program on this machine.
forwarded_allow_ips = "*" if settings.TRUSTED_PROXIES else ""
forwarder_headers = ""
# Its default is a socket in the home folder; everything we write lies in DATA_DIR.
control_socket_disable = True
loglevel = "warning"


def when_ready(_: object) -> None:
    """Load every page before the first worker is made: a fault there is one at the start, not one at each request."""
    get_resolver().url_patterns  # noqa: B018
    # What is loaded now stays: going through it for waste would hold up a page by a tenth of a second now and then.
    gc.collect()
    gc.freeze()


def post_worker_init(_: object) -> None:
    """Warm the press, beside serving: importing it takes most of a second, which nobody's first sheet should cost.

    In each worker for itself: what the press keeps must be made after the fork (letters/press.py).
    """
    Thread(target=warm_up, daemon=True).start()
