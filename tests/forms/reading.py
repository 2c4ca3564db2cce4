"""Forms as a browser sees them: read from a page, with all that each would send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

BUTTONS = frozenset({"submit", "image"})
CHOOSING = frozenset({"select", "radio", "checkbox"})
TYPED = frozenset({"text", "textarea", "email", "tel", "url", "search", "number", "date", "time", "datetime-local"})


@dataclass
class Field:
    """One control: the name it sends, its kind (an input's type, "select", "textarea" or "submit"), the values that it
    stands at, and all that can be chosen."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    least: str = ""
    most: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether a person types into it, and must find their words again."""
        return self.kind in TYPED


@dataclass
class Form:
    """A form that posts: where to, and its controls by name. `buttons`: name and value of each that sends it."""

    action: str
    has_files: bool = False
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def sent(self) -> dict[str, list[str]]:
        """Return what is sent when nothing is touched and no named button is pressed."""
        return {name: each.values for name, each in self.fields.items() if each.values}


def forms_of(page: str, address: str) -> list[Form]:
    """Return the forms of a page at this address that post to ourselves, in their order."""
    reader = _Reader(address)
    reader.feed(page)
    reader.close()
    return reader.forms


class _Reader(HTMLParser):
    """Takes the controls of each form, those outside it that name it by `form=` among them."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self._by_id: dict[str, Form] = {}
        self._elsewhere: list[tuple[Form, str, tuple[str, str]]] = []  # buttons that send a form to another address
        self._open: Form | None = None
        self._text: Field | None = None
        self._select: Field | None = None
        self._inert = 0  # how deep in templates, which are there for scripts and send nothing

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "template" or self._inert:
            self._inert += tag == "template"
        elif tag == "form" and said.get("method", "get").lower() == "post":
            self._begin(said)
        elif tag in {"input", "select", "textarea", "button"}:
            form = self._named(said["form"]) if said.get("form") else self._open
            if form is not None:
                self._add(form, tag, said)
        elif tag == "option" and self._select is not None and "disabled" not in said:
            self._select.choices.append(said.get("value", ""))
            if "selected" in said:
                self._select.values.append(said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._inert -= 1
        elif tag == "form":
            self._open = None
        elif tag == "textarea" and self._text is not None:
            # A browser leaves out the line break right after the tag.
            self._text.values[-1] = self._text.values[-1].removeprefix("\r").removeprefix("\n")
            self._text = None
        elif tag == "select" and self._select is not None:
            if not self._select.values and self._select.choices:
                self._select.values = self._select.choices[:1]
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.values[-1] += data

    def close(self) -> None:
        super().close()
        for form, action, button in self._elsewhere:
            if form in self.forms:
                self.forms.append(Form(urljoin(self.address, action), form.has_files, form.fields, [button]))

    def _named(self, name: str) -> Form:
        return self._by_id.setdefault(name, Form(""))

    def _begin(self, said: Mapping[str, str]) -> None:
        target = urljoin(self.address, said.get("action", ""))
        if urlsplit(target).netloc in {"", "localhost"}:
            self._open = self._named(said["id"]) if said.get("id") else Form("")
            self._open.action, self._open.has_files = target, said.get("enctype") == "multipart/form-data"
            self.forms.append(self._open)

    def _add(self, form: Form, tag: str, said: Mapping[str, str]) -> None:
        name, kind = said.get("name", ""), said.get("type", "text") if tag == "input" else tag
        if tag == "button" or kind in BUTTONS:
            self._button(form, said)
        elif name and "disabled" not in said:
            control = form.fields.setdefault(
                name, Field(name, kind, least=said.get("min", ""), most=said.get("max", ""))
            )
            if tag == "select":
                self._select = control
            elif tag == "textarea":
                control.values.append("")
                self._text = control
            elif kind in CHOOSING:
                control.choices.append(said.get("value", "on"))
                control.values += [said.get("value", "on")] if "checked" in said else []
            else:
                control.values.append(said.get("value", ""))

    def _button(self, form: Form, said: Mapping[str, str]) -> None:
        button = said.get("name", ""), said.get("value", "")
        if said.get("type", "submit") not in BUTTONS:
            return
        if said.get("formaction"):
            self._elsewhere.append((form, said["formaction"], button))
        elif button[0]:
            form.buttons.append(button)
