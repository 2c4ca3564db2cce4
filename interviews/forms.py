"""The form in which an interview is logged and corrected, on one screen."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.layouts import Fold
from accounts.models import User
from interviews.acquaintances import Acquaintance, companies_of, people_of
from interviews.debrief import is_debrief
from interviews.filled_forms import marks_of
from interviews.inputs import IN_RANGE, InstantInput, validate_year
from interviews.models import Interview, Position
from interviews.panel import rename_company, set_panel
from interviews.repeats import has_all_of, invited_before, logged_before
from interviews.seat_forms import panel_of
from interviews.signals import interview_changed
from interviews.split_inputs import DayAndTimeInput
from interviews.window_forms import WindowFields, window_layout, window_of
from interviews.workdays import decides_on


class InterviewForm(WindowFields):
    """Company, title, when and how; the decision window; the panel as a formset in `panel`.

    `save` finds or makes the position, writes all of it in one transaction and tells the other apps. `twin` is the
    interview that the same form has made before, where it was sent twice.
    """

    company = forms.CharField(label=gettext_lazy("Company"), max_length=120)
    title = forms.CharField(label=gettext_lazy("Job title"), max_length=120)
    starts_at = forms.DateTimeField(
        label=gettext_lazy("When did it start, or will it?"), widget=InstantInput(), validators=[validate_year],
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": gettext_lazy("Enter the day and the time of day.")},
    )  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=Interview.How.choices,
        widget=forms.RadioSelect,
        initial=Interview.How.IN_PERSON,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"), initial=60, required=False,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 5, "max": 1440}), error_messages=IN_RANGE,
    )  # fmt: skip
    where = forms.CharField(
        label=gettext_lazy("Where, or the link"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    key_message = forms.CharField(
        label=gettext_lazy("The one thing they must believe about you"), max_length=500, required=False,
        help_text=gettext_lazy("A short reason why you fit, such as: I turn volunteers into a team that stays."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    left_out = forms.CharField(
        label=gettext_lazy("What you left out"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    to_correct = forms.CharField(
        label=gettext_lazy("An impression you want to correct"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    decision_words = forms.CharField(
        label=gettext_lazy("Their exact words about the decision"), max_length=500, required=False
    )

    writer = forms.CharField(
        label=gettext_lazy("Your name, as you sign a letter"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip

    # Brought along by an invitation that was read.
    invitation_uid = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
    invitation_sequence = forms.IntegerField(
        required=False, min_value=0, max_value=2_147_483_647, widget=forms.HiddenInput
    )

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
        self.helper.layout = Layout(
            *(name for name in ("invitation_uid", "invitation_sequence") if name in self.fields),
            Div(Field("company", **self._company_attributes()), Field("title"), css_class="field-row"),
            Div("starts_at", Field("how", template="forms/segments.html"), css_class="field-row"),
            HTML('{% include "interviews/_panel.html" %}'),
            window_layout(),
            *(["writer"] if "writer" in self.fields else []),
            Fold(
                gettext_lazy("The rest: how long, where, your key message, what you left out"),
                Div("minutes", "where", css_class="field-row"),
                "key_message",
                "left_out",
                "to_correct",
                "decision_words",
            ),
        )

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

    def clean_where(self) -> str:
        """Return the lines of the place, with one kind of line end."""
        return "\n".join(self.cleaned_data["where"].splitlines())

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
        position = self._position(data)
        interview = self.instance or Interview()
        interview.position = position
        for name in (
            "starts_at",
            "how",
            "where",
            "window",
            "window_number",
            "left_out",
            "to_correct",
            "decision_words",
        ):
            setattr(interview, name, data[name])
        if not self.instance:
            interview.invitation_uid = data["invitation_uid"]
            interview.invitation_sequence = data["invitation_sequence"] or 0
        interview.ends_at = data["starts_at"] + timedelta(minutes=data["minutes"] or 60)
        interview.decides_on = decides_on(
            data["starts_at"].astimezone(self.owner.time_zone).date(), data["window"], data["window_number"],
            data["window_on"], position.country or self.owner.country,
        )  # fmt: skip
        entries = self.panel.entries()
        if interview.debriefed_at is None and interview.ends_at <= self.now and is_debrief(entries):
            interview.debriefed_at = self.now  # logged afterwards: this was the debrief
        interview.save()
        set_panel(interview, entries)
        interview_changed.send(Interview, position=position, interview=interview)
        return interview

    def _position(self, data: dict[str, Any]) -> Position:
        """Return the position to write to: the interview's own, else an open one of the same name (a later round)."""
        if self.instance:
            position = self.instance.position
            rename_company(position, data["company"])
            position.title = data["title"]
        elif self.position and _is_named(self.position, data):
            position = self.position
        else:
            position = Position.objects.owned_by(self.owner).filter(
                company__iexact=data["company"], title__iexact=data["title"], outcome=Position.Outcome.OPEN
            ).first() or Position(owner=self.owner, company=data["company"], title=data["title"])
        if self.instance or data["key_message"]:
            position.key_message = data["key_message"]
        position.save()
        return position


def _is_named(position: Position, data: dict[str, Any]) -> bool:
    """Whether the form names this position still."""
    return (position.company.casefold(), position.title.casefold()) == (
        data["company"].casefold(), data["title"].casefold(),
    )  # fmt: skip


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
