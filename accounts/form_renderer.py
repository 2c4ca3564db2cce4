"""Every form's fields with what follows from their purpose, and the focus on the first one that is refused."""

from typing import Any

from django.forms import BaseForm, BoundField, Field, Widget
from django.forms.renderers import TemplatesSetting

from accounts.field_words import put_into_words
from accounts.purposes import attributes_of, is_focused, purpose_of

_TYPED = frozenset({"text", "email", "password", "number", "tel", "url", "search"})


class PurposefulField(BoundField):
    """A field that says what it is for, and what it lacks or cannot hold; what the form itself says goes before."""

    def __init__(self, form: BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        put_into_words(field, purpose_of(self._names_of_form, name))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Return the attributes of the tag."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if _is_typed(widget):
            for name, value in attributes_of(self._names_of_form, self.name).items():
                if name not in widget.attrs:
                    built.setdefault(name, value)
        if self._has_focus and not (widget.is_hidden or widget.use_fieldset):
            built.setdefault("autofocus", True)
        return built

    @property
    def _has_focus(self) -> bool:
        """The first field that is refused has it. Rows are left alone: they come and go while somebody types."""
        if self.form.prefix is None and self.form.errors:
            refused = next((name for name in self._order if name in self.form.errors), None)
            if refused:
                return refused == self.name
        return is_focused(self._names_of_form, self.name)

    @property
    def _order(self) -> list[str]:
        """The fields as they follow each other on the page: by the form's layout, where it has one."""
        layout = getattr(getattr(self.form, "helper", None), "layout", None)
        return [found.name for found in layout.get_field_names()] if layout else list(self.form.fields)

    @property
    def _names_of_form(self) -> list[str]:
        """The form's class and those that it refines: allauth's are refined here and there."""
        return [each.__name__ for each in type(self.form).__mro__]


class Renderer(TemplatesSetting):
    """The renderer of all forms (settings, FORM_RENDERER)."""

    bound_field_class = PurposefulField


def _is_typed(widget: Widget) -> bool:
    """Whether somebody types in it: no tick, no list, no date picker."""
    return getattr(widget, "input_type", "text") in _TYPED and not hasattr(widget, "choices")
