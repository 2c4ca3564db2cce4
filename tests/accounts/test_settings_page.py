import pytest

from interviews.models import Interview
from reminders.models import Reminder
from tests.factories import make_interview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

FIELDS = {"name": "Daniel Osei", "time_zone": "Europe/London", "country": "GB"}


def test_another_zone_moves_what_is_still_to_come(browser, user):
    make_interview(user)
    before = Reminder.objects.get(kind="follow_up").due_at
    response = browser.post("/settings/", FIELDS | {"time_zone": "America/New_York", "country": "US"})
    assert response.status_code == 302
    after = Reminder.objects.get(kind="follow_up").due_at
    assert (before.isoformat(), after.isoformat()) == ("2026-11-26T08:00:00+00:00", "2026-11-27T13:00:00+00:00")


def test_a_name_can_be_corrected_and_the_draft_follows(browser, user):
    interview = make_interview(user)
    browser.post("/settings/", FIELDS | {"name": "Dan Osei"})
    assert "Dan Osei" in browser.get(interview.letters.first().get_absolute_url()).content.decode()


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../x", "localtime", "x" * 5000, ""])
def test_an_unknown_zone_is_a_field_error(browser, user, zone):
    response = browser.post("/settings/", FIELDS | {"time_zone": zone})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["time_zone"]
    user.refresh_from_db()
    assert str(user.time_zone) == "Europe/London"
    assert Interview.objects.count() == 0
