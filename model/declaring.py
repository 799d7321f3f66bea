"""How a parameter is declared: value, unit, bounds, meaning, source; and how a value is checked."""

from __future__ import annotations

import functools
import numbers
from dataclasses import field, fields
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


@functools.cache
def declared(kind: type[Any]) -> tuple[ParameterInfo, ...]:
    """Return every parameter of a class as it is declared there, with its default."""
    infos, title = [], ""
    for part in fields(kind):
        title, meta = part.metadata.get("group", title), part.metadata
        if "group" not in meta:
            about = meta["unit"], meta["low"], meta["high"], meta["meaning"], meta["source"]
            infos.append(ParameterInfo(part.name, part.default, *about, title))
    return tuple(infos)


def as_counted(info: ParameterInfo, value: float) -> float:
    """Turn 5.0 into 5 where the parameter counts things; anything else is left for the check."""
    counts = isinstance(info.value, int)
    return int(value) if counts and isinstance(value, float) and value.is_integer() else value


def check(info: ParameterInfo, value: Any) -> None:
    """Raise ValueError in one line (name, value, bounds, unit) for what is no number of its kind or out of bounds."""
    if type(value) is type(info.value) and info.low <= value <= info.high:
        return
    unit = "" if info.unit == "1" else f" {info.unit}"
    allowed = f"allowed: {info.low:g} to {info.high:g}{unit}"
    counts = isinstance(info.value, int)
    fits = isinstance(value, numbers.Integral if counts else numbers.Real) and not isinstance(value, bool)
    if not fits:
        raise ValueError(
            f"parameter {info.name}: {value!r} is no {'whole ' if counts else ''}number; {allowed}"
        )
    if not info.low <= value <= info.high:
        raise ValueError(f"parameter {info.name}: {value!r} is out of bounds; {allowed}")
