"""An account that is deleted is gone from every table, and every key to it is dead."""

from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts import errands
from accounts.limits import spend
from accounts.models import Errand, User
from desk import erasing
from desk.archive import receiving
from desk.erasing import erase
from desk.example import load_example
from reminders import outbox
from reminders.delivery import send_batch
from reminders.links import StopTicket, path_for, stop_path
from reminders.models import Mailing, Reminder
from reminders.subscriptions import subscribe
from tests.conftest import NOW
from tests.desk.archive.full import make_full_user
from tests.factories import PASSWORD, make_user
from tests.routes import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DELETE = "/settings/data/delete/"


def everything():
    """Every row of every table of the database, whoever made it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            # What belongs to the framework alone, and a counter of keys that were given out.
            if table in {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def files():
    return sorted(path.name for path in (Path(settings.DATA_DIR) / "errands").glob("*"))


def make_everything(admin, **fields):
    """Return an account with something in every corner, signed in at two places, and what it left in the cache."""
    user = make_full_user(**fields)
    load_example(user, NOW)
    subscribe(user, NOW)
    errand = Errand.objects.create(owner=user, kind="desk.export", arguments={"file_name": "x.zip"})
    errands.run(errand.pk, lambda *_: b"PK", lambda: NOW)
    Errand.objects.create(owner=user, kind="desk.export", state="running", started_at=NOW)
    user.authenticator_set.create(type="recovery_codes", data={"seed": "x", "used_mask": 0})
    user.emailaddress_set.create(email="second@example.org")
    user.groups.add(Group.objects.get_or_create(name="Readers")[0])
    for about, name in ((user, user.email), (errand, str(errand))):
        LogEntry.objects.log_actions(admin.pk, [about], CHANGE, change_message=name, single_object=True)
    for _ in range(2):
        client = signed_in(user)
        session = client.session
        UserSession.objects.create(user=user, ip="127.0.0.1", session_key=session.session_key)
    on_the_way = SessionStore()
    on_the_way["account_login"] = {"user_pk": str(user.pk), "email": None}
    on_the_way.create()
    forgetful = SessionStore()
    forgetful["account_password_reset"] = {"email": user.email.upper()}
    forgetful.create()
    spend(user, "sheet", NOW)
    spend(user, "errand", NOW)
    cache.set(f"allauth.mfa.totp.used?user={user.pk}&code=123456", "y")
    cache.set(f"allauth:rl:allauth.account:manage_email:10/60.0/user:user:{user.pk}", [1.0])
    Client(SERVER_NAME="localhost").post("/accounts/login/", {"login": user.email, "password": "wrong"})
    return user


@pytest.fixture
def admin():
    return make_user(is_staff=True, is_superuser=True, email="admin@example.org")


@pytest.fixture(autouse=True)
def _an_empty_shelf():
    for path in (Path(settings.DATA_DIR) / "errands").glob("*"):
        path.unlink()


def test_no_row_of_a_deleted_account_is_left_in_any_table(admin):
    stays = make_everything(admin, email="stays@example.org")
    cache.clear()
    before, kept = everything(), files()
    goes = make_everything(admin, email="goes@example.org")
    assert {table for table, rows in everything().items() if rows != before[table]} >= {
        "accounts_user", "accounts_user_groups", "letters_letter_covers", "django_session", "usersessions_usersession", "cache", "mfa_authenticator",
        "django_admin_log", "account_emailaddress", "accounts_errand", "reminders_mailing_reminders", "reminders_calendarentry",
    }  # fmt: skip
    assert len(files()) > len(kept)
    pk = goes.pk
    erase(goes, "localhost")
    after = everything()
    # A sign-in that failed was counted for a network address, too, which is nobody's.
    after["cache"] = [row for row in after["cache"] if ":ip:" not in row]
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}
    assert files() == kept
    assert User.objects.filter(pk=pk).exists() is False
    assert stays.positions.count() == 4


def test_the_words_of_a_deleted_account_are_nowhere_in_the_database(admin):
    user = make_everything(admin, email="gone.for.good@example.org", name="Unmistakable Name")
    erase(user, "localhost")
    left = repr(everything())
    assert [word for word in ("gone.for.good", "Unmistakable", "Harbour", "Adeyemi", "Ελένη") if word in left] == []


def test_sessions_of_others_whose_numbers_are_alike_stay():
    user, other = make_user(), make_user()
    theirs = signed_in(other).session
    theirs["letter"] = user.pk
    theirs["hint"] = str(user.pk)
    theirs.save()
    erase(user, "localhost")
    assert theirs.exists(theirs.session_key)


def test_what_goes_wrong_on_the_way_leaves_everything(admin, monkeypatch):
    user = make_everything(admin)
    before, kept = everything(), files()
    monkeypatch.setattr(erasing, "_forget_limits", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase(user, "localhost")
    assert (everything(), files()) == (before, kept)


def test_every_link_feed_and_mailing_is_dead_at_once(clock):
    user = make_full_user(paused_until=None)
    token = subscribe(user, NOW)
    reminder = Reminder.objects.filter(user=user, state="open").first()
    links = [path_for(reminder), stop_path(StopTicket(user.pk)), stop_path(StopTicket(user.pk, reminder.interview_id))]
    queued = Mailing.objects.get(user=user, state="queued")
    outbox.claim([queued.pk], NOW)
    client = Client(SERVER_NAME="localhost")
    unknown = [client.get(f"{link[:-5]}xxxx/").content for link in links]
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    erase(user, "localhost")
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    for link, page in zip(links, unknown, strict=True):
        assert client.get(link).content == page
        assert (
            client.post(link, {"done": "1"}).status_code == client.post(f"{link[:-5]}xxxx/", {"done": "1"}).status_code
        )
    assert send_batch([queued.pk], lambda: NOW) == 0
    assert mail.outbox == []


# The page -------------------------------------------------------------------------------------------------------------


def test_an_account_is_deleted_by_its_person_who_is_told_so():
    user = make_full_user(email="daniel@example.org")
    client, other_browser = signed_in(user), signed_in(user)
    page = client.get(DELETE)
    assert "Type daniel@example.org, so that it does not happen by mistake." in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    response = client.post(DELETE, {"email": " Daniel@example.org "})
    assert response["Location"] == "/settings/data/gone/"
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert User.objects.count() == 0
    goodbye = client.get(response["Location"])
    assert ("Goodbye" in goodbye.content.decode(), "Sign in" in goodbye.content.decode()) == (True, True)
    for browser in (client, other_browser):
        assert browser.get("/interviews/")["Location"].startswith("/accounts/login/")
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["daniel@example.org"], "Your account with Fairhand was deleted")
    assert "Your account was deleted, with everything you had written in it." in message.body
    login = Client(SERVER_NAME="localhost").post(
        "/accounts/login/", {"login": "daniel@example.org", "password": PASSWORD}
    )
    assert login.status_code == 200


@pytest.mark.parametrize("typed", ["", "other@example.org", "daniel", "daniel@example.org\x00", "x" * 5000])
def test_another_address_deletes_nothing(typed):
    user = make_user(email="daniel@example.org")
    response = signed_in(user).post(DELETE, {"email": typed})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]
    assert User.objects.filter(pk=user.pk).exists()


def test_who_has_not_just_shown_who_they_are_is_asked_first(client):
    user = make_user()
    client.force_login(user)
    for ask in (client.get, client.post):
        assert ask(DELETE, {"email": user.email})["Location"].startswith(
            "/accounts/reauthenticate/?next=%2Fsettings%2Fdata%2Fdelete%2F"
        )
    assert User.objects.filter(pk=user.pk).exists()


def test_the_goodbye_page_says_nothing_of_anybody():
    assert Client(SERVER_NAME="localhost").get("/settings/data/gone/").status_code == 200


def test_a_mail_server_that_is_down_does_not_keep_an_account(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    user = make_user()
    assert signed_in(user).post(DELETE, {"email": user.email})["Location"] == "/settings/data/gone/"
    assert User.objects.count() == 0


def test_what_waits_to_be_read_in_goes_with_the_account():
    user = make_user()
    client = signed_in(user)
    receiving.keep(user, b"{}")
    assert len(files()) == 1
    client.post(DELETE, {"email": user.email})
    assert files() == []


def test_whoever_runs_the_server_deletes_accounts_as_completely(admin):
    server = signed_in(admin)
    kept, before = files(), everything()
    goes = [make_everything(admin, email=f"goes{n}@example.org", name="Unmistakable Name") for n in (1, 2)]
    signed = {table: len(rows) for table, rows in everything().items()}
    path = f"/admin/accounts/user/{goes[0].pk}/delete/"
    asked = server.get(path).content.decode()
    assert "goes1@example.org" in asked
    assert [word for word in ("Adeyemi", "Harbour", "Unmistakable", "Cézanne") if word in asked] == []
    assert server.post(path, {"post": "yes"}).status_code == 302
    ticked = {"action": "delete_selected", "_selected_action": goes[1].pk, "post": "yes"}
    assert server.post("/admin/accounts/user/", ticked).status_code == 302
    after = everything()
    assert signed["django_session"] == len(before["django_session"]) + 8
    own = {"cache", "auth_group", "accounts_user", "django_session"}  # of the admin's own hour at the desk
    assert {table: rows for table, rows in after.items() if rows != before[table]}.keys() - own == set()
    assert (len(after["django_session"]), files()) == (len(before["django_session"]), kept)
    assert list(User.objects.values_list("email", flat=True)) == [admin.email]
