"""What you say afterwards: letters, the small gifts in them, and what you learned from writing them."""

from datetime import date, datetime, timedelta
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.models import Interview, Interviewer, PanelSeat, Position, Topic
from letters.gaps import LONGEST as LONGEST_LETTER
from letters.history_models import SavedText

LONGEST_LESSON = 500  # characters


class LetterQuerySet(models.QuerySet["Letter"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(position__owner=user)

    def open(self) -> Self:
        """Those still to be written or sent."""
        return self.filter(state__in=Letter.OPEN)

    def unwritten(self) -> Self:
        """Those that may go without a loss: nobody's words are in them nor in their history."""
        return self.filter(text="").exclude(saved_texts__origin__in=[SavedText.Origin.TYPED, SavedText.Origin.BESIDE])

    def without_answered(self) -> Self:
        """Those that are still asked for: what is said while an answer is waited for is not, once that is there."""
        return self.filter(Q(position__outcome=Position.Outcome.OPEN) | ~Q(kind__in=Letter.WHILE_WAITING))

    def owed(self, now: datetime) -> Self:
        """Open letters whose interview has ended and was not cancelled."""
        return self.open().filter(interview__ends_at__lte=now, interview__cancelled_at__isnull=True)


class Letter(models.Model):
    """A letter to one main recipient, mostly about one interview.

    An e-mail to all is one letter that covers further seats: once sent, it satisfies each of them, and their own
    letters are set aside, but for a card that is to follow it (`is_second`). An empty text is an untouched letter: its
    draft is made afresh from what is logged whenever it is shown. Lines of the text end in "\\n", paragraphs are parted
    by an empty line.
    """

    class Kind(models.TextChoices):
        THANK_YOU = "thank_you", _("Thank-you letter")
        FOLLOW_UP = "follow_up", _("Follow-up letter")
        LAST_FOLLOW_UP = "last_follow_up", _("Last follow-up letter")
        AFTER_ANSWER = "after_answer", _("Letter after the answer")
        KEEP_IN_TOUCH = "keep_in_touch", _("Keep-in-touch letter")
        INFORMATIONAL = "informational", _("Request for an informational interview")

    class Channel(models.TextChoices):
        HAND = "hand", _("by hand and post")
        EMAIL = "email", _("e-mail")
        CALL = "call", _("a call")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")
        COPIED = "copied", _("copied")
        POSTED = "posted", _("posted")
        SENT = "sent", _("sent")
        CALLED = "called", _("called")
        DROPPED = "dropped", _("dropped")
        SET_ASIDE = "set_aside", _("set aside")

    OPEN = (State.DRAFT, State.READY, State.COPIED)
    GONE = (State.POSTED, State.SENT, State.CALLED)
    GIVEN_UP = (State.DROPPED, State.SET_ASIDE)
    FOLLOW_UPS = (Kind.FOLLOW_UP, Kind.LAST_FOLLOW_UP)
    WHILE_WAITING = (Kind.THANK_YOU, *FOLLOW_UPS)

    position = models.ForeignKey(Position, models.CASCADE, related_name="letters", db_index=False)
    interview = models.ForeignKey(
        Interview, models.CASCADE, null=True, blank=True, related_name="letters", db_index=False
    )
    recipient = models.ForeignKey(Interviewer, on_delete=models.RESTRICT, related_name="letters")
    covers = models.ManyToManyField(PanelSeat, blank=True, related_name="covered_by")
    is_second = models.BooleanField(default=False, help_text=_("A card after an e-mail, which does not settle it."))
    aside_from = models.CharField(
        max_length=9, blank=True, help_text=_("The state in which an e-mail to all set it aside; empty: none did.")
    )
    kind = models.CharField(max_length=14, choices=Kind)
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.HAND)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    text = models.TextField(_("letter"), max_length=LONGEST_LETTER, blank=True)
    version = models.PositiveIntegerField(default=0, help_text=_("Grows with every saved text."))
    card = models.CharField(max_length=16, blank=True, help_text=_("Empty: the account's."))
    created_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    copied_at = models.DateTimeField(null=True, blank=True)
    copied_steps = models.PositiveSmallIntegerField(default=0, help_text=_("How far the copy page has gone."))
    copied_of = models.CharField(max_length=16, blank=True, help_text=_("Fingerprint of the lines it went through."))
    closed_at = models.DateTimeField(null=True, blank=True, help_text=_("Posted, sent, called, dropped or set aside."))

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["position", "state"], name="letters_of_a_position")]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "recipient", "kind", "channel"], name="one_letter_per_recipient_kind_channel"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[
                    "thank_you", "follow_up", "last_follow_up", "after_answer", "keep_in_touch", "informational",
                ]),
                name="letter_kind_is_known",
            ),
            models.CheckConstraint(condition=Q(channel__in=["hand", "email", "call"]), name="channel_is_known"),
            models.CheckConstraint(
                condition=Q(aside_from="") | Q(aside_from__in=["draft", "ready", "copied"], state="set_aside"),
                name="only_set_aside_letters_were_open_before",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "ready", "copied"], closed_at__isnull=True)
                | Q(state__in=["posted", "sent", "called", "dropped", "set_aside"], closed_at__isnull=False),
                name="closed_letters_have_their_instant",
            ),
            models.CheckConstraint(
                condition=models.lookups.LessThanOrEqual(Length("text"), LONGEST_LETTER), name="letter_fits"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recipient}"

    def get_absolute_url(self) -> str:
        return reverse("letters:edit", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_untouched(self) -> bool:
        """Whether it is shown as a fresh draft: nobody has written in it yet, or it was started again."""
        return not self.text

    @property
    def is_unwritten(self) -> bool:
        """Whether it may go without a loss: nobody's words are in it nor in its history. Asks the database."""
        return self.is_untouched and not self.saved_texts.exclude(origin=SavedText.Origin.DRAFT).exists()

    def is_owed(self, now: datetime) -> bool:
        """Whether it should be written now: the interview it is about has ended and was held."""
        if not self.is_open or self.interview is None:
            return self.is_open
        return self.interview.has_ended(now) and not self.interview.is_cancelled


class GiftQuerySet(models.QuerySet["Gift"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def free(self) -> Self:
        """Those that are in no letter, or in one that will not leave."""
        return self.filter(given_at__isnull=True).filter(
            Q(letter__isnull=True) | Q(letter__state__in=Letter.GIVEN_UP)
        )  # fmt: skip

    def had_by(self, person: Interviewer) -> Self:
        """Those somebody was given, as the main recipient of the letter or as one whom it covered."""
        return self.filter(given_at__isnull=False).filter(
            Q(letter__recipient=person) | Q(letter__covers__interviewer=person)
            | Q(letter__isnull=True, interviewer=person)
        )  # fmt: skip


class Gift(models.Model):
    """An informational gift: an article, a tip, a website or a contact (S11). Never money, a voucher or goods (S10).

    One row is given once, in one letter; given again to somebody else it is another row. `interviewer` is whom it was
    found for, None where it may go to anybody.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("an article")
        TIP = "tip", _("a tip")
        WEBSITE = "website", _("a website")
        CONTACT = "contact", _("a contact")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="gifts", db_index=False)
    interviewer = models.ForeignKey(Interviewer, on_delete=models.CASCADE, null=True, blank=True, related_name="gifts")
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="gifts")
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="gifts")
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.ARTICLE)
    text = models.CharField(_("what it is"), max_length=300)
    web = models.URLField(_("web address"), max_length=500, blank=True)
    found_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    # Something to read is news for so long (S9: timely); then its reader may well have met it elsewhere.
    TIMELY_FOR = timedelta(weeks=4)

    objects: ClassVar[GiftQuerySet] = GiftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="gifts_on_the_shelf")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="gift_says_something"),
            models.CheckConstraint(
                condition=Q(kind__in=["article", "tip", "website", "contact"]), name="gift_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(web="") | Q(web__startswith="http://") | Q(web__startswith="https://"),
                name="gift_is_on_the_web",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("gifts:edit", args=[self.pk])

    @property
    def is_given(self) -> bool:
        """Whether the letter it was put into has left."""
        return self.given_at is not None

    @property
    def is_free(self) -> bool:
        """Whether it may go into a letter."""
        return not self.is_given and (self.letter is None or self.letter.state in Letter.GIVEN_UP)

    @property
    def host(self) -> str:
        """Where its web address leads, for a link that is short: "courtauld.ac.uk"; "" without one."""
        return (urlsplit(self.web).hostname or "").removeprefix("www.") if self.web else ""

    def is_stale(self, today: date) -> bool:
        """Whether it is an article that is no news any more (S9)."""
        return (
            self.kind == self.Kind.ARTICLE and self.found_on is not None and self.found_on + self.TIMELY_FOR < today
        )  # fmt: skip


class LessonQuerySet(models.QuerySet["Lesson"]):
    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def about(self, kind: str) -> Self:
        """Those about letters of this kind, or about all of them."""
        return self.filter(Q(kind=kind) | Q(kind=""))


class Lesson(models.Model):
    """What somebody learned from writing letters, kept in their own words (S15).

    `kind` is the letters it is about, "" for all; `part` the part of a letter, a key of letters/advice/data, or "".
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="lessons", db_index=False)
    text = models.TextField(_("what worked"), max_length=LONGEST_LESSON)
    kind = models.CharField(_("about"), max_length=14, choices=Letter.Kind, blank=True)
    part = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[LessonQuerySet] = LessonQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="lessons_of_an_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(~Q(text=""), models.lookups.LessThanOrEqual(Length("text"), LONGEST_LESSON)),
                name="lesson_is_short",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[
                    "", "thank_you", "follow_up", "last_follow_up", "after_answer", "keep_in_touch", "informational",
                ]),
                name="lesson_kind_is_known",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("lessons:edit", args=[self.pk])
