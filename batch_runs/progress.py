"""How far a run is: a bar on a terminal, plain lines elsewhere, or nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from model import Economy

LINE_EVERY = 12
"""Months between plain lines."""


class Progress:
    """Shows months as they are completed. All of it goes to the error stream; results do not."""

    def __init__(self, title: str, done: int, months: int, quiet: bool) -> None:
        self.title, self.months, self.quiet = title, months, quiet
        self._bar: Any = None
        if not quiet and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(desc=title, total=months, initial=done, unit="month", dynamic_ncols=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def completed(self, economy: Economy) -> None:
        """Show that this economy has completed one more month."""
        month = economy.month
        if self._bar is not None:
            self._bar.update(1)
        elif not self.quiet and (month % LINE_EVERY == 0 or month == self.months):
            print(
                f"{self.title}: {month} of {self.months} months, to {economy.date}",
                file=sys.stderr,
                flush=True,
            )
