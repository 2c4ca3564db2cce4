"""An interview's form that is open in two windows: what the other one saved is taken over, or shown beside.

The page carries a stamp of every field it was made with. A field that only one window changed is what that window says;
where both said something, this one's words stay in the form, the saved ones are shown, and saving again decides.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from interviews import stamps
from interviews.forms import InterviewForm
from interviews.models import Interview
from interviews.seat_forms import MOST_ROWS, SeatForm
from interviews.window_forms import WINDOW_FIELDS

_ROW_FIELDS = tuple(name for name in SeatForm.base_fields if name not in {"seat", "is_lead"})


@dataclass(frozen=True)
class Beside:
    """What another window saved where this one says something else: whose it is, or which field's, and its words."""

    label: str
    words: str


@dataclass
class Together:
    """The form as it is with what the other window saved. `both`: what stands against this window's words."""

    data: QueryDict
    both: list[Beside] = field(default_factory=list)
    has_more: bool = False


def stamp_of(form: InterviewForm) -> str:
    """Return the stamp of a form that nobody has typed in yet, for a hidden field of its page."""
    return stamps.stamp(_units_of(form))


def taken_together(data: QueryDict, interview: Interview, now: datetime) -> Together:
    """Return what was typed together with what was saved since its page was made.

    Without a stamp nothing is compared: no page of ours sends that. Call it where nobody else writes.
    """
    if "stamp" not in data:
        return Together(data)
    form = InterviewForm(owner=interview.position.owner, now=now, instance=interview)
    stored, marks = _units_of(form), stamps.read(str(data["stamp"]))
    if all(marks.get(unit) == stamps.digest(value) for unit, value in stored.items()) and marks.keys() <= stored.keys():
        return Together(data)
    together = Together(data.copy(), has_more=True)
    _take_fields(together, form, marks, stored)
    _take_rows(together, form, marks)
    together.data["stamp"] = stamps.stamp(stored)
    return together


def _units_of(form: InterviewForm) -> dict[str, object]:
    """What a form shows: one unit for each field, for the window and for who leads, and for each field of each row."""
    shown = {name: _as_sent(form.initial.get(name)) for name in _names(form)}
    shown["starts_at"] = f"{form.initial['starts_at'].astimezone(form.owner.time_zone):%Y-%m-%dT%H:%M}"
    lead = next((row["seat"] for row in form.panel.initial if row["is_lead"]), "")
    rows = {f"s{row['seat']}.{name}": _as_sent(row.get(name)) for row in form.panel.initial for name in _ROW_FIELDS}
    return {**shown, "window": _window(shown, form.initial), "lead": lead, **rows}


def _names(form: InterviewForm) -> list[str]:
    return [name for name in form.fields if name not in {*WINDOW_FIELDS, "writer"} and name in form.initial]


def _window(shown: Mapping[str, str], initial: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_as_sent(initial.get(name)) for name in WINDOW_FIELDS)


def _as_sent(value: Any) -> str:
    """A value as a browser sends it; a ticked box says "on"."""
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _take_fields(
    together: Together, form: InterviewForm, marks: Mapping[str, str], stored: Mapping[str, object]
) -> None:
    data, names = together.data, _names(form)
    sent = {name: str(form.fields[name].widget.value_from_datadict(data, {}, name) or "") for name in names}
    typed: dict[str, object] = {**sent, "window": tuple(data.get(name, "") for name in WINDOW_FIELDS)}
    if not any(typed["window"][1:]) or typed["window"][0] == Interview.Window.UNSTATED:  # type: ignore[index]
        typed["window"] = (typed["window"][0], "", "")  # type: ignore[index]
    outcome = stamps.merge(marks, {unit: stored[unit] for unit in typed}, typed)
    for unit, value in outcome.values.items():
        if unit in outcome.both:
            together.both.append(_beside_field(form, unit))
        elif unit == "window":
            for name, part in zip(WINDOW_FIELDS, value, strict=True):
                data[name] = part
        elif value != typed[unit]:
            _set(data, unit, str(value))


def _beside_field(form: InterviewForm, unit: str) -> Beside:
    interview = form.instance
    assert interview is not None  # noqa: S101  # only a form that corrects one is compared
    words = str(form.initial.get(unit) or "")
    if unit == "window":
        words = _("They decide by %(day)s.") % {"day": date_format(interview.decides_on, "MONTH_DAY_FORMAT")}
    elif unit == "starts_at":
        local = interview.starts_at.astimezone(interview.zone)
        words = f"{date_format(local, 'MONTH_DAY_FORMAT')}, {date_format(local, 'TIME_FORMAT')}"
    elif unit == "how":
        words = str(interview.get_how_display())
    return Beside(str(form.fields[unit].label), words or _("nothing"))


