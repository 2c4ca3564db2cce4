"""The panel's formset: one row per interviewer, rows added and removed with and without script."""

import re
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.layouts import Fold
from interviews.inputs import words
from interviews.models import Concern, Interview, PanelSeat
from interviews.panel import SeatEntry
from interviews.place_forms import PLACE_FIELDS, PlaceFields

MOST_SEATS = 20
MOST_ROWS = MOST_SEATS + 5  # shown again with an error, so that no word is lost
_ROW = re.compile(r"seats-(\d{1,3})-")
_COUNT = re.compile(r"\d{1,3}", re.ASCII)
LONGEST_TOPIC, MOST_TOPICS = 300, 20
CARD_FIELDS = (*PLACE_FIELDS, "note")


def _from_card() -> Div:
    """Return the layout of what only a card brings along."""
    return Div(
        Div("street", "note", css_class="field-row"),
        Div("postcode", "town", css_class="field-row"),
        Div("region", "country", css_class="field-row"),
    )


class LeadRadio(forms.RadioSelect):
    """One radio button in each row, all of one name, so that a browser allows a single lead. Its value is the row."""

    def value_from_datadict(self, data: MultiValueDict[str, Any], files: Any, name: str) -> bool:  # type: ignore[override]
        return bool(data.get("lead") == name.rpartition("-")[0])


