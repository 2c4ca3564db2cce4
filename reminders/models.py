"""When to do it: reminders (what is due), mailings (the outbox) and the state of sending.

The promise (reminders.md): every due mail is sent at least once, and twice only when a process dies between the mail
server's "250 OK" and our one UPDATE. A lost reminder can cost a job; a rare double, folded by its Message-ID, cannot.
"""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.models import Interview, Interviewer, PanelSeat, Position
from letters.models import Letter

# A mail that failed longer ago than this is history: what it carried has come again, or is over.
LATELY = timedelta(days=7)


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(user=user)

    def open(self) -> Self:
        return self.filter(state=Reminder.State.OPEN)

    def due(self, now: datetime) -> Self:
        """Open and due."""
        return self.open().filter(due_at__lte=now)

    def with_words(self) -> Self:
        """With all that sentences.py reads, in a number of queries that does not grow."""
        # Joined where it is one row: on SQLite a prefetch of those names a hundred keys one by one.
        seats = PanelSeat.objects.select_related("interviewer").prefetch_related("topics")
        letters = Letter.objects.select_related("recipient").prefetch_related("covers")
        return self.select_related(
            "position", "letter__recipient", "interviewer", "interview__position", "user"
        ).prefetch_related(Prefetch("interview__seats", seats), Prefetch("interview__letters", letters))


class Reminder(models.Model):
    """One occasion for one person: one thing that is due at one time.

    `occasion` names it for ever (reminders/plan.py), so that planning twice makes it once. `version` moves whenever
    somebody acts on it; a mailed link carries the version it was made for and dies with it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to come")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", db_index=False)
    occasion = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    slot = models.CharField(max_length=8, default="morning")
    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="reminders")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders")
    # An untouched letter may go while its reminder, mailed already, stays for the person to act on.
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="reminders")
    interviewer = models.ForeignKey(
        Interviewer, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders"
    )
    due_at = models.DateTimeField()
    last_useful_on = models.DateField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    mailed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ReminderQuerySet] = ReminderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            # With the account, so that a sweep finds whom to mail without reading a reminder.
            models.Index(
                fields=["due_at", "user"], condition=Q(state="open", mailed_at__isnull=True), name="reminders_to_mail"
            ),
            models.Index(fields=["user", "state", "due_at"], name="reminders_of_an_account"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "occasion"], name="an_occasion_exists_once"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state__in=["done", "dropped"], closed_at__isnull=False),
                name="closed_reminders_have_their_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.occasion

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class MailingQuerySet(models.QuerySet["Mailing"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(user=user)

    def sendable(self, now: datetime) -> Self:
        return self.filter(state=Mailing.State.QUEUED, next_try_at__lte=now)

    def failed_lately(self, now: datetime) -> Self:
        """Those that could not be delivered and still may interest somebody."""
        return self.filter(state=Mailing.State.FAILED, created_at__gt=now - LATELY)


class Mailing(models.Model):
    """One mail to one person: the outbox. At most one per person, local day and slot.

    queued → sending → sent; back to queued after a temporary failure; failed after a permanent one; expired when it
    came too late to be of use; dropped when nothing in it applied any more. Its Message-ID never changes.
    """

    class Slot(models.TextChoices):
        MORNING = "morning", _("morning")
        DEBRIEF = "debrief", _("debrief")

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        EXPIRED = "expired", _("too late to be of use")
        DROPPED = "dropped", _("no longer needed")

    STUCK = (State.FAILED, State.EXPIRED)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailings", db_index=False)
    local_day = models.DateField()
    slot = models.CharField(max_length=7, choices=Slot)
    reminders = models.ManyToManyField(Reminder, related_name="mailings")
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claim_id = models.UUIDField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[MailingQuerySet] = MailingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="queued"), name="mailings_to_send"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="mailings_claimed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "local_day", "slot"], name="one_mail_a_day_and_slot"),
            # As a constraint: `unique` would bring a second index, for a search that nobody makes.
            models.UniqueConstraint(fields=["message_id"], name="message_ids_differ"),
            models.CheckConstraint(
                condition=Q(state="sending", claim_id__isnull=False, claimed_at__isnull=False)
                | (~Q(state="sending") & Q(claim_id__isnull=True)),
                name="only_a_claim_is_sending",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="sent_mail_has_its_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.local_day} {self.slot}"

    @property
    def can_be_tried_again(self) -> bool:
        """Whether its person may ask for it once more."""
        return self.state in self.STUCK


class CalendarEntry(models.Model):
    """How often an entry of somebody's calendar has changed, for its SEQUENCE (RFC 5545, 3.8.7.4).

    `digest` is that of the entry as it stands; empty while the entry is gone, so that coming back counts as a change.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_entries", db_index=False)
    uid = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "uid"], name="one_entry_per_uid")]

    def __str__(self) -> str:
        return self.uid


class Sending(models.Model):
    """The one row about sending as a whole: paused until when and why, and when the last sweep ran."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    paused_until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    swept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_row_about_sending")]

    def __str__(self) -> str:
        return self.reason or "running"
