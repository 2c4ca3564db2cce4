"""Every rule against the examples that stand beside its words in the data files."""

from collections.abc import Iterator
from typing import Any

import pytest

from letters.advice.gifts import gifts, refused
from letters.advice.names import names
from letters.advice.panel import panel
from letters.advice.parts import spans_of
from letters.advice.phrases import data, find, phrases
from letters.advice.reading import read
from letters.advice.tone import tone
from tests.letters.advice.cases import facts_of

TONE = data("tone", "en")
PARTS = data("parts", "en")["parts"]
GIFTS = data("gifts", "en")
SOMEBODY = facts_of({})
LEAST = 25


def tone_cases(side: str) -> list[tuple[str, str]]:
    return [(rule, text) for rule, table in TONE.items() for text in table[side]]


def part_cases(side: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (part, {"text": example} if isinstance(example, str) else example)
        for part, table in PARTS.items()
        for example in table.get(side, ())
    ]


def table_cases(family: str) -> tuple[list[tuple[dict[str, Any], str, str]], list[tuple[dict[str, Any], str]]]:
    examples = data(family, "en")["examples"]
    trips = [(each["facts"], text, rule) for each in examples for text, rule in each["trips"]]
    passes = [(each["facts"], text) for each in examples for text in each["passes"]]
    return trips, passes


NAMES, PANEL = table_cases("names"), table_cases("panel")


@pytest.mark.parametrize(("rule", "text"), tone_cases("trips"))
def test_a_tone_is_heard(rule: str, text: str) -> None:
    assert rule in [finding.rule for finding in tone(read(text, SOMEBODY), SOMEBODY)]


@pytest.mark.parametrize(("rule", "text"), tone_cases("passes"))
def test_a_tone_is_not_heard_where_it_is_not(rule: str, text: str) -> None:
    found = [finding for finding in tone(read(text, SOMEBODY), SOMEBODY) if finding.rule == rule]
    assert [finding.words(text) for finding in found] == []


@pytest.mark.parametrize(
    ("rule", "before", "after"), [(rule, *pair) for rule, table in TONE.items() for pair in table.get("becomes", ())]
)
def test_the_calmer_words_make_a_sentence(rule: str, before: str, after: str) -> None:
    finding = next(each for each in tone(read(before, SOMEBODY), SOMEBODY) if each.rule == rule)
    assert finding.applied_to(before) == after


@pytest.mark.parametrize(("part", "example"), part_cases("done"))
def test_a_part_that_is_there_is_found(part: str, example: dict[str, Any]) -> None:
    facts = facts_of(example)
    assert spans_of(part, read(example["text"], facts), facts) != ()


@pytest.mark.parametrize(("part", "example"), part_cases("open"))
def test_a_part_that_is_missing_is_missed(part: str, example: dict[str, Any]) -> None:
    facts, text = facts_of(example), example["text"]
    assert [text[start:end] for start, end in spans_of(part, read(text, facts), facts)] == []


@pytest.mark.parametrize(("table", "text", "rule"), NAMES[0])
def test_a_wrong_name_is_found(table: dict[str, Any], text: str, rule: str) -> None:
    facts = facts_of(table)
    assert [finding.rule for finding in names(read(text, facts), facts)] == [rule]


@pytest.mark.parametrize(("table", "text"), NAMES[1])
def test_a_right_name_and_an_ordinary_word_are_left_alone(table: dict[str, Any], text: str) -> None:
    facts = facts_of(table)
    assert [(finding.rule, finding.words(text)) for finding in names(read(text, facts), facts)] == []


@pytest.mark.parametrize(("table", "text", "rule"), PANEL[0])
def test_a_clash_with_another_letter_is_found(table: dict[str, Any], text: str, rule: str) -> None:
    facts = facts_of(table)
    assert [finding.rule for finding in panel(read(text, facts), facts)] == [rule]


@pytest.mark.parametrize(("table", "text"), PANEL[1])
def test_a_letter_that_differs_is_left_alone(table: dict[str, Any], text: str) -> None:
    facts = facts_of(table)
    assert [(finding.rule, finding.words(text)) for finding in panel(read(text, facts), facts)] == []


@pytest.mark.parametrize("text", GIFTS["examples"]["trips"])
def test_money_vouchers_and_goods_are_refused(text: str) -> None:
    assert gifts(read(text, SOMEBODY)) != []


@pytest.mark.parametrize("text", GIFTS["examples"]["passes"])
def test_information_and_ordinary_business_are_no_goods(text: str) -> None:
    assert [finding.words(text) for finding in gifts(read(text, SOMEBODY))] == []


@pytest.mark.parametrize("text", GIFTS["examples"]["shelf_trips"])
def test_the_shelf_takes_no_goods(text: str) -> None:
    finding = refused(text)
    assert finding is not None
    assert finding.source == "S10"


@pytest.mark.parametrize("text", GIFTS["examples"]["shelf_passes"])
def test_the_shelf_takes_information(text: str) -> None:
    assert refused(text) is None


def test_every_family_has_enough_examples_of_both_sides() -> None:
    counts = {
        "tone": (len(tone_cases("trips")), len(tone_cases("passes"))),
        "parts": (len(part_cases("done")), len(part_cases("open"))),
        "names": (len(NAMES[0]), len(NAMES[1])),
        "gifts": (len(GIFTS["examples"]["trips"]), len(GIFTS["examples"]["passes"])),
        "panel": (len(PANEL[0]), len(PANEL[1])),
    }
    assert {family for family, sides in counts.items() if min(sides) < LEAST} == set()


def phrase_lists() -> Iterator[list[Any]]:
    yield from (table["phrases"] for table in TONE.values() if "phrases" in table)
    yield from (table["cues"] for table in PARTS.values() if "cues" in table)
    yield from (GIFTS[name]["words"] for name in ("money", "vouchers", "goods"))


def test_the_anchor_of_a_phrase_hides_no_place_of_it() -> None:
    texts = [text for side in ("trips", "passes") for _, text in tone_cases(side)]
    texts += [example["text"] for side in ("done", "open") for _, example in part_cases(side)]
    texts += [*GIFTS["examples"]["trips"], *GIFTS["examples"]["passes"]]
    text = "\n\n".join(texts).translate({ord("’"): "'"}).lower()
    for entries in phrase_lists():
        wanted = phrases(entries)
        found = [(each.start, each.end) for each in find(wanted, text, text)]
        assert found == [match.span() for phrase in wanted for match in phrase.pattern.finditer(text)]


def test_no_phrase_is_written_twice() -> None:
    for entries in phrase_lists():
        sources = [entry if isinstance(entry, str) else entry[0] for entry in entries]
        assert sorted(set(sources)) == sorted(sources)
