"""How a parameter is declared: value, unit, bounds, meaning, source; and how a value is checked."""

from __future__ import annotations

import numbers
from dataclasses import field
from typing import Any, NamedTuple

ASSUMED = "assumed"
CALIBRATED = "calibrated by hand to published figures; see docs/validation.md"
FITTED = "set by hand with 2020 to 2025 in view; see docs/validation.md"


def fitted(source: str = "") -> str:
    """Return the source of a number that is no evidence of its own: where its range is from, and how it was set."""
    return f"{source}; {FITTED}" if source else FITTED


class ParameterInfo(NamedTuple):
    """What is known about one parameter."""

    name: str
    value: Any
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    group: str


def number(value: float, unit: str, low: float, high: float, meaning: str, source: str = ASSUMED) -> Any:
    """Declare one parameter with its unit, bounds, meaning and source."""
    return field(
        default=value, metadata={"unit": unit, "low": low, "high": high, "meaning": meaning, "source": source}
    )


def group(title: str) -> Any:
    """Start a group of parameters in the documentation; not a parameter itself."""
    return field(default=title, init=False, repr=False, compare=False, metadata={"group": title})


def whole_where_it_counts(info: ParameterInfo, value: float) -> float:
    """Turn 5.0 into 5 where the parameter counts things; anything else is left for the check."""
    counts = isinstance(info.value, int)
    return int(value) if counts and isinstance(value, float) and value.is_integer() else value


def check(info: ParameterInfo, default: Any) -> None:
    """Raise ValueError in one line (name, value, bounds, unit) for what is no number of its kind or out of bounds."""
    unit = "" if info.unit == "1" else f" {info.unit}"
    allowed = f"allowed: {info.low:g} to {info.high:g}{unit}"
    counts, value = isinstance(default, int), info.value
    if isinstance(value, bool) or not isinstance(value, (numbers.Integral if counts else numbers.Real)):
        raise ValueError(
            f"parameter {info.name}: {info.value!r} is no {'whole ' if counts else ''}number; {allowed}"
        )
    if not info.low <= info.value <= info.high:
        raise ValueError(f"parameter {info.name}: {info.value!r} is out of bounds; {allowed}")
