"""What a line of a page keeps together."""

import pytest

from letters.templatetags.held import held


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Follow up with Ms Ifeoma Adeyemi", "Follow up with Ms~Ifeoma Adeyemi"),
        ("They said by Wednesday 25 November, and no answer is noted.", "They said by Wednesday 25~November, and no answer is noted."),
        ("Write to Dr Park", "Write to Dr~Park"),
        ("Adeyemi", "Adeyemi"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_title_stays_with_its_name_and_a_day_with_its_month(text, kept):
    assert held(text) == kept.replace("~", "\u00a0")
