"""What a file could not say, or did not say plainly, for the page to put into words beside its field."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Why nothing of a file could be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    PICTURE = "picture"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    WEB_PAGE = "web_page"
    OUTLOOK_MESSAGE = "outlook_message"
    WINMAIL = "winmail"
    MAIL_WITHOUT = "mail_without"
    MAIL_TANGLED = "mail_tangled"
    UNKNOWN = "unknown"
    CUT_SHORT = "cut_short"
    NO_EVENT = "no_event"
    TOO_MANY_EVENTS = "too_many_events"
    NO_CARD = "no_card"
    TOO_MANY_CARDS = "too_many_cards"


class Said(StrEnum):
    """What is to be said about one field of a reading."""

    FLOATING = "floating"  # the start names no zone that is known; words: the zone as it stands there
    ALL_DAY = "all_day"  # the start is a day without a time
    NO_START = "no_start"
    ODD_START = "odd_start"  # words: the start as it stands there
    ENDS_BEFORE = "ends_before"
    NO_SUMMARY = "no_summary"
    NO_NAME = "no_name"  # words: the address of somebody without a name
    MORE_PEOPLE = "more_people"  # words: how many more there are than a panel has seats
    SHORTENED = "shortened"  # words: how many characters fit
    ODD_ADDRESS = "odd_address"  # words: the e-mail address as it stands there
    UNKNOWN_COUNTRY = "unknown_country"  # words: the country as it stands there
    AS_TYPED = "as_typed"  # words: a telephone number that is no valid one


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say, beside the field of this name."""

    field: str
    said: Said
    words: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of which nothing is read."""

    problem: Problem
