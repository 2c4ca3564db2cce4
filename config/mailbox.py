"""The local mailbox: where mail goes while no mail server is set (EMAIL_URL unset)."""

import mailbox
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def local_mailbox() -> mailbox.Maildir:
    """Open the Maildir under DATA_DIR, made where it is missing."""
    return mailbox.Maildir(Path(settings.MAILBOX_DIR), create=True)


class MaildirBackend(BaseEmailBackend):
    """Deliver each message into the local Maildir, byte for byte as a mail server would be given it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages; return how many. Raises OSError when the disk does not take them."""
        box = local_mailbox()
        for message in email_messages:
            box.add(message.message().as_bytes())
        return len(email_messages)
