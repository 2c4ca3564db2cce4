"""An upgrade migrates while the old release is still at work: old processes get on with tables that are ahead of them.

The rule that this needs, first expand, then contract, is in docs/operating.md.
"""

import time
from collections.abc import Iterator

import pytest

from tests.faults.running import Running
from tests.faults.web import write

pytestmark = pytest.mark.long

PEOPLE = [f"upgraded.{number}" for number in range(6)]


@pytest.fixture
def ahead(running: Running) -> Iterator[Running]:
    """The product at work, with a mail and a pack in hand, while its tables are brought one migration ahead."""
    running.collect_static()
    running.start("web", "errander1")
    running.ask("packing", names=["packer"], each=2)
    running.ask("deciding", names=["before"], first_due_at=time.time() - 1)
    running.until_sent("before")
    try:
        assert running.ask("expand") >= 2 * 15
        yield running
        running.ask("go_back")
    finally:
        running.kill("web", "errander1")
        running.redis().delete("errands")


def test_old_workers_and_pages_go_on_with_tables_that_are_ahead_of_them(ahead: Running) -> None:
    ahead.ask("deciding", names=PEOPLE, first_due_at=time.time() + 1, spread_s=2)
    ahead.ask("packing", names=["later"], each=2)
    writers = write(ahead, ["writer"], seconds=5)
    ahead.until_sent(*PEOPLE)
    ahead.until(lambda: ahead.ask("packs").get("done") == 4, "make the packs")
    assert set(writers[0].answers) == {302}
    assert ahead.ask("logged")["writer@example.org"] == writers[0].answers[302]
    assert {name: len(ids) for name, ids in ahead.copies("upgraded").items()} == dict.fromkeys(PEOPLE, 1)
    assert "Traceback" not in ahead.logs()


def test_a_column_that_only_new_code_fills_stops_the_old(running: Running) -> None:
    running.ask("expand", keeps_the_rule=False)
    try:
        with pytest.raises(AssertionError, match=r"ahead_count"):
            running.ask("deciding", names=PEOPLE, first_due_at=time.time() + 1)
    finally:
        running.ask("go_back", keeps_the_rule=False)
