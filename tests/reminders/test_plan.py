from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from reminders.answers import add_months
from reminders.kinds import DEFAULT_KINDS, KINDS, SETTINGS
from reminders.plan import KeepInTouch, Planned, plan, still_applies
from tests.reminders.facts import (
    BEFORE,
    HELD_ON,
    LEAD,
    SECOND,
    account,
    dues,
    hours,
    interview,
    letter,
    planned,
    position,
    utc,
)

ALL_KINDS = DEFAULT_KINDS | {"check_in"}
DEBRIEFED = {"is_debriefed": True}


def one(**changes):
    """An account with one interview."""
    return account(position(interview(**changes)))


def test_an_interview_logged_ahead_has_its_whole_course_planned():
    assert plan(one(letters=(letter(),)), BEFORE) == (
        Planned("debrief:interview:12", "debrief", utc(2026, 11, 18, 19, 30), None, 3, 12, slot="debrief"),
        Planned("write:interview:12:2026-11-19", "write", utc(2026, 11, 19, 8), date(2026, 11, 26), 3, 12),
        Planned("write_late:letter:1", "write_late", utc(2026, 11, 27, 8), None, 3, 12, 1, LEAD),
        Planned("decision_day:interview:12", "decision_day", utc(2026, 11, 27, 8), None, 3, 12),
        Planned("follow_up:interview:12", "follow_up", utc(2026, 11, 30, 8), None, 3, 12, None, LEAD),
    )


def test_an_interview_logged_afterwards_has_the_same_plan():
    facts = one(letters=(letter(),))
    assert plan(facts, utc(2026, 11, 20, 9)) == plan(facts, BEFORE)


# Debrief


@pytest.mark.parametrize(
    ("ends_at", "due_at", "slot"),
    [
        (utc(2026, 11, 18, 18, 29), utc(2026, 11, 18, 19, 30), "debrief"),
        (utc(2026, 11, 18, 19, 15), utc(2026, 11, 18, 20, 15), "debrief"),
        (utc(2026, 11, 18, 21, 30), utc(2026, 11, 18, 22, 30), "debrief"),
        (utc(2026, 11, 18, 21, 31), utc(2026, 11, 19, 8), "morning"),
        (utc(2026, 11, 19, 0, 30), utc(2026, 11, 19, 8), "morning"),
    ],
)
def test_the_debrief_comes_in_the_evening_or_joins_the_next_morning(ends_at, due_at, slot):
    [debrief] = planned(one(ends_at=ends_at), kind="debrief")
    assert (debrief.due_at, debrief.slot) == (due_at, slot)


def test_a_debrief_on_a_quiet_day_moves_forward_to_a_morning():
    quiet = hours(quiet_weekdays=frozenset({2, 3}))
    [debrief] = planned(replace(one(), hours=quiet), kind="debrief")
    assert (debrief.due_at, debrief.slot) == (utc(2026, 11, 20, 8), "morning")


def test_two_interviews_of_one_day_are_debriefed_together_after_the_later():
    late = interview(13, starts_at=utc(2026, 11, 18, 18), ends_at=utc(2026, 11, 18, 20))
    facts = account(position(interview()), position(late, id=4))
    assert dues(facts, kind="debrief") == [
        ("debrief:interview:12", utc(2026, 11, 18, 21)),
        ("debrief:interview:13", utc(2026, 11, 18, 21)),
    ]
    assert sorted(dues(replace(facts, positions=facts.positions[::-1]), kind="debrief")) == dues(facts, kind="debrief")


def test_a_debrief_comes_again_for_another_day_but_not_for_another_zone():
    facts = one()
    the_evening_before = replace(facts, mailed={"debrief:interview:12": date(2026, 11, 17)})
    assert dues(the_evening_before, kind="debrief") == []
    held_later = replace(facts, mailed={"debrief:interview:12": date(2026, 11, 16)})
    assert dues(held_later, kind="debrief") == [("debrief:interview:12:2026-11-18", utc(2026, 11, 18, 19, 30))]


