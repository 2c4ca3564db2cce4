"""The forms of gifts: on the shelf, and on the spot beside a letter."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.layouts import Fold
from accounts.models import User
from interviews.inputs import DateInput, validate_year
from interviews.models import Interviewer, Topic
from letters import gifts
from letters.advice import refused
from letters.models import Gift, Letter

_NO_ADDRESS = gettext_lazy("Enter a web address that begins with http:// or https://, or leave it empty.")
_ADDRESS_HELP = gettext_lazy("A long one is printed on a slip with a code, so that nobody has to copy it by hand.")


class LineField(forms.CharField):
    """Text that is kept on one line, however it was typed."""

    def to_python(self, value: Any) -> str:
        """Return the text with one space in the place of each white space."""
        return " ".join((super().to_python(value) or "").split())


class WebField(forms.URLField):
    """A web address, http or https; one without either is taken for https."""

    default_validators = [URLValidator(schemes=["http", "https"], message=_NO_ADDRESS)]
    default_error_messages = {"invalid": _NO_ADDRESS}

    def to_python(self, value: Any) -> str:
        """Return the address with its scheme in small letters, as the database compares it."""
        scheme, colon, rest = (super().to_python(value) or "").partition(":")
        return scheme.lower() + colon + rest


class TopicField(forms.ModelChoiceField):
    """A topic, named with whose it is."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(topic)s (%(name)s)") % {"topic": obj.text, "name": obj.seat.interviewer.name}


class LetterField(forms.ModelChoiceField):
    """An open letter, named by its reader."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(kind)s to %(name)s, %(position)s") % {
            "kind": obj.get_kind_display(), "name": obj.recipient.full_name, "position": obj.position,
        }  # fmt: skip


class _GiftForm(forms.Form):
    """What both forms share: what the gift is, and that it is a gift of information (S10, S11)."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of gift?"), choices=Gift.Kind.choices, initial=Gift.Kind.ARTICLE
    )
    text = LineField(
        label=gettext_lazy("What is it?"), max_length=300,
        help_text=gettext_lazy("As it would stand in a letter, such as: a map of the old mills by the river."),
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )  # fmt: skip
    web = WebField(
        label=gettext_lazy("Web address"), max_length=500, required=False, assume_scheme="https",
        help_text=_ADDRESS_HELP,
    )  # fmt: skip

    def clean_text(self) -> str:
        """Return it. Raise ValidationError for money, vouchers and goods, with the reason."""
        text: str = self.cleaned_data["text"]
        if finding := refused(text, get_language() or "en"):
            raise forms.ValidationError(finding.why)
        return text

    def _clean_had(self, owner: User, person: Interviewer | None) -> None:
        """Nobody is given the same twice."""
        text, web = self.cleaned_data.get("text"), self.cleaned_data.get("web") or ""
        if person is not None and text and gifts.had_before(owner, person, text, web):
            self.add_error("text", _("%(name)s has had this from you already. Find something else.") % {"name": person})


