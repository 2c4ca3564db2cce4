"""What every test may ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
import time_machine
from django.test import Client

from accounts.models import User
from tests.factories import make_user

# Wednesday afternoon, two hours after the interview that tests/factories.py makes.
NOW = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)

# How long one example takes says more about the machine than about the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests on another database leave out what none could change."""
    parser.addoption("--only-database", action="store_true", help="only tests that touch the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under --only-database, keep the tests that touch the test database; running products have databases of theirs."""
    if not config.getoption("only_database"):
        return
    touching = [item for item in items if item.get_closest_marker("django_db") and item.path.parent.name != "pages"]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
    items[:] = touching


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock that views, tasks and receivers ask, stopped at NOW; `clock.move_to(...)` moves it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def user(db: None) -> User:
    """An account."""
    return make_user()


@pytest.fixture
def browser(client: Client, user: User) -> Client:
    """A browser in which that account is signed in."""
    client.force_login(user)
    return client
