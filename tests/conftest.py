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
