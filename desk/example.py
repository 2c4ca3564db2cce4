"""The example case: two positions, five people, letters under way. Loaded and removed in one click."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from accounts.models import User
from interviews.models import Concern, Interview, Interviewer, PanelSeat, Position
from interviews.panel import SeatEntry, set_panel
from interviews.signals import interview_changed
from interviews.workdays import add_workdays, previous_workday
from letters.models import Gift, Letter
from letters.states import mark
from reminders.replan import replan

_PROGRAMME = (
    SeatEntry(
        name="Ifeoma Adeyemi", honorific="Ms", role="Head of Programmes",
        email="i.adeyemi@harbour.example", is_lead=True,
        topics=("volunteer no-shows", "Cézanne"), concern="leading people who cannot be told what to do",
        answered=Concern.Answered.HALF, answer="At Brookside I halved no-shows by asking one question at sign-up.",
        impressed_me="the volunteer rota on the wall",
    ),
    SeatEntry(
        name="Tom Reyes", honorific="Mr", role="Finance Lead", topics=("budgets that survive the spring",),
        concern="the size of the budgets I have held", answered=Concern.Answered.NO,
    ),
    SeatEntry(name="Nguyễn Thu Hà", role="Volunteer Coordinator", topics=("training evenings", "choir music")),
)  # fmt: skip
_ARCHIVE = (
    SeatEntry(
        name="Lena Brandt", honorific="Dr", role="Head of Collections",
        email="brandt@stadtmuseum.example", is_lead=True,
        topics=("digitising the glass plates",), has_handed_card=True,
    ),
    SeatEntry(name="Ελένη Παπαδοπούλου", role="Conservator", topics=("paper that ages well",)),
)  # fmt: skip


def has_example(user: User) -> bool | None:
    """Whether the example case is in the account; None where nothing is yet, and the desk is a welcome letter."""
    are_examples = Position.objects.owned_by(user).order_by("-is_example").values_list("is_example", flat=True)
    return are_examples.first()


@transaction.atomic
def load_example(user: User, now: datetime) -> None:
    """Put the example case into the account, dated from `now` (UTC); once."""
    if has_example(user):
        return
    today = now.astimezone(user.time_zone).date()
    country = user.country
    yesterday = previous_workday(today - timedelta(days=1), country)
    _programme_manager(user, yesterday, now)
    _archivist(user, add_workdays(today, -12, country), add_workdays(today, -2, country), now)
    replan(user, now)


def _programme_manager(user: User, held_on: date, now: datetime) -> None:
    position = Position.objects.create(
        owner=user, company="Harbour & Field", title="Programme Manager", is_example=True, country=user.country,
        street="12 Quay Street", town="Bristol" if user.country == "GB" else "", postcode="",
        key_message="I turn a list of volunteers into a team that stays",
    )  # fmt: skip
    interview = _held(position, held_on, time(14, 0), Interview.How.IN_PERSON)
    interview.window, interview.window_number = Interview.Window.WEEKS, 1
    interview.decides_on = held_on + timedelta(days=7)
    interview.decision_words = "by the middle of next week, all being well"
    interview.debriefed_at = interview.ends_at
    interview.left_out = "I ran the winter programme alone for six weeks"
    interview.save()
    set_panel(interview, _PROGRAMME)
    interview_changed.send(Interview, position=position, interview=interview)
    lead = interview.seats.get(is_lead=True)
    Gift.objects.create(
        owner=user, interviewer=lead.interviewer, topic=lead.topics.get(text="Cézanne"), kind=Gift.Kind.ARTICLE,
        letter=interview.letters.get(recipient=lead.interviewer),
        text="the letters of Cézanne that the Courtauld has put online", web="https://courtauld.example/letters",
    )  # fmt: skip


def _archivist(user: User, held_on: date, decided_on: date, now: datetime) -> None:
    position = Position.objects.create(
        owner=user, company="Stadtmuseum", title="Archivist", is_example=True, key_message="I make old paper findable"
    )
    interview = _held(position, held_on, time(10, 30), Interview.How.VIDEO)
    interview.window, interview.decides_on = Interview.Window.DATE, decided_on
    interview.debriefed_at = interview.ends_at
    interview.save()
    set_panel(interview, _ARCHIVE)
    interview_changed.send(Interview, position=position, interview=interview)
    for letter in interview.letters.all():
        mark(letter, Letter.State.POSTED, interview.ends_at + timedelta(days=1))


def _held(position: Position, held_on: date, at: time, how: str) -> Interview:
    starts_at = datetime.combine(held_on, at, position.owner.time_zone)
    return Interview(
        position=position, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), how=how, decides_on=held_on
    )


@transaction.atomic
def remove_example(user: User) -> None:
    """Take the example away, with the people who were only in it."""
    seats = PanelSeat.objects.filter(interview__position__owner=user)
    people = set(seats.filter(interview__position__is_example=True).values_list("interviewer", flat=True))
    Position.objects.owned_by(user).filter(is_example=True).delete()
    staying = set(seats.values_list("interviewer", flat=True))
    staying |= set(Letter.objects.owned_by(user).values_list("recipient", flat=True))
    staying |= set(Position.objects.filter(owner=user, hr_contact__isnull=False).values_list("hr_contact", flat=True))
    Interviewer.objects.filter(owner=user, pk__in=people - staying).delete()