class SeatForm(PlaceFields):
    """One interviewer: name, role, e-mail, topics; the rest is folded.

    Postal address and note are there only in a row that came with them: one that a card has filled in.
    """

    seat = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    role = forms.CharField(label=gettext_lazy("Role"), max_length=120, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    topics = forms.CharField(
        label=gettext_lazy("They care about"), required=False, max_length=3000,
        help_text=gettext_lazy("One a line. Private interests count too."), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    is_lead = forms.BooleanField(label=gettext_lazy("Lead"), required=False, widget=LeadRadio)
    honorific = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Ms, Mr, Mx, Dr, or none."),
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    is_on_first_names = forms.BooleanField(
        label=gettext_lazy("you are on first-name terms"), required=False,
        help_text=gettext_lazy("Then their letters begin with the first name and close less formally."),
    )  # fmt: skip
    has_handed_card = forms.BooleanField(label=gettext_lazy("handed you a business card"), required=False)
    impressed_me = forms.CharField(
        label=gettext_lazy("What impressed you about them"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    concern = forms.CharField(label=gettext_lazy("A doubt they showed"), max_length=300, required=False)
    answered = forms.ChoiceField(
        label=gettext_lazy("Did you answer it?"), choices=Concern.Answered.choices, required=False,
        initial=Concern.Answered.NO,
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("What you would answer"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    note = words(gettext_lazy("What else their card says"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_card = self.is_bound and any(self.data.get(self.add_prefix(name)) for name in CARD_FIELDS)
        if not self.has_card:
            for name in CARD_FIELDS:
                del self.fields[name]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "seat",
            Div(
                Field("name", autocomplete="off"),
                Field("role", autocomplete="off"),
                Field("email", autocomplete="off"),
                HTML('{% include "interviews/_lead.html" %}'),
                css_class="field-row",
            ),
            "topics",
            Fold(
                gettext_lazy("The rest: title, phone, card, what impressed you, a doubt"),
                Div("honorific", Field("phone", inputmode="tel"), css_class="field-row"),
                "is_on_first_names",
                "has_handed_card",
                "impressed_me",
                Div("concern", "answered", css_class="field-row"),
                "answer",
            ),
            *([_from_card()] if self.has_card else []),
        )

    def has_changed(self) -> bool:
        """A row in which nothing but the lead was chosen is an empty row."""
        return bool(set(self.changed_data) - {"is_lead", "answered", "seat"})

    @property
    def has_rest(self) -> bool:
        """Whether something is in the folded part, which then stands open: an error or an answer is never hidden."""
        rest = (
            "honorific", "is_on_first_names", "phone", "has_handed_card", "impressed_me", "concern", "answer",
        )  # fmt: skip
        return (
            any(name in self.errors or self[name].value() for name in rest)
            if self.is_bound
            else any(self.initial.get(name) for name in rest)
        )

    def clean_topics(self) -> tuple[str, ...]:
        """Return the topics, one a line, without doubles."""
        lines = [line.strip(" \t•*-–—") for line in self.cleaned_data["topics"].splitlines()]
        topics = tuple(dict.fromkeys(line for line in lines if line))
        if len(topics) > MOST_TOPICS:
            raise forms.ValidationError(_("Keep it to %(most)d topics a person.") % {"most": MOST_TOPICS})
        for topic in topics:
            if len(topic) > LONGEST_TOPIC:
                raise forms.ValidationError(
                    _("A topic has at most %(most)d characters; “%(start)s…” has %(there)d.")
                    % {"most": LONGEST_TOPIC, "start": topic[:30], "there": len(topic)}
                )
        return topics

    def entry(self) -> SeatEntry:
        """Return the row as the panel takes it."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}
        data["answered"] = data["answered"] or Concern.Answered.NO
        return SeatEntry(**data)


class BasePanelFormSet(forms.BaseFormSet):
    """The rows of one panel.

    `own_seats` are the seats that a row may name: those of its own interview. `is_damaged`: the form came with a count
    that is not that of its rows.
    """

    own_seats: frozenset[int] = frozenset()
    is_damaged = False
    default_error_messages = {
        "too_many_forms": gettext_lazy("A panel has at most %(num)d people here. Take some of the rows off."),
    }

    def clean(self) -> None:
        """Refuse what only a forged or damaged form has, and one person in two rows: words of one would be lost."""
        if self.is_damaged:
            raise forms.ValidationError(_("The form arrived damaged. Look through the rows below and save it again."))
        gone = self._should_delete_form  # type: ignore[attr-defined]  # missing in the stubs
        staying = [form for form in self.forms if not gone(form) and form.is_valid()]
        for form in staying:
            seat = form.cleaned_data.get("seat")
            if seat is not None and seat not in self.own_seats:
                raise forms.ValidationError(_("This row belongs to another interview. Load the page again."))
        for index, form in enumerate(staying):
            if any(_is_same_person(earlier.cleaned_data, form.cleaned_data) for earlier in staying[:index]):
                form.add_error("name", _("This person has a row above. Put both into one, or tell them apart by mail."))

    def entries(self) -> list[SeatEntry]:
        """Return the rows that say something and stay, in their order."""
        gone = self.deleted_forms
        return [form.entry() for form in self.forms if form not in gone and (form.has_changed() or form.initial)]

    def leave_unjudged(self) -> None:
        """Show what was typed without its errors: a row is being added, nothing is kept yet."""
        self._errors: list[Any] = [{} for _ in self.forms]
        self._non_form_errors = self.error_class()
        for form in self.forms:
            form._errors = forms.utils.ErrorDict()


PanelFormSet: Any = forms.formset_factory(  # a class made at run time, with the attributes of BasePanelFormSet
    SeatForm, formset=BasePanelFormSet, extra=0, can_delete=True, max_num=MOST_SEATS, validate_max=True,
    absolute_max=MOST_ROWS,
)  # fmt: skip


def _is_same_person(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two rows would come out as one person (interviews/panel.py); seats that are there stay two."""
    if not one.get("name") or not other.get("name") or (one.get("seat") and other.get("seat")):
        return False
    if one.get("email") and other.get("email"):
        return bool(one["email"].casefold() == other["email"].casefold())
    return bool(one["name"].casefold() == other["name"].casefold())


def panel_of(interview: Interview | None, data: Any, spare_rows: int) -> Any:
    """Return the formset of an interview's panel; of a new interview, one empty row.

    `spare_rows` more are shown empty: "add a row" without script.
    """
    seats = (
        list(interview.seats.select_related("interviewer").prefetch_related("topics", "concerns")) if interview else []
    )
    is_damaged = False
    if data is not None:
        posted = _posted_rows(data)
        is_damaged = not _counts(data, posted)
        data = data.copy()
        if is_damaged:
            data["seats-TOTAL_FORMS"], data["seats-INITIAL_FORMS"] = str(posted), str(min(len(seats), posted))
        if spare_rows:
            data["seats-TOTAL_FORMS"] = str(min(int(data["seats-TOTAL_FORMS"]) + spare_rows, MOST_SEATS))
    panel = PanelFormSet(data, prefix="seats", initial=[_initial(seat) for seat in seats])
    if data is None:
        panel.extra = spare_rows or (0 if seats else 1)
    for form in panel.forms:
        if form["seat"].value():
            form.empty_permitted = False  # a row of somebody seated is read, even where it says what stood there before
    panel.own_seats = frozenset(seat.pk for seat in seats)
    panel.is_damaged = is_damaged
    return panel


def _posted_rows(data: Any) -> int:
    """How many rows came, by the highest number that a field of theirs has."""
    return max((int(found[1]) + 1 for key in data if (found := _ROW.match(key))), default=0)


def _counts(data: Any, posted: int) -> bool:
    """Whether the form says how many rows it has, and does not say fewer than came."""
    said = [data.get(f"seats-{name}_FORMS", "") for name in ("TOTAL", "INITIAL")]
    return all(_COUNT.fullmatch(each) for each in said) and posted <= int(said[0]) <= MOST_ROWS


def _initial(seat: PanelSeat) -> dict[str, Any]:
    person, concern = seat.interviewer, next(iter(seat.concerns.all()), None)
    names = ("name", "role", "email", "honorific", "is_on_first_names", "phone", "has_handed_card")
    return {
        "seat": seat.pk,
        "is_lead": seat.is_lead,
        "impressed_me": seat.impressed_me,
        "topics": "\n".join(topic.text for topic in seat.topics.all()),
        "concern": concern.text if concern else "",
        "answered": concern.answered if concern else Concern.Answered.NO,
        "answer": concern.answer if concern else "",
        **{name: getattr(person, name) for name in names},
    }
