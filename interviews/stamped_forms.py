"""Forms that may be open in two windows at once, and that save what they can as one goes.

Nothing waits for the whole form: what is valid is kept with every sending, the rest stays on the page and is named.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from accounts.models import User
from interviews import stamps


class StampedForm(forms.Form):
    """A form whose page says in `stamp` what it was made with, so that neither of two windows overwrites the other.

    A subclass says what is `stored` and writes what `merged` returns. `units` are fields that are kept together, by the
    unit's name; every other field is a unit of its own. `both`: field → what the other window has saved in a field that
    was changed here too; it is shown beside, and sending again keeps this window's.
    """

    units: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        self.both: dict[str, Any] = {}
        self._made_of = self.stored()
        self._told: str | None = None
        super().__init__(data, initial=dict(self._made_of), **kwargs)

    def stored(self) -> dict[str, Any]:
        """Return what stands in the database, by field."""
        raise NotImplementedError

    @property
    def stamp(self) -> str:
        """What this window's fields were made with, for a hidden field."""
        return stamps.stamp(self._by_unit(self._made_of)) if self._told is None else self._told

    def merged(self) -> dict[str, Any]:
        """Return what should be written, by field, of what was typed and can be kept. Call it where nobody else writes.

        Fields in which the other window said something of its own are left out and named in `both`.
        """
        before = stamps.read(str(self.data.get("stamp", "")))
        there, errors = self.stored(), self.errors  # asking for the errors is what judges the form
        stored, typed = self._by_unit(there), self._by_unit(self.cleaned_data)
        unreadable = {unit for unit, names in self._units().items() if any(name in errors for name in names)}
        typed = {unit: value for unit, value in typed.items() if unit not in unreadable}
        outcome = stamps.merge(before, stored, typed)
        self.both = {name: there[name] for unit in outcome.both for name in self._units()[unit]}
        marks = dict(before)
        for unit, value in typed.items():
            if stamps.digest(outcome.values[unit]) == stamps.digest(value):
                marks[unit] = stamps.digest(value)
        self._told = " ".join(f"{unit}={mark}" for unit, mark in marks.items() if unit in stored)
        return {
            name: part
            for unit, value in outcome.values.items()
            if unit not in outcome.both
            for name, part in zip(self._units()[unit], value, strict=True)
        }

    def show_again(self) -> None:
        """Make the page anew after a sending: what stands now, and what was typed where it could not be kept, also in
        fields that are kept together with a wrong one.

        Of a field that nobody touched here, the other window's value is shown; sending again must not overwrite it.
        """
        unkept = [names for names in self._units().values() if any(name in self.errors for name in names)]
        held = dict.fromkeys([*(name for names in unkept for name in names), *self.both])
        typed = {name: self.fields[name].widget.value_from_datadict(self.data, {}, name) for name in held}
        errors, self.is_bound = self.errors, False
        self._made_of, self._told = self.stored(), None
        self.initial = self._made_of | typed
        self._errors = errors

    @property
    def unsaved(self) -> list[str]:
        """The labels of what could not be kept yet."""
        return [str(self.fields[name].label) for name in self.errors if name in self.fields]

    def _units(self) -> dict[str, tuple[str, ...]]:
        joined = {name for names in self.units.values() for name in names}
        alone = {name: (name,) for name in self.fields if name not in joined}
        return {**{unit: names for unit, names in self.units.items() if names[0] in self.fields}, **alone}

    def _by_unit(self, values: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
        return {
            unit: tuple(values.get(name) for name in names)
            for unit, names in self._units().items()
            if any(name in values for name in names)
        }


def hold(owner: User) -> None:
    """Wait till nobody else writes for this account, inside a transaction. SQLite serialises writers by itself."""
    User.objects.select_for_update(no_key=True).filter(pk=owner.pk).values_list("pk", flat=True).first()
