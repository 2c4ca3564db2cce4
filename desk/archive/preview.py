"""What reading an archive in would do, in words and figures."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from desk.archive.adding import Plan, plan_of
from desk.archive.checking import Archive
from desk.archive.tables import TABLES

_SHOWN: dict[str, str | Promise] = {
    "positions": _("Positions"),
    "interviews": _("Interviews"),
    "interviewers": _("People"),
    "letters": _("Letters"),
    "gifts": _("Gifts"),
    "lessons": _("Lessons"),
    "reminders": _("Dates and reminders"),
}


@dataclass(frozen=True)
class Line:
    """One kind of thing: how many are added, and how many are here already or belong to what is."""

    label: str | Promise
    added: int
    stays: int


@dataclass(frozen=True)
class Preview:
    """The file: when it was made (UTC), whose address it names, its things, and whether the account has none yet."""

    made_at: datetime
    email: str
    lines: tuple[Line, ...]
    adds_anything: bool
    is_account_empty: bool


def preview_of(user: User, archive: Archive) -> Preview:
    """Return what reading the archive into the account would do as it stands now."""
    plan = plan_of(user, archive)
    addresses = archive.rows["email_addresses"]
    email = next((row.values["email"] for row in addresses if row.values["primary"]), "")
    return Preview(archive.made_at, email, tuple(_lines(plan)), plan.count > 0, _is_empty(user))


def _lines(plan: Plan) -> list[Line]:
    found = [Line(label, plan.added(table), plan.stayed(table)) for table, label in _SHOWN.items()]
    return [line for line in found if line.added or line.stays]


def _is_empty(user: User) -> bool:
    return not any(
        table.model._default_manager.filter(**{table.owned: user}).exists() for table in TABLES if not table.is_told
    )
