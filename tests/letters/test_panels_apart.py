"""Letters to one panel, made of messy notes through the models: panels of one, three and six share no sentence."""

import re
from collections.abc import Mapping
from itertools import combinations

import pytest

from interviews.panel import SeatEntry
from letters.known import draft_of
from letters.models import Letter
from tests.factories import letter_to, make_interview, make_position, make_user, seat

pytestmark = pytest.mark.django_db

ONE = [
    seat(
        "MRS GILLIAN PRATT, matron",
        topics=["night shifts!!", "n/a", "families who ring at 3am"],
        concern="no band 6 yet",
        answered="half",
        answer="acting up since May",
        impressed_me="she washed her own cup",
    )
]
THREE = [
    seat("Ms Joanna Reilly", topics=["fly-tipping", "tenants who prop doors"], impressed_me="walked every landing"),
    seat("Mr Hussain", topics=["fly-tipping"], concern="english writing", answered="half", answer="my daughter helps"),
    seat("Tariq (IT)", topics=["the app"], impressed_me="walked every landing"),
]
SIX = [  # the same notes for everybody, as somebody types who copies them down the page
    seat(name, topics=["rotas", "???"], concern="salary??", impressed_me="kind", answered="half", answer="I asked HR")
    for name in ("Anna Bell", "Mr Jim", "Dr Ada Fomenky", "chair of the board", "Bex T", "LORD ASQUITH")
]
SENTENCE = re.compile(r"(?<=[.!?])\s+(?![^\[]*\])")  # a question inside a gap is no sentence of its own


def bodies(panel: list[SeatEntry], details: Mapping[str, str]) -> list[list[str]]:
    """The sentences of every thank-you of one interview, without salutation and signature."""
    position = make_position(make_user(), key_message="kids know me")
    interview = make_interview(position=position, panel=panel, left_out="clean licence, 9-seater", **details)
    letters = [draft_of(letter_to(interview, entry.name, Letter.Kind.THANK_YOU)) for entry in panel]
    return [
        [part.casefold() for sentence in letter.sentences for part in SENTENCE.split(sentence.text)]
        for letter in letters
    ]


@pytest.mark.parametrize("panel", [ONE, THREE, SIX])
@pytest.mark.parametrize("details", [{}, {"how": "video", "to_correct": "I am not leaving because of pay"}])
def test_no_sentence_is_shared_within_a_panel_or_said_twice(panel: list[SeatEntry], details: Mapping[str, str]):
    letters = bodies(panel, details)
    assert len(letters) == len(panel)
    for letter in letters:
        assert len(letter) == len(set(letter)) >= 3
    for one, other in combinations(letters, 2):
        assert set(one) & set(other) == set()
