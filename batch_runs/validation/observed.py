"""What was observed, 2015 to 2025: docs/observed.csv, one row per figure. The model never reads it."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

from model.errors import BadInput

FILE = Path(__file__).parents[2] / "docs" / "observed.csv"


@dataclass(frozen=True)
class Observation:
    """One published figure: of which measure, when ("2019", "2023-09" or "2022 to 2025"), from where.

    `tolerance` is one standard error as a referee would set it; None where only the magnitude counts. Those with a
    `weight` count in the distance. `in_view` says whether numbers were set by hand with this figure in a table.
    """

    id: str
    measure: str
    when: str
    value: float
    tolerance: float | None
    weight: float | None
    source: str
    status: str
    confidence: float
    in_view: bool

    @property
    def years(self) -> list[int]:
        """First and last year of the time it is about."""
        return [int(part[:4]) for part in self.when.split(" to ")]

    def within(self, value: float, tolerances: float) -> bool:
        """Return whether a value is within so many tolerances, or where there is none within a factor of two."""
        if self.tolerance is None:
            return 0.5 <= value / self.value <= 2.0
        return abs(value - self.value) <= tolerances * self.tolerance


def observed(*measures: str) -> list[Observation]:
    """Return the figures of these measures, or all of them when none is named. Raises BadInput outside of a checkout."""
    if not FILE.exists():
        raise BadInput(f"{FILE}: the published figures are missing; run this from a checkout of the project")
    rows = _read(FILE, FILE.stat().st_mtime_ns)
    return [row for row in rows if row.measure in measures or not measures]


@functools.cache
def _read(path: Path, _changed: int) -> tuple[Observation, ...]:
    """Return all figures of a file, which is read again only when it has changed."""
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(_observation(row) for row in csv.DictReader(file))


def _observation(row: dict[str, str]) -> Observation:
    return Observation(
        row["id"] or f"{row['measure']} {row['when']}",
        row["measure"],
        row["when"],
        float(row["value"]),
        float(row["tolerance"]) if row["tolerance"] else None,
        float(row["weight"]) if row["weight"] else None,
        row["source"],
        row["status"],
        float(row["confidence"]),
        row["in_view"] == "yes",
    )
