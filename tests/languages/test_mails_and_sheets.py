"""Every word of every mail and of every printed sheet is offered for translation."""

import re
from io import BytesIO

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.sites.requests import RequestSite
from django.test import RequestFactory
from django.utils import timezone
from pypdf import PdfReader

from letters.hand import calibration_line
from letters.models import Letter
from reminders.kinds import KINDS
from reminders.mail import message_for
from reminders.models import Reminder
from tests.factories import HELD_AT
from tests.languages.test_every_word import LETTER, THE_SAME, not_of_a_catalogue, typed, untranslated
from tests.languages.wrapped import outside
from tests.routes import World, make_world, routes, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "wrapped_language")]

ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\blocalhost\S*")
DOOR_MAILS = sorted(
    str(path.relative_to(settings.BASE_DIR / "templates")).removesuffix("_message.txt")
    for folder in ("account/email", "mfa/email")
    for path in (settings.BASE_DIR / "templates" / folder).glob("*_message.txt")
    if path.with_name(path.name.replace("_message", "_subject")).exists()
)
SECRETS = {
    "code": "314-159", "activate_url": "https://example.org/1", "password_reset_url": "https://example.org/2",
    "signup_url": "https://example.org/3", "key": "2718", "ip": "192.0.2.1", "user_agent": "4", "uid": "5", "token": "6",
    "from_email": "old@example.org", "to_email": "new@example.org", "deleted_email": "old@example.org",
}  # fmt: skip
# What is the same in every language on a sheet: a measure, and the line that a hand is measured by.
MEASURES = (re.escape(calibration_line), r"\bmm\b", r"\bA[456]\b")
# A text of no words, whose lines need no translation.
SILENT_TEXT = "1 2 3,\n\n4 5 6 7 8. 9 10 11.\n\n12,\n13"


def unmarked(text: str, same: tuple[str, ...] = ()) -> list[str]:
    """Return the lines of a plain text in which something stands that no catalogue was asked for."""
    known = not_of_a_catalogue(typed())
    left = []
    for line in outside(text)[0].splitlines():
        rest = ADDRESS.sub(" ", line)
        for pattern in (*THE_SAME, *same):
            rest = re.sub(pattern, " ", rest)
        if LETTER.search(known.sub(" ", rest)):
            left.append(line)
    return left


def reminders_of_every_kind(world: World) -> list[Reminder]:
    held = {"user": world.user, "position": world.interview.position, "interview": world.interview}
    return [
        Reminder.objects.create(
            **held, occasion=f"a test of {kind} {letter}", kind=kind, slot=KINDS[kind].slot, due_at=HELD_AT, letter=letter,
            interviewer=world.letter.recipient, last_useful_on=HELD_AT.date(),
        )
        for kind in KINDS
        for letter in ([None] if kind in {"debrief", "write"} else [world.letter, None])
    ]  # fmt: skip


def test_what_stands_outside_the_marks_of_a_text_is_found():
    assert unmarked("«Hello,»\n\nthe rest «of it\nover two lines» https://example.org/") == [
        "the rest  https://example.org/"
    ]


@pytest.mark.parametrize(
    "channel", ["hand", *(pytest.param(each, marks=pytest.mark.long) for each in ("email", "call"))]
)
def test_every_reminder_can_be_translated(channel):
    world = make_world()
    Letter.objects.update(channel=channel)
    one = reminders_of_every_kind(world)
    every = list(Reminder.objects.filter(pk__in=[each.pk for each in one]).with_words())
    for carried in ([each] for each in every):
        message = message_for(world.mailing, timezone.now(), carried)
        assert message is not None
        (html,) = (str(part.content) for part in message.alternatives)
        found = [*unmarked(message.subject), *unmarked(str(message.body))]
        assert (carried[0].kind, found) == (carried[0].kind, [])
        assert (carried[0].kind, untranslated(ADDRESS.sub("", html), not_of_a_catalogue(typed()))) == (
            carried[0].kind,
            [],
        )
    whole = message_for(world.mailing, timezone.now(), every)
    assert whole is not None
    assert unmarked(f"{whole.subject}\n{whole.body}") == []


def test_every_mail_of_the_door_can_be_translated():
    world = make_world()
    context = {
        **SECRETS, "user": world.user, "email": world.user.email, "current_site": RequestSite(RequestFactory(SERVER_NAME="localhost").get("/")),
        "timestamp": timezone.now(), "authenticator": world.user.authenticator_set.get(),
    }  # fmt: skip
    for prefix in DOOR_MAILS:
        message = get_adapter().render_mail(prefix, world.user.email, context)
        assert (prefix, unmarked(f"{message.subject}\n{message.body}")) == (prefix, [])


def test_there_are_mails_of_the_door():
    assert {"account/email/email_confirmation_signup", "account/email/login_code", "mfa/email/totp_activated"} <= {
        *DOOR_MAILS
    }


@pytest.mark.parametrize("as_call", [False, True], ids=["by post", "by phone"])
def test_every_printed_sheet_can_be_translated(as_call):
    world = make_world()
    Letter.objects.update(text=SILENT_TEXT, channel="call" if as_call else "hand", state="ready", version=1)
    client = signed_in(world.user)
    seen, marked = {}, set()
    for route in routes(world):
        if route.pattern.endswith(".pdf"):
            answer = client.get(route.path)
            if answer.status_code == 200:
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
                marked |= {route.name} if "«" in text else set()
                seen[route.name] = unmarked(text, MEASURES)
    assert marked >= ({"letters:call_sheet"} if as_call else {"letters:copy_sheet", "letters:guide_sheet"})
    assert {name: found for name, found in seen.items() if found} == {}
