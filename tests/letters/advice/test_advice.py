from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.advice import Advice, AdviceFacts, Finding, OtherLetter, advise
from letters.advice.findings import Part
from letters.advice.phrases import data
from letters.advice.reading import read
from letters.advice.spelling import distance, is_accent_slip, is_slip
from letters.advice.stems import stems
from letters.advice.tone import tone
from letters.drafting import Concern, Facts, Gift, Recipient, Topic, draft, seed_of
from tests.letters.advice.cases import facts_of

SOMEBODY = facts_of({})
RICH = Facts(
    kind="thank_you", writer="Daniel Osei", recipient=Recipient("Ifeoma Adeyemi", "Ms"), company="Harbour & Field",
    title="Programme Manager", interview_on=date(2026, 11, 18), how="in_person", words=150, others=("Tom Reyes",),
    topics=(Topic("volunteer no-shows"), Topic("Cézanne", is_personal=True, came_up="warm_up")),
    concerns=(Concern("managing volunteers", "half", "At Brookside I halved no-shows by asking one question"),),
    impressed_me="the volunteer rota on the wall", key_message="I keep volunteers coming back.",
    gift=Gift("article", "The Courtauld has put Cézanne's letters online", "https://courtauld.ac.uk/letters"),
    decides_on=date(2026, 11, 27), left_out="my first-aid certificate",
)  # fmt: skip


def rules(text: str, facts: AdviceFacts = SOMEBODY) -> list[str]:
    return [finding.rule for finding in advise(text, facts).findings]


def test_a_draft_made_of_facts_goes_the_extra_mile_and_raises_no_alarm() -> None:
    for seed in range(40):
        advice = advise(draft(replace(RICH, seed=seed_of(seed, seed % 6))).text, AdviceFacts(RICH))
        assert (seed, advice.level, [each.rule for each in advice.findings if each.severity == "warn"]) == (
            seed, "extra mile", [],
        )  # fmt: skip


@pytest.mark.parametrize("kind", ["follow_up", "last_follow_up", "keep_in_touch", "informational", "after_answer"])
def test_no_draft_of_another_kind_is_warned_of(kind: str) -> None:
    for seed in range(20):
        facts = replace(RICH, kind=kind, seed=seed_of(seed, 0), answer="refusal" if kind == "after_answer" else "")  # type: ignore[arg-type]
        text = draft(facts).text
        assert [each for each in advise(text, AdviceFacts(facts)).findings if each.severity == "warn"] == []


def test_two_drafts_of_a_panel_share_no_sentence() -> None:
    people = [replace(RICH, recipient=Recipient(name), seed=seed_of(7, place), gift=None, topics=(Topic(topic),))
              for place, (name, topic) in enumerate([("Ann Birch", "budgets"), ("Tom Reyes", "the rota"), ("Ola Vik", "bees")])]  # fmt: skip
    for one, other in combinations(people, 2):
        beside = (OtherLetter(other.recipient.name, draft(other).text),)
        assert "shared_sentence" not in rules(draft(one).text, AdviceFacts(replace(one, others=()), letters=beside))


def test_an_empty_letter_has_open_parts_and_no_finding() -> None:
    advice = advise("Dear Ms Adeyemi,\n\nSincerely,\nDaniel Osei", SOMEBODY)
    assert advice.findings == ()
    assert [(part.key, part.is_done) for part in advice.parts] == [
        ("gratitude", False), ("impressed", False), ("reason", False), ("interest", False), ("gift", False),
        ("contact", False),
    ]  # fmt: skip


def test_a_part_asked_for_only_if_logged_appears_with_its_fact() -> None:
    keys = [
        part.key for part in advise("", AdviceFacts(replace(RICH, kind="follow_up", to_correct="nine months"))).parts
    ]
    assert keys == ["interest", "contribution", "impressed", "correct", "left_out", "gift", "contact"]
    assert "concern" in [part.key for part in advise("", AdviceFacts(RICH)).parts]


def test_a_concern_answered_in_the_room_is_no_open_part() -> None:
    facts = replace(RICH, concerns=(Concern("my German", "yes", "I have B2"),))
    assert "concern" not in [part.key for part in advise("", AdviceFacts(facts)).parts]


def test_the_plain_note_of_the_practice_is_told_what_is_missing_to_the_extra_mile() -> None:
    advice = advise(
        "Dear Ms Adeyemi,\n\nThank you for meeting me to discuss the Programme Manager position at your company. "
        "I enjoyed speaking with you.\n\nSincerely,\nDaniel Osei",
        SOMEBODY,
    )
    assert (advice.level, [part.key for part in advice.missing]) == (
        "plain", ["gratitude", "reason", "interest", "gift", "contact"],
    )  # fmt: skip