def _set(data: QueryDict, name: str, value: str) -> None:
    """Put a value into what was sent, also where a start came as a day and a time."""
    data.pop(f"{name}_0", None)
    data.pop(f"{name}_1", None)
    data[name] = value


def _rows_sent(data: QueryDict) -> Iterator[tuple[str, int]]:
    """The rows that name a seat: prefix and seat."""
    for index in range(MOST_ROWS):
        seat = data.get(f"seats-{index}-seat", "")
        if seat.isascii() and seat.isdigit():
            yield f"seats-{index}", int(seat)


def _take_rows(together: Together, form: InterviewForm, marks: Mapping[str, str]) -> None:
    data = together.data
    stored = {row["seat"]: row for row in form.panel.initial}
    rows = dict(_rows_sent(data))
    for prefix, seat in rows.items():
        if seat in stored:
            _take_row(together, prefix, stored[seat], marks)
        elif f"s{seat}.name" in marks:
            _take_removal(together, prefix, seat, marks)
    for seat, row in stored.items():
        if seat not in rows.values() and f"s{seat}.name" not in marks:
            _add_row(data, row)
    _take_lead(together, form, marks, {seat: prefix for prefix, seat in _rows_sent(data)})


def _take_row(together: Together, prefix: str, row: Mapping[str, Any], marks: Mapping[str, str]) -> None:
    data, seat = together.data, row["seat"]
    typed = {f"s{seat}.{name}": data.get(f"{prefix}-{name}", "") for name in _ROW_FIELDS}
    there = {f"s{seat}.{name}": _as_sent(row.get(name)) for name in _ROW_FIELDS}
    is_going = bool(data.get(f"{prefix}-DELETE"))
    if is_going:
        typed = {unit: there[unit] if stamps.digest(there[unit]) == marks.get(unit) else "" for unit in typed}
    outcome = stamps.merge(marks, there, typed)
    for name in _ROW_FIELDS:
        unit = f"s{seat}.{name}"
        if unit in outcome.both:
            label = f"{row['name']}: {SeatForm.base_fields[name].label}"
            together.both.append(Beside(label, there[unit] or _("nothing")))
        elif not is_going:
            _put(data, f"{prefix}-{name}", str(outcome.values[unit]))
    if is_going and any(there[unit] != typed[unit] for unit in typed):
        del data[f"{prefix}-DELETE"]
        for name in _ROW_FIELDS:
            _put(data, f"{prefix}-{name}", there[f"s{seat}.{name}"])
        together.both.append(Beside(str(row["name"]), _("More was noted there since, so nobody was taken off.")))


def _take_removal(together: Together, prefix: str, seat: int, marks: Mapping[str, str]) -> None:
    """Somebody the other window took off the panel goes, unless this one says something new of them."""
    data = together.data
    del data[f"{prefix}-seat"]
    sent = {name: data.get(f"{prefix}-{name}", "") for name in _ROW_FIELDS}
    if all(stamps.digest(value) == marks.get(f"s{seat}.{name}") for name, value in sent.items()):
        data[f"{prefix}-DELETE"] = "on"
    else:
        words = _("was taken off the panel in the other window; saving puts them back.")
        together.both.append(Beside(sent["name"], words))


def _add_row(data: QueryDict, row: Mapping[str, Any]) -> None:
    count = data.get("seats-TOTAL_FORMS", "0")
    index = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 0
    data["seats-TOTAL_FORMS"] = str(index + 1)
    data[f"seats-{index}-seat"] = str(row["seat"])
    for name in _ROW_FIELDS:
        _put(data, f"seats-{index}-{name}", _as_sent(row.get(name)))


def _put(data: QueryDict, name: str, value: str) -> None:
    """Put a value into a row; a box that is not ticked is not sent at all."""
    if value or name in data:
        data[name] = value


def _take_lead(together: Together, form: InterviewForm, marks: Mapping[str, str], prefixes: Mapping[int, str]) -> None:
    """Who leads, where only the other window said so."""
    lead = next((row["seat"] for row in form.panel.initial if row["is_lead"]), None)
    typed = next((seat for seat, prefix in prefixes.items() if prefix == together.data.get("lead")), None)
    if lead is not None and lead in prefixes and stamps.digest(typed) == marks.get("lead"):
        together.data["lead"] = prefixes[lead]
