"""The kinds of reminder: what opens each, what ends it and what its *done* button does.

Pure. The pages, the mails and the docs are made from this table; the rules themselves are in plan.py. The sentences
are English sources for translation, marked by a function of the name that gettext's extractor knows.
"""

from dataclasses import dataclass

from reminders.hours import Slot


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation where it is shown."""
    return message


@dataclass(frozen=True)
class Kind:
    """One kind of reminder.

    `opens`, `ends`: sentences for people. `has_last_useful_day`: a quiet day moves it back to the mail day before;
    otherwise forward. `done_verb`: what *done* does: "post_letters" marks the interview's letters as gone today by
    their channels, "post_letter" the one, "send_otherwise" sends the one by e-mail instead, "note" only puts the
    reminder away. `done_label`: its words; where it marks letters, those of a letter by post (reminders/done.py has
    the rest). `lead_label`: words of the link to the form in which the thing itself is done; empty: there is none, or
    it is the letter. `ticked_with`: the kind whose setting rules this one too. `is_shown_ahead`: whether lists of what
    comes next should show it.
    """

    key: str
    label: str
    opens: str
    ends: str
    done_verb: str
    done_label: str
    slot: Slot = "morning"
    has_last_useful_day: bool = False
    is_wanted_by_default: bool = True
    lead_label: str = ""
    ticked_with: str = ""
    is_shown_ahead: bool = True

    @property
    def setting(self) -> str:
        """The key under which a person wants this kind or not."""
        return self.ticked_with or self.key


_ = gettext_noop

# Most pressing first: the order inside one mail.
_ALL = (
    Kind(
        "post_today",
        _("Post today"),
        _("The last day on which a ready letter can be posted and still arrive in time."),
        _("The letter is posted, sent or dropped, or an answer is noted."),
        "post_letter",
        _("Posted today"),
        has_last_useful_day=True,
    ),
    Kind(
        "write",
        _("Letters to write"),
        _("The morning after the interview, and every morning from then on."),
        _("Every thank-you letter of the interview is posted, sent or dropped, it is too late, or an answer is noted."),
        "post_letters",
        _("All posted today"),
        has_last_useful_day=True,
    ),
    Kind(
        "write_late",
        _("Too late by this channel"),
        _("The morning after the last day on which a letter could still arrive in time. It comes once."),
        _("The letter is posted, sent or dropped, or an answer is noted."),
        "send_otherwise",
        _("Sent by e-mail today"),
        ticked_with="write",
        is_shown_ahead=False,
    ),
    Kind(
        "after_answer",
        _("Letter after the answer"),
        _("The morning after a refusal; the letter is best sent within two days."),
        _("The letter is posted, sent or dropped, or the outcome is changed."),
        "post_letter",
        _("Posted today"),
    ),
    Kind(
        "follow_up",
        _("Follow up"),
        _("One working day after the decision window, for the lead."),
        _("A follow-up letter is posted, sent or dropped, an answer is noted, or a later interview is arranged."),
        "post_letter",
        _("Posted today"),
    ),
    Kind(
        "last_follow_up",
        _("Last follow-up"),
        _("Five working days after the follow-up was posted."),
        _("The last follow-up is posted, sent or dropped, an answer is noted, or a later interview is arranged."),
        "post_letter",
        _("Posted today"),
    ),
    Kind(
        "debrief",
        _("Debrief"),
        _("The evening of the interview, at least one hour after its end."),
        _("The debrief is saved, the interview is cancelled, or an answer is noted."),
        "note",
        _("No debrief this time"),
        slot="debrief",
        lead_label=_("Start the debrief"),
    ),
    Kind(
        "decision_day",
        _("Decision day"),
        _("The morning of the day on which they said they would decide."),
        _("An answer is noted, a later interview is arranged, or the follow-up is due."),
        "note",
        _("No answer yet"),
        lead_label=_("Note the answer"),
    ),
    Kind(
        "check_in",
        _("Check in"),
        _("Three working days after a thank-you letter was posted or sent."),
        _("An answer is noted, a later interview is arranged, or the follow-up is due."),
        "note",
        _("I asked"),
        is_wanted_by_default=False,
    ),
    Kind(
        "keep_in_touch",
        _("Keep in touch"),
        _("6 and 12 months after the outcome, or as ticked, for each interviewer you chose."),
        _("A letter to keep in touch is posted, sent or dropped, or the next one is due."),
        "post_letter",
        _("Posted today"),
    ),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in _ALL}
PRESSING: dict[str, int] = {kind.key: place for place, kind in enumerate(_ALL)}
DEFAULT_KINDS: frozenset[str] = frozenset(
    kind.key for kind in _ALL if kind.is_wanted_by_default and not kind.ticked_with
)
SETTINGS: tuple[Kind, ...] = tuple(kind for kind in _ALL if not kind.ticked_with)
