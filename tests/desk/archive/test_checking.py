"""What a document says is believed only where it fits; else one sentence, and nothing is kept."""

import copy
import functools
import json
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.archive import document
from desk.archive.adding import add
from desk.archive.checking import DoesNotFit, checked
from desk.archive.collecting import document_of
from desk.archive.parsing import parsed
from desk.archive.problems import NotReadable, Problem
from letters.models import Letter
from tests.conftest import NOW
from tests.desk.archive.full import make_full_user
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def good():
    return document_of(make_full_user(), NOW)


def said(found):
    """The sentence about a document that does not fit, "" where it does."""
    try:
        checked(found)
    except DoesNotFit as unfit:
        return str(unfit)
    return ""


def with_(good, way, value):
    """The document with another value at the end of a way ("tables.letters.0.text")."""
    changed = copy.deepcopy(good)
    *before, last = [int(name) if name.isdigit() else name for name in way.split(".")]
    functools.reduce(lambda at, name: at[name], before, changed)[last] = value
    return changed


CASES = [
    ("tables.letters.0.text", "x" * 6001, "Row 1 of “letters”: “text” is longer than 6000 characters."),
    ("tables.letters.0.text", 7, "Row 1 of “letters”: “text” is not a text."),
    ("tables.letters.0.text", None, "Row 1 of “letters”: “text” is missing."),
    ("tables.letters.0.text", ["a"], "Row 1 of “letters”: “text” is not a text."),
    ("tables.letters.0.version", 10**9, "Row 1 of “letters”: “version” is not a number from 0 to 1000000."),
    ("tables.letters.0.version", -1, "Row 1 of “letters”: “version” is not a number from 0 to 1000000."),
    ("tables.letters.0.version", True, "Row 1 of “letters”: “version” is not a whole number."),
    ("tables.letters.0.version", "1", "Row 1 of “letters”: “version” is not a whole number."),
    ("tables.letters.0.kind", "ransom", "Row 1 of “letters”: “kind” is none of the words it can be."),
    ("tables.letters.0.is_second", 1, "Row 1 of “letters”: “is_second” is neither true nor false."),
    ("tables.letters.0.position", 99, "Row 1 of “letters”: “position” names no row of “positions”."),
    ("tables.letters.0.position", None, "Row 1 of “letters”: “position” names no row of “positions”."),
    ("tables.letters.0.position", "1", "Row 1 of “letters”: “position” names no row of “positions”."),
    ("tables.letters.0.position", True, "Row 1 of “letters”: “position” names no row of “positions”."),
    ("tables.letters.0.position", {"key": 1}, "Row 1 of “letters”: “position” names no row of “positions”."),
    ("tables.letters.0.position", 2, "Row 1 of “letters” contradicts itself."),
    ("tables.letters.0.covers", [99], "Row 1 of “letters”: “covers” names no rows of “seats”."),
    ("tables.letters.0.covers", [1, 1], "Row 1 of “letters”: “covers” names no rows of “seats”."),
    ("tables.letters.0.covers", "all", "Row 1 of “letters”: “covers” names no rows of “seats”."),
    ("tables.letters.0.covers", [{}], "Row 1 of “letters”: “covers” names no rows of “seats”."),
    ("tables.letters.0.owner", 1, "Row 1 of “letters” has “owner”, which nobody knows."),
    ("tables.letters.0.position_id", 1, "Row 1 of “letters” has “position_id”, which nobody knows."),
    ("tables.positions.0.owner", 1, "Row 1 of “positions” has “owner”, which nobody knows."),
    ("tables.positions.0.owner_id", 1, "Row 1 of “positions” has “owner_id”, which nobody knows."),
    ("tables.positions.0.hr_contact", 99, "Row 1 of “positions”: “hr_contact” names no row of “interviewers”."),
    ("tables.positions.0.title", "", "Row 1 of “positions”: “title” is empty."),
    ("tables.positions.1.key", 1, "Row 2 of “positions” has no key of its own."),
    ("tables.positions.1.key", 0, "Row 2 of “positions” has no key of its own."),
    ("tables.positions.1.key", "2", "Row 2 of “positions” has no key of its own."),
    ("tables.positions.0.country", "XX", "Row 1 of “positions”: “country” is none of the words it can be."),
    ("tables.positions.0", [], "Row 1 of “positions” is no row."),
    ("tables.positions", {}, "“positions” is not a list of rows."),
    ("tables.reminders.0.position", 2, "Row 1 of “reminders” contradicts itself."),
    ("tables.reminders.0.kind", "nonsense", "Row 1 of “reminders”: “kind” is none of what it can be."),
    ("tables.reminders.0.occasion", "write:interview:99", "Row 1 of “reminders”: “occasion” names no row of “interviews”."),
    ("tables.reminders.0.occasion", "write:interview:" + "9" * 60, "Row 1 of “reminders”: “occasion” names no row of “interviews”."),
    ("tables.interviews.0.starts_at", "2026-13-01", "Row 1 of “interviews”: “starts_at” is not an instant."),
    ("tables.interviews.0.starts_at", "2026-11-18T14:00:00", "Row 1 of “interviews”: “starts_at” does not say its time zone."),
    ("tables.interviews.0.starts_at", "0001-01-01T00:00:00+14:00", "Row 1 of “interviews”: “starts_at” is not an instant."),
    ("tables.interviews.0.starts_at", "9999-12-31T23:59:59Z", "Row 1 of “interviews”: “starts_at” is not in the years 1970 to 2100."),
    ("tables.interviews.0.starts_at", 5, "Row 1 of “interviews”: “starts_at” is not an instant."),
    ("tables.interviews.0.decides_on", "2026-02-30", "Row 1 of “interviews”: “decides_on” is not a day."),
    ("tables.interviews.0.decides_on", "1066-10-14", "Row 1 of “interviews”: “decides_on” is not in the years 1970 to 2100."),
    ("tables.interviewers.0.email", "a@b.c\nBcc: x@y.z", "Row 1 of “interviewers”: “email” cannot be so (Enter a valid email address.)."),
    ("tables.gifts.1.web", "javascript:alert(1)", "Row 2 of “gifts”: “web” cannot be so (Enter a valid URL.)."),
    ("account.time_zone", "Mars/Phobos", "“account”: “time_zone” is not a time zone."),
    ("account.time_zone", "../../etc/passwd", "“account”: “time_zone” is not a time zone."),
    ("account.time_zone", "localtime", "“account”: “time_zone” is not a time zone."),
    ("account.time_zone", "x" * 5000, "“account”: “time_zone” is not a time zone."),
    ("account.quiet_weekdays", [7], "“account”: “quiet_weekdays” is none of what it can be."),
    ("account.quiet_weekdays", {"6": 1}, "“account”: “quiet_weekdays” is none of what it can be."),
    ("account.quiet_weekdays", [0, 1, 2, 3, 4, 5, 6], "“account”: “quiet_weekdays” is none of what it can be."),
    ("account.wanted_kinds", [{}], "“account”: “wanted_kinds” is none of what it can be."),
    ("account.language", "../../x", "“account”: “language” is none of what it can be."),
    ("account.morning", "8 o'clock", "“account”: “morning” is not a time of day."),
    ("account.morning", "08:00:00+02:00", "“account”: “morning” is not a time of day."),
    ("account.mm_per_character", "NaN", "“account”: “mm_per_character” is not a decimal number."),
    ("account.mm_per_character", "99.00", "“account”: “mm_per_character” cannot be so (Ensure this value is less than or equal to 12.)."),
    ("account.mm_per_character", 3, "“account”: “mm_per_character” is not a decimal number."),
    ("account.card_width_mm", "1.0", "“account” contradicts itself."),
    ("account.is_superuser", True, "“account” has “is_superuser”, which nobody knows."),
    ("account.password", "x", "“account” has “password”, which nobody knows."),
    ("made_at", "yesterday", "“made_at” is not an instant."),
    ("tables.users", [], "“tables” has “users”, which nobody knows."),
    ("extra", 1, "The file has “extra”, which nobody knows."),
]  # fmt: skip


