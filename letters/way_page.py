"""What the letter's page shows about its way: the adviser, the figures of the post, the e-mail, the call."""

from dataclasses import dataclass
from datetime import datetime

from letters import post
from letters.advising import way_facts_of
from letters.call_sheet import CallSheet
from letters.channel import Advised, Option, Way, advised
from letters.covering import email_before, is_second, is_settled
from letters.emails import Email
from letters.known import text_of
from letters.messages import Recipients, email_of, recipients_of
from letters.models import Letter
from letters.phones import tel_link
from letters.readiness import reasons_of
from letters.sheets import call_sheet_of
from letters.timing import countries_of

Channel = Letter.Channel


@dataclass(frozen=True)
class WayPage:
    """The way of one letter, for its page.

    `now_by`: the way it goes at present. `settled_by`: the e-mail that thanks its reader in its place; `after`: the
    e-mail that it follows. `advice` is None once the letter is closed or settled.
    """

    now_by: Way
    advice: Advised | None
    post_class: post.PostClass
    settled_by: Letter | None
    after: Letter | None

    @property
    def is_as_advised(self) -> bool:
        return self.advice is not None and self.advice.way == self.now_by

    @property
    def label(self) -> str:
        """The way it goes at present, in words; "" without advice."""
        if self.advice is None:
            return ""
        return (
            self.advice.label
            if self.is_as_advised
            else next((option.label for option in self.advice.others if option.way == self.now_by), "")
        )

    @property
    def against(self) -> Option | None:
        """The present way with what speaks against it, where another is advised."""
        options = self.advice.others if self.advice else ()
        return next((option for option in options if option.way == self.now_by), None)

    @property
    def others(self) -> list[Option]:
        """The ways neither taken nor advised that are open: beside an e-mail with its card only a call is."""
        taken = {self.now_by}
        if self.now_by == "email_then_card":
            taken |= {"hand", "email"}
        if self.after is not None:
            taken |= {"email_then_card", "email"}
        return [option for option in self.advice.others if option.way not in taken] if self.advice else []


@dataclass(frozen=True)
class EmailPage:
    """The e-mail of a letter: to whom, and the message; `is_whole`: nothing is missing in it."""

    people: Recipients
    message: Email
    is_whole: bool


def way_page(letter: Letter, now: datetime) -> dict[str, object]:
    """Return what templates/letters/_channel.html, _posting.html, _email.html and _call.html show at `now` (UTC)."""
    beside = list(letter.interview.letters.all()) if letter.interview else []
    email = email_before(letter, beside)
    settled_by = email if (letter.is_open or letter.aside_from) and is_settled(letter, email) else None
    advice = advised(way_facts_of(letter, now)) if letter.is_open and settled_by is None else None
    page = WayPage(
        now_by=_now_by(letter, beside),
        advice=advice,
        post_class=post.post_classes(*countries_of(letter))[0],
        settled_by=settled_by,
        after=email if is_second(letter, email) else None,
    )
    shown: dict[str, object] = {"way_page": page}
    if letter.channel == Channel.EMAIL:
        shown["email_page"] = _email_page(letter)
    elif letter.channel == Channel.CALL:
        call = call_sheet_of(letter)
        shown |= {"call": call, "tel": _tel(letter, call)}
    return shown


def _now_by(letter: Letter, beside: list[Letter]) -> Way:
    has_card = any(
        other.channel == Channel.HAND
        and other.kind == letter.kind
        and other.recipient_id == letter.recipient_id
        and other.state in (*Letter.OPEN, *Letter.GONE)
        for other in beside
    )
    if letter.channel == Channel.EMAIL and has_card:
        return "email_then_card"
    return letter.channel  # type: ignore[return-value]  # a constraint keeps it one of the words


def _email_page(letter: Letter) -> EmailPage:
    is_whole = letter.state != Letter.State.DRAFT or not reasons_of(letter, text_of(letter))
    return EmailPage(
        people=recipients_of(letter),
        message=email_of(letter),
        is_whole=is_whole,
    )


def _tel(letter: Letter, call: CallSheet) -> str:
    person, position = letter.recipient, letter.position
    return tel_link(call.phone, person.country or position.country or position.owner.country)
