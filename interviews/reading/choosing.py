"""Which of several telephone numbers, addresses or e-mail addresses of a card is taken."""

from collections.abc import Iterable

from interviews.reading.lines import Line

_NO_VOICE = frozenset({"fax", "pager", "modem", "bbs", "telex"})


def best(lines: Iterable[Line]) -> list[Line]:
    """Return the lines, the best first: preferred, then of work, then the rest in their order.

    A preference for a home does not count before work: many telephones mark whatever was entered first.
    """
    return sorted(lines, key=_rank)


def is_voice(line: Line) -> bool:
    """Whether somebody answers at a telephone number."""
    return not (line.words("TYPE") & _NO_VOICE)


def _rank(line: Line) -> int:
    types = line.words("TYPE")
    is_home, is_preferred = "home" in types, "pref" in types or line.parameter("PREF") in {"1", "01"}
    if is_preferred and not is_home:
        return 0
    if "work" in types:
        return 1
    return 2 if is_preferred else 4 if is_home else 3
