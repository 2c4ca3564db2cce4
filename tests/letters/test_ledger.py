"""The ledger: every letter with its dates, what is owed to whom, and what one looks for."""

from datetime import timedelta

import pytest

from letters.ledger import Entry, debts_of
from letters.models import Letter
from letters.opening import open_for_lead
from letters.states import mark, take_back
from tests.conftest import NOW
from tests.factories import HELD_AT, LEAD, OTHER, letter_to, make_interview, make_position, make_user, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

WORDS = "Dear Ms Adeyemi,\n\nThe rota told me a lot."


def listed(browser, query=""):
    page = browser.get(f"/letters/{query}")
    assert page.status_code == 200
    return [entry.letter.recipient.name for entry in page.context["entries"]]


def page_of(browser, query=""):
    return " ".join(browser.get(f"/letters/{query}").content.decode().split())


def sentence(user, now=NOW):
    return debts_of(user, now).sentence


# Dates ------------------------------------------------------------------------------------------------------------------


def test_a_letter_shows_the_dates_of_the_steps_behind_it(browser, user):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    seen = []
    Letter.objects.filter(pk=letter.pk).update(text=WORDS, saved_at=NOW)
    letter.refresh_from_db()
    for days, state in enumerate(("ready", "copied", "posted")):
        mark(letter, state, NOW + timedelta(days=days))
        seen.append([(word, (instant - NOW).days) for word, instant in Entry(letter).dates])
    written, ready, copied, posted = ("written", 0), ("ready", 0), ("copied", 1), ("posted", 2)
    assert seen == [[written, ready], [written, ready, copied], [written, ready, copied, posted]]
    page = page_of(browser)
    for words in (
        "written <time",
        "ready <time",
        "copied <time",
        'posted <time datetime="2026-11-20T16:00:00+00:00">20 Nov 2026',
    ):
        assert words in page


def test_a_step_that_was_taken_back_has_no_date(user):
    letter = letter_to(make_interview(user), "Ifeoma Adeyemi")
    Letter.objects.filter(pk=letter.pk).update(text=WORDS, saved_at=NOW)
    letter.refresh_from_db()
    for state in ("ready", "copied", "posted"):
        mark(letter, state, NOW)
    take_back(letter, "ready")
    assert Entry(letter).dates == [("written", NOW), ("ready", NOW)]
    take_back(letter, "draft")
    mark(letter, "dropped", NOW)
    assert Entry(letter).dates == [("written", NOW), ("dropped", NOW)]


def test_an_untouched_letter_has_no_dates_yet(user):
    assert Entry(letter_to(make_interview(user), "Tom Reyes")).dates == []


def test_days_are_those_of_the_owners_zone(client):
    user = make_user(time_zone="Pacific/Kiritimati")
    client.force_login(user)
    Letter.objects.filter(pk=make_interview(user).letters.first().pk).update(text=WORDS, saved_at=NOW)
    assert "19 Nov 2026" in page_of(client)


# Owed -------------------------------------------------------------------------------------------------------------------


def test_what_is_owed_to_whom_is_one_sentence(browser, user):
    interview = make_interview(user)
    assert sentence(user) == "Two letters are owed, to Ms Ifeoma Adeyemi and Mr Tom Reyes."
    mark(letter_to(interview, "Tom Reyes"), "posted", NOW)
    page = page_of(browser)
    assert "One letter is owed, to Ms Ifeoma Adeyemi." in page
    assert 'class="debts"' not in page
    mark(letter_to(interview, "Ifeoma Adeyemi"), "dropped", NOW)
    assert sentence(user) == "No letter is owed."
    assert 'class="debts"' not in page_of(browser)


def test_to_more_than_three_it_is_a_list_by_interview(browser, user):
    interview = make_interview(user, panel=[LEAD, OTHER, *(seat(f"Person {n}") for n in range(3))])
    mark(letter_to(interview, "Tom Reyes"), "posted", NOW)
    page = page_of(browser)
    debts = page[page.index('class="debts"') : page.index("</section>")]
    assert "Programme Manager, Harbour &amp; Field</a>," in debts
    assert "Wednesday 18 November:" in debts
    assert "Ms Ifeoma Adeyemi</a> (draft)" in debts
    assert "Tom Reyes" not in debts


