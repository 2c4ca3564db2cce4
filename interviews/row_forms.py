"""Short lists inside a form: rows added and taken away with and without script, kept one by one (interviews/stamps.py).

The markup is that of static/js/formset.js. Without script an "Add" button sends the page and asks for a spare row.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import Concern, Topic
from interviews.seat_forms import LONGEST_TOPIC, MOST_TOPICS
from interviews.stamps import RowPlan, TypedRow, digest, merge_rows

MOST_ROWS = MOST_TOPICS + 10


def _box(rows: int, example: Any = "") -> forms.Textarea:
    """A field of a row; its example also tells the style sheet whether anything is typed yet."""
    return forms.Textarea(attrs={"rows": rows, "class": "form-control", "placeholder": example or " "})


class RowForm(forms.Form):
    """One row: the words first, then what is said about them. `names` are its fields in that order."""

    names: ClassVar[tuple[str, ...]] = ()
    # Which stored row this is and what it said when the page was made: hidden fields, told anew after each saving.
    key: int | None = None
    mark = ""

    @property
    def is_going(self) -> bool:
        """Whether the row was ticked to be taken away."""
        box = self.fields["DELETE"].widget
        return self.is_bound and bool(box.value_from_datadict(self.data, {}, self.add_prefix("DELETE")))

    def entries(self) -> list[TypedRow]:
        """Return what the row says, as it can be kept. One that is to go says nothing."""
        said = {} if self.is_going else self.cleaned_data
        return [TypedRow(self.key, self.mark, tuple(said.get(name, "") for name in self.names))]


class TopicForm(RowForm):
    """Something they care about; several lines are several topics."""

    names = ("text", "is_personal", "came_up")

    text = forms.CharField(
        required=False, max_length=3000, widget=_box(1, gettext_lazy("a few words, such as: volunteer no-shows"))
    )
    is_personal = forms.BooleanField(
        label=gettext_lazy("not about the business"), required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )  # fmt: skip
    came_up = forms.ChoiceField(
        label=gettext_lazy("Where it came up"), choices=Topic.CameUp.choices, required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def clean_text(self) -> str:
        """Return the topics, one a line."""
        lines = [line.strip(" \t•*-–—") for line in self.cleaned_data["text"].splitlines()]
        for line in lines:
            if len(line) > LONGEST_TOPIC:
                raise forms.ValidationError(
                    _("A topic has at most %(most)d characters; “%(start)s…” has %(there)d.")
                    % {"most": LONGEST_TOPIC, "start": line[:30], "there": len(line)}
                )
        return "\n".join(line for line in lines if line)

    def entries(self) -> list[TypedRow]:
        (whole,) = super().entries()
        first, *more = str(whole.values[0]).split("\n")
        said = whole.values[1:]
        return [TypedRow(whole.key, whole.mark, (first, *said)), *(TypedRow(None, "", (line, *said)) for line in more)]


class ConcernForm(RowForm):
    """A doubt, whether it was answered, and the answer."""

    names = ("text", "answered", "answer")

    text = forms.CharField(
        required=False, max_length=300, widget=_box(1, gettext_lazy("a few words, such as: the size of my teams"))
    )
    answered = forms.ChoiceField(
        label=gettext_lazy("Did you answer it?"), choices=Concern.Answered.choices, required=False,
        initial=Concern.Answered.NO, widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("What you would answer"),
        max_length=1000,
        required=False,
        widget=_box(2),
    )

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())

    def clean_answered(self) -> str:
        return self.cleaned_data["answered"] or Concern.Answered.NO

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Say in a few words what they doubted, so that the answer has a place."))
        return data


class BaseRows(forms.BaseFormSet):
    """The rows of one list. `plan` says what to write; `tell` tells each row which stored row it has become."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("take it away when you save")
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"
        found = {name: self.data.get(f"{form.prefix}-{name}") for name in ("key", "mark")}
        said = found if self.is_bound else form.initial
        key = str(said.get("key") or "")
        form.key = int(key) if re.fullmatch(r"[0-9]{1,18}", key) else None
        form.mark = str(said.get("mark") or "")

    @property
    def wrong(self) -> list[Any]:
        """The rows that cannot be kept as they are."""
        return [form for form in self.forms if self.is_bound and not form.is_going and not form.is_valid()]

    def plan(self, stored: Mapping[int, tuple[Any, ...]]) -> RowPlan:
        """Return what comes of the rows that can be kept, beside those that stand; more than MOST_TOPICS are not."""
        wrong = self.wrong
        self._kept = [(form, form.entries()) for form in self.forms if form not in wrong]
        more = [(form, entry) for form, entries in self._kept for entry in entries[1:]]
        rows = [(form, entries[0]) for form, entries in self._kept] + more
        plan = merge_rows([entry for _form, entry in rows], stored)
        room = MOST_TOPICS - len(stored) + len(plan.removed)
        for place in sorted(plan.added)[max(room, 0) :]:
            del plan.added[place]
            rows[place][0].add_error("text", _("Keep it to %(most)d a person.") % {"most": MOST_TOPICS})
        return plan

    def tell(self, keys: Mapping[int, int], stands: Mapping[int, tuple[Any, ...]]) -> None:
        """Tell each row its stored row (`keys`: the place in the plan → key), and what that says now (`stands`)."""
        for place, (form, entries) in enumerate(self._kept):
            form.key = keys.get(place)
            if form.key is None:
                form.mark = ""
            elif digest(stands[form.key]) == digest(entries[0].values):
                form.mark = digest(entries[0].values)


def rows_of(
    form_class: type[RowForm], prefix: str, data: Any, stored: Mapping[int, tuple[Any, ...]], spare: int
) -> Any:
    """Return the formset of a list: its stored rows and so many empty ones, or the rows that were sent.

    The rows are counted, whatever the form says of their number: a damaged count costs nobody a word.
    """
    formset = forms.formset_factory(
        form_class, formset=BaseRows, extra=spare, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    if data is None:
        return formset(initial=_initial(form_class, stored), prefix=prefix)
    row = re.compile(rf"{prefix}-([0-9]{{1,3}})-")
    count = max((int(found[1]) + 1 for name in data if (found := row.match(name))), default=0)
    data = data.copy()
    data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(min(count, MOST_ROWS)), "0"
    return formset(data, prefix=prefix)


def rows_again(sent: Any, stored: Mapping[int, tuple[Any, ...]]) -> Any:
    """Return the rows for the page that comes after a sending: those that stand, and what could not be kept."""
    initial = _initial(sent.form, stored)
    places = {row["key"]: place for place, row in enumerate(initial)}
    errors = {}
    for form in sent.wrong:
        place = places.get(form.key, len(initial))
        boxes = {name: form.fields[name].widget for name in form.names}
        typed = {name: box.value_from_datadict(sent.data, {}, form.add_prefix(name)) for name, box in boxes.items()}
        initial[place : place + 1] = [typed | {"key": form.key, "mark": form.mark}]
        errors[place] = form.errors
    again = type(sent)(initial=initial, prefix=sent.prefix)
    for place, error in errors.items():
        again.forms[place]._errors = error
    return again


def _initial(form_class: type[RowForm], stored: Mapping[int, tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [
        dict(zip(form_class.names, values, strict=True)) | {"key": key, "mark": digest(values)}
        for key, values in stored.items()
    ]
