"""How long contact details are kept: chosen on a page that says who fades, and done by a worker once a day."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from desk import tasks
from desk.indexing import refresh_account
from desk.models import SearchEntry
from interviews.models import Interviewer, Position
from reminders import trouble
from tests.conftest import NOW
from tests.factories import make_user
from tests.reminders.test_fading import WHOLE, details, keeping, met
from tests.routes import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

KEEP = "/settings/data/keep/"


def chosen(user):
    user.refresh_from_db()
    return user.contacts_kept_months


def test_a_time_is_chosen_and_taken_back():
    user = make_user()
    client = signed_in(user)
    assert "kept for as long as the account is there." in client.get("/settings/data/").content.decode()
    assert client.post(KEEP, {"months": "12"})["Location"] == KEEP
    assert chosen(user) == 12
    assert "fade 12 months after the outcome." in client.get("/settings/data/").content.decode()
    client.post(KEEP, {"months": ""})
    assert chosen(user) is None


@pytest.mark.parametrize("months", ["7", "0", "-6", "abc", "\x00", "9" * 5000, "6.0"])
def test_another_time_cannot_be_chosen(months):
    user = make_user()
    assert list(signed_in(user).post(KEEP, {"months": months}).context["form"].errors) == ["months"]
    assert chosen(user) is None


def test_where_somebody_would_fade_at_once_it_is_asked_first():
    user = make_user()
    person = met(user)
    client = signed_in(user)
    page = client.post(KEEP, {"months": "6"})
    assert [fading.person for fading in page.context["at_once"]] == [person]
    text = page.content.decode()
    assert "With this the details of 1 person fade within a day. Nothing is saved yet." in text
    assert '<input type="hidden" name="sure_of" value="6">' in text
    assert chosen(user) is None
    assert client.post(KEEP, {"months": "12"}).status_code == 302
    assert client.post(KEEP, {"months": "6", "sure_of": "12"}).status_code == 200
    assert chosen(user) == 12
    assert client.post(KEEP, {"months": "6", "sure_of": "6"})["Location"] == KEEP
    assert (chosen(user), details(person)) == (6, WHOLE)


def test_who_fades_when_is_on_the_page_and_among_what_comes_next():
    user = keeping()
    met(user)
    met(user, "Tom Reyes", outcome_on=NOW.date() - timedelta(days=90))
    client = signed_in(user)
    page = client.get(KEEP).content.decode()
    assert (page.index("Ifeoma Adeyemi") < page.index("within a day") < page.index("Tom Reyes")) is True
    assert "20 February 2027" in page
    coming = client.get("/reminders/next/").content.decode()
    assert "Contact details that fade" in coming
    assert ("Ifeoma Adeyemi" in coming, "Tom Reyes" in coming.partition("Contact details that fade")[2]) == (
        True,
        False,
    )
    assert "Contact details that fade" not in signed_in(make_user()).get("/reminders/next/").content.decode()


def test_the_worker_empties_what_is_due_and_the_search_forgets_it():
    user, other = keeping(), make_user()
    person, theirs = met(user, phone="070099"), met(other, phone="070099")
    for account in (user, other):
        refresh_account(account)
    assert SearchEntry.objects.filter(folded__contains="070099").count() == 2
    tasks.fade_all()
    assert set(details(person).values()) == {""}
    assert details(theirs)["phone"] == "070099"
    assert list(SearchEntry.objects.filter(folded__contains="070099").values_list("owner", flat=True)) == [other.pk]


def test_the_worker_takes_all_accounts_some_at_a_time(monkeypatch):
    monkeypatch.setattr(trouble, "ACCOUNTS", 2)
    asked = []
    monkeypatch.setattr(tasks.fade_all, "delay", asked.append)
    users = [keeping() for _ in range(3)]
    for user in users:
        met(user)
    tasks.fade_all()
    assert asked == [users[1].pk]
    tasks.fade_all(*asked)
    assert Interviewer.objects.exclude(phone="").count() == 0
    assert User.objects.count() == 3


def test_an_account_whose_days_cannot_be_counted_holds_up_nobody(caplog):
    ill, well = keeping(), keeping()
    met(ill)
    Position.objects.update(outcome_on=date(9999, 12, 31))
    person = met(well)
    tasks.fade_all()
    assert set(details(person).values()) == {""}
    assert f"contacts not faded account={ill.pk} error=" in caplog.text