def test_a_sentence_with_a_gap_carries_no_part_yet() -> None:
    assert [
        part for part in advise("Thank you for [... what did they show you?].", SOMEBODY).parts if part.is_done
    ] == []


def test_words_inside_a_gap_and_inside_the_companys_name_are_not_the_writers() -> None:
    facts = facts_of({"company": "Dream Job!", "title": "Salary Clerk"})
    assert tone(read("The post at Dream Job! is [... why are you thrilled?!] mine.", facts), facts) == []


def test_what_the_position_is_about_may_be_named() -> None:
    text = "Thank you for the talk about my salary expectations, and yours."
    assert "pay" in rules(text)
    assert "pay" not in rules(text, facts_of({"topics": ["salary expectations of graduates"], "title": "HR Assistant"}))


def test_pay_may_be_spoken_of_once_there_is_an_offer() -> None:
    text = "Thank you for the offer. My salary expectations are met."
    assert "pay" not in rules(text, facts_of({"kind": "after_answer", "answer": "offer"}))
    assert "pay" in rules(text, facts_of({"kind": "after_answer", "answer": "refusal"}))


def test_of_two_tones_on_the_same_words_the_longer_is_kept() -> None:
    text = "Please, please give me a chance."
    assert [(each.rule, each.words(text)) for each in tone(read(text, SOMEBODY), SOMEBODY)] == [
        ("pleading", ("please give me a chance",))
    ]


def test_one_exclamation_mark_is_a_note_and_two_are_a_warning() -> None:
    assert [each.severity for each in advise("Thank you!", SOMEBODY).findings] == ["note"]
    assert [each.severity for each in advise("Thank you! Good night!", SOMEBODY).findings] == ["warn", "warn"]


def test_a_line_end_inside_a_phrase_hides_nothing() -> None:
    assert "pleading" in rules("I really\nneed this\njob.")


def test_a_postscript_is_part_of_the_letter_and_the_signature_is_not() -> None:
    reading = read("Dear Tom,\n\nThank you.\n\nSincerely,\nDaniel Osei\n\nP.S. The article is enclosed.", SOMEBODY)
    assert [reading.text[each.start : each.end] for each in reading.sentences] == [
        "Thank you.", "P.S. The article is enclosed.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("I met Dr. Osei. He was kind.", ["I met Dr. Osei.", "He was kind."]),
        ("It took approx. ten days. Then it rained.", ["It took approx. ten days.", "Then it rained."]),
        ("J. R. Hall wrote it. You read it.", ["J. R. Hall wrote it.", "You read it."]),
        ("You said: “Come in.” I came.", ["You said: “Come in.”", "I came."]),
        ("First\nline. Second\n\nThird", ["First\nline.", "Second", "Third"]),
        ("So did I. You knew.", ["So did I.", "You knew."]),
    ],
)
def test_a_text_is_parted_into_sentences(text: str, sentences: list[str]) -> None:
    assert [text[each.start : each.end] for each in read(text, SOMEBODY).sentences] == sentences


@pytest.mark.parametrize(
    ("text", "salutation"),
    [
        ("Dear Ms Adeyemi,\n\nThank you.", "Dear Ms Adeyemi,"),
        ("\n Hello Tom\nThank you.", "Hello Tom"),
        ("Dear Ms Adeyemi, thank you for the tour of the garden and the house.", "Dear Ms Adeyemi,"),
        ("Thank you.", None),
        ("Dearly as I like it, no.", None),
    ],
)
def test_the_salutation_is_found(text: str, salutation: str | None) -> None:
    found = read(text, SOMEBODY).salutation
    assert (text[slice(*found)] if found else None) == salutation


@pytest.mark.parametrize(
    ("words", "text", "rule"),
    [
        (60, "word " * 72, "length_over"), (60, "word " * 71, None), (60, "word " * 39, "length_short"), (60, "word " * 40, None),
        (110, "word " * 79, "length_short"), (110, "word " * 80, None), (110, "word " * 130, "length_over"),
        (250, "word " * 276, "length_long"), (250, "word " * 275, None), (60, "word " * 11, None),
    ],
)  # fmt: skip
def test_length_is_measured_against_card_and_practice_and_only_noted(words: int, text: str, rule: str | None) -> None:
    found = [each for each in advise(text, facts_of({"words": words})).findings if each.rule.startswith("length")]
    assert [(each.rule, each.severity) for each in found] == ([(rule, "note")] if rule else [])