def test_many_letters_are_counted_by_interview(user):
    make_interview(user, panel=[seat(f"Person {n}") for n in range(4)])
    assert sentence(user) == "Four letters are owed, all after one interview."
    make_interview(user, position=make_position(user, title="Archivist"))
    assert sentence(user) == "Six letters are owed, after two interviews."


def test_two_letters_to_one_person_name_them_once(user):
    interview = make_interview(user, panel=[seat("Ola Vik", is_lead=True)])
    open_for_lead(interview, "last_follow_up")
    assert sentence(user) == "Two letters are owed, to Ola Vik."


@pytest.mark.parametrize("why", ["to come", "cancelled", "answered", "elsewhere"])
def test_what_is_not_owed_is_not_named(user, why):
    interview = make_interview(make_user() if why == "elsewhere" else user)
    if why == "cancelled":
        interview.cancelled_at = NOW
        interview.save()
    elif why == "answered":
        interview.position.outcome, interview.position.outcome_on = "refusal", NOW.date()
        interview.position.save()
    assert sentence(user, HELD_AT if why == "to come" else NOW) == "No letter is owed."


def test_after_the_answer_only_the_letter_after_the_answer_is_owed(user):
    interview = make_interview(user)
    interview.position.outcome, interview.position.outcome_on = "refusal", NOW.date()
    interview.position.save()
    open_for_lead(interview, "after_answer")
    assert sentence(user) == "One letter is owed, to Ms Ifeoma Adeyemi."


def test_an_email_that_speaks_for_everyone_is_what_is_owed(user):
    interview = make_interview(user)
    email = letter_to(interview, "Ifeoma Adeyemi")
    Letter.objects.filter(pk=email.pk).update(channel="email")
    email.covers.set(interview.seats.all())
    assert sentence(user) == "One letter is owed, to Ms Ifeoma Adeyemi."


def test_five_interviews_are_listed_and_the_rest_is_a_link(browser, user):
    for day in range(7):
        make_interview(user, starts_at=HELD_AT - timedelta(days=day), panel=[seat(f"Person {day}")])
    page = page_of(browser)
    assert page.split('class="debts"')[1].split("</ul>")[0].count("<li>") == 5
    assert '<a href="?state=owed"> and letters after 2 more interviews </a>' in page
    assert len(listed(browser, "?state=owed")) == 7


# Looked for ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def letters(user):
    """Four people: a draft, a ready letter, one posted by hand, one e-mail sent for another position."""
    first = make_interview(user, panel=[seat(name) for name in ("Ann Draft", "Bo Ready", "Cy Posted")])
    second = make_interview(
        user,
        position=make_position(user, title="Archivist"),
        panel=[seat("Di Sent")],
        starts_at=HELD_AT - timedelta(days=9),
    )
    for name, values in {
        "Bo Ready": {"state": "ready", "ready_at": NOW, "text": WORDS},
        "Cy Posted": {"state": "posted", "closed_at": NOW - timedelta(hours=1)},
        "Di Sent": {"state": "sent", "channel": "email", "closed_at": NOW, "kind": "follow_up"},
    }.items():
        Letter.objects.filter(recipient__name=name).update(**values)
    return first, second


def test_open_letters_come_first_then_those_that_left_last(browser, letters):
    assert listed(browser) == ["Ann Draft", "Bo Ready", "Di Sent", "Cy Posted"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=open", ["Ann Draft", "Bo Ready"]),
        ("state=owed", ["Ann Draft", "Bo Ready"]),
        ("state=draft", ["Ann Draft"]),
        ("state=ready", ["Bo Ready"]),
        ("state=copied", []),
        ("state=gone", ["Di Sent", "Cy Posted"]),
        ("state=posted", ["Cy Posted"]),
        ("state=sent", ["Di Sent"]),
        ("state=dropped", []),
        ("kind=thank_you", ["Ann Draft", "Bo Ready", "Cy Posted"]),
        ("kind=follow_up", ["Di Sent"]),
        ("channel=email", ["Di Sent"]),
        ("channel=call", []),
        ("person=cy", ["Cy Posted"]),
        ("person=posted+CY", ["Cy Posted"]),
        ("person=%25", []),
        ("person=nobody", []),
        ("state=gone&kind=thank_you&channel=hand&person=c", ["Cy Posted"]),
        ("state=&position=&kind=&channel=&person=", ["Ann Draft", "Bo Ready", "Di Sent", "Cy Posted"]),
    ],
)
def test_the_ledger_shows_what_one_looks_for(browser, letters, query, names):
    assert listed(browser, f"?{query}") == names


