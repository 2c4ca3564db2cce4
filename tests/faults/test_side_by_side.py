"""Mail and errands side by side: each queue has workers of its own, and each ends well when it is asked to stop."""

import signal
import time
from collections.abc import Iterator

import pytest

from tests.faults.conftest import SQLITE
from tests.faults.running import PATIENCE_S, Running

pytestmark = pytest.mark.long

MANY = 40
# How a worker ends has nothing to do with the database.
ONCE = pytest.mark.parametrize("product", [SQLITE], indirect=True)


@pytest.fixture
def busy(running: Running) -> Iterator[Running]:
    """The product, with a worker for errands that has forty packs to make."""
    running.start("errander1")
    running.ask("packing", names=["packer"], each=MANY)
    try:
        running.until(lambda: running.ask("packs").get("running"), "begin the first pack")
        yield running
    finally:
        running.kill("errander1")
        running.redis().delete("errands")


def test_a_reminder_is_sent_while_many_packs_are_being_made(busy: Running) -> None:
    people = [f"between.{number}" for number in range(10)]
    busy.ask("deciding", names=people, first_due_at=time.time())
    busy.until_sent(*people)
    found = busy.ask("packs")
    assert found["queued"] > 1
    assert sum(found.values()) == MANY


@ONCE
def test_a_worker_that_is_asked_to_stop_finishes_its_pack_and_leaves_the_others_waiting(busy: Running) -> None:
    errander = busy.processes["errander1"]
    errander.terminate()
    assert errander.wait(PATIENCE_S) == 0
    found = busy.ask("packs")
    assert set(found) == {"done", "queued"}
    busy.start("errander1")
    busy.until(lambda: busy.ask("packs")["done"] > found["done"], "go on with what waits")


@ONCE
def test_a_pack_whose_worker_was_killed_is_made_by_the_next(busy: Running) -> None:
    busy.kill("errander1")
    busy.redis().delete("errands")
    found = busy.ask("packs")
    assert found["running"] == 1
    busy.start("errander1")
    busy.ask("lose_packs")
    busy.until(lambda: busy.ask("packs").get("done", 0) > found.get("done", 0), "make the lost pack")
    assert busy.ask("packs").get("failed") is None


@ONCE
def test_a_mail_worker_that_is_asked_to_stop_finishes_the_mail_in_hand(running: Running) -> None:
    with running.patient_workers():
        running.mood(hold="DATA")
        running.ask("deciding", names=["handed"], first_due_at=time.time() - 1)
        running.until(lambda: running.events("held"), "talk to the mail server")
        stopping = [running.processes[name] for name in running.workers]
        for worker in stopping:
            worker.send_signal(signal.SIGTERM)
        running.mood()
        assert [worker.wait(PATIENCE_S) for worker in stopping] == [0] * len(stopping)
        assert running.ask("mailings") == {"handed": ["sent", 1, ""]}
    assert {name: len(ids) for name, ids in running.copies().items()} == {"handed": 1}
