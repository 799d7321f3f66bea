"""The one exception for input that somebody typed or edited: one line that says what, whose and what to do."""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any


class BadInput(ValueError):  # noqa: N818 - read as a sentence: raise BadInput("...")
    """Input that cannot be used; the message is one line fit to show to a person as it is."""


def whole(value: Any, high: int, refusal: str) -> int:
    """Return a whole number from 0 to `high`, NumPy's too, as a plain int; raises BadInput with the refusal for others."""
    try:
        number = operator.index(value)
    except TypeError:
        number = -1
    if isinstance(value, bool) or not 0 <= number <= high:
        raise BadInput(refusal)
    return number


def among(name: Any, known: Collection[str]) -> bool:
    """Return whether somebody wrote one of these names; a list or a table in its place is none."""
    return isinstance(name, str) and name in known


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the known name closest to `name`, or all of them when none is close."""
    known = list(known)
    close = get_close_matches(name, known, n=1)
    return f"the nearest name is {close[0]!r}" if close else f"choose one of: {', '.join(known)}"
