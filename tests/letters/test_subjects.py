from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.drafting import Facts, Recipient
from letters.drafting.subjects import subject_of

RICH = Facts(
    kind="thank_you", writer="Daniel Osei", recipient=Recipient("Ifeoma Adeyemi", "Ms"), company="Harbour & Field",
    title="Programme Manager", how="in_person", interview_on=date(2026, 11, 18), channel="email",
)  # fmt: skip


@pytest.mark.parametrize(
    ("known", "subject"),
    [
        ({}, "Thank you for our meeting on Wednesday: the Programme Manager position"),
        ({"how": "video"}, "Thank you for our video call on Wednesday: the Programme Manager position"),
        ({"title": ""}, "Thank you for our meeting on Wednesday: the position at Harbour & Field"),
        (
            {"title": "", "company": "", "how": "", "interview_on": None},
            "Thank you for our conversation: the position",
        ),
        ({"kind": "follow_up"}, "Still with interest: the Programme Manager position"),
        ({"kind": "last_follow_up"}, "A last word from me: the Programme Manager position"),
        ({"kind": "after_answer", "answer": "refusal"}, "Thank you for your answer: the Programme Manager position"),
        ({"kind": "after_answer", "answer": "offer"}, "Thank you for your offer: the Programme Manager position"),
        ({"kind": "keep_in_touch"}, "A line to keep in touch, from Daniel Osei"),
        ({"kind": "informational"}, "A request for a short conversation, from Daniel Osei"),
        ({"kind": "informational", "writer": " "}, "A request for a short conversation, from a candidate"),
    ],
)
def test_the_subject_names_what_is_known_and_nothing_else(known, subject):
    assert subject_of(replace(RICH, **known)) == subject


@given(st.text(max_size=200), st.text(max_size=200), st.sampled_from(["thank_you", "follow_up", "keep_in_touch"]))
def test_a_subject_is_one_line_whatever_is_typed(title, company, kind):
    subject = subject_of(replace(RICH, title=title, company=company, writer=title, kind=kind))
    assert subject == " ".join(subject.split())
    assert subject
    assert not any(each in subject for each in "\r\n\x00")