class GiftForm(_GiftForm):
    """A gift on the shelf: what it is, whom it was found for, and the letter it goes into.

    Of a gift that was given only the words can be corrected. `twin` is the row that the same form has made before,
    where it was sent twice; `like` one that says the same and stays another.
    """

    found_on = forms.DateField(
        label=gettext_lazy("When did you find it?"), required=False, widget=DateInput(), validators=[validate_year],
        input_formats=["%Y-%m-%d"],
    )  # fmt: skip
    interviewer = forms.ModelChoiceField(
        label=gettext_lazy("Found for"), queryset=Interviewer.objects.none(), required=False,
        empty_label=gettext_lazy("anybody"),
    )  # fmt: skip
    topic = TopicField(
        label=gettext_lazy("What it is about"), queryset=Topic.objects.none(), required=False,
        empty_label=gettext_lazy("no topic that came up"),
    )  # fmt: skip
    letter = LetterField(
        label=gettext_lazy("Goes into"), queryset=Letter.objects.none(), required=False,
        empty_label=gettext_lazy("no letter yet"),
    )  # fmt: skip
    twin: Gift | None = None
    like: Gift | None = None

    def __init__(self, data: Any = None, *, owner: User, today: date, instance: Gift | None = None) -> None:
        self.owner, self.today, self.instance = owner, today, instance or Gift(owner=owner)
        super().__init__(data, initial=_initial(instance) if instance else {"found_on": today})
        self.fields["kind"].widget = forms.RadioSelect(choices=Gift.Kind.choices)
        tied = ("interviewer", "topic", "letter")
        for name, rows in zip(tied, _own_rows(owner), strict=True):
            if self.instance.is_given:
                del self.fields[name]
            else:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Field("kind", template="forms/segments.html"), "text", "web", Div("found_on", css_class="field--medium"),
            *([] if self.instance.is_given else [Fold(gettext_lazy("Whom it is for"), *tied)]),
        )  # fmt: skip

    @property
    def has_rest(self) -> bool:
        """Whether something is in the folded part, which then stands open."""
        return any(name in self.fields and (self[name].value() or name in self.errors) for name in _TIED)

    def clean_found_on(self) -> date | None:
        found_on: date | None = self.cleaned_data["found_on"]
        if found_on is not None and found_on > self.today:
            raise forms.ValidationError(_("That day is still to come."))
        return found_on

    def clean(self) -> dict[str, Any]:
        """See that person, topic and letter are of one reader, and that the letter takes a gift."""
        data = super().clean() or {}
        if self.instance.is_given:
            return data
        person, topic, letter = data.get("interviewer"), data.get("topic"), data.get("letter")
        if topic is not None and person is None:
            person = data["interviewer"] = topic.seat.interviewer
        elif topic is not None and person != topic.seat.interviewer:
            name = topic.seat.interviewer.full_name
            self.add_error(
                "topic", _("That topic was %(name)s’s. Choose one of the person’s, or none.") % {"name": name}
            )
        if letter is not None:
            self._clean_letter(letter, person)
        self._clean_had(self.owner, letter.recipient if letter else person)
        return data

    def _clean_letter(self, letter: Letter, person: Interviewer | None) -> None:
        reader = letter.recipient
        if person is not None and person != reader:
            self.add_error(
                "letter", _("That letter goes to %(name)s. Choose one to the same person.") % {"name": reader}
            )
        elif letter.gifts.exclude(pk=self.instance.pk).exists():
            self.add_error("letter", _("That letter has a gift already. One is enough."))

    @transaction.atomic
    def save(self) -> Gift:
        """Write the gift; the same form sent twice makes one."""
        gift = self.instance
        for name, value in self.cleaned_data.items():
            setattr(gift, name, value)
        if gift.pk is None:
            # A double click: the second waits here for the first. SQLite serialises writers by itself.
            User.objects.select_for_update(no_key=True).filter(pk=self.owner.pk).values_list("pk", flat=True).first()
            self.twin = gifts.twin_of(gift)
            if self.twin is not None:
                return self.twin
            self.like = gifts.like(gift)
        gift.save()
        return gift


_TIED = ("interviewer", "topic", "letter")


def _own_rows(owner: User) -> tuple[Any, Any, Any]:
    """The people, topics and open letters of an account, the latest first."""
    return (
        Interviewer.objects.filter(owner=owner).order_by("name", "pk"),
        Topic.objects.filter(seat__interview__position__owner=owner).select_related("seat__interviewer").order_by("-pk"),
        Letter.objects.owned_by(owner).open().select_related("recipient", "position").order_by("-pk"),
    )  # fmt: skip


def _initial(gift: Gift) -> dict[str, Any]:
    names = ("kind", "text", "web", "found_on", "interviewer", "topic", "letter")
    return {name: getattr(gift, name) for name in names}


class SpotForm(_GiftForm):
    """A gift found for a letter while it is written: it goes into that letter.

    Its fields belong to the form of the letter, so that the letter's words come along. Both texts are text areas: in a
    field of one line the Enter key would press the letter's first button.
    """

    topic = forms.ModelChoiceField(
        label=gettext_lazy("About"), queryset=Topic.objects.none(), required=False,
        empty_label=gettext_lazy("no topic that came up"),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, letter: Letter, today: date, typed: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`typed`: what came along with another button of the letter; it is shown again, and judged by nobody."""
        self.letter, self.today = letter, today
        begun = {name: typed.get(f"gift-{name}", "") for name in ("text", "web")}
        self.is_begun = data is not None or any(begun.values())
        super().__init__(data, prefix="gift", initial=begun)
        self.fields["web"].widget = forms.Textarea(attrs={"rows": 1, "inputmode": "url", "autocomplete": "off"})
        topics = gifts.topics_of(letter)
        if topics:
            field = self.fields["topic"]
            field.queryset = Topic.objects.filter(pk__in=[topic.pk for topic in topics])  # type: ignore[attr-defined]
            field.choices = [("", field.empty_label), *((topic.pk, topic.text) for topic in topics)]  # type: ignore[attr-defined]
        else:
            del self.fields["topic"]
        for each in self.fields.values():
            each.widget.attrs["form"] = "letter-form"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the letter's form has the token
        self.helper.layout = Layout("kind", "text", "web", *(["topic"] if topics else []))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._clean_had(self.letter.position.owner, self.letter.recipient)
        return data

    def gift(self) -> Gift:
        """Return the gift, which is not stored yet, or the row that the same form has made before."""
        data, letter = self.cleaned_data, self.letter
        gift = Gift(
            owner=letter.position.owner, interviewer=letter.recipient, topic=data.get("topic"), kind=data["kind"],
            text=data["text"], web=data["web"], found_on=self.today,
        )  # fmt: skip
        return gifts.twin_of(gift) or gift
