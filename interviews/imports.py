"""A file from elsewhere, whatever it is: bytes in, an invitation, cards, or the reason why neither. Pure."""

from interviews.invitations import Invitation, read_calendars
from interviews.reading.events import Reader
from interviews.reading.kinds import Kind, kind_of
from interviews.reading.mails import Part, carried_by
from interviews.reading.remarks import Problem, Unreadable
from interviews.vcards import Cards, read_cards

Reading = Invitation | Cards | Unreadable


def read(data: bytes, reader: Reader) -> Reading:
    """Return what a file says to its reader. Judged by its bytes alone; sizes before anything is taken apart."""
    kind = kind_of(data)
    if isinstance(kind, Problem):
        return Unreadable(kind)
    if kind is Kind.MAIL:
        return _read_mail(data, reader)
    part = Part(data)
    return read_cards([part], reader.country) if kind is Kind.CARDS else read_calendars([part], reader)


def _read_mail(data: bytes, reader: Reader) -> Reading:
    """Return the invitation that a mail carries, else its cards."""
    carried = carried_by(data)
    if carried is None:
        return Unreadable(Problem.MAIL_TANGLED)
    if carried.calendars:
        return read_calendars(carried.calendars, reader)
    if carried.cards:
        return read_cards(carried.cards, reader.country)
    return Unreadable(Problem.WINMAIL if carried.has_winmail else Problem.MAIL_WITHOUT)
