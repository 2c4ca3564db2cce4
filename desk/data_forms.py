"""The forms of what is somebody's own: a file to read in, and whether its settings are wanted."""

from typing import IO, Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from desk.archive.checking import Archive, DoesNotFit, checked
from desk.archive.opening import document_in
from desk.archive.parsing import parsed
from desk.archive.problems import NotReadable
from desk.archive.sentences import sentence_for


def archive_in(document: bytes) -> Archive:
    """Return the archive of a document; raise forms.ValidationError, with the reason in a sentence."""
    try:
        return checked(parsed(document))
    except NotReadable as found:
        raise forms.ValidationError(sentence_for(found.problem)) from found
    except DoesNotFit as found:
        raise forms.ValidationError(str(found)) from found


class ArchiveForm(forms.Form):
    """An export to read in. Valid, it has its `document`."""

    file = forms.FileField(
        label=_("The file"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".zip,.json"}),
        help_text=_("The ZIP file as you got it, or the fairhand.json that is in it."),
    )  # fmt: skip
    document: bytes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("file")

    def clean_file(self) -> Any:
        """See that it is an export that fits, from its first byte to its last row."""
        file = self.cleaned_data["file"]
        try:
            self.document = document_in(cast(IO[bytes], file.file))
        except NotReadable as found:
            raise forms.ValidationError(sentence_for(found.problem)) from found
        archive_in(self.document)
        return file


class AddForm(forms.Form):
    """Whether the settings of the file are wanted, too."""

    with_settings = forms.BooleanField(
        label=_("Take over its settings, too"), required=False,
        help_text=_(
            "Name, address, time zone, hours, card, hand, and how long details are kept. Your e-mail address stays "
            "as it is."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("with_settings")
