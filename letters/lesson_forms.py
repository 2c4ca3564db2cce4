"""The form of a lesson (S15)."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from letters.lessons import parts
from letters.models import LONGEST_LESSON, Lesson, Letter


class LinesField(forms.CharField):
    """Text of several lines, each line end counted once, as the person and the database count it."""

    def to_python(self, value: Any) -> str:
        """Return the text with "\n" line ends."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class LessonForm(forms.Form):
    """What worked, and optionally the letters and the part of them it is about.

    `is_twin`: the same lesson was there already, by a double click mostly.
    """

    text = LinesField(
        label=_("What worked, or did not?"), max_length=LONGEST_LESSON,
        help_text=_("A line or two for yourself, such as: naming the rota got me a call the same day."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("In which letters?"), required=False, choices=[("", _("in any letter")), *Letter.Kind.choices]
    )
    part = forms.ChoiceField(label=_("In which part?"), required=False)
    is_twin = False

    def __init__(self, data: Any = None, *, owner: User, instance: Lesson | None = None) -> None:
        self.owner, self.instance = owner, instance
        names = ("text", "kind", "part")
        super().__init__(data, initial={name: getattr(instance, name) for name in names} if instance else None)
        self.fields["part"].choices = [("", _("in no part of its own")), *parts()]  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("text", Div("kind", "part", css_class="field-row"))

    @transaction.atomic
    def save(self) -> Lesson:
        """Write the lesson; one that is there in the very same words is not written again."""
        data = self.cleaned_data
        if self.instance is None:
            # A double click: the second waits here for the first. SQLite serialises writers by itself.
            User.objects.select_for_update(no_key=True).filter(pk=self.owner.pk).values_list("pk", flat=True).first()
            twin = Lesson.objects.owned_by(self.owner).filter(**data).first()
            if twin is not None:
                self.is_twin = True
                return twin
        lesson = self.instance or Lesson(owner=self.owner)
        lesson.text, lesson.kind, lesson.part = data["text"], data["kind"], data["part"]
        lesson.save()
        return lesson
