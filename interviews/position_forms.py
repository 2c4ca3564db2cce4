"""The form of a position: its name, its address, who answers for the company, and what it should believe."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.acquaintances import people_of
from interviews.contacts import contact_named
from interviews.inputs import words
from interviews.models import Interviewer, Position
from interviews.panel import rename_company
from interviews.place_forms import PLACE_FIELDS, PlaceFields, place_of
from interviews.signals import interview_changed
from interviews.stamped_forms import StampedForm, hold
from interviews.ties import met_for
from interviews.workdays import decides_on

_PLAIN = ("title", "key_message", "written_so_far")


class PositionForm(StampedForm, PlaceFields):
    """Everything that holds for all rounds of a position. `save` keeps what can be kept."""

    units: ClassVar = {"place": PLACE_FIELDS, "contact": ("hr_contact", "hr_name", "hr_email")}

    company = forms.CharField(
        label=gettext_lazy("Company"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    title = forms.CharField(label=gettext_lazy("Job title"), max_length=120)
    key_message = words(
        gettext_lazy("The one thing they must believe about you"), length=500,
        help_text=gettext_lazy("It goes into every letter for this position, in new words each time."),
    )  # fmt: skip
    written_so_far = forms.ChoiceField(
        label=gettext_lazy("How have they written to you so far?"), choices=Position.WrittenBy.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    hr_contact = forms.TypedChoiceField(
        label=gettext_lazy("HR contact"), coerce=int, empty_value=None, required=False,
        help_text=gettext_lazy("Who writes for the company. An e-mail to all goes to them, with the panel in copy."),
    )  # fmt: skip
    hr_name = forms.CharField(
        label=gettext_lazy("Somebody else: their name"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    hr_email = forms.EmailField(
        label=gettext_lazy("Their e-mail"), max_length=254, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, position: Position) -> None:
        self.position = position
        super().__init__(data)
        self.fields["hr_contact"].choices = [("", _("nobody yet")), *self._people()]  # type: ignore[attr-defined]
        self._offer_country()

    def _people(self) -> list[tuple[int, str]]:
        """Those met for the position, its contact, and everyone else known at the company."""
        people = [
            *met_for(self.position),
            *(each.person for each in people_of(self.position.owner, self.position.company)),
        ]
        return list({person.pk: (person.pk, _described(person)) for person in people}.values())

    def _offer_country(self) -> None:
        if not self.initial["country"]:
            self.initial["country"] = self.position.owner.country

    def stored(self) -> dict[str, Any]:
        position = self.position
        plain = {name: getattr(position, name) for name in ("company", *_PLAIN)}
        return {**plain, **place_of(position), "hr_contact": position.hr_contact_id, "hr_name": "", "hr_email": ""}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.clean_place_fields(data, self.position)
        if data.get("hr_email") and not data.get("hr_name") and "hr_name" not in self.errors:
            self.add_error("hr_name", _("Say whose address it is."))
        return data

    @property
    def is_settled(self) -> bool:
        """Whether everything that was sent is kept."""
        return not (self.errors or self.both)

    @transaction.atomic
    def save(self) -> None:
        """Keep what can be kept and tell the other apps. A window that was not stated follows the company's country."""
        owner = self.position.owner
        hold(owner)
        self.position.refresh_from_db()
        position = self.position
        position.owner = owner
        values = self.merged()
        name, email = values.pop("hr_name", ""), values.pop("hr_email", "")
        if "hr_contact" in values:
            key = values.pop("hr_contact")
            position.hr_contact = contact_named(position, name, email) if name else _known(position, key)
        if "company" in values:
            rename_company(position, values.pop("company"))
        for field, value in values.items():
            setattr(position, field, value)
        position.save()
        for interview in position.interviews.filter(window="unstated"):
            interview.position = position
            day = decides_on(interview.local_day, "unstated", None, None, position.country or owner.country)
            if day != interview.decides_on:
                interview.decides_on = day
                interview.save(update_fields=["decides_on"])
        interview_changed.send(Position, position=position, interview=None)

    def show_again(self) -> None:
        super().show_again()
        self._offer_country()


def _known(position: Position, key: int | None) -> Interviewer | None:
    return Interviewer.objects.filter(owner=position.owner_id, pk=key).first() if key else None


def _described(person: Interviewer) -> str:
    return f"{person.full_name}, {person.role}" if person.role else person.full_name
