"""Every route of the product, read from the URL configuration, each with an example of its arguments.

A new route with arguments needs an example below; without one every walk fails and names it.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import int_to_base36
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.models import Errand, User
from config.mailbox import local_mailbox
from interviews.models import Interview
from letters.models import Gift, Lesson, Letter
from reminders.links import StopTicket, Ticket, stop_path, token_for
from reminders.models import Mailing, Reminder
from reminders.subscriptions import subscribe
from tests.factories import HELD_AT, make_interview, make_user

# What a sign-in, a rate limit or the framework itself writes down; everything else is somebody's row.
_BOOKKEEPING = {"sessions.Session", "usersessions.UserSession", "contenttypes.ContentType", "auth.Permission"}
# What a browser is given whoever asks: an app's description, and the page for when there is no connection.
SAME_FOR_ALL = frozenset({"desk:manifest", "desk:worker", "desk:offline"})
# Our own routes that anybody may open without signing in.
PUBLIC = SAME_FOR_ALL | {
    "desk:day", "data:gone", "reminders:link", "reminders:stop", "calendar_feed", "healthz", "mailbox",
    "mailbox_message",
}  # fmt: skip
# Of those, the ones whose address is the permission.
BY_TOKEN = frozenset({"reminders:link", "reminders:stop", "calendar_feed"})
ARGUMENT = re.compile(r"<[^>]+>|\(\?P<\w+>[^)]*\)")


@dataclass(frozen=True)
class Route:
    """A route by its name and pattern, and its address with the example's arguments."""

    name: str
    pattern: str
    path: str

    @property
    def is_ours(self) -> bool:
        """Whether a view of the product answers, not one of allauth or the admin."""
        return not self.pattern.startswith(("accounts/", "admin/"))

    @property
    def is_sheet(self) -> bool:
        """Whether it answers with a file: a printed sheet or a picture of one, which takes its time, an e-mail, a card."""
        return self.pattern.endswith((".pdf", ".png", ".eml", ".vcf", ".ics"))

    @property
    def is_admin(self) -> bool:
        return self.pattern.startswith("admin/")

    @property
    def has_key(self) -> bool:
        """Whether it names a row of somebody's."""
        return "<int:pk>" in self.pattern

    def with_argument(self, value: str) -> str:
        """Return the address with this in the place of every argument, as somebody types it into the address bar."""
        return "/" + ARGUMENT.sub(lambda _found: value, self.pattern).replace("^", "").replace("$", "")


@dataclass(frozen=True)
class World:
    """One account with a row of every kind that a route can name."""

    user: User
    interview: Interview
    letter: Letter
    reminder: Reminder
    mailing: Mailing
    errand: Errand
    mail: str
    calendar: str
    gift: Gift
    lesson: Lesson

    def examples(self) -> dict[str, dict[str, Any]]:
        """Return the arguments of each route that has some, by its name."""
        interview = {"pk": self.interview.pk}
        person = {"pk": self.letter.recipient_id}
        return {
            "desk:month": {"year": 2026, "month": 11},
            **{f"people:{page}": person for page in ("detail", "edit", "merge", "take_out")},
            "interviews:detail": interview,
            "interviews:edit": interview,
            "interviews:cancel": interview,
            "interviews:move": interview,
            "interviews:calendar": interview,
            "interviews:card": {"pk": self.interview.seats.first().interviewer_id},
            "interviews:delete": interview,
            "interviews:outcome": {"pk": self.interview.position_id},
            **{
                f"interviews:{name}": {"pk": self.interview.position_id}
                for name in ("position", "position_edit", "move_on", "take_back")
            },
            "letters:open": {"pk": self.interview.position_id},
            "debrief:start": interview,
            "debrief:who": interview,
            "debrief:person": interview | {"seat": self.interview.seats.first().pk},
            "debrief:meeting": interview,
            "debrief:done": interview,
            "letters:edit": {"pk": self.letter.pk},
            "letters:fit": {"pk": self.letter.pk},
            "letters:autosave": {"pk": self.letter.pk},
            "letters:history": {"pk": self.letter.pk},
            "letters:saved_text": {"pk": self.letter.pk, "number": 1},
            "letters:gift": {"pk": self.letter.pk},
            "letters:copy": {"pk": self.letter.pk},
            "letters:print": {"pk": self.letter.pk},
            "letters:page_picture": {"pk": self.letter.pk, "number": 1},
            "letters:copy_sheet": {"pk": self.letter.pk},
            "letters:guide_sheet": {"pk": self.letter.pk},
            "letters:envelope": {"pk": self.letter.pk},
            "letters:address": {"pk": self.letter.pk},
            "letters:call_sheet": {"pk": self.letter.pk},
            "letters:reach": {"pk": self.letter.pk},
            "letters:eml": {"pk": self.letter.pk},
            "letters:pack": interview,
            "letters:pack_file": interview,
            "gifts:edit": {"pk": self.gift.pk},
            "gifts:remove": {"pk": self.gift.pk},
            "lessons:edit": {"pk": self.lesson.pk},
            "lessons:remove": {"pk": self.lesson.pk},
            "accounts:errand": {"pk": self.errand.pk},
            "accounts:errand_file": {"pk": self.errand.pk},
            "data:export_file": {"pk": self.errand.pk},
            "reminders:act": {"pk": self.reminder.pk},
            "reminders:resume": interview,
            "reminders:try_again": {"pk": self.mailing.pk},
            "reminders:link": {"token": token_for(Ticket(self.reminder.pk, self.reminder.version))},
            "reminders:stop": {"token": stop_path(StopTicket(self.user.pk)).split("/")[-2]},
            "calendar_feed": {"token": self.calendar},
            "mailbox_message": {"key": self.mail},
            "account_confirm_email": {"key": "Mg:1abc:def"},
            "account_reset_password_from_key": {"uidb36": int_to_base36(self.user.pk), "key": "abc-def"},
            "mfa_remove_webauthn": {"pk": self.user.authenticator_set.get().pk},
            "mfa_edit_webauthn": {"pk": self.user.authenticator_set.get().pk},
            "admin:view_on_site": {"content_type_id": 1, "object_id": self.user.pk},
            "admin:app_list": {"app_label": "accounts"},
            **{
                f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}": {"object_id": _first_key(model)}
                for model in apps.get_models()
                for page in ("history", "delete", "change")
            },
        }


