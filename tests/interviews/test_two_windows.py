"""The form of one interview in two windows: no word of either is lost."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from interviews.debrief import name_panel
from interviews.models import Interview, Topic
from interviews.panel import let_lead
from tests.factories import OTHER, log_form, make_interview, seat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ADEYEMI = seat("Ifeoma Adeyemi", role="Head of Programmes", is_lead=True, topics=["volunteer no-shows", "Cézanne"])


def row_of(row):
    """A row of the panel as a browser sends it: all fields, of the boxes those that are ticked."""
    names = [name for name in row.fields if name not in {"is_lead", "DELETE"}]
    sent = {name: row[name].value() for name in names}
    return {name: "on" if value is True else value or "" for name, value in sent.items() if value is not False}


class Window:
    """A window on the form of an interview: opened, typed in and saved."""

    def __init__(self, browser, interview):
        self.browser, self.path = browser, f"/interviews/{interview.pk}/edit/"
        page = browser.get(self.path)
        self.stamp = unescape(re.search(r'name="stamp"\s+value="([^"]*)"', page.content.decode())[1])
        form = page.context["form"]
        self.rows = [row_of(row) for row in form.panel]
        self.lead = next(index for index, row in enumerate(form.panel) if row["is_lead"].value())
        self.fields = {"left_out": form["left_out"].value(), "minutes": "60"}

    def save(self, **typed):
        return self.browser.post(
            self.path,
            log_form(*self.rows, lead=self.lead, initial=len(self.rows), **self.fields | typed, stamp=self.stamp),
        )


@pytest.fixture
def interview(user):
    return make_interview(user, panel=[ADEYEMI, OTHER])


def panel_of(interview):
    return [
        (one.interviewer.name, one.interviewer.role, [topic.text for topic in one.topics.all()])
        for one in interview.seats.all()
    ]


def test_one_window_alone_saves_as_ever(browser, interview):
    assert Window(browser, interview).save(left_out="the winter programme").status_code == 302
    assert Interview.objects.get().left_out == "the winter programme"


def test_what_only_one_window_changed_is_kept_of_each(browser, interview):
    one, other = Window(browser, interview), Window(browser, interview)
    one.rows[0]["topics"] += "\nchoirs"
    one.save(left_out="the winter programme", starts_at="2026-11-18T15:30", window="days", window_number="3")
    other.rows[0]["role"] = "Director"
    answer = other.browser.post(
        other.path, log_form(*other.rows, initial=2, to_correct="Excel", minutes="60", stamp=other.stamp), follow=True
    )
    assert "together with what you saved in another window" in answer.content.decode()
    kept = Interview.objects.get()
    assert (kept.left_out, kept.to_correct, kept.starts_at, kept.window_number) == (
        "the winter programme", "Excel", datetime(2026, 11, 18, 15, 30, tzinfo=UTC), 3,
    )  # fmt: skip
    assert panel_of(kept) == [
        ("Ifeoma Adeyemi", "Director", ["volunteer no-shows", "Cézanne", "choirs"]),
        ("Tom Reyes", "Finance Lead", ["budgets"]),
    ]


def test_where_both_said_something_both_are_shown_and_saving_again_decides(browser, interview):
    one, other = Window(browser, interview), Window(browser, interview)
    one.rows[0]["topics"] = "no-shows in winter"
    one.save(left_out="the winter programme", how="video", window="days", window_number="3")
    other.rows[0]["topics"] = "no-shows on Sundays"
    answer = other.save(left_out="the summer fair", how="phone", window="days", window_number="5")
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert [(each.label, each.words) for each in answer.context["beside"]] == [
        ("How", "by video"),
        ("What you left out", "the winter programme"),
        ("When will they decide?", "They decide by Saturday 21 November."),
        ("Ifeoma Adeyemi: They care about", "no-shows in winter"),
    ]
    assert "the summer fair" in page
    assert "no-shows on Sundays" in page
    assert Interview.objects.get().left_out == "the winter programme"
    other.stamp = answer.context["stamp"]
    assert other.save(left_out="the summer fair", how="phone", window="days", window_number="5").status_code == 302
    kept = Interview.objects.get()
    assert (kept.left_out, kept.how, kept.window_number) == ("the summer fair", "phone", 5)
    assert panel_of(kept)[0][2] == ["no-shows on Sundays"]


def test_people_added_in_the_other_window_stay_on_the_panel(browser, interview):
    window = Window(browser, interview)
    name_panel(interview, [], ["Mina Park"])
    assert window.save(left_out="the fair").status_code == 302
    assert [name for name, *_ in panel_of(interview)] == ["Ifeoma Adeyemi", "Tom Reyes", "Mina Park"]


def test_somebody_taken_off_in_the_other_window_goes_unless_something_new_is_said_of_them(browser, interview):
    untouched, changed = Window(browser, interview), Window(browser, interview)
    interview.seats.get(interviewer__name="Tom Reyes").delete()
    assert untouched.save().status_code == 302
    assert [name for name, *_ in panel_of(interview)] == ["Ifeoma Adeyemi"]
    changed.rows[1]["topics"] = "budgets\nthe spring"
    answer = changed.save()
    assert answer.status_code == 409
    assert [each.label for each in answer.context["beside"]] == ["Tom Reyes"]
    changed.rows = [row_of(row) for row in answer.context["form"].panel]
    changed.stamp = answer.context["stamp"]
    assert changed.save().status_code == 302
    assert panel_of(interview)[1] == ("Tom Reyes", "Finance Lead", ["budgets", "the spring"])


def test_nobody_is_taken_off_of_whom_more_was_noted_since(browser, interview):
    window = Window(browser, interview)
    Topic.objects.create(seat=interview.seats.get(interviewer__name="Tom Reyes"), text="the spring")
    answer = window.save(**{"seats-1-DELETE": "on"})
    assert answer.status_code == 409
    assert "More was noted there since" in answer.content.decode()
    window.stamp = answer.context["stamp"]
    assert window.save(**{"seats-1-DELETE": "on"}).status_code == 302
    assert [name for name, *_ in panel_of(interview)] == ["Ifeoma Adeyemi"]


def test_the_lead_named_in_the_other_window_leads(browser, interview):
    window = Window(browser, interview)
    let_lead(interview.seats.get(interviewer__name="Tom Reyes"))
    assert window.save(left_out="the fair").status_code == 302
    assert interview.seats.get(is_lead=True).interviewer.name == "Tom Reyes"


def test_the_same_form_sent_twice_is_no_quarrel(browser, interview):
    window = Window(browser, interview)
    window.rows[0]["topics"] += "\nchoirs"
    assert [window.save(left_out="the fair").status_code for _ in range(2)] == [302, 302]
    assert panel_of(interview)[0][2] == ["volunteer no-shows", "Cézanne", "choirs"]


@pytest.mark.parametrize("stamp", ["", "nonsense", "s1.name= company=\x00", "=" * 4000])
def test_a_damaged_stamp_overwrites_nothing_and_loses_nothing(browser, interview, stamp):
    window = Window(browser, interview)
    window.stamp = stamp
    window.rows[1]["name"] = "Tomás Reyes"
    answer = window.save(left_out="the fair", company="Harbour")
    assert answer.status_code == 409
    assert {each.label for each in answer.context["beside"]} >= {"Company", "Tom Reyes: Name"}
    assert Interview.objects.get().position.company == "Harbour & Field"
    assert "Tomás Reyes" in answer.content.decode()
