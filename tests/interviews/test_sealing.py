"""A reading comes back from JSON as it went in."""

import json
from pathlib import Path

import pytest

from interviews.imports import read
from interviews.invitations import Invitation
from interviews.reading.sealing import card_from, card_values, event_from, event_values
from interviews.vcards import Cards
from tests.interviews.reading_samples import READER, samples


@pytest.mark.parametrize("path", [*samples("invitations"), *samples("cards")], ids=lambda path: path.name)
def test_what_is_offered_comes_back_as_it_was(path: Path) -> None:
    reading = read(path.read_bytes(), READER)
    if isinstance(reading, Invitation):
        sealed = json.dumps([event_values(event) for event in reading.events])
        assert tuple(event_from(values) for values in json.loads(sealed)) == reading.events
    elif isinstance(reading, Cards):
        sealed = json.dumps([card_values(card) for card in reading.cards])
        assert tuple(card_from(values) for values in json.loads(sealed)) == reading.cards
