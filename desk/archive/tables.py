"""Which rows are somebody's own: the tables of an export in the order in which they can be added again, and what is
left out of it and why.

Every model with a way to an account, and every field of one, is in the first list or in the second: a test walks them
all. docs/export.md is made from here (desk/archive/describing.py).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db.models import Model, Q

from accounts.models import User
from desk.archive.fields import Field
from interviews.models import Concern, Interview, Interviewer, KeepInTouch, PanelSeat, Position, Topic
from letters.history_models import SavedText
from letters.models import Gift, Lesson, Letter
from letters.stationery import own_card
from reminders.kinds import KINDS
from reminders.models import Mailing, Reminder

MOST_OF_31_BITS = 2**31 - 1


def _no_fault(_values: Mapping[str, Any]) -> bool:
    return True


@dataclass(frozen=True)
class Table:
    """A table of an export: the rows of one model that are somebody's.

    `owned`: the lookup from a row to its account. `about`: what a row is. `left_out`: fields that are not in the file,
    and why. `told`: fields that are in the file to be read, and are not taken from it. `checks`: what a field's value
    must be beyond its type. `most`: the largest number of a field that may be large. `fits`: what the values of a row
    must be together. `agrees`: pairs of ways, over fields, that must lead to the same row. `only`: of a model's rows
    those that are in the file. `is_told`: whether the whole table is only told.
    """

    name: str
    model: type[Model]
    owned: str
    about: str
    left_out: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[str] = frozenset()
    checks: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    fits: Callable[[Mapping[str, Any]], bool] = _no_fault
    agrees: tuple[tuple[str, str], ...] = ()
    only: Q = field(default_factory=Q)
    is_told: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of a row but its links: what it says by itself."""
        return tuple(each for each in self._own() if each.remote_field is None)

    @property
    def links(self) -> tuple[Field, ...]:
        """The fields that name a row of another table."""
        return tuple(each for each in self._own() if each.remote_field is not None)

    @property
    def many(self) -> tuple[Any, ...]:
        """The fields that name several rows of another table."""
        return tuple(each for each in self.model._meta.many_to_many if each.name not in self.left_out)

    def _own(self) -> Iterator[Field]:
        for each in self.model._meta.concrete_fields:
            if not each.primary_key and each.name not in self.left_out and each.name != self.owned:
                yield each


def _are_weekdays(value: object) -> bool:
    return (
        isinstance(value, list)
        and all(type(day) is int and 0 <= day <= 6 for day in value)
        and len(set(value)) == len(value) < 7
    )


def _are_words(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= 50
        and all(isinstance(word, str) and len(word) <= 20 for word in value)
    )


def _has_a_card(account: Mapping[str, Any]) -> bool:
    width, height = account["card_width_mm"], account["card_height_mm"]
    if width is None or height is None:
        return True
    try:
        own_card(float(width), float(height))
    except ValueError:
        return False
    return True


ACCOUNT = Table(
    "account",
    User,
    "pk",
    "You, your hours, your card and your hand.",
    left_out={
        "password": "A secret, and of no use elsewhere.",
        "feed_digest": "A secret: the address of your calendar. A new one can be made at any time.",
        "is_active": "Set by whoever runs the server.",
        "is_staff": "Set by whoever runs the server.",
        "is_superuser": "Set by whoever runs the server.",
        "groups": "Set by whoever runs the server.",
        "user_permissions": "Set by whoever runs the server.",
    },
    told=frozenset({"email", "joined_at", "last_login"}),
    checks={
        "quiet_weekdays": _are_weekdays,
        "wanted_kinds": _are_words,
        "unwanted_kinds": _are_words,
        "language": lambda value: value in dict(settings.LANGUAGES),
    },
    fits=_has_a_card,
)

