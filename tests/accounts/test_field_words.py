"""What is said of a field that was left empty, or holds what it cannot."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import field_words
from accounts.purposes import PURPOSES
from tests.factories import make_user
from tests.pages.test_every_page import is_page
from tests.routes import make_world, routes, signed_in, signed_out


class _Form(forms.Form):
    company = forms.CharField()
    email = forms.EmailField()
    country = forms.ChoiceField(choices=[("GB", "Britain")])
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField()
    sure = forms.BooleanField()
    anything = forms.CharField()
    own = forms.CharField(error_messages={"required": "Say which one."})


def test_an_empty_field_says_what_it_asks_for() -> None:
    assert _Form({}, {}).errors == {
        "company": ["Enter the company’s name."],
        "email": ["Enter an e-mail address."],
        "country": ["Choose one of these."],
        "day": ["Enter a day."],
        "file": ["Choose a file."],
        "sure": ["Tick this to go on."],
        "anything": ["Fill this in."],
        "own": ["Say which one."],
    }


def test_a_field_with_what_it_cannot_hold_says_so_in_our_words() -> None:
    wrong = {
        "company": "x" * 9,
        "email": "ana@",
        "country": "XX",
        "day": "soon",
        "sure": "on",
        "anything": "a",
        "own": "b",
    }
    form = _Form(wrong, {"file": SimpleUploadedFile("a", b"a")})
    form.fields["company"] = forms.CharField(max_length=8)
    assert form.errors == {
        "company": ["It has 9 characters; at most 8 fit in here."],
        "email": ["Enter an e-mail address, such as ana@example.org."],
        "country": ["Choose one of these."],
        "day": ["Enter a day."],
    }


def test_the_fields_of_the_class_keep_the_words_they_have() -> None:
    _Form({}, {}).errors  # noqa: B018 - reading them is what validates
    assert _Form.base_fields["company"].error_messages["required"] == "This field is required."


def test_every_sentence_is_of_a_purpose_that_there_is() -> None:
    assert set(field_words._BY_PURPOSE) <= set(PURPOSES)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_no_page_says_of_an_empty_field_only_that_it_is_required() -> None:
    world = make_world()
    pages = [route for route in routes(world) if is_page(route)]
    refused = set()
    for make_client in (lambda: signed_in(world.user), signed_out, lambda: signed_in(make_user())):
        for route in pages:
            client: Client = make_client()
            answer = client.post(route.path, {"nothing": ""})
            assert b"This field is required." not in answer.content, route.name
            if b"is-invalid" in answer.content:
                refused.add(route.name)
    assert {"interviews:log", "people:add", "gifts:add", "account_login", "data:delete"} <= refused
