from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from letters.drafting import Facts, Recipient, Topic, draft
from letters.gaps import LONGEST, Gap, Reason, Span, gaps, not_ready, sample_sentences

QUICK = draft(
    Facts(
        kind="thank_you",
        writer="Daniel Osei",
        recipient=Recipient("Ifeoma Adeyemi", "Ms"),
        company="Harbour & Field",
        interview_on=date(2026, 11, 18),
        words=60,
    )
)
BARE = draft(Facts(kind="thank_you", writer="Daniel Osei", recipient=Recipient("Ifeoma Adeyemi", "Ms"), words=60))
MISFIT = draft(
    Facts(
        kind="thank_you",
        writer="Daniel Osei",
        recipient=Recipient("Ifeoma Adeyemi", "Ms"),
        company="Harbour & Field",
        topics=(Topic("they care that nobody asks"),),
        key_message="I keep volunteers coming back",
        words=120,
    )
)
WRITTEN = "Dear Ms Adeyemi,\n\n{}\n\nSincerely,\nDaniel Osei"


def test_a_gap_is_found_with_its_question():
    text = "Thank you for [... what did they show you?], and [… why?]"
    assert gaps(text) == (Gap(14, 43, "what did they show you?"), Gap(49, 57, "why?"))
    assert text[14:43] == "[... what did they show you?]"


def test_brackets_of_another_kind_are_no_gaps():
    assert gaps("I saw [sic] the rota (...) and [.. this] and [... an unclosed one") == ()


def test_an_unclosed_bracket_swallows_no_gap_behind_it():
    assert [gap.question for gap in gaps("[... open and [... why?]")] == ["why?"]


def test_brackets_left_without_a_question_are_still_a_gap():
    assert gaps("I saw [...].") == (Gap(6, 11, ""),)


def test_a_draft_made_only_of_facts_has_no_sample_text():
    text = WRITTEN.format("I was glad to hear about the rota on Wednesday.")
    assert sample_sentences(text, QUICK) == ()
    assert not_ready(text, QUICK) == ()


def test_a_sentence_without_a_fact_is_sample_text():
    found = sample_sentences(BARE.text, BARE)
    assert [span.text for span in found] == [
        sentence.text for sentence in BARE.sentences if "[..." not in sentence.text
    ]
    assert len(found) == 2
    assert all(BARE.text[span.start : span.end] == span.text for span in found)


def test_small_punctuation_and_capitals_are_no_change():
    plain = next(sentence.text for sentence in BARE.sentences if "[..." not in sentence.text)
    changed = plain.upper().replace(",", " -").rstrip(".") + "!"
    start = len("Dear Ms Adeyemi,\n\n")
    assert sample_sentences(WRITTEN.format(changed), BARE) == (Span(start, start + len(changed), changed),)


def test_one_word_typed_makes_the_sentence_ones_own():
    plain = next(sentence.text for sentence in BARE.sentences if "[..." not in sentence.text)
    assert sample_sentences(WRITTEN.format(plain.rstrip(".") + " gladly."), BARE) == ()
    assert sample_sentences(WRITTEN.format("Gladly: " + plain), BARE) == ()


def test_a_sample_between_ones_own_sentences_is_found():
    text = WRITTEN.format("I liked the rota. I am writing to ask about the position. It told me a lot.")
    assert [span.text for span in sample_sentences(text, QUICK)] == ["I am writing to ask about the position."]


def test_a_gap_taken_out_and_nothing_typed_is_sample_text():
    gapped = next(sentence.text for sentence in QUICK.sentences if "[..." in sentence.text)
    emptied = gapped[: gapped.index("[...")].rstrip() + gapped[gapped.index("]") + 1 :]
    assert [span.text for span in sample_sentences(WRITTEN.format(emptied), QUICK)] == [emptied]


def test_a_gap_filled_with_words_is_ones_own():
    gapped = next(sentence.text for sentence in QUICK.sentences if "[..." in sentence.text)
    filled = gapped[: gapped.index("[...")] + "the rota on the wall" + gapped[gapped.index("]") + 1 :]
    assert sample_sentences(WRITTEN.format(filled), QUICK) == ()


def test_a_note_left_quoted_without_its_gap_is_not_ready():
    assert [reason.code for reason in not_ready(MISFIT.text, MISFIT)] == ["gap"]
    bare = MISFIT.text.replace(gaps_text(MISFIT.text), "")
    assert [(reason.code, reason.text) for reason in not_ready(bare, MISFIT)] == [
        ("sample", "they care that nobody asks")
    ]


def gaps_text(text: str) -> str:
    (gap,) = gaps(text)
    return text[gap.start : gap.end]


def test_salutation_close_and_signature_are_never_sample_text():
    assert sample_sentences(WRITTEN.format("The rota told me a lot."), BARE) == ()


def test_an_empty_letter_is_not_ready():
    for text in ("", "  \n", "Dear Ms Adeyemi,\n\nSincerely,\nDaniel Osei", "Dear Ms Adeyemi,\n\n...\n\nSincerely,\n"):
        assert [reason.code for reason in not_ready(text, QUICK)] == ["empty"]


def test_a_draft_with_gaps_says_every_one_in_the_order_of_the_text():
    reasons = not_ready(QUICK.text, QUICK)
    assert [reason.code for reason in reasons] == ["gap", "gap"]
    assert [(reason.start, reason.end, reason.text) for reason in reasons] == [
        (gap.start, gap.end, gap.question) for gap in gaps(QUICK.text)
    ]


def test_a_letter_of_six_thousand_characters_is_ready_and_one_more_is_not():
    frame = len(WRITTEN.format(""))
    fits = WRITTEN.format("x" * (LONGEST - frame))
    assert not_ready(fits, QUICK) == ()
    longer = WRITTEN.format("x" * (LONGEST - frame + 1))
    assert not_ready(longer, QUICK) == (Reason("long", 6000, 6001, "6001"),)


@given(st.text(alphabet="[].… aI\n?thank you", max_size=80))
def test_every_reason_points_into_the_text(text: str):
    for reason in not_ready(text, BARE):
        assert 0 <= reason.start <= reason.end <= len(text)
    for gap in gaps(text):
        assert text[gap.start] == "["
        assert text[gap.end - 1] == "]"
        assert gap.question in text[gap.start : gap.end]
