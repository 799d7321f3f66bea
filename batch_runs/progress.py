"""How far something is: a bar on a terminal, plain lines elsewhere, or nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from model import Economy

LINE_EVERY = 12
"""Months between plain lines of one run."""


class Counter:
    """Counts what is done. All of it goes to the error stream; results do not."""

    def __init__(self, title: str, done: int, total: int, unit: str, every: int, quiet: bool) -> None:
        self.title, self.done, self.total, self.unit = title, done, total, unit
        self.every, self.quiet = every, quiet
        self._bar: Any = None
        if not quiet and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(desc=title, total=total, initial=done, unit=unit, dynamic_ncols=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def advance(self, number: int = 1, note: str = "") -> None:
        """Count so many more; a plain line comes every so often, and at the end."""
        before, self.done = self.done, self.done + number
        due = before // self.every < self.done // self.every or self.done == self.total
        if self._bar is not None:
            self._bar.update(number)
        elif not self.quiet and due:
            line = f"{self.title}: {self.done} of {self.total} {self.unit}s{note}"
            print(line, file=sys.stderr, flush=True)


class Progress(Counter):
    """Shows the months of one run as they are completed."""

    def __init__(self, title: str, done: int, months: int, quiet: bool) -> None:
        super().__init__(title, done, months, "month", LINE_EVERY, quiet)

    def completed(self, economy: Economy) -> None:
        """Show that this economy has completed one more month."""
        self.advance(1, f", to {economy.date}")
