"""Twenty good letters and twenty bad ones, written for the purpose: what advice says of each, as a whole."""

from pathlib import Path

import pytest

from letters.advice import advise
from letters.advice.findings import Finding
from letters.examples import Example, examples, read_folder
from tests.letters.advice.cases import facts_of_example

GOOD = examples("en")
BAD = read_folder(Path(__file__).parent / "letters" / "bad")


def name(example: Example) -> str:
    return example.name


def declared(finding: Finding, text: str) -> str:
    """A finding as a header declares it: the rule, and the marked words if there are any."""
    return " = ".join(filter(None, [finding.rule, " + ".join(finding.words(text))]))


def test_there_are_twenty_of_each() -> None:
    assert (len(GOOD), len(BAD)) == (20, 20)


@pytest.mark.parametrize("letter", GOOD, ids=name)
def test_a_good_letter_raises_no_alarm(letter: Example) -> None:
    advice = advise(letter.text, facts_of_example(letter))
    assert [declared(finding, letter.text) for finding in advice.findings] == []


def test_the_good_letters_are_of_both_levels_and_lack_only_what_they_chose_to() -> None:
    advice = {letter.name[:2]: advise(letter.text, facts_of_example(letter)) for letter in GOOD}
    plain = {key: [part.key for part in each.missing] for key, each in advice.items() if each.level != "extra mile"}
    assert plain == {"03": ["gift"], "20": ["reason", "gift"]}
    assert {each.level for each in advice.values()} == {"plain", "extra mile"}


@pytest.mark.parametrize("letter", BAD, ids=name)
def test_a_bad_letter_gets_every_finding_that_its_header_declares_and_no_other(letter: Example) -> None:
    advice = advise(letter.text, facts_of_example(letter))
    expected = [finding.strip() for finding in letter.header["findings"].split(";")]
    assert [declared(finding, letter.text) for finding in advice.findings] == expected


@pytest.mark.parametrize("letter", BAD, ids=name)
def test_a_bad_letter_lacks_the_parts_that_its_header_declares(letter: Example) -> None:
    advice = advise(letter.text, facts_of_example(letter))
    assert [part.key for part in advice.parts if not part.is_done] == letter.header["open"].split()
