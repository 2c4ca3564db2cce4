"""The arrows of the product, read from its imports: between apps, inside an app, and of modules that must stay pure."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# An app imports itself and those to its left; config imports all.
APPS = ("accounts", "interviews", "letters", "reminders", "desk")
# What the apps may have of config.
LENT = {"config.celery": APPS, "config.mailbox": ("desk",)}

# Modules, and packages with all in them, that work without Django, a database or a worker.
PURE = (
    "accounts.bidi", "accounts.browsers", "accounts.places", "accounts.purposes",
    "config.datadir", "config.listening", "config.logs", "config.supervisor",
    "desk.archive.cells", "desk.archive.document", "desk.archive.occasions", "desk.archive.opening",
    "desk.archive.parsing", "desk.archive.problems",
    "desk.doubles", "desk.folding", "desk.month", "desk.progress", "desk.synthetic",
    "interviews.imports", "interviews.invitations", "interviews.reading", "interviews.stamps", "interviews.timeline",
    "interviews.vcards", "interviews.workdays", "interviews.written_cards", "interviews.written_events",
    "letters.addresses", "letters.advice", "letters.bindings", "letters.breaking", "letters.card_picture",
    "letters.channel", "letters.copying",
    "letters.differences",
    "letters.drafting", "letters.emails", "letters.envelopes", "letters.faces", "letters.gaps", "letters.gift_words", "letters.hand",
    "letters.measures",
    "letters.phones", "letters.pictures", "letters.placing", "letters.post", "letters.press", "letters.ruling", "letters.slips",
    "letters.stationery", "letters.written",
    "reminders.answers", "reminders.calendar", "reminders.facts", "reminders.history", "reminders.hours", "reminders.kinds",
    "reminders.owed", "reminders.plan", "reminders.rounds", "reminders.scheduling",
)  # fmt: skip
FRAMEWORK = (
    "allauth", "celery", "crispy_bootstrap5", "crispy_forms", "csp", "django", "django_htmx", "environ", "kombu",
    "psycopg", "redis", "timezone_field",
)  # fmt: skip

# Inside an app a module imports its own kind and those before it. Its name says its kind (forms, seat_forms); what has
# no name here is an action.
KINDS = ("pure", "models", "actions", "forms", "pages")
KIND_OF_NAME = {
    "models": "models", "addresses": "models", "signals": "models",
    "forms": "forms",
    **dict.fromkeys(("admin", "apps", "feeds", "health", "management", "receivers", "tasks", "templatetags", "urls", "views"), "pages"),
}  # fmt: skip


def is_in(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def kind_of(name: str) -> int:
    """Return the place of a module in KINDS."""
    if is_in(name, PURE):
        return 0
    return KINDS.index(KIND_OF_NAME.get(name.split(".")[1].rsplit("_", 1)[-1], "actions"))


def imports_of(name: str, source: str, known: set[str]) -> Iterator[str]:
    """Return what a module imports anywhere in it, by full names: of ours the module, of others the package."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = name.split(".")[: -node.level] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            found = [f"{base}.{alias.name}" if f"{base}.{alias.name}" in known else base for alias in node.names]
        else:
            continue
        for target in found:
            yield target if target.split(".")[0] in (*APPS, "config") else target.split(".")[0]


def breaches(sources: dict[str, str]) -> list[str]:
    """Return a sentence for each import, in the sources by module name, that goes against an arrow."""
    found = set()
    for name, source in sources.items():
        app = name.split(".")[0]
        for target in imports_of(name, source, set(sources)):
            other = target.split(".")[0]
            if (
                is_in(name, PURE)
                and (is_in(target, FRAMEWORK) or other in (*APPS, "config"))
                and not is_in(target, PURE)
            ):
                found.add(f"{name} is pure and imports {target}")
            if app == "config" or other not in (*APPS, "config"):
                continue
            if other == "config":
                if app not in LENT.get(target, ()):
                    found.add(f"{name} imports {target}: config is above the apps")
            elif APPS.index(other) > APPS.index(app):
                found.add(f"{name} imports {target}: {other} is to the right of {app}")
            elif other == app and "." in name and "." in target and ".migrations." not in name:
                kind, wanted = kind_of(name), kind_of(target)
                if wanted > kind:
                    found.add(f"{name} imports {target}: {KINDS[wanted]} come after {KINDS[kind]}")
    return sorted(found)


def own_sources() -> dict[str, str]:
    """Return the product's modules by name."""
    sources = {}
    for folder in (*APPS, "config"):
        for path in (ROOT / folder).rglob("*.py"):
            parts = path.relative_to(ROOT).with_suffix("").parts
            sources[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text()
    return sources


def test_every_import_follows_the_arrows() -> None:
    assert breaches(own_sources()) == []


def test_every_module_that_is_named_here_is_there() -> None:
    sources = own_sources()
    assert [name for name in (*PURE, *LENT) if name not in sources] == []


LETTER = {
    "letters": "",
    "letters.models": "",
    "letters.forms": "",
    "letters.hand": "",
    "letters.views": "",
    "letters.card_views": "",
}


@pytest.mark.parametrize(
    ("name", "source", "sentence"),
    [
        (
            "interviews.panel",
            "from letters.models import Letter",
            "interviews.panel imports letters.models: letters is to the right of interviews",
        ),
        (
            "interviews.panel",
            "def opened():\n    if True:\n        import letters.models as m",
            "interviews.panel imports letters.models: letters is to the right of interviews",
        ),
        (
            "accounts.models",
            "from letters import models",
            "accounts.models imports letters.models: letters is to the right of accounts",
        ),
        (
            "desk.views",
            "from config.settings import HOST",
            "desk.views imports config.settings: config is above the apps",
        ),
        (
            "letters.views",
            "from config import mailbox",
            "letters.views imports config: config is above the apps",
        ),
        ("letters.post", "from django.utils import timezone", "letters.post is pure and imports django"),
        ("letters.drafting.moves", "import django.conf", "letters.drafting.moves is pure and imports django"),
        ("letters.post", "from .models import Letter", "letters.post is pure and imports letters.models"),
        ("reminders.plan", "from letters.models import Letter", "reminders.plan is pure and imports letters.models"),
        (
            "letters.models",
            "from letters import forms",
            "letters.models imports letters.forms: forms come after models",
        ),
        (
            "letters.states",
            "from letters.forms import LetterForm",
            "letters.states imports letters.forms: forms come after actions",
        ),
        (
            "letters.card_forms",
            "from letters.card_views import edit",
            "letters.card_forms imports letters.card_views: pages come after forms",
        ),
    ],
)
def test_an_import_against_the_arrows_is_found(name: str, source: str, sentence: str) -> None:
    assert sentence in breaches({**LETTER, name: source})


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("reminders.views", "from config.celery import nudge\nfrom letters.models import Letter"),
        ("desk.mailbox", "from config.mailbox import local_mailbox"),
        ("letters.post", "import tomllib\nfrom letters.hand import Hand"),
        ("letters.views", "from letters.forms import LetterForm\nfrom letters import models"),
        ("letters.migrations.0002_more", "from letters.forms import LetterForm"),
        ("config.urls", "from letters.views import edit"),
    ],
)
def test_an_import_along_the_arrows_is_left_alone(name: str, source: str) -> None:
    assert breaches({**LETTER, name: source}) == []
