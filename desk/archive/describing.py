"""The export's tables and fields as a page of documentation, made from the models, so that it cannot grow stale."""

from collections.abc import Iterable, Iterator

from django.db import models
from django.utils.translation import override
from timezone_field import TimeZoneField

from desk.archive.fields import Field
from desk.archive.tables import ACCOUNT, BY_MODEL, LEFT_OUT, TABLES, Table

BEGIN, END = "<!-- made by `manage.py describe_export` -->", "<!-- end -->"

_TYPES: tuple[tuple[type, str], ...] = (
    (TimeZoneField, "name of a time zone"), (models.DateTimeField, "instant"), (models.DateField, "day"),
    (models.TimeField, "time of day"), (models.DecimalField, "decimal number, as text"),
    (models.BooleanField, "true or false"), (models.IntegerField, "whole number"), (models.JSONField, "list"),
    (models.EmailField, "e-mail address"), (models.URLField, "web address"), (models.TextField, "text"),
    (models.CharField, "text"),
)  # fmt: skip


def description() -> str:
    """Return the Markdown of all tables and fields, and of what is left out, in English."""
    with override("en"):
        return "\n".join(_lines())


def with_description(page: str) -> str:
    """Return a page with the part between the marks made anew."""
    before, rest = page.split(BEGIN, 1)
    return f"{before}{description()}{rest.split(END, 1)[1]}"


def _lines() -> Iterator[str]:
    yield BEGIN
    for table in (ACCOUNT, *TABLES):
        yield from _table(table)
    yield from ("", "## Left out", "", "| rows of | why |", "|---|---|")
    yield from (f"| {label} | {why} |" for label, why in sorted(LEFT_OUT.items()))
    yield END


def _table(table: Table) -> Iterator[str]:
    yield from ("", f"### `{table.name}`", "", table.about, "", "| field | what it is | meaning |", "|---|---|---|")
    if table is not ACCOUNT:
        yield "| `key` | whole number | The name of the row in this file. |"
    for each in (*table.fields, *table.links, *table.many):
        yield f"| `{each.name}` | {_kind(each)} | {_meaning(table, each)} |"
    if table.left_out:
        yield ""
        yield "Left out: " + " ".join(
            f"`{name}` ({why[:1].lower()}{why[1:].rstrip('.')})." for name, why in table.left_out.items()
        )


def _kind(each: Field) -> str:
    if each.remote_field is not None:
        target = f"`{BY_MODEL[each.remote_field.model].name}`"
        found = f"keys of {target}" if each.many_to_many else f"key of {target}"
    else:
        found = next(words for kind, words in _TYPES if isinstance(each, kind))
    if each.name == "country":
        return "ISO 3166 code of a country, or nothing"
    if each.choices and not isinstance(each, TimeZoneField) and len(each.flatchoices) < 20:
        found = "one of " + ", ".join(f"`{key}`" if key != "" else "nothing" for key, _label in each.flatchoices)
    elif isinstance(each, models.CharField | models.TextField) and each.max_length and not each.choices:
        found += f", up to {each.max_length:,} characters"
    return f"{found}, or null" if each.null else found


def _meaning(table: Table, each: Field) -> str:
    name = str(each.verbose_name)
    words = [name[:1].upper() + name[1:], str(each.help_text)]
    if each.name in table.told or table.is_told:
        words.append("Told, not taken over.")
    return " ".join(_sentences(words)).replace("|", "\\|")


def _sentences(words: Iterable[str]) -> Iterator[str]:
    return (text if text[-1:] in ".?!" else f"{text}." for text in words if text)