def test_a_debrief_evening_that_does_not_exist_joins_the_next_morning():
    # In Nuuk the clock went from 22:00 to 23:00 on 26 March 2022.
    nuuk = hours(zone=ZoneInfo("America/Nuuk"), country="GL", evening=time(22, 15))
    saturday = one(starts_at=utc(2022, 3, 26, 15), ends_at=utc(2022, 3, 26, 16), decides_on=date(2022, 4, 8))
    [debrief] = planned(replace(saturday, hours=nuuk), utc(2022, 3, 1), "debrief")
    assert (debrief.due_at, debrief.slot) == (utc(2022, 3, 27, 10), "morning")


# Writing


def test_nagging_goes_on_each_morning_after_the_last_one_that_was_mailed():
    facts = one(letters=(letter(),), **DEBRIEFED)
    first = "write:interview:12:2026-11-19"
    for mailed_on in (19, 20, 25):
        nagged = replace(facts, mailed={first: date(2026, 11, mailed_on)})
        assert dues(nagged, kind="write") == [
            (f"write:interview:12:2026-11-{mailed_on + 1}", utc(2026, 11, mailed_on + 1, 8))
        ]


def test_a_nag_that_was_put_away_goes_on_the_day_after():
    facts = one(letters=(letter(),), **DEBRIEFED)
    ahead = replace(facts, put_away={"write:interview:12:2026-11-19": date(2026, 11, 17)})
    assert dues(ahead, kind="write") == [("write:interview:12:2026-11-20", utc(2026, 11, 20, 8))]


def test_nagging_waits_for_an_interview_that_was_moved_to_later():
    facts = one(starts_at=utc(2026, 11, 24, 10), ends_at=utc(2026, 11, 24, 11), letters=(letter(),), **DEBRIEFED)
    nagged = replace(facts, mailed={"write:interview:12:2026-11-19": date(2026, 11, 19)})
    assert dues(nagged, kind="write") == [("write:interview:12:2026-11-25", utc(2026, 11, 25, 8))]


def test_nagging_waits_for_the_end_of_an_interview_that_lasts_over_the_morning():
    facts = one(ends_at=utc(2026, 11, 19, 8, 1), letters=(letter(),), **DEBRIEFED)
    assert dues(facts, kind="write") == [("write:interview:12:2026-11-20", utc(2026, 11, 20, 8))]


def test_nagging_skips_quiet_days():
    facts = replace(one(letters=(letter(),)), hours=hours(quiet_weekdays=frozenset({5, 6})))
    mailed = replace(facts, mailed={"write:interview:12:2026-11-20": date(2026, 11, 20)})
    assert dues(mailed, kind="write") == [("write:interview:12:2026-11-23", utc(2026, 11, 23, 8))]


def test_nagging_ends_with_the_last_letter_of_the_panel():
    def states(first, second):
        letters = (
            letter(1, state=first, closed_on=HELD_ON), letter(2, SECOND, state=second, closed_on=HELD_ON),
        )  # fmt: skip
        return [planned.kind for planned in plan(one(letters=letters, **DEBRIEFED), BEFORE)]

    assert "write" in states("posted", "copied")
    for second in ("posted", "sent", "called", "dropped", "set_aside"):
        assert states("dropped", second) == ["decision_day", "follow_up"]


def test_nagging_lasts_as_long_as_one_letter_is_still_of_use():
    letters = (letter(1, last_useful_on=date(2026, 11, 20)), letter(2, SECOND, last_useful_on=date(2026, 11, 24)))
    facts = one(letters=letters, **DEBRIEFED)
    assert [one.last_useful_on for one in planned(facts, kind="write")] == [date(2026, 11, 24)]
    assert dues(facts, kind="write_late") == [
        ("write_late:letter:1", utc(2026, 11, 21, 8)),
        ("write_late:letter:2", utc(2026, 11, 25, 8)),
    ]


def test_too_late_is_said_once_and_the_nagging_is_over():
    facts = one(letters=(letter(last_useful_on=date(2026, 11, 20)),), **DEBRIEFED)
    now = utc(2026, 11, 21, 9)
    assert dues(facts, now)[0] == ("write_late:letter:1", utc(2026, 11, 21, 8))
    said = replace(facts, mailed={"write_late:letter:1": date(2026, 11, 21)})
    assert {planned.kind for planned in plan(said, now)} == {"decision_day", "follow_up"}


