"""The exogenous paths: the policy rate, dated technology milestones, the draw of true productivity, and January 2015."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

import numpy as np

from model.errors import BadInput, nearest

DATA = Path(__file__).parent / "data"
START = np.datetime64("2015-01")
"""The first month of every run."""

LAST_OBSERVED = np.datetime64("2025-12")
"""The last month of history; what follows is a scenario."""

LONGEST_RUN = 360
"""Months for which history is laid out."""

SHOCK_BEGINS = np.datetime64("2022-03")
"""The month in which the US policy rate left its floor."""

CALM_YEARS = (np.datetime64("2015-01"), np.datetime64("2019-12"))
"""The years whose mean rate stands for a world without the rate shock."""

ADJUSTMENT_YEARS = 1.0
"""Years in which 63% of the gap to the long-run rate closes after December 2025 (assumed)."""


class EventKind(NamedTuple):
    """What the size of an event may be: both ends of its range, and its unit."""

    low: float
    high: float
    unit: str

    def __str__(self) -> str:
        """Return range and unit as they are read by people."""
        allowed = f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"
        return f"{allowed} {self.unit}"


EVENT_KINDS: Mapping[str, EventKind] = MappingProxyType(
    {
        "milestone": EventKind(0.0, 10.0, "times the chat moment of 2022"),
        "rate_change": EventKind(-0.2, 0.2, "a year, as a fraction (0.01 is one point)"),
        "efficiency": EventKind(0.0, 10.0, "as log of compute saved (2.3 leaves a tenth)"),
        "silence": EventKind(1.0, 1.0, "(all voices)"),
        "pulse": EventKind(0.0, 1e12, "usd"),
    }
)
"""The kinds of dated events. Ranges are assumed: wider than any event on record, and an economy outlives both ends."""


class HistoryInputs(Protocol):
    """What `History.of` reads from the parameters; any object with these fields will do."""

    @property
    def policy_rate_after(self) -> float:
        """Long-run policy rate after December 2025, as a fraction a year."""

    @property
    def milestones_per_year_after(self) -> float:
        """Expected milestones a year after December 2025."""

    @property
    def milestone_size_after(self) -> float:
        """Mean size of a later milestone; the chat moment of November 2022 is 1."""

    @property
    def rate_shock(self) -> float:
        """How much of the rate shock happens: 1 as it was, 0 never."""

    @property
    def rate_shift_months(self) -> float:
        """Months by which the rate shock comes later (positive) or earlier (negative)."""

    @property
    def technology(self) -> float:
        """Scale of all milestones: 1 as they were, 0 none."""


@dataclass(frozen=True)
class Event:
    """A dated change that a scenario adds to history.

    `kind` is `milestone` (size on the scale of the chat moment = 1), `rate_change` (size is added to
    the policy rate from that month on, as a fraction a year), `efficiency` (a cheap rival model: size is
    the log of compute saved), `silence` (all voices stop for good; size is 1) or `pulse`
    (households buy from a lab once more for `size` usd; from the largest where no `lab` is named).
    """

    month: np.datetime64
    kind: str
    size: float
    name: str
    lab: int | None = None

    def described(self) -> dict[str, Any]:
        """Return what it says, by name; a lab only where one is named."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Milestone:
    """One dated AI technology event; the date is sourced, the size is judged."""

    date: np.datetime64
    name: str
    size: float
    domain: str
    source: str


@dataclass(frozen=True)
class History:
    """The exogenous paths of one run; every array has shape (months,), index 0 is January 2015."""

    policy_rate: np.ndarray
    """Policy rate, as a fraction a year."""

    milestone_size: np.ndarray
    """Sum of the sizes of the milestones dated in the month; the chat moment is 1."""

    milestone_names: tuple[tuple[str, ...], ...]
    """Names of the milestones dated in the month."""

    @classmethod
    def of(
        cls, inputs: HistoryInputs, months: int, luck: np.ndarray, events: Iterable[Event] = ()
    ) -> History:
        """Return the paths of `months` months; `luck` holds one uniform draw in (0, 1) a month.

        Luck dates and sizes the milestones after December 2025 and touches nothing before.
        """
        if len(luck) < months:
            raise BadInput(f"history: {months} months need as many draws, but only {len(luck)} were given")
        events = tuple(events)
        sizes, names = _milestones_by_month(inputs, months, np.asarray(luck), events)
        return cls(_fixed(_policy_rate(inputs, months, events)), _fixed(sizes), names)

    @staticmethod
    def date(month: int) -> np.datetime64:
        """Return the date of a month; month 0 is January 2015."""
        return START + np.timedelta64(month, "M")


