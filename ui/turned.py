"""What a chart makes of a column: sums of a year, sums so far, few digits; lessons and bands read the same lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

YEAR = 12
DIGITS = 5
DUST = 1e-6


def yearly(values: Sequence[float | None]) -> list[float]:
    """Return the sum of the last twelve months, scaled up while there are fewer, as the charts do."""
    known = [value or 0.0 for value in values]
    sums = (sum(known[max(at - YEAR + 1, 0) : at + 1]) for at in range(len(known)))
    return [total * (1.0 if at >= YEAR - 1 else YEAR / (at + 1)) for at, total in enumerate(sums)]


def cumulated(values: Sequence[float | None]) -> list[float]:
    """Return the sum of all months so far."""
    found, total = [], 0.0
    for value in values:
        total += value or 0.0
        found.append(total)
    return found


def short(value: Any) -> float | None:
    """Return a number in as many digits as a picture shows, nothing where it is none."""
    number = float(value)
    if not math.isfinite(number):
        return None
    if abs(number) < DUST:
        return 0.0
    return float(f"{number:.{DIGITS}g}")
