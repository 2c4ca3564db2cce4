from datetime import date, timedelta

import pytest
import time_machine

from desk.doubles import Double, Entered
from desk.indexing import refresh_account
from desk.merging import DETAILS, EITHER, FOLLOWED, CannotMerge, differences, hindrances, letters_given_up, merge
from desk.people import directory_of, twins_of
from desk.search import search
from interviews.models import Concern, Interview, Interviewer, KeepInTouch, PanelSeat, Topic
from interviews.outcomes import note_outcome
from letters.models import Gift, Letter
from letters.states import mark
from reminders.models import Reminder
from reminders.replan import replan
from tests.conftest import NOW
from tests.factories import HELD_AT, letter_to, make_interview, make_position, make_user, person, seat
from tests.routes import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def tom(user) -> Interviewer:
    """Tom Reyes of the first interview, who was doubted nothing and cared about budgets."""
    make_interview(
        user, panel=[seat("Tom Reyes", honorific="Mr", role="Finance Lead", topics=["budgets"], is_lead=True)]
    )
    return person(user, "Tom Reyes")


@pytest.fixture
def thomas(user, tom) -> Interviewer:
    """The same man, entered a second time under another name at another company."""
    make_interview(
        user, position=make_position(user, company="Stadtmuseum", title="Archivist"), starts_at=HELD_AT - timedelta(days=1),
        panel=[seat("Thomas Reyes", email="tom@reyes.example", phone="1", topics=["choir"], concern="teams", is_lead=True,
                    has_handed_card=True)],
    )  # fmt: skip
    return person(user, "Thomas Reyes")


def test_all_that_belongs_to_either_belongs_to_one(user, tom, thomas):
    position = make_position(user, company="Third", hr_contact=thomas)
    Gift.objects.create(owner=user, interviewer=thomas, text="a map")
    KeepInTouch.objects.create(position=position, interviewer=thomas, after_3=True)
    Letter.objects.create(position=position, recipient=thomas, kind="informational", text="May I ask")
    merge(tom, thomas, {"name": "other", "company": "kept"})
    kept = Interviewer.objects.get()
    assert (kept.pk, kept.full_name, kept.company, kept.role, kept.email, kept.phone, kept.has_handed_card) == (
        tom.pk, "Mr Thomas Reyes", "Harbour & Field", "Finance Lead", "tom@reyes.example", "1", True,
    )  # fmt: skip
    assert sorted(seat.interview.position.company for seat in kept.seats.all()) == ["Harbour & Field", "Stadtmuseum"]
    assert [topic.text for topic in Topic.objects.order_by("pk")] == ["budgets", "choir"]
    assert Concern.objects.get().seat.interviewer == kept
    assert (kept.letters.count(), kept.gifts.get().text, kept.ties.get().months) == (3, "a map", (3,))
    assert [each.company for each in kept.hr_for.all()] == ["Third"]
    assert not Reminder.objects.exclude(interviewer=kept).filter(interviewer__isnull=False).exists()
    assert Reminder.objects.filter(interviewer=kept, kind="follow_up").count() == 2


def test_the_search_knows_the_one_only(user, tom, thomas):
    merge(tom, thomas, {"name": "kept", "company": "kept"})
    found = search(user, "reyes stadtmuseum")
    assert {(group.kind, group.count) for group in found.groups} == {("note", 1), ("letter", 1)}
    assert search(user, "thomas").count == 0


def test_somebody_chooses_where_both_say_something(tom, thomas):
    Interviewer.objects.filter(pk=tom.pk).update(street="1 Quay", town="Bristol", country="GB", email="t@h.example")
    Interviewer.objects.filter(pk=thomas.pk).update(street="2\nHill", town="Bath", postcode="BA1", country="GB")
    tom.refresh_from_db()
    thomas.refresh_from_db()
    assert [(one.key, str(one.label), one.kept, one.other) for one in differences(tom, thomas)] == [
        ("name", "Name", "Tom Reyes", "Thomas Reyes"),
        ("company", "Company", "Harbour & Field", "Stadtmuseum"),
        ("email", "E-mail", "t@h.example", "tom@reyes.example"),
        ("address", "Postal address", "1 Quay, Bristol, GB", "2, Hill, BA1, Bath, GB"),
    ]
    merge(tom, thomas, {"address": "other", "email": "kept"})
    kept = Interviewer.objects.get()
    assert (kept.street, kept.town, kept.postcode, kept.email, kept.phone) == (
        "2\nHill",
        "Bath",
        "BA1",
        "t@h.example",
        "1",
    )


