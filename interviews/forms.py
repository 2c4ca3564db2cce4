"""The form in which an interview is logged and corrected, on one screen."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.acquaintances import Acquaintance, companies_of, people_of
from interviews.filled_forms import marks_of
from interviews.log_forms import InterviewFields
from interviews.models import Interview, Position
from interviews.recording import position_of, record
from interviews.repeats import has_all_of, invited_before, logged_before
from interviews.seat_forms import panel_of
from interviews.split_inputs import DayAndTimeInput
from interviews.window_forms import window_of


class InterviewForm(InterviewFields):
    """The log page: an interview, and its panel as a formset in `panel`.

    `save` finds or makes the position, writes all of it in one transaction and tells the other apps. `twin` is the
    interview that the same form has made before, where it was sent twice.
    """

    twin: Interview | None = None

    def __init__(
        self,
        data: Any = None,
        *,
        owner: User,
        now: datetime,
        instance: Interview | None = None,
        spare_rows: int = 0,
        position: Position | None = None,
    ) -> None:
        """`instance` is corrected; `position` is one whose next round is logged."""
        self.owner, self.now, self.instance, self.position = owner, now, instance, position
        self.said: dict[str, list[str]] = {}
        super().__init__(data, initial=_initial(instance) if instance else _guess(owner, now, position))
        if owner.name:
            del self.fields["writer"]  # asked once, with the first interview
        if instance:
            del self.fields["invitation_uid"], self.fields["invitation_sequence"]
        if data is not None and "starts_at_0" in data:
            self.fields["starts_at"].widget = DayAndTimeInput()
            self.fields["starts_at"].error_messages["invalid"] = _("Enter day and time.")
        self.panel = panel_of(instance, data, spare_rows)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self.layout(self._company_attributes())

    def _company_attributes(self) -> dict[str, str]:
        """Companies known are suggested; people of the one entered are offered a seat (known_views.py)."""
        if self.instance:
            return {"autocomplete": "off"}
        return {
            "autocomplete": "off",
            "list": "companies",
            "hx-get": reverse("interviews:known"),
            "hx-trigger": "change",
            "hx-target": "#known",
            "hx-swap": "outerHTML",
            "hx-include": "[name$='-name']",
        }

    @property
    def companies(self) -> list[str]:
        """The companies known, for suggestions."""
        return companies_of(self.owner)

    @property
    def known(self) -> list[Acquaintance]:
        """The people known of the company that stands in the form, but for those who have a row already."""
        named = {str(row["name"].value() or "").strip().casefold() for row in self.panel}
        people = people_of(self.owner, str(self["company"].value() or ""))
        return [each for each in people if each.person.name.casefold() not in named]

    @property
    def has_rest(self) -> bool:
        """Whether something is in the folded part, which then stands open: an error or an answer is never hidden."""
        rest = ("where", "key_message", "left_out", "to_correct", "decision_words")
        return any(self[name].value() for name in rest) or any(
            name in self.errors or name in self.said for name in (*rest, "minutes")
        )

    @property
    def marks(self) -> str:
        """Which fields nobody has typed in, for a hidden field; a file that is read later may fill them in."""
        if self.is_bound:
            return str(self.data.get("marks", ""))
        start = self.initial.get("starts_at")
        shown = {name: self[name].value() for name in ("how", "minutes")}
        return marks_of(shown | {"starts_at": f"{start:%Y-%m-%dT%H:%M}" if start else ""})

    def say(self, said: Mapping[str, Sequence[str]]) -> None:
        """Say sentences beside the fields they are about."""
        for name, sentences in said.items():
            self.said.setdefault(name, []).extend(sentences)
            if name in self.fields:
                self.fields[name].help_text = escape(" ".join(self.said[name]))
        for row in self.panel:
            if of_name := self.said.get(f"name of {row['email'].value()}"):
                row.fields["name"].help_text = escape(" ".join(of_name))

    def is_valid(self) -> bool:
        """Whether the interview and every row of its panel can be kept. Both are judged, so that all errors show."""
        return all([super().is_valid(), self.panel.is_valid()])

    def leave_unjudged(self) -> None:
        """Show what was typed without its errors: a row is being added, nothing is kept yet."""
        self._errors = forms.utils.ErrorDict()
        self.panel.leave_unjudged()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts_at = data.get("starts_at")
        self.clean_window_fields(data, starts_at.astimezone(self.owner.time_zone).date() if starts_at else None)
        if not self.errors and self.panel.is_valid():
            self._clean_twin(data)
        return data

    def _clean_twin(self, data: dict[str, Any]) -> None:
        """A form sent twice leads to the interview it has made; one that says more is not kept beside it."""
        self.twin = self._logged_before(data)
        if self.twin is None or self._says_nothing_new(self.twin, data):
            return
        is_invited = bool(data["invitation_uid"]) and self.twin.invitation_uid == data["invitation_uid"]
        sentence = _(
            "You have logged this invitation already: {link}. What you typed below is not kept yet. Take it over there."
        ) if is_invited else _(
            "You have logged this interview already: {link}. What you typed below is not kept yet. Take it over there, "
            "or change the day or the time here."
        )  # fmt: skip
        link = format_html('<a href="{}">{}</a>', reverse("interviews:edit", args=[self.twin.pk]), _("correct it"))
        self.add_error(None, format_html(sentence, link=link))

    def _logged_before(self, data: dict[str, Any]) -> Interview | None:
        if self.instance is not None:
            return None
        return invited_before(self.owner, data["invitation_uid"]) or logged_before(
            self.owner, data["company"], data["title"], data["starts_at"]
        )

    def _says_nothing_new(self, interview: Interview, data: dict[str, Any]) -> bool:
        """Whether every answer of the form is in the interview already, so that no word is lost with the form."""
        there = _initial(interview)
        same = all(data.get(name) in {None, "", there[name]} for name in there.keys() - {"company", "title"})
        return same and has_all_of(interview, self.panel.entries())

    @transaction.atomic
    def save(self) -> Interview:
        """Write the interview, its position and its panel, and tell the other apps; sent twice, write it once."""
        data = self.cleaned_data
        # A double click: the second waits here for the first. SQLite serialises writers by itself.
        User.objects.select_for_update(no_key=True).filter(pk=self.owner.pk).values_list("pk", flat=True).first()
        self.twin = self.twin or self._logged_before(data)
        if self.twin is not None:
            return self.twin
        if data.get("writer"):
            self.owner.name = data["writer"]
            self.owner.save(update_fields=["name"])
        interview = self.instance or Interview()
        interview.position = position_of(self.owner, data, instance=self.instance, position=self.position)
        return record(interview, data, self.panel.entries(), self.now)


def _guess(owner: User, now: datetime, position: Position | None) -> dict[str, Any]:
    """The hour that has just begun: most interviews are logged on the way home. Of a next round, its position."""
    local = now.astimezone(owner.time_zone)
    start = (local - timedelta(hours=1)).replace(minute=0, second=0, microsecond=0, tzinfo=None)
    return {"starts_at": start} | ({"company": position.company, "title": position.title} if position else {})


def _initial(interview: Interview) -> dict[str, Any]:
    position = interview.position
    names = (
        "starts_at",
        "how",
        "where",
        "minutes",
        "left_out",
        "to_correct",
        "decision_words",
    )
    return {
        "company": position.company,
        "title": position.title,
        "key_message": position.key_message,
        **window_of(interview),
        **{name: getattr(interview, name) for name in names},
    }
