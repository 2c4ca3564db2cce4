"""The mail of a mailing: text first, HTML second, readable on a phone without signing in."""

from dataclasses import dataclass
from datetime import datetime

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.bidi import straight
from accounts.models import User
from reminders.kinds import KINDS, PRESSING
from reminders.links import StopTicket, absolute, path_for, stop_path
from reminders.models import Mailing, Reminder
from reminders.sentences import Item, item_of

# Some readers cut out a mail's style sheet: what can stand at each element does; the rest (dark mode) stays above.
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True)
class Entry:
    """One reminder in a mail: its words and its two addresses."""

    item: Item
    act_url: str
    open_url: str
    open_label: str

    @property
    def act_label(self) -> str:
        return _("%(done)s, or not now") % {"done": self.item.done_label}


@dataclass(frozen=True)
class Stop:
    """A way out in the foot of a mail: what no more mail is wanted about, and the address that asks."""

    label: str
    url: str


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
            user__mail_stopped_at__isnull=True,
        )
        .order_by()
        .values_list("pk", flat=True)
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
            "stops": _stops(entries, user),
        }
        message = EmailMultiAlternatives(
            subject=straight(_subject(entries)),
            body=straight(render_to_string("reminders/mail/mailing.txt", context)),
            to=[user.email],
            headers=_headers(mailing),
        )
        html = render_to_string("reminders/mail/mailing.html", context)
        message.attach_alternative(_INLINER.inline(straight(html)), "text/html")
    return message


def _headers(mailing: Mailing) -> dict[str, str]:
    """Those of automatic mail; under https also the mail program's own way to stop it, in one click (RFC 8058)."""
    headers = {
        "Message-ID": mailing.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if settings.IS_HTTPS:
        headers["List-Unsubscribe"] = f"<{absolute(stop_path(StopTicket(mailing.user_id)))}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _stops(entries: list[Entry], user: User) -> list[Stop]:
    """The ways out: of each interview the mail is about, and of all mail."""
    about = {
        entry.item.reminder.interview_id: entry.item.about for entry in entries if entry.item.reminder.interview_id
    }
    return [
        *(
            Stop(_("No more mail about %(about)s") % {"about": words}, absolute(stop_path(StopTicket(user.pk, pk))))
            for pk, words in about.items()
        ),
        Stop(_("No more mail at all"), absolute(stop_path(StopTicket(user.pk)))),
    ]


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
    if reminder.kind == "debrief" and reminder.interview_id:
        return reverse("debrief:start", args=[reminder.interview_id]), _(KINDS["debrief"].lead_label)
    if reminder.kind == "decision_day":
        return reverse("interviews:outcome", args=[reminder.position_id]), _(KINDS["decision_day"].lead_label)
    if reminder.letter_id:
        return reverse("letters:edit", args=[reminder.letter_id]), _("Open the letter")
    if reminder.interview_id:
        return reverse("interviews:detail", args=[reminder.interview_id]), _("Open the interview")
    return reverse("desk:day"), _("Open your desk")
