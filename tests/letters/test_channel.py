"""The channel adviser: a table of cases, and what must hold whatever is known."""

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters import channel
from letters.channel import QUICK_POST_DAYS, WAYS, WayFacts, advised

TODAY = date(2026, 11, 18)  # a Wednesday
WORDS = tomllib.loads((Path(channel.__file__).parent / "ways" / "en.toml").read_text("utf-8"))

# A first-class letter in Britain, four working days before they decide; nothing more is known.
PLAIN = WayFacts("thank_you", "hand", TODAY, TODAY + timedelta(days=2), 2, held_on=TODAY, decides_on=date(2026, 11, 25))
LATE = {"decides_on": TODAY + timedelta(days=2)}
SLOW = {"post_days": 5, "arrives_on": date(2026, 11, 25), "decides_on": date(2026, 12, 2)}
EMAIL, CARD, PHONE = {"has_email": True}, {"has_handed_card": True}, {"has_phone": True}
CALL = CARD | PHONE

# What is known, the way, the rule, the source.
CASES = [
    ({}, "hand", "by_hand", "S7"),
    (EMAIL | CALL, "hand", "by_hand", "S7"),
    (SLOW, "hand", "by_hand_slow", "S7"),
    (SLOW | CALL, "hand", "by_hand_slow", "S7"),
    (SLOW | EMAIL, "email_then_card", "slow_post", "S30"),
    ({"so_far": "email"}, "email_then_card", "so_far_email", "S49"),
    ({"so_far": "email"} | EMAIL | CALL, "email_then_card", "so_far_email", "S49"),
    ({"so_far": "email"} | SLOW, "email_then_card", "so_far_email", "S49"),
    ({"so_far": "post"} | EMAIL | CALL, "hand", "so_far_post", "S49"),
    ({"so_far": "post"} | SLOW | EMAIL, "hand", "so_far_post", "S49"),
    ({"so_far": "phone"} | CALL, "call", "so_far_phone", "S49"),
    ({"so_far": "phone"} | PHONE, "hand", "by_hand", "S7"),
    ({"so_far": "phone"} | CARD, "hand", "by_hand", "S7"),
    ({"so_far": "phone"} | SLOW | EMAIL | PHONE, "email_then_card", "slow_post", "S30"),
    (LATE, "email", "too_late_ask", "S61"),
    (LATE | PHONE, "email", "too_late_ask", "S61"),
    (LATE | CALL, "call", "too_late_call", "S51"),
    (LATE | EMAIL, "email_then_card", "too_late_email", "S51"),
    (LATE | EMAIL | CALL, "email_then_card", "too_late_email", "S51"),
    (LATE | {"so_far": "post"} | EMAIL | CALL, "call", "too_late_call", "S51"),
    (LATE | {"so_far": "post"} | EMAIL | PHONE, "email_then_card", "too_late_email", "S51"),
    (LATE | {"so_far": "phone"} | EMAIL | CALL, "call", "too_late_call", "S51"),
    (LATE | {"so_far": "email"}, "email_then_card", "too_late_email_so_far", "S49"),
    (LATE | {"so_far": "email"} | EMAIL | CALL, "email_then_card", "too_late_email_so_far", "S49"),
    ({"decides_on": None}, "hand", "by_hand", "S7"),
    # There on the very day they decide is too late; the day before is in time (S32).
    ({"arrives_on": date(2026, 11, 25)} | EMAIL, "email_then_card", "too_late_email", "S51"),
    ({"arrives_on": date(2026, 11, 24)} | EMAIL, "hand", "by_hand", "S7"),
    ({"has_email_beside": True}, "hand", "card_after", "S7"),
    (LATE | EMAIL | CALL | {"so_far": "email", "has_email_beside": True}, "hand", "card_after", "S7"),
    ({"kind": "follow_up"} | LATE, "hand", "due_now_hand", "S7"),
    ({"kind": "follow_up"} | SLOW | EMAIL, "email", "due_now_slow", "S51"),
    ({"kind": "follow_up"} | SLOW | CALL, "call", "due_now_call", "S51"),
    ({"kind": "follow_up"} | SLOW, "hand", "due_now_hand_slow", "S7"),
    ({"kind": "last_follow_up", "so_far": "email"}, "email", "due_now_email_so_far", "S49"),
    ({"kind": "follow_up", "so_far": "phone"} | CALL, "call", "due_now_phone_so_far", "S49"),
    ({"kind": "after_answer", "so_far": "post"} | SLOW | EMAIL, "email", "due_now_slow", "S51"),
    ({"kind": "after_answer"}, "hand", "due_now_hand", "S7"),
    ({"kind": "keep_in_touch", "so_far": "email"} | SLOW | EMAIL, "hand", "no_hurry", "S7"),
    ({"kind": "informational"} | SLOW | EMAIL, "hand", "no_hurry", "S7"),
    ({"kind": "informational", "so_far": "email"}, "email", "no_hurry_email", "S49"),
]


@pytest.mark.parametrize(("known", "way", "rule", "source"), CASES)
def test_what_is_known_leads_to_a_way_by_its_rule(known, way, rule, source):
    advice = advised(replace(PLAIN, **known))
    assert (advice.way, advice.reason.rule, advice.reason.source) == (way, rule, source)


@pytest.mark.parametrize(
    ("known", "way", "against"),
    [
        (LATE | EMAIL, "hand", ["too_late", "no_address", "sitting"]),
        (SLOW | EMAIL | {"has_address": True}, "hand", ["slow", "sitting"]),
        ({"so_far": "email", "has_address": True}, "hand", ["so_far_email", "sitting"]),
        ({}, "email", ["no_email", "typed"]),
        ({"so_far": "post"} | EMAIL, "email", ["so_far_post", "typed"]),
        ({}, "call", ["no_leave", "no_phone", "nothing_stays"]),
        (CALL | {"so_far": "post"}, "call", ["so_far_post", "nothing_stays"]),
        ({}, "email_then_card", ["no_email", "twice"]),
        (LATE | CALL, "email_then_card", ["no_email", "card_late", "twice"]),
        (LATE | EMAIL | {"has_email_beside": True}, "email_then_card", ["has_one", "card_late", "twice"]),
    ],
)
def test_what_speaks_against_another_way_is_said(known, way, against):
    option = next(each for each in advised(replace(PLAIN, **known)).others if each.way == way)
    assert [reason.rule for reason in option.against] == against


def test_the_figure_of_the_post_stands_in_the_sentence():
    assert advised(replace(PLAIN, **SLOW, **EMAIL)).reason.why == (
        "Thanks are best read within a day or two, and the post takes about 5 working days. "
        "The e-mail is in time, and the card is in your own hand."
    )


def test_every_rule_of_the_data_is_reached_by_a_case_and_none_is_missing():
    assert {(rule, source) for _, _, rule, source in CASES} == {
        (rule, table["source"]) for rule, table in WORDS["rules"].items()
    }
    assert set(WORDS["ways"]) == set(WAYS)


def test_every_sentence_is_calm_and_whole():
    sentences = [table["why"] for group in ("rules", "against") for table in WORDS[group].values()]
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert re.fullmatch(r"[A-Z][^!]+[.]", sentence)
        assert set(re.findall(r"{\w*}", sentence)) <= {"{days}"}


def test_another_language_without_sentences_reads_the_english_ones():
    assert advised(PLAIN, "xx-YY") == advised(PLAIN, "en-GB") == advised(PLAIN, "../../en")


FACTS = st.builds(
    WayFacts,
    kind=st.sampled_from(["thank_you", "follow_up", "last_follow_up", "after_answer", "keep_in_touch", "informational"]),
    channel=st.sampled_from(["hand", "email", "call"]),
    today=st.just(TODAY),
    arrives_on=st.dates(TODAY, TODAY + timedelta(days=30)),
    post_days=st.integers(1, 20),
    so_far=st.sampled_from(["", "email", "post", "phone"]),
    has_handed_card=st.booleans(), has_address=st.booleans(), has_email=st.booleans(), has_phone=st.booleans(),
    held_on=st.just(TODAY),
    decides_on=st.none() | st.dates(TODAY, TODAY + timedelta(days=30)),
    has_email_beside=st.booleans(),
)  # fmt: skip


@given(FACTS)
def test_whatever_is_known_the_advice_keeps_the_rules_of_the_practice(facts):
    advice = advised(facts)
    # Each way once, the advised one not among the others, and something against each of these.
    ways = [advice.way, *(option.way for option in advice.others)]
    assert sorted(ways) == sorted(way for way in WAYS if way != "email_then_card" or facts.kind == "thank_you")
    assert all(option.against for option in advice.others)
    # S52: nobody is told to call without leave and a number.
    assert advice.way != "call" or (facts.has_handed_card and facts.has_phone)
    # S32: thanks never go by paper alone when paper comes too late.
    if facts.kind == "thank_you" and not facts.has_email_beside and not facts.is_paper_in_time:
        assert advice.way != "hand"
    # S49: whoever writes e-mails is thanked by one, if thanks are still to come.
    if facts.so_far == "email" and facts.kind in ("thank_you", "follow_up") and not facts.has_email_beside:
        assert advice.channel == "email"
    # S30: where the post is quick and nothing else speaks, the letter is in the person's own hand.
    if facts.so_far in ("", "post") and facts.post_days <= QUICK_POST_DAYS and facts.is_paper_in_time:
        assert advice.way == "hand"
