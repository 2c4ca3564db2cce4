"""The debrief of the meeting: who was there, and what holds for the whole of it. Every answer is optional."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.acquaintances import Acquaintance, each_once
from interviews.debrief import name_panel
from interviews.inputs import words
from interviews.models import Interview, Interviewer, Position
from interviews.place_forms import PLACE_FIELDS, PlaceFields, place_of
from interviews.seat_forms import MOST_SEATS
from interviews.signals import interview_changed, words_noted
from interviews.stamped_forms import StampedForm, hold
from interviews.window_forms import WINDOW_FIELDS, WindowFields, window_of
from interviews.workdays import decides_on

LONGEST_NAME = 120
OF_MEETING = ("left_out", "to_correct", "decision_words")
OF_POSITION = ("key_message", "written_so_far")


class MeetingForm(StampedForm, WindowFields, PlaceFields):
    """The meeting as a whole: what was left out, what to correct, when they decide, and how to reach them.

    The company's address is asked for while it is not known.
    """

    units: ClassVar = {"window": WINDOW_FIELDS, "place": PLACE_FIELDS}

    left_out = words(gettext_lazy("What you left out"))
    to_correct = words(gettext_lazy("An impression you want to correct"))
    decision_words = words(gettext_lazy("Their exact words about the decision"), length=500)
    key_message = words(
        gettext_lazy("The one thing they must believe about you"), length=500,
        help_text=gettext_lazy("A short reason why you fit, such as: I turn volunteers into a team that stays."),
    )  # fmt: skip
    written_so_far = forms.ChoiceField(
        label=gettext_lazy("How have they written to you so far?"), choices=Position.WrittenBy.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, interview: Interview) -> None:
        self.interview = interview
        super().__init__(data)
        # What is typed is read, although saving its first part has made the address known.
        self.asks_place = not interview.position.has_address or bool(data and "street" in data)
        if not self.asks_place:
            for name in PLACE_FIELDS:
                del self.fields[name]
        self._offer_country()

    def _offer_country(self) -> None:
        if self.asks_place and not self.initial["country"]:
            self.initial["country"] = self.interview.position.owner.country

    def show_again(self) -> None:
        super().show_again()
        self._offer_country()

    def stored(self) -> dict[str, Any]:
        interview, position = self.interview, self.interview.position
        return {
            **{name: getattr(interview, name) for name in OF_MEETING},
            **{name: getattr(position, name) for name in OF_POSITION},
            **window_of(interview),
            **place_of(position),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.clean_window_fields(data, self.interview.local_day)
        if self.asks_place:
            self.clean_place_fields(data, self.interview.position)
        return data

    @property
    def is_settled(self) -> bool:
        """Whether everything that was sent is kept."""
        return not (self.errors or self.both)

    @property
    def needs_page(self) -> bool:
        """Whether another window said something of its own, which has to be seen beside this one's."""
        return bool(self.both)

    @transaction.atomic
    def save(self) -> None:
        """Keep what can be kept and tell the other apps."""
        owner = self.interview.position.owner
        hold(owner)
        self.interview.refresh_from_db()
        interview, position = self.interview, self.interview.position  # which is read again, too
        position.owner = owner
        planned = self._planned()
        values = self.merged()
        said_on = values.pop("window_on", window_of(interview)["window_on"])
        for name, value in values.items():
            setattr(position if name in (*OF_POSITION, *PLACE_FIELDS) else interview, name, value)
        country = position.country or owner.country
        window: Any = interview.window  # a constraint keeps it one of the words
        interview.decides_on = decides_on(interview.local_day, window, interview.window_number, said_on, country)
        interview.save(update_fields=[*OF_MEETING, "window", "window_number", "decides_on"])
        position.save(update_fields=[*OF_POSITION, *PLACE_FIELDS])
        if self._planned() == planned:
            words_noted.send(Interview, owner=owner, rows=[interview, position])
        else:
            interview_changed.send(Interview, position=position, interview=interview)

    def _planned(self) -> tuple[Any, ...]:
        """What it depends on when something is due."""
        interview = self.interview
        return interview.window, interview.window_number, interview.decides_on, place_of(interview.position)


class WhoForm(forms.Form):
    """Who was there: names, one a line, and people known already, to tick."""

    names = forms.CharField(
        label=gettext_lazy("Their names, one a line"), required=False, max_length=4000,
        help_text=gettext_lazy("As well as you remember them. How they are spelled can be put right on the next page."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )  # fmt: skip
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("You know these people there. Who of them was in the room?"), required=False,
        queryset=Interviewer.objects.none(), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, interview: Interview, known: Iterable[Acquaintance]) -> None:
        self.interview = interview
        super().__init__(data)
        keys = [each.person.pk for each in known]
        if keys:
            self.fields["people"].queryset = Interviewer.objects.filter(pk__in=keys).order_by("name", "pk")  # type: ignore[attr-defined]
        else:
            del self.fields["people"]

    def clean_names(self) -> list[str]:
        """Return the names without marks of a list and without doubles."""
        lines = [" ".join(line.strip(" \t•*-–—").split()) for line in self.cleaned_data["names"].splitlines()]
        names = each_once(line for line in lines if line)
        for name in names:
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(
                    _("A name has at most %(most)d characters; “%(start)s…” has %(there)d.")
                    % {"most": LONGEST_NAME, "start": name[:30], "there": len(name)}
                )
        return names

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names, people = data.get("names") or [], data.get("people") or []
        seats = list(self.interview.seats.all())
        if not (names or people or seats or self.errors):
            self.add_error("names", _("Name at least one person. A letter opens for each of them."))
        if len(seats) + len(names) + len(people) > MOST_SEATS:
            self.add_error("names", _("A panel has at most %(most)d people here.") % {"most": MOST_SEATS})
        return data

    def save(self) -> None:
        """Seat them; a letter opens for each."""
        name_panel(self.interview, self.cleaned_data.get("people", ()), self.cleaned_data["names"])
