from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reminders.hours import Hours, is_allowed, local_day, morning_of, next_sending, snooze_day
from reminders.kinds import KINDS, SETTINGS
from reminders.plan import AccountFacts, InterviewFacts, KeepInTouch, LetterFacts, Planned, PositionFacts, plan

ZONES = (
    "Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo",
    "America/Nuuk", "Pacific/Auckland", "UTC",
)  # fmt: skip
COUNTRIES = st.sampled_from(["", "GB", "US", "DE", "AU", "SA"])
OPENING = datetime(2026, 10, 1, tzinfo=UTC)
# Across both autumn changes of daylight saving and Christmas.
INSTANTS = st.integers(0, 60 * 24 * 100).map(lambda minutes: OPENING + timedelta(minutes=minutes))
DAYS = st.dates(date(2026, 10, 1), date(2027, 1, 10))
KIND_KEYS = tuple(kind.key for kind in SETTINGS)
BY_INTERVIEW = {"debrief", "write", "write_late", "decision_day", "check_in", "follow_up", "last_follow_up"}
OF_LATEST = {"decision_day", "check_in", "follow_up", "last_follow_up"}

HOURS = st.builds(
    Hours,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    country=COUNTRIES,
    morning=st.sampled_from([time(7), time(8), time(11, 30)]),
    evening=st.sampled_from([time(18), time(19, 30), time(22, 30)]),
    quiet_weekdays=st.frozensets(st.integers(0, 6), max_size=4),
    quiet_holidays=st.booleans(),
    paused_until=st.none() | DAYS,
    kinds=st.just(frozenset(KIND_KEYS)) | st.frozensets(st.sampled_from(KIND_KEYS)),
)


@st.composite
def letter_facts(draw, id_):
    state = draw(
        st.sampled_from(
            ["draft", "draft", "ready", "ready", "copied", "posted", "sent", "called", "dropped", "set_aside"]
        )
    )
    last = draw(st.none() | DAYS)
    return LetterFacts(
        id=id_,
        kind=draw(
            st.sampled_from(["thank_you", "thank_you", "thank_you", "follow_up", "last_follow_up", "after_answer"])
        ),
        channel=draw(st.sampled_from(["hand", "email", "call"])),
        recipient_id=draw(st.integers(1, 3)),
        state=state,
        closed_on=draw(DAYS) if state in ("posted", "sent", "called", "dropped", "set_aside") else None,
        post_by=draw(st.none() | DAYS),
        last_useful_on=last,
    )


@st.composite
def position_facts(draw, id_):
    interviews = []
    for place in range(draw(st.integers(0, 3))):
        starts_at = draw(INSTANTS)
        interview_id = id_ * 10 + place
        letters = tuple(draw(letter_facts(interview_id * 10 + n)) for n in range(draw(st.integers(0, 3))))
        interviews.append(
            InterviewFacts(
                id=interview_id,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=draw(st.integers(5, 300))),
                decides_on=draw(st.none() | DAYS),
                is_stated=draw(st.booleans()),
                decision_country=draw(COUNTRIES),
                is_cancelled=draw(st.sampled_from([False, False, False, True])),
                is_debriefed=draw(st.booleans()),
                is_stopped=draw(st.sampled_from([False, False, False, True])),
                lead_id=draw(st.none() | st.integers(1, 3)),
                letters=letters,
            )
        )
    outcome = draw(st.sampled_from(["open", "open", "open", "offer", "refusal", "silence", "withdrawn"]))
    return PositionFacts(
        id=id_,
        country=draw(COUNTRIES),
        outcome=outcome,
        outcome_on=None if outcome == "open" else draw(DAYS),
        interviews=tuple(interviews),
        letters=tuple(draw(letter_facts(id_ * 1000 + n)) for n in range(draw(st.integers(0, 2)))),
        keep_in_touch=draw(st.sampled_from([(), (KeepInTouch(1),), (KeepInTouch(2, (3,)), KeepInTouch(3, (1, 2)))])),
    )


@st.composite
def accounts(draw):
    positions = tuple(draw(position_facts(id_)) for id_ in range(1, draw(st.integers(1, 2)) + 1))
    return AccountFacts(draw(HOURS), positions)


def at_letter(facts: AccountFacts, planned: Planned) -> LetterFacts:
    letters = [
        letter
        for position in facts.positions
        for letter in (*position.letters, *(one for interview in position.interviews for one in interview.letters))
    ]
    return next(letter for letter in letters if letter.id == planned.letter_id)


def has_its_reason(facts: AccountFacts, planned: Planned) -> bool:
    """What must be true of the facts for a reminder to exist, told apart from how the plan finds it."""
    position = next(one for one in facts.positions if one.id == planned.position_id)
    live = [one for one in position.interviews if not one.is_cancelled]
    interview = next((one for one in position.interviews if one.id == planned.interview_id), None)
    if KINDS[planned.kind].setting not in facts.hours.kinds:
        return False
    if interview is not None and (interview.is_cancelled or interview.is_stopped):
        return False
    if planned.kind in BY_INTERVIEW and (position.outcome != "open" or interview is None):
        return False
    if planned.kind in OF_LATEST and interview != max(live, key=lambda one: (one.starts_at, one.id)):
        return False
    theirs = interview.letters if interview else ()
    if planned.kind == "debrief":
        return not interview.is_debriefed
    if planned.kind == "write":
        return any(one.kind == "thank_you" and one.state in ("draft", "ready", "copied") for one in theirs)
    if planned.kind == "write_late":
        return at_letter(facts, planned).state in ("draft", "ready", "copied")
    if planned.kind == "post_today":
        return at_letter(facts, planned).state in ("ready", "copied")
    if planned.kind in ("follow_up", "last_follow_up"):
        return not any(
            one.kind == planned.kind and one.state in ("posted", "sent", "called", "dropped") for one in theirs
        )
    if planned.kind == "after_answer":
        return position.outcome == "refusal"
    if planned.kind == "keep_in_touch":
        return position.outcome != "open"
    return planned.kind in ("decision_day", "check_in")


