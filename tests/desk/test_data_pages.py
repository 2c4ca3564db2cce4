"""The pages of what is somebody's own: the export is asked for, made and fetched; an export is read in again."""

import io
import json
import time
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from accounts import errands
from accounts.models import Errand
from desk import tasks
from desk.archive import adding
from desk.archive.collecting import as_json, document_of
from desk.archive.opening import MOST_BYTES
from desk.archive.packing import packed
from interviews.models import Position
from letters.models import Letter
from tests.conftest import NOW
from tests.desk.archive.full import make_full_user
from tests.factories import make_user
from tests.routes import rows, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PAGE, EXPORT, IMPORT, ADD = (
    "/settings/data/",
    "/settings/data/export/",
    "/settings/data/import/",
    "/settings/data/import/add/",
)


@pytest.fixture(autouse=True)
def an_empty_shelf():
    """Files of other tests are not this one's."""
    for path in (Path(settings.DATA_DIR) / "errands").glob("*"):
        path.unlink()


def shelf():
    return sorted(path.name for path in (Path(settings.DATA_DIR) / "errands").glob("*"))


def upload(client, data, name="fairhand.zip"):
    file = io.BytesIO(data)
    file.name = name
    return client.post(IMPORT, {"file": file})


def said(response):
    return response.context["form"].errors.get("file", [""])[0]


def export_of(user):
    return packed(user, NOW, lambda _done: None, seconds_of_sheets=0)


# Out -----------------------------------------------------------------------------------------------------------------


def test_an_export_is_asked_for_made_and_fetched():
    user = make_full_user()
    client = signed_in(user)
    response = client.post(EXPORT)
    errand = Errand.objects.get()
    assert (response["Location"], errand.kind, errand.total) == (f"/settings/errands/{errand.pk}/", "desk.export", 6)
    assert client.post(EXPORT)["Location"] == response["Location"]
    assert "0 of 6 done" in client.get(response["Location"]).content.decode()
    tasks.export(errand.pk)
    errand.refresh_from_db()
    assert (errand.state, errand.done) == ("done", 6)
    door = client.get(f"/settings/errands/{errand.pk}/file")
    assert door["Location"] == f"/settings/data/export/{errand.pk}/file"
    file = client.get(door["Location"])
    assert file["Content-Disposition"] == 'attachment; filename="fairhand-2026-11-18.zip"'
    assert (file["Content-Type"], "no-store" in file["Cache-Control"]) == ("application/zip", True)
    with zipfile.ZipFile(io.BytesIO(b"".join(file))) as archive:
        assert json.loads(archive.read("fairhand.json")) == json.loads(as_json(document_of(user, NOW)))
    page = client.get(PAGE).content.decode()
    assert f'href="/settings/errands/{errand.pk}/"' in page
    errands.file_of(errand).unlink()
    assert client.get(door["Location"])["Location"] == f"/settings/errands/{errand.pk}/"
    assert f'href="/settings/errands/{errand.pk}/"' not in client.get(PAGE).content.decode()


def test_an_export_is_made_and_fetched_only_by_who_has_just_shown_who_they_are(client):
    user = make_user()
    client.force_login(user)
    errand = Errand.objects.create(owner=user, kind="desk.export", arguments={"file_name": "x.zip"})
    errands.run(errand.pk, lambda *_: b"PK", lambda: NOW)
    for response in (client.post(EXPORT), client.get(f"/settings/data/export/{errand.pk}/file")):
        assert response["Location"].startswith("/accounts/reauthenticate/?next=%2Fsettings%2Fdata%2Fexport%2F")
    assert Errand.objects.count() == 1


def test_what_was_asked_for_goes_on_once_the_password_is_given(client):
    user = make_user()
    client.force_login(user)
    there = client.post(EXPORT)["Location"]
    response = client.post(there, {"password": "correct horse battery"})
    assert response["Location"] == f"/settings/errands/{Errand.objects.get().pk}/"


def test_an_errand_of_another_kind_is_no_export():
    user = make_user()
    errand = Errand.objects.create(owner=user, kind="letters.pack")
    assert signed_in(user).get(f"/settings/data/export/{errand.pk}/file").status_code == 404


# In ------------------------------------------------------------------------------------------------------------------


def test_an_export_is_looked_into_and_added():
    data = export_of(make_full_user(email="daniel@example.org"))
    other, letters = make_user(), Letter.objects.count()
    client = signed_in(other)
    before = rows()
    assert upload(client, data)["Location"] == IMPORT
    assert rows() == before
    page = client.get(IMPORT)
    assert [(str(line.label), line.added, line.stays) for line in page.context["preview"].lines] == [
        ("Positions", 2, 0), ("Interviews", 3, 0), ("People", 4, 0), ("Letters", letters, 0), ("Gifts", 2, 0), ("Lessons", 2, 0),
        ("Dates and reminders", page.context["preview"].lines[-1].added, 0),
    ]  # fmt: skip
    assert "Of daniel@example.org." in page.content.decode()
    assert page.context["add"].initial == {"with_settings": True}
    response = client.post(ADD, {"with_settings": "on"})
    errand = Errand.objects.get(owner=other)
    assert response["Location"] == client.get(IMPORT)["Location"] == f"/settings/errands/{errand.pk}/"
    tasks.add_archive(errand.pk)
    errand.refresh_from_db()
    other.refresh_from_db()
    assert (errand.state, errand.done, errand.result) == ("done", 100, "")
    assert (other.positions.count(), other.name, other.lessons.count()) == (2, "Daniel Oséi", 2)
    assert other.search_entries.count() > 5
    assert shelf() == []
    page = client.get(response["Location"]).content.decode()
    assert "Everything in the file that was not here yet has been added." in page


