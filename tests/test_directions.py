"""A name with an override in it turns no line: not on a page, in a mail, on a sheet, in a feed or on a card."""

import io
import re

import pytest
from pypdf import PdfReader

from accounts.bidi import straight
from interviews.models import Interview, Interviewer
from letters.models import Letter
from reminders.models import Reminder
from tests.factories import HELD_AT, letter_to, make_interview, make_position, make_user
from tests.routes import make_world, routes, signed_in
from tests.test_bad_input import mail_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
TURNED = "\u202eeoD\u2067"


def turn_everything(user):
    """Put an override into every text of the account that others' words stand beside."""
    user.positions.update(company=f"Harbour{TURNED}", title=f"Archivist{TURNED}", key_message=f"calm{TURNED}")
    Interviewer.objects.filter(owner=user).update(name=f"Ifeoma{TURNED}", role=f"Head{TURNED}", note=f"May{TURNED}")
    Interview.objects.filter(position__owner=user).update(where=f"Quay{TURNED}", left_out=f"rota{TURNED}")
    Letter.objects.filter(position__owner=user).update(text=f"Dear Ifeoma{TURNED}, thank you.")
    user.gifts.update(text=f"a map{TURNED}")
    user.name = f"Daniel{TURNED}"
    user.save()


def test_no_answer_of_any_route_turns_a_line():
    world = make_world()
    turn_everything(world.user)
    me, seen = signed_in(world.user), {}
    for route in routes(world):
        if not route.is_admin and not route.pattern.endswith((".png", ".pdf")):
            answer = me.get(route.path)
            if not answer.streaming:
                seen[route.name] = answer.content.decode("utf-8", "replace")
    assert {name for name, page in seen.items() if TURNING.search(page)} == set()
    assert {
        name for name in ("people:list", "calendar_feed", "interviews:card", "letters:list") if "eoD" not in seen[name]
    } == set()


def test_no_mail_turns_a_line():
    user = make_user()
    make_interview(user)
    turn_everything(user)
    Reminder.objects.update(due_at=HELD_AT)
    message = mail_of(user)
    ((html, _kind),) = message.alternatives
    assert [TURNING.findall(text) for text in (message.subject, message.body, html)] == [[], [], []]
    assert ["eoD" in text for text in (message.subject, message.body, html)] == [True, True, True]


def test_no_sheet_turns_a_line():
    user = make_user()
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    turn_everything(user)
    pdf = PdfReader(io.BytesIO(signed_in(user).get(f"{letter.get_absolute_url()}copy-sheet.pdf").content))
    printed = "".join(page.extract_text() for page in pdf.pages) + pdf.metadata.title
    assert "eoD" in printed
    assert TURNING.findall(printed) == []


def test_marks_and_letters_with_a_direction_of_their_own_stay():
    assert straight("שרה לוי\u200f, \u200eHarbour \u202eturned\u202c\u2066\u2069 محمد\u061c") == (
        "שרה לוי\u200f, \u200eHarbour turned محمد\u061c"
    )


def test_the_row_keeps_what_was_typed():
    position = make_position(make_user(), company=f"Harbour{TURNED}")
    position.refresh_from_db()
    assert position.company == f"Harbour{TURNED}"
