"""The fault table of the reminders' design: every fault is injected for real, into processes."""

import signal
import time
from collections import Counter

import pytest

from reminders.delivery import AT_ONCE
from reminders.making import PORTION
from tests.faults.conftest import POSTGRESQL, SQLITE
from tests.faults.databases import Postgresql
from tests.faults.running import Running, wait_a_moment
from tests.faults.web import write


def names(word: str, count: int) -> list[str]:
    return [f"{word}.{number}" for number in range(count)]


def once(*people: str) -> dict[str, int]:
    return dict.fromkeys(people, 1)


def counted(running: Running, word: str = "") -> dict[str, int]:
    """How many copies came for each person whose name begins so; all copies of a mail have one Message-ID."""
    copies = running.copies(word)
    assert {name for name, ids in copies.items() if len(set(ids)) > 1} == set()
    return {name: len(ids) for name, ids in copies.items()}


def test_four_senders_and_two_beats_send_each_mail_once(running: Running) -> None:
    people = names("many", 40)
    running.ask("deciding", names=people, first_due_at=time.time() + 1, spread_s=2)
    running.until_sent(*people)
    assert counted(running) == once(*people)
    assert Counter(row[1] for row in running.ask("mailings").values()) == {1: 40}


def test_mailings_of_many_are_made_by_all_workers_side_by_side_and_each_once(running: Running) -> None:
    """More than one task takes, so that they are handed out; beat does so each second, before the last are made."""
    people = names("handed", 2 * PORTION + 40)
    running.ask("deciding", names=people, first_due_at=time.time() - 1)
    running.until_sent(*people)
    assert counted(running) == once(*people)
    assert Counter(row[1] for row in running.ask("mailings").values()) == {1: len(people)}
    assert "deadlock" not in running.logs()


def test_a_worker_killed_at_any_moment_loses_no_mail_and_doubles_only_what_was_taken_and_not_yet_noted(
    running: Running,
) -> None:
    def due(name: str, stage: str) -> None:
        held = len(running.events("held"))
        running.mood(hold=stage)
        running.ask("deciding", names=[name], first_due_at=time.time() - 1)
        running.until(lambda: len(running.events("held")) > held, "talk to the mail server")

    with running.patient_workers():
        due("before", "greeting")
        running.kill_children()
        due("during", "DATA")
        running.kill(*running.workers)
        running.start(*running.workers)
        due("after", "DATA")
        running.signal_children(signal.SIGSTOP)
        running.mood()
        running.until(lambda: "after" in running.copies(), "take the mail")
        running.kill_children()
        assert {name: row[0] for name, row in running.ask("mailings").items()} == dict.fromkeys(
            ["before", "during", "after"], "sending"
        )
        running.ask("let_leases_lapse")
        running.until_sent("before", "during", "after")
    assert counted(running) == {"before": 1, "during": 1, "after": 2}


def test_planning_at_the_same_time_forgets_no_mailing_that_is_made(running: Running) -> None:
    people = names("planned", 12)
    running.ask("deciding", names=people, first_due_at=time.time() + 1, spread_s=2)
    assert running.ask("keep_planning", seconds=3) > 12
    running.until_sent(*people)
    assert running.ask("states") == {"sent": 12, "waiting": 0}
    assert counted(running) == once(*people)
    assert "deadlock" not in running.logs()


def test_a_flushed_broker_loses_nothing(running: Running) -> None:
    people = names("flushed", 20)
    running.mood(delay=0.05)
    running.ask("deciding", names=people, first_due_at=time.time() + 1, spread_s=2)
    while len(running.copies()) < 20:
        running.redis().flushall()
        wait_a_moment(0.2)
    running.until_sent(*people)
    assert counted(running) == once(*people)


def test_a_broker_that_was_down_loses_nothing_and_all_go_on_by_themselves(running: Running) -> None:
    running.kill("redis")
    people = names("down", 10)
    running.ask("deciding", names=people, first_due_at=time.time())
    wait_a_moment(1.5)
    assert counted(running) == {}
    running.start("redis")
    running.until_sent(*people)
    assert counted(running) == once(*people)


@pytest.mark.parametrize("product", [POSTGRESQL], indirect=True)
def test_a_database_that_is_started_again_under_load_loses_nothing(running: Running) -> None:
    assert isinstance(running.database, Postgresql)
    people = names("restarted", 40)
    with running.patient_workers():
        running.mood(delay=0.05)
        running.ask("deciding", names=people, first_due_at=time.time())
        running.until(lambda: len(running.copies()) > 5, "begin")
        running.database.restart()
        running.mood()
        # A claim of which only the answer was cut off waits for its lease.
        running.until(
            lambda: running.ask("let_leases_lapse", after_s=20) or "sending" not in running.ask("states"), "end"
        )
        running.until_sent(*people)
    assert counted(running) == once(*people)


