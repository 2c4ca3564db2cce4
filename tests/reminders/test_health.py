"""Whether reminders are being kept, as seen from outside."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.celery import nudge
from desk.backups import PAUSED_BECAUSE, PAUSED_UNTIL
from reminders import outbox
from reminders.health import Health, health, sending_state
from reminders.models import Mailing, Sending
from reminders.tasks import replan_all, send_batch, sweep
from tests.conftest import NOW
from tests.factories import make_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def redis(tmp_path: Path, settings) -> Iterator[Path]:
    """A real Redis on a socket of its own, and the settings that name it."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    assert program, "bin/test installs redis-server"
    socket = tmp_path / "redis.sock"
    command = [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert any("ready to accept connections" in line.lower() for line in process.stdout)
        settings.CELERY_BROKER_URL = f"redis+socket://{socket}"
        yield socket
        process.terminate()


def test_all_is_well_after_a_sweep_with_database_and_broker(client, redis, clock):
    outbox.sweep(NOW)
    response = client.get("/healthz")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert response.json() == {"well": True, "database": True, "broker": True, "sweep_age_s": 0, "overdue_s": 0}


def test_before_the_first_sweep_it_is_not_well(client, redis):
    assert client.get("/healthz").status_code == 503


def test_sweeps_that_stopped_are_said_within_five_minutes(redis):
    outbox.sweep(NOW)
    seen = [health(NOW + timedelta(seconds=age)).is_well for age in (0, 299, 300)]
    assert seen == [True, True, False]
    assert [sending_state(NOW + timedelta(seconds=age)) for age in (300, 301)] == ["", "late"]


def test_a_mailing_left_lying_is_said(user, redis):
    Mailing.objects.create(
        user=user,
        local_day=NOW.date(),
        slot="morning",
        message_id="<a@b>",
        next_try_at=NOW,
        expires_at=NOW + outbox.USE,
    )
    outbox.Sending.objects.create(swept_at=NOW + timedelta(minutes=9))
    found = health(NOW + timedelta(minutes=10))
    assert found == Health(database=True, broker=True, sweep_age_s=60, overdue_s=600)
    assert not found.is_well


def test_a_broker_that_is_away_is_said_and_costs_half_a_second_at_most(client, settings, tmp_path):
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path / 'nobody.sock'}"
    outbox.sweep(timezone.now())
    assert (client.get("/healthz").status_code, client.get("/healthz").json()["broker"]) == (503, False)


@pytest.mark.django_db(transaction=True)
def test_a_nudge_to_a_broker_that_is_away_costs_no_error(user, caplog):
    make_interview(user)
    nudge(send_batch, [1])
    assert [record.getMessage() for record in caplog.records if record.name == "fairhand.celery"] == [
        "nudge missed task=reminders.send_batch error=OperationalError"
    ]


def test_the_desk_says_plainly_that_mail_is_late(browser, user, clock):
    make_interview(user)
    outbox.sweep(NOW)
    clock.move_to(NOW + timedelta(minutes=6))
    assert "Mail is late" in browser.get("/").content.decode()
    outbox.sweep(NOW + timedelta(minutes=6))
    assert "Mail is late" not in browser.get("/").content.decode()


def test_after_a_restore_the_pages_say_that_no_mail_goes_until_it_is_resumed(browser, user, clock):
    make_interview(user)
    sentence = "No mail goes out at the moment: this server was restored from a backup"
    outbox.pause(NOW, "the mail server is away")
    pages = ("/", "/reminders/next/")
    assert [sentence in browser.get(page).content.decode() for page in pages] == [False, False]
    Sending.objects.update(paused_until=PAUSED_UNTIL, reason=PAUSED_BECAUSE)
    assert [sentence in browser.get(page).content.decode() for page in pages] == [True, True]
    call_command("resume_sending", stdout=StringIO())
    assert [sentence in browser.get(page).content.decode() for page in pages] == [False, False]


def test_tasks_can_run_twice(user, clock):
    interview = make_interview(user)
    for task in (replan_all, sweep, replan_all, sweep):
        task()
    send_batch([])
    assert interview.reminders.filter(kind="follow_up").count() == 1