def test_a_letter_that_can_never_arrive_in_time_is_too_late_the_first_morning():
    by_hand = letter(channel="hand")
    facts = one(letters=(by_hand,), decides_on=date(2026, 11, 20), **DEBRIEFED)
    assert [kind for kind in ("write", "write_late") if dues(facts, kind=kind)] == ["write_late"]
    assert dues(facts, kind="write_late") == [("write_late:letter:1", utc(2026, 11, 19, 8))]


def test_the_last_useful_day_is_counted_from_the_decision_and_the_post():
    by_hand, by_email = letter(1, channel="hand"), letter(2, SECOND)
    assert [reminder.last_useful_on for reminder in planned(one(letters=(by_hand,)), kind="write")] == [
        date(2026, 11, 24)
    ]
    assert [reminder.last_useful_on for reminder in planned(one(letters=(by_email,)), kind="write")] == [
        date(2026, 11, 26)
    ]


def test_a_late_evening_on_the_last_useful_day_is_too_late_for_a_nag():
    facts = one(letters=(letter(last_useful_on=date(2026, 11, 20)),), **DEBRIEFED)
    assert dues(facts, utc(2026, 11, 20, 22, 30), "write") == [("write:interview:12:2026-11-19", utc(2026, 11, 19, 8))]
    assert dues(facts, utc(2026, 11, 20, 22, 31), "write") == []


def test_a_card_after_an_email_is_nagged_about_until_they_decide_and_is_never_too_late():
    card = letter(channel="hand", is_second=True, post_by=date(2026, 11, 20))
    facts = one(letters=(card,), **DEBRIEFED)
    assert dues(facts, kind="write_late") == []
    assert [reminder.last_useful_on for reminder in planned(facts, kind="write")] == [date(2026, 11, 27)]
    assert dues(facts, utc(2026, 11, 28, 7), "write") == []


def test_a_card_after_an_email_has_a_last_day_of_posting_only_while_it_can_be_in_time():
    card = letter(channel="hand", state="ready", is_second=True, post_by=date(2026, 11, 20))
    assert dues(one(letters=(card,)), kind="post_today") == [("post_today:letter:1:2026-11-20", utc(2026, 11, 20, 8))]
    assert dues(one(letters=(replace(card, post_by=None),)), kind="post_today") == []


# The last day of posting


def ready(**changes):
    return letter(channel="hand", state="ready", post_by=date(2026, 11, 24), **changes)


@pytest.mark.parametrize(("state", "is_due"), [("draft", False), ("ready", True), ("copied", True), ("posted", False)])
def test_post_today_comes_on_the_last_day_for_a_letter_that_is_ready(state, is_due):
    facts = one(letters=(replace(ready(), state=state, closed_on=HELD_ON),))
    expected = [
        Planned(
            "post_today:letter:1:2026-11-24", "post_today", utc(2026, 11, 24, 8), date(2026, 11, 24), 3, 12, 1, LEAD
        )
    ]
    assert planned(facts, kind="post_today") == (expected if is_due else [])


def test_post_today_moves_back_over_quiet_days():
    facts = replace(one(letters=(ready(),)), hours=hours(quiet_weekdays=frozenset({0, 1, 6})))
    assert dues(facts, kind="post_today") == [("post_today:letter:1:2026-11-24", utc(2026, 11, 21, 8))]


def test_post_today_does_not_move_back_before_the_interview():
    friday = {"starts_at": utc(2026, 11, 20, 10), "ends_at": utc(2026, 11, 20, 11)}
    quiet = hours(quiet_weekdays=frozenset({0, 1, 5, 6}))
    letters = (ready(last_useful_on=date(2026, 11, 25)),)
    assert dues(replace(one(letters=letters, **friday), hours=quiet), kind="post_today") == [
        ("post_today:letter:1:2026-11-24", utc(2026, 11, 25, 8))
    ]
    assert dues(replace(one(letters=(ready(),), **friday), hours=quiet), kind="post_today") == []


def test_post_today_takes_the_earlier_of_two_days_and_never_one_before_the_interview_is_over():
    of_less_use = ready(last_useful_on=date(2026, 11, 23))
    assert dues(one(letters=(of_less_use,)), kind="post_today") == [
        ("post_today:letter:1:2026-11-23", utc(2026, 11, 23, 8))
    ]
    at_once = replace(ready(), post_by=HELD_ON, last_useful_on=date(2026, 11, 23))
    assert dues(one(letters=(at_once,)), kind="post_today") == [
        ("post_today:letter:1:2026-11-18", utc(2026, 11, 19, 8))
    ]


