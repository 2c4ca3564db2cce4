"""The debrief of one person: what they cared about and doubted, what you asked, how to write to them."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.inputs import words
from interviews.models import Concern, Interview, PanelSeat, Topic
from interviews.panel import let_lead
from interviews.row_forms import ConcernForm, TopicForm, rows_again, rows_of
from interviews.signals import interview_changed, words_noted
from interviews.stamped_forms import StampedForm, hold

OF_PERSON = ("honorific", "name", "is_name_confirmed", "is_on_first_names", "email", "has_handed_card")
OF_SEAT = ("impressed_me", "my_question", "helpful_answer")
# They stand in letters, mails and calendars, too.
_CALLED = ("honorific", "name")


class PersonForm(StampedForm):
    """What somebody cared about and doubted, what you asked them, and how to write to them.

    `save` keeps what can be kept; `is_settled` says whether that was everything.
    """

    impressed_me, my_question, helpful_answer = (
        words(""),
        words(""),
        words(gettext_lazy("What helped in the answer was …")),
    )
    name = forms.CharField(
        label=gettext_lazy("Name, as they spell it"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_name_confirmed = forms.BooleanField(label=gettext_lazy("the spelling is certain"), required=False)
    honorific = forms.CharField(
        label=gettext_lazy("Title"), max_length=20, required=False,
        help_text=gettext_lazy("Ms, Mr, Mx, Dr, or none."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    is_on_first_names = forms.BooleanField(label=gettext_lazy("you are on first-name terms"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    has_handed_card = forms.BooleanField(label=gettext_lazy("handed you a business card"), required=False)
    is_lead = forms.BooleanField(label=gettext_lazy("led the interview"), required=False)

    def __init__(self, data: Any = None, *, seat: PanelSeat, spare: int = 1) -> None:
        self.seat = seat
        self.doubled: list[str] = []  # what both windows worded anew, and now stands there twice
        super().__init__(data)
        # Sentences begun for them, by name: no gender is ever guessed.
        name = {"name": seat.interviewer.name}
        self.fields["impressed_me"].label = _("What impressed you about %(name)s was …") % name
        self.fields["my_question"].label = _("You asked %(name)s about …") % name
        if seat.is_lead:
            del self.fields["is_lead"]  # somebody leads: it is changed with whoever led instead
        self.topics = rows_of(TopicForm, "topics", data, self._stored_topics(), spare)
        self.concerns = rows_of(ConcernForm, "concerns", data, self._stored_concerns(), spare)

    def stored(self) -> dict[str, Any]:
        person, seat = self.seat.interviewer, self.seat
        return {
            **{name: getattr(person, name) for name in OF_PERSON},
            **{name: getattr(seat, name) for name in OF_SEAT},
            "is_lead": seat.is_lead,
        }

    def _stored_topics(self) -> dict[int, tuple[Any, ...]]:
        return {topic.pk: (topic.text, topic.is_personal, topic.came_up) for topic in self.seat.topics.all()}

    def _stored_concerns(self) -> dict[int, tuple[Any, ...]]:
        return {one.pk: (one.text, one.answered, one.answer) for one in self.seat.concerns.all()}

    @property
    def lists(self) -> tuple[Any, Any]:
        return self.topics, self.concerns

    @property
    def has_rest(self) -> bool:
        """Whether the folded part has an error, which is never hidden."""
        return any(name in self.errors for name in (*OF_PERSON, "is_lead"))

    @property
    def is_settled(self) -> bool:
        """Whether everything that was sent is kept."""
        return not (self.errors or self.both or self.doubled or any(rows.wrong for rows in self.lists))

    @property
    def needs_page(self) -> bool:
        """Whether another window said something of its own, which has to be seen beside this one's."""
        return bool(self.both or self.doubled)

    @property
    def unsaved(self) -> list[str]:
        labels = [(self.topics, _("what they care about")), (self.concerns, _("a doubt"))]
        return [*super().unsaved, *(label for rows, label in labels if rows.wrong)]

    @transaction.atomic
    def save(self, now: datetime, *, goes_on: bool) -> None:
        """Keep what can be kept and tell the other apps; `goes_on`: the debrief goes past them once all of it is."""
        owner = self.seat.interview.position.owner
        hold(owner)
        self._read_again()
        values, person, seat = self.merged(), self.seat.interviewer, self.seat
        leads = values.pop("is_lead", False) and not seat.is_lead
        is_renamed = any(values.get(name, getattr(person, name)) != getattr(person, name) for name in _CALLED)
        changed = [row for row, names in ((person, OF_PERSON), (seat, OF_SEAT)) if _take(row, names, values)]
        if leads:
            let_lead(seat)
        self.doubled = [
            *_keep_rows(self.topics, Topic, seat, self._stored_topics()),
            *_keep_rows(self.concerns, Concern, seat, self._stored_concerns()),
        ]
        if goes_on and self.is_settled and seat.debriefed_at is None:
            seat.debriefed_at = now
            seat.save(update_fields=["debriefed_at"])
        if leads or is_renamed:
            interview_changed.send(Interview, position=seat.interview.position, interview=seat.interview)
        else:
            words_noted.send(PanelSeat, owner=owner, rows=[seat, *(row for row in changed if row is person)])

    def _read_again(self) -> None:
        """Read the rows as they stand now: the page may have been open for an hour."""
        self.seat = PanelSeat.objects.select_related("interviewer", "interview__position__owner").get(pk=self.seat.pk)

    def show_again(self) -> None:
        super().show_again()
        self.topics = rows_again(self.topics, self._stored_topics())
        self.concerns = rows_again(self.concerns, self._stored_concerns())


def _take(row: Any, names: tuple[str, ...], values: dict[str, Any]) -> bool:
    """Write those of the values that a row has by these names; return whether one was another before."""
    changed = [name for name in names if name in values and getattr(row, name) != values[name]]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def _keep_rows(rows: Any, model: Any, seat: PanelSeat, stored: dict[int, tuple[Any, ...]]) -> list[str]:
    """Write a list as far as it can be kept; return the words that now stand beside another wording of theirs."""
    names, plan = rows.form.names, rows.plan(stored)
    mine = model.objects.filter(seat=seat)
    mine.filter(pk__in=plan.removed).delete()
    for key, values in plan.written.items():
        mine.filter(pk=key).update(**dict(zip(names, values, strict=True)))
    fresh = {
        place: model.objects.create(seat=seat, **dict(zip(names, values, strict=True)))
        for place, values in plan.added.items()
    }
    added = {row.pk: plan.added[place] for place, row in fresh.items()}
    rows.tell(plan.keys | {place: row.pk for place, row in fresh.items()}, stored | plan.written | added)
    return [str(plan.added[place][0]) for place in plan.both if place in plan.added]