def test_each_thing_that_does_not_fit_is_told_in_one_sentence(good):
    assert said(good) == ""
    wrong = {
        (way, str(value)[:30]): found
        for way, value, sentence in CASES
        if (found := said(with_(good, way, value))) != sentence
    }
    assert wrong == {}


@pytest.mark.parametrize("name", ["text", "position", "covers", "key"])
def test_a_field_that_lacks_is_named(good, name):
    del good["tables"]["letters"][0][name]
    expected = "has no key of its own." if name == "key" else f"lacks “{name}”."
    assert said(good) == f"Row 1 of “letters” {expected}"


@pytest.mark.parametrize("body", [None, [], "x", 1, {}, {"schema": "other"}, {"schema": "fairhand-export", "version": "1"},
                                  {"schema": "fairhand-export", "version": True}])  # fmt: skip
def test_what_is_no_document_of_ours_is_told_as_a_whole(body):
    with pytest.raises(NotReadable) as found:
        checked(body)
    assert found.value.problem is Problem.NO_EXPORT


@pytest.mark.parametrize(("version", "problem"), [(0, Problem.OLDER), (-1, Problem.OLDER), (2, Problem.NEWER), (10**9, Problem.NEWER)])  # fmt: skip
def test_a_version_that_is_not_known_is_refused(good, version, problem):
    with pytest.raises(NotReadable) as found:
        checked(with_(good, "version", version))
    assert found.value.problem is problem