def test_what_is_here_already_is_told_and_the_settings_are_not_asked_for():
    user = make_full_user()
    data = export_of(user)
    client = signed_in(user)
    upload(client, data)
    page = client.get(IMPORT)
    assert [line.added for line in page.context["preview"].lines] == [0] * 7
    assert page.context["add"].initial == {"with_settings": False}
    assert "There is nothing in it that is not here already." in page.content.decode()


def test_a_file_that_is_not_wanted_is_put_away():
    client = signed_in(make_user())
    upload(client, export_of(make_user()))
    assert len(shelf()) == 1
    assert client.post(ADD, {"forget": "1"})["Location"] == IMPORT
    assert shelf() == []
    assert "preview" not in client.get(IMPORT).context
    response = client.post(ADD, {}, follow=True)
    assert "No file is waiting any more. Send it again." in response.content.decode()
    assert Errand.objects.count() == 0


def test_of_two_files_the_later_one_waits_and_nobody_else_sees_it():
    user, stranger = make_user(), signed_in(make_user())
    client = signed_in(user)
    upload(client, export_of(make_full_user()))
    upload(client, export_of(make_user()))
    assert len(shelf()) == 1
    assert client.get(IMPORT).context["preview"].lines == ()
    assert "preview" not in stranger.get(IMPORT).context


def test_the_document_alone_can_be_sent_too():
    client = signed_in(make_user())
    assert upload(client, as_json(document_of(make_full_user(), NOW)), "fairhand.json")["Location"] == IMPORT


BAD = {
    "empty": (b"", "The file is empty."),
    "html": (b"<html>", "This is no export of Fairhand. It would be a ZIP file that you got from this page."),
    "png": (b"\x89PNG\r\n\x1a\n", "This is no export of Fairhand. It would be a ZIP file that you got from this page."),
    "utf-16": ("{}".encode("utf-16"), "The file is in characters other than those of an export (UTF-8)."),
    "other json": (b'{"a": 1}', "This is no export of Fairhand. It would be a ZIP file that you got from this page."),
    "deep": (b'{"a":' + b"[" * 2000, "The file cannot be read: things in it lie too deep in each other."),
    "truncated": (b"PK\x03\x04abc", "The file is damaged or broke off on its way. Try to get it once more."),
    "too large": (b"{" + bytes(MOST_BYTES), "The file is too large: an export may have 50 MB."),
    "newer": (
        b'{"schema": "fairhand-export", "version": 2}',
        "The file is of a newer Fairhand than this one. It can be read once this one is up to date.",
    ),
    "half": (b'{"schema": "fairhand-export", "version": 1}', "The file lacks “account”."),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_export_is_told_in_a_sentence_and_nothing_is_stored(kind):
    data, sentence = BAD[kind]
    client, before = signed_in(make_user()), rows()
    began = time.process_time()
    response = upload(client, data)
    assert time.process_time() - began < 2
    assert (response.status_code, said(response)) == (200, sentence)
    assert rows() == before
    assert shelf() == []


def test_no_file_at_all_is_told():
    assert said(signed_in(make_user()).post(IMPORT, {})) == "Choose a file."


def test_a_request_of_sixty_megabytes_is_a_413():
    client, before = signed_in(make_user()), rows()
    assert upload(client, bytes(60_000_000)).status_code == 413
    assert (rows(), shelf()) == (before, [])


def test_an_upload_without_its_token_is_refused():
    client = signed_in(make_user(), enforce_csrf_checks=True)
    assert upload(client, b"{}").status_code == 403


def test_rows_that_contradict_each_other_are_told_on_the_errands_page():
    document = document_of(make_full_user(), NOW)
    document["tables"]["interviews"][0]["ends_at"] = "2026-11-18T10:00:00Z"
    other = make_user()
    client = signed_in(other)
    upload(client, as_json(document), "fairhand.json")
    client.post(ADD, {})
    errand = Errand.objects.get()
    tasks.add_archive(errand.pk)
    errand.refresh_from_db()
    sentence = "Rows of “interviews” contradict each other or themselves. Nothing was added."
    assert (errand.state, errand.attempts, errand.error) == ("failed", 1, sentence)
    assert other.positions.count() == other.interviewers.count() == 0
    assert sentence in client.get(f"/settings/errands/{errand.pk}/").content.decode()


def test_a_file_that_is_gone_before_its_turn_is_told():
    other = make_user()
    client = signed_in(other)
    upload(client, export_of(make_full_user()))
    client.post(ADD, {})
    client.post(ADD, {"forget": "1"})
    tasks.add_archive(Errand.objects.get().pk)
    assert Errand.objects.get().error == "The file is no longer there. Send it again."


def test_a_worker_that_dies_on_the_way_adds_nothing_twice(monkeypatch):
    other = make_user()
    client = signed_in(other)
    upload(client, export_of(make_full_user()))
    client.post(ADD, {})
    errand = Errand.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(adding, "refresh_account", lambda _user: 1 / 0)  # after everything was added
        tasks.add_archive(errand.pk)
    assert Position.objects.filter(owner=other).count() == 2
    tasks.add_archive(errand.pk)
    errand.refresh_from_db()
    assert (errand.state, errand.attempts, Position.objects.filter(owner=other).count()) == ("done", 2, 2)


def test_the_waiting_file_is_read_by_the_product_alone():
    upload(signed_in(make_user()), export_of(make_user()))
    path = Path(settings.DATA_DIR) / "errands" / shelf()[0]
    assert path.stat().st_mode & 0o777 == 0o600