def test_a_new_last_day_of_posting_is_a_new_occasion():
    facts = replace(one(letters=(ready(),)), mailed={"post_today:letter:1:2026-11-20": date(2026, 11, 20)})
    assert dues(facts, kind="post_today") == [("post_today:letter:1:2026-11-24", utc(2026, 11, 24, 8))]
    assert dues(replace(facts, mailed={"post_today:letter:1:2026-11-24": date(2026, 11, 24)}), kind="post_today") == []


def test_a_letter_of_the_position_is_posted_in_time_too():
    thanks = ready(id=9, kind="informational")
    for outcome in ("open", "refusal"):
        facts = account(position(letters=(thanks,), outcome=outcome, outcome_on=HELD_ON))
        assert dues(facts, kind="post_today") == [("post_today:letter:9:2026-11-24", utc(2026, 11, 24, 8))]


@pytest.mark.parametrize(("ended", "count"), [({}, 1), ({"is_cancelled": True}, 0), ({"is_stopped": True}, 0)])
def test_after_an_answer_letters_of_an_ended_interview_are_not_asked_for(ended, count):
    held = interview(letters=(ready(id=9, kind="keep_in_touch"),), **ended)
    assert len(planned(account(position(held, outcome="offer", outcome_on=HELD_ON)), kind="post_today")) == count


# Waiting for the answer


def test_a_decision_no_later_than_the_interview_has_its_follow_up_after_the_interview():
    for decides_on in (date(2026, 11, 10), HELD_ON):
        assert dues(one(decides_on=decides_on, **DEBRIEFED)) == [("follow_up:interview:12", utc(2026, 11, 19, 8))]


def test_a_window_they_did_not_state_has_no_decision_day_but_a_follow_up():
    facts = one(decides_on=None, is_stated=False, **DEBRIEFED)
    assert dues(facts) == [("follow_up:interview:12", utc(2026, 11, 30, 8))]
    assert dues(one(decides_on=date(2026, 11, 27), is_stated=False, **DEBRIEFED)) == dues(facts)


def test_the_follow_up_counts_working_days_of_the_country_that_decides():
    in_america = one(decides_on=date(2026, 11, 25), decision_country="US", **DEBRIEFED)
    assert dues(in_america, kind="follow_up") == [("follow_up:interview:12", utc(2026, 11, 27, 8))]
    in_britain = one(decides_on=date(2026, 11, 25), **DEBRIEFED)
    assert dues(in_britain, kind="follow_up") == [("follow_up:interview:12", utc(2026, 11, 26, 8))]


def test_quiet_days_move_decision_day_and_follow_up_forward():
    quiet = hours(quiet_weekdays=frozenset({0, 5}))
    facts = replace(one(decides_on=date(2026, 11, 28), **DEBRIEFED), hours=quiet)
    assert dues(facts) == [
        ("decision_day:interview:12", utc(2026, 11, 29, 8)),
        ("follow_up:interview:12", utc(2026, 12, 1, 8)),
    ]


def test_a_decision_day_that_would_meet_its_follow_up_leaves_it_the_word():
    quiet = hours(quiet_weekdays=frozenset({4, 5, 6}))
    facts = replace(one(**DEBRIEFED), hours=quiet)
    assert dues(facts) == [("follow_up:interview:12", utc(2026, 11, 30, 8))]
    unwanted = replace(facts, hours=replace(quiet, kinds=DEFAULT_KINDS - {"follow_up"}))
    assert dues(unwanted) == [("decision_day:interview:12", utc(2026, 11, 30, 8))]


def test_a_window_that_moves_after_its_mail_brings_the_reminders_again():
    mailed = {"decision_day:interview:12": date(2026, 11, 20), "follow_up:interview:12": date(2026, 11, 23)}
    facts = replace(one(**DEBRIEFED), mailed=mailed)
    assert dues(facts) == [
        ("decision_day:interview:12:2026-11-27", utc(2026, 11, 27, 8)),
        ("follow_up:interview:12:2026-11-30", utc(2026, 11, 30, 8)),
    ]
    again = {"decision_day:interview:12:2026-11-27": date(2026, 11, 27)}
    assert dues(replace(facts, mailed={**mailed, **again}), kind="decision_day") == []