def test_two_on_one_panel_stay_two(user):
    interview = make_interview(user)
    one, two = person(user, "Ifeoma Adeyemi"), person(user, "Tom Reyes")
    before = rows()
    (found,) = hindrances(one, two)
    assert (found.sentence, found.url) == (
        "Both sat on the panel of Programme Manager, Harbour & Field on 18 November 2026. Take one of them off it first.",
        interview.get_absolute_url(),
    )
    with pytest.raises(CannotMerge, match="Both sat on the panel"):
        merge(one, two, {})
    assert rows() == before


def entered_anew(user) -> tuple[Interviewer, Interviewer, Interview]:
    """Somebody taken off a panel with a letter begun, and seated again as somebody new."""
    interview = make_interview(user, panel=[seat("Tom Reyes", is_lead=True)])
    old = person(user, "Tom Reyes")
    letter_to(interview, "Tom Reyes")
    Letter.objects.update(text="the rota on the wall", version=1)
    new = Interviewer.objects.create(owner=user, name="Thomas Reyes", company=old.company)
    PanelSeat.objects.all().delete()
    PanelSeat.objects.create(interview=interview, interviewer=new, is_lead=True)
    Letter.objects.create(position=interview.position, interview=interview, recipient=new, kind="thank_you")
    Letter.objects.filter(recipient=old).update(state="set_aside", closed_at=NOW)
    return old, new, interview


def test_a_letter_in_which_nobody_has_written_makes_room(user):
    old, new, interview = entered_anew(user)
    assert [letter.recipient.name for letter in letters_given_up(new, old)] == ["Thomas Reyes"]
    assert [letter.recipient.name for letter in letters_given_up(old, new)] == ["Thomas Reyes"]
    merge(new, old, {"name": "other"})
    letter = interview.letters.get()
    # Set aside while nobody sat there; now the seat is taken, and it is open again.
    assert (letter.recipient, letter.text, letter.state) == (new, "the rota on the wall", "draft")


@pytest.mark.parametrize("fields", [{"text": "other words"}, {"state": "posted", "closed_at": NOW}])
def test_two_written_letters_of_one_kind_are_for_the_person_to_sort_out(user, fields):
    old, new, interview = entered_anew(user)
    Letter.objects.filter(recipient=new).update(**fields)
    before = rows()
    (found,) = hindrances(new, old)
    assert found.sentence == (
        "There are two letters of one kind about Programme Manager, Harbour & Field on 18 November 2026, one to each of "
        "them (Thank-you letter), and both have words in them or have left. Take what you need from one into the other "
        "and empty it."
    )
    assert found.url == letter_to(interview, "Tom Reyes").get_absolute_url()
    with pytest.raises(CannotMerge):
        merge(new, old, {})
    assert rows() == before


def test_letters_of_other_kinds_channels_or_no_interview_stand_side_by_side(user, tom, thomas):
    interview = tom.seats.get().interview
    for fields in (
        {"interview": interview, "kind": "follow_up"}, {"interview": interview, "kind": "thank_you", "channel": "email"},
        {"kind": "keep_in_touch"},
    ):  # fmt: skip
        Letter.objects.create(position=interview.position, recipient=thomas, text="x", **fields)
    Letter.objects.create(position=interview.position, recipient=tom, text="y", kind="keep_in_touch")
    assert hindrances(tom, thomas) == []
    merge(tom, thomas, {})
    assert Letter.objects.filter(recipient=tom).count() == 6