def test_a_call_has_no_length_and_an_email_that_of_the_practice() -> None:
    assert "length_short" not in rules("word " * 20, facts_of({"words": 140, "channel": "call"}))
    assert "length_short" in rules("word " * 79, facts_of({"words": 140, "channel": "email"}))
    assert "length_long" in rules("word " * 200, facts_of({"words": 140, "channel": "email"}))


def test_calmer_words_replace_the_first_marked_words_and_nothing_else() -> None:
    text = "I was thrilled to come, thrilled."
    finding = Finding("gushing", "S53", ((6, 14),), "", "glad")
    assert finding.applied_to(text) == "I was glad to come, thrilled."
    assert finding.key == "gushing:6"


def test_words_taken_out_leave_one_space() -> None:
    assert Finding("x", "S1", ((2, 8),), "", "").applied_to("I really like it.") == "I like it."
    assert Finding("x", "S1", (), "", "glad").applied_to("I like it.") == "I like it."


def test_findings_come_in_the_order_of_the_text_and_the_whole_letter_last() -> None:
    starts = [
        (not each.spans, each.start) for each in advise("I beg you! I am thrilled. My last chance.", SOMEBODY).findings
    ]
    assert starts == sorted(starts)


def test_a_level_needs_all_that_is_not_optional() -> None:
    done, opened = Part("a", "", "", "", is_done=True), Part("b", "", "", "", is_done=False)
    assert Advice((done, opened)).level == ""
    assert Advice((done, opened), is_plain_note=True).level == "plain"
    assert Advice((done, replace(opened, is_optional=True)), is_plain_note=True).level == "extra mile"


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("adeyami", "adeyemi", 1), ("reyes", "reyse", 1), ("field", "feild", 1), ("ann", "anne", 1), ("hall", "hull", 1), ("osei", "birch", 2)],
)  # fmt: skip
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 1) == slips


def test_accents_and_slips_are_told_apart_from_the_same_name() -> None:
    assert is_accent_slip("Pena", "Peña")
    assert not is_accent_slip("Pen\u0303a", "Peña")
    assert not is_slip("O’Brien’s", "O'Brien")
    assert is_slip("Adeyemy", "Adeyemi")


def test_stems_join_the_forms_of_a_word_and_keep_acronyms() -> None:
    assert stems("budgets budgeting budgeted", "en") == stems("budget", "en")
    assert stems("SAP and AI", "en") == {"sap", "ai"}
    assert stems("the of and with you", "en") == frozenset()


def test_another_language_reads_its_own_folder_or_the_english_one() -> None:
    assert data("tone", "en-GB") == data("tone", "en") == data("tone", "xx")


TEXTS = st.lists(
    st.sampled_from(["Dear ", "Ms ", "Adeyemi", "Adeyami", ",", "\n", "\n\n", "I beg you", "!", "?!", " thrilled ", "İ", "ﬁ", "é", "[... why?]",
                     '"', "“", "Thank you so much", "P.S. ", "Sincerely,", "www.a.example", "a@b.c", "Harbor & Field", "\u0301", "🙂", " . ", "Daniel Osei"])
    | st.text(max_size=12)
).map("".join)  # fmt: skip


@given(TEXTS, TEXTS)
def test_any_text_gets_advice_whose_marks_lie_in_it(text: str, other: str) -> None:
    facts = AdviceFacts(
        RICH, letters=(OtherLetter("Tom Reyes", other),), companies=("Mint", "A & B"), people=("Ola Vik",)
    )
    advice = advise(text, facts)
    for start, end in [span for each in (*advice.findings, *advice.parts) for span in each.spans]:
        assert 0 <= start <= end <= len(text)
    for finding in advice.findings:
        assert finding.applied_to(text) != text or finding.replacement is None or not finding.spans
        assert finding.why.strip()
        assert "{" not in finding.why


def test_a_note_beside_its_gap_is_not_said_yet() -> None:
    assert "exclamation" not in rules(
        'Dear Ms Adeyemi,\n\nThank you. "ofsted!!" [... your note: what about it?]\n\nSincerely,\nDaniel Osei'
    )
    assert "exclamation" in rules(
        'Dear Ms Adeyemi,\n\nThank you. It was "super!!" and I liked it.\n\nSincerely,\nDaniel Osei'
    )
