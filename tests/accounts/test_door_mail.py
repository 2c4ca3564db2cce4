"""The mails of the door in HTML."""

import re
from html import unescape

import pytest
from django.core import mail
from django.test import Client

from accounts.door_mail import Part, parts_of
from tests.factories import make_user

TEXT = "Hello,\n\nSomeone asked.\n\nhttps://a.example/x/\n\nAB-12\n\nWhen: now\nFrom: here\n\n-- \nFairhand\na.example"


def test_a_text_falls_into_words_a_button_and_a_code() -> None:
    assert parts_of(TEXT, {"activate_url": "https://a.example/x/", "code": "AB-12"}) == [
        Part("Hello,"),
        Part("Someone asked."),
        Part("https://a.example/x/", label="Confirm the address"),
        Part("AB-12", is_code=True),
        Part("When: now\nFrom: here"),
    ]


def test_without_address_and_code_all_of_it_is_words() -> None:
    assert [part for part in parts_of(TEXT, {"code": ""}) if part.label or part.is_code] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "field", "known", "button"),
    [
        ("/accounts/signup/", "email", False, "Confirm the address"),
        ("/accounts/signup/", "email", True, "Choose a new password"),
        ("/accounts/password/reset/", "email", True, "Choose a new password"),
        ("/accounts/password/reset/", "email", False, "Make an account"),
    ],
)
def test_a_mail_of_the_door_has_the_address_of_its_text_on_a_button(
    path: str, field: str, known: bool, button: str
) -> None:
    address = make_user().email if known else "new@example.org"
    Client().post(path, {field: address, "password1": "four quiet harbour lamps"})
    (message,) = mail.outbox
    ((html, kind),) = message.alternatives
    links = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>([^<]+)</a>', str(html))
    assert kind == "text/html"
    assert [label for _address, label in links] == [button]
    assert unescape(links[0][0]) in str(message.body)


@pytest.mark.django_db
def test_a_code_stands_out_and_nothing_of_the_mail_is_fetched_from_elsewhere() -> None:
    Client().post("/accounts/login/code/", {"email": make_user().email})
    (message,) = mail.outbox
    ((html, _kind),) = message.alternatives
    code = re.search(r'<p class="code"[^>]*>([^<]+)</p>', str(html))
    assert code is not None
    assert f"\n{code[1]}\n" in str(message.body)
    assert "src=" not in str(html)
    assert "url(" not in str(html)