def test_an_e_mail_to_all_covers_its_reader_no_more(user):
    interview = make_interview(user)
    tom, ada = person(user, "Tom Reyes"), Interviewer.objects.create(owner=user, name="Ada Byrne")
    email = Letter.objects.create(
        position=interview.position, interview=interview, recipient=ada, kind="thank_you", channel="email", text="x"
    )
    email.covers.set(interview.seats.all())
    merge(tom, ada, {})
    email.refresh_from_db()
    assert (email.recipient, [str(seat) for seat in email.covers.all()]) == (tom, ["Ms Ifeoma Adeyemi"])


def test_months_ticked_for_either_hold(user, tom, thomas):
    position = make_position(user)
    KeepInTouch.objects.create(position=position, interviewer=tom, after_3=True)
    KeepInTouch.objects.create(position=position, interviewer=thomas, after_12=True)
    merge(tom, thomas, {})
    assert KeepInTouch.objects.get().months == (3, 12)


def test_what_was_mailed_about_one_is_not_mailed_again_about_both(user, tom, thomas):
    position = tom.seats.get().interview.position
    note_outcome(position, "refusal", date(2026, 11, 18), {tom.pk: [3], thomas.pk: [3, 6]})
    later = NOW + timedelta(days=100)
    with time_machine.travel(later, tick=False):
        replan(user, later)
        came = Reminder.objects.get(occasion__endswith=f":interviewer:{thomas.pk}:3")
        Reminder.objects.filter(pk=came.pk).update(mailed_at=later, state="done", closed_at=later)
        merge(tom, thomas, {})
        found = Reminder.objects.filter(kind="keep_in_touch").order_by("due_at")
        assert [(row.occasion.rpartition("interviewer:")[2], row.state, row.pk == came.pk) for row in found] == [
            (f"{tom.pk}:3", "done", True), (f"{tom.pk}:6", "open", False),
        ]  # fmt: skip
        replan(user, later)
        assert Reminder.objects.filter(kind="keep_in_touch", state="open").count() == 1


def test_of_two_histories_none_is_lost(user, tom, thomas):
    position = tom.seats.get().interview.position
    note_outcome(position, "refusal", date(2026, 11, 18), {tom.pk: [3], thomas.pk: [3]})
    Reminder.objects.filter(kind="keep_in_touch").update(mailed_at=NOW, state="done", closed_at=NOW)
    merge(tom, thomas, {})
    assert Reminder.objects.filter(kind="keep_in_touch", state="done", interviewer=tom).count() == 2


def test_every_link_to_a_person_is_followed():
    assert {link.get_accessor_name() for link in Interviewer._meta.related_objects} == FOLLOWED


def test_every_detail_of_a_person_is_decided():
    decided = {name for names in DETAILS.values() for name in names} | set(EITHER)
    assert {field.name for field in Interviewer._meta.concrete_fields} - decided == {"id", "owner", "created_at"}


def test_two_notes_become_one_while_they_are_short(tom, thomas):
    Interviewer.objects.filter(pk=tom.pk).update(note="plays the cello", is_on_first_names=True)
    Interviewer.objects.filter(pk=thomas.pk).update(note="back in May")
    tom.refresh_from_db()
    thomas.refresh_from_db()
    assert "note" not in {one.key for one in differences(tom, thomas)}
    merge(tom, thomas, {})
    kept = Interviewer.objects.get()
    assert (kept.note, kept.is_on_first_names) == ("plays the cello\nback in May", True)


def test_of_two_long_notes_somebody_chooses_one(tom, thomas):
    for row, letter in ((tom, "a"), (thomas, "b")):
        Interviewer.objects.filter(pk=row.pk).update(note=letter * 600)
        row.refresh_from_db()
    assert "note" in {one.key for one in differences(tom, thomas)}
    merge(tom, thomas, {"note": "other"})
    assert Interviewer.objects.get().note == "b" * 600


def test_people_of_two_accounts_never_become_one(user, tom):
    theirs = Interviewer.objects.create(owner=make_user(), name="Tom Reyes")
    with pytest.raises(ValueError, match="Two people of one account"):
        merge(tom, theirs, {})
    with pytest.raises(ValueError, match="Two people of one account"):
        merge(tom, tom, {})


