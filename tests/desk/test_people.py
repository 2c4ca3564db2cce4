from datetime import date, timedelta

import pytest

from desk.indexing import refresh_account
from desk.people import acquaintances, directory_of
from desk.person_forms import PersonForm
from desk.search import search
from interviews.models import Interview, Interviewer, KeepInTouch, Position
from interviews.outcomes import note_outcome
from letters.models import Gift, Letter
from letters.states import mark
from reminders.dates import entries_of
from tests.conftest import NOW
from tests.factories import HELD_AT, letter_to, make_interview, make_position, make_user, person, queries_of, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ADA = {"name": "Ada Byrne", "honorific": "Dr", "role": "HR", "company": "Harbour & Field", "email": "ada@harbour.example",
       "phone": "0117 496 0000", "has_handed_card": "on", "is_on_first_names": "on", "note": "back in May"}  # fmt: skip


def posting_day(user, name: str) -> date:
    """The last day to post to somebody, as the calendar has it."""
    (entry,) = [entry for entry in entries_of(user, NOW) if entry.summary == f"Last day to post: {name}"]
    return entry.start


def page_of(browser, path: str) -> str:
    return browser.get(path).content.decode()


def test_everyone_met_stands_in_the_list_by_name(browser, user):
    position = make_interview(user).position
    make_interview(position=position, starts_at=HELD_AT + timedelta(days=7))
    Interviewer.objects.create(owner=user, name="Élodie Martin", company="Elsewhere")
    rows = acquaintances(user, directory_of(user).keys, NOW.date())
    assert [(row.person.name, row.times, row.last_met_on, row.next_on) for row in rows] == [
        ("Élodie Martin", 0, None, None),
        ("Ifeoma Adeyemi", 2, date(2026, 11, 25), date(2026, 12, 3)),
        ("Tom Reyes", 2, date(2026, 11, 25), None),
    ]
    page = page_of(browser, "/people/")
    assert "met 2 times, last 25 November 2026" in page
    assert "again 3 Dec 2026" in page
    assert [row.is_due for row in acquaintances(user, directory_of(user).keys, date(2026, 12, 3))] == [
        False,
        True,
        False,
    ]


def test_the_list_is_filtered_by_any_detail_in_any_order(browser, user):
    make_interview(user)
    Interviewer.objects.create(owner=user, name="Élodie Martin", company="Elsewhere", email="e@martin.example")

    def found(query: str) -> list[str]:
        return [row.person.name for row in acquaintances(user, directory_of(user, query).keys, NOW.date())]

    assert found("finance tom") == ["Tom Reyes"]
    assert found("ELODIE") == found("martin.example") == ["Élodie Martin"]
    assert found("harbour") == ["Ifeoma Adeyemi", "Tom Reyes"]
    assert found("nobody") == found("\x00") == found("a" * 300) == []
    assert "Nobody here has all of these words" in page_of(browser, "/people/?q=nobody")
    assert "Tom Reyes" in page_of(browser, "/people/?q=finance")


def test_the_list_has_pages(browser, user):
    for number in range(31):
        Interviewer.objects.create(owner=user, name=f"Person {number:02}", company="A")
    first, second = page_of(browser, "/people/?q=person"), page_of(browser, "/people/?q=person&page=2")
    assert "Person 29" in first
    assert "Person 30" not in first
    assert "Person 30" in second
    assert 'href="?q=person&amp;page=2"' in first


def test_an_empty_list_says_who_will_stand_there(browser):
    assert "Whoever you name when you log an interview stands here" in page_of(browser, "/people/")


def test_a_person_has_all_that_was_said_sent_and_given(browser, user):
    lead = seat(
        "Ifeoma Adeyemi", honorific="Ms", role="Head", is_lead=True, topics=["Cézanne"], concern="the size of teams",
        answered="half", answer="I led twelve", impressed_me="the rota",
    )  # fmt: skip
    interview = make_interview(user, panel=[lead, seat("Tom Reyes")])
    ifeoma = person(user, "Ifeoma Adeyemi")
    interview.seats.filter(interviewer=ifeoma).update(my_question="Who stays?", helpful_answer="Those who are asked")
    letter = letter_to(interview, "Ifeoma Adeyemi")
    mark(letter, Letter.State.POSTED, NOW)
    Gift.objects.create(owner=user, interviewer=ifeoma, letter=letter, text="the letters of Cézanne", given_at=NOW)
    Gift.objects.create(owner=user, interviewer=ifeoma, text="a map of the quay")
    follow_up = Letter.objects.create(
        position=interview.position, interview=interview, recipient=ifeoma, kind="follow_up"
    )  # fmt: skip
    Gift.objects.create(owner=user, letter=follow_up, text="the name of a printer")
    page = page_of(browser, f"/people/{ifeoma.pk}/")
    for words in (
        "Ms Ifeoma Adeyemi", "Programme Manager, Harbour &amp; Field", "18 November 2026", "Cézanne", "the size of teams",
        "half answered", "I led twelve", "the rota", "Who stays?", "Those who are asked", "posted 18 November 2026",
        "the letters of Cézanne", "given 18 November 2026", "a map of the quay", "on the shelf for them",
        "the name of a printer", "in a letter to them",
        "Follow up with Ms Ifeoma Adeyemi", "sat on the panel of an interview",
    ):  # fmt: skip
        assert words in page, words
    assert "Take out of the list" not in page


