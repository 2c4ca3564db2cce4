"""What today asks of somebody: one list in the order in which things should be done, and one sentence about it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from interviews.models import Interview, PanelSeat, Position
from interviews.pictures import timeline_of
from interviews.standing import is_time_to_move_on
from interviews.timeline import Timeline
from letters.covering import comes_second, is_to_do
from letters.models import Letter
from letters.timing import Posting, posting_of
from reminders.mail import open_link
from reminders.models import Reminder
from reminders.sentences import item_of

# Reminders that are no letter; the letters speak for the rest.
_NO_LETTER = ("debrief", "decision_day", "check_in")
# Of what somebody cares about a row says so much.
_TOPICS, _TOPIC_CHARACTERS = 3, 60


@dataclass(frozen=True)
class Row:
    """One thing to do. `pill` is its word, `tone` the colour that goes with it: seal, amber, post or moss."""

    rank: tuple[int, date]
    title: str
    is_lead: bool
    meta: str
    pill: str
    tone: str
    action: str
    url: str
    verb: str  # write, copy, post, send, call, note
    arrives_on: date | None = None


@dataclass(frozen=True)
class Waiting:
    """One interview whose answer is still to come."""

    interview: Interview
    round: int
    timeline: Timeline
    days_left: int

    @property
    def words(self) -> str:
        """How long it still takes, or has taken too long."""
        if self.days_left > 0:
            return ngettext("%(count)d day left", "%(count)d days left", self.days_left) % {"count": self.days_left}
        if self.days_left == 0:
            return _("decides today")
        return ngettext("%(count)d day over", "%(count)d days over", -self.days_left) % {"count": -self.days_left}

    @property
    def tone(self) -> str:
        return "post" if self.days_left > 0 else "seal" if self.days_left == 0 else "amber"


@dataclass(frozen=True)
class Agenda:
    """The page of the day."""

    rows: list[Row]
    waiting: list[Waiting]
    sentence: str
    lede: str


def agenda_of(user: User, now: datetime) -> Agenda:
    """Return the page of the day for an account, in a number of queries that does not grow with it."""
    today = now.astimezone(user.time_zone).date()
    rows = [*_letter_rows(user, now, today), *_other_rows(user, now, today), *_move_on_rows(user, today)]
    rows.sort(key=lambda row: row.rank)
    waiting = _waiting(user, today)
    return Agenda(rows, waiting, _sentence(rows, waiting), _lede(rows, waiting))


def _letter_rows(user: User, now: datetime, today: date) -> list[Row]:
    # Of the letters beside one only an e-mail can settle it or go before it.
    emails = Letter.objects.filter(channel=Letter.Channel.EMAIL).defer("text").prefetch_related("covers")
    seats = PanelSeat.objects.only("interview", "interviewer", "is_lead", "place")
    letters = (
        Letter.objects.owned_by(user).open().without_answered()
        .filter(Q(interview__isnull=True) | Q(interview__ends_at__lte=now, interview__cancelled_at__isnull=True))
        .select_related("position", "interview", "recipient")
        .prefetch_related(
            Prefetch("interview__seats", seats), "interview__seats__topics",
            Prefetch("interview__letters", emails, to_attr="emails"),
        )
    )  # fmt: skip
    rows = []
    for letter in letters:
        letter.position.owner = user
        beside: list[Letter] = []
        if letter.interview is not None:
            letter.interview.position = letter.position
            beside = letter.interview.emails  # type: ignore[attr-defined]  # by the prefetch
        if is_to_do(letter, beside):
            rows.append(_letter_row(letter, posting_of(letter, now), today, comes_second(letter, beside)))
    return rows


def _letter_row(letter: Letter, posting: Posting, today: date, is_second: bool) -> Row:
    pill, tone, rank = _urgency(letter, posting, today, is_second)
    action, verb = {
        ("hand", "ready"): (_("Copy"), "copy"),
        ("hand", "copied"): (_("Post"), "post"),
        ("email", "ready"): (_("Send"), "send"),
        ("call", "draft"): (_("Call"), "call"),
        ("call", "ready"): (_("Call"), "call"),
    }.get((letter.channel, letter.state), (_("Write") if letter.is_untouched else _("Finish"), "write"))
    seats = letter.interview.seats.all() if letter.interview else []
    seat = next((seat for seat in seats if seat.interviewer_id == letter.recipient_id), None)
    by = [letter.get_channel_display()] if letter.channel != Letter.Channel.HAND else []
    parts = [letter.get_kind_display(), *by, str(letter.position)]
    if letter.kind in Letter.FOLLOW_UPS and letter.interview is not None:
        parts.append(_decided(letter.interview))
    elif seat is not None and (topics := [topic.text for topic in seat.topics.all()]):
        parts.append(_("cares about %(topics)s") % {"topics": _in_short(topics)})
    return Row(
        rank=rank, title=letter.recipient.full_name, is_lead=bool(seat and seat.is_lead), meta=" · ".join(parts),
        pill=pill, tone=tone, action=action, url=reverse("letters:edit", args=[letter.pk]),
        arrives_on=posting.arrives_on if letter.channel == Letter.Channel.HAND else None, verb=verb,
    )  # fmt: skip


def _in_short(topics: list[str]) -> str:
    """Return the first topics in a line or two: the letter's page has all of them, in full."""
    return ", ".join(Truncator(topic).chars(_TOPIC_CHARACTERS) for topic in topics[:_TOPICS])