def test_what_was_dropped_ahead_stays_dropped():
    dropped = {"decision_day:interview:12": date(2026, 11, 19), "follow_up:interview:12": date(2026, 11, 19)}
    assert dues(replace(one(**DEBRIEFED), put_away=dropped)) == []


def test_the_follow_up_names_the_letter_already_begun():
    follow_up = letter(5, kind="follow_up")
    [reminder] = planned(one(letters=(follow_up,), **DEBRIEFED), kind="follow_up")
    assert (reminder.letter_id, reminder.interviewer_id) == (5, LEAD)


@pytest.mark.parametrize("state", ["posted", "sent", "called", "dropped"])
def test_a_follow_up_that_is_settled_is_not_asked_for_again(state):
    settled = letter(5, kind="follow_up", state=state, closed_on=date(2026, 11, 30))
    for facts in (one(letters=(settled,)), account(position(interview(), letters=(settled,)))):
        assert dues(facts, kind="follow_up") == []
        # Posted on Monday 30 November, the fifth working day after it is Monday 7 December.
        last = [] if state == "dropped" else [("last_follow_up:interview:12", utc(2026, 12, 7, 8))]
        assert dues(facts, utc(2026, 12, 1), "last_follow_up") == last


def test_the_last_follow_up_ends_when_it_is_settled():
    sent = letter(5, kind="follow_up", state="sent", closed_on=date(2026, 11, 30))
    begun = letter(6, kind="last_follow_up")
    [reminder] = planned(one(letters=(sent, begun)), kind="last_follow_up")
    assert reminder.letter_id == 6
    for state in ("posted", "dropped"):
        settled = replace(begun, state=state, closed_on=date(2026, 12, 7))
        assert dues(one(letters=(sent, settled)), kind="last_follow_up") == []


def test_check_in_comes_three_working_days_after_the_leads_letter_if_wanted():
    letters = (
        letter(1, state="posted", closed_on=date(2026, 11, 19)),
        letter(2, SECOND, state="sent", closed_on=date(2026, 11, 20)),
    )
    facts = one(letters=letters, **DEBRIEFED)
    assert dues(facts, kind="check_in") == []
    wanted = replace(facts, hours=hours(kinds=ALL_KINDS))
    assert dues(wanted, kind="check_in") == [("check_in:interview:12", utc(2026, 11, 24, 8))]
    only_the_second = replace(wanted, positions=(position(interview(letters=letters[1:])),))
    assert dues(only_the_second, kind="check_in") == [("check_in:interview:12", utc(2026, 11, 25, 8))]
    assert dues(wanted, utc(2026, 11, 30, 1), "check_in") == []


def test_a_later_interview_ends_what_waits_for_the_earlier_but_not_its_letters():
    sent = letter(5, kind="follow_up", state="sent", closed_on=date(2026, 11, 20))
    first = interview(letters=(letter(), sent))
    later = interview(13, starts_at=utc(2026, 12, 2, 10), ends_at=utc(2026, 12, 2, 11), decides_on=date(2026, 12, 11))
    kinds = [reminder.kind for reminder in plan(account(position(later, first)), BEFORE) if reminder.interview_id == 12]
    assert kinds == ["debrief", "write", "write_late"]
    again = plan(account(position(replace(later, is_cancelled=True), first)), BEFORE)
    # Equally due on the morning of 27 November: the more pressing one first.
    assert [reminder.kind for reminder in again] == ["debrief", "write", "write_late", "last_follow_up", "decision_day"]


@pytest.mark.parametrize("ended", [{"is_cancelled": True}, {"is_stopped": True}])
def test_a_cancelled_or_stopped_interview_has_no_reminder_left(ended):
    letters = (letter(), ready(id=2), letter(5, kind="follow_up", state="sent", closed_on=HELD_ON))
    assert plan(one(letters=letters, **ended), BEFORE) == ()
    refused = position(interview(letters=letters, **ended), outcome="refusal", outcome_on=date(2026, 11, 20))
    assert plan(account(refused), utc(2026, 11, 20, 9)) == ()


