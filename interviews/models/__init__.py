"""What happened, with whom: positions, interviews, interviewers on their seats, what each cared about.

Everything belongs to one account: positions and interviewers name their owner, the rest follows from the position.
A link without an index of its own (`db_index=False`) is the first column of a longer one (docs/scale.md).
"""

from interviews.models.interviews import Interview, InterviewQuerySet
from interviews.models.people import Interviewer, InterviewerQuerySet
from interviews.models.positions import KeepInTouch, Position, PositionQuerySet
from interviews.models.seats import Concern, PanelSeat, Topic

__all__ = [
    "Concern", "Interview", "InterviewQuerySet", "Interviewer", "InterviewerQuerySet", "KeepInTouch", "PanelSeat",
    "Position", "PositionQuerySet", "Topic",
]  # fmt: skip
