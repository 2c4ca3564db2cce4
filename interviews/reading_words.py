"""What readings leave to be said, as sentences beside the fields they are about."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from interviews.reading.events import Event
from interviews.reading.remarks import Problem, Remark, Said


def problem_sentence(problem: Problem) -> str:
    """Return why nothing of a file could be read, and what to do."""
    return {
        Problem.EMPTY: _("There is nothing in it. Choose the file again, or paste its text."),
        Problem.TOO_LARGE: _("It is too large: an invitation may have 1 MB, a file of cards 2 MB."),
        Problem.PICTURE: _("It is a picture. Choose the invitation (.ics), the mail (.eml) or the card (.vcf) itself."),
        Problem.DOCUMENT: _(
            "It is a document. Choose the invitation (.ics), the mail (.eml) or the card (.vcf) itself."
        ),
        Problem.ARCHIVE: _("It is a packed file. Unpack it, and choose what is inside."),
        Problem.WEB_PAGE: _("It is a web page. Save the invitation or the card itself, and choose that."),
        Problem.OUTLOOK_MESSAGE: _(
            "It is a message as Outlook keeps it (.msg). Open it in Outlook, save it as .ics or .eml, and choose that."
        ),
        Problem.WINMAIL: _(
            "The mail carries its invitation in a form that only Outlook reads (winmail.dat). Fill in the form below, "
            "or ask for the invitation as .ics."
        ),
        Problem.MAIL_WITHOUT: _("The mail carries no invitation and no card. Fill in the form below."),
        Problem.MAIL_TANGLED: _(
            "The mail is too tangled to be taken apart. Save the invitation from it, and choose that."
        ),
        Problem.UNKNOWN: _("It is no invitation (.ics), no mail (.eml) and no card (.vcf)."),
        Problem.CUT_SHORT: _("It breaks off in the middle. Save it once more, or copy all of its text."),
        Problem.NO_EVENT: _("The calendar has no event in it. Fill in the form below."),
        Problem.TOO_MANY_EVENTS: _(
            "It has more than 50 events: a whole calendar, it seems. Save only the interview, and choose that."
        ),
        Problem.NO_CARD: _("There is no card in it that says anything. Fill in the form below."),
        Problem.TOO_MANY_CARDS: _("It has more than 50 cards. Export fewer of them at a time."),
    }[problem]


def remark_sentence(remark: Remark, event_day: str, owner: User) -> str:
    """Return what is to be said beside a field; `event_day`: the day of an event without a time, as words."""
    words = remark.words
    zone = str(owner.time_zone)
    if remark.said is Said.FLOATING and words:
        return _(
            "The invitation is in a time zone that is not known here, “%(words)s”. Its time is taken as one in "
            "%(zone)s."
        ) % {"words": words, "zone": zone}
    if remark.said is Said.MORE_PEOPLE:
        return ngettext(
            "The invitation names one more person than a panel has seats.",
            "The invitation names %(count)s more people than a panel has seats.",
            int(words),
        ) % {"count": words}
    sentence = {
        Said.FLOATING: _("The invitation names no time zone. Its time is taken as one in %(zone)s."),
        Said.ALL_DAY: _("The invitation names a day, %(day)s, and no time. Enter the time."),
        Said.NO_START: _("The invitation does not say when. Enter day and time."),
        Said.ODD_START: _("The start in the invitation could not be read: “%(words)s”. Enter day and time."),
        Said.ENDS_BEFORE: _("In the invitation it ends before it starts, so its length is left at an hour."),
        Said.NO_SUMMARY: _("The invitation has no heading. Enter the job’s title."),
        Said.NO_NAME: _("Of %(words)s only the address is known. Enter the name."),
        Said.SHORTENED: _("It was longer than the %(words)s characters that fit here."),
        Said.ODD_ADDRESS: _("The address on the card could not be read: “%(words)s”."),
        Said.UNKNOWN_COUNTRY: _("The country on the card is not known here: “%(words)s”. Choose it."),
        Said.AS_TYPED: _("The number is kept as it stands on the card: “%(words)s”."),
    }[remark.said]
    return sentence % {"words": words, "zone": zone, "day": event_day}


def heading_sentence(event: Event, *, is_title_known: bool) -> str:
    """Return what the heading of the invitation is, for the field of the job's title."""
    if is_title_known:
        return _("Taken from “%(heading)s”. Check that this is the job’s title.") % {"heading": event.summary}
    return _("The invitation is headed “%(heading)s”. Enter the job’s title.") % {"heading": event.summary}


def answers_sentence(event: Event) -> str:
    """Return that a file is an answer, and who answered how."""
    how = {
        "ACCEPTED": _("%(who)s accepts"), "DECLINED": _("%(who)s declines"), "TENTATIVE": _("%(who)s is not sure yet"),
    }  # fmt: skip
    answers = ", ".join(how[answer] % {"who": who} for who, answer in event.answers if who)
    values = {"heading": event.summary, "answers": answers}
    if answers:
        return _("This is an answer to an invitation, “%(heading)s”, not an invitation: %(answers)s.") % values
    return _("This is an answer to an invitation, “%(heading)s”, not an invitation.") % values


def there_sentence(start: datetime, zone: str) -> str:
    """Return the time as the invitation has it, where its clocks are not the reader's."""
    return _("In the invitation: %(day)s, %(time)s (%(zone)s).") % {
        "day": date_format(start, "MONTH_DAY_FORMAT"), "time": date_format(start, "TIME_FORMAT"), "zone": zone,
    }  # fmt: skip


def moment_words(moment: datetime | date | None) -> str:
    """Return a start as words, local already: day and time, or the day alone; "" for none."""
    if moment is None:
        return ""
    day = date_format(moment, "MONTH_DAY_FORMAT")
    if not isinstance(moment, datetime):
        return day
    return _("%(day)s, %(time)s") % {"day": day, "time": date_format(moment, "TIME_FORMAT")}
