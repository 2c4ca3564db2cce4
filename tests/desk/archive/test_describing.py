"""docs/export.md says what is in an export, as it is."""

import json
from pathlib import Path

import pytest

from desk.archive.collecting import document_of
from desk.archive.describing import description, with_description
from desk.archive.document import SCHEMA, VERSION
from desk.archive.tables import TABLES
from tests.conftest import NOW
from tests.desk.archive.full import make_full_user

PAGE = Path(__file__).resolve().parents[3] / "docs" / "export.md"


def test_the_page_has_the_tables_as_they_are():
    text = PAGE.read_text()
    assert text == with_description(text), "A model has changed: manage.py describe_export brings the page in line."


def test_the_page_names_the_schema_and_its_version():
    assert f'"schema": "{SCHEMA}", "version": {VERSION}' in PAGE.read_text()


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_every_field_of_a_real_export_is_on_the_page():
    document = json.loads(json.dumps(document_of(make_full_user(), NOW)))
    text = description()
    for table in TABLES:
        section = text.partition(f"### `{table.name}`\n")[2].partition("\n### ")[0]
        assert [name for name in document["tables"][table.name][0] if f"| `{name}` |" not in section] == []
    assert [name for name in document["account"] if f"| `{name}` |" not in text] == []
