"""The guides for people keep to what the code says."""

from pathlib import Path

from letters.hand import HAND_SIZES

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_guide_to_the_hand_has_the_sizes_of_the_code():
    text = " ".join((DOCS / "your_hand.md").read_text().split())
    sizes = {name: f"{size:g}" if size != 4 else "4.0" for name, size in HAND_SIZES.items()}
    assert (
        f"a medium hand stands in ({sizes['medium']} mm a letter); small is {sizes['small']} and large {sizes['large']}"
        in text
    )