def true_productivity(luck: np.ndarray | float, low: float = 0.05, high: float = 1.5) -> np.ndarray:
    """Return AI's true contribution to growth in percentage points a year, log-uniform on [low, high].

    low * (high / low) ** luck, for uniform draws in [0, 1]; the shape is that of `luck`. The range runs
    from Acemoglu (2024) to Goldman Sachs (2023); see docs/history_sources.md.
    """
    return np.exp(np.log(low) + np.asarray(luck) * np.log(high / low))


# ---- the policy rate


def _policy_rate(inputs: HistoryInputs, months: int, events: Sequence[Event]) -> np.ndarray:
    """Return the policy rate of every month as a fraction a year, never below zero."""
    shifted = _shifted(inputs, months)
    as_it_was = _extended(inputs, months)[:months]
    since_shock = np.arange(months) >= _index(SHOCK_BEGINS)
    without = np.where(since_shock, np.minimum(as_it_was, calm_rate()), as_it_was)
    rate = (1.0 - inputs.rate_shock) * without + inputs.rate_shock * shifted
    for event in (event for event in events if event.kind == "rate_change"):
        rate = rate + event.size * (np.arange(months) >= _index(event.month))
    return np.maximum(rate, 0.0)


def calm_rate() -> float:
    """Return the mean rate of 2015-2019 as a fraction a year: the ceiling when the shock is off."""
    first, last = (_index(date) for date in CALM_YEARS)
    return float(observed_rate()[first : last + 1].mean())


def _shifted(inputs: HistoryInputs, months: int) -> np.ndarray:
    """Return the rate path with its shock moved by `rate_shift_months`; before the shock it is as it was."""
    month, shock = np.arange(months), _shock_month(inputs)
    shift = shock - _index(SHOCK_BEGINS)
    path = _extended(inputs, months + abs(shift))
    waiting = np.minimum(month, _index(SHOCK_BEGINS) - 1)
    return path[np.where(month >= shock, month - shift, waiting)]


def _shock_month(inputs: HistoryInputs) -> int:
    month = _index(SHOCK_BEGINS) + int(inputs.rate_shift_months)
    if month < 0:
        raise BadInput(
            f"rate_shift_months: {inputs.rate_shift_months} puts the rate shock before January 2015; "
            f"take {-_index(SHOCK_BEGINS)} months or more"
        )
    return month


def _extended(inputs: HistoryInputs, months: int) -> np.ndarray:
    """Return the observed rate, then its approach to the long-run rate."""
    observed = observed_rate()
    years = np.arange(1, max(months - len(observed), 0) + 1) / 12
    gap = (observed[-1] - inputs.policy_rate_after) * np.exp(-years / ADJUSTMENT_YEARS)
    return np.concatenate([observed, inputs.policy_rate_after + gap])


@cache
def observed_rate() -> np.ndarray:
    """Return the US federal funds rate from January 2015 to December 2025 as a fraction a year, shape (132,)."""
    rates = []
    for index, (where, row) in enumerate(_rows("policy_rate.csv")):
        expected = History.date(index)
        if _month(row["month"], where) != expected:
            raise BadInput(f"{where}: month is {row['month']}, expected {expected}; keep one row a month")
        rates.append(_number(row["rate"], where) / 100)
    if len(rates) != _index(LAST_OBSERVED) + 1:
        raise BadInput(f"model/data/policy_rate.csv: the last month must be {LAST_OBSERVED}")
    return _fixed(np.array(rates))


# ---- milestones


def _milestones_by_month(
    inputs: HistoryInputs, months: int, luck: np.ndarray, events: Sequence[Event]
) -> tuple[np.ndarray, tuple[tuple[str, ...], ...]]:
    """Return the sum of sizes and the names by month, each scaled by the switch `technology`."""
    sizes, names = np.zeros(months), [list[str]() for _ in range(months)]
    for index, size, name in _arrivals(inputs, luck[:months], events):
        if 0 <= index < months and inputs.technology:
            sizes[index] += inputs.technology * size
            names[index].append(name)
    return sizes, tuple(tuple(of_month) for of_month in names)


def _arrivals(
    inputs: HistoryInputs, luck: np.ndarray, events: Sequence[Event]
) -> Iterator[tuple[int, float, str]]:
    """Yield month, size and name of every milestone: observed, drawn, and added by the scenario."""
    for milestone in observed_milestones():
        yield _index(milestone.date), milestone.size, milestone.name
    drawn = _drawn_sizes(inputs, luck)
    for index in np.flatnonzero(drawn):
        yield int(index), float(drawn[index]), f"milestone of {History.date(int(index))}"
    for event in (event for event in events if event.kind == "milestone"):
        yield _index(event.month), event.size, event.name


