"""The account of a job seeker, and the errands that workers run for them."""

from datetime import time
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField

from accounts.addresses import PostalAddress


class UserManager(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account. Raises ValueError without an e-mail address."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account for whoever runs the server."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(PostalAddress, AbstractBaseUser, PermissionsMixin):
    """An account: who somebody is, their hand and stationery, and when and where their mail goes.

    Cards, envelopes and printer sheets are keys of letters/stationery.py, which this app must not know; the form
    that sets them lives there.
    """

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("your name"), max_length=120, blank=True, help_text=_("As you sign a letter."))
    language = models.CharField(max_length=12, default="en")
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    time_zone = TimeZoneField(_("time zone"), default="UTC")
    morning = models.TimeField(_("morning mail"), default=time(8, 0))
    evening = models.TimeField(_("evening mail"), default=time(19, 30))
    quiet_weekdays = models.JSONField(default=list, blank=True, help_text="0 is Monday.")
    quiet_holidays = models.BooleanField(_("no mail on public holidays"), default=False)
    paused_until = models.DateField(null=True, blank=True)
    mail_stopped_at = models.DateTimeField(null=True, blank=True, help_text="No reminder is mailed since.")
    unwanted_kinds = models.JSONField(default=list, blank=True)
    wanted_kinds = models.JSONField(default=list, blank=True)
    contacts_kept_months = models.PositiveSmallIntegerField(
        _("keep the contact details of people"), null=True, blank=True,
        choices=[(6, _("6 months after the outcome")), (12, _("12 months after the outcome")),
                 (24, _("24 months after the outcome"))],
        help_text=_("Nothing: for as long as the account is there."),
    )  # fmt: skip
    # Unset is NULL, not "": each digest is of one account, and most accounts have none.
    feed_digest = models.CharField(
        max_length=64, null=True, blank=True, unique=True, editable=False, help_text="SHA-256 of the calendar's token."
    )

    card = models.CharField(_("card"), max_length=16, default="a5")
    card_width_mm = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    card_height_mm = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    printer_sheet = models.CharField(_("paper in the printer"), max_length=16, default="a4")
    mm_per_character = models.DecimalField(
        _("width of your hand"), max_digits=4, decimal_places=2, default=Decimal("3.20"),
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )  # fmt: skip
    pitch_mm = models.PositiveSmallIntegerField(_("distance between lines"), default=8)
    words_per_minute = models.PositiveSmallIntegerField(
        _("words a minute"), default=15, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email"),
            models.CheckConstraint(
                condition=models.Q(mm_per_character__gte=1, mm_per_character__lte=12), name="hand_is_writable"
            ),
            models.CheckConstraint(condition=models.Q(pitch_mm__gte=5, pitch_mm__lte=20), name="pitch_is_ruled"),
            models.CheckConstraint(
                condition=models.Q(contacts_kept_months__isnull=True) | models.Q(contacts_kept_months__in=[6, 12, 24]),
                name="contacts_kept_as_chosen",
            ),
            models.CheckConstraint(
                condition=models.Q(words_per_minute__gte=1, words_per_minute__lte=60), name="pace_is_human"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email.split("@")[0]


class Errand(models.Model):
    """Long work done by a worker for one account, shown with a progress bar.

    Tried at most twice and then marked failed: a crash in the middle must not run it for ever.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="errands", db_index=False)
    kind = models.CharField(max_length=32)
    arguments = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=200, blank=True, help_text="A path below DATA_DIR.")
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "kind", "-created_at"], name="errands_of_an_account")]
        constraints = [
            models.CheckConstraint(condition=models.Q(done__lte=models.F("total")), name="errand_done_within_total"),
            models.CheckConstraint(condition=models.Q(attempts__lte=2), name="errand_tried_at_most_twice"),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running", "done", "failed"]), name="errand_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
