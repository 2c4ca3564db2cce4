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


def standing(mailing: Mailing) -> list[Reminder]:
    """Return the reminders of a claimed mailing that still apply, most pressing first.

    The database is asked, so that this can be asked just before sending: the letter may have been posted, or the
    account closed, a second ago.
    """
    applying = set(
        Reminder.objects.filter(
            mailings__pk=mailing.pk,
            mailings__claim_id=mailing.claim_id,
            state=Reminder.State.OPEN,
            user__is_active=True,
        ).values_list("pk", flat=True)
    )
    reminders = [reminder for reminder in mailing.reminders.all() if reminder.pk in applying]
    return sorted(reminders, key=lambda reminder: (PRESSING.get(reminder.kind, 99), reminder.due_at, reminder.pk))


def message_for(
    mailing: Mailing, now: datetime, carried: list[Reminder] | None = None
) -> EmailMultiAlternatives | None:
    """Return the message of a claimed mailing with what it carries (None: with all that still applies); None where
    that is nothing.
    """
    reminders = standing(mailing) if carried is None else carried
    if not reminders:
        return None
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