def _drawn_sizes(inputs: HistoryInputs, luck: np.ndarray) -> np.ndarray:
    """Return the sizes of later milestones, 0 where none arrives, shape (months,).

    One arrives when luck < p, with p = milestones_per_year_after / 12. Given that it does, luck / p is
    uniform, so the same draw gives the size: exponential with mean milestone_size_after. A month has one
    milestone at most; above twelve a year they grow instead, so that their sum has the expected size.
    """
    a_month = max(inputs.milestones_per_year_after / 12, 1e-12)
    chance = min(a_month, 1.0)
    arrives = (luck < chance) & (np.arange(len(luck)) > _index(LAST_OBSERVED))
    mean = inputs.milestone_size_after * a_month / chance
    return np.where(arrives, -mean * np.log(np.clip(luck / chance, 1e-12, 1)), 0.0)


@cache
def observed_milestones() -> tuple[Milestone, ...]:
    """Return the dated milestones of 2015 to 2025, in order of date."""
    milestones = [
        Milestone(
            _day(row["date"], where), row["name"], _number(row["size"], where), row["domain"], row["source"]
        )
        for where, row in _rows("milestones.csv")
    ]
    return tuple(sorted(milestones, key=lambda milestone: milestone.date))


# ---- January 2015


@dataclass(frozen=True)
class OpeningItem:
    """One figure of the opening position, with where it comes from and how far to trust it."""

    item: str
    value: float
    unit: str
    source: str
    status: str
    """verified, recalled, derived or assumed; see docs/history_sources.md."""

    confidence: float


class MissingItemError(BadInput, AttributeError):
    """An item that the opening position does not have."""


@dataclass(frozen=True)
class Opening:
    """The world of January 2015, at the world's scale: `opening().vc_usd_ai` or `opening()["vc_usd_ai"]`."""

    items: tuple[OpeningItem, ...]

    def __getitem__(self, item: str) -> float:
        """Return the value of an item; raises MissingItemError naming the nearest item."""
        values = self._values
        if item not in values:
            raise MissingItemError(
                f"opening position: {item!r} is not in model/data/opening_2015.csv; {nearest(item, values)}"
            )
        return values[item]

    @cached_property
    def _values(self) -> dict[str, float]:
        return {item.item: item.value for item in self.items}

    def __getattr__(self, item: str) -> float:
        """Return the value of an item."""
        if item.startswith("_"):
            raise AttributeError(item)
        return self[item]

    def by(self, pattern: str, names: Iterable[str]) -> np.ndarray:
        """Return one value for each name put into a pattern such as "vc_usd_{}"; shape (names,)."""
        return np.array([self[pattern.format(name)] for name in names])


@cache
def opening() -> Opening:
    """Return the opening position of January 2015; stocks as at its first day, flows of the year 2015."""
    return Opening(tuple(_opening_item(where, row) for where, row in _rows("opening_2015.csv")))


def _opening_item(where: str, row: dict[str, str]) -> OpeningItem:
    value, confidence = _number(row["value"], where), _number(row["confidence"], where)
    return OpeningItem(row["item"], value, row["unit"], row["source"], row["status"], confidence)


# ---- reading data files


def _rows(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row of a data file with its place, such as "model/data/policy_rate.csv, line 3"."""
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        for row in reader:
            where = f"model/data/{name}, line {reader.line_num}"
            if None in row or None in row.values():
                raise BadInput(
                    f"{where}: needs {len(reader.fieldnames or ())} columns; quote text with commas"
                )
            yield where, row


def _number(text: str, where: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise BadInput(f"{where}: {text!r} is not a number")
    return number


def _month(text: str, where: str) -> np.datetime64:
    return _day(f"{text}-01", where).astype("datetime64[M]")


def _day(text: str, where: str) -> np.datetime64:
    try:
        return np.datetime64(text, "D")
    except ValueError:
        raise BadInput(
            f"{where}: {text!r} is not a date; write 2022-11-30 (or 2022-11 for a month)"
        ) from None


def _index(date: np.datetime64) -> int:
    """Return the month number of a date; January 2015 is 0."""
    return int((date.astype("datetime64[M]") - START).astype(int))


def _fixed(array: np.ndarray) -> np.ndarray:
    """Return the array, closed to writing."""
    array.setflags(write=False)
    return array