TABLES = (
    Table(
        "email_addresses",
        EmailAddress,
        "user",
        "The addresses of the account: told, not taken over, for an address is confirmed by whoever has it.",
        is_told=True,
    ),
    Table("interviewers", Interviewer, "owner", "The people you met."),
    Table("positions", Position, "owner", "One job at one company."),
    Table(
        "interviews",
        Interview,
        "position__owner",
        "One meeting for a position.",
        most={"invitation_sequence": MOST_OF_31_BITS},
    ),
    Table("seats", PanelSeat, "interview__position__owner", "An interviewer on the panel of an interview."),
    Table("topics", Topic, "seat__interview__position__owner", "Something an interviewer cared about."),
    Table("concerns", Concern, "seat__interview__position__owner", "A doubt an interviewer showed."),
    Table("ties", KeepInTouch, "position__owner", "With whom to keep in touch after the outcome, and when."),
    Table(
        "letters",
        Letter,
        "position__owner",
        "What you said or mean to say. Without a text it is drafted afresh whenever it is opened.",
        agrees=(("interview.position", "position"),),
    ),
    Table("saved_texts", SavedText, "letter__position__owner", "An earlier text of a letter."),
    Table("gifts", Gift, "owner", "An article, a tip, a website or a contact, to go with a letter."),
    Table("lessons", Lesson, "owner", "What you learned from writing, in your words."),
    Table(
        "reminders",
        Reminder,
        "user",
        "One thing that is, was or will be due. The numbers in `occasion` are keys of this file.",
        checks={"kind": lambda value: value in KINDS, "slot": lambda value: value in {"morning", "debrief"}},
        agrees=(("interview.position", "position"), ("letter.position", "position")),
    ),
    Table(
        "mailings",
        Mailing,
        "user",
        "One mail that went to you, or could not. Mail still on its way is made anew from the reminders.",
        left_out={
            "message_id": "The name of the mail between mail servers; another server gives its own.",
            "claim_id": "Which worker has it in hand.",
            "claimed_at": "Which worker has it in hand.",
        },
        only=Q(state__in=[Mailing.State.SENT, Mailing.State.FAILED, Mailing.State.EXPIRED, Mailing.State.DROPPED]),
    ),
)

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
BY_MODEL: Mapping[type[Model], Table] = {table.model: table for table in TABLES}

LEFT_OUT: Mapping[str, str] = {
    "account.EmailConfirmation": "Secret links that confirm an address, and die within days.",
    "accounts.Errand": "Work a worker does for you; its files go after seven days.",
    "accounts.User_groups": "Set by whoever runs the server.",
    "accounts.User_user_permissions": "Set by whoever runs the server.",
    "admin.LogEntry": "What somebody did who runs the server.",
    "desk.SearchEntry": "A copy of your words for searching, made anew from the tables above.",
    "mfa.Authenticator": "Secrets: passkeys, authenticators and recovery codes hold for one server.",
    "reminders.CalendarEntry": "Counts the changes of your calendar for programs that subscribe to its secret address.",
    "sessions.Session": "Where you are signed in; it ends when you sign out.",
    "usersessions.UserSession": "Where you are signed in; it ends when you sign out.",
}
"""Models with rows of an account that are in no export, by label, and why."""


def ways_to_accounts() -> dict[type[Model], str]:
    """Return every model from whose rows a way of links leads to an account, links between rows included, with a
    shortest such way as a lookup: "seat__interview__position__owner" of a topic.
    """
    found: dict[type[Model], str] = {User: ""}
    everyone = apps.get_models(include_auto_created=True)
    while more := {model: way for model in everyone if model not in found and (way := _way(model, found))}:
        found |= more
    del found[User]
    return found


def _way(model: type[Model], known: Mapping[type[Model], str]) -> str:
    """Return the way from a model over one of its links to a known one, "" where there is none."""
    links = (*model._meta.concrete_fields, *model._meta.many_to_many)
    targets = ((each.name, each.remote_field.model) for each in links if each.remote_field is not None)
    ways = [f"{name}__{known[target]}".removesuffix("__") for name, target in targets if target in known]
    return min(ways, key=lambda way: way.count("__"), default="")
