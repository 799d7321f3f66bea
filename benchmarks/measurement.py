"""One measured number: its name in build/bench.json, its value, its unit, and how it was measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """A number that somebody may quote. Names are those of build/bench.json."""

    name: str
    value: float
    unit: str
    note: str

    def __str__(self) -> str:
        """Return one line to read on a terminal."""
        return f"{self.name:36} {self.value:10.3g} {self.unit:12} {self.note}"
