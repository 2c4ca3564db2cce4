"""What somebody types in: every such field of every page has a purpose, decided here, and says it to the browser."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from accounts.purposes import PURPOSES
from tests.factories import PASSWORD, log_form
from tests.routes import World, make_world, routes, signed_in, signed_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TYPED = {"text", "email", "password", "number", "tel", "url", "search"}
ROW = re.compile(r"^(seats|topics|concerns)-(\d+|__prefix__)-")
FIELDS = {
    "login": "own e-mail", "password": "password", "oldpassword": "password",
    "password1": "new password", "password2": "new password",
    "company": "company", "title": "work", "role": "work",
    "honorific": "name", "hr_name": "name", "names": "name", "person": "name",
    "hr_email": "e-mail", "phone": "phone", "where": "address",
    "street": "address", "town": "address", "region": "address", "postcode": "postcode",
    "to_street": "address", "to_town": "address", "to_region": "address", "to_postcode": "postcode",
    "from_street": "own address", "from_town": "own address", "from_region": "own address",
    "from_postcode": "own postcode",
    "topics": "rest of a sentence", "concern": "rest of a sentence", "impressed_me": "rest of a sentence",
    "my_question": "rest of a sentence", "helpful_answer": "rest of a sentence", "decision_words": "rest of a sentence",
    "answer": "sentences", "key_message": "sentences", "left_out": "sentences", "to_correct": "sentences",
    "note": "sentences",
    "web": "web address", "pasted": "pasted", "q": "search",
    "minutes": "whole number", "window_number": "whole number", "words_per_minute": "whole number",
    "card_width_mm": "measure", "card_height_mm": "measure", "mm_per_character": "measure", "length_mm": "measure",
}  # fmt: skip
# One name, several purposes: by the route.
BY_ROUTE = {
    ("name", "accounts:settings"): "own name", ("name", "mfa_"): "key's name", ("name", ""): "name",
    ("email", "account_"): "own e-mail", ("email", "data:delete"): "own e-mail, retyped", ("email", ""): "e-mail",
    ("code", "mfa_"): "code of figures", ("code", "account_"): "code of letters",
    ("text", "gifts:"): "rest of a sentence", ("text", "debrief:"): "rest of a sentence", ("text", "lessons:"): "sentences",
    ("text", "letters:edit"): "letter",
}  # fmt: skip
AUTOFILL = {"street": "street-address", "town": "address-level2", "region": "address-level1", "postcode": "postal-code"}
FOCUSED = {
    "account_login", "account_signup", "account_reset_password", "account_request_login_code", "account_reauthenticate",
    "account_reset_password_from_key", "account_confirm_login_code", "mfa_authenticate", "debrief:who",
}  # fmt: skip


class Fields(HTMLParser):
    """The fields of a page that somebody types in, and all that have the focus."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.typed: list[dict[str, str | None]] = []
        self.focused: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "textarea" or (tag == "input" and (found.get("type") or "text") in TYPED):
            self.typed.append(found)
        if "autofocus" in found:
            self.focused.append(found.get("name") or tag)


def purpose_of(name: str, route: str) -> str | None:
    name = ROW.sub("", name)
    by_route = (purpose for (field, start), purpose in BY_ROUTE.items() if field == name and route.startswith(start))
    return next(by_route, None) or FIELDS.get(name)


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Every page that can be opened, signed in and out, and those behind a first step; by the route's name."""
    for client in (signed_in(world.user), signed_out()):
        for route in routes(world):
            if not (route.is_admin or route.is_sheet):
                response = client.get(route.path)
                if response.status_code == 200 and b"<html" in response.content[:200]:
                    yield route.name, response.content.decode()
    yield "account_reset_password_from_key", new_password_page(world)
    yield "account_confirm_login_code", page_after(reverse("account_request_login_code"), email=world.user.email)
    TOTP.activate(world.user, generate_totp_secret())
    yield "mfa_authenticate", page_after(reverse("account_login"), login=world.user.email, password=PASSWORD)


def new_password_page(world: World) -> str:
    key = EmailAwarePasswordResetTokenGenerator().make_token(world.user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(world.user), "key": key})
    return signed_out().get(path, follow=True).content.decode()


def page_after(path: str, **typed: str) -> str:
    return Client().post(path, typed, follow=True).content.decode()


def test_every_field_says_what_it_is_for():
    world = make_world()
    wrong, seen = [], set()
    for route, page in pages(world):
        for field in Fields(page).typed:
            name = field.get("name") or field.get("id") or ""
            purpose = purpose_of(name, route)
            if purpose is None:
                wrong.append(f"{route}: {name} has no purpose in this table")
                continue
            seen.add(purpose)
            expected = dict(PURPOSES[purpose])
            if name.startswith("from_"):
                expected["autocomplete"] = AUTOFILL[name.removeprefix("from_")]
            if missing := {key: value for key, value in expected.items() if field.get(key) != value}:
                wrong.append(f"{route}: {name} lacks {missing}")
    assert wrong == []
    assert seen == set(PURPOSES)


def test_the_focus_is_given_where_a_page_is_there_for_one_field_and_nowhere_else():
    world = make_world()
    given = {route: found.focused for route, page in pages(world) if (found := Fields(page)).focused}
    assert set(given) == FOCUSED
    assert {len(fields) for fields in given.values()} == {1}


def test_the_first_field_that_is_refused_has_the_focus():
    world = make_world()
    client = signed_in(world.user)
    answers = {
        "people:add": client.post("/people/add/", {"name": "", "email": "nobody"}),
        "lessons:list": client.post("/lessons/", {"text": ""}),
        "interviews:log": client.post("/interviews/log/", log_form(company="", window="weeks", window_number="900")),
        "account_login": signed_out().post("/accounts/login/", {"login": "", "password": ""}),
        "interviews:position_edit": client.post(
            reverse("interviews:position_edit", args=[world.interview.position_id]),
            {"company": "Harbour & Field", "title": ""},
        ),
    }
    assert {name: Fields(answer.content.decode()).focused for name, answer in answers.items()} == {
        "people:add": ["name"],
        "lessons:list": ["text"],
        "interviews:log": ["company"],
        "account_login": ["login"],
        "interviews:position_edit": ["title"],
    }
