"""How far somebody has copied a letter from the screen: kept with the letter, so that any device goes on from there."""

from dataclasses import dataclass

from letters.copying import Step, fingerprint, steps
from letters.fit import fit_of
from letters.known import text_of
from letters.models import Letter
from letters.paper import hand_of


@dataclass(frozen=True)
class Copying:
    """A letter being copied: its steps, the index of the one to do now, and the fingerprint of the steps.

    `is_reset`: copying had begun, and what is to be written has changed since, so that it starts anew.
    """

    steps: tuple[Step, ...]
    at: int
    of: str
    is_reset: bool

    @property
    def step(self) -> Step:
        """What to do now."""
        return self.steps[self.at]

    @property
    def before(self) -> Step | None:
        """The step before, None at the first."""
        return self.steps[self.at - 1] if self.at else None

    @property
    def after(self) -> Step | None:
        """The step after, None at the last."""
        return self.steps[self.at + 1] if self.at < self.last else None

    @property
    def last(self) -> int:
        """The index of the last step."""
        return len(self.steps) - 1

    @property
    def back_to(self) -> int:
        """Where one step back leads."""
        return max(self.at - 1, 0)

    @property
    def on_to(self) -> int:
        """Where one step on leads."""
        return min(self.at + 1, self.last)

    @property
    def has_lines(self) -> bool:
        """Whether there is anything to write."""
        return self.last > 0


def copying_of(letter: Letter) -> Copying:
    """Return how far the letter is copied, as it stands now. Changes nothing."""
    fit = fit_of(letter, text_of(letter))
    found = steps(fit.layout, fit.card, hand_of(letter.position.owner))
    of = fingerprint(found)
    is_reset = letter.copied_steps > 0 and letter.copied_of != of
    at = 0 if is_reset else min(letter.copied_steps, len(found) - 1)
    return Copying(found, at, of, is_reset)


def move(letter: Letter, copying: Copying, at: int, of: str) -> bool:
    """Keep that the step of index `at` is to be done now, for a page that showed the steps of fingerprint `of`.

    Where those are no longer the letter's, start anew and return False. An index out of range is the nearest one.
    """
    is_current = of == copying.of
    letter.copied_steps = min(max(at, 0), copying.last) if is_current else 0
    letter.copied_of = copying.of
    letter.save(update_fields=["copied_steps", "copied_of"])
    return is_current
