"""Why a file is no export that can be read. Pure: the sentences are in desk/archive/sentences.py."""

from enum import Enum, auto


class Problem(Enum):
    """What is wrong with a file as a whole."""

    EMPTY = auto()
    TOO_LARGE = auto()
    NO_EXPORT = auto()
    OTHER_CHARACTERS = auto()
    DAMAGED = auto()
    ENCRYPTED = auto()
    NO_DOCUMENT = auto()
    TOO_MUCH_INSIDE = auto()
    NOT_JSON = auto()
    TOO_DEEP = auto()
    HALF_CHARACTER = auto()
    OLDER = auto()
    NEWER = auto()


class NotReadable(Exception):
    """The file cannot be read; nothing of it is kept."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem
