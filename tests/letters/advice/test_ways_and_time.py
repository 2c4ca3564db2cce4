"""Advice on the way and the time a letter goes: words against the examples in the data, facts against tables of cases."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from letters.advice import AdviceFacts, advise
from letters.advice.channel import channel
from letters.advice.phrases import data
from letters.advice.reading import read
from letters.advice.timing import timing
from letters.channel import WayFacts
from letters.drafting import draft, seed_of
from tests.letters.advice.cases import facts_of
from tests.letters.advice.test_advice import RICH

LEAST = 25
FAMILIES = {"channel": channel, "timing": timing}
TODAY = date(2026, 11, 18)  # a Wednesday
PLAIN = WayFacts("thank_you", "hand", TODAY, date(2026, 11, 20), 2, held_on=TODAY, decides_on=date(2026, 11, 25))


def examples(family: str, side: str) -> list[tuple[str, dict[str, Any], Any]]:
    return [(family, each["facts"], case) for each in data(family, "en")["examples"] for case in each[side]]


def found(family: str, table: dict[str, Any], text: str) -> list[Any]:
    facts = facts_of(table)
    return FAMILIES[family](read(text, facts), facts)


@pytest.mark.parametrize(("family", "table", "case"), [*examples("channel", "trips"), *examples("timing", "trips")])
def test_words_of_another_way_or_day_are_found(family: str, table: dict[str, Any], case: list[str]) -> None:
    prefix = {"channel": "way", "timing": "time"}[family]
    assert {finding.rule for finding in found(family, table, case[0])} == {f"{prefix}_{case[1]}"}


@pytest.mark.parametrize(("family", "table", "text"), [*examples("channel", "passes"), *examples("timing", "passes")])
def test_words_that_go_with_the_way_and_the_day_are_left_alone(family: str, table: dict[str, Any], text: str) -> None:
    assert [(finding.rule, finding.words(text)) for finding in found(family, table, text)] == []


@pytest.mark.parametrize(("table", "case"), [(table, case) for _, table, case in examples("timing", "trips")])
def test_the_day_is_named_in_the_place_of_the_word(table: dict[str, Any], case: list[str]) -> None:
    finding = found("timing", table, case[0])[0]
    assert (finding.applied_to(case[0]) if finding.replacement is not None else "") == case[2]


@pytest.mark.parametrize(
    ("by", "before", "after"),
    [
        ("hand", "With this e-mail I thank you.", "With this letter I thank you."),
        ("hand", "I'm emailing you about the rota.", "I am writing to you about the rota."),
        ("hand", "Please find attached a map.", "Please find enclosed a map."),
        ("hand", "Attached is a map.", "Enclosed is a map."),
        ("email", "Enclosed are two maps.", "Attached are two maps."),
        ("email", "With this letter I thank you.", "With this e-mail I thank you."),
    ],
)
def test_a_word_of_another_way_has_its_counterpart(by: str, before: str, after: str) -> None:
    assert found("channel", {"channel": by}, before)[0].applied_to(before) == after


def test_both_families_have_enough_examples_of_both_sides() -> None:
    counts = {(family, side): len(examples(family, side)) for family in FAMILIES for side in ("trips", "passes")}
    assert {name for name, count in counts.items() if count < LEAST} == set()


def ways(**known: Any) -> list[tuple[str, str, str]]:
    """Rule, source and severity of what is said of a letter as a whole."""
    facts = replace(facts_of({"channel": known.get("channel", "hand")}), ways=replace(PLAIN, **known))
    reading = read("Thank you for the tour.", facts)
    return [(one.rule, one.source, one.severity) for one in (*channel(reading, facts), *timing(reading, facts))]


LATE = {"decides_on": date(2026, 11, 20)}
OTHER = ("way_other", "S51", "warn")


@pytest.mark.parametrize(
    ("known", "findings"),
    [
        ({}, []),
        ({"has_email": True, "has_phone": True, "has_handed_card": True}, []),
        (LATE | {"has_email": True}, [OTHER]),
        (LATE | {"has_email": True, "channel": "email"}, []),
        (LATE | {"has_phone": True, "has_handed_card": True}, [OTHER]),
        (LATE | {"has_phone": True, "has_handed_card": True, "channel": "call"}, []),
        (LATE, [("way_other", "S61", "warn")]),
        (LATE | {"has_email_beside": True}, []),
        ({"so_far": "email"}, [("way_other", "S49", "note")]),
        ({"so_far": "email", "channel": "email"}, []),
        ({"so_far": "post", "channel": "email"}, [("way_other", "S49", "note")]),
        ({"so_far": "phone", "has_phone": True, "has_handed_card": True}, [("way_other", "S49", "note")]),
        ({"so_far": "phone", "has_phone": True}, []),
        ({"channel": "call"}, [("way_other", "S7", "note")]),
        ({"post_days": 5, "has_email": True}, [("way_other", "S30", "note")]),
        ({"post_days": 5}, []),
        ({"kind": "follow_up", "decides_on": TODAY - timedelta(days=1), "post_days": 5, "has_email": True},
         [("way_other", "S51", "note")]),
        ({"kind": "follow_up", "decides_on": TODAY - timedelta(days=1)}, []),
        ({"kind": "follow_up", "decides_on": TODAY}, [("time_early", "S31", "warn")]),
        ({"kind": "last_follow_up", "decides_on": TODAY + timedelta(days=9)}, [("time_early", "S31", "warn")]),
        ({"kind": "follow_up", "decides_on": None}, []),
        ({"kind": "after_answer", "decides_on": TODAY + timedelta(days=9)}, []),
        ({"kind": "keep_in_touch", "held_on": TODAY - timedelta(days=200), "decides_on": TODAY - timedelta(days=190)}, []),
        ({"held_on": TODAY - timedelta(days=2)}, []),
        ({"held_on": TODAY - timedelta(days=3)}, [("time_late_thanks", "S30", "note")]),
        ({"held_on": TODAY - timedelta(days=3), "has_email_beside": True}, []),
        ({"held_on": TODAY - timedelta(days=9), "decides_on": TODAY - timedelta(days=1), "has_email_beside": True}, []),
        ({"held_on": TODAY - timedelta(days=9), "decides_on": TODAY - timedelta(days=1), "channel": "email"},
         [("time_decided", "S31", "note")]),
        ({"held_on": TODAY - timedelta(days=9), "decides_on": TODAY, "channel": "email"}, [("time_late_thanks", "S30", "note")]),
        ({"held_on": TODAY + timedelta(days=3)}, []),
        ({"held_on": None, "decides_on": None}, []),
    ],
)  # fmt: skip
def test_what_is_known_of_way_and_time_is_said_as_a_whole(known: dict[str, Any], findings: list[Any]) -> None:
    assert ways(**known) == findings


def test_the_days_that_have_passed_are_named() -> None:
    facts = replace(facts_of({}), ways=replace(PLAIN, held_on=TODAY - timedelta(days=4)))
    (finding,) = timing(read("Thank you for the tour.", facts), facts)
    assert finding.why == (
        "Thanks count most within a day or two; the interview was 4 days ago. Send them today all the same."
    )


@pytest.mark.parametrize("by", ["hand", "email", "call"])
@pytest.mark.parametrize("kind", ["thank_you", "follow_up", "keep_in_touch", "informational", "after_answer"])
def test_no_draft_has_words_of_another_way_or_day(by: str, kind: str) -> None:
    for seed in range(20):
        known = replace(
            RICH,
            kind=kind,
            channel=by,
            seed=seed_of(seed, seed % 3),
            answer="refusal" if kind == "after_answer" else "",
        )  # type: ignore[arg-type]
        text = draft(known).text
        rules = [each.rule for each in advise(text, AdviceFacts(known, covers_others=by == "email")).findings]
        assert [rule for rule in rules if rule.startswith(("way_", "time_"))] == []