@pytest.mark.parametrize("outcome", ["offer", "refusal", "silence", "withdrawn"])
def test_an_outcome_ends_everything_that_waited_for_it(outcome):
    letters = (letter(), ready(id=2), letter(5, kind="follow_up", state="sent", closed_on=HELD_ON))
    noted = position(interview(letters=letters), outcome=outcome, outcome_on=date(2026, 11, 20))
    kinds = [reminder.kind for reminder in plan(account(noted), utc(2026, 11, 20, 9))]
    assert kinds == (["after_answer"] if outcome == "refusal" else [])


# Afterwards


def test_a_refusal_is_answered_the_next_morning():
    refused = position(interview(), outcome="refusal", outcome_on=date(2026, 11, 20))
    assert plan(account(refused), utc(2026, 11, 20, 9)) == (
        Planned("after_answer:position:3", "after_answer", utc(2026, 11, 21, 8), None, 3, 12, None, LEAD),
    )
    settled = letter(9, kind="after_answer", state="posted", closed_on=date(2026, 11, 21))
    assert plan(account(replace(refused, letters=(settled,))), utc(2026, 11, 20, 9)) == ()


def test_a_refusal_is_about_the_last_interview_before_it():
    later = interview(13, starts_at=utc(2026, 12, 2, 10), ends_at=utc(2026, 12, 2, 11), lead_id=SECOND)
    for refused_on, lead in ((date(2026, 12, 1), LEAD), (date(2026, 12, 2), SECOND)):
        refused = position(interview(), later, outcome="refusal", outcome_on=refused_on)
        assert [reminder.interviewer_id for reminder in plan(account(refused), utc(2026, 12, 5, 9))] == [lead]


def test_a_refusal_without_an_interview_has_nobody_to_thank():
    refused = position(outcome="refusal", outcome_on=date(2026, 11, 20))
    assert plan(account(refused), utc(2026, 11, 20, 9)) == ()


def test_keeping_in_touch_comes_after_six_and_twelve_months_or_as_ticked():
    chosen = (KeepInTouch(LEAD), KeepInTouch(SECOND, (3,)))
    facts = account(position(outcome="offer", outcome_on=date(2026, 8, 31), keep_in_touch=chosen))
    key = "keep_in_touch:position:3:interviewer"
    assert dues(facts, utc(2026, 9, 1)) == [
        (f"{key}:8:3", utc(2026, 11, 30, 8)),
        (f"{key}:7:6", utc(2027, 2, 28, 8)),
        (f"{key}:7:12", utc(2027, 8, 31, 7)),
    ]


def test_a_letter_to_keep_in_touch_settles_its_month_and_leaves_the_next():
    facts = position(outcome="silence", outcome_on=date(2026, 1, 15), keep_in_touch=(KeepInTouch(LEAD),))
    written = letter(9, kind="keep_in_touch", state="posted", closed_on=date(2026, 6, 20))
    keys = [reminder.occasion[-2:] for reminder in plan(account(replace(facts, letters=(written,))), utc(2026, 6, 21))]
    assert keys == ["12"]
    to_another = replace(written, recipient_id=SECOND)
    keys = [
        reminder.occasion[-2:] for reminder in plan(account(replace(facts, letters=(to_another,))), utc(2026, 6, 21))
    ]
    assert keys == [":6", "12"]


def test_a_month_that_was_missed_gives_way_to_the_next_that_has_come():
    facts = account(
        position(outcome="silence", outcome_on=date(2026, 1, 15), keep_in_touch=(KeepInTouch(LEAD, (3, 6, 12)),))
    )
    assert [reminder.occasion[-2:] for reminder in plan(facts, utc(2026, 7, 15, 9))] == [":6", "12"]


def test_months_end_on_their_last_day():
    assert [add_months(date(2027, 8, 31), months) for months in (3, 6, 12)] == [
        date(2027, 11, 30), date(2028, 2, 29), date(2028, 8, 31),
    ]  # fmt: skip
    assert [add_months(date(2028, 2, 29), months) for months in (6, 12, 48)] == [
        date(2028, 8, 29), date(2029, 2, 28), date(2032, 2, 29),
    ]  # fmt: skip


# A person's settings