def _urgency(letter: Letter, posting: Posting, today: date, is_second: bool) -> tuple[str, str, tuple[int, date]]:
    if letter.kind in Letter.FOLLOW_UPS:
        return _("Follow up"), "amber", (1, today)
    if is_second and (posting.post_by is None or posting.is_too_late):
        return _("A card after your e-mail"), "post", (2, today)
    if posting.is_too_late and letter.channel == Letter.Channel.HAND:
        return _("Too late by post"), "amber", (0, today)
    if posting.post_by is None:
        return _("Today"), "seal", (1, today)
    if posting.post_by <= today:
        return _("Post today"), "seal", (0, posting.post_by)
    return _("Post by %(day)s") % {"day": date_format(posting.post_by, "j M")}, "post", (2, posting.post_by)


def _decided(interview: Interview) -> str:
    day = date_format(interview.decides_on, "MONTH_DAY_FORMAT")
    if interview.is_stated:
        return _("they said they would decide by %(day)s") % {"day": day}
    return _("they did not say when; seven working days passed on %(day)s") % {"day": day}


def _other_rows(user: User, now: datetime, today: date) -> list[Row]:
    due = (
        Reminder.objects.owned_by(user).due(now).filter(kind__in=_NO_LETTER)
        .select_related("position", "letter__recipient", "interviewer", "interview")
    )  # fmt: skip
    # The lead is named where nobody else is.
    nameless = [one for one in due if one.kind == "check_in" and one.letter is None and one.interviewer is None]
    prefetch_related_objects(nameless, "interview__seats__interviewer")
    rows = []
    for reminder in due:
        reminder.user = user
        item = item_of(reminder)
        url, action = (
            open_link(reminder) if item.lead_label else (reverse("reminders:act", args=[reminder.pk]), _("Open"))
        )
        rows.append(
            Row(
                rank=(3, item.due_on), title=item.title, is_lead=False, meta=item.why, pill=_("Today"), tone="post",
                action=action, url=url, verb="note",
            )
        )  # fmt: skip
    return rows


def _move_on_rows(user: User, today: date) -> list[Row]:
    """Positions whose last follow-up stayed without an answer: silence is one too (product.md §5)."""
    last = Letter.objects.filter(position=OuterRef("pk"), kind=Letter.Kind.LAST_FOLLOW_UP, state__in=Letter.GONE)
    positions = (
        Position.objects.owned_by(user).filter(Exists(last), outcome=Position.Outcome.OPEN)
        .prefetch_related("interviews", "letters").order_by("pk")
    )  # fmt: skip
    for position in positions:
        position.owner = user
    return [
        Row(
            rank=(3, today), title=position.company, is_lead=False,
            meta=_("%(position)s · your last follow-up has stayed without an answer") % {"position": position},
            pill=_("Time to move on"), tone="post", action=_("Look"),
            url=reverse("interviews:position", args=[position.pk]), verb="note",
        )
        for position in positions
        if is_time_to_move_on(position, today)
    ]  # fmt: skip


def _waiting(user: User, today: date) -> list[Waiting]:
    """The latest interview of each open position, the next decision first."""
    interviews = (
        Interview.objects.owned_by(user).waiting()
        .select_related("position").order_by("starts_at", "pk")
    )  # fmt: skip
    rounds: dict[int, list[Interview]] = {}
    for interview in interviews:
        interview.position.owner = user
        rounds.setdefault(interview.position_id, []).append(interview)
    # What their timelines show of letters and reminders, and no more.
    gone = Letter.objects.filter(state__in=Letter.GONE).only("interview", "state", "closed_at")
    ahead = Reminder.objects.open().filter(kind__in=Letter.FOLLOW_UPS).only("interview", "kind", "state", "due_at")
    prefetch_related_objects(
        [held[-1] for held in rounds.values()], Prefetch("letters", gone), Prefetch("reminders", ahead)
    )
    found = [
        Waiting(held[-1], len(held), timeline_of(held[-1], today), (held[-1].decides_on - today).days)
        for held in rounds.values()
    ]
    return sorted(found, key=lambda waiting: (waiting.interview.decides_on, waiting.interview.pk))


def _sentence(rows: list[Row], waiting: list[Waiting]) -> str:
    """One sentence that says what today asks."""
    for verb, words in (
        ("write", lambda count: ngettext("One letter to write today", "%(count)s letters to write today", count)),
        ("copy", lambda count: ngettext("One letter to copy out today", "%(count)s letters to copy out today", count)),
        ("post", lambda count: ngettext("One letter to post today", "%(count)s letters to post today", count)),
        ("send", lambda count: ngettext("One e-mail to send today", "%(count)s e-mails to send today", count)),
        ("call", lambda count: ngettext("One call to make today", "%(count)s calls to make today", count)),
        ("note", lambda count: ngettext("One thing to see to today", "%(count)s things to see to today", count)),
    ):
        count = sum(row.verb == verb for row in rows)
        if count:
            return words(count) % {"count": _number(count)}
    if waiting:
        return _("Nothing to do today but wait")
    return _("Nothing to do today")


def _number(count: int) -> str:
    words = {
        2: _("Two"), 3: _("Three"), 4: _("Four"), 5: _("Five"), 6: _("Six"), 7: _("Seven"), 8: _("Eight"),
        9: _("Nine"), 10: _("Ten"),
    }  # fmt: skip
    return words.get(count, str(count))


def _lede(rows: list[Row], waiting: list[Waiting]) -> str:
    """When what is posted now is there, or when the next answer is expected."""
    arrives = min((row.arrives_on for row in rows if row.arrives_on), default=None)
    if arrives:
        return _("What is posted now arrives about %(day)s.") % {"day": date_format(arrives, "MONTH_DAY_FORMAT")}
    if rows:
        return ""
    if waiting:
        first = waiting[0].interview
        return _("Next, %(company)s decides by %(day)s.") % {
            "company": first.position.company, "day": date_format(first.decides_on, "MONTH_DAY_FORMAT"),
        }  # fmt: skip
    return _("Log the next interview before it happens or on the way home; its letters open by themselves.")
