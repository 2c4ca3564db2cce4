"""A bar on the terminal for long work: how far it is and how long it still takes. Pure but for what it writes."""

import time
from types import TracebackType
from typing import Self, TextIO

WIDTH = 30
_EACH_S = 0.2  # a terminal need not be written to more often


class Progress:
    """Use as a context: `with Progress(sys.stderr, 20_000, "accounts") as bar: bar.at(100)`."""

    def __init__(self, out: TextIO, total: int, what: str) -> None:
        self.out, self.total, self.what = out, total, what
        self.is_terminal = out.isatty()
        self.began = time.monotonic()
        self.next_at, self.next_tenth = 0.0, 0

    def at(self, done: int) -> None:
        """Say that so much is done."""
        share = done / self.total if self.total else 1.0
        now = time.monotonic()
        if self.is_terminal and (now >= self.next_at or share >= 1):
            self.next_at = now + _EACH_S
            self.out.write(f"\r{self._line(done, share, now)}\x1b[K")
            self.out.flush()
        elif not self.is_terminal and int(10 * share) >= self.next_tenth:  # into a log a line for each tenth
            self.next_tenth = int(10 * share) + 1
            self.out.write(f"{self._line(done, share, now)}\n")
            self.out.flush()

    def of(self, done: int, total: int) -> None:
        """Say that so much of so much is done, where the whole was not known before."""
        self.total = total
        self.at(done)

    def _line(self, done: int, share: float, now: float) -> str:
        bar = "#" * round(WIDTH * share)
        left = (now - self.began) * (1 - share) / share if share else 0.0
        return f"[{bar:.<{WIDTH}}] {done:,} of {self.total:,} {self.what}, {left:.0f} s left"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_terminal:
            self.out.write("\n")