def test_an_older_version_is_read_and_what_came_since_takes_its_default(good, monkeypatch):
    monkeypatch.setattr(document, "VERSION", 2)
    del good["tables"]["lessons"], good["tables"]["letters"][0]["is_second"], good["tables"]["letters"][0]["covers"]
    del good["account"]["pitch_mm"], good["tables"]["interviewers"][0]["phone"]
    archive = checked(good)
    letter = archive.rows["letters"][0]
    assert (archive.rows["lessons"], letter.values["is_second"], letter.many["covers"]) == ((), False, ())
    assert (archive.account["pitch_mm"], archive.rows["interviewers"][0].values["phone"]) == (8, "")
    assert said(with_(good, "tables.letters.0.owner", 1)) == "Row 1 of “letters” has “owner”, which nobody knows."
    del good["tables"]["letters"][0]["position"]
    assert said(good) == "Row 1 of “letters” lacks “position”."


def test_rows_that_only_the_database_finds_wrong_are_told_too_and_nothing_is_kept(good):
    other = make_user()
    clashes = {
        "tables.interviews.0.ends_at": ("2026-11-18T13:00:00Z", "interviews"),
        "tables.letters.0.closed_at": ("2026-11-18T13:00:00Z", "letters"),
        "tables.seats.1.is_lead": (True, "seats"),
        "tables.mailings.0.state": ("queued", "mailings"),
        "tables.reminders.0.occasion": (good["tables"]["reminders"][1]["occasion"], "reminders"),
        "account.pitch_mm": (200, "account"),
    }
    for way, (value, table) in clashes.items():
        with pytest.raises(DoesNotFit) as found:
            add(other, checked(with_(good, way, value)), with_settings=True)
        assert str(found.value) == f"Rows of “{table}” contradict each other or themselves."
    assert (other.positions.count(), other.interviewers.count(), Letter.objects.owned_by(other).count()) == (0, 0, 0)


def test_more_rows_than_an_account_has_are_refused(good):
    with pytest.raises(NotReadable) as found:
        checked(with_(good, "tables.lessons", [{}] * 100_001))
    assert found.value.problem is Problem.TOO_MUCH_INSIDE


STRANGE = [None, True, 0, -1, 10**9, 2**63, 10**400, "", "x", "\x00", "\ud800", "x" * 7000, [], [1], {}, {"key": 1}, "2026-11-18",
           "9999-12-31T23:59:59.999999Z", [[[]]], "=1+1", "gone1", "write:interview:1", "../x", "<script>"]  # fmt: skip


def mutated(good, seed):
    """The document with one to three of its values exchanged, taken away, doubled or swapped."""
    chance, found = random.Random(seed), copy.deepcopy(good)
    for _ in range(chance.randint(1, 3)):
        at = found
        while True:
            names = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not names:
                break
            name = chance.choice(names)
            if isinstance(at[name], dict | list) and at[name] and chance.random() < 0.85:
                at = at[name]
                continue
            match chance.randint(0, 4):
                case 0:
                    del at[name]
                case 1 if isinstance(at, list):
                    at.append(copy.deepcopy(at[name]))
                case 2:
                    other = chance.choice(names)
                    at[name], at[other] = at[other], at[name]
                case _:
                    at[name] = copy.deepcopy(chance.choice(STRANGE))
            break
    return found


@settings(max_examples=int(os.environ.get("MUTATED_ARCHIVES", "150")))
@given(st.integers(0, 2**64))
def test_a_mutated_document_is_added_whole_or_told_in_a_sentence(seed):
    good = _sample()
    text = json.dumps(mutated(good, seed))
    user = make_user()
    sentence = problem = None
    try:
        add(user, checked(parsed(text.encode("utf-8", "surrogatepass"))), with_settings=True)
    except NotReadable as found:
        problem = found.problem
    except DoesNotFit as unfit:
        sentence = str(unfit)
    if problem or sentence:
        assert problem or sentence.endswith(".")
        assert not user.positions.exists()
    else:
        user.refresh_from_db()
        checked(json.loads(json.dumps(document_of(user, NOW))))


_samples = []


def _sample():
    if not _samples:
        _samples.append(json.loads(json.dumps(document_of(make_full_user(), NOW))))
    return _samples[0]
