"""The running product, once for each database; a test finds it empty, well and at work."""

from collections.abc import Iterator

import pytest

from tests.faults.running import Running

# Each database's tests go to one process of pytest-xdist, so that nothing is started twice.
SQLITE = pytest.param("sqlite", marks=pytest.mark.xdist_group("faults on SQLite"))
# On the second database with the longest, bin/test -m long: two products started beside each other take their time.
POSTGRESQL = pytest.param("postgresql", marks=[pytest.mark.xdist_group("faults on PostgreSQL"), pytest.mark.long])


@pytest.fixture(scope="package", params=[SQLITE, POSTGRESQL])
def product(request: pytest.FixtureRequest) -> Iterator[Running]:
    """Redis, a mail server, two workers with two senders each, and two beats."""
    running = Running(request.param)
    try:
        running.start(*running.beats)
        yield running
    finally:
        running.close()


@pytest.fixture
def running(product: Running) -> Running:
    """The same, with nobody left of the test before."""
    product.mood()
    product.ask("forget_everybody")
    (product.folder / "events.jsonl").write_text("")
    return product