def test_a_person_reached_by_an_e_mail_to_all_has_it_too(browser, user):
    interview = make_interview(user)
    email = Letter.objects.create(
        position=interview.position, interview=interview, recipient=person(user, "Ifeoma Adeyemi"), kind="thank_you",
        channel="email", text="Dear all",
    )  # fmt: skip
    email.covers.add(interview.seats.get(interviewer__name="Tom Reyes"))
    page = page_of(browser, f"/people/{person(user, 'Tom Reyes').pk}/")
    assert "in one e-mail with Ms Ifeoma Adeyemi" in page


def test_the_months_to_keep_in_touch_are_told(browser, user):
    interview = make_interview(user)
    tom = person(user, "Tom Reyes")
    note_outcome(interview.position, "refusal", NOW.date(), {tom.pk: [3, 12]})
    page = page_of(browser, f"/people/{tom.pk}/")
    assert "in months: 3, 12" in page
    assert "Write to Mr Tom Reyes again" in page
    assert "Thursday, 18 February 2027" in page


def test_somebody_is_entered_by_hand_as_an_hr_contact(browser, user):
    position = make_interview(user).position
    assert "Programme Manager, Harbour &amp; Field" in page_of(browser, "/people/add/")
    street = {"street": "12 Quay Street\r\n\r\n  Floor 2 ", "town": "Bristol", "postcode": "BS1 4DJ", "country": "GB"}
    for _click in range(2):
        response = browser.post("/people/add/", ADA | street | {"hr_for": position.pk})
    ada = Interviewer.objects.get(name="Ada Byrne")
    assert response.url == f"/people/{ada.pk}/"
    position.refresh_from_db()
    assert (position.hr_contact, ada.street) == (ada, "12 Quay Street\nFloor 2")
    page = page_of(browser, response.url)
    for words in (
        "Dr Ada Byrne",
        "12 Quay Street",
        "BS1 4DJ",
        "HR contact",
        "mailto:ada@harbour.example",
        "0117 496",
        "back in May",
        "first-name terms",
    ):
        assert words in page
    assert f'href="/interviews/positions/{position.pk}/"' in page
    assert "(in place of Dr Ada Byrne)" in page_of(browser, "/people/add/")


def test_every_detail_can_be_corrected():
    there = {field.name for field in Interviewer._meta.concrete_fields} - {"id", "owner", "created_at"}
    assert set(PersonForm.Meta.fields) == there


def test_another_accounts_position_cannot_be_chosen(browser, user):
    theirs = make_position(make_user())
    make_position(user)
    response = browser.post("/people/add/", ADA | {"hr_for": theirs.pk})
    assert "hr_for" in response.context["form"].errors
    assert Interviewer.objects.count() == 0


def test_a_correction_reaches_letters_and_dates(browser, user):
    interview = make_interview(user, decides_on_day=date(2026, 12, 9))
    tom = person(user, "Tom Reyes")
    assert posting_day(user, "Mr Tom Reyes") == date(2026, 12, 4)
    response = browser.post(
        f"/people/{tom.pk}/edit/", {"name": "Tomás Reyes", "street": "1 Rua", "town": "Porto", "country": "PT"}
    )
    assert response.url == f"/people/{tom.pk}/"
    tom.refresh_from_db()
    assert (tom.name, tom.honorific, tom.country) == ("Tomás Reyes", "", "PT")
    assert posting_day(user, "Tomás Reyes") == date(2026, 11, 27)  # the post to Portugal takes longer
    assert search(user, "tomas reyes budgets").count == 1
    assert "Tomás Reyes" in page_of(browser, interview.get_absolute_url())


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter a name."),
        ({"name": "x" * 121}, "name", "It has 121 characters; at most 120 fit in here."),
        ({"name": "a\x00b"}, "name", "Null characters are not allowed."),
        ({"email": "a@b\nBcc: c@d"}, "email", "Enter an e-mail address, such as ana@example.org."),
        ({"street": "1\n2\n3\n4\n5"}, "street", "Four lines at most fit on an envelope."),
        ({"country": "XX"}, "country", "Choose one of these."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browser, fields, field, sentence):
    response = browser.post("/people/add/", ADA | fields)
    assert response.status_code == 200
    assert response.context["form"].errors[field] == [sentence]
    assert "0117 496 0000" in response.content.decode()
    assert Interviewer.objects.count() == 0


