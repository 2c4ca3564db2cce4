"""Every form of the product, found on its pages: a form that is added later is found as the others are.

A form that stands on no page of the example account, for it comes up only on the way, has its fields in on_the_way; a
route that takes a POST and is in neither place fails, by its name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from accounts.models import User
from interviews.models import Interview, Interviewer, Position
from letters.models import Letter
from tests.factories import PASSWORD
from tests.forms.reading import Field, Form, forms_of
from tests.routes import BY_TOKEN, Route, World, make_world, routes, signed_in, signed_out

STRANGER = "Strangelove"
FAR = 700_000


@dataclass(frozen=True)
class Found:
    """A form, the route that takes it, the page it stands on, and whether the account is signed in there."""

    form: Form
    route: str
    page: str
    is_signed_in: bool
    state: str = "as it is"

    def __str__(self) -> str:
        return f"{self.route} ({self.state}, {'signed in' if self.is_signed_in else 'signed out'})"


@dataclass
class Ground:
    """Two accounts full of rows, whose keys have nothing in common: whose forms are tried, and a stranger's."""

    theirs: World = field(init=False)
    mine: World = field(init=False)

    def __post_init__(self) -> None:
        self.theirs = make_world(name=STRANGER)
        User.objects.filter(pk=self.theirs.user.pk).update(name=STRANGER)
        Position.objects.filter(owner=self.theirs.user).update(company=STRANGER, title=STRANGER)
        Interviewer.objects.filter(owner=self.theirs.user).update(name=STRANGER, company=STRANGER)
        count_from(FAR)
        self.mine = make_world()

    def client(self, found: Found) -> Client:
        """Return a browser as the form finds it."""
        return self._browsers[found.is_signed_in]

    @cached_property
    def _browsers(self) -> dict[bool, Client]:
        browsers = {True: signed_in(self.mine.user), False: signed_out()}
        for browser in browsers.values():
            browser.raise_request_exception = True  # so that a test says where
        return browsers


