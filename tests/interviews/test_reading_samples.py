"""Every sample file is read as it is written down beside it, whole."""

from pathlib import Path

import pytest

from interviews.imports import read
from interviews.reading.remarks import Unreadable
from tests.interviews.reading_samples import READER, expected, read_sample, samples

SAMPLES = [*samples("invitations"), *samples("cards")]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_is_read_as_it_is_meant(path: Path) -> None:
    assert read_sample(path) == expected(path)


def test_there_are_forty_samples_of_each_kind_and_a_reading_for_each() -> None:
    assert min(len(samples("invitations")), len(samples("cards"))) >= 40
    readings = {
        path.name for kind in ("invitations", "cards") for path in (SAMPLES[0].parents[1] / kind).glob("*.json")
    }
    assert readings == {f"{path.name}.json" for path in SAMPLES}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_cut_anywhere_gives_no_half_event_and_no_half_card(path: Path) -> None:
    whole = read(path.read_bytes(), READER)
    if isinstance(whole, Unreadable) or path.suffix == ".eml":
        return
    names = {"invitations": "events", "cards": "cards"}
    found = set(getattr(whole, names[path.parent.name]))
    data = path.read_bytes()
    for share in range(1, 20):
        cut = read(data[: len(data) * share // 20], READER)
        assert isinstance(cut, Unreadable) or set(getattr(cut, names[path.parent.name])) <= found
