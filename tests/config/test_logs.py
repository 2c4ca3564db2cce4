"""What is logged: keys and places in the code, never a name, a word of a letter or a token."""

import logging
from collections.abc import Iterator

import pytest
from celery.app.trace import build_tracer
from django.test import Client

from config.celery import app
from config.logs import Lines
from letters.models import Letter
from tests.routes import World, make_world, routes, signed_in, signed_out

SECRET = "nIuZ4yqR5vM0b8kq2nGx7sJd1LhTfW3eYpCaVtBoXgE"


def record(words: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    raised = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("django.request", logging.WARNING, __file__, 1, words, args, raised)
    made.created = 1_795_000_000.25
    return made


def test_a_line_has_its_time_in_utc():
    assert Lines().format(record("Not Found: %s", "/letters/7/")) == (
        "2026-11-18T11:06:40.250Z WARNING django.request Not Found: /letters/7/"
    )


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (f"/calendar/{SECRET}.ics", "/calendar/…"),
        (f"/reminders/link/12:3:{SECRET}:abc/", "/reminders/link/…/"),
        ("/accounts/password/reset/key/1-cxyz12-0123456789abcdef0123456789abcdef/", "/accounts/password/reset/key/…/"),
        ("/people/%D0%98%D1%84%D0%B5%D0%BE%D0%BC%D0%B0/", "/people/…"),
        ("/interviews/positions/12/outcome/", "/interviews/positions/12/outcome/"),
        ("/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/"),
    ],
)
def test_a_path_is_logged_without_what_could_be_a_secret(path, shown):
    assert Lines().format(record("Not Found: %s", path)).endswith(f"Not Found: {shown}")


def test_an_error_is_logged_by_its_type_and_place_and_not_by_its_words():
    try:
        raise ValueError("Ifeoma Adeyemi <i.adeyemi@example.org>")
    except ValueError as error:
        line = Lines().format(record("Internal Server Error: %s", "/letters/7/", error=error))
    first, place, kind = line.splitlines()
    assert first.endswith("Internal Server Error: /letters/7/")
    assert place.startswith(f"  {__file__}:")
    assert place.endswith(" test_an_error_is_logged_by_its_type_and_place_and_not_by_its_words")
    assert kind == "  builtins.ValueError"


def test_a_line_break_in_what_is_logged_begins_no_line():
    assert len(Lines().format(record("said=%s", "one\r\n2026-11-18T00:00:00Z INFO root two")).splitlines()) == 1


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Every line that the product's own handler would write, whatever its level."""
    kept: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(Lines())
    handler.emit = lambda made: kept.append(handler.format(made))  # type: ignore[method-assign]
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield kept
    root.setLevel(level)
    root.removeHandler(handler)


def test_a_task_that_fails_tells_its_name_and_nothing_it_was_given(lines):
    @app.task(name="tests.fails")
    def fails(name: str) -> None:
        raise LookupError(f"nobody is called {name}")

    try:
        build_tracer("tests.fails", fails, app=app)("an-id", ("Ifeoma Adeyemi",), {})
    finally:
        app.tasks.pop("tests.fails")
    assert any("task=tests.fails id=None error=LookupError" in line for line in lines)
    assert [line for line in lines if "Adeyemi" in line] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_no_page_logs_a_name_a_word_of_a_letter_or_a_token(lines, monkeypatch):
    world: World = make_world(name="Zebedee Quillfeather")
    Letter.objects.filter(pk=world.letter.pk).update(text="Dear Ms Adeyemi,\n\nThe marmalade was remarkable.")
    clients: list[Client] = [signed_in(world.user), signed_out()]
    for route in routes(world):
        if route.is_sheet or route.is_admin or route.name == "data:delete":  # whose account would be gone then
            continue
        for client in clients:
            client.get(route.path)
            client.post(
                route.path,
                {
                    "text": "The marmalade was remarkable.",
                    "name": "Zebedee Quillfeather",
                    "login": world.user.email,
                    "email": world.user.email,
                    "password": "a secret of mine",
                    "q": "Adeyemi",
                },
            )

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError(f"Zebedee Quillfeather {world.user.email}")

    monkeypatch.setattr("interviews.views.render", break_down)
    client = signed_in(world.user)
    assert client.get("/interviews/").status_code == 500
    assert any("builtins.RuntimeError" in line for line in lines)
    words = ("Quillfeather", "Adeyemi", "marmalade", "a secret of mine", world.user.email, world.calendar, "Harbour")
    assert [line for line in lines if any(word in line for word in words)] == []
    assert len(lines) > 50
