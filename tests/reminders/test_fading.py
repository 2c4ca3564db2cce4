"""Contact details fade after the time that was chosen, and nothing else does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from interviews.models import Interviewer, KeepInTouch, Position
from interviews.outcomes import note_outcome
from letters.models import Letter
from letters.states import mark
from reminders.fading import DETAILS, Fading, fade, fading_of
from tests.conftest import NOW
from tests.factories import HELD_AT, LEAD, make_interview, make_position, make_user, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WHOLE = {
    "email": "i@example.org", "phone": "+44 20", "street": "12 Quay Street", "town": "Bristol", "region": "Avon",
    "postcode": "BS1", "country": "GB", "note": "Office hours on Fridays",
}  # fmt: skip


def met(user, name="Ifeoma Adeyemi", outcome_on=date(2026, 5, 18), **fields):
    """Somebody met for a position that ended on this day (None: it did not), their letter posted."""
    position = make_position(user, company=f"Company of {name}")
    starts_at = datetime(2026, 5, 11, 14, tzinfo=UTC)
    interview = make_interview(user, position=position, starts_at=starts_at, panel=[seat(name, is_lead=True)])
    person = interview.seats.get().interviewer
    Interviewer.objects.filter(pk=person.pk).update(**{**WHOLE, **fields})
    for letter in interview.letters.all():
        mark(letter, Letter.State.POSTED, starts_at + timedelta(days=1))
    if outcome_on:
        note_outcome(position, Position.Outcome.REFUSAL, outcome_on)
        for letter in Letter.objects.filter(position=position).open():
            mark(letter, Letter.State.DROPPED, NOW)
    person.refresh_from_db()
    return person


def keeping(months=6, **fields):
    return make_user(contacts_kept_months=months, **fields)


def details(person):
    person.refresh_from_db()
    return {name: getattr(person, name) for name in DETAILS}


def test_nothing_fades_where_nothing_was_chosen():
    user = make_user()
    person = met(user, outcome_on=date(2020, 1, 1))
    assert user.contacts_kept_months is None
    assert (fading_of(user), fade(user, NOW), details(person)) == ([], [], WHOLE)


@pytest.mark.parametrize(("months", "on"), [(6, date(2026, 11, 18)), (12, date(2027, 5, 18)), (24, date(2028, 5, 18))])
def test_details_fade_so_many_months_after_the_outcome(months, on):
    user = keeping(months)
    person = met(user)
    assert fading_of(user) == [Fading(person, on)]


def test_on_the_day_itself_contact_details_go_and_everything_else_stays():
    user = keeping()
    person = met(user)
    before = dict(Interviewer.objects.filter(pk=person.pk).values().get())
    assert fade(user, NOW - timedelta(days=1)) == []
    assert fade(user, NOW) == [person.pk]
    after = Interviewer.objects.filter(pk=person.pk).values().get()
    assert after == before | dict.fromkeys(DETAILS, "")
    assert after["name"] == "Ifeoma Adeyemi"
    assert (Letter.objects.count() > 0, person.seats.count()) == (True, 1)
    assert (fading_of(user), fade(user, NOW)) == ([], [])


def test_the_day_is_the_persons_own():
    user = keeping(time_zone="Pacific/Auckland")
    met(user)
    assert fade(user, datetime(2026, 11, 17, 10, 59, tzinfo=UTC)) == []
    assert len(fade(user, datetime(2026, 11, 17, 11, 0, tzinfo=UTC))) == 1


def test_the_end_of_a_month_is_the_end_of_a_shorter_one():
    user = keeping()
    person = met(user, outcome_on=date(2026, 8, 31))
    assert fading_of(user) == [Fading(person, date(2027, 2, 28))]


def test_while_an_answer_is_awaited_nobody_fades():
    user = keeping()
    person = met(user, outcome_on=None)
    assert fading_of(user) == []
    ended = met(user, "Tom Reyes")
    Position.objects.filter(company="Company of Tom Reyes").update(hr_contact=person)
    assert [fading.person for fading in fading_of(user)] == [ended]


def test_the_latest_outcome_counts_however_somebody_belongs_to_a_position():
    user = keeping()
    person, other = met(user), make_position(user, company="Later Ltd")
    for belongs in ("hr_contact", "tie", "letter", "seat"):
        Position.objects.filter(pk=other.pk).update(outcome="refusal", outcome_on=date(2026, 9, 1), hr_contact=None)
        if belongs == "hr_contact":
            Position.objects.filter(pk=other.pk).update(hr_contact=person)
        elif belongs == "tie":
            KeepInTouch.objects.create(position=other, interviewer=person)
        elif belongs == "letter":
            Letter.objects.create(position=other, recipient=person, kind="keep_in_touch", state="posted", closed_at=NOW)
        else:
            interview = make_interview(position=other, starts_at=HELD_AT, panel=[LEAD])
            interview.seats.update(interviewer=person)
            interview.letters.all().delete()
        assert next(fading.on for fading in fading_of(user) if fading.person == person) == date(2027, 3, 1), belongs
        KeepInTouch.objects.all().delete()
        Letter.objects.filter(position=other).delete()


def test_nobody_fades_while_a_letter_to_them_is_open():
    user = keeping()
    person = met(user)
    place = Position.objects.get()
    Letter.objects.create(position=place, recipient=person, kind="keep_in_touch")
    assert (fading_of(user), fade(user, NOW)) == ([], [])
    Letter.objects.filter(kind="keep_in_touch").update(state="posted", closed_at=NOW)
    assert fade(user, NOW) == [person.pk]


def test_somebody_without_any_position_counts_from_the_day_they_were_noted():
    user = keeping()
    person = Interviewer.objects.create(owner=user, name="Nobody's", phone="1", created_at=NOW)
    assert fading_of(user) == [Fading(person, date(2027, 5, 18))]


def test_who_has_no_details_has_none_to_fade():
    user = keeping()
    met(user, **dict.fromkeys(DETAILS, ""))
    assert fading_of(user) == []


def test_what_would_fade_can_be_told_before_it_is_chosen():
    user = make_user()
    person = met(user)
    assert fading_of(user, 12) == [Fading(person, date(2027, 5, 18))]
    assert fading_of(user) == []


def test_nobody_elses_people_fade():
    user, other = keeping(), make_user()
    met(user)
    theirs = met(other)
    fade(user, NOW)
    assert details(theirs) == WHOLE
    User.objects.filter(pk=user.pk).update(contacts_kept_months=None)
    assert fade(user, NOW) == []


def test_the_first_to_fade_comes_first():
    user = keeping()
    late, early = met(user, "Zoe", outcome_on=date(2026, 9, 1)), met(user, "Adam", outcome_on=date(2026, 8, 1))
    assert [fading.person for fading in fading_of(user)] == [early, late]


def test_what_it_asks_of_the_database_does_not_grow(django_assert_num_queries):
    user = keeping()
    for number in range(5):
        met(user, f"Person {number}")
    with django_assert_num_queries(7):
        assert len(fading_of(user)) == 5
