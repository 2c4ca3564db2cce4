"""Parts of crispy layouts that several forms share."""

from typing import Any

from crispy_forms.layout import Div
from django.utils.functional import Promise


class Fold(Div):
    """Fields folded away under a summary; open where the form says that the folded part has something (`has_rest`)."""

    template = "forms/fold.html"

    def __init__(self, summary: str | Promise, *fields: Any, **kwargs: Any) -> None:
        self.summary, self.is_open = summary, False
        super().__init__(*fields, **kwargs)

    def render(self, form: Any, context: Any, *args: Any, **kwargs: Any) -> str:
        """Return the folded fields of this form."""
        self.is_open = getattr(form, "has_rest", False)
        return str(super().render(form, context, *args, **kwargs))
