"""A letter takes another way, its text with it; what stands in the way is said in a sentence."""

import pytest
from django.db import IntegrityError, transaction

from letters.advising import way_facts_of
from letters.channel import advised
from letters.covering import letters_beside
from letters.known import draft_of, facts_of
from letters.models import Letter
from letters.states import mark
from letters.turning import NotThisWay, seats_to_cover, turn
from tests.conftest import NOW
from tests.factories import LEAD, letter_to, make_interview, make_position, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TOM = seat("Tom Reyes", honorific="Mr", email="tom@harbour.example")
MINA = seat("Mina Park", email="mina@harbour.example")
NO_MAIL = seat("Ola Vik")


@pytest.fixture
def interview(user):
    return make_interview(user, panel=[LEAD, TOM, MINA, NO_MAIL])


@pytest.fixture
def lead(interview):
    return letter_to(interview, "Ifeoma Adeyemi")


@pytest.fixture
def contact(user, interview):
    """The main HR contact, who sat on no panel."""
    person = user.interviewers.create(name="Ruth Vale", email="ruth@harbour.example")
    interview.position.hr_contact = person
    interview.position.save()
    return person


def refusal(letter, way):
    """Why a letter does not take the way."""
    with pytest.raises(NotThisWay) as refused:
        turn(letter, way, NOW)
    return refused.value


def covered(letter):
    return [seat.interviewer.name for seat in letter.covers.all()]


def everything(interview):
    """Recipient, channel, state, whether it is a second letter, text."""
    letters = interview.letters.select_related("recipient").order_by("pk")
    return [(one.recipient.name, one.channel, one.state, one.is_second, one.text) for one in letters]


@pytest.mark.parametrize("way", ["email", "call", "hand"])
def test_a_letter_takes_another_way_and_keeps_its_text(lead, way):
    Letter.objects.filter(pk=lead.pk).update(text="Dear Ms Adeyemi", state="ready", ready_at=NOW)
    lead.refresh_from_db()
    assert turn(lead, way, NOW) == lead
    lead.refresh_from_db()
    assert (lead.channel, lead.state, lead.text, lead.ready_at) == (way, "ready", "Dear Ms Adeyemi", NOW)


def test_an_untouched_letter_stays_untouched_and_is_drafted_for_its_way(lead):
    lead.gifts.create(
        owner=lead.position.owner,
        text="the letters of Cézanne",
        web="https://courtauld.example/letters-of-cezanne-online",
    )
    by_hand = draft_of(lead).text
    turn(lead, "email", NOW)
    lead.refresh_from_db()
    assert lead.text == ""
    assert ("courtauld.example" in by_hand, "courtauld.example/letters-of" in draft_of(lead).text) == (False, True)


def test_only_what_goes_by_hand_is_copied(lead):
    Letter.objects.filter(pk=lead.pk).update(text="Dear Ms Adeyemi", state="copied", copied_at=NOW)
    lead.refresh_from_db()
    turn(lead, "email", NOW)
    lead.refresh_from_db()
    assert lead.state == "ready"


def test_thanks_to_the_lead_cover_everybody_who_has_an_address(lead):
    turn(lead, "email", NOW)
    assert covered(lead) == ["Tom Reyes", "Mina Park"]
    turn(lead, "hand", NOW)
    assert covered(lead) == []


def test_whoever_has_a_letter_of_their_own_is_not_covered_unasked(interview, lead):
    mark(letter_to(interview, "Tom Reyes"), Letter.State.POSTED, NOW)
    Letter.objects.filter(pk=letter_to(interview, "Mina Park").pk).update(text="Dear Mina")
    turn(lead, "email", NOW)
    assert covered(lead) == []


def test_an_email_to_another_than_the_lead_is_to_them_alone(interview):
    tom = letter_to(interview, "Tom Reyes")
    turn(tom, "email", NOW)
    assert covered(tom) == []


@pytest.mark.parametrize("kind", ["follow_up", "after_answer"])
def test_what_goes_to_the_lead_only_covers_nobody(lead, kind):
    lead.kind, lead.channel = kind, "email"
    assert seats_to_cover(lead) == []


def test_email_now_and_a_card_after_are_two_letters(interview, lead):
    Letter.objects.filter(pk=lead.pk).update(text="Dear Ms Adeyemi, thank you.")
    lead.refresh_from_db()
    assert turn(lead, "email_then_card", NOW) == lead
    assert everything(interview)[0] == ("Ifeoma Adeyemi", "email", "draft", False, "Dear Ms Adeyemi, thank you.")
    assert everything(interview)[-1] == ("Ifeoma Adeyemi", "hand", "draft", True, "")
    assert covered(lead) == ["Tom Reyes", "Mina Park"]


def test_the_card_is_drafted_in_other_words_than_the_email(interview, lead):
    turn(lead, "email_then_card", NOW)
    card = interview.letters.get(recipient=lead.recipient, channel="hand")
    facts = facts_of(lead), facts_of(card)
    assert facts[0].seed != facts[1].seed
    bodies = [{sentence.text for sentence in draft_of(one).sentences} for one in (lead, card)]
    assert len(bodies[0] & bodies[1]) <= 1


def test_asked_twice_there_is_still_one_email_and_one_card(interview, lead):
    turn(lead, "email_then_card", NOW)
    before = everything(interview)
    turn(lead, "email_then_card", NOW)
    card = interview.letters.get(recipient=lead.recipient, channel="hand")
    assert turn(card, "email_then_card", NOW) == lead
    assert everything(interview) == before


