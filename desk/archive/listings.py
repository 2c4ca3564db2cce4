"""What was logged, as tables for a spreadsheet: interviews, people, letters."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from desk.archive.cells import table
from interviews.models import Interview, Interviewer, PanelSeat
from letters.models import Letter


def interviews_of(user: User) -> bytes:
    """Return the account's interviews as CSV, the first one first, in its zone."""
    head = [
        _("When"), _("Company"), _("Position"), _("How"), _("Where"), _("With whom"), _("They decide by"),
        _("Their words"), _("Outcome"), _("Outcome on"), _("Not held since"),
    ]  # fmt: skip
    found = (
        Interview.objects.owned_by(user).order_by("starts_at", "pk")
        .select_related("position").prefetch_related(_seats_with("interviewer"))
    )  # fmt: skip
    return table(
        [
            head,
            *(
                [
                    _moment(each.starts_at, user.time_zone), each.position.company, each.position.title,
                    each.get_how_display(), each.where,
                    ", ".join(seat.interviewer.full_name for seat in each.seats.all()),
                    _day(each.decides_on), each.decision_words, each.position.get_outcome_display(),
                    _day(each.position.outcome_on), _moment(each.cancelled_at, user.time_zone),
                ]
                for each in found
            ),
        ]
    )  # fmt: skip


def people_of(user: User) -> bytes:
    """Return the people of the account as CSV, by name."""
    head = [
        _("Title"), _("Name"), _("Role"), _("Company"), _("E-mail"), _("Phone"), _("Street"), _("Town"), _("Region"),
        _("Postcode"), _("Country"), _("Met on"),
    ]  # fmt: skip
    found = people_by_name(user).prefetch_related(_seats_with("interview"))
    return table(
        [
            head,
            *(
                [
                    each.honorific, each.name, each.role, each.company, each.email, each.phone, each.street, each.town,
                    each.region, each.postcode, each.country,
                    ", ".join(
                        sorted(_day(seat.interview.starts_at.astimezone(user.time_zone)) for seat in each.seats.all())
                    ),
                ]
                for each in found
            ),
        ]
    )  # fmt: skip


def letters_of(user: User) -> bytes:
    """Return the letters of the account as CSV, in the order in which they were opened."""
    head = [
        _("Letter"), _("To"), _("Company"), _("Position"), _("Channel"), _("State"), _("Opened"), _("Gone"), _("Text"),
    ]  # fmt: skip
    found = Letter.objects.owned_by(user).order_by("pk").select_related("recipient", "position")
    return table(
        [
            head,
            *(
                [
                    each.get_kind_display(), each.recipient.full_name, each.position.company, each.position.title,
                    each.get_channel_display(), each.get_state_display(), _moment(each.created_at, user.time_zone),
                    _moment(each.closed_at, user.time_zone), each.text,
                ]
                for each in found
            ),
        ]
    )  # fmt: skip


def people_by_name(user: User) -> QuerySet[Interviewer]:
    """Return everybody the account has met, by name."""
    return Interviewer.objects.filter(owner=user).order_by("name", "pk")


def _seats_with(name: str) -> Prefetch:
    """Joined: on SQLite a prefetch of thousands would name each key in an expression of its own."""
    return Prefetch("seats", PanelSeat.objects.select_related(name))


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    """A local time as every spreadsheet reads it (ISO 8601 without a zone)."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