def count_from(number: int) -> None:
    """Let every table's keys go on from here."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            else:
                for sequence in connection.introspection.get_sequences(cursor, table):
                    cursor.execute(
                        "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, sequence["column"], number]
                    )


@dataclass(frozen=True)
class State:
    """What an account comes to on its way, and the routes whose pages hold other forms then; all where none is named."""

    come: Callable[[World], object]
    routes: tuple[str, ...] = ()


STATES = {
    "as it is": State(lambda world: None),
    "an e-mail": State(lambda world: _letter(world, channel="email", text="Dear"), ("letters:edit", "letters:reach")),
    "a call": State(lambda world: _letter(world, channel="call"), ("letters:edit",)),
    "posted": State(
        lambda world: _letter(world, state="posted", text="Dear", closed_at=world.letter.created_at), ("letters:edit", "desk:day")
    ),
    "refused": State(
        lambda world: Position.objects.filter(pk=world.interview.position_id).update(outcome="refusal", outcome_on="2026-11-18"),
        ("interviews:position", "interviews:outcome", "interviews:detail"),
    ),
    "without mail": State(
        lambda world: User.objects.filter(pk=world.user.pk).update(mail_stopped_at=world.letter.created_at),
        ("reminders:settings", "reminders:next"),
    ),
    "one factor": State(lambda world: world.user.authenticator_set.all().delete(), ("account_email", "mfa_index")),
    "stopped": State(
        lambda world: Interview.objects.filter(pk=world.interview.pk).update(stopped_at=world.letter.created_at),
        ("reminders:next", "interviews:detail"),
    ),
}  # fmt: skip


def _letter(world: World, **fields: object) -> None:
    Letter.objects.filter(pk=world.letter.pk).update(**fields)


def found_forms(ground: Ground) -> list[Found]:
    """Return every form of the account's pages, in each of STATES, signed in and signed out, each once; and those of
    on_the_way. Looked for once: on every ground the account's rows have the same keys.
    """
    if not _FOUND:
        _FOUND.extend(_looked_for(ground))
    return [*_FOUND]


_FOUND: list[Found] = []


def _looked_for(ground: Ground) -> list[Found]:
    every: dict[object, Found] = {}
    ways = routes(ground.mine)
    for state, there in STATES.items():
        with transaction.atomic():
            there.come(ground.mine)
            for found in _on_pages(ground, ways, state):
                every.setdefault(_likeness(found), found)
            transaction.set_rollback(True)
    return [*every.values(), *_beside_pages(ground)]


def _on_pages(ground: Ground, ways: list[Route], state: str) -> list[Found]:
    found = []
    for is_signed_in, browser in ((True, signed_in(ground.mine.user)), (False, signed_out())):
        for route in ways:
            if (asked := STATES[state].routes) and route.name not in asked:
                continue
            if route.is_admin or route.is_sheet or (not is_signed_in and route.is_ours and route.name not in BY_TOKEN):
                continue
            answer = browser.get(route.path)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                page = answer.content.decode()
                found += [
                    Found(
                        _given(form, ground.mine, route.name),
                        resolve(urlsplit(form.action).path).view_name,
                        route.path,
                        is_signed_in,
                        state,
                    )
                    for form in forms_of(page, route.path)
                ]
    return found


def _given(form: Form, world: World, page: str) -> Form:
    """Put into a form what only this account can know."""
    given = {
        "data:delete": {"email": world.user.email},
        "account_login": {"login": world.user.email},
        "letters:calibrate": {"length_mm": "124"},
        "reminders:settings": {"paused_until": "2026-12-01"},
    }
    for name, value in given.get(page, {}).items():
        if name in form.fields:
            form.fields[name].values = [value]
    return form


def _likeness(found: Found) -> object:
    """Forms that send the same names with the same buttons to the same place, from the same side, are one."""
    buttons = frozenset(found.form.buttons)
    return found.is_signed_in, found.form.action, frozenset(found.form.fields), buttons


def _beside_pages(ground: Ground) -> list[Found]:
    paths = {route.name: route.path for route in routes(ground.mine)}
    return [
        Found(_form(paths[name], fields), name, paths[name], name not in SIGNED_OUT)
        for name, fields in on_the_way(ground.mine)
    ]


def _form(action: str, fields: dict[str, str]) -> Form:
    return Form(action, fields={name: Field(name, "text", [value]) for name, value in fields.items()})


SIGNED_OUT = frozenset({"account_confirm_login_code", "account_reset_password_from_key", "mfa_authenticate"})


def on_the_way(world: World) -> list[tuple[str, dict[str, str]]]:
    """Return the fields of the forms that stand on no page of an example account, by their route."""
    other = world.interview.seats.last()
    gift = {"gift-kind": "article", "gift-text": "a map", "gift-web": "", "gift-topic": ""}
    text = {"text": "Dear Ms Adeyemi", "version": "0"}
    return [
        ("desk:example", {}),
        ("interviews:move", {"move": "x"}),
        ("interviews:move_on", {}),
        ("interviews:take_back", {"outcome": "refusal"}),
        ("people:put_back", {}),
        ("people:merge", {"with": str(other.interviewer_id), "name": "other", "honorific": "kept", "role": "kept"}),
        ("people:take_out", {}),
        ("letters:fit", text),
        ("letters:autosave", text | {"turn": "0"}),
        ("letters:gift", text | gift | {"add": "1"}),
        ("letters:gift", text | {"put": str(world.gift.pk)}),
        ("letters:gift", text | {"take_out": str(world.gift.pk)}),
        ("letters:open", {"person": str(other.interviewer_id), "kind": "keep_in_touch"}),
        ("gifts:undo", {}),
        ("lessons:undo", {}),
        ("reminders:resume", {}),
        ("data:add", {"with_settings": "on"}),
        ("account_set_password", {"password1": PASSWORD, "password2": PASSWORD}),
        ("account_confirm_login_code", {"code": "123456"}),
        ("account_confirm_email", {}),
        ("account_reset_password_from_key", {"password1": PASSWORD, "password2": PASSWORD}),
        ("mfa_authenticate", {"code": "123456"}),
        ("mfa_reauthenticate", {"code": "123456"}),
        ("mfa_deactivate_totp", {}),
        ("mfa_download_recovery_codes", {}),
        ("usersessions_list", {"revoke": "1"}),
    ]
