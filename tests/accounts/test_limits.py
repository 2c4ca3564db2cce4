from datetime import timedelta

import pytest
from django.core.cache import cache

from accounts.errands import ask
from accounts.limits import LIMITS, spend
from accounts.models import Errand
from accounts.refusals import TooMuch
from tests.conftest import NOW
from tests.factories import letter_to, log_form, make_interview, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def nothing_spent() -> None:
    cache.clear()


def use_up(user, name, spent=0):
    for _ in range(LIMITS[name].times - spent):
        spend(user, name, NOW)


@pytest.mark.parametrize("name", LIMITS)
def test_an_account_may_do_so_much_and_no_more_until_the_window_is_over(user, name):
    use_up(user, name)
    with pytest.raises(TooMuch) as refused:
        spend(user, name, NOW)
    wait_s = refused.value.retry_after_s
    assert 0 < wait_s <= LIMITS[name].seconds
    spend(user, name, NOW + timedelta(seconds=wait_s))


def test_what_one_account_has_used_up_is_there_for_another(user):
    use_up(user, "sheet")
    spend(make_user(), "sheet", NOW)


def test_a_sheet_too_many_is_refused_in_words_and_one_that_is_there_already_is_not_counted(browser, user):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    path = f"/letters/{letter.pk}/copy-sheet.pdf"
    etag = browser.get(path)["ETag"]
    use_up(user, "sheet", spent=1)
    answer = browser.get(path)
    assert (answer.status_code, answer["Retry-After"]) == (429, "300")
    assert "That is a lot of paper at once." in answer.content.decode()
    assert browser.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_an_errand_too_many_is_not_begun_and_the_one_under_way_is_shown(user):
    first = ask(user, "letters.pack", {"number": 0}, 1)
    use_up(user, "errand", spent=1)
    assert ask(user, "letters.pack", {"number": 0}, 1) == first
    with pytest.raises(TooMuch):
        ask(user, "letters.pack", {"number": 1}, 1)
    assert Errand.objects.count() == 1


def test_a_file_too_many_is_refused_on_the_log_page_and_what_was_typed_stays(browser, user):
    use_up(user, "file", spent=1)
    typed = log_form(
        {"name": "Tom Reyes", "topics": "budgets"}, pasted="BEGIN:VCARD\r\nFN:Mina Park\r\nEND:VCARD\r\n", read="text"
    )
    assert browser.post("/interviews/log/", typed).status_code == 200
    answer = browser.post("/interviews/log/", typed)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, str(3600 - NOW.timestamp() % 3600).removesuffix(".0"))
    assert "That was a lot of reading at once." in page
    assert [word for word in ("Tom Reyes", "budgets", "FN:Mina Park") if word not in page] == []
    assert browser.post("/interviews/log/", log_form({"name": "Tom Reyes"})).status_code == 302
