"""What every command is made of: a name, a sentence, an example, its options and what it does."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

PROGRAM = "python -m batch_runs"


class Command(NamedTuple):
    """One command. `add_options` declares its options, `perform` does it and returns the exit status."""

    name: str
    sentence: str
    example: str
    add_options: Callable[[argparse.ArgumentParser], None]
    perform: Callable[[argparse.Namespace], int]


class CannotGoOn(Exception):  # noqa: N818 - read as a sentence: raise CannotGoOn("...")
    """An economy that has broken down; the message is one line that says when, why and what is kept where."""

    def __init__(self, what: str, kept: str = "") -> None:
        super().__init__(what, kept)
        self.what, self.kept = what, kept

    def __str__(self) -> str:
        return self.what + self.kept


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and takes no abbreviations."""

    def options(self) -> list[str]:
        """Return the options it takes as they are written, such as --out."""
        return [option for action in self._actions for option in action.option_strings]

    def error(self, message: str) -> NoReturn:
        """Leave with status 2 and one line."""
        self.exit(2, f"{self.prog}: {message} (--help shows the options)\n")


def whole_number(text: str) -> int:
    """Return a whole number, or say that `text` is none."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None


def named_path(text: str) -> Path:
    """Return where something is or goes; a name without a letter, as an unset variable leaves it, is none."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def positive_number(text: str) -> float:
    """Return a finite number above zero, or say that `text` is none."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return value