def test_somebody_whom_an_email_covers_gets_a_card_as_well(interview, lead):
    turn(lead, "email", NOW)
    tom = letter_to(interview, "Tom Reyes")
    assert turn(tom, "email_then_card", NOW) == lead
    tom.refresh_from_db()
    assert (tom.channel, tom.is_second) == ("hand", True)
    mark(lead, Letter.State.SENT, NOW)
    assert [state for _, _, state, _, _ in everything(interview)] == ["sent", "draft", "set_aside", "draft"]
    tom.refresh_from_db()
    assert way_facts_of(tom, NOW).has_email_beside


def test_an_email_there_already_is_answered_with_a_sentence(interview, lead):
    turn(lead, "email_then_card", NOW)
    card = interview.letters.get(recipient=lead.recipient, channel="hand")
    before = everything(interview)
    refused = refusal(card, "email")
    assert (refused.reason, refused.instead) == (
        "There is an e-mail to Ms Ifeoma Adeyemi already. Go on with that one.",
        lead,
    )
    assert (
        refusal(lead, "hand").reason == "There is a letter by hand to Ms Ifeoma Adeyemi already. Go on with that one."
    )
    assert everything(interview) == before


def test_a_letter_that_was_dropped_is_named_with_its_state(interview, lead):
    turn(lead, "email_then_card", NOW)
    mark(lead, Letter.State.DROPPED, NOW)
    card = interview.letters.get(recipient=lead.recipient, channel="hand")
    sentence = "There is an e-mail to Ms Ifeoma Adeyemi already: dropped. Open it to take that back."
    assert refusal(card, "email").reason == sentence


def test_a_quicker_window_is_answered_with_a_sentence_too(interview, lead, monkeypatch):
    turn(lead, "email_then_card", NOW)
    card = interview.letters.get(recipient=lead.recipient, channel="hand")
    monkeypatch.setattr("letters.turning._same", lambda letter, channel: None)
    assert refusal(card, "email").reason == "There is an e-mail to Ms Ifeoma Adeyemi already. Go on with that one."
    card.refresh_from_db()
    assert card.channel == "hand"


def test_the_database_holds_one_letter_of_a_channel(interview, lead):
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(
            position=interview.position, interview=interview, recipient=lead.recipient, kind=lead.kind, channel="hand"
        )


@pytest.mark.parametrize("state", ["posted", "dropped", "sent"])
def test_a_closed_letter_goes_no_other_way(lead, state):
    Letter.objects.filter(pk=lead.pk).update(state=state, closed_at=NOW)
    lead.refresh_from_db()
    assert refusal(lead, "email").reason.startswith("This letter is closed.")


def test_only_thanks_go_twice(interview):
    letter = Letter.objects.create(
        position=interview.position,
        interview=interview,
        recipient=letter_to(interview, "Tom Reyes").recipient,
        kind="follow_up",
    )
    assert refusal(letter, "email_then_card").reason.startswith("Only thanks go twice.")


def test_a_letter_without_an_interview_turns_freely(user, interview):
    letter = Letter.objects.create(
        position=interview.position, recipient=letter_to(interview, "Tom Reyes").recipient, kind="keep_in_touch"
    )
    turn(letter, "email", NOW)
    letter.refresh_from_db()
    assert (letter.channel, covered(letter)) == ("email", [])
    assert letters_beside(letter) == []


def test_an_email_to_all_is_addressed_to_the_hr_contact(interview, lead, contact):
    Letter.objects.filter(pk=lead.pk).update(text="Dear Ms Adeyemi")
    lead.refresh_from_db()
    email = turn(lead, "email", NOW)
    assert (email.recipient, email.channel, email.text) == (contact, "email", "Dear Ms Adeyemi")
    assert covered(email) == ["Tom Reyes", "Mina Park"]  # the lead has no address noted
    assert everything(interview)[0] == ("Ifeoma Adeyemi", "hand", "draft", False, "Dear Ms Adeyemi")
    assert turn(lead, "email", NOW) == email


def test_with_a_card_after_the_email_to_the_hr_contact_the_letter_is_the_card(interview, lead, contact):
    email = turn(lead, "email_then_card", NOW)
    assert email.recipient == contact
    lead.refresh_from_db()
    assert (lead.channel, lead.is_second) == ("hand", True)


def test_an_email_to_the_hr_contact_that_has_gone_is_not_written_again(interview, lead, contact):
    mark(turn(lead, "email", NOW), Letter.State.SENT, NOW)
    assert refusal(lead, "email").reason == "There is an e-mail to Ruth Vale already: sent. Open it to take that back."


def test_the_facts_of_the_adviser_are_read_from_the_rows(user):
    position = make_position(user, written_so_far="email", street="12 Quay Street", town="Bristol", country="GB")
    panel = [
        seat("Ifeoma Adeyemi", is_lead=True, email="i@harbour.example", phone="0161 496 0142", has_handed_card=True)
    ]
    letter = make_interview(user, position=position, panel=panel).letters.get()
    facts = way_facts_of(letter, NOW)
    assert (facts.kind, facts.channel, facts.so_far, facts.post_days) == ("thank_you", "hand", "email", 2)
    assert (facts.has_handed_card, facts.has_address, facts.has_email, facts.has_phone) == (True, True, True, True)
    days = [facts.today, facts.held_on, facts.arrives_on, facts.decides_on]
    assert [f"{day:%d %b}" for day in days] == ["18 Nov", "18 Nov", "20 Nov", "25 Nov"]
    assert not facts.has_email_beside


def test_somebody_whom_an_email_thanks_is_advised_nothing_but_a_card(interview, lead):
    turn(lead, "email", NOW)
    interview.position.written_so_far = "email"
    interview.position.save()
    assert advised(way_facts_of(letter_to(interview, "Tom Reyes"), NOW)).reason.rule == "card_after"