@given(accounts(), INSTANTS)
def test_planning_twice_changes_nothing_whatever_order_the_rows_come_in(facts, now):
    shuffled = replace(
        facts,
        positions=tuple(
            replace(one, interviews=one.interviews[::-1], letters=one.letters[::-1]) for one in facts.positions[::-1]
        ),
    )
    first = plan(facts, now)
    assert first == plan(facts, now) == plan(shuffled, now)
    assert len({one.occasion for one in first}) == len(first)
    assert [one.due_at for one in first] == sorted(one.due_at for one in first)


@given(accounts(), INSTANTS)
def test_no_reminder_outlives_its_reason(facts, now):
    assert [one for one in plan(facts, now) if not has_its_reason(facts, one)] == []


@given(accounts(), INSTANTS)
def test_every_instant_is_in_allowed_hours_and_none_after_its_last_useful_day(facts, now):
    for planned in plan(facts, now):
        day = local_day(planned.due_at, facts.hours.zone)
        assert is_allowed(planned.due_at, facts.hours)
        assert planned.last_useful_on is None or day <= planned.last_useful_on
        assert planned.last_useful_on is None or KINDS[planned.kind].has_last_useful_day
        assert planned.slot == "debrief" or planned.due_at == morning_of(day, facts.hours)


@given(accounts(), INSTANTS)
def test_what_is_due_on_one_day_is_due_at_one_instant_of_its_slot(facts, now):
    instants = {(local_day(one.due_at, facts.hours.zone), one.slot, one.due_at) for one in plan(facts, now)}
    assert max(Counter((day, slot) for day, slot, _ in instants).values(), default=1) == 1


@given(accounts(), INSTANTS, st.data())
def test_what_is_due_stays_due_until_it_is_mailed_or_of_no_more_use(facts, now, data):
    later = now + timedelta(hours=data.draw(st.integers(0, 24 * 10)))
    # Two kinds give way to one that says more: the follow-up, and the next month to keep in touch.
    lasting = [one for one in plan(facts, now) if one.kind not in ("decision_day", "check_in", "keep_in_touch")]
    still = plan(facts, later)
    for planned in lasting:
        sending = next_sending(planned.due_at, planned.slot, facts.hours, later)
        if planned.last_useful_on is None or sending.day <= planned.last_useful_on:
            assert planned in still


@given(accounts(), INSTANTS, st.data())
def test_a_snoozed_reminder_is_planned_for_the_morning_it_was_snoozed_to(facts, now, data):
    plans = plan(facts, now)
    if plans:
        planned = data.draw(st.sampled_from(plans))
        choice = data.draw(st.sampled_from(["tomorrow", "three_days", "next_week"]))
        due_at, is_late = snooze_day(planned.last_useful_on, choice, facts.hours, now)
        found = {one.occasion: one for one in plan(replace(facts, snoozed={planned.occasion: due_at}), now)}
        if planned.occasion in found:
            again = found[planned.occasion]
            assert (again.due_at, again.slot) == (due_at, "morning")
            assert again.last_useful_on == (None if is_late else planned.last_useful_on)
        else:
            assert planned.kind in ("decision_day", "check_in")  # by then the follow-up says it


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(accounts(), st.lists(st.integers(0, 75), max_size=6))
def test_a_season_of_mail_brings_each_thing_once_and_at_most_one_mail_a_day_and_slot(facts, asleep):
    """A worker that wakes four times a day, sleeps through some days, and nobody ever answers."""
    mailed: dict[str, date] = {}
    used: list[tuple[date, str]] = []
    for quarter in range(4 * 120):
        now = OPENING + timedelta(hours=6 * quarter, minutes=40)
        if quarter // 4 in asleep:
            continue
        account = replace(facts, mailed=dict(mailed))
        sendings = {}
        for planned in plan(account, now):
            if planned.due_at <= now:
                sending = next_sending(planned.due_at, planned.slot, facts.hours, now, set(used))
                if sending.at == now and (planned.last_useful_on is None or sending.day <= planned.last_useful_on):
                    sendings[planned.occasion] = sending
        if sendings:
            assert is_allowed(now, facts.hours)
            assert not set(sendings) & set(mailed)
            mailed.update({occasion: sending.day for occasion, sending in sendings.items()})
            used.extend({(sending.day, sending.slot) for sending in sendings.values()})
            again = plan(replace(facts, mailed=dict(mailed)), now)
            assert not {one.occasion for one in again} & set(mailed)
    assert len(used) == len(set(used))
    nags = Counter((occasion.rpartition(":")[0], day) for occasion, day in mailed.items() if occasion[:6] == "write:")
    assert max(nags.values(), default=1) == 1
    ended = OPENING + timedelta(days=100)
    asked = {one.occasion for one in plan(facts, OPENING) if one.kind == "follow_up" and one.due_at < ended}
    assert asked <= set(mailed)