@pytest.mark.parametrize("kind", [kind.key for kind in SETTINGS])
def test_an_unwanted_kind_is_not_planned(kind):
    letters = (letter(), ready(id=2), letter(5, kind="follow_up", state="sent", closed_on=HELD_ON))
    thanked = (letter(3, state="sent", closed_on=HELD_ON),)
    other = interview(14, letters=thanked)
    refused = position(interview(15), id=5, outcome="refusal", outcome_on=HELD_ON, keep_in_touch=(KeepInTouch(LEAD),))
    facts = account(position(interview(letters=letters)), position(other, id=4), refused)
    now = utc(2026, 11, 18, 12)
    everything = {reminder.kind for reminder in plan(replace(facts, hours=hours(kinds=ALL_KINDS)), now)}
    assert everything == set(KINDS)
    left = {reminder.kind for reminder in plan(replace(facts, hours=hours(kinds=ALL_KINDS - {kind})), now)}
    assert everything - left == ({"write", "write_late"} if kind == "write" else {kind})


def test_a_pause_moves_what_has_no_last_day_and_drops_what_would_be_too_late():
    letters = (letter(last_useful_on=date(2026, 11, 24)), ready(id=2, recipient_id=SECOND))
    facts = replace(one(letters=letters), hours=hours(paused_until=date(2026, 11, 25)))
    assert [(reminder.kind, reminder.due_at) for reminder in plan(facts, BEFORE)] == [
        ("write_late", utc(2026, 11, 25, 8)),
        ("write_late", utc(2026, 11, 25, 8)),
        ("debrief", utc(2026, 11, 25, 8)),
        ("decision_day", utc(2026, 11, 27, 8)),
        ("follow_up", utc(2026, 11, 30, 8)),
    ]


def test_somebody_who_is_always_quiet_has_no_plan():
    assert plan(replace(one(letters=(letter(),)), hours=hours(quiet_weekdays=frozenset(range(7)))), BEFORE) == ()


def test_a_snoozed_reminder_comes_when_it_was_asked_for():
    chosen = utc(2026, 12, 3, 8)
    facts = replace(one(**DEBRIEFED), snoozed={"follow_up:interview:12": chosen})
    assert ("follow_up:interview:12", chosen) in dues(facts)
    mailed_before = replace(facts, mailed={"follow_up:interview:12": date(2026, 11, 30)})
    assert ("follow_up:interview:12", chosen) in dues(mailed_before)
    put_away = replace(mailed_before, put_away={"follow_up:interview:12": date(2026, 12, 1)})
    assert dues(put_away, kind="follow_up") == []
    mailed_since = replace(facts, mailed={"follow_up:interview:12": date(2026, 12, 3)})
    assert dues(mailed_since, kind="follow_up") == []


def test_a_snoozed_nag_holds_its_series_until_then():
    nag = "write:interview:12:2026-11-19"
    facts = replace(
        one(letters=(letter(),)), mailed={nag: date(2026, 11, 19)}, snoozed={nag: utc(2026, 11, 22, 8)}
    )  # fmt: skip
    assert dues(facts, kind="write") == [(nag, utc(2026, 11, 22, 8))]
    after = replace(facts, mailed={nag: date(2026, 11, 22)})
    assert dues(after, kind="write") == [("write:interview:12:2026-11-23", utc(2026, 11, 23, 8))]


def test_snoozing_past_the_last_useful_day_lifts_it():
    nag = "write:interview:12:2026-11-19"
    facts = replace(one(letters=(letter(),)), snoozed={nag: utc(2026, 12, 1, 8)})
    [reminder] = planned(facts, utc(2026, 12, 1, 9), "write")
    assert (reminder.occasion, reminder.due_at, reminder.last_useful_on) == (nag, utc(2026, 12, 1, 8), None)


def test_a_changed_zone_or_hour_moves_what_is_to_come():
    facts = one(letters=(letter(),))
    moved = replace(facts, hours=hours(zone=ZoneInfo("America/New_York"), country="US", morning=time(9, 30)))
    assert [(reminder.occasion, reminder.due_at) for reminder in plan(moved, BEFORE)] == [
        ("debrief:interview:12", utc(2026, 11, 19, 0, 30)),
        ("write:interview:12:2026-11-19", utc(2026, 11, 19, 14, 30)),
        ("write_late:letter:1", utc(2026, 11, 27, 14, 30)),
        ("decision_day:interview:12", utc(2026, 11, 27, 14, 30)),
        ("follow_up:interview:12", utc(2026, 11, 30, 14, 30)),
    ]


# Time itself


