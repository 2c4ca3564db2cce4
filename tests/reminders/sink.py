"""A real SMTP server for tests: takes mail on a free port and keeps it as received."""

from __future__ import annotations

import asyncio
import email
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from django.core import mail
from django.test import override_settings


@dataclass
class Sink:
    """What was received.

    `rcpt` and `data` are what RCPT and DATA reply for an address, `mail` what MAIL replies, "250 OK" where nothing is
    said. To the address `hangs_at` the server never replies at all. `on_data` is called before a mail is kept.
    """

    port: int = 0
    raw: list[bytes] = field(default_factory=list)
    rcpt: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    mail: str = "250 OK"
    hangs_at: str = ""
    on_data: Callable[[], object] = lambda: None

    @property
    def messages(self) -> list[EmailMessage]:
        found = [email.message_from_bytes(raw, policy=default) for raw in self.raw]
        assert all(isinstance(message, EmailMessage) for message in found)
        return found  # type: ignore[return-value]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.mail.startswith("250"):
            envelope.mail_from = address
        return self.mail

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address == self.hangs_at:
            await asyncio.Event().wait()
        answer = self.rcpt.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.data.get(envelope.rcpt_tos[0], "250 OK")
        if answer.startswith("250"):
            self.on_data()
            self.raw.append(envelope.content)
        return answer


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """Run a sink, and have Django send there."""
    sink = Sink(port=free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port, enable_SMTPUTF8=False)
    controller.start()
    settings = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": sink.port,
        "EMAIL_TIMEOUT": 5,
    }
    try:
        with override_settings(**settings):
            assert mail.get_connection().port == sink.port
            yield sink
    finally:
        controller.stop()