def test_one_position_can_be_looked_at_and_nobody_elses(browser, letters):
    _first, second = letters
    assert listed(browser, f"?position={second.position_id}") == ["Di Sent"]
    theirs = make_interview(make_user(), position=make_position(make_user(), title="Secret"))
    assert len(listed(browser, f"?position={theirs.position_id}")) == 4
    assert "Secret" not in page_of(browser)


def test_nonsense_shows_all_letters_or_none(browser, letters):
    names = ("state", "position", "kind", "channel", "person", "page", "state[]")
    values = ("nonsense", "%00", "9" * 5000, str(2**63), "-1", "٣", "a" * 4000, "%ED%A0%80", "'")
    found = {f"?{name}={value}": len(listed(browser, f"?{name}={value}")) for name in names for value in values}
    assert {query: count for query, count in found.items() if count not in {0, 4}} == {}


def test_what_makes_no_sense_is_named_and_the_rest_is_done(browser, letters):
    assert listed(browser, "?state=nonsense&person=cy") == ["Cy Posted"]
    page = page_of(browser, "?state=nonsense&person=cy")
    assert "Choose one of these." in page
    assert 'class="fold" open' in page
    assert 'value="cy"' in page


def test_the_way_back_to_all_letters_is_there_where_none_fits(browser, letters):
    page = page_of(browser, "?state=copied")
    assert "No letter like that" in page
    assert '<a class="button" href="/letters/">Show all letters</a>' in page
    assert "Show all letters" not in page_of(browser)


def test_without_a_letter_the_page_says_where_they_come_from(browser):
    page = page_of(browser)
    assert "Letters open by themselves when you log an interview" in page
    assert "owed" not in page.split("<main")[1]


def test_the_next_page_looks_for_the_same(browser, user):
    make_interview(user, panel=[seat(f"Person {n}") for n in range(31)])
    page = page_of(browser, "?state=draft&person=person")
    assert 'href="?state=draft&amp;person=person&amp;page=2"' in page
    assert listed(browser, "?state=draft&person=person&page=2") == ["Person 30"]


def test_markup_is_looked_for_as_typed(browser, letters):
    page = page_of(browser, "?person=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_ledger_takes_the_same_queries_whatever_is_in_it(client, count, django_assert_num_queries):
    user = make_user()
    client.force_login(user)
    for number in range(count):
        position = make_position(user, title=f"Job {number}")
        make_interview(
            user, position=position, starts_at=HELD_AT - timedelta(days=number), panel=[seat(f"Person {number}")]
        )
    with django_assert_num_queries(8):
        page = client.get("/letters/").content.decode()
    assert page.count('class="row"') == count


def test_the_parts_of_letters_are_reached_from_each_other(browser):
    for path in ("/letters/", "/gifts/", "/gifts/add/", "/lessons/", "/letters/examples/", "/letters/stationery/"):
        page = page_of(browser, "") if path == "/letters/" else browser.get(path).content.decode()
        tabs = page.split('class="tabs"')[1].split("</nav>")[0]
        assert [
            each
            for each in ("/letters/", "/gifts/", "/lessons/", "/letters/examples/", "/letters/stationery/")
            if f'href="{each}"' not in tabs
        ] == []
        assert tabs.count("aria-current=") == 1
        main = page.split('class="site-nav"')[1].split("</nav>")[0]
        assert main.count("aria-current=") == 1
        assert "aria-current" in main.split('href="/letters/"')[1].split("</a>")[0]