def test_what_the_mail_server_says_to_one_mail_touches_no_other(running: Running) -> None:
    odd = ["refused", "deferred", "busy", "dropped", "hung"]
    fine = names("fine", 4)
    order = [fine[0], "refused.x", fine[1], "deferred.x", "busy.x", fine[2], "dropped.x", "hung.x", fine[3]]
    running.until(lambda: all(len(running.children_of(name)) == 2 for name in running.workers), "have their senders")
    senders = [running.children_of(name) for name in running.workers]
    running.mood(odd=True)
    running.ask("deciding", names=order, first_due_at=time.time() - 1)
    running.until_sent(*fine)
    running.until(lambda: running.ask("mailings", word="hung")["hung.x"][0] == "queued", "give up on a silent server")
    rows = {name.partition(".")[0]: row for name, row in running.ask("mailings").items() if name not in fine}
    assert rows == {
        "refused": ["failed", 1, "The mail server answered 550: 5.1.1 No such mailbox"],
        "deferred": ["queued", 1, "The mail server answered 451: 4.7.1 Try again later"],
        "busy": ["queued", 1, "The mail server answered 421: 4.3.2 Closing"],
        "dropped": ["queued", 1, "The connection to the mail server broke (SMTPServerDisconnected)."],
        "hung": ["queued", 1, "The connection to the mail server broke (SMTPServerDisconnected)."],
    }
    assert [running.children_of(name) for name in running.workers] == senders, "a sender had to be ended"
    running.mood()
    running.ask("let_pauses_pass")
    running.until_sent(*(f"{kind}.x" for kind in odd[1:]))
    # The mail that was taken without an answer may come again, under its Message-ID.
    assert counted(running) == once(*fine, *(f"{kind}.x" for kind in odd[1:])) | {"dropped.x": 2}


@pytest.mark.parametrize(
    ("moods", "reason"),
    [
        ({"sign_in": "refuse"}, "SMTPAuthenticationError 535"),
        ({"greeting": "421"}, "SMTPConnectError 421"),
        ({"hold": "greeting"}, "SMTPServerDisconnected"),
        (None, "ConnectionRefusedError"),
    ],
    ids=["refuses our password", "is closing", "is silent", "is gone"],
)
def test_a_mail_server_that_cannot_be_used_pauses_all_sending_and_burns_no_attempt(
    running: Running, moods: dict[str, str] | None, reason: str
) -> None:
    if moods is None:
        running.kill("sink")
    else:
        running.mood(**moods)
    people = names("waiting", 3)
    running.ask("deciding", names=people, first_due_at=time.time() - 1)
    running.until(lambda: running.ask("sending")["paused"], "pause")
    running.until(lambda: set(running.ask("states")) == {"queued", "waiting"}, "give back what they had claimed")
    assert running.ask("sending")["reason"] == f"The mail server cannot be used: {reason}."
    assert running.ask("mailings") == {name: ["queued", 0, ""] for name in people}
    if moods is None:
        running.start("sink")
    running.mood()
    running.ask("let_pauses_pass")
    running.until_sent(*people)
    assert counted(running) == once(*people)


def test_a_worker_that_slept_for_a_week_sends_one_mail_a_person_with_what_still_matters(running: Running) -> None:
    running.ask("asleep", names=["planned", "queued"], queued=["queued"], days=7)
    running.until_sent("planned", "queued")
    before = running.ask("sending")["swept_at"]
    running.until(lambda: running.ask("sending")["swept_at"] > before, "sweep once more")
    assert counted(running) == once("planned", "queued")
    assert running.ask("carried", name="planned") == running.ask("carried", name="queued")
    assert "write_late" in running.ask("carried", name="planned")
    assert "write" not in running.ask("carried", name="planned")


def test_what_ended_between_planning_claiming_and_sending_is_not_mailed(running: Running) -> None:
    people = names("person", AT_ONCE)  # so many one worker claims together, and no other comes to the rest
    with running.patient_workers():
        running.ask("pause")
        running.ask("writing", names=people)
        running.until(lambda: running.ask("states").get("queued") == AT_ONCE, "make all mailings")
        running.mood(hold="RCPT")
        running.ask("let_pauses_pass")
        running.until(lambda: running.events("held"), "claim them all and talk about the first")
        first = running.events("held")[0]["to"].partition("@")[0]
        ended = [name for name in people if name != first]
        for name, act in zip(ended, ["post", "cancel", "close", "delete"], strict=True):
            running.ask(act, name=name)
        running.mood()
        running.until_sent(first)
        running.until(lambda: not {"queued", "sending"} & set(running.ask("states")), "finish")
    assert counted(running) == once(first)
    states = {name: row[0] for name, row in running.ask("mailings").items()}
    assert states == {first: "sent"} | dict.fromkeys(ended[:3], "dropped")


@pytest.mark.parametrize("product", [SQLITE], indirect=True)
def test_four_people_write_while_the_workers_do_and_nobody_meets_a_locked_database(running: Running) -> None:
    running.collect_static()
    running.start("web")
    people = names("meanwhile", 40)
    running.ask("deciding", names=people, first_due_at=time.time() + 1, spread_s=2)
    writers = write(running, names("writer", 4), seconds=3)
    running.kill("web")
    running.until_sent(*people)
    assert [set(writer.answers) for writer in writers] == [{302}] * 4
    logged = running.ask("logged")
    assert [logged[f"{writer.name}@example.org"] for writer in writers] == [writer.answers[302] for writer in writers]
    assert counted(running, "meanwhile") == once(*people)
    assert "database is locked" not in running.logs()
