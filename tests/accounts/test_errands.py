"""Errands: claimed once, tried twice at most, their files for their owner alone and for seven days."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from accounts import errands
from accounts.models import Errand
from accounts.tasks import sweep_errands
from tests.conftest import NOW
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ARGUMENTS = {"file_name": "Letters for Harbour & Field.pdf", "title": "Letters", "back": "/letters/"}


@pytest.fixture
def errand(user):
    return errands.ask(user, "letters.pack", ARGUMENTS, 5)


def now():
    return NOW


def state(errand):
    errand.refresh_from_db()
    return errand.state, errand.attempts, errand.done, errand.error


def test_an_errand_tells_how_far_it_is_and_keeps_its_file(errand):
    seen = []

    def make(asked, tell):
        for done in (1, 2, 9):
            tell(done)
            seen.append(state(errand)[:3])
        assert asked.owner == errand.owner
        return b"%PDF"

    errands.run(errand.pk, make, now)
    assert seen == [("running", 1, 1), ("running", 1, 2), ("running", 1, 5)]
    assert state(errand) == ("done", 1, 5, "")
    path = errands.file_of(errand)
    assert (path.read_bytes(), path.suffix, path.parent) == (b"%PDF", ".pdf", Path(settings.DATA_DIR) / "errands")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_errand_that_somebody_has_is_not_done_again(errand):
    def make(asked, _tell):
        errands.run(asked.pk, lambda *_: pytest.fail("done twice"), now)
        return b"x"

    errands.run(errand.pk, make, now)
    errands.run(errand.pk, lambda *_: pytest.fail("done twice"), now)
    errands.run(10**9, lambda *_: pytest.fail("of nobody"), now)
    assert state(errand)[:2] == ("done", 1)


@pytest.mark.parametrize("error", [ValueError("Dear Ms Adeyemi"), SoftTimeLimitExceeded()])
def test_what_goes_wrong_twice_has_failed_and_no_word_of_it_is_logged(errand, error, caplog):
    def make(*_):
        raise error

    errands.run(errand.pk, make, now)
    assert state(errand) == ("queued", 1, 0, "")
    errands.run(errand.pk, make, now)
    assert state(errand) == ("failed", 2, 0, "It did not work, twice. Ask for fewer at a time.")
    errands.run(errand.pk, lambda *_: pytest.fail("a third time"), now)
    assert "Adeyemi" not in caplog.text
    assert type(error).__name__ in caplog.text


def test_what_cannot_be_done_is_not_tried_again(errand):
    def make(*_):
        raise errands.CannotDo("The interview is no longer there.")

    errands.run(errand.pk, make, now)
    assert state(errand) == ("failed", 1, 0, "The interview is no longer there.")


def test_an_errand_whose_worker_died_is_given_back_once(errand):
    lost = {"state": "running", "attempts": 1, "started_at": NOW - errands.LOST_AFTER}
    Errand.objects.filter(pk=errand.pk).update(**lost)
    assert errands.sweep(NOW - timedelta(seconds=1)) == []
    assert errands.sweep(NOW) == [errand]
    assert state(errand)[:2] == ("queued", 1)
    Errand.objects.filter(pk=errand.pk).update(**lost | {"attempts": 2})
    assert errands.sweep(NOW) == []
    assert state(errand) == ("failed", 2, 0, "It did not work, twice. Ask for fewer at a time.")


def test_a_worker_that_was_thought_lost_does_not_end_the_work_of_another(errand):
    def make(asked, _tell):
        Errand.objects.filter(pk=asked.pk).update(attempts=2)
        return b"late"

    errands.run(errand.pk, make, now)
    assert state(errand)[:2] == ("running", 2)


def test_what_waits_too_long_is_handed_out_again(errand):
    assert errands.sweep(NOW + timedelta(seconds=29)) == []
    assert errands.sweep(NOW + timedelta(seconds=30)) == [errand]


def test_an_errand_of_a_kind_that_no_worker_knows_is_left_alone(user, clock):
    unknown = errands.ask(user, "nobody.knows", {}, 1)
    clock.move_to(NOW + timedelta(minutes=1))
    sweep_errands()
    assert state(unknown)[:2] == ("queued", 0)


def test_files_are_forgotten_after_seven_days(errand):
    errands.run(errand.pk, lambda *_: b"x", now)
    path = errands.file_of(Errand.objects.get())
    made = NOW.timestamp()
    os.utime(path, (made, made))
    errands.sweep(NOW + timedelta(days=7, seconds=-1))
    assert path.exists()
    errands.sweep(NOW + timedelta(days=7))
    assert not path.exists()
    assert errands.file_of(Errand.objects.get()) is None


def test_the_same_asked_for_twice_is_one_errand(user, errand):
    assert errands.ask(user, "letters.pack", dict(ARGUMENTS), 5) == errand
    assert errands.ask(make_user(), "letters.pack", dict(ARGUMENTS), 5) != errand
    Errand.objects.filter(pk=errand.pk).update(state="failed")
    assert errands.ask(user, "letters.pack", dict(ARGUMENTS), 5) != errand


def test_its_page_asks_again_until_it_is_done(browser, errand):
    url = f"/settings/errands/{errand.pk}/"
    page = browser.get(url).content.decode()
    assert ('hx-trigger="every 2s"' in page, "0 of 5 done" in page, "Look again" in page) == (True, True, True)
    fragment = browser.get(url, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in fragment, f'hx-get="{url}"' in fragment) == (False, True)
    assert browser.get(url + "file")["Location"] == url
    errands.run(errand.pk, lambda *_: b"%PDF", now)
    fragment = browser.get(url, headers={"HX-Request": "true"}).content.decode()
    assert ("hx-trigger" in fragment, f'href="{url}file"' in fragment) == (False, True)
    response = browser.get(url + "file")
    assert (b"".join(response), response["Content-Type"]) == (b"%PDF", "application/pdf")
    assert response["Content-Disposition"] == 'inline; filename="Letters for Harbour & Field.pdf"'
    assert response["Cache-Control"] == "private, no-cache"
    errands.file_of(Errand.objects.get()).unlink()
    assert "Files are kept for seven days." in browser.get(url).content.decode()


def test_the_errand_of_somebody_else_is_not_found(client, errand):
    errands.run(errand.pk, lambda *_: b"%PDF", now)
    client.force_login(make_user())
    assert [client.get(f"/settings/errands/{errand.pk}/{page}").status_code for page in ("", "file")] == [404, 404]


def test_an_errand_without_a_file_says_what_it_did(user, browser):
    done = errands.ask(user, "desk.add_archive", {"done": "All of it is there."}, 3)
    url = f"/settings/errands/{done.pk}/"
    assert "it goes on by itself." in browser.get(url).content.decode()
    errands.run(done.pk, lambda *_: None, now)
    assert state(done) == ("done", 1, 3, "")
    page = browser.get(url).content.decode()
    assert ("All of it is there." in page, "Open the file" in page) == (True, False)
    assert browser.get(url + "file")["Location"] == url


def test_a_file_with_a_door_of_its_own_is_not_given_out_at_this_one(user, browser):
    errand = errands.ask(user, "desk.export", {"door": "letters:edit"}, 1)
    errands.run(errand.pk, lambda *_: b"x", now)
    assert browser.get(f"/settings/errands/{errand.pk}/file")["Location"] == f"/letters/{errand.pk}/"


def test_the_file_of_an_account_that_is_gone_meanwhile_is_not_kept(errand):
    def make(asked, _tell):
        asked.owner.delete()
        return b"late"

    before = set((Path(settings.DATA_DIR) / "errands").glob("*"))
    errands.run(errand.pk, make, now)
    assert set((Path(settings.DATA_DIR) / "errands").glob("*")) == before


def test_what_fails_twice_may_have_a_sentence_of_its_own(user):
    errand = errands.ask(user, "desk.export", {"failed": "It did not work, twice."}, 1)
    for _ in range(2):
        errands.run(errand.pk, lambda *_: 1 / 0, now)
    assert state(errand) == ("failed", 2, 0, "It did not work, twice.")
