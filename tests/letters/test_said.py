from dataclasses import replace

import pytest

from letters.drafting import Concern, Topic, draft, said, seed_of
from tests.letters.test_drafting import CASES, RICH


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("words", [0, 30, 60, 110, 200])
def test_what_has_room_is_the_draft_word_for_word(name, words):
    facts = replace(CASES[name], words=words)
    assert tuple(one.sentence for one in said(facts) if one.has_room) == draft(facts).sentences


def test_what_has_no_room_is_told_in_its_own_sentence():
    facts = replace(RICH, words=30, seed=seed_of(5, 0))
    left = [one.sentence for one in said(facts) if not one.has_room]
    assert {name for sentence in left for name in sentence.facts} >= {"impressed_me", "key_message", "topics"}
    assert any("the volunteer rota on the wall" in sentence.text for sentence in left)
    assert all(sentence.text not in draft(facts).text for sentence in left)


def test_every_topic_and_concern_that_can_be_said_is_told():
    topics = tuple(Topic(text) for text in ("volunteer no-shows", "the winter rota", "choirs", "budgets"))
    concerns = (Concern("the size of my budgets"), Concern("weekend work", "half", "I worked every other weekend."))
    told = " ".join(one.sentence.text for one in said(replace(RICH, topics=topics, concerns=concerns, words=50)))
    assert [topic.text for topic in topics if topic.text not in told] == []
    assert [concern.text for concern in concerns if concern.text not in told] == []
