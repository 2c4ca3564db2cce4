"""What an account's calendar shows: interviews, last posting days, decision days, follow-ups, keeping in touch."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import Interview, PanelSeat, Position
from letters.covering import is_to_do
from letters.models import Letter
from letters.timing import last_posting_day
from reminders.calendar import Entry, Revision, all_day, calendar
from reminders.history import series_of
from reminders.links import absolute
from reminders.models import CalendarEntry, Reminder

# An interview stays in the calendar for so long after it was held.
KEPT = timedelta(days=366)
# Reminders that are a date of their own; the others follow from letters and interviews.
_DATED = ("follow_up", "last_follow_up", "check_in", "after_answer", "keep_in_touch")


def calendar_of(user: User, now: datetime) -> bytes:
    """Return the account's calendar as iCalendar. The same bytes until something changes."""
    revisions = {row.uid: Revision(row.sequence, row.changed_at) for row in CalendarEntry.objects.filter(user=user)}
    unknown = Revision(0, user.joined_at)
    entries = ((entry, revisions.get(entry.uid, unknown)) for entry in entries_of(user, now))
    return calendar("Fairhand", entries)


def entries_of(user: User, now: datetime) -> list[Entry]:
    """Return what stands in the account's calendar at `now` (UTC), in its language and local days: the interviews of a
    year and what follows from them, and the reminders that are a date of their own.
    """
    seats = PanelSeat.objects.select_related("interviewer")  # joined: on SQLite a prefetch names each by itself
    interviews = _interviews(user, Q(starts_at__gt=now - KEPT)).prefetch_related(Prefetch("seats", seats))
    with translation.override(user.language):
        return [*_of_interviews(interviews), *_of_reminders(user, _dated(user))]


def entries_between(user: User, start: datetime, end: datetime) -> list[Entry]:
    """Return the same for a page, of which only what lies in [start, end) is shown: entries beyond it may be among
    them, and an interview is described without its panel.
    """
    # Days to post and to decide follow from interviews of another month, while the answer is open.
    held = Q(position__outcome=Position.Outcome.OPEN) | Q(starts_at__gte=start, starts_at__lt=end)
    latest = {
        series_of(occasion): (pk, at) for occasion, pk, at in _dated(user).values_list("occasion", "pk", "due_at")
    }
    shown = [pk for pk, at in latest.values() if start <= at < end]
    interviews, reminders = _interviews(user, held), _dated(user).filter(pk__in=shown)
    with translation.override(user.language):
        return [*_of_interviews(interviews, is_brief=True), *_of_reminders(user, reminders)]


def note_changes(user: User, now: datetime) -> None:
    """Count up the sequence of each entry that came, changed or went since it was last looked at.

    Only for an account whose calendar somebody may read. In the account's turn (reminders/turns.py).
    """
    if user.feed_digest is None:
        return
    rows = {row.uid: row for row in CalendarEntry.objects.filter(user=user)}
    digests = {entry.uid: entry.digest for entry in entries_of(user, now)}
    fresh = [
        CalendarEntry(user=user, uid=uid, digest=digest, changed_at=now)
        for uid, digest in digests.items()
        if uid not in rows
    ]
    changed = []
    for row in rows.values():
        digest = digests.get(row.uid, "")
        if digest != row.digest:
            row.digest, row.sequence, row.changed_at = digest, row.sequence + 1, now
            changed.append(row)
    CalendarEntry.objects.bulk_create(fresh)
    CalendarEntry.objects.bulk_update(changed, ["digest", "sequence", "changed_at"])


def _uid(what: str) -> str:
    return f"{what}@{urlsplit(settings.SITE_URL).hostname}"


def _interviews(user: User, wanted: Q) -> QuerySet[Interview]:
    letters = Letter.objects.defer("text").select_related("recipient").prefetch_related("covers")
    return (
        Interview.objects.owned_by(user).filter(wanted, cancelled_at__isnull=True)
        .select_related("position__owner").prefetch_related(Prefetch("letters", letters))
    )  # fmt: skip


def _dated(user: User) -> QuerySet[Reminder]:
    return Reminder.objects.owned_by(user).open().filter(kind__in=_DATED).order_by("due_at", "pk")


def _of_interviews(interviews: QuerySet[Interview], *, is_brief: bool = False) -> Iterator[Entry]:
    latest = {interview.position_id: interview.pk for interview in interviews}  # in the order of their start
    for interview in interviews:
        yield _interview(interview, [] if is_brief else interview.seats.all())
        if interview.position.is_open and interview.stopped_at is None:
            yield from _posting_days(interview)
            if interview.is_stated and latest[interview.position_id] == interview.pk:
                yield _decision_day(interview)


def _interview(interview: Interview, seats: Iterable[PanelSeat]) -> Entry:
    panel = [", ".join(filter(None, [seat.interviewer.full_name, seat.interviewer.role])) for seat in seats]
    return Entry(
        uid=_uid(f"interview-{interview.pk}"),
        summary=_("Interview: %(company)s") % {"company": interview.position.company},
        start=interview.starts_at.astimezone(UTC),
        end=interview.ends_at.astimezone(UTC),
        location=interview.where,
        description="\n".join([interview.position.title, *panel]),
        url=absolute(interview.get_absolute_url()),
        is_busy=True,
    )


def _posting_days(interview: Interview) -> Iterator[Entry]:
    letters = list(interview.letters.all())
    for letter in letters:
        if not letter.is_open or letter.kind != Letter.Kind.THANK_YOU or not is_to_do(letter, letters):
            continue
        letter.interview, letter.position = interview, interview.position
        day = last_posting_day(letter)
        if day is not None:
            yield all_day(
                _uid(f"post-{letter.pk}"),
                _("Last day to post: %(name)s") % {"name": letter.recipient.full_name},
                day,
                description=str(interview.position),
                url=absolute(letter.get_absolute_url()),
            )


def _decision_day(interview: Interview) -> Entry:
    return all_day(
        _uid(f"decision-{interview.pk}"),
        _("%(company)s decides") % {"company": interview.position.company},
        interview.decides_on,
        description=interview.position.title,
        url=absolute(reverse("interviews:outcome", args=[interview.position_id])),
    )


def _of_reminders(user: User, dated: QuerySet[Reminder]) -> Iterator[Entry]:
    """One entry for each series: of several that are open, the latest."""
    series = {
        series_of(reminder.occasion): reminder
        for reminder in dated.select_related("position", "letter__recipient", "interviewer")
    }
    for base, reminder in series.items():
        yield all_day(
            _uid(base.replace(":", "-")),
            _summary(reminder),
            reminder.due_at.astimezone(user.time_zone).date(),
            description=str(reminder.position),
            url=absolute(_address(reminder)),
        )


def _summary(reminder: Reminder) -> str:
    person = reminder.letter.recipient if reminder.letter else reminder.interviewer
    name = person.full_name if person else reminder.position.company
    return {
        "follow_up": _("Follow up with %(name)s"),
        "last_follow_up": _("One last letter to %(name)s"),
        "check_in": _("Ask %(name)s how it stands"),
        "after_answer": _("Thank %(name)s for the answer"),
        "keep_in_touch": _("Write to %(name)s again"),
    }[reminder.kind] % {"name": name}


def _address(reminder: Reminder) -> str:
    if reminder.letter_id:
        return reverse("letters:edit", args=[reminder.letter_id])
    if reminder.interview_id:
        return reverse("interviews:detail", args=[reminder.interview_id])
    if reminder.interviewer_id:
        return reverse("people:detail", args=[reminder.interviewer_id])
    return reverse("desk:day")