@pytest.mark.parametrize(
    ("zone", "held", "debrief", "write"),
    [
        # The last Sunday of October 2026: an hour more in the night.
        ("Europe/London", utc(2026, 10, 24, 10), utc(2026, 10, 24, 18, 30), utc(2026, 10, 25, 8)),
        ("Europe/London", utc(2026, 3, 28, 10), utc(2026, 3, 28, 19, 30), utc(2026, 3, 29, 7)),
        ("America/New_York", utc(2026, 10, 31, 15), utc(2026, 10, 31, 23, 30), utc(2026, 11, 1, 13)),
        ("America/New_York", utc(2026, 3, 7, 15), utc(2026, 3, 8, 0, 30), utc(2026, 3, 8, 12)),
        ("Australia/Lord_Howe", utc(2026, 4, 4, 1), utc(2026, 4, 4, 8, 30), utc(2026, 4, 4, 21, 30)),
        ("Australia/Lord_Howe", utc(2026, 10, 3, 1), utc(2026, 10, 3, 9), utc(2026, 10, 3, 21)),
        ("Africa/Casablanca", utc(2026, 2, 14, 10), utc(2026, 2, 14, 18, 30), utc(2026, 2, 15, 8)),
        ("Africa/Casablanca", utc(2026, 3, 21, 10), utc(2026, 3, 21, 19, 30), utc(2026, 3, 22, 7)),
        ("America/Sao_Paulo", utc(2018, 2, 17, 13), utc(2018, 2, 17, 21, 30), utc(2018, 2, 18, 11)),
        ("America/Sao_Paulo", utc(2018, 11, 3, 13), utc(2018, 11, 3, 22, 30), utc(2018, 11, 4, 10)),
        ("Europe/London", utc(2028, 2, 28, 10), utc(2028, 2, 28, 19, 30), utc(2028, 2, 29, 8)),
    ],
)
def test_the_evening_and_the_morning_are_local_on_both_sides_of_a_change(zone, held, debrief, write):
    day = held.astimezone(ZoneInfo(zone)).date()
    facts = one(
        starts_at=held, ends_at=held + timedelta(hours=1), decides_on=day + timedelta(days=9), letters=(letter(),)
    )
    local = replace(facts, hours=hours(zone=ZoneInfo(zone), country=""))
    found = {reminder.kind: reminder.due_at for reminder in plan(local, held)}
    assert (found["debrief"], found["write"]) == (debrief, write)


def test_the_leap_day_is_a_decision_day_like_another():
    leap = {"starts_at": utc(2028, 2, 22, 10), "ends_at": utc(2028, 2, 22, 11), "decides_on": date(2028, 2, 29)}
    assert dues(one(**leap, **DEBRIEFED), utc(2028, 2, 1)) == [
        ("decision_day:interview:12", utc(2028, 2, 29, 8)),
        ("follow_up:interview:12", utc(2028, 3, 1, 8)),
    ]


def test_a_worker_that_slept_for_a_week_finds_what_still_matters():
    facts = one(letters=(letter(),), decides_on=date(2026, 11, 30))
    due = [reminder for reminder in dues(facts, utc(2026, 11, 26, 9)) if reminder[1] <= utc(2026, 11, 26, 9)]
    assert due == [
        ("debrief:interview:12", utc(2026, 11, 18, 19, 30)),
        ("write:interview:12:2026-11-19", utc(2026, 11, 19, 8)),
    ]


def test_a_reminder_applies_only_while_its_reason_lasts():
    facts, now = one(letters=(letter(),)), utc(2026, 11, 19, 8)
    assert still_applies("write:interview:12:2026-11-19", facts, now)
    assert not still_applies("write:interview:12:2026-11-19", facts, now - timedelta(seconds=1))
    sent = one(letters=(letter(state="sent", closed_on=date(2026, 11, 19)),))
    assert not still_applies("write:interview:12:2026-11-19", sent, now)


def test_the_table_of_kinds_has_a_sentence_and_a_button_for_each():
    for key, kind in KINDS.items():
        assert key == kind.key
        assert kind.opens.endswith(".")
        assert kind.ends.endswith(".")
        assert kind.done_label
        assert kind.setting in KINDS
    assert {key for key, kind in KINDS.items() if kind.has_last_useful_day} == {"write", "post_today"}
    assert set(KINDS) - DEFAULT_KINDS == {"check_in", "write_late"}