def test_somebody_who_has_gone_meanwhile_is_no_error(browser, tom, thomas):
    gone = Interviewer.objects.create(owner=tom.owner, name="Gone")
    Interviewer.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Interviewer.DoesNotExist):
        merge(tom, gone, {})
    assert browser.post(f"/people/{tom.pk}/merge/", {"with": gone.pk}).url == f"/people/{tom.pk}/"


def test_entries_that_agree_are_proposed_and_put_together_on_one_page(browser, user, tom):
    twin = Interviewer.objects.create(owner=user, name="TOM REYES", company="Harbour & Field", email="t@h.example")
    assert directory_of(user).doubles == (
        Double(
            Entered(tom.pk, "Tom Reyes", "Harbour & Field"),
            Entered(twin.pk, "TOM REYES", "Harbour & Field", "t@h.example"),
        ),
    )
    link = f'href="/people/{tom.pk}/merge/?with={twin.pk}"'
    for path in ("/people/", f"/people/{tom.pk}/", f"/people/{twin.pk}/", f"/people/{tom.pk}/merge/"):
        assert link in browser.get(path).content.decode(), path
    page = browser.get(f"/people/{tom.pk}/merge/?with={twin.pk}").content.decode()
    assert "Which is right?" in page
    assert browser.post(f"/people/{tom.pk}/merge/", {"with": twin.pk}).status_code == 200  # nothing chosen
    for _click in range(2):
        response = browser.post(f"/people/{tom.pk}/merge/", {"with": twin.pk, "name": "kept"})
        assert response.url == f"/people/{tom.pk}/"
    kept = Interviewer.objects.get()
    assert (kept.name, kept.email) == ("Tom Reyes", "t@h.example")


def test_a_persons_own_page_finds_the_pairs_that_the_list_finds(user):
    for name, email in (
        ("Zoë Ødegård", ""), ("Zoe  ODEGARD", ""), ("Zoe Odegard-Lie", ""), ("Thomas", "t@h.example"),
        ("Tom Reyes", "T@h.example"), ("Tom Reyes", ""), ("Somebody Else", ""),
    ):  # fmt: skip
        Interviewer.objects.create(owner=user, name=name, email=email)
    refresh_account(user)
    Interviewer.objects.create(owner=user, name="tom reyes")  # not searched yet
    Interviewer.objects.create(owner=make_user(), name="Tom Reyes")
    pairs = directory_of(user).doubles
    assert len(pairs) == 4
    for one in Interviewer.objects.filter(owner=user):
        assert twins_of(one) == tuple(pair for pair in pairs if one.pk in {pair.first.pk, pair.second.pk})


def test_the_page_says_why_two_cannot_be_put_together(browser, user):
    make_interview(user)
    one, two = person(user, "Ifeoma Adeyemi"), person(user, "Tom Reyes")
    page = browser.get(f"/people/{one.pk}/merge/?with={two.pk}").content.decode()
    assert "Both sat on the panel of Programme Manager, Harbour &amp; Field" in page
    assert "Put them together" not in page
    data = {"with": two.pk, "name": "kept", "honorific": "kept", "role": "kept"}
    assert "Both sat on the panel" in browser.post(f"/people/{one.pk}/merge/", data).content.decode()
    assert Interviewer.objects.count() == 2


@pytest.mark.parametrize("key", ["", "0", "x", "-1", "9" * 5000, "\x00", str(2**63), "٣"])
def test_without_a_second_entry_there_is_one_to_choose(browser, tom, thomas, key):
    page = browser.get(f"/people/{tom.pk}/merge/", {"with": key, "q": "reyes"})
    assert page.status_code == 200
    assert f"?with={thomas.pk}" in page.content.decode()
    assert f"?with={tom.pk}" not in page.content.decode()
    assert browser.post(f"/people/{tom.pk}/merge/", {"with": key}).url == f"/people/{tom.pk}/"


def test_a_follow_up_that_was_due_to_the_other_goes_to_the_one(user, tom, thomas):
    letter = thomas.letters.get()
    mark(letter, Letter.State.POSTED, NOW)
    merge(tom, thomas, {"name": "other"})
    replan(user, NOW)
    found = Reminder.objects.filter(kind="follow_up", position=letter.position)
    assert [reminder.interviewer for reminder in found] == [tom]
