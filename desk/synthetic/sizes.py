"""How much each of many invented accounts has: most a little, a few a great deal, and the sums exactly as asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

MOST_LETTERS = 12  # of one interview: a panel of ten, and two who are written to again
# Of the logarithm of an account's share: half of the accounts have less than half of the mean, one in a thousand has
# twenty times as much.
SPREAD = 1.2


@dataclass(frozen=True)
class Sums:
    """How many of each there shall be in all. Raises ValueError, in a sentence, where that cannot be."""

    accounts: int
    interviews: int
    letters: int

    def __post_init__(self) -> None:
        if min(self.accounts, self.interviews, self.letters) < 0:
            raise ValueError("Name numbers of 0 or more.")
        if self.interviews and not self.accounts:
            raise ValueError("Interviews belong to accounts: ask for at least one account.")
        if self.letters > MOST_LETTERS * self.interviews:
            raise ValueError(f"There are at most {MOST_LETTERS} letters to an interview.")


def sizes(seed: int, sums: Sums) -> Iterator[tuple[int, int]]:
    """Give for each account how many interviews and letters it has. In constant memory, however many there are."""
    draw = Random(seed)  # noqa: S311  # repeatable on purpose
    interviews, letters = sums.interviews, sums.letters
    for others in range(sums.accounts, 0, -1):
        share = interviews / others * draw.lognormvariate(-(SPREAD**2) / 2, SPREAD)
        own = interviews if others == 1 else min(interviews, round(share))
        written = round(letters * own / interviews) if interviews else 0
        yield own, written
        interviews, letters = interviews - own, letters - written


def parted(draw: Random, letters: int, interviews: int) -> list[int]:
    """Part an account's letters among its interviews, unevenly, at most MOST_LETTERS each."""
    counts = []
    for others in range(interviews, 0, -1):
        wanted = round(letters / others * draw.uniform(0.4, 1.6))
        least = letters - MOST_LETTERS * (others - 1)
        counts.append(max(least, min(wanted, letters, MOST_LETTERS)) if others > 1 else letters)
        letters -= counts[-1]
    return counts
