"""A gift's sentences in a letter that stands: where they come in, and how they go."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.drafting import Facts, Gift, Recipient, Topic, draft, gift_sentences
from letters.gift_words import with_gift, without_gift

GIFT = Gift("article", "the letters of Cézanne that the Courtauld has put online", "https://courtauld.ac.uk/letters")
FACTS = Facts(
    kind="thank_you", writer="Daniel Osei", recipient=Recipient("Ifeoma Adeyemi", "Ms"), company="Harbour & Field",
    title="Programme Manager", topics=(Topic("Cézanne"), Topic("volunteer no-shows")), gift=replace(GIFT, topic="Cézanne"),
)  # fmt: skip
LEAD, ITSELF = (sentence.text for sentence in gift_sentences(FACTS))
BODY = "The rota on the wall told me more than any description could."
AHEAD = "I look forward to your answer."
LETTER = f"Dear Ms Adeyemi,\n\n{BODY}\n\n{AHEAD}\n\nSincerely,\nDaniel Osei"


def test_the_words_are_those_of_the_draft():
    drafted = draft(replace(FACTS, topics=(Topic("volunteer no-shows"), Topic("Cézanne")), words=0))
    assert f"{LEAD} {ITSELF}" in drafted.text
    assert "Cézanne" in LEAD
    assert "courtauld.ac.uk/letters" in ITSELF
    assert [sentence.is_sample for sentence in gift_sentences(FACTS)] == [False, False]


def test_the_gift_comes_before_the_paragraph_that_looks_ahead():
    assert with_gift(LETTER, FACTS) == (
        f"Dear Ms Adeyemi,\n\n{BODY}\n\n{LEAD} {ITSELF}\n\n{AHEAD}\n\nSincerely,\nDaniel Osei"
    )


def test_a_topic_that_the_letter_names_is_not_led_in_again():
    said = LETTER.replace(BODY, "Thank you for what you said about\ncézanne.")
    assert with_gift(said, FACTS) == said.replace(AHEAD, f"{ITSELF}\n\n{AHEAD}")


def test_a_letter_of_one_paragraph_has_the_gift_after_it():
    assert with_gift(f"Dear Ms Adeyemi,\n\n{BODY}\n\nSincerely,\nDaniel", FACTS) == (
        f"Dear Ms Adeyemi,\n\n{BODY}\n\n{LEAD} {ITSELF}\n\nSincerely,\nDaniel"
    )


def test_on_a_small_card_the_gift_makes_no_paragraph():
    small = replace(FACTS, words=50)
    assert with_gift(LETTER, small) == LETTER.replace(AHEAD, f"{LEAD} {ITSELF} {AHEAD}")
    assert with_gift(f"Dear you,\n\n{BODY}\n\nD", small) == f"Dear you,\n\n{BODY} {LEAD} {ITSELF}\n\nD"


@pytest.mark.parametrize("text", ["", "\n\n", "Dear Ms Adeyemi,", "Dear Ms Adeyemi,\n\nSincerely,\nDaniel Osei"])
def test_where_nothing_is_written_the_gift_comes_last(text):
    assert with_gift(text, FACTS) == f"{text.strip()}\n\n{LEAD} {ITSELF}".strip()


def test_a_letter_without_salutation_or_close_has_its_place_for_it_too():
    assert with_gift(f"{BODY}\n\n{AHEAD}", FACTS) == f"{BODY}\n\n{LEAD} {ITSELF}\n\n{AHEAD}"


def test_a_gift_comes_in_once():
    there = with_gift(LETTER, FACTS)
    assert with_gift(there, FACTS) == there


def test_without_a_gift_nothing_comes_in():
    assert with_gift(LETTER, replace(FACTS, gift=None)) == LETTER
    assert gift_sentences(replace(FACTS, gift=Gift("tip", "  "))) == ()


def test_a_gift_that_fits_no_sentence_is_quoted_beside_a_gap():
    asked = with_gift(LETTER, replace(FACTS, gift=Gift("tip", "has she read it?")))
    assert '"has she read it?" [...' in asked


def test_taken_out_the_letter_is_as_it_was():
    assert without_gift(with_gift(LETTER, FACTS), FACTS) == LETTER
    small = replace(FACTS, words=50)
    assert without_gift(with_gift(LETTER, small), small) == LETTER
    said = LETTER.replace(BODY, "Thank you for what you said about Cézanne.")
    assert without_gift(with_gift(said, FACTS), FACTS) == said


def test_a_sentence_that_was_changed_is_left_alone():
    changed = with_gift(LETTER, FACTS).replace(ITSELF, "Look at the letters of Cézanne.")
    assert without_gift(changed, FACTS) == changed
    assert without_gift(LETTER, replace(FACTS, gift=None)) == LETTER


TEXTS = st.text(st.sampled_from("ab .,?\n \t[]é"), max_size=80)


@given(TEXTS, st.sampled_from([0, 50]))
def test_no_word_is_lost_whatever_the_letter(text, words):
    facts = replace(FACTS, words=words)
    gained = with_gift(text, facts)
    assert gained.count(ITSELF) == 1
    assert gained.replace(f"{LEAD} {ITSELF}", "").split() == text.split()
    assert without_gift(gained, facts).split() == text.split()


@given(TEXTS, st.text(max_size=60), st.sampled_from(["article", "tip", "website", "contact", "lead"]))
def test_any_gift_comes_in_and_goes_out_whole(text, said, kind):
    facts = replace(FACTS, gift=Gift(kind, said))
    assert without_gift(with_gift(text, facts), facts).split() == text.split()