def test_who_sat_on_a_panel_stays_and_is_told_why(browser, user):
    make_interview(user)
    tom = person(user, "Tom Reyes")
    response = browser.post(f"/people/{tom.pk}/out/", follow=True)
    assert "Mr Tom Reyes sat on the panel of an interview" in response.content.decode()
    assert Interviewer.objects.filter(pk=tom.pk).exists()
    assert "removed:links" not in browser.session


def test_who_was_written_to_stays_too(browser, user):
    ada = Interviewer.objects.create(owner=user, name="Ada Byrne")
    Letter.objects.create(position=make_position(user), recipient=ada, kind="informational")
    assert "There is a letter to Ada Byrne" in browser.post(f"/people/{ada.pk}/out/", follow=True).content.decode()
    assert Interviewer.objects.filter(pk=ada.pk).exists()


def test_somebody_taken_out_can_be_brought_back_whole(browser, user):
    position = make_position(user)
    ada = Interviewer.objects.create(owner=user, name="Ada Byrne", company="Harbour & Field")
    Position.objects.filter(pk=position.pk).update(hr_contact=ada)
    gift = Gift.objects.create(owner=user, interviewer=ada, text="a map")
    KeepInTouch.objects.create(position=position, interviewer=ada, after_3=True)
    page = browser.post(f"/people/{ada.pk}/out/", follow=True).content.decode()
    assert "Removed: “Ada Byrne”" in page
    gift.refresh_from_db()
    assert (Interviewer.objects.count(), gift.interviewer) == (0, None)
    assert browser.post("/people/back/").url == f"/people/{ada.pk}/"
    position.refresh_from_db()
    gift.refresh_from_db()
    assert (position.hr_contact, gift.interviewer, ada.ties.get().months) == (ada, ada, (3,))
    assert "Ada Byrne" in page_of(browser, "/people/?q=byrne")
    assert browser.post("/people/back/").url == "/people/"  # once is enough
    assert Interviewer.objects.count() == 1


def test_after_half_an_hour_nobody_is_brought_back(browser, user, clock):
    ada = Interviewer.objects.create(owner=user, name="Ada Byrne")
    browser.post(f"/people/{ada.pk}/out/")
    clock.move_to(NOW + timedelta(minutes=31))
    assert "Removed" not in page_of(browser, "/people/")
    browser.post("/people/back/")
    assert Interviewer.objects.count() == 0


def test_what_was_done_meanwhile_is_left_alone(browser, user):
    position, gone = make_position(user), make_position(user, company="Gone")
    ada, new = (Interviewer.objects.create(owner=user, name=name) for name in ("Ada Byrne", "New Contact"))
    Position.objects.filter(pk=position.pk).update(hr_contact=ada)
    KeepInTouch.objects.create(position=gone, interviewer=ada, after_3=True)
    browser.post(f"/people/{ada.pk}/out/")
    Position.objects.filter(pk=position.pk).update(hr_contact=new)
    gone.delete()
    browser.post("/people/back/")
    position.refresh_from_db()
    assert (position.hr_contact, ada.ties.count()) == (new, 0)


def test_nobody_sees_or_changes_somebody_elses_people(browser, user):
    theirs = make_interview(make_user())
    tom = theirs.seats.get(interviewer__name="Tom Reyes").interviewer
    for path in ("", "edit/", "merge/"):
        assert browser.get(f"/people/{tom.pk}/{path}").status_code == 404
    assert browser.post(f"/people/{tom.pk}/out/").status_code == 404
    assert "Reyes" not in page_of(browser, "/people/?q=reyes")


def test_the_pages_of_people_ask_the_database_as_often_for_thirty_as_for_one(browser, user):
    def meet(number: int) -> None:
        interview = make_interview(
            position=make_position(user, company=f"C{number}"), starts_at=HELD_AT - timedelta(days=number),
            panel=[seat("Tom Reyes", email="t@example.org", is_lead=True, topics=["a", "b"], concern="c"),
                   seat("Tom Other", email=f"o{number}@example.org", topics=["d"])],
        )  # fmt: skip
        tom = person(user, "Tom Reyes")
        letter = letter_to(interview, "Tom Reyes")
        mark(letter, Letter.State.POSTED, NOW)
        Gift.objects.create(owner=user, interviewer=tom, letter=letter, text=f"gift {number}", given_at=NOW)
        Gift.objects.create(owner=user, interviewer=tom, text=f"map {number}")
        KeepInTouch.objects.create(position=interview.position, interviewer=tom, after_3=True)
        interview.position.hr_contact = tom
        interview.position.save()
        Interviewer.objects.create(owner=user, name="Twin", company="A")

    for number in range(2):
        meet(number)
    tom = f"/people/{person(user, 'Tom Reyes').pk}/"
    paths = ["/people/", "/people/?q=tom", tom, f"{tom}merge/"]
    refresh_account(user)
    before = queries_of(browser, paths)
    for number in range(2, 30):
        meet(number)
    assert Interview.objects.count() == 30
    assert queries_of(browser, paths) == before