def make_world(**fields: Any) -> World:
    """Return an account with an interview, its letters and reminders, a failed mailing, an errand, a passkey, a gift on
    the shelf and a lesson.
    """
    user = make_user(**fields)
    interview = make_interview(user, where="12 Quay Street")
    address = {"street": "12 Quay Street", "town": "Bristol", "postcode": "BS1 4DJ"}
    for row in (user, interview.position):
        type(row).objects.filter(pk=row.pk).update(**address)
        row.refresh_from_db()
    reminder = Reminder.objects.filter(user=user, kind="follow_up").get()
    mailing = Mailing.objects.create(
        user=user, local_day=HELD_AT.date(), slot="morning", message_id=f"<{user.pk}@example.org>", state="failed",
        next_try_at=HELD_AT, expires_at=HELD_AT, last_error="The mail server answered 550: no such mailbox",
    )  # fmt: skip
    mailing.reminders.add(reminder)
    errand = Errand.objects.create(owner=user, kind="desk.export")
    user.groups.create(name=f"Group {user.pk}")
    UserSession.objects.create(user=user, ip="127.0.0.1", session_key=f"session {user.pk}")
    user.authenticator_set.create(type="webauthn", data={"name": "Key", "credential": _passkey()})
    mail = local_mailbox().add(b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Confirm\r\n\r\nThe text\r\n")
    gift = user.gifts.create(text="a map of Harbour Quay Street", interviewer=reminder.interviewer)
    lesson = user.lessons.create(text="Ms Adeyemi liked the map of the harbour.")
    letter, calendar = interview.letters.first(), subscribe(user, HELD_AT)
    letter.saved_texts.create(number=1, slot=0, text="Dear Ms Adeyemi", begun_at=HELD_AT, saved_at=HELD_AT)
    return World(user, interview, letter, reminder, mailing, errand, mail, calendar, gift, lesson)


def routes(world: World) -> list[Route]:
    """Return every named route of the URL configuration, in its order. Raises LookupError for one without example."""
    examples, found = world.examples(), []
    for name, pattern in _patterns(get_resolver().url_patterns):
        if ARGUMENT.search(pattern) and name not in examples:
            raise LookupError(f"tests/routes.py has no example arguments for the route {name} ({pattern}).")
        found.append(Route(name, pattern, reverse(name, kwargs=examples.get(name))))
    return found


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every model, links between rows included, by the model's label."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in _BOOKKEEPING
    }


def signed_in(user: User, **options: Any) -> Client:
    """Return a browser in which the account has just signed in; an error is a page in it, not an exception."""
    client = signed_out(**options)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def signed_out(**options: Any) -> Client:
    """Return a browser in which nobody is signed in."""
    return Client(raise_request_exception=False, SERVER_NAME="localhost", **options)


def _patterns(patterns: list[URLPattern | URLResolver], before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            inside = f"{space}{each.namespace}:" if each.namespace else space
            yield from _patterns(each.url_patterns, before + str(each.pattern), inside)
        elif each.name:
            yield space + each.name, before + str(each.pattern)


def _passkey() -> dict[str, Any]:
    """Return what a browser answers when it has made a passkey."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    credential = AttestedCredentialData.create(bytes(16), b"a key of the tests", key)
    seen = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP, 0, credential)
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"challenge", "http://localhost")
    return {
        "id": websafe_encode(credential.credential_id),
        "rawId": websafe_encode(credential.credential_id),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
        },
    }


def _first_key(model: Any) -> Any:
    return model._default_manager.values_list("pk", flat=True).order_by("pk").first() or 1
