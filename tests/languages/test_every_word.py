"""Every word of every page and of every form's errors is offered for translation."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any
from zoneinfo import available_timezones

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client

from accounts.places import countries
from tests.languages.wrapped import Page, outside
from tests.routes import Route, make_world, routes, signed_in, signed_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "wrapped_language")]

# What is the same in every language, each with its reason.
THE_SAME = (
    r"Fairhand",  # the product's name
    r"\b(?:UTC|GMT|BST)\b",  # short names of times
    r"\bUS Letter\b",  # a size of paper
    r"\b[A-Z2-7]{32}\b",  # the secret of an authenticator
)
# The mail in the local mailbox and the passkey of tests/routes.py: what somebody wrote.
WRITTEN = ("Confirm", "The text", "Key")
# The advice has its words in a file for each language, not in a catalogue.
PACKS = [*(settings.BASE_DIR / "letters/advice/data/en").glob("*.toml"), settings.BASE_DIR / "letters/ways/en.toml"]
SLOT = re.compile(r"\\{\w+\\}")
FIELD = re.compile(r"""<(?:input|textarea|select)\b[^>]*?\bname="([^"]+)\"""")
LETTER = re.compile(r"[^\W\d_]{2,}")


def strings(table: Any) -> Iterator[str]:
    """Return every string in what a TOML file holds."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict | list):
        for each in table.values() if isinstance(table, dict) else table:
            yield from strings(each)


def typed() -> set[str]:
    """Return every text that somebody typed, from every row, whole and by its lines."""
    found = set(WRITTEN)
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not field.choices
        ]
        for row in model._default_manager.values_list(*names) if names else ():
            found |= {part for value in row if value for part in (str(value), *str(value).splitlines()) if part}
    return found


def not_of_a_catalogue(written: set[str]) -> re.Pattern[str]:
    """Return what finds a name of a place, something written, or a sentence of the advice with its slots filled."""
    zones = available_timezones()
    names = written | zones | {zone.replace("_", " ") for zone in zones} | {name for _code, name in countries()}
    advice = {text for path in PACKS for text in strings(tomllib.loads(path.read_text()))}
    advice = {text for text in advice if " " in text or text.istitle()}
    found = {re.escape(text) for text in names} | {SLOT.sub(".+?", re.escape(text)) for text in advice}
    return re.compile("|".join(sorted(found, key=len, reverse=True)), re.IGNORECASE)


def untranslated(html: str, known: re.Pattern[str]) -> list[str]:
    """Return what a page shows that no catalogue was asked for, without what was typed and what is always the same."""
    left = []
    for text in Page(html).untranslated:
        rest = text
        for pattern in THE_SAME:
            rest = re.sub(pattern, " ", rest)
        if LETTER.search(known.sub(" ", rest)):
            left.append(text)
    return left


def is_page(response: Any) -> bool:
    return "html" in response.headers.get("Content-Type", "") and not response.streaming


def shown(ask: Any, which: list[Route]) -> dict[str, list[str]]:
    """Return what is untranslated on the pages that these routes answer with, by the route's name."""
    before = typed()
    answers = {route.name: ask(route) for route in which}
    assert {name for name, answer in answers.items() if answer.status_code >= 500} <= {"healthz"}
    pages = {name: answer.content.decode() for name, answer in answers.items() if is_page(answer)}
    known = not_of_a_catalogue(before | typed())
    return {name: found for name, html in pages.items() if (found := untranslated(html, known))}


def test_what_stands_outside_the_marks_is_found():
    html = '<p title="A">«one <b>two «three»</b>» four<input type="submit" value="«Five» six"><textarea>x</textarea>'
    assert (Page(html).untranslated, outside("«a» b")) == (["A", "four", "six"], (" b", 0))


def nonsense(client: Client, route: Route) -> dict[str, str]:
    """Return the fields of the page's forms, each filled with what none of them takes."""
    page = client.get(route.path)
    names = FIELD.findall(page.content.decode()) if page.status_code == 200 and is_page(page) else []
    kept = {"csrfmiddlewaretoken", "version"}
    return {name: "3" if name.endswith("_FORMS") else "☃" * 7000 for name in names if name not in kept}


@pytest.fixture(params=[signed_in, signed_out], ids=["signed in", "signed out"])
def visit(request):
    """A client, signed in or not, and the routes of an account's world."""
    world = make_world()
    client = signed_in(world.user) if request.param is signed_in else signed_out()
    return client, [route for route in routes(world) if not route.is_admin and not route.is_sheet]


def test_every_page_can_be_translated(visit):
    client, which = visit
    assert shown(lambda route: client.get(route.path), which) == {}


def test_every_error_of_an_empty_form_can_be_translated(visit):
    client, which = visit
    assert shown(lambda route: client.post(route.path), which) == {}


@pytest.mark.long
def test_every_error_of_a_form_full_of_nonsense_can_be_translated(visit):
    client, which = visit
    assert shown(lambda route: client.post(route.path, nonsense(client, route)), which) == {}
