"""The local mailbox page: mail read on the machine itself while no mail server is set (EMAIL_URL unset).

It shows confirmation and reset links to whoever opens it, so it answers only to this machine: a loopback address, a
local host name, and no sign of a proxy. Everything else gets the 404 of a page that does not exist.
"""

import email
import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import default
from functools import wraps
from mailbox import Maildir
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.mailbox import local_mailbox

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
# What proxies add. None of them is believed; any of them means that this request has come from elsewhere.
FORWARDED = re.compile(r"(x-)?(original-)?forwarded.*|via|.*-(client|real|connecting)-ip|x-original-.*", re.IGNORECASE)
MOST_SHOWN = 50


@dataclass(frozen=True)
class Mail:
    """One message of the local mailbox. `text` is its plain part."""

    key: str
    subject: str
    to: str
    sender: str
    date: datetime | None
    text: str


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the request comes from the machine itself and through no proxy."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return address.is_loopback and name in LOCAL_NAMES and not any(map(FORWARDED.fullmatch, request.headers))


def local_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer only to this machine, and only while mail goes to the local mailbox."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.EMAIL_URL or not is_this_machine(request):
            raise Http404
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return never_cache(guarded)


@local_only
@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    """The latest messages, newest first."""
    box = local_mailbox()
    keys = sorted(box.keys(), key=_arrival, reverse=True)[:MOST_SHOWN]
    return render(request, "desk/mailbox_list.html", {"mails": [_mail(box, key) for key in keys]})


@local_only
@require_safe
def message(request: HttpRequest, key: str) -> HttpResponse:
    """One message, as text."""
    box = local_mailbox()
    if key not in box.keys():  # noqa: SIM118  # a Maildir is no dict
        raise Http404
    return render(request, "desk/mailbox_message.html", {"mail": _mail(box, key)})


def _arrival(key: str) -> tuple[float, str]:
    """A Maildir key begins with the second and carries the microsecond and the delivery number (…M123P4Q5.host)."""
    seconds, _dot, rest = key.partition(".")
    micro = rest.partition("M")[2].partition("P")[0]
    count = rest.partition("Q")[2].partition(".")[0]
    return float(seconds) + (int(micro) / 1e6 if micro.isdigit() else 0), count.zfill(9)


def _mail(box: Maildir, key: str) -> Mail:
    parsed = email.message_from_bytes(box.get_bytes(key), policy=default)
    assert isinstance(parsed, EmailMessage)  # noqa: S101  # what the default policy makes
    body = parsed.get_body(("plain", "html"))
    date = parsed["Date"]
    return Mail(
        key=key,
        subject=str(parsed["Subject"] or ""),
        to=str(parsed["To"] or ""),
        sender=str(parsed["From"] or ""),
        date=date.datetime if date else None,
        text=_text(body) if body else "",
    )


def _text(part: MIMEPart) -> str:
    """The words of a part; one in a character set that nobody knows is read as UTF-8."""
    try:
        return str(part.get_content())
    except LookupError:
        content = part.get_payload(decode=True)
        return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
