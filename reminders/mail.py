"""The mail of a mailing: text first, HTML second, readable on a phone without signing in."""

from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reminders.kinds import PRESSING
from reminders.links import absolute, path_for
from reminders.models import Mailing, Reminder
from reminders.sentences import Item, item_of


@dataclass(frozen=True)
class Entry:
    """One reminder in a mail: its words and its two addresses."""

    item: Item
    act_url: str
    open_url: str
    open_label: str


def message_for(mailing: Mailing, now: datetime) -> EmailMultiAlternatives | None:
    """Return the message of a claimed mailing, None where nothing in it applies any more.

    Whether each reminder still applies is asked of the database here, just before sending: the letter may have been
    posted, or the account closed, a second ago.
    """
    standing = set(
        Reminder.objects.filter(
            mailings__pk=mailing.pk,
            mailings__claim_id=mailing.claim_id,
            state=Reminder.State.OPEN,
            user__is_active=True,
        ).values_list("pk", flat=True)
    )
    reminders = [reminder for reminder in mailing.reminders.all() if reminder.pk in standing]
    if not reminders:
        return None
    reminders.sort(key=lambda reminder: (PRESSING.get(reminder.kind, 99), reminder.due_at, reminder.pk))
    user = mailing.user
    with translation.override(user.language), timezone.override(user.time_zone):
        entries = [_entry(reminder) for reminder in reminders]
        context = {
            "entries": entries,
            "first": entries[0],
            "name": user.get_short_name() if user.name else "",
            "desk_url": absolute(reverse("desk:day")),
            "next_url": absolute(reverse("reminders:next")),
        }
        message = EmailMultiAlternatives(
            subject=_subject(entries),
            body=render_to_string("reminders/mail/mailing.txt", context),
            to=[user.email],
            headers={
                "Message-ID": mailing.message_id,
                "Auto-Submitted": "auto-generated",
                "X-Auto-Response-Suppress": "All",
            },
        )
        message.attach_alternative(render_to_string("reminders/mail/mailing.html", context), "text/html")
    return message


def _subject(entries: list[Entry]) -> str:
    """The first thing to do, and how many more there are. White space is folded: a name cannot add a header."""
    more = len(entries) - 1
    subject = entries[0].item.title
    if more:
        subject = ngettext("%(first)s, and one more thing", "%(first)s, and %(count)d more things", more) % {
            "first": subject, "count": more,
        }  # fmt: skip
    return " ".join(subject.split())


def _entry(reminder: Reminder) -> Entry:
    path, label = open_link(reminder)
    return Entry(item_of(reminder), absolute(path_for(reminder)), absolute(path), label)


def open_link(reminder: Reminder) -> tuple[str, str]:
    """Return where the thing itself is done, and the words of that link."""
    if reminder.letter_id:
        return reverse("letters:edit", args=[reminder.letter_id]), _("Open the letter")
    if reminder.kind == "decision_day":
        return reverse("interviews:outcome", args=[reminder.position_id]), _("Note the answer")
    if reminder.interview_id:
        return reverse("interviews:detail", args=[reminder.interview_id]), _("Open the interview")
    return reverse("desk:day"), _("Open your desk")
