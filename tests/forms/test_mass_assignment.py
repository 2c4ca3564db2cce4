"""What no form shows can be changed by none: every field of every model is sent along, and changes nothing; a stranger's
key is refused wherever a form takes a key."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Field as ModelField
from django.db.models import Model

from accounts.models import User
from interviews.seat_forms import CARD_FIELDS
from tests.forms.filling import Sending, sensible, strangers_keys
from tests.forms.finding import FAR, Found, Ground, count_from, found_forms
from tests.forms.judging import Trial
from tests.forms.reading import CHOOSING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

# Fields that a row of a panel has once a card that was read has filled it in: the person's own, and seen by them.
OF_A_CARD = {f"seats-0-{name}" for name in CARD_FIELDS}


@pytest.fixture
def ground() -> Ground:
    return Ground()


def wishes() -> dict[str, list[str]]:
    """Return values that somebody would like each field of each model to have, by its name and by its column's."""
    found: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            value = _wish(model, field)
            for name in {field.name, field.attname, *(["pk"] if field.primary_key else [])}:
                found.setdefault(name, set()).add(value)
    return {name: sorted(values) for name, values in sorted(found.items())}


def _wish(model: type[Model], field: "ModelField[Any, Any]") -> str:
    if field.remote_field is not None or field.primary_key:
        target = field.remote_field.model if field.remote_field is not None else model
        key = target._default_manager.values_list("pk", flat=True).order_by("pk").first()
        return str(key or 1)
    if field.choices:
        default = field.get_default()
        return next(str(value) for value, _label in field.flatchoices if value not in {default, ""})
    by_kind = {
        "BooleanField": "false" if field.get_default() is True else "on", "DateTimeField": "2020-01-01T00:00",
        "DateField": "2020-01-01", "TimeField": "01:02", "JSONField": '["wished"]', "DecimalField": "7.7", "EmailField": "wished@example.org",
    }  # fmt: skip
    is_number = "Integer" in field.get_internal_type()
    return by_kind.get(field.get_internal_type(), "77" if is_number else f"wished {field.name}")


def with_wishes(found: Found, plain: Sending, shown: set[str], turn: int) -> Sending:
    """Return the sending with every wish that no form of its route shows, by itself and among its first rows."""
    prefixes = {
        "",
        *(match[0] for name in found.form.fields if (match := re.match(r"\w+-0-|[a-z]+-(?=[a-z]+$)", name))),
    }
    more = {
        prefix + name: [values[turn % len(values)]]
        for prefix in sorted(prefixes)
        for name, values in wishes().items()
        if prefix + name not in shown
    }
    assert len(more) < 900
    return Sending(more | plain.values, {})


def test_every_field_of_every_model_sent_along_changes_nothing(ground):
    assert _assigned(ground, turns=1) == {}


@pytest.mark.long
def test_every_wish_sent_along_with_every_button_changes_nothing(ground):
    assert _assigned(ground, turns=5, with_buttons=True) == {}


def test_a_field_that_is_taken_from_any_post_is_found(ground, monkeypatch):
    """The test of the test: a form that takes `is_staff` from whatever is sent."""
    from accounts.forms import SettingsForm  # noqa: PLC0415

    def save(self: SettingsForm, commit: bool = True) -> User:
        self.instance.is_staff = "is_staff" in self.data
        self.instance.save()
        return self.instance

    monkeypatch.setattr(SettingsForm, "save", save)
    forms = [found for found in found_forms(ground) if found.route == "accounts:settings"]
    assert _assigned(ground, turns=1, forms=forms) == {
        str(found): ["accounts.User.is_staff became True"] for found in forms
    }


def _assigned(
    ground: Ground, *, turns: int, with_buttons: bool = False, forms: list[Found] | None = None
) -> dict[str, list[str]]:
    """Return what came out otherwise because of a wish, by the form."""
    trial, wrong = Trial(ground), {}
    forms = forms or found_forms(ground)
    shown: dict[str, set[str]] = {}
    for found in forms:
        shown.setdefault(found.route, set()).update(found.form.fields, (name for name, _value in found.form.buttons))
    for route in ("interviews:log", "interviews:edit"):
        shown.setdefault(route, set()).update(OF_A_CARD)
    # A gift's buttons stand in the letter's form and send all of it; what is refused there ends as the letter's own do.
    shown.setdefault("letters:gift", set()).update(shown.get("letters:edit", set()))
    for number, found in enumerate(forms):
        for button in [None, *found.form.buttons] if with_buttons else [None]:
            plain = sensible(found.form, button)
            for turn in range(turns):
                sending = with_wishes(found, plain, shown[found.route], number + turn)
                if faults := _changes(trial, found, plain, sending):
                    wrong[str(found)] = faults
    return wrong


def _changes(trial: Trial, found: Found, plain: Sending, wished: Sending) -> list[str]:
    expected, came = _after(trial, found, plain), _after(trial, found, wished)
    if expected == came:
        return []
    again = _after(trial, found, plain)  # what differs by itself is made by chance: a token, a password's salt
    by_chance = {where for where, _value in _differences(expected, again)}
    values = {value for values in wished.values.values() for value in values} - {
        value for values in plain.values.values() for value in values
    }
    return [
        f"{where} became {value!r}"
        for where, value in _differences(expected, came)
        if where not in by_chance or str(value) in values
    ]


def _after(trial: Trial, found: Found, sending: Sending) -> dict[str, Any]:
    count_from(2 * FAR)  # so that rows made anew have the same keys each time
    with trial.sent(found, sending) as outcome:
        return outcome.after


def _differences(one: dict[str, Any], other: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for label, rows in other.items():
        if len(rows) != len(one[label]):
            yield label, f"{len(rows)} rows for {len(one[label])}"
        for was, row in zip(one[label], rows, strict=False):
            yield from ((f"{label}.{name}", value) for name, value in row.items() if value != was[name])


@pytest.mark.long
def test_a_strangers_key_is_refused_wherever_a_form_takes_a_key(ground):
    trial, tried = Trial(ground), set()
    for found in found_forms(ground):
        plain = sensible(found.form)
        for name, kind in _keys_of(found):
            for key in strangers_keys():
                sending = Sending(plain.values | {name: [key]}, {})
                word, faults = trial.faults(found, sending)
                assert (str(found), name, key, faults) == (str(found), name, key, [])
                if kind in CHOOSING and word != "refused":  # then nobody has read it
                    without = Sending({other: each for other, each in plain.values.items() if other != name}, {})
                    assert _after(trial, found, sending) == _after(trial, found, without), (str(found), name, key)
            tried.add((found.route, re.sub(r"-\d+-", "-N-", name)))
    assert len(tried) > 12, tried


def _keys_of(found: Found) -> Iterator[tuple[str, str]]:
    """Return name and kind of each control that stands at the key of one of the account's rows, or can."""
    for name, field in found.form.fields.items():
        if any(value.isdecimal() and int(value) > FAR for value in (*field.values, *field.choices)):
            yield name, field.kind
    for name, value in found.form.buttons:
        if value.isdecimal() and int(value) > FAR:
            yield name, "submit"
