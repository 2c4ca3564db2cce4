"""What must hold however a form was filled in."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from django.db import connection, transaction
from django.forms import BaseForm, BaseFormSet
from django.http import HttpResponse

from accounts.bidi import straight
from accounts.models import User
from desk.archive.tables import ways_to_accounts
from tests.forms.filling import Sending, arrived
from tests.forms.finding import STATES, STRANGER, Found, Ground
from tests.forms.reading import forms_of
from tests.routes import rows

BOOKKEEPING = ("django_session", "usersessions_usersession", "cache", "django_content_type", "auth_permission")

# What is right in these is kept beside what was asked again, so that a tired person loses nothing: each answer of a
# debrief and each part of a position on its own; the letter, though the gift beside it was wrong.
KEEPS_THE_REST = frozenset({"debrief:person", "debrief:meeting", "interviews:position_edit", "letters:gift"})
# A letter's words go into its history, though another tab has saved it meanwhile and they are shown beside that text.
KEPT_ASIDE = "letters.SavedText"
# A window stated in weeks is kept without the day that was typed beside it, and the other way round.
OF_ANOTHER_WINDOW = frozenset({"window_on", "window_number"})


class Trial:
    """Sends forms on a ground that stays as it was, and judges what came of it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.theirs = rows_of(ground.theirs.user)
        self._before: dict[str, dict[str, Any]] = {}

    @contextmanager
    def sent(self, found: Found, sending: Sending) -> Iterator["Outcome"]:
        """Send it, and look at what came of it; afterwards it never was."""
        client = self.ground.client(found)
        cookies = client.cookies.copy()
        try:
            with transaction.atomic():
                STATES[found.state].come(self.ground.mine)
                before = self._before[found.state] = self._before.get(found.state) or rows()
                written = _Written()
                with connection.execute_wrapper(written):
                    answer = sending.by(client, found.form.action)
                yield Outcome(answer, before, rows() if written.has_been else before)
                transaction.set_rollback(True)
        finally:
            client.cookies = cookies

    def faults(self, found: Found, sending: Sending) -> tuple[str, list[str]]:
        """Send it; return what came of it in a word, and a sentence for each rule that was broken."""
        with self.sent(found, sending) as outcome:
            faults = []
            if outcome.answer.status_code >= 500:
                faults.append(f"answered {outcome.answer.status_code}")
            if outcome.is_refused and found.route not in KEEPS_THE_REST and outcome.changed - {KEPT_ASIDE}:
                faults.append(f"refused, and changed {sorted(outcome.changed)}")
            if outcome.changed:
                if rows_of(self.ground.theirs.user) != self.theirs:
                    faults.append("changed a stranger's rows")
                faults += self._ties()
            if STRANGER in outcome.page:
                faults.append("shows a stranger's words")
            if outcome.is_refused and outcome.answer.status_code == 200 and not sending.is_partial:
                faults += _lost(found, sending, outcome)
            return outcome.word, faults

    def _ties(self) -> list[str]:
        """Return a sentence for each of the account's rows that leads to a row of the stranger."""
        ways = ways_to_accounts() | {User: ""}
        mine, theirs = self.ground.mine.user, self.ground.theirs.user
        return [
            f"{model.__name__}.{link.name} leads to a stranger's row"
            for model, way in ways.items()
            if way
            for link in (*model._meta.concrete_fields, *model._meta.many_to_many)
            if link.remote_field is not None and link.remote_field.model in ways
            if model._default_manager.filter(**{way: mine})
            .filter(**{f"{link.name}__{ways[link.remote_field.model]}".removesuffix("__"): theirs})
            .exists()
        ]  # fmt: skip


class Outcome:
    """The answer to a form, and every row before and after."""

    def __init__(self, answer: HttpResponse, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.answer, self.before, self.after = answer, before, after
        is_text = answer.headers.get("Content-Type", "").startswith("text/") and not answer.streaming
        self.page = answer.content.decode() if is_text else ""

    @cached_property
    def changed(self) -> set[str]:
        """The labels of the models with other rows than before."""
        return {label for label in self.after if self.after[label] != self.before[label]}

    @cached_property
    def is_refused(self) -> bool:
        """Whether the form was found wrong."""
        contexts = getattr(self.answer, "context", None) or []
        values = [
            value
            for context in (contexts if isinstance(contexts, list) else [contexts])
            for value in context.flatten().values()
        ]
        return 400 <= self.answer.status_code < 500 or any(map(_has_errors, values))

    @property
    def word(self) -> str:
        """What came of it."""
        if self.is_refused:
            return "refused"
        return "kept" if self.changed else "answered"


def _has_errors(value: object) -> bool:
    """Whether it is a form, or a set of them, that was judged and found wrong."""
    if isinstance(value, BaseFormSet):
        return any(value._errors or ()) or bool(value._non_form_errors)
    return isinstance(value, BaseForm) and bool(value._errors)


class _Written:
    """Sees whether anything but bookkeeping was written."""

    def __init__(self) -> None:
        self.has_been = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        words = sql.split(None, 3)
        if words and words[0] in {"INSERT", "UPDATE", "DELETE"}:
            table = next(each for each in words[1:] if each not in {"INTO", "FROM", "OR", "IGNORE"}).strip('"')
            self.has_been |= table not in BOOKKEEPING
        return execute(sql, params, many, context)


def rows_of(user: User) -> dict[str, list[dict[str, Any]]]:
    """Return every row that leads to the account, and the account itself, by the model's label."""
    found = {
        model._meta.label: list(model._default_manager.filter(**{way: user}).order_by("pk").values())
        for model, way in ways_to_accounts().items()
        if model._meta.db_table not in BOOKKEEPING
    }
    return found | {"User": list(User.objects.filter(pk=user.pk).values())}


def _lost(found: Found, sending: Sending, outcome: Outcome) -> list[str]:
    """Return a sentence for each field on the page again that has lost what was typed into it, and no row has it."""
    kept = repr(outcome.after) if found.route in KEEPS_THE_REST and outcome.changed else ""
    shown = [
        form for form in forms_of(outcome.page, found.form.action) if form.fields.keys() & found.form.fields.keys()
    ]
    lost = []
    for name, values in sending.values.items():
        places = [form.fields[name] for form in shown if name in form.fields and form.fields[name].is_typed]
        there = [_plain(value) for each in places for value in each.values]
        if not there or _plain(values[-1]) in there or repr(values[-1])[1:-1] in kept:
            continue
        if found.route == "debrief:meeting" and name in OF_ANOTHER_WINDOW:
            continue
        lost.append(f"lost {name}: {values[-1][:60]!r} became {there!r:.160}")
    return lost


def _plain(text: str) -> str:
    """Return the text with its line breaks made alike, and without what no page holds."""
    return straight(arrived(text)).replace("\r\n", "\n").replace("\r", "\n").strip()
